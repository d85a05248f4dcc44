"""What other vocabularies call our concepts: the statements of ``mappings/``, and of users' files.

They are read when they are asked for and are no part of the compiled ontology: no answer but one
about them waits for them, and a new one makes no document be read anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from .sources import SourceFile

if TYPE_CHECKING:
    from .model import Concept
    from .ontology import Ontology

SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
# The surest first: of several concepts that are mapped to one address it is shown first.
MATCHES: Final = tuple(f"{kind}Match" for kind in ("exact", "close", "narrow", "broad", "related"))


class Mapping(NamedTuple):
    """One statement: which concept, how it matches, the address in the other vocabulary."""

    concept: str
    match: str
    target: str
    file: str
    line: int


class Scheme(NamedTuple):
    """A vocabulary that is mapped to: its addresses, and which of our kinds it is about."""

    name: str
    base: str
    local: str
    kinds: frozenset[str] = frozenset()
    bare: bool = False
    """Whether the part behind ``base`` alone says that it is one of these."""


_UUID: Final = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
SCHEMES: Final = (
    Scheme("ESCO", "http://data.europa.eu/esco/skill/", _UUID, bare=True),
    Scheme("Wikidata", "http://www.wikidata.org/entity/", r"Q[1-9][0-9]*", bare=True),
    Scheme(
        "GitHub linguist",
        "https://github.com/trending/",
        r"[a-z0-9.%A-F_-]+",
        frozenset({"Language"}),
    ),
)
# The page of an item, as people copy it, beside the item's address.
_WIKIDATA_PAGE = re.compile(r"https?://(www\.|m\.)?wikidata\.org/(wiki|entity)/(?=Q[1-9])")


def mappings_of(ontology: Ontology, id: str) -> tuple[Mapping, ...]:
    """Return what a concept is mapped to, by vocabulary, the surest match first."""
    return _index(ontology.added)[0].get(id, ())


def mapped_to(ontology: Ontology, text: str) -> list[Concept]:
    """Return what an address, the id of an item or of a chain (CAIP-2) means, the surest first."""
    chains = [one for one in ontology.concepts.values() if text and one.chain_id == text]
    by_target = _index(ontology.added)[1]
    found = [one for target in _targets(text) for one in by_target.get(target, ())]
    ids = dict.fromkeys(one.concept for one in sorted(found, key=_rank))
    return [*chains, *(ontology.concepts[id] for id in ids if id in ontology.concepts)]


def is_external(text: str) -> bool:
    """Return whether a text has the form of another vocabulary's id: a cheap look at it."""
    return ":" in text or any(_targets(text))


def scheme_of(target: str) -> Scheme | None:
    """Return the vocabulary that an address is of, None where we know it not."""
    return next((one for one in SCHEMES if target.startswith(one.base)), None)


def mapping_files() -> list[SourceFile]:
    """Return the bundled mapping files, in order."""
    home = Path(__file__).parent
    return [
        SourceFile(path.relative_to(home.parent).as_posix(), path.read_bytes(), plain=True)
        for path in sorted((home / "mappings").glob("*.ttl"))
    ]


def _targets(text: str) -> Iterator[str]:
    """Yield the addresses that a text may stand for."""
    if "://" in text:
        yield _WIKIDATA_PAGE.sub(SCHEMES[1].base, text)
    else:
        fitting = (one for one in SCHEMES if one.bare and re.fullmatch(one.local, text))
        yield from (one.base + text for one in fitting)


def _rank(mapping: Mapping) -> tuple[int, str, str]:
    return MATCHES.index(mapping.match), mapping.target, mapping.concept


@cache
def _index(
    own: tuple[SourceFile, ...],
) -> tuple[dict[str, tuple[Mapping, ...]], dict[str, tuple[Mapping, ...]]]:
    """Return the mappings by concept, and by address."""
    by_concept: dict[str, list[Mapping]] = {}
    by_target: dict[str, list[Mapping]] = {}
    for one in sorted(_read([*mapping_files(), *own]), key=_rank):
        by_concept.setdefault(one.concept, []).append(one)
        by_target.setdefault(one.target, []).append(one)
    return (
        {id: tuple(found) for id, found in by_concept.items()},
        {target: tuple(found) for target, found in by_target.items()},
    )


def _read(files: Iterable[SourceFile]) -> Iterator[Mapping]:
    from .turtle import short_id, statement_lines

    for file in files:
        for (subject, predicate, target), line in statement_lines(file):
            match = predicate.removeprefix(SKOS)
            if match in MATCHES and predicate != match:
                yield Mapping(short_id(subject), match, target, line.file, line.line)
