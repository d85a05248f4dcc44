"""The candidate's name: in which line it stands, and which part of that line it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from ...ontology.wordlists import WordPattern
from ..addresses import without_addresses
from ..builder import Builder, trim
from ..layout.lines import Line
from ..layout.mapped import Mapped, join
from ..lexicon import has_organisation, has_school, has_title, section_headings, spoken_languages
from ..normalization import bare, folded, lowered
from ..patterns import any_of, entries, set_of, with_optional_stops
from ..places import is_place
from ..resume import Basics
from ..segmentation.roles import sounds_like_title
from .body import glue

PARTED: Final = re.compile(r"\s*[|•·▪◦●■∙⋅‣◆♦★]\s*|\s+//?\s+|\s+[—–]\s+|\s{3,}|\t+")
_NAMED: Final = WordPattern(
    lambda: rf"\s*{any_of('labels', 'name')}(?:\s*[:：]|\t|\s{{3,}})\s*", re.IGNORECASE
)
_CV: Final = WordPattern(
    lambda: (
        rf"\b{any_of('names', 'documents')}\b\s*"
        rf"(?:{any_of('names', 'of')}|:|[-–—|])?\s*"
    ),
    re.IGNORECASE,
)
_GREETED: Final = WordPattern(
    lambda: (
        rf"\W*(?P<hello>{any_of('names', 'greetings')}\W+)?(?:{any_of('names', 'I am')})\s+(?=\w)"
    ),
    re.IGNORECASE,
)
# What a greeting goes on with behind the name: "I'm Ada Quill — an engineer", ", a baker", "!".
_SAID: Final = re.compile(r"\s+[—–|•·(-]|[,!?;:(]|(?<=\w\w)\.(?=\s)|\s(?:and|und|et|y|e)\s")
_POSSESSIVE: Final = re.compile(r"[’']s?\s*$", re.IGNORECASE)
_WHERE: Final = re.compile(r"\s*\([^()/]*\)$")
_BEHIND: Final = re.compile(r"\s*[(\[](?:\w+/\w+(?:/\w+)?|[^()\[\]]{0,40}@[^()\[\]]{0,40})[)\]]$")
_COMMA: Final = re.compile(r",\s")
_DASH: Final = re.compile(r"\s+-\s+|\s+\((?=[^()]*\d)")
_CJK: Final = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{2,6}")
# "林志远 (Zhiyuan Lin)": the name in other letters.
_LATIN: Final = re.compile(r"\s*[(（][A-Za-z][\w .,'’-]+[)）]\s*$")
_NOBODY: Final = WordPattern(lambda: rf"\b{any_of('names', 'no person')}\b")
# "O'Neill", "Anne-Marie", "J.R." and "St." are one word each.
_WORD: Final = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:[-'’.][^\W\d_]+)*\.?")
_PARTICLE: Final = re.compile(r"[-'’]")
_TITLES: Final = WordPattern(
    lambda: (
        rf",?\s*\b(?:{with_optional_stops(entries('names', 'titles'))}\b\.?"
        r"|dipl\w*\.?)(?:-\w+\.?)*"
    ),
    re.IGNORECASE,
)
_SPACED: Final = re.compile(r"\s*[^\W\d_](?:\s{1,4}[\w'’-]){3,60}\s*")
_BLANK: Final = re.compile(r"\s")
_GAP: Final = re.compile(r"\s{2,}")
_TOP: Final = 6  # lines
_LONG: Final = 160  # characters: a paragraph


def find_name(
    builder: Builder,
    basics: Basics,
    header: Sequence[Line],
    contact: Sequence[Line],
    others: Sequence[Line],
) -> Line | None:
    """Set the name and return its line: one behind a label, one in the first lines, one that the
    address has too, or one above a headline.
    """
    found = _labelled([*header[:_TOP], *contact]) or _at_top(basics, header)
    found = found or _title_of_page(others) or _above_headline(others)
    if found is None:
        return None
    line, name = found
    basics.name = builder.value("/basics/name", name)
    return line


def _labelled(lines: Sequence[Line]) -> tuple[Line, Mapped] | None:
    """A label is surer than any shape."""
    for line in lines:
        match = _NAMED.match(line.plain)
        text = _in_one_script(line.text.cut(match.end())) if match else None
        if len(line.cells) == 2 and lowered(line.cells[0].text) in set_of("labels", "name"):
            text = line.cells[1]
        if text and (is_name(text.text) or is_word_of_name(text.text)):
            return line, text
    return None


def _at_top(basics: Basics, header: Sequence[Line]) -> tuple[Line, Mapped] | None:
    """Return what has the shape of a name; first what the address speaks for."""
    local = folded((basics.email or "").partition("@")[0]).replace(" ", "")
    first: tuple[Line, Mapped] | None = None
    for line, name, likely in _candidates(header):
        if _addressed(name.text, local) and (likely or len(name.text.split()) < 5):
            return line, name
        first = first or ((line, name) if likely else None)
    return first


def _title_of_page(others: Sequence[Line]) -> tuple[Line, Mapped] | None:
    """The one heading of the first level, beneath a column of contacts, skills and the like."""
    titles = [line for line in others if line.heading == 1]
    part = _name_part(titles[0], _without_mark(titles[0].text)) if len(titles) == 1 else None
    return (titles[0], part) if part else None


def _addressed(name: str, local: str) -> bool:
    return any(len(word) > 2 and word in local for word in folded(name).split())


def _candidates(header: Sequence[Line]) -> Iterator[tuple[Line, Mapped, bool]]:
    """Yield lines with what may be a name in each, and whether its shape alone says so."""
    # Beneath the name of a firm stands its address, not a person; not below a paragraph either.
    first = without_addresses(header[0].text).text if header else ""
    firm = has_organisation(first) and not header[0].heading
    for index, line in enumerate(header[: 1 if firm else _TOP]):
        text = _without_mark(_respaced(line.text))
        # An item beneath other lines is one of what they ask for, or of how to reach somebody.
        part = None if line.bullet and index else _name_part(line, text)
        if part:
            yield line, part, True
        elif not (line.bullet and index) and (index < _TOP // 2 or line.heading):
            yield from _unlikely(line, text)
        if not line.heading and len(line.plain) > _LONG:
            return


def _unlikely(line: Line, text: Mapped) -> Iterator[tuple[Line, Mapped, bool]]:
    """Yield what is a name where something beside its shape speaks for it."""
    parts = text.split(PARTED) or [text]
    greeted = _GREETED.match(text.text)
    if greeted:
        rest = text.cut(greeted.end())
        stop = _SAID.search(rest.text)
        name = rest.cut(0, stop.start() if stop else None).strip(" .!,")
        if is_name(name.text):
            # "I am AWS Certified" has the shape of a name.
            sure = greeted["hello"] and not any(
                len(word) > 2 and word.isupper() for word in name.text.split()
            )
            yield line, name, bool(sure or line.heading)
    first = _possessor(parts[0]).strip(" ,")
    first = first.cut(0, len(_BEHIND.sub("", first.text)))
    title = _TITLES.match(first.text)
    word = trim(first.cut(title.end()) if title else first)
    if is_word_of_name(word.text):
        titled = line.heading == 1 and any(has_title(part.text) for part in parts[1:])
        yield line, word, titled or bool(title and line.heading == 1)
    elif first.text.islower() and is_name(first.text.title()):
        # "# settings of tidepool" has that shape too: only the address can tell.
        yield line, first, False


def is_word_of_name(text: str) -> bool:
    """Return whether a text is one word that could be a person's only name."""
    return bool(text) and " " not in text and is_name(f"{text} Quill")


def _respaced(text: Mapped) -> Mapped:
    """``A D A   Q U I L L`` is set wide: the letters of a word are one again."""
    if not _SPACED.fullmatch(text.text):
        return text
    words = [join(word.split_keeping(_BLANK)) for word in text.split(_GAP)]
    return glue(*words)


def _above_headline(others: Sequence[Line]) -> tuple[Line, Mapped] | None:
    """A name after a gap, right above a line with a title."""
    for line, beneath in pairwise(others):
        apart = line.blank_before and not beneath.blank_before and not line.bullet
        if apart and has_title(beneath.plain) and is_name(line.plain):
            return line, line.text.strip()
    return None


def _name_part(line: Line, text: Mapped) -> Mapped | None:
    text = _possessor(text)
    parts = text.split(PARTED)
    first = _in_one_script(trim(parts[0])) if parts else None
    # "Night Dispatcher (Eastmere)" is what somebody looks for.
    if first is None or _WHERE.search(first.text) and sounds_like_title(_WHERE.sub("", first.text)):
        return None
    # What people write behind their names: pronouns, a handle, a title after a comma or a dash.
    behind = _BEHIND.search(first.text)
    first = first.cut(0, behind.start()) if behind else first
    comma = _COMMA.search(first.text)
    cut = first.cut(0, comma.start()) if comma else None
    # Only a heading may hold a first and a last name with a tab or a mark between them.
    both = glue(parts[0], parts[1]) if line.heading and len(parts) > 1 else None
    dash = _DASH.search(first.text)
    before = first.cut(0, dash.start()) if dash else None
    for candidate in [first, cut, before, both]:
        if candidate is not None and is_name(_TITLES.sub("", candidate.text)):
            degree = _TITLES.search(candidate.text)
            return candidate.cut(0, degree.start()) if degree and degree.start() else candidate
    return None


def _without_mark(text: Mapped) -> Mapped:
    """Take ``Resume of`` or ``- CV`` away; in a longer line it is a word like any other."""
    mark = _CV.search(text.text)
    if not mark or len(text.text) >= 80:
        return text
    return text.cut(0, mark.start()) if text.text[: mark.start()].strip() else text.cut(mark.end())


def _in_one_script(text: Mapped) -> Mapped:
    """Leave out a name in Latin letters behind the same one in Chinese, Japanese or Korean."""
    latin = _LATIN.search(text.text)
    beside = latin and not re.search("[A-Za-z]", text.text[: latin.start()])
    return text.cut(0, latin.start()) if latin and beside else text


def _possessor(text: Mapped) -> Mapped:
    """``Ada Quill's`` is left of ``Ada Quill's CV``."""
    end = _POSSESSIVE.search(text.text)
    return text.cut(0, end.start()) if end else text


def is_name(text: str) -> bool:
    """Return whether a line has the shape of a person's name: two to five capitalised words."""
    # Nicknames are left out: Robert "Bob" Example, Robert (Bob) Example.
    plain = re.sub(r"[\"“”'‘’(][^\"“”()\d]{1,20}[\"“”'’)]", " ", text).strip(" ,|")
    # Japanese, Chinese and Korean: no blank parts the words. 履歴書 and 简历 head a resume.
    # A blank between the family's name and the given one is left out.
    joined = re.sub(r"[ \u3000]", "", plain, count=1)
    if _CJK.fullmatch(joined):
        announces = bare(plain) in section_headings() or re.search("[歴历书書]", plain)
        return not (announces or joined != plain and has_title(plain))
    words = plain.split()
    if not 2 <= len(words) <= 5 or len(plain) > 60 or re.search(r"[\d@/:;&+#]", plain):
        return False
    if has_title(plain) or has_organisation(plain) or has_school(plain) or is_place(plain):
        return False
    if _NOBODY.search(lowered(plain)):
        return False
    languages = spoken_languages()
    if bare(plain) in section_headings() or all(folded(word) in languages for word in words):
        return False
    return all(_WORD.fullmatch(word) and _name_case(word) for word in words)


def _name_case(word: str) -> bool:
    # "van der Berg", "al-Amin", "d'Arc"
    if word[0].isupper() or _PARTICLE.split(word.lower())[0] in set_of("names", "particles"):
        return True
    return word[:1].lower() == word[:1].upper()  # of a script without cases
