"""The linker: which concepts a text names, where, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, Final, TypeAlias

from ..model import Concept
from ..ontology import Ontology
from .context import Leads, leads_of
from .cues import Stems
from .forms import Form, forms_of
from .matching import Match, Matcher
from .policy import judge
from .support import Scene, Verdict
from .tokens import Tokens, tokenise

PIECE: Final = 4000
NEARBY: Final = 4 * PIECE
TURNS: Final = 4
Found: TypeAlias = tuple[Match, Concept, str]


@dataclass(slots=True)
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
        self._forms = [form for concept in named for form in forms_of(concept)]
        self._skills = Matcher(form for form in self._forms if form.concept.claimable)
        self._leads: dict[str, Leads] = {}
        self._stems = lru_cache(maxsize=64)(_stems)
        self._sure_in = lru_cache(maxsize=64)(self._sure_concepts)

    def link(
        self, text: str, *, listed: bool = False, section: str = "", nearby: str = ""
    ) -> list[Link]:
        """Return the links of a text in order; none overlap.

        ``listed`` says that the text is a list of terms, ``section`` is the canonical name of the
        resume's section, and ``nearby`` the text around, of which the first
        16,000 characters are read, for cues alone. A text of more than 4,000 is read piece by
        piece, so that the time stays linear in it.
        """
        links: list[Link] = []
        for offset, piece in _pieces(text):
            tokens = tokenise(piece)
            groups = list(self._matcher(section).matches(tokens))
            if groups:
                found = _settle(self._scene(tokens, groups, listed, section, nearby), groups)
                links += [_link(tokens, one, offset) for one in found]
        return sorted(links, key=attrgetter("start"))

    def why_not(
        self, text: str, *, listed: bool = True, section: str = "", nearby: str = ""
    ) -> str:
        """Return why a term links nothing; the empty string where it does link."""
        tokens = tokenise(text)
        groups = list(self._matcher(section).matches(tokens))
        if not groups:
            return "no concept has this label"
        scene = self._scene(tokens, groups, listed, section, nearby)
        if _settle(scene, groups):
            return ""
        reasons = [
            judge(scene, match, form).reason
            for group in groups
            for match in group
            for form in match.forms
        ]
        return reasons[0]

    def __reduce__(self) -> tuple[Any, ...]:
        return Linker, (self.ontology,)

    def _scene(
        self, tokens: Tokens, groups: list[list[Match]], listed: bool, section: str, nearby: str
    ) -> Scene:
        return Scene(
            tokens=tokens,
            listed=listed,
            section=section,
            nearby=lambda: self._stems(nearby[:NEARBY]),
            nearby_concepts=lambda: self._sure_in(nearby[:NEARBY]),
            leads=self._leads_of,
            groups=groups,
        )

    def _matcher(self, section: str) -> Matcher:
        return self._studies if section == "education" else self._skills

    @cached_property
    def _studies(self) -> Matcher:
        """Return the matcher that knows degrees and fields of study too."""
        return Matcher(self._forms)

    def _leads_of(self, concept: Concept) -> Leads:
        if concept.id not in self._leads:
            self._leads[concept.id] = leads_of(self.ontology, concept)
        return self._leads[concept.id]

    def _sure_concepts(self, text: str) -> tuple[Concept, ...]:
        """Return the concepts that a text names beyond doubt, in order."""
        groups = self._skills.matches(self._stems(text).tokens)
        sure = [form.concept for group in groups for form in group[0].forms if form.sure]
        return tuple(dict.fromkeys(sure))


def _stems(text: str) -> Stems:
    return Stems(tokenise(text))


def _settle(scene: Scene, groups: list[list[Match]]) -> list[Found]:
    """Decide what needs no context first; what it links is context for the rest."""
    found: list[Found] = []
    doubtful = groups
    for turn in range(TURNS):
        waiting = []
        for group in doubtful:
            hit = _best(scene, group, certain=turn == 0)
            if hit is None:
                waiting.append(group)
            else:
                scene.add(hit[0], hit[1])
                found.append(hit)
        if not waiting or (turn and len(waiting) == len(doubtful)):
            break
        doubtful = waiting
    return found


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, piece) of a text, cut at blanks where it is long."""
    start = 0
    while len(text) - start > PIECE:
        cut = max(text.rfind(blank, start, start + PIECE) for blank in "\n ") + 1 or start + PIECE
        yield start, text[start:cut]
        start = cut
    yield start, text[start:] if start else text


def _link(tokens: Tokens, found: Found, offset: int) -> Link:
    """Return what was found as a link, with the bracket that closes one inside of it."""
    match, concept, reason = found
    start, end = tokens.starts[match.start], tokens.ends[match.end - 1]
    if match.end - match.start > 1 and tokens.text[end : end + 1] == ")":
        inside = tokens.text[start:end]
        end += inside.count("(") > inside.count(")")
    return Link(offset + start, offset + end, concept, reason)


def _best(scene: Scene, group: list[Match], certain: bool) -> Found | None:
    """Return the longest match that a form is linked by, the best supported form of it."""
    for match in group:
        linked = [
            (verdict, form)
            for form in match.forms
            if (form.certain or not certain) and (verdict := judge(scene, match, form)).linked
        ]
        if linked:
            verdict, form = max(linked, key=_support) if len(linked) > 1 else linked[0]
            return match, form.concept, verdict.reason
    return None


def _support(judged: tuple[Verdict, Form]) -> tuple[int, int]:
    """Return how well a form is supported; of equals, the one closer to the name counts."""
    return judged[0].support, -judged[1].rank
