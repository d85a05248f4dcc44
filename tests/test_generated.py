"""The invented population: the same every time, true to its texts, and shaped like the field."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Any

import commonground as cg
from commonground.benchmarks.chance import Zipf
from commonground.benchmarks.populate import fill, write_files
from commonground.benchmarks.population import AS_OF, COMMUNITIES, Population, entries, key
from commonground.graph.facts.fragment import fragment_of
from commonground.graph.put import DocumentEntry
from commonground.loaders.formats.reading import read_document
from commonground.loaders.parser import ResumeReader
from commonground.loaders.resume import Resume
from commonground.ontology.ontology import load_ontology


def _value(resume: dict[str, Any], pointer: str) -> Any:
    value: Any = resume
    for part in pointer.strip("/").split("/"):
        value = value[int(part)] if part.isdigit() else value.get(part)
    return value["name"] if isinstance(value, dict) else value


def _skills(resume: Resume) -> set[str]:
    known = load_ontology().concepts
    links = resume.meta.commonground.links.values()
    return {one.concept for one in links if known[one.concept].claimable}


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
    skills = [_skills(one.resume) for one in people]
    assert len(people) == 400
    assert 25.9 < mean(map(len, skills)) < 27.9
    assert 3.9 < mean(len(one.resume.work) for one in people) < 4.5
    assert 1.1 < mean(len(one.resume.education) for one in people) < 1.5
    counts = Counter(id for ids in skills for id in ids).most_common()
    assert counts[0][1] > 60 and len(counts) > 400  # few are frequent, many are rare
    dates = Counter(len(work.startDate or "") for one in people for work in one.resume.work)
    assert dates.keys() == {0, 4, 7, 10}
    missing = [one for one in people if one.resume.basics.name is None]
    assert 0 < len(missing) < 20


def test_people_of_a_community_share_a_stack() -> None:
    """Two of one community have more in common than two of any two."""
    population = Population(2_000)
    own, any_two = [], []
    of_stack: defaultdict[int, list[set[str]]] = defaultdict(list)
    stacks = [{one.id for one in stack.items} for stack in population.stacks]
    people = [_skills(one.resume) for one in population.entries(0, 600)]
    for skills in people:
        of_stack[max(range(COMMUNITIES), key=lambda at: len(stacks[at] & skills))].append(skills)
    for same in of_stack.values():
        own += [len(a & b) for a, b in pairwise(same)]
    any_two = [len(a & b) for a, b in pairwise(people)]
    assert len(of_stack) == COMMUNITIES
    assert mean(own) > 2 * mean(any_two) > 0


def test_a_bridge_is_of_three_people_and_the_spare_of_nobody() -> None:
    population = Population(300, bridges=40)
    having: defaultdict[str, set[str]] = defaultdict(set)
    for entry in population.entries():
        for id in _skills(entry.resume):
            having[id].add(entry.document.key)
    assert len(population.bridges) == 40
    for bridge in population.bridges:
        assert having[bridge.concept.id] == set(map(key, bridge.people))
    assert population.spare and population.spare.id not in having
    assert len({who for one in population.bridges for who in one.people}) == 120


def test_files_are_the_same_texts_however_many_make_them(tmp_path: Path) -> None:
    # More than one group, so that processes share them.
    assert write_files(tmp_path / "two", 1_010, jobs=2) > 1_010
    wanted = {page.key: page.text for page in Population(1_010).written()}
    folder = tmp_path / "two"
    found = {
        str(path.relative_to(folder)): path.read_bytes().decode() for path in folder.rglob("*.md")
    }
    assert found == wanted


def test_a_graph_has_the_same_documents(tmp_path: Path) -> None:
    fill(tmp_path / "people.db", 30)
    with cg.open_graph(tmp_path / "people.db") as graph:
        for entry in entries(30):
            assert graph.document(entry.document.key).text == entry.document.text
            assert graph.resume(entry.document.key) == entry.resume


def test_what_is_read_of_a_file_is_nearly_what_was_written(tmp_path: Path) -> None:
    """A file and its entry are of one person: to load the files gives about the same graph."""
    reader, right = ResumeReader(load_ontology()), Counter[str]()
    people = _people(40)
    for entry in people:
        path = tmp_path / "one.md"
        path.write_text(entry.document.text, encoding="utf-8", newline="")
        read = reader.parse(read_document(path, "one.md"), as_of=AS_OF, first_loaded=AS_OF)
        right["name"] += read.basics.name == entry.resume.basics.name
        right["place"] += read.basics.location == entry.resume.basics.location
        right["employers"] += [one.name for one in read.work] == [
            one.name for one in entry.resume.work
        ]
        written = _skills(entry.resume)
        right["skills"] += len(_skills(read) & written) >= 0.9 * len(written)
    assert min(right.values()) >= 0.9 * len(people), right


def test_every_link_is_a_concept_and_every_resume_a_fragment() -> None:
    known = load_ontology().concepts
    for entry in _people(60):
        fragment = fragment_of(entry.resume, entry.document.key)
        own = {node.id for node in fragment.nodes}
        assert {edge.target for edge in fragment.edges} <= own | known.keys()


def test_a_draw_prefers_the_first() -> None:
    drawn = Counter(Zipf(range(50)).draw(random.Random(1), 5000))
    assert drawn[0] > 2 * drawn[5] > 4 * drawn[40] > 0
