"""What is read from the invented adverts of ``examples/adverts``, beside what must be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from commonground.loaders.adverts.advert import Advert, read_advert
from commonground.loaders.adverts.parts import advert_text
from commonground.loaders.formats.reading import read_document
from commonground.ontology.linker.linker import Linker

ADVERTS: Final = Path(__file__).parents[2] / "examples" / "adverts"


def compared(linker: Linker) -> Iterator[tuple[str, dict[str, tuple[set[Any], set[Any]]]]]:
    """Yield (file, what was read and what must be read of each kind) of all adverts."""
    for gold in sorted(ADVERTS.glob("*.json")):
        (path,) = (one for one in ADVERTS.glob(f"{gold.stem}.*") if one != gold)
        advert = read_advert(linker, advert_text(read_document(path, path.name)))
        wanted = _wanted(json.loads(gold.read_text(encoding="utf-8")))
        found = _found(advert)
        yield path.name, {kind: (found[kind], wanted[kind]) for kind in wanted}


def _found(advert: Advert) -> dict[str, set[Any]]:
    kinds = ("required", "nice", "excluded")
    found: dict[str, set[Any]] = {
        kind: {frozenset(one.name for one in demand.concepts) for demand in advert.of(kind)}
        for kind in kinds
    }
    years = {(c.name, d.months // 12) for d in advert.demands if d.months for c in d.concepts}
    found["years"] = years | ({("", advert.years)} if advert.years else set())
    found["places"] = set(advert.places)
    found["level"], found["title"] = {advert.level}, {advert.title}
    return found


def _wanted(gold: dict[str, Any]) -> dict[str, set[Any]]:
    wanted: dict[str, set[Any]] = {
        kind: {frozenset([one] if isinstance(one, str) else one) for one in gold[kind]}
        for kind in ("required", "nice", "excluded")
    }
    wanted |= {"years": set(gold["years"].items()), "places": set(gold["places"])}
    return wanted | {"level": {gold["level"]}, "title": {gold["title"]}}
