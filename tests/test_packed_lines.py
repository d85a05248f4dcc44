"""What is packed of a person, line by line: all of it comes back as it was."""

from __future__ import annotations

import pytest

from commonground.graph.model import Node
from commonground.graph.packed.lines import Lines, packed, unpacked

ODD = "people/a b:c\n\u2028\udce9.md"
LINES = Lines(
    {
        "person:1": Node("person:1", "Person", "Jo \n Fern", {"emails": ["jo@example.org"]}),
        "role:1": Node("role:1", "Role", None, {}),
    },
    [("HELD", "person:1", ["role:1"]), ("USED", "role:1", ["skill:clay", "skill:brew"])],
    [{}, {"reasons": ["label 'clay'"]}, {"months": 3, "current": True, "from_months": [1, 5]}],
    [(f"{ODD}:3:9", "b.md:0:4"), (), ("b.md:5:9:correction-12", "b.md:0:0:correction-3")],
    {"person:2": "person:1"},
)


def test_it_comes_back_as_it_was() -> None:
    found = unpacked(packed(LINES))
    assert dict(found.nodes) == LINES.nodes and list(found.nodes) == list(LINES.nodes)
    assert "role:1" in found.nodes and "skill:clay" not in found.nodes
    assert [tuple(one) for one in found.groups] == LINES.groups
    assert list(found.properties) == LINES.properties
    assert list(found.evidence) == LINES.evidence
    assert found.renamed == LINES.renamed


def test_a_document_is_named_once() -> None:
    many = LINES._replace(evidence=[tuple(f"{ODD}:{at}:{at + 1}" for at in range(500)), (), ()])
    assert len(packed(many)) < 4_000
    assert list(unpacked(packed(many)).evidence) == many.evidence


def test_lines_that_are_missing_are_noticed() -> None:
    with pytest.raises(ValueError, match="lines are missing"):
        unpacked(packed(LINES._replace(properties=LINES.properties[1:])))
