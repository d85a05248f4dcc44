"""People as arrays: what went in comes out, whatever changed since."""

from __future__ import annotations

import numpy as np
import pytest
from tests.support.arrays import OverArrays, coded, population_of, records_of

from commonground.graph.arrays.population import Population
from commonground.graph.arrays.records import NONE, TYPES, number_of, person_id, record_of
from commonground.graph.arrays.segment import segment_of
from commonground.graph.criteria import last_told
from commonground.graph.months import first_month
from commonground.graph.reader import Reader
from commonground.queries.example import example


@pytest.fixture(scope="module")
def reader() -> Reader:
    return example()


def test_every_tie_comes_out_as_it_went_in(reader: Reader) -> None:
    population, codes = population_of(reader)
    (part,) = population.parts
    segment = part.segment
    names = {code: id for id, code in codes.items()}
    found = set()
    for code, id in names.items():
        for at in range(*segment.postings(code).indices(len(segment.person))):
            person = person_id(int(population.people[segment.person[at]]))
            kind = TYPES[segment.post_type[at]]
            row = (segment.counted[at], segment.named[at], segment.last[at], segment.since[at])
            found.add((person, id, kind, bool(segment.flags[at] & 1), *map(int, row)))
    wanted = set()
    for tie in reader.ties():
        if tie.node in codes:
            last = last_told(tie)
            since = first_month(tie.last) if tie.last else NONE
            row = (tie.counted or 0, tie.named, NONE if last is None else last, since)
            wanted.add((tie.person, tie.node, tie.type, tie.current, *row))
    assert found == wanted
    assert len(found) > 15


def test_ranges_and_stints_belong_to_their_rows(reader: Reader) -> None:
    population, codes = population_of(reader)
    segment = population.parts[0].segment
    for tie in reader.ties():
        if tie.node not in codes:
            continue
        who = population.number(tie.person)
        assert who is not None
        rows = segment.rows(who)
        own = [
            row
            for row in range(rows.start, rows.stop)
            if segment.node[row] == codes[tie.node] and TYPES[segment.type[row]] == tie.type
        ]
        (row,) = own
        part = slice(int(segment.range_start[row]), int(segment.range_start[row + 1]))
        told = zip(segment.begins[part], segment.ends[part], segment.shares[part], strict=True)
        assert [((a, b), share) for a, b, share in told] == tie.pieces
    dated = [stint for stint in reader.stints() if stint.outer and stint.employer]
    assert len(segment.stint_person) == len(dated) > 3
    for stint in dated:
        at = segment.stints(codes[stint.employer or ""])
        who = population.number(stint.person)
        there = zip(
            segment.stint_person[at], segment.stint_from[at], segment.stint_to[at], strict=True
        )
        assert (who, *(stint.outer or ())) in {tuple(map(int, one)) for one in there}
        assert population.owner(stint.role) == who


def test_who_changed_counts_in_the_newer_segment_alone(reader: Reader) -> None:
    codes = coded(reader)
    everybody = list(reader.everyone())
    gone, changed = everybody[0], everybody[1]
    (new,) = records_of(reader, codes, [changed])
    without = record_of(changed, [], [], [], codes)
    base = segment_of(records_of(reader, codes))
    population = Population([base, segment_of([new])], [number_of(gone) or 0])
    assert population.size == len(everybody) - 1
    assert population.number(gone) is None
    number = population.number(changed)
    assert number is not None and number >= base.size
    for id, code in codes.items():
        have = {tie.person for tie in reader.ties(nodes=[id])} - {gone}
        assert set(population.ids(population.people_of(code))) == have
    emptied = Population([base, segment_of([without])])
    for code in codes.values():
        assert changed not in emptied.ids(emptied.people_of(code))


def test_nobody_is_a_population_too() -> None:
    population = Population([segment_of([])])
    assert (population.size, population.slots) == (0, 0)
    assert population.number(person_id(7)) is None
    assert not len(population.people_of(3)) and np.array_equal(population.alive, [])


@pytest.mark.parametrize("newer", [False, True])
def test_it_counts_as_the_reader_that_it_was_made_of(reader: Reader, newer: bool) -> None:
    over = OverArrays(reader, reader.everyone()[:2] if newer else ())
    assert over.everyone() == list(reader.everyone())
    assert over.population() == reader.population()
    nodes = sorted({tie.node for tie in reader.ties() if tie.kind != "Project"})
    groups = {f"{a} {b}": (a, b) for a in nodes for b in nodes}
    assert over.counts(groups) == reader.counts(groups)
    for pair in groups.values():
        assert list(over.tied_to_all(pair)) == list(reader.tied_to_all(pair))
    some = reader.everyone()[1:]
    for id in nodes:
        assert list(over.tied_to_all([id], among=some, first=1)) == list(
            reader.tied_to_all([id], among=some, first=1)
        )
