"""The sections of a document without headings: what each block of lines is, best as a whole.

A block ends where a blank line or a heading stands. Each scores for every kind of section by what
it holds; a change of kind has its price, since blocks of a kind stand together (Viterbi).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..addresses import EMAIL, URL
from ..dates import find_dates
from ..degrees import find_degree
from ..layout.lines import Line
from ..lexicon import has_organisation, has_school, spoken_languages
from ..normalization import folded, lowered
from ..patterns import set_of
from .atoms import atoms_of
from .line_signs import is_labelled_list, is_prose
from .roles import maybe_title, title_score
from .weights import WEIGHTS

KINDS: Final = ("header", "summary", "skills", "languages", "work", "education", "projects")
_FIRST: Final = 3  # lines of a block that may head an entry
_SHORT: Final = 4  # words of an item in a list of skills
_BESIDE_DATES: Final = 12  # words of a line that heads a job
_HOLDING: Final = ("work", "education", "skills", "languages")
_LIKELY: Final = 2.0  # what a section has to score for its heading to announce it
_SURE: Final = 3.0  # what a job or a study has to score for the whole to be believed


def sections_of(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """Return the runs of blocks of one kind; nothing where no block is surely a job or a study."""
    blocks = list(_blocks(lines))
    scores = [_scores(block, index) for index, block in enumerate(blocks)]
    _weigh_untitled(blocks, scores)
    sure = [max(own["work"], own["education"]) >= _SURE for own in scores]
    if not any(sure):
        return []
    out: list[tuple[str, list[Line]]] = []
    for kind, block in zip(_best(scores), blocks, strict=True):
        if out and out[-1][0] == kind:
            out[-1][1].extend(block)
        else:
            out.append((kind, list(block)))
    return out


def kind_of(lines: Sequence[Line]) -> str | None:
    """Return which kind of section some lines are by what they hold; None where nothing is sure."""
    blocks = list(_blocks(lines))
    # Ways to reach somebody stand beneath a name.
    if any(map(_reached, blocks[0] if blocks else ())):
        return None
    scores = [_scores(block, _FIRST) for block in blocks]
    total = {kind: sum(own[kind] for own in scores) for kind in KINDS if kind in _HOLDING}
    best = max(total, key=total.__getitem__, default=None)
    if best is None or total[best] < _LIKELY:
        return None
    # A name with dates beside it may be anything that somebody made.
    return None if best == "work" and not any(map(_names_title, blocks)) else best


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in lines:
        # A heading holds on to what stands beneath it.
        held = bool(block) and bool(block[-1].heading) and not line.heading
        if block and (line.blank_before or line.heading) and not held:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _scores(block: Sequence[Line], index: int) -> dict[str, float]:
    scores = dict.fromkeys(KINDS, 0.0)
    texts, heads = [line.plain for line in block], _heads(block)
    if index == 0 or any(_reached(line) for line in block):
        scores["header"] = WEIGHTS["block: contact"] if index < _FIRST else 0.0
    elif index >= _FIRST:
        scores["header"] = WEIGHTS["block: late header"]
    ranged, titled = _ranged(block), _titled(block)
    studied = any(map(_names_degree, heads))
    schooled = any(has_school(text) for text in heads)
    # A school with a title and without a degree is whom somebody works for.
    if studied or schooled and not _names_title(block):
        scores["education"] = (
            WEIGHTS["block: degree"] * studied + WEIGHTS["block: school"] * schooled
        )
    elif titled or ranged:
        scores["work"] = WEIGHTS[f"block: title {titled}"] + WEIGHTS["block: dates"] * ranged
        scores["work"] += WEIGHTS["block: firm"] * any(map(has_organisation, heads))
    marked = bool(block[0].heading or block[0].bold) or all(map(_tells_of, block))
    if marked and not (titled or studied or schooled):
        scores["projects"] = WEIGHTS["block: a name alone"]
    _add_lists(scores, block, texts)
    if is_prose(texts[0]) and not block[0].bullet and len(texts[0].split()) > 12:
        scores["summary"] = WEIGHTS["block: prose"] if index <= _FIRST else 0.0
    return scores


def _names_degree(text: str) -> bool:
    """Return whether a text names a degree that is no job too, as "ingénieur" is."""
    degree = find_degree(text)
    return degree is not None and lowered(degree[0]).strip() not in set_of("job_titles", "jobs")


def _weigh_untitled(blocks: Sequence[Sequence[Line]], scores: Sequence[dict[str, float]]) -> None:
    """Where the other dated blocks have titles, one without any is rather a project."""
    dated = [index for index, own in enumerate(scores) if own["work"] and _ranged(blocks[index])]
    bare = [index for index in dated if not _names_title(blocks[index])]
    if len(bare) < len(dated):
        for index in bare:
            scores[index]["work"] += WEIGHTS["block: untitled among titled"]
            scores[index]["projects"] += WEIGHTS["block: a name alone"]


def _tells_of(line: Line) -> bool:
    """Return whether a line is a name and a sentence about it: ``Tidepool: keeps the tides.``"""
    name, _, said = line.plain.partition(": ")
    return len(name.split()) <= _SHORT and is_prose(said)


def _heads(block: Sequence[Line]) -> list[str]:
    return [line.plain for line in block[:_FIRST] if not is_labelled_list(line.plain)]


def _ranged(block: Sequence[Line]) -> bool:
    return any(not one.single for text in _heads(block) for one in find_dates(text))


def _titled(block: Sequence[Line]) -> int:
    heads = [text for text in _heads(block) if not is_prose(text) or _is_dated(text)]
    return max(map(title_score, heads), default=0)


def _is_dated(text: str) -> bool:
    """Return whether a few words stand beside a range: "Buyer, May 2019 - June 2021. Remote."."""
    ranged = any(not one.single for one in find_dates(text))
    return ranged and len(text.split()) <= _BESIDE_DATES


def _names_title(block: Sequence[Line]) -> bool:
    """Return whether anything in a block's first lines is or sounds like a title."""
    return any(map(maybe_title, (atom.plain for atom in atoms_of(block[:_FIRST]))))


def _add_lists(scores: dict[str, float], block: Sequence[Line], texts: Sequence[str]) -> None:
    words = [word for text in texts for word in folded(text).split()]
    spoken = sum(word in spoken_languages() for word in words)
    if spoken and len(words) <= 4 * spoken + 2:
        scores["languages"] = WEIGHTS["block: languages"]
    elif not scores["education"] and scores["header"] <= 0 and all(map(_lists, block)):
        scores["skills"] = WEIGHTS["block: a list"]


def _lists(line: Line) -> bool:
    """Return whether a line is one short item or several between commas, and no job's tools."""
    text = line.plain
    if line.heading or find_dates(text) or title_score(text) == 3 or is_labelled_list(text):
        return False
    if line.cells:
        return True
    items = text.partition(": ")[2] or text
    parts = items.split(",")
    short = all(len(part.split()) <= _SHORT for part in parts)
    return (
        short and not text.endswith(".") and (len(parts) > 2 or bool(line.bullet) or ": " in text)
    )


def _reached(line: Line) -> bool:
    low = lowered(line.plain)
    if EMAIL.search(low) or URL.search(low):
        return True
    return sum(map(str.isdigit, low)) > 8 and not find_dates(line.plain)


def _best(scores: Sequence[dict[str, float]]) -> list[str]:
    held = {"header": 0.0}
    back: list[dict[str, str]] = []
    for own in scores:
        following: dict[str, tuple[float, str]] = {}
        for kind in KINDS:
            came = max(held, key=lambda before: held[before] + _change(before, kind))
            following[kind] = (held[came] + _change(came, kind) + own[kind], came)
        back.append({kind: came for kind, (_, came) in following.items()})
        held = {kind: score for kind, (score, _) in following.items()}
    kind = max(held, key=held.__getitem__)
    out: list[str] = []
    for before in reversed(back):
        out.append(kind)
        kind = before[kind]
    return out[::-1]


def _change(before: str, after: str) -> float:
    if before == after:
        return 0.0
    return WEIGHTS["block: back to the header"] if after == "header" else WEIGHTS["block: a change"]
