"""The linker: which concepts a text names, where, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from .concepts import Concept
from .context import Leads, leads_of
from .cues import Stems
from .forms import Form, forms_of
from .matching import Match, Matcher
from .ontology import Ontology
from .policy import Scene, Verdict, judge
from .tokens import Tokens, tokenise

STUDY_KINDS: Final = frozenset({"Degree", "Field"})


@dataclass(frozen=True, slots=True)
class Link:
    """``text[start:end]`` names the concept, for a reason that a person can check."""

    start: int
    end: int
    concept: Concept
    reason: str


class Linker:
    """Finds the concepts that texts name.

    Building takes some milliseconds a thousand labels; linking is linear in the text. Degrees and
    fields of study are found in the section ``education`` alone, categories nowhere. A linker
    pickles as its ontology and is built again on arrival.
    """

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        concepts = [ontology.concepts[id] for id in sorted(ontology.concepts)]
        named = [concept for concept in concepts if concept.kind != "Category"]
        self._matcher = Matcher(form for concept in named for form in forms_of(concept))
        self._leads: dict[str, Leads] = {}
        self._stems = lru_cache(maxsize=64)(_stems)
        self._sure_in = lru_cache(maxsize=64)(self._sure_concepts)

    def link(
        self, text: str, *, listed: bool = False, section: str = "", nearby: str = ""
    ) -> list[Link]:
        """Return the links of a text in order; none overlap.

        ``listed`` says that the text is a list of terms, ``section`` is the canonical name of the
        resume's section, and ``nearby`` the text around, read for cues alone.
        """
        tokens = tokenise(text)
        groups = self._matcher.matches(tokens)
        first = next(groups, None)
        if first is None:
            return []
        scene = self._scene(tokens, listed, section, nearby)
        found = self._settle(scene, [first, *groups])
        return [
            Link(tokens.starts[match.start], tokens.ends[match.end - 1], concept, reason)
            for match, concept, reason in sorted(found, key=lambda one: one[0].start)
        ]

    def why_not(
        self, text: str, *, listed: bool = True, section: str = "", nearby: str = ""
    ) -> str:
        """Return why a term links nothing; the empty string where it does link."""
        tokens = tokenise(text)
        scene = self._scene(tokens, listed, section, nearby)
        groups = list(self._matcher.matches(tokens))
        if self._settle(scene, groups):
            return ""
        reasons = [
            judge(scene, match, form).reason
            for group in groups
            for match in group
            for form in self._allowed(scene, match)
        ]
        return reasons[0] if reasons else "no concept has this label"

    def __reduce__(self) -> tuple[Any, ...]:
        return Linker, (self.ontology,)

    def _scene(self, tokens: Tokens, listed: bool, section: str, nearby: str) -> Scene:
        return Scene(
            tokens,
            listed,
            section,
            lambda: self._stems(nearby),
            lambda: self._sure_in(nearby),
            self._leads_of,
        )

    def _settle(self, scene: Scene, groups: list[list[Match]]) -> list[tuple[Match, Concept, str]]:
        """Decide what needs no context first; what it links is context for the rest."""
        found: list[tuple[Match, Concept, str]] = []
        doubtful = groups
        while doubtful:
            waiting = []
            for group in doubtful:
                hit = self._best(scene, group)
                if hit is None:
                    waiting.append(group)
                else:
                    scene.add(hit[0], hit[1])
                    found.append(hit)
            if len(waiting) == len(doubtful):
                break
            doubtful = waiting
        return found

    def _best(self, scene: Scene, group: list[Match]) -> tuple[Match, Concept, str] | None:
        """Return the longest match that a form is linked by, the best supported form of it."""
        for match in group:
            judged = [(judge(scene, match, form), form) for form in self._allowed(scene, match)]
            linked = [pair for pair in judged if pair[0].linked]
            if linked:
                verdict, form = max(linked, key=lambda pair: (pair[0].support, -pair[1].rank))
                return match, form.concept, verdict.reason
        return None

    def _allowed(self, scene: Scene, match: Match) -> Iterator[Form]:
        for form in match.forms:
            if form.concept.kind not in STUDY_KINDS or scene.section == "education":
                yield form

    def _leads_of(self, concept: Concept) -> Leads:
        if concept.id not in self._leads:
            self._leads[concept.id] = leads_of(self.ontology, concept)
        return self._leads[concept.id]

    def _sure_concepts(self, text: str) -> tuple[Concept, ...]:
        """Return the concepts that a text names beyond doubt, in order."""
        groups = self._matcher.matches(tokenise(text))
        sure = [form.concept for group in groups for form in group[0].forms if form.sure]
        return tuple(dict.fromkeys(sure))


def _stems(text: str) -> Stems:
    return Stems(tokenise(text))


def verdicts(linker: Linker, text: str) -> list[tuple[str, Verdict]]:
    """Return every label found in a text with the verdict on it: for people who tune cues."""
    tokens = tokenise(text)
    scene = linker._scene(tokens, False, "", "")
    groups = list(linker._matcher.matches(tokens))
    linker._settle(scene, groups)
    return [
        (form.concept.id, judge(scene, match, form))
        for group in groups
        for match in group
        for form in match.forms
    ]
