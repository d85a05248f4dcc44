"""The linker: which concepts a text names, where, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, Final, NamedTuple

from ..model import Concept
from ..ontology import Ontology
from .compiled_forms import compiled_forms
from .context_cues import ContextCuesById
from .cues import StemmedText
from .link_state import Judgement, LinkState
from .matching import LabelMatch, LabelMatcher
from .polarity import HELD, Polarity, may_tell, polarity_of
from .policy import judge
from .surface_forms import SurfaceForm
from .tokens import Tokens, tokenise

# Characters that are decided on together. Each doubtful mention searches its whole piece for cues,
# which would take the square of a long text's length.
MAX_PIECE: Final = 4000

# Cues stand close by; the rest of a long text around is not worth cutting into words.
MAX_NEARBY: Final = 4 * MAX_PIECE

# Links count at once for what follows them in the text, so that a further round is needed only for
# support from behind, item by item. A long list could ask for as many rounds as it has items.
MAX_ROUNDS: Final = 4

# Characters of a term whose links or reason are kept: a longer one is hardly met again.
MAX_TERM: Final = 100

# Places of one label in one piece that are decided on where its context must decide. Nobody names a
# thing so often in so little text; who does says no more by it.
MAX_PLACES: Final = 100


@dataclass(frozen=True, slots=True)
class Link:
    """``text[start:end]`` names the concept, for a reason that a person can check.

    ``polarity`` says whether the text tells of use, of a claim in a list, of what was left, of a
    wish, or denies it.
    """

    start: int
    end: int
    concept: Concept
    reason: str
    polarity: Polarity = "use"

    @property
    def held(self) -> bool:
        """Return whether somebody has it, or had it: a wish and a denial say that they do not."""
        return self.polarity in HELD


class AcceptedMatch(NamedTuple):
    """A match that was decided for a concept: a link, still counted in words."""

    match: LabelMatch
    concept: Concept
    reason: str


class Linker:
    """Finds the concepts that texts name.

    Building reads what the cache has of the ontology's labels; linking is linear in the text.
    Degrees and fields of study are found in the section ``education`` alone, categories nowhere. A
    linker pickles as its ontology and is built again on arrival.
    """

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self._forms = compiled_forms(ontology)
        self._skills = LabelMatcher(self._forms, ontology.concepts, claimable=True)
        self._context_cues = ContextCuesById(ontology, self._forms.families)
        # The lines of a section are linked one by one and share the text around them.
        self._stemmed = lru_cache(maxsize=64)(_stemmed)
        self._sure_in = lru_cache(maxsize=64)(self._sure_concepts)
        self._why_not = lru_cache(maxsize=4096)(self._reason_against)
        self._known_links = lru_cache(maxsize=4096)(self._links)

    def link(
        self, text: str, *, listed: bool = False, section: str = "", nearby: str = ""
    ) -> list[Link]:
        """Return the links of a text in order; none overlap.

        ``listed`` says that the text is a list of terms, ``section`` is the canonical name of the
        resume's section, and ``nearby`` the text around, of which the first
        16,000 characters are read, for cues alone. A text of more than 4,000 is read piece by
        piece, so that the time stays linear in it.
        """
        # Titles, items of lists and short lines are met again in one resume after another.
        known = self._known_links if len(text) < MAX_TERM and not nearby else self._links
        return list(known(text, listed, section, nearby))

    def _links(self, text: str, listed: bool, section: str, nearby: str) -> tuple[Link, ...]:
        links: list[Link] = []
        matcher = self._matcher(section)
        for offset, piece in _pieces(text):
            if not matcher.may_match(piece):
                continue
            tokens = tokenise(piece)
            groups = _first_places(tokens, list(matcher.matches(tokens)))
            if groups:
                state = self._state(tokens, groups, listed, section, nearby)
                tells = may_tell(piece)
                links += [
                    _link(tokens, accepted, offset, listed, tells)
                    for accepted in _settle(state, groups)
                ]
        return tuple(sorted(links, key=attrgetter("start")))

    def why_not(
        self, text: str, *, listed: bool = True, section: str = "", nearby: str = ""
    ) -> str:
        """Return why a term links nothing; the empty string where it does link."""
        # A term that no concept covers is named again and again, and by one resume after another.
        known = self._why_not if len(text) < MAX_TERM else self._reason_against
        return known(text, listed, section, nearby)

    def _reason_against(self, text: str, listed: bool, section: str, nearby: str) -> str:
        matcher = self._matcher(section)
        tokens = tokenise(text) if matcher.may_match(text) else None
        groups = list(matcher.matches(tokens)) if tokens else []
        if not tokens or not groups:
            return "no concept has this label"
        state = self._state(tokens, groups, listed, section, nearby)
        if _settle(state, groups):
            return ""
        reasons = [
            judge(state, match, form).reason
            for group in groups
            for match in group
            for form in match.forms
        ]
        return reasons[0]

    def __reduce__(self) -> tuple[Any, ...]:
        return Linker, (self.ontology,)

    def _state(
        self,
        tokens: Tokens,
        groups: list[list[LabelMatch]],
        listed: bool,
        section: str,
        nearby: str,
    ) -> LinkState:
        return LinkState(
            tokens=tokens,
            listed=listed,
            section=section,
            nearby=lambda: self._stemmed(nearby[:MAX_NEARBY]),
            nearby_concepts=lambda: self._sure_in(nearby[:MAX_NEARBY]),
            context_cues=self._context_cues,
            groups=groups,
        )

    def _matcher(self, section: str) -> LabelMatcher:
        # Elsewhere "Master" (of Scrum) and "Bachelor" would be taken for what somebody studied.
        return self._studies if section == "education" else self._skills

    @cached_property
    def _studies(self) -> LabelMatcher:
        """Return the matcher that knows degrees and fields of study too."""
        return LabelMatcher(self._forms, self.ontology.concepts, claimable=False)

    def _sure_concepts(self, text: str) -> tuple[Concept, ...]:
        """Return the concepts that a text names beyond doubt, in order."""
        groups = self._skills.matches(self._stemmed(text).tokens)
        sure = [form.concept for group in groups for form in group[0].forms if form.sure]
        return tuple(dict.fromkeys(sure))


# By identity. What one reader has met of the ontology, the next need not decode again.
@lru_cache(maxsize=2)
def linker_of(ontology: Ontology) -> Linker:
    """Return the linker of an ontology, built once."""
    return Linker(ontology)


def _stemmed(text: str) -> StemmedText:
    return StemmedText(tokenise(text))


def _settle(state: LinkState, groups: list[list[LabelMatch]]) -> list[AcceptedMatch]:
    """Decide what needs no context first; what it links is context for the rest."""
    accepted: list[AcceptedMatch] = []
    doubtful = groups
    for number in range(MAX_ROUNDS):
        waiting = []
        for group in doubtful:
            # Sure names first: a doubtful one before them in the text needs them as support.
            best = _best(state, group, certain=number == 0)
            if best is None:
                waiting.append(group)
            else:
                state.add(best.match, best.concept)
                accepted.append(best)
        # The first round decided on sure names alone, so that it may well link nothing.
        if not waiting or (number and len(waiting) == len(doubtful)):
            break
        doubtful = waiting
    return accepted


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, piece) of a text, cut at blanks where it is long."""
    start = 0
    while len(text) - start > MAX_PIECE:
        cut = (
            max(text.rfind(blank, start, start + MAX_PIECE) for blank in "\n ") + 1
            or start + MAX_PIECE
        )
        yield start, text[start:cut]
        start = cut
    yield start, text[start:] if start else text


def _first_places(tokens: Tokens, groups: list[list[LabelMatch]]) -> list[list[LabelMatch]]:
    """Return the places where labels begin, of each doubtful one the first ``MAX_PLACES``."""
    if len(groups) <= MAX_PLACES:
        return groups
    seen: Counter[tuple[str, ...]] = Counter()
    kept = []
    for group in groups:
        sure = any(form.sure for form in group[0].forms)
        label = tokens.words[group[0].start : group[0].end]
        seen[label] += not sure
        if seen[label] <= MAX_PLACES:
            kept.append(group)
    return kept


def _link(tokens: Tokens, accepted: AcceptedMatch, offset: int, listed: bool, tells: bool) -> Link:
    """Return an accepted match as a link, with the bracket that closes one inside of it."""
    match, concept, reason = accepted
    start, end = tokens.starts[match.start], tokens.ends[match.end - 1]
    # Words end before the closing bracket of "BSc (Hons)"; the link ends after it.
    if match.end - match.start > 1 and tokens.text[end : end + 1] == ")":
        inside = tokens.text[start:end]
        end += inside.count("(") > inside.count(")")
    polarity: Polarity = "claim" if listed else "use"
    if tells:
        polarity = polarity_of(tokens, match.start, match.end, listed=listed)
    return Link(offset + start, offset + end, concept, reason, polarity)


def _best(state: LinkState, group: list[LabelMatch], certain: bool) -> AcceptedMatch | None:
    """Return the longest match that a form is linked by, the best supported form of it."""
    for match in group:
        linked = []
        # "Load Balancer" may be a service's bare name: what is named beside it decides.
        if certain and any(form.contested and _written(state, match, form) for form in match.forms):
            return None
        for form in match.forms:
            if form.certain or not certain:
                judgement = judge(state, match, form)
                if judgement.linked:
                    linked.append((judgement, form))
        # The longest match with any support wins over a shorter one with more: "Go" is not what
        # "Go Fiber" speaks of. Support only chooses between concepts that share the label.
        if linked:
            best, chosen = max(linked, key=_support) if len(linked) > 1 else linked[0]
            return AcceptedMatch(match, chosen.concept, best.reason)
    return None


def _written(state: LinkState, match: LabelMatch, form: SurfaceForm) -> bool:
    return state.tokens.exact[match.start : match.end] == form.exact


def _support(judged: tuple[Judgement, SurfaceForm]) -> tuple[int, int]:
    """Return how well a form is supported; of equals, the one closer to the name counts."""
    return judged[0].support, -judged[1].rank
