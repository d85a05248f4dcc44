"""The invented population: the same every time, true to its texts, and shaped like the field."""

from __future__ import annotations

import random
from collections import Counter
from statistics import mean
from typing import Any

from commonground.benchmarks.population import Zipf, entries
from commonground.graph.facts.fragment import fragment_of
from commonground.graph.put import DocumentEntry
from commonground.ontology.ontology import load_ontology


def _value(resume: dict[str, Any], pointer: str) -> Any:
    value: Any = resume
    for part in pointer.strip("/").split("/"):
        value = value[int(part)] if part.isdigit() else value.get(part)
    return value["name"] if isinstance(value, dict) else value


def _people(count: int) -> list[DocumentEntry]:
    return list(entries(count))


def test_every_span_quotes_its_value() -> None:
    said: Counter[str] = Counter()
    for entry in _people(60):
        plain = entry.resume.model_dump()
        for pointer, spans in entry.resume.meta.commonground.evidence.items():
            ((start, end),) = spans
            quote = entry.document.text[start:end]
            value = _value(plain, pointer)
            assert quote == ("Present" if value is None else value), pointer
            said[pointer.strip("/").split("/")[0]] += 1
    assert said.keys() == {"basics", "work", "skills", "education", "projects"}


def test_the_same_numbers_give_the_same_people() -> None:
    assert _people(20) == _people(20)
    whole = {entry.document.key: entry for entry in _people(20)}
    rest = {entry.document.key: entry for entry in entries(20, first=15)}
    assert rest and rest.items() <= whole.items()
    assert list(entries(20, seed=1)) != _people(20)


def test_the_shape_is_that_of_the_field() -> None:
    people = [entry for entry in _people(400) if not entry.document.key.endswith("-2022.md")]
    concepts = [
        {link.concept for link in one.resume.meta.commonground.links.values()} for one in people
    ]
    skills = [{id for id in ids if id.startswith("skill:")} for ids in concepts]
    assert len(people) == 400
    assert 20 < mean(map(len, skills)) < 30
    assert 3.3 < mean(len(one.resume.work) for one in people) < 4.7
    assert 1.1 < mean(len(one.resume.education) for one in people) < 1.6
    counts = Counter(id for ids in skills for id in ids).most_common()
    assert counts[0][1] > 60 and len(counts) > 400  # few are frequent, many are rare
    dates = Counter(len(work.startDate or "") for one in people for work in one.resume.work)
    assert dates.keys() == {0, 4, 7, 10}
    missing = [one for one in people if one.resume.basics.name is None]
    assert 0 < len(missing) < 20


def test_every_link_is_a_concept_and_every_resume_a_fragment() -> None:
    known = load_ontology().concepts
    for entry in _people(60):
        fragment = fragment_of(entry.resume, entry.document.key)
        own = {node.id for node in fragment.nodes}
        assert {edge.target for edge in fragment.edges} <= own | known.keys()


def test_a_draw_prefers_the_first() -> None:
    drawn = Counter(Zipf(range(50)).draw(random.Random(1), 5000))
    assert drawn[0] > 2 * drawn[5] > 4 * drawn[40] > 0
