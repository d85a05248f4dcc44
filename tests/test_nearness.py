"""How near concepts are: triples written before the measure, and the paths that are none."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from commonground.ontology.ontology import Ontology, load_ontology
from commonground.queries.measures.nearness import nearness

TRIPLES = Path(__file__).parent / "data" / "ontology" / "nearness.tsv"
SHARED = Path(__file__).parents[2] / "shared" / "ontology" / "nearness_triples_dev.tsv"


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def rows(path: Path, kept_back: bool | None = None) -> list[list[str]]:
    """Return (family, a, b, c) of each line; ``kept_back`` picks one half by hash."""
    lines = [line for line in path.read_text().splitlines() if line and line[0] != "#"]
    halves = {line: int(sha256(line.encode()).hexdigest()[0], 16) % 2 == 1 for line in lines}
    return [line.split("\t") for line in lines if kept_back in (None, halves[line])]


def near(ontology: Ontology, one: str, other: str) -> int:
    """Return the nearness of two labels in thousandths."""
    found = [
        next((hit.id for hit in ontology.lookup(label) if hit.claimable), "")
        for label in (one, other)
    ]
    return nearness(ontology, found[:1])[found[0]].get(found[1], 0) if all(found) else 0


def share_right(ontology: Ontology, triples: list[list[str]]) -> float:
    right = [near(ontology, a, b) > near(ontology, a, c) for _, a, b, c in triples]
    return sum(right) / len(right)


def test_triples_at_hand_and_kept_back_are_right(ontology: Ontology) -> None:
    assert len(rows(TRIPLES)) >= 60
    for kept_back in (False, True):
        assert share_right(ontology, rows(TRIPLES, kept_back)) >= 0.95


@pytest.mark.skipif(not SHARED.exists(), reason="the shared triples are not here")
def test_shared_triples_are_right(ontology: Ontology) -> None:
    assert share_right(ontology, rows(SHARED)) >= 0.95


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("saga pattern", "multi-signature"),  # both are patterns
        ("distributed tracing", "penetration testing"),  # both are practices
        ("C", "TypeScript"),  # both are languages
        ("Kafka", "AWS"),  # Kinesis does Kafka's job and is a part of AWS
        ("Amazon S3", "AWS Glue"),  # two parts of one whole
        ("Amazon Route 53", "Amazon SageMaker"),
        ("Redis", "JavaScript"),  # BullMQ needs both
        ("Bluetooth", "BGP"),
    ],
)
def test_what_only_stands_in_one_group_is_not_near(
    ontology: Ontology, one: str, other: str
) -> None:
    assert near(ontology, one, other) == near(ontology, other, one) == 0


def test_nearness_is_symmetric_and_differs_from_pair_to_pair(ontology: Ontology) -> None:
    found = nearness(ontology, ontology.concepts)
    pairs = {(a, b): value for a, around in found.items() for b, value in around.items() if a != b}
    assert all(pairs[b, a] == value for (a, b), value in pairs.items())
    ((_, most),) = Counter(pairs.values()).most_common(1)
    assert most < len(pairs) / 20


def test_no_path_leads_over_a_category(ontology: Ontology) -> None:
    categories = [one.id for one in ontology.concepts.values() if one.kind == "Category"]
    assert all(around == {id: 1000} for id, around in nearness(ontology, categories).items())


def test_of_two_alternatives_the_one_that_shares_more_is_nearer(ontology: Ontology) -> None:
    assert near(ontology, "PostgreSQL", "MySQL") > near(ontology, "PostgreSQL", "SQLite")
