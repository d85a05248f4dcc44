"""Lines in which a label stands above its value, or the two ends of a period apart, made one.

``Company`` over ``Norvik``, ``From: May 2019`` over ``To: June 2021``: what reads headers wants a
label and its value in one line, and a period as one range.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...ontology.wordlists import WordPattern
from ..layout.lines import Line
from ..layout.mapped import Mapped, join
from ..normalization import lowered
from ..patterns import any_label, any_of, by_group
from ..segmentation.atoms import OF_JOBS

_GROUPS: Final = (*OF_JOBS, "begin", "end")
_ENOUGH: Final = 2  # labels of different kinds that stand above values
_BEGIN: Final = WordPattern(lambda: rf"\W*{any_of('labels', 'begin')}\s*[:：]\s*(?=\d|\w)")
_END: Final = WordPattern(lambda: rf"\W*{any_of('labels', 'end')}\s*[:：]\s*(?=\w)")
# "Company - Norvik", "Company = Norvik", "Company ..... Norvik"
_MAYBE: Final = re.compile(r"\s[-–—=→]\s|\.{3}")
_MARKED: Final = WordPattern(
    lambda: rf"\W*{any_label(*_GROUPS)}(?:\s+[-–—=→]\s+|\s*\.{{3,}}\s*)(?=\w)"
)
_ALONE: Final = WordPattern(lambda: any_label(*_GROUPS))
_HEAD: Final = WordPattern(lambda: rf"\W*{any_label(*_GROUPS)}\s*[:：]\s*\w")
_SEVERAL: Final = WordPattern(
    lambda: rf"(?:^\W*|[;|,•·]\s*|\s{{2,}}|\t){any_label(*_GROUPS)}\s*[:：](?!//)\s*(?=\w)"
)
_COLONS: Final = re.compile(r"[:：].*?[:：]")
_MARKS: Final = " \t;|,•·*–—-"
_DASH: Final = " – "
_COLON: Final = ": "
_LONGEST: Final = 120  # characters of a value; longer ones are a text
_FORM: Final = 400  # characters of a line of a form
_DIGIT: Final = re.compile(r"\d")


def with_whole_labels(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a section, those of its forms with one label and its value each.

    Of a form the lines of a header come first, wherever it tells what somebody did.
    """
    apart = [part for line in lines for part in _apart(line)]
    return _header_first(_with_periods(_with_values(_with_colons(apart))))


def _apart(line: Line) -> list[Line]:
    """Return a line in as many as it has labels: "Role: Buyer; Company: Norvik"."""
    several = len(line.plain) <= _FORM and _COLONS.search(line.plain)
    found = list(_SEVERAL.finditer(lowered(line.plain))) if several else []
    kinds = {by_group("labels", *_GROUPS)[match["name"]] for match in found}
    if len(kinds) < _ENOUGH or line.plain[: found[0].start("name")].strip(_MARKS):
        return [line]
    ends = [match.start("name") for match in found[1:]] + [len(line.plain)]
    texts = [
        line.text.cut(0 if not index else match.start("name"), end).strip(_MARKS)
        for index, (match, end) in enumerate(zip(found, ends, strict=True))
    ]
    first = replace(line, text=texts[0], bolds=[], bold=False, anchors=[], cells=[])
    return [first, *(replace(first, text=text, blank_before=False) for text in texts[1:])]


def _header_first(lines: Sequence[Line]) -> list[Line]:
    out: list[Line] = []
    block: list[Line] = []
    for line in [*lines, None]:
        if line is None or line.blank_before or line.heading:
            out += _sorted(block)
            block = []
        if line is not None:
            block.append(line)
    return out


def _sorted(block: Sequence[Line]) -> list[Line]:
    """Return the lines of a form, those of its header before what else it has labels for."""
    found = [_HEAD.match(lowered(line.plain)) if ":" in line.plain else None for line in block]
    heads = [line for line, match in zip(block, found, strict=True) if match]
    names = [by_group("labels", *_GROUPS)[match["name"]] for match in found if match]
    # A kind that comes twice is of the next job.
    if len({*names}) < _ENOUGH or len({*names}) < len(names) or not found[0]:
        return list(block)
    others = [line for line, match in zip(block, found, strict=True) if not match]
    return [*heads, *others]


def _with_colons(lines: Sequence[Line]) -> list[Line]:
    """Put colons for other marks behind labels, where a section has several labels so marked.

    One alone may be a name: "Agency - Designer".
    """
    found = [
        _MARKED.match(lowered(line.plain)) if _MAYBE.search(line.plain) else None for line in lines
    ]
    kinds = {by_group("labels", *_GROUPS)[match["name"]] for match in found if match}
    if len(kinds) < _ENOUGH:
        return list(lines)
    return [
        _together(replace(line, text=line.text.cut(0, match.end("name"))), _COLON, rest)
        if match and (rest := line.text.cut(match.end()))
        else line
        for line, match in zip(lines, found, strict=True)
    ]


def _with_values(lines: Sequence[Line]) -> list[Line]:
    """Put values behind the labels above them, where a section has several such labels."""
    labels = [_label(line) for line in lines]
    if len({label for label in labels if label}) < _ENOUGH:
        return list(lines)
    out: list[Line] = []
    index = 0
    while index < len(lines):
        following = labels[index + 1 : index + 2]
        alone = bool(labels[index]) and following == [""]
        if alone and len(lines[index + 1].plain) <= _LONGEST:
            out.append(_together(lines[index], _COLON, lines[index + 1].text))
            index += 2
        else:
            out.append(lines[index])
            index += 1
    return out


def _label(line: Line) -> str:
    """Return the kind of the label that a line consists of, if it is one."""
    if len(line.plain) > 40 or line.cells:
        return ""
    match = _ALONE.fullmatch(lowered(line.plain).strip(" \t:：*•-"))
    return by_group("labels", *_GROUPS)[match["name"]] if match else ""


def _with_periods(lines: Sequence[Line]) -> list[Line]:
    """Put the two ends of a period into one line."""
    out: list[Line] = []
    for line in lines:
        low = lowered(line.plain) if ":" in line.plain or "：" in line.plain else ""
        end = _END.match(low) if low and out else None
        begin = _BEGIN.match(lowered(out[-1].plain)) if end else None
        if end and begin and _DIGIT.search(out[-1].plain):
            first = replace(out[-1], text=out[-1].text.cut(begin.end()))
            out[-1] = _together(first, _DASH, line.text.cut(end.end()))
        else:
            out.append(line)
    return out


def _together(line: Line, between: str, value: Mapped) -> Line:
    text = line.text.strip(" :：")
    at = text.ends[-1] if len(text) else 0
    glue = Mapped(between, [at] * len(between), [at] * len(between))
    return replace(line, text=join([text, glue, value]), bolds=[], bold=False, anchors=[])
