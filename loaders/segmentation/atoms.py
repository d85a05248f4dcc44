"""A header line cut into atoms: the smallest parts that a mark, a date or a style sets apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from ...ontology.wordlists import WordPattern
from ..dates import find_durations
from ..layout.lines import Line
from ..layout.mapped import Mapped
from ..lexicon import has_organisation, has_school, is_legal_form, titles_in
from ..line_cache import line_cache
from ..normalization import lowered
from ..patterns import any_label, any_of, by_group, set_of
from .header_dates import dates_of, widened

_CJK: Final = r"\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af"
# What a name begins with.
LARGE: Final = r"A-Z\u00c0-\u00d6\u00d8-\u00de\u0130\u0141\u0150-\u017d\u0386-\u03ab\u0400-\u042f"
# What can begin one comes first: most characters cannot. "|" stands for every mark that always
# parts; the others part only where the parts then make better sense.
_MARK: Final = re.compile(
    r"(?=[\s|•·‖◦—,:;.@，、：→])(?:"
    # Chinese and Japanese put no blanks between words: one between two parts them.
    rf"(?P<ideographs>(?<=[{_CJK}])\s(?=[{_CJK}]))|"
    r"(?P<strong>\s*[|•·‖◦→]\s*|\t+|\s{3,}|\s+(?:[—–]{2,}|-{2,}|::|//+|\.{3,})\s+|—(?=\S))"
    r"|(?P<dash>\s+[—–]\s+)"
    rf"|(?P<at>\s+(?:at|bei(?:m| der)?|bij|hos|chez|presso)\s+(?:the\s+)?(?=[\[{LARGE}\d])"
    rf"|\s*@\s*(?=[{LARGE}])|\s@\s"
    r"|\s+at\s+(?=[a-z][\w.&]+(?:\s*$|\s*[|,(·]|\sin\s)))"
    rf"|(?P<in>\s+in\s+(?=[{LARGE}]))"
    rf"|(?P<with>\s+(?:for|with|para)\s+(?=[\[{LARGE}]))"
    r"|(?P<weak>\s+(?:-|/)\s+|\s*:\s+|：\s*|[,;]\s+|[，、]\s*)"
    rf"|(?P<stop>\.\s+(?=[{LARGE}])))"
)
_BRACKET: Final = re.compile(r"\s*[(（\[]([^()（）\[\]]*)[)）\]]")
_OPENED: Final = re.compile(r"[(（\[]")
# Groups of labels.txt.
OF_JOBS: Final = ("employer", "employer and place", "title", "place", "dates")
# Labels of what is not an employer, or of one where nobody else is named.
_ASIDE: Final = WordPattern(
    lambda: (
        rf"(?:\bend[ -]?)?\b(?:(?P<client>{any_of('labels', 'client')})"
        rf"|(?P<project>{any_of('labels', 'project')}))\s*[:：]\s*(?=\w)"
    )
)
_DURATION: Final = WordPattern(
    lambda: (
        rf"\W*(?:\d{{1,2}}\s*\+?\s*{any_of('dates', 'units')}(?![^\W\d_])"
        r"\.?[\s,]*(?:and\s+)?){1,2}\W*"
    )
)
# "3 years as", "three years as", "I worked here as": before a title that is told in a sentence.
_TOLD: Final = WordPattern(
    lambda: (
        r"(?:(?:(?:\d{1,2}\+?|[^\W\d_]{2,9})\s"
        rf"{any_of('dates', 'units')}\s){{1,2}}|(?=\w))"
        r"(?:i\s)?(?:have\s)?(?:been\s)?"
        rf"(?:{any_of('header_words', 'verbs')}\s)?(?:here\s|there\s)?"
        rf"{any_of('header_words', 'told')}\s(?:an?\s|the\s)?"
        rf"|\d{{1,2}}\+?\s{any_of('dates', 'units')}\s"
    )
)
_EDGES: Final = " \t\u00a0|•·,;:/\\*_>→~–—−=+-"
_DRAWN: Final = re.compile(r"[^\w\s(\[\"'“‘«„.&#]+\s*")  # pictographs, boxes, marks of a list
_NUMBERED: Final = re.compile(r"\d{1,2}[.)]\s+(?=\S)")
_LONGEST: Final = 400  # characters of a header line that are weighed
_WORD: Final = re.compile(r"\w")
_WORDS: Final = re.compile(r"\S+")
MOST: Final = 12  # atoms of a header; what stands behind them is not weighed


@dataclass(slots=True)
class Atom:
    """A part of a header line, at ``start`` to ``end`` of its text.

    ``before`` says what parts it from the atom before: a mark, ``n`` a new line, ``_`` a blank,
    ``(`` a bracket opened, ``)`` one closed, ``@``, ``w`` or ``in`` a word such as "at", "with" or
    "in", ``s`` a style; ``d`` stands with it where dates were between the two. ``until`` is
    ``end``, or behind the closing bracket. ``dated``: a line above holds the dates.
    """

    line: Line
    row: int
    start: int
    end: int
    before: str
    until: int
    linked: bool = False
    bold: bool = False
    label: str | None = None
    dated: bool = False

    @property
    def plain(self) -> str:
        """Return its text."""
        return self.line.plain[self.start : self.end]


def atoms_of(lines: Sequence[Line], labelled: tuple[str, ...] = OF_JOBS) -> list[Atom]:
    """Return the atoms of a header block, dates and durations taken out.

    ``labelled`` are the groups of labels (``labels.txt``) that may stand before them.
    """
    out: list[Atom] = []
    dated = False
    for row, line in enumerate(lines):
        if len(out) < MOST:
            found = list(_of_line(line, row, labelled))
            for atom in found:
                atom.dated = dated
            out += found
            dated = dated or bool(dates_of(line))
    return out[:MOST]


@cache
def _label(labelled: tuple[str, ...]) -> re.Pattern[str]:
    # Between a label and its value stands a colon, or the edge of a column.
    return re.compile(
        rf"\W*{any_label(*labelled)}(?:\s*[:：]|\s*\||\t|\s{{2,}})\s*",
        re.IGNORECASE,
    )


def text_of(atoms: Sequence[Atom]) -> Mapped:
    """Return the text from the first atom to the last, brackets kept whole."""
    first, last = atoms[0], atoms[-1]
    end = last.until if len(atoms) > 1 else last.end
    return first.line.text.cut(first.start, end).strip()


def without_label(text: Mapped) -> Mapped:
    """Return the name behind a client's label."""
    label = _ASIDE.match(lowered(text.text))
    return text.cut(label.end()).strip() if label else text


def _labels(label: re.Match[str], labelled: tuple[str, ...]) -> tuple[str, str]:
    """Return what a label says of its value, and of what stands there behind a comma."""
    name = by_group("labels", *labelled)[label["name"].lower()]
    if name == "employer and place":
        return "employer", "place"
    beside = (label["beside"] or "").lower()
    placed = name == "employer" and beside in set_of("labels", "place")
    return name, "place" if placed else name


def _of_line(line: Line, row: int, labelled: tuple[str, ...]) -> Iterator[Atom]:
    text = line.plain[:_LONGEST]
    if _DURATION.fullmatch(lowered(text)):
        return
    places = [dates.place for dates in dates_of(line)]
    taken = sorted(widened(text, place) for place in places if place[1] <= len(text))
    taken = sorted([*taken, *find_durations(text)])
    label = _label(labelled).match(text)
    name, behind = _labels(label, labelled) if label else (None, None)
    place, before = (label.end() if label else 0), "n"
    begun = False
    for start, end, kind in [*_cuts(line, place, taken), (len(text), len(text), "")]:
        own = behind if begun and before == "," else name
        atom = _atom(line, row, place, start, before, own, end if kind == ")" else 0)
        if atom is not None:
            yield from _parted(atom)
            begun, before = True, kind
        elif kind == "d" or "d" in before:
            before = f"{kind if begun else 'n'}d".replace("dd", "d")
        else:
            before = kind if begun else "n"
        place = end


def _parted(atom: Atom) -> Iterator[Atom]:
    """Yield an atom in two where a title and a firm stand side by side without a mark."""
    text = atom.plain
    place = None if atom.label or " " not in text else _between(text)
    if place is None:
        yield atom
        return
    end = atom.start + place
    yield replace(atom, end=end, until=end)
    yield replace(atom, start=end + 1, before="_")


@line_cache
def _between(text: str) -> int | None:
    """Return the place of the blank between a title and a firm, where the firm is sure to be one.

    "Engineer Norvik GmbH" is two things, and so is "Norvik GmbH Engineer"; "Engineer Platform" is
    one, and "Engineering Systems Lead" too.
    """
    titles = titles_in(text)
    if not titles:
        return None
    for form in _WORDS.finditer(text, 0, titles[0][0]):
        # "Norvik Ltd. Senior Engineer": behind its legal form a name is over.
        if form.start() and form.end() < titles[0][0] and is_legal_form(form[0]):
            return form.end()
    end = titles[-1][1]
    rest = text[end + 1 :] if text[end : end + 1] == " " else ""
    return end if rest[:1].isupper() and len(rest.split()) > 1 and _sure_firm(rest) else None


def _sure_firm(text: str) -> bool:
    words = text.split()
    return is_legal_form(words[-1]) or has_school(text) or has_organisation(text)


def _atom(
    line: Line, row: int, start: int, end: int, before: str, label: str | None, until: int
) -> Atom | None:
    text = line.plain
    # "May 2019 - June 2021. Dublin"
    start += 2 * ("d" in before and text.startswith(". ", start, end))
    start = end - len(text[start:end].lstrip(_EDGES + ")]"))
    if before in ("n", "nd"):
        for pattern in (_DRAWN, _NUMBERED):
            drawn = pattern.match(text, start, end)
            start = drawn.end() if drawn else start
    end = start + len(text[start:end].rstrip(_EDGES + "(["))
    last = text[start:end].rpartition(" ")[2]
    # "Norvik from" is left of "Norvik from 2019 to 2021"; the AB of a firm is written large.
    beside_dates = end < len(text) and lowered(last) in set_of("dates", "since", "until")
    if beside_dates and (last.islower() or not is_legal_form(last)):
        end = start + len(text[start : end - len(last)].rstrip(_EDGES))
        last = text[start:end].rpartition(" ")[2]
    # "Developer." ends a sentence, "Inc." does not.
    if last.endswith(".") and len(last) > 4 and last[:-1].isalpha() and not is_legal_form(last):
        end -= 1
    low = lowered(text)
    told = _TOLD.match(low, start, end)
    start = told.end() if told and told.end() < end else start
    if start >= end or not _WORD.search(text, start, end):
        return None
    aside = _ASIDE.match(low, start, end) if label is None and ":" in text else None
    label = aside.lastgroup if aside else label
    linked = bool(line.anchors) and any(
        anchor.start < end and start < anchor.end for anchor in line.anchors
    )
    bold = bool(line.bolds) and not line.bold and any(a < end and start < b for a, b in line.bolds)
    return Atom(line, row, start, end, before, max(end, until), linked, bold, label)


def _cuts(
    line: Line, begin: int, taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, str]]:
    """Yield the marks of a line from left to right, none within dates or whole brackets."""
    text = line.plain[:_LONGEST]
    bracketed = bool(_OPENED.search(text))
    closed = [m for m in _BRACKET.finditer(text, begin) if _WORD.search(m[1])] if bracketed else []
    whole = [m.span() for m in closed if not _meets(m.span(), taken)]
    found = [(start, end, "d") for start, end in taken]
    for start, end in whole:
        inner = end - 1 - len(text[start : end - 1].lstrip().lstrip("(（["))
        found += [(start, inner, "("), (end - 1, end, ")")]
    dated = [m for m in closed if _meets(m.span(), taken)]
    for one in dated:
        found.append((one.start(), one.start(1), "("))
    # Without a colon there is no such label: most lines are done with at once.
    clients = [m.span() for m in _ASIDE.finditer(lowered(text))] if ":" in text else []
    for match in _MARK.finditer(text, begin):
        span = match.span()
        # "Client: Norvik" is one atom, and so is "Project: Tidepool".
        labelling = bool(clients) and ":" in match[0] and _meets(span, clients)
        if labelling or _meets(span, taken) or _within(span, whole):
            continue
        kind = _kind(match)
        # "as Engineer at Norvik in Oslo" has a place; "Engineer in Test" is one title.
        if kind and (kind != "in" or any(cut[2] == "@" for cut in found)):
            found.append((*span, kind))
    # "Engineer for Papercrane at Norvik": whom it was for is no part of the title.
    at = max((start for start, _, kind in found if kind == "@"), default=0)
    found = [(a, b, "|" if kind == "w" and a < at else kind) for a, b, kind in found]
    found += _edges(line, found, whole)
    last = begin
    for start, end, kind in sorted(found, key=lambda cut: (cut[0], -cut[1])):
        start = max(start, last) if kind == "d" else start
        if last <= start <= end:
            yield start, end, kind
            last = end


def _kind(match: re.Match[str]) -> str:
    if match["strong"] is not None:
        return "|"
    if match["ideographs"] is not None:
        return "s"
    if match["dash"] is not None:
        return "–"
    if match["at"] is not None:
        return "@"
    if match["in"] is not None:
        return "in"
    if match["with"] is not None:
        return "w"
    if match["stop"] is not None:
        return "." if _ends_before(match) else ""
    return {"，": ",", "、": ",", "：": ":"}.get(match[0].strip(), match[0].strip())


def _ends_before(match: re.Match[str]) -> bool:
    """Return whether a full stop ends something: "Sr. Developer" goes on, and "Inc. Something"."""
    before = match.string[: match.start()].rpartition(" ")[2]
    # "Norvik AS. Forms and letters"; in a line of capitals "SR. DEVELOPER" is as much.
    if before.isupper() and len(before) > 1:
        return before.isalpha() and not match.string[match.end() :].split()[0].isupper()
    return len(before) > 3 and before[-4:].isalpha()


def _edges(
    line: Line, found: Sequence[tuple[int, int, str]], whole: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, str]]:
    """Where bold text or a link begins or ends without a mark beside it."""
    if line.bold and not line.anchors or not (line.bolds or line.anchors):
        return
    places = [] if line.bold else [place for span in line.bolds for place in span]
    places += [place for anchor in line.anchors for place in (anchor.start, anchor.end)]
    for place in places:
        beside = any(start - 1 <= place <= end + 1 for start, end, _ in found)
        inside = 0 < place < len(line.plain) and not _within((place, place), whole)
        # In the middle of a word a style says nothing.
        apart = inside and " " in line.plain[place - 1 : place + 1]
        if apart and not beside:
            yield place, place, "s"


def _meets(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    # Mostly there are none, and a generator costs more than the answer.
    return bool(others) and any(span[0] < end and start < span[1] for start, end in others)


def _within(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return bool(others) and any(start <= span[0] and span[1] <= end for start, end in others)
