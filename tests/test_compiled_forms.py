"""The compiled forms: what the cache keeps for the linker, and the quick look at a text."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest

from commonground.ontology.linker.compiled_forms import compiled_forms
from commonground.ontology.linker.linker import Linker
from commonground.ontology.linker.matching import LabelMatcher
from commonground.ontology.linker.tokens import tokenise
from commonground.ontology.ontology import Ontology, load_ontology

GAPS = (
    " ",
    "  ",
    "-",
    "/",
    ".",
    ", ",
    " - ",
    "\n",
    "_",
    "**",
    "",
    " (",
    "; ",
    " https://a.example ",
)
PROSE = "the of works with data on a team at the office in and for their own river house".split()


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def texts(ontology: Ontology, count: int) -> list[str]:
    """Return labels in all cases among other words, with all that may stand between words."""
    chance = random.Random(37)
    labels = sorted({label for one in ontology.concepts.values() for label in one.labels})
    made = []
    for _ in range(count):
        words = []
        for _ in range(chance.randint(1, 5)):
            word = chance.choice(labels if chance.random() < 0.4 else PROSE)
            # The words of a label apart, too: with a gap of their own between them.
            word = chance.choice(GAPS).join(word.split()) if chance.random() < 0.3 else word
            words += [chance.choice((str, str.upper, str.lower, str.title))(word)]
            words += [chance.choice(GAPS)]
        made.append("".join(words))
    return made


@pytest.mark.parametrize("claimable", [True, False])
def test_the_quick_look_misses_no_text_with_a_label(ontology: Ontology, claimable: bool) -> None:
    matcher = LabelMatcher(compiled_forms(ontology), ontology.concepts, claimable=claimable)
    held = [text for text in texts(ontology, 6000) if any(matcher.matches(tokenise(text)))]
    assert len(held) > 3000
    assert [text for text in held if not matcher.may_match(text)] == []


def test_the_quick_look_passes_over_prose(ontology: Ontology) -> None:
    matcher = LabelMatcher(compiled_forms(ontology), ontology.concepts, claimable=True)
    assert not matcher.may_match("They walked along the river in the evening, and nobody spoke.")


def test_forms_from_the_cache_are_those_that_are_made(ontology: Ontology) -> None:
    # Without a key nothing is kept, and the forms are made anew.
    own = Ontology(ontology.concepts.values(), ontology.relations, ontology.version)
    assert compiled_forms(own) == compiled_forms(ontology) == compiled_forms(ontology)


def test_damaged_forms_are_made_anew(
    ontology: Ontology, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    before = compiled_forms(ontology)
    [cache] = (tmp_path / "commonground").glob("forms-*.txt")
    whole = cache.read_bytes()
    digest = hashlib.sha256(whole.partition(b"\n")[2]).hexdigest().encode()
    assert whole.startswith(digest + b"\n")
    for damage in (b"", b"\n", whole[:-1], whole.replace(b"kafka", b"kofka")):
        cache.write_bytes(damage)
        assert compiled_forms(ontology) == before
        assert cache.read_bytes() == whole


def test_an_ontology_without_concepts_links_nothing() -> None:
    linker = Linker(Ontology((), (), "none"))
    assert linker.link("Kafka and Go") == []
    assert linker.link("BSc in Biology", section="education") == []
