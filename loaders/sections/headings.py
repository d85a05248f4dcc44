"""Which lines belong to which section, by the words and the shape of headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from ...ontology.wordlists import WordPattern, alternation
from ..dates import find_dates
from ..degrees import has_degree
from ..layout.lines import Line
from ..lexicon import has_organisation, has_school, has_title, section_headings, spoken_languages
from ..normalization import bare, folded, unspaced
from ..patterns import by_group, grouped
from ..segmentation.unannounced import kind_of, sections_of
from .heading_style import styled

# "— Work —": the first mark has made an item of it. "*** Work ***", "[ Work ]", ":: Work ::".
_FRAMED_ITEM: Final = re.compile(r"(?P<name>\w[\w &/'’-]{1,40}?)\s*[—–]{1,3}\s*")
_FRAMED: Final = re.compile(
    r"\s*[^\w\s('\"“«]{1,10}\s*(?P<name>\w[\w &/'’-]{1,40}?)\s*[^\w\s)'\"”».!?,;:]{1,10}\s*"
)
_LABEL: Final = re.compile(r"\s*([^\W\d][\w &/-]{2,30}):\s+(?=\S)")
_AND: Final = re.compile(r"\band\b|\bund\b|\bet\b|\by\b")
_LABELLING: Final = frozenset({"header", "summary", "education", "certificates", "languages"})
_LABEL_RANK: Final = 90  # of a section without a heading: every heading is above it
_ENTRIED: Final = frozenset({"work", "volunteer", "education", "awards", "certificates"})
_MAJOR: Final = frozenset({"work", "education"})
_LOOSE: Final = frozenset({"header", "summary", "contact", "interests"})
_TELLING: Final = frozenset({"work", "education", "skills", "projects", "volunteer"})
_TIGHT: Final = 0.05  # of the lines: fewer that stand after a blank one are none
_PLAIN: Final = 7  # the rank of a heading that no mark sets, below the six of those that have one


@dataclass(slots=True)
class Section:
    """A run of lines under one heading; ``header`` is what stands before the first heading, and
    ``other`` has a heading that announces nothing known.
    """

    name: str
    heading: Line | None
    rank: int
    lines: list[Line] = field(default_factory=list)


def split_sections(lines: Sequence[Line]) -> list[Section]:
    """Return the sections in the order of the file, the header first.

    A heading that no word announces opens a section where it stands alone and what follows has the
    shape of one that the document does not announce anywhere.
    """
    # All names first: the shape of a section is asked only for what no heading announces, and ends
    # at the next heading that does.
    names = [section_name(line) for line in lines]
    if sum(line.blank_before for line in lines[1:]) <= len(lines) * _TIGHT:
        names = _unmarked(lines, names)
    announced = {name for name in names if name}
    if not announced & _TELLING:
        unannounced = sections_of(lines)
        if unannounced:
            return _without_headings(unannounced)
    sections = [Section("header", None, 99)]
    names, styled = _with_styled(lines, names)
    for index, line in enumerate(lines):
        rank = line.heading or _PLAIN
        name = names[index]
        if not name and index not in styled:
            name = _by_shape(lines, names, index, announced)
        labelled = _labelled(line, sections[-1]) if sections[-1].name in _LABELLING else None
        if labelled:
            sections.append(labelled)
        elif name and _opens(name, rank, line, sections[-1]):
            sections.append(Section(name, line, rank))
        elif not name and sections[-1].name in _LOOSE and _first_job(lines, index, announced):
            sections.append(_work_from(sections[-1], line))
        elif not name and _foreign(lines, index, sections[-1]):
            sections.append(Section("other", line, rank))
        else:
            sections[-1].lines.append(line)
    # "Training" heads courses and, as often, internships: what looks like work is work.
    for section in sections:
        if section.name == "certificates" and _shape(section.lines) == "work":
            section.name = "work"
    return sections


def _with_styled(
    lines: Sequence[Line], names: Sequence[str | None]
) -> tuple[list[str | None], dict[int, bool]]:
    """Name the headings that are set as the known ones: by what stands beneath, else ``other``."""
    out = list(names)
    found = styled(lines, names)
    ends = sorted({*found, *(index for index, name in enumerate(names) if name), len(lines)})
    first = next((index for index, name in enumerate(names) if name), 0)
    for index, enough in sorted(found.items()):
        end = next(end for end in ends if end > index)
        kind = kind_of(lines[index + 1 : end])
        # More work within work is an entry that is set as the headings are.
        if kind and kind == next((name for name in reversed(out[:index]) if name), None):
            continue
        # What stands above the first known heading may be a name or a headline.
        if kind or enough and index > first:
            out[index] = kind or "other"
    return out, found


def _unmarked(lines: Sequence[Line], names: Sequence[str | None]) -> list[str | None]:
    """Where a text has lost its blank lines, whole headings are known by their words alone."""
    plain = [
        None if line.bullet or line.cells or index == 0 else _whole(line.plain)
        for index, line in enumerate(lines)
    ]
    # One such word may be anything; several of them are the headings of a resume.
    if len(set(plain) & _TELLING) < 2:
        return list(names)
    return [name or found for name, found in zip(names, plain, strict=True)]


def _whole(text: str) -> str | None:
    if len(text) > 40 or text.endswith((".", ",", ";")):
        return None
    words = bare(text)
    return section_headings().get(words) or _compound(words)


def _without_headings(found: Sequence[tuple[str, list[Line]]]) -> list[Section]:
    sections = [Section(name, None, _LABEL_RANK, lines) for name, lines in found]
    if sections[0].name != "header":
        sections.insert(0, Section("header", None, 99))
    return [part for section in sections for part in _with_labels_apart(section)]


def _with_labels_apart(section: Section) -> list[Section]:
    """Return a section in as many as its lines name: "Certificates: …" over "Education: …"."""
    out = [replace(section, lines=[])]
    for line in section.lines:
        labelled = _labelled(line, out[-1]) if section.name not in ("header", "work") else None
        if labelled:
            out.append(labelled)
        else:
            out[-1].lines.append(line)
    return [part for part in out if part.lines or part.name == "header"]


def _first_job(lines: Sequence[Line], index: int, announced: set[str]) -> bool:
    """A title with a range of dates in its line or beneath it, where no heading announces work."""
    line = lines[index]
    if "work" in announced or index == 0 or line.bullet or len(line.plain) > 100:
        return False
    if not (line.heading or line.bold or line.blank_before) or not has_title(line.plain):
        return False
    beneath = [item for item in lines[index + 1 : index + 2] if not item.bullet]
    near = [item.plain for item in [line, *beneath] if len(item.plain) <= 100]
    return any(not one.single for text in near for one in find_dates(text))


def _work_from(before: Section, line: Line) -> Section:
    """Open a section at its first job, the higher headings right above it included."""
    above: list[Line] = []
    while before.lines and before.lines[-1].number > 1:
        last = before.lines[-1]
        if not (1 < last.heading < (line.heading or 1) or not line.heading and _heads_role(last)):
            break
        above.insert(0, before.lines.pop())
    rank = (above or [line])[0].heading or _LABEL_RANK
    return Section("work", None, rank if above else _LABEL_RANK, [*above, line])


def _heads_role(line: Line) -> bool:
    """Return whether a line is set above a role as "2015 - 2021: Norvik" is."""
    if not (line.heading > 1 or line.bold) or has_title(line.plain):
        return False
    return any(not one.single for one in find_dates(line.plain)) or has_organisation(line.plain)


def _foreign(lines: Sequence[Line], index: int, current: Section) -> bool:
    """A heading beside the section's own, with neither dates nor titles, opens something else."""
    line, opened = lines[index], current.heading
    if current.name not in _ENTRIED or opened is None or not 0 < line.heading <= opened.heading:
        return False
    if has_title(line.plain) or has_organisation(line.plain) or index == 0:
        return False
    end = index + 1
    while end < len(lines) and not 0 < lines[end].heading <= line.heading:
        end += 1
    dated = any(not one.single for item in lines[index:end] for one in find_dates(item.plain))
    titled = any(has_title(item.plain) for item in lines[index + 1 : index + 3])
    schooled = any(has_school(item.plain) for item in lines[index : index + 3])
    return not dated and not titled and not schooled


def _labelled(line: Line, current: Section) -> Section | None:
    """``Degree: MSc Physics, University``: a section of one line, its name before the colon."""
    # Labels are short; a colon further right belongs to the text.
    if line.heading or line.cells or ":" not in line.plain[:40]:
        return None
    match = _LABEL.match(line.plain)
    if not match:
        return None
    words = bare(match[1])
    name = section_headings().get(words) or _labels().get(words)
    # The header's own lines have these labels: "Profile: …", "Contact: …".
    if name in (None, "contact", "summary"):
        return None
    # "Coursework: Algebra" and "School: Fenwick College" beneath a study tell of it.
    if (
        name in ("certificates", "education")
        and current.heading is not None
        and current.name == "education"
    ):
        return None
    rest = replace(line, text=line.text.cut(match.end()), bolds=[], anchors=[], bold=False)
    return Section(str(name), None, _LABEL_RANK, [rest])


def _by_shape(
    lines: Sequence[Line], names: Sequence[str | None], index: int, announced: set[str]
) -> str | None:
    line = lines[index]
    # A title or a firm alone in a line heads an entry, not a section.
    if not _alone(lines, index) or has_title(line.plain) or has_organisation(line.plain):
        return None
    # A heading that leads somewhere names whom its roles were for.
    if line.anchors:
        return None
    end = index + 1
    while end < len(lines) and not names[end] and not _alone(lines, end):
        end += 1
    name = _shape(lines[index + 1 : end])
    return name if name not in announced else None


def _alone(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    if index == 0 or line.bullet or line.cells or not line.blank_before:
        return False
    if len(line.plain.split()) > 5:
        return False
    last = index + 1 == len(lines)
    apart = line.heading or line.bold or not last and lines[index + 1].blank_before
    return bool(apart) and line.plain[:1].isupper() and not find_dates(line.plain)


def _shape(lines: Sequence[Line]) -> str | None:
    if not lines:
        return None
    texts = [line.plain for line in lines]
    words = [word for text in texts for word in re.findall(r"[^\W\d_]+", text.lower())]
    # The surest first: a list of languages is nothing else, a study may be dated as a job is.
    languages = spoken_languages()
    if words and sum(folded(word) in languages for word in words) * 2 > len(words):
        return "languages"
    if any(has_school(text) and has_degree(text) for text in texts):
        return "education"
    dated = any(not dates.single for text in texts for dates in find_dates(text))
    return "work" if dated and any(has_title(text) for text in texts) else None


def section_name(line: Line) -> str | None:
    """Return the section that a line's words and shape announce, if any."""
    if line.cells or len(line.plain) > 200:
        return None
    framed = _framed(line)
    if framed or line.bullet and not line.heading:
        return framed
    marked = _marked(line, line.plain.rstrip())
    # A word alone in the middle of a paragraph announces nothing; the first line of a file may.
    if line.number > 1 and not marked and not line.blank_before:
        return None
    text = " ".join(unspaced(line.plain).split())
    if len(text) > 60:
        return None
    words = bare(text)
    known = section_headings().get(words) or _compound(words) or _in_words(words)
    if known:
        return known
    # An ending says less than a whole heading, and lines of text have one too.
    if not marked or len(words.split()) > 4 or find_dates(text):
        return None
    return None if has_title(text) else _by_ending(words)


def _framed(line: Line) -> str | None:
    """Return the section that a whole heading between marks announces: ``— Work —``."""
    framed = (_FRAMED_ITEM if line.bullet else _FRAMED).fullmatch(line.plain)
    # "- Ran trainings —" is an item that goes on in the next line.
    if framed is None or line.bullet and not line.blank_before:
        return None
    words = bare(framed["name"])
    return section_headings().get(words) or _compound(words)


def _marked(line: Line, text: str) -> bool:
    if line.heading or line.bold or text.endswith(":"):
        return True
    return text.isupper() and sum(character.isalpha() for character in text) > 3


def _compound(words: str) -> str | None:
    parts = [part.strip() for part in _AND.split(words)]
    found = [section_headings().get(part) for part in parts]
    return found[0] if len(parts) > 1 and all(found) else None


def _in_words(words: str) -> str | None:
    """Return the section that a heading in the first person speaks of."""
    match = _IN_PERSON.match(words)
    return match.lastgroup if match else None


def _by_ending(words: str) -> str | None:
    """Return the section that the last or the first word of a heading announces."""
    return next((name for name, found in _endings().items() if found.search(words)), None)


@cache
def _labels() -> Mapping[str, str]:
    return by_group("labels", "education", "certificates")


@cache
def _endings() -> Mapping[str, re.Pattern[str]]:
    return {
        section: re.compile(rf"\b{alternation(ends)}$|^{alternation(begins)}\b")
        for section, (ends, begins) in _open_ended("headings_by_ending").items()
    }


def _in_person() -> str:
    return "|".join(
        rf"(?P<{section}>{alternation(whole)}$|{alternation(begins)}\b)"
        for section, (whole, begins) in _open_ended("headings_in_person").items()
    )


def _open_ended(name: str) -> dict[str, tuple[list[str], list[str]]]:
    """Return, of each section, the entries of a list as they stand and those that may go on."""
    return {
        section: (
            [entry for entry in found if not entry.endswith("…")],
            [entry.removesuffix(" …") for entry in found if entry.endswith("…")],
        )
        for section, found in grouped(name).items()
    }


_IN_PERSON: Final = WordPattern(_in_person)


def _opens(name: str, rank: int, line: Line, current: Section) -> bool:
    """A heading deeper than the section's own is a part of it, unless it cannot be one."""
    if rank <= current.rank or current.name in _LOOSE:
        return True
    # Where its marks were forgotten, "Education" after a blank line is a heading all the same.
    plain_major = name in _MAJOR and name != current.name and line.blank_before
    return plain_major and not line.heading
