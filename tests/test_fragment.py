"""One document's facts: ids, intervals, evidence, names of organisations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.graph.facts.fragment import fragment_of, interval, mention_id
from commonground.graph.facts.merging import merged_properties
from commonground.graph.facts.organisations import organisation, slug
from commonground.graph.model import Edge, Fragment, Node, split_reference

from .support.resumes import Said

TEXT = """Ana Quill, ana@quill.example, Lund
Staff Engineer at Brightwater GmbH, 2021 - Present: Go, Temporal, golang
Engineer at Brightwater (Remote), 2018-03 - 2020-11: Kafka
Mentor at Code Harbour, 2016 - ?
MSc Computer Science, University of Elmsford (UE), 2014 - now
Project Ferry: Redis
Skills: Go (expert), PostgreSQL
"""


def _said() -> Said:
    said = Said(TEXT)
    said.at("/basics/name", "Ana Quill").at("/basics/email", "ana@quill.example")
    said.at("/basics/location", "Lund")
    said.at("/work/0/position", "Staff Engineer").at("/work/0/name", "Brightwater GmbH")
    said.at("/work/0/startDate", "2021").at("/work/0/endDate", "Present")
    said.at("/work/0/keywords/0", "Go", "skill:go-lang").at("/work/0/keywords/0", "golang")
    said.at("/work/0/keywords/1", "Temporal", "skill:temporal-workflow")
    said.at("/work/1/position", "Engineer").at("/work/1/name", "Brightwater (Remote)")
    said.at("/work/1/startDate", "2018-03").at("/work/1/endDate", "2020-11")
    said.at("/work/1/keywords/0", "Kafka", "skill:apache-kafka")
    said.at("/volunteer/0/position", "Mentor").at("/volunteer/0/organization", "Code Harbour")
    said.at("/volunteer/0/startDate", "2016")
    said.at("/education/0/studyType", "MSc", "degree:master")
    said.at("/education/0/area", "Computer Science", "field:computer-science")
    said.at("/education/0/institution", "University of Elmsford (UE)")
    said.at("/education/0/startDate", "2014").at("/education/0/endDate", "now")
    said.at("/projects/0/name", "Ferry").at("/projects/0/keywords/0", "Redis", "skill:redis")
    return said.at("/skills/0", "Go (expert)", "skill:go-lang").at("/skills/1", "PostgreSQL")


PARTS: dict[str, Any] = {
    "basics": {"name": "Ana Quill", "email": "ana@quill.example", "location": {"city": "Lund"}},
    "work": [
        {
            "name": "Brightwater GmbH",
            "position": "Staff Engineer",
            "startDate": "2021",
            "keywords": ["Go", "Temporal"],
        },
        {
            "name": "Brightwater (Remote)",
            "position": "Engineer",
            "startDate": "2018-03",
            "endDate": "2020-11",
            "keywords": ["Apache Kafka"],
        },
    ],
    "volunteer": [{"organization": "Code Harbour", "position": "Mentor", "startDate": "2016"}],
    "education": [
        {
            "institution": "University of Elmsford (UE)",
            "studyType": "MSc",
            "area": "Computer Science",
            "startDate": "2014",
        }
    ],
    "projects": [{"name": "Ferry", "keywords": ["Redis"]}],
    "skills": [{"name": "Go", "level": "expert"}, {"name": "PostgreSQL"}],
}


@pytest.fixture
def fragment() -> Fragment:
    return fragment_of(_said().resume("cv.md", **PARTS), "cv.md")


def _nodes(fragment: Fragment, kind: str) -> dict[str | None, Node]:
    return {node.name: node for node in fragment.nodes if node.kind == kind}


def _edges(fragment: Fragment, type: str) -> list[Edge]:
    return [edge for edge in fragment.edges if edge.type == type]


def _quotes(references: object) -> list[str]:
    assert isinstance(references, list | tuple)
    return [TEXT[start:end] for _, start, end, _ in map(split_reference, references)]


def test_the_mention_is_named_by_the_key_alone(fragment: Fragment) -> None:
    assert fragment.person == mention_id("cv.md") != mention_id("other.md")
    assert fragment.keys == ("email:ana@quill.example",)
    moved = fragment_of(_said().resume("new.md", **PARTS), "new.md", fragment.person)
    assert moved.person == fragment.person
    assert {node.id for node in moved.nodes} == {node.id for node in fragment.nodes}


def test_the_same_document_gives_the_same_fragment(fragment: Fragment) -> None:
    assert fragment_of(_said().resume("cv.md", **PARTS), "cv.md") == fragment


def test_every_edge_has_evidence_that_says_it(fragment: Fragment) -> None:
    assert all(edge.evidence for edge in fragment.edges)
    role = _nodes(fragment, "Role")["Staff Engineer"]
    (held,) = (edge for edge in _edges(fragment, "HELD") if edge.target == role.id)
    assert _quotes(held.evidence) == ["Staff Engineer", "2021", "Present"]
    (at,) = (edge for edge in _edges(fragment, "AT") if edge.source == role.id)
    assert _quotes(at.evidence) == ["Brightwater GmbH"]
    (used,) = (edge for edge in _edges(fragment, "USED") if edge.target == "skill:go-lang")
    assert _quotes(used.evidence) == ["Go", "golang"]
    assert used.properties == {"reasons": ["label 'Go'"]}


def test_a_node_has_the_evidence_of_its_own_values(fragment: Fragment) -> None:
    person = _nodes(fragment, "Person")["Ana Quill"]
    assert _quotes(person.properties["evidence"]) == ["Ana Quill", "ana@quill.example", "Lund"]
    assert person.properties["names"] == ["Ana Quill"]
    assert person.properties["location"] == "Lund"


def test_two_stints_at_one_employer_are_two_roles(fragment: Fragment) -> None:
    assert len({edge.target for edge in _edges(fragment, "AT")}) == 2
    employers = {node.id: node for node in fragment.nodes if node.kind == "Employer"}
    assert set(employers) == {"employer:brightwater", "employer:code-harbour"}
    spellings = employers["employer:brightwater"].properties["spellings"]
    assert spellings == ["Brightwater (Remote)", "Brightwater GmbH"]


def test_a_current_role_ends_at_the_documents_date(fragment: Fragment) -> None:
    properties = _nodes(fragment, "Role")["Staff Engineer"].properties
    assert properties["current"] is True and "end" not in properties
    assert properties["precision"] == "year"
    assert (properties["from_months"], properties["to_months"]) == ([2021 * 12 + 11], [24311])
    assert (properties["from_outer"], properties["to_outer"]) == ([2021 * 12], [2025 * 12 + 11])


def test_an_unknown_end_is_no_interval(fragment: Fragment) -> None:
    properties = _nodes(fragment, "Role")["Mentor"].properties
    assert properties["volunteer"] is True and properties["current"] is False
    assert properties["start"] == "2016"
    assert not {"end", "from_months", "from_outer"} & properties.keys()


def test_a_study_has_degree_field_and_school(fragment: Fragment) -> None:
    (study,) = _nodes(fragment, "Education").values()
    assert study.properties["study_type"] == "MSc"
    assert study.properties["area"] == "Computer Science"
    assert study.properties["status"] == "in progress"
    targets = {edge.type: edge.target for edge in fragment.edges if edge.source == study.id}
    assert targets == {
        "OF": "degree:master",
        "IN": "field:computer-science",
        "FROM": "school:university-of-elmsford",
    }
    (school,) = _nodes(fragment, "School").values()
    assert school.properties["aliases"] == ["UE"]


def test_projects_use_and_lists_claim(fragment: Fragment) -> None:
    project = _nodes(fragment, "Project")["Ferry"]
    assert [edge.target for edge in _edges(fragment, "BUILT")] == [project.id]
    assert ("skill:redis", project.id) in {
        (edge.target, edge.source) for edge in _edges(fragment, "USED")
    }
    (claim,) = _edges(fragment, "CLAIMS")  # PostgreSQL has no link: it is an unknown term
    assert claim.target == "skill:go-lang" and claim.properties["level"] == "expert"


def test_equal_roles_of_one_document_stay_two() -> None:
    role = {"name": "Brightwater", "position": "Engineer"}
    fragment = fragment_of(Said("").resume(work=[role, role]), "cv.md")
    assert len({node.id for node in fragment.nodes if node.kind == "Role"}) == 2


@pytest.mark.parametrize(
    ("start", "end", "certain", "outer"),
    [
        ("2020-02", "2020-04", (24241, 24243), (24241, 24243)),
        ("2020", "2021", (24251, 24252), (24240, 24263)),
        ("2020", "2020", None, (24240, 24251)),
        ("2020-05-09", "2020-05-30", (24244, 24244), (24244, 24244)),
        ("2021", "2020", None, None),
        (None, "2020", None, None),
        ("2020", None, None, None),
    ],
)
def test_intervals(
    start: str | None,
    end: str | None,
    certain: tuple[int, int] | None,
    outer: tuple[int, int] | None,
) -> None:
    months = interval(start, end)
    assert _pair(months, "months") == certain
    assert _pair(months, "outer") == outer


def _pair(months: Mapping[str, object], name: str) -> tuple[int, int] | None:
    low, high = months.get(f"from_{name}"), months.get(f"to_{name}")
    return (low[0], high[0]) if isinstance(low, list) and isinstance(high, list) else None


@pytest.mark.parametrize(
    ("spelling", "key"),
    [
        ("Brightwater GmbH", "brightwater"),
        ("BRIGHTWATER, Inc.", "brightwater"),
        ("Brightwater S.A.R.L.", "brightwater"),
        ("Société Générale", "societe-generale"),
        ("Straßenbau AG", "strassenbau"),
        ("The Limited", "the"),
        ("Ltd", "ltd"),
        ("Mill & Co. KG", "mill"),
    ],
)
def test_employers_by_normalised_name(spelling: str, key: str) -> None:
    assert slug(spelling) == key


def test_other_names_of_an_organisation() -> None:
    assert organisation("Newco (formerly Oldco)").aliases == ("Oldco",)
    assert organisation("Newco, formerly known as Oldco").aliases == ("Oldco",)
    assert organisation("Polytechnic of Elmsford (PE)").aliases == ("PE",)
    assert organisation("Newco (Berlin)").aliases == ()
    assert organisation("Newco (Berlin)").slug == "newco"
    assert organisation("(Berlin)").name == "(Berlin)"


@pytest.mark.parametrize("text", ["Freelance", "Self-employed", "Various Clients (remote)"])
def test_what_names_no_organisation_is_nobodys(text: str) -> None:
    assert not organisation(text).shared
    assert organisation(f"{text} Kestrel").shared
    role = {"name": text, "position": "Engineer"}
    one, two = (fragment_of(Said("").resume(work=[role]), key) for key in ("a.md", "b.md"))
    assert not {node.id for node in one.nodes} & {node.id for node in two.nodes}


@given(st.text())
def test_slugs_are_short_ascii_and_settled(name: str) -> None:
    key = slug(name)
    assert key and key.isascii() and len(key) <= 60
    assert slug(name) == key


def test_lists_unite_and_a_list_never_unites_with_a_single_value() -> None:
    assert merged_properties([{"spellings": ["b"]}, {"spellings": ["a", "b"]}]) == {
        "spellings": ["b", "a"]
    }
    with pytest.raises(TypeError, match="is no list"):
        merged_properties([{"spellings": ["b"]}, {"spellings": "a"}])
