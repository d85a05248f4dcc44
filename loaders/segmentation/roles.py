"""What a span of a header could be: its score as a title, an employer, a place or anything else."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from ...ontology.wordlists import WordPattern
from ..dates import find_dates
from ..degrees import find_degree
from ..lexicon import (
    has_organisation,
    has_school,
    has_strong_title,
    has_title,
    is_legal_form,
    section_headings,
)
from ..line_cache import line_cache
from ..normalization import bare, folded, lowered
from ..patterns import any_of, set_of
from ..places import is_place
from .atoms import Atom
from .weights import WEIGHTS

_BRACKETS: Final = re.compile(r"\s*[(（][^()（）]*[)）]")
_PARTED: Final = re.compile(r",\s+|\s-\s|:\s+|\s/\s|\s*\|\s*")
_DOMAIN: Final = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}")
_REGION: Final = re.compile(r".{2,40},\s*[A-Z]{2,3}")
_SHORT_REGION: Final = re.compile(r"[A-Z]{2,3}")
_ADDRESS: Final = re.compile(r"https?://|www\.|@[\w-]+\.|^[\d\W]+$")
_PERSON: Final = re.compile(
    r"[^\W\d_]{3,}(?:er|or|ist|ant|ician|man|woman|eur|euse|trice|ière|eira|eiro|adora)$"
)
_OF: Final = re.compile(r"[A-Z]\w+ of (?:the )?[A-Z]")
_RANK_OF: Final = WordPattern(
    lambda: rf"(?:[\w-]+\ )?{any_of('job_titles', 'jobs', 'roles')}\ of\ \w"
)
_BEYOND: Final = re.compile(r",\s")
_RANKED: Final = re.compile(r"\s(?:I{1,3}|IV|V|[1-5])$")
_TEAM: Final = WordPattern(lambda: rf"(?:.*\s)?{any_of('header_words', 'teams')}(?:\s.*)?")
_KIND: Final = WordPattern(
    lambda: (
        rf"\W*(?:{any_of('header_words', 'kinds', 'regions')}\b\W*){{1,3}}"
        rf"(?:{any_of('header_words', 'behind kinds')}\W*)?"
    )
)
_CLIENT: Final = WordPattern(lambda: rf"[(\[](?:our\ |end\ )?{any_of('labels', 'client')}[)\]]$")
_NAME: Final = r"[^\W\d_a-z][\w'’.-]+"
_TWO_NAMES: Final = re.compile(rf"{_NAME}(?: {_NAME}){{0,2}}, {_NAME}(?: {_NAME})?")
_OFFICE: Final = WordPattern(
    lambda: (
        rf"(?:{any_of('header_words', 'offices')}(?:(?<=['’])|\s)[^\W\d_][\w'’-]*(?:[ -]\w+){{0,2}}"
        rf"|[^\W\d_][\w'’-]*(?:\s\w+)?\s{any_of('header_words', 'offices behind')})"
    )
)
_INITIALS: Final = 5  # letters of the longest initials
_FORMERLY: Final = WordPattern(lambda: rf"{any_of('header_words', 'formerly')}\b")
_PROSE: Final = re.compile(r"[.!?;]\s*$")


class Scores(NamedTuple):
    """How much a text is each part, with what decided most for each."""

    title: float
    employer: float
    place: float
    other: float


class Signs(NamedTuple):
    """The names of the signs (``weights.py``) that a text has for each part."""

    title: tuple[str, ...]
    employer: tuple[str, ...]
    place: tuple[str, ...]
    other: tuple[str, ...]


@line_cache
def title_score(text: str) -> int:
    """Return how much a text sounds like a job title: 0, 1 (a weak word) or 3 (a sure one)."""
    # "Norvik (Developer tools)" is a firm; a text that is all in brackets is what it says.
    outside = _BRACKETS.sub("", text) or text
    return max(map(_title_score, _PARTED.split(outside)))


def _title_score(text: str) -> int:
    words = text.split()
    if not words or not has_title(text) or _DOMAIN.fullmatch(text):
        return 0
    # "Head of Payments", whatever payments are elsewhere.
    strong = has_strong_title(text) or bool(_RANK_OF.match(lowered(text)))
    if strong and _RANK_OF.match(lowered(text)):
        return 3
    # "Engineering Labs" and "Developer Group" end like firms.
    if len(words) > 1 and has_organisation(words[-1]) and not has_title(words[-1]):
        return int(strong)
    return 3 if strong else 1


@line_cache
def is_former_name(text: str) -> bool:
    """Return whether a text in brackets tells what a firm was called: ``formerly Norvik``."""
    return bool(_FORMERLY.match(lowered(text)))


def is_town(text: str) -> bool:
    """Return whether a text is a name with a region behind it: ``Oakhollow, TX``."""
    return bool(_REGION.fullmatch(text)) and not is_legal_form(text.rpartition(",")[2])


@line_cache
def is_office(text: str) -> bool:
    """Return whether a text is a house of a firm: ``bureau de Lyon``, ``Berlin office``."""
    return bool(_OFFICE.fullmatch(lowered(text)))


def is_region(text: str) -> bool:
    """Return whether a text is what stands behind a town and behind no firm: ``TX``, ``NOR``."""
    return bool(_SHORT_REGION.fullmatch(text)) and (not is_legal_form(text) or is_place(text))


@line_cache
def no_name(text: str) -> bool:
    """Return whether a text can name no employer: a kind of contract, a label, a date."""
    low = lowered(text).strip(" .:()")
    if not any(map(str.isalpha, low)) or _ADDRESS.search(low) or _KIND.fullmatch(low):
        return True
    words = bare(text)
    if low in set_of("header_words", "own account"):
        return True
    if words in section_headings() or low in set_of("labels") or words in set_of("subheadings"):
        return True
    if find_dates(text) and len(low) < 30 or low in set_of("dates", "since", "until", "to"):
        return True
    found = find_degree(text)
    return found is not None and found.start() == 0


@line_cache
def signs(text: str) -> Signs:
    """Return the signs of a text by itself, without what its place and style add."""
    outside = _BRACKETS.sub("", text).strip() or text
    words = outside.split()
    score, no = title_score(text), no_name(text)
    # "Reno, NV" is a town, though firms are called "N.V." too.
    forms = [word for word in words if is_legal_form(word) and not is_place(word)]
    firm, school = has_organisation(outside), has_school(outside)
    known = is_place(text) and all(is_place(part) for part in _PARTED.split(text) if part)
    shaped = is_place(text) and not known or is_office(text)
    small = words[0][0].islower() and not _DOMAIN.fullmatch(words[0])
    region = bool(_REGION.fullmatch(text)) and not forms
    title = {3: ["sure word"], 1: ["weak word"]}.get(score) or _nearly(outside)
    title += ["of"] * (score == 1 and bool(_OF.match(outside)))
    title += ["function"] * (score < 3 and lowered(outside) in set_of("job_titles", "functions"))
    title += ["legal form"] * bool(forms) + ["firm"] * (firm and score < 3 and not forms)
    title += ["school"] * (school and score < 3) + ["place"] * (known or region and not score)
    title += ["small"] * (small and not score) + ["long"] * max(0, len(words) - 8)
    employer = ["any name"] + ["legal form"] * bool(forms) + ["firm"] * (firm and not forms)
    # "Norvik, Inc." ends there; "Norvik Corporation, Oslo" has a town behind it.
    beyond = bool(forms) and bool(_BEYOND.search(outside)) and not is_legal_form(words[-1])
    employer += ["goes on behind its legal form"] * beyond
    employer += ["school"] * school + ["domain"] * bool(_DOMAIN.fullmatch(outside))
    employer += ["capitals"] * (outside.isupper() and len(outside) > 3)
    employer += {3: ["sure title"], 1: ["weak title"]}.get(score, []) if not forms else []
    employer += ["a function"] * (lowered(outside) in set_of("job_titles", "functions"))
    employer += ["a client"] * bool(_CLIENT.search(lowered(text)))
    lower = [w for w in words if w.islower() and w not in set_of("schools", "small")]
    employer += ["small words"] * max(0, len(lower) - 1)
    employer += ["place"] * (known or region) + ["like a place"] * (shaped and not region)
    employer += ["small"] * small + ["long"] * max(0, len(words) - 6) + ["no name"] * no
    place = ["region"] * region or ["like one"] * shaped or ["nothing"]
    place = ["known"] if known else place
    place += ["of many parts"] * (text.count(",") > 1 and not known)
    place += ["long"] * (0 if known else max(0, len(words) - 4))
    place += ["small"] * small + ["title or firm"] * bool(
        (score or firm or forms or no or school) and not is_office(text)
    )
    prose = len(words) > 7 and bool(_PROSE.search(text)) or len(words) > 14
    other = ["any"] + ["no name"] * no + ["prose"] * prose
    other += ["team"] * bool(_TEAM.fullmatch(lowered(outside)) and not score)
    return Signs(
        *(
            tuple(f"{part}: {sign}" for sign in found)
            for part, found in zip(
                ("title", "employer", "place", "other"),
                (title, employer, place, other),
                strict=True,
            )
        )
    )


def sounds_like_title(text: str) -> bool:
    """Return whether a text ends as what people are called by: "Dispatcher", "Engineer III"."""
    return bool(_PERSON.search(lowered(text)) or _RANKED.search(text))


def maybe_title(text: str) -> bool:
    """Return whether anything in a text speaks for a title, and no school's word against it."""
    found = signs(text).title
    return "title: nothing" not in found and "title: school" not in found


def _nearly(text: str) -> list[str]:
    """Return what speaks for a title that no list has."""
    found = ["morphology"] * sounds_like_title(text)
    found += ["of"] * bool(_OF.match(text))
    return found or ["nothing"]


@line_cache
def is_function(text: str) -> bool:
    """Return whether a text says what or where a title is for: ``Markets``, ``EMEA``."""
    low = lowered(text)
    return low in set_of("job_titles", "functions") or low in set_of("header_words", "regions")


@line_cache
def is_two_names(text: str) -> bool:
    """Return whether a text is two names as a town and its region are, and no firm's."""
    return bool(_TWO_NAMES.fullmatch(text)) and not (has_organisation(text) or title_score(text))


@line_cache
def _scores(text: str) -> Scores:
    return Scores(*(sum(WEIGHTS[sign] for sign in found) for found in signs(text)))


def scores_of(atoms: Sequence[Atom], kind: str, towns: Collection[str] = ()) -> Scores:
    """Return the scores of a span, with what its links, its style and the word before it add."""
    first = atoms[0]
    end = atoms[-1].until if len(atoms) > 1 else first.end
    text = first.line.plain[first.start : end]
    title, employer, place, other = _scores(text)
    if first.linked:
        title += WEIGHTS["title: link"]
        employer += WEIGHTS["employer: link"]
        place += WEIGHTS["place: link"]
    if first.bold:
        employer += WEIGHTS["employer: bold"]
    if first.before.startswith("@"):
        title += WEIGHTS["title: behind at"]
        employer += WEIGHTS["employer: behind at"]
    if first.before == "(":
        other += WEIGHTS["other: in brackets"]
        # "Papercrane (NORVIK)": whose project it is, in capitals that are too many for initials.
        loud = text.isupper() and len(text) > _INITIALS
        employer += 0.0 if loud else WEIGHTS["employer: in brackets"]
    whole = first.start == 0 and end == len(first.line.plain)
    if first.line.heading and whole:
        employer += WEIGHTS["employer: a heading alone"]
    # Behind a title it is where employers stand.
    led = first.before != "n" and bool(title_score(first.line.plain[: first.start]))
    if first.row and first.dated and not led:
        employer += WEIGHTS["employer: below the dates"]
    if first.before == "in":
        place += WEIGHTS["place: behind in"]
    if first.before == "," and _SHORT_REGION.fullmatch(first.plain):
        employer += WEIGHTS["employer: short behind a comma"]
    if kind == "under":
        employer += WEIGHTS["employer: under another"]
    if kind == "above":
        title += WEIGHTS["title: above others"]
    if place < 1 and towns and folded(text) in towns:
        place += WEIGHTS["place: seen beside a region"]
        employer += WEIGHTS["employer: seen beside a region"]
    return Scores(title, employer, place, other)
