"""All steps of the paths between two nodes that cost no more than a limit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .ground import Ground, Onward, joined
from .segment import Numbers, Places

_FAR: Final = 2**62

NOBODY: Final[Numbers] = np.zeros(0, np.int32)

_FIRST: Final = 4
"""Crossings up to which paths are looked for first."""

_GROWTH: Final = 2
"""Crossings by which it is looked further."""

Flags: TypeAlias = NDArray[np.bool_]


class End(NamedTuple):
    """One end of paths, by its number on the ground, and of a node the people tied to it.

    They go by their number in the population and rise. The crowd of a ``hub`` is never followed,
    and what is not ``listed`` is no code's.
    """

    number: int
    people: Numbers = NOBODY
    hub: bool = False
    listed: bool = True


class Steps(NamedTuple):
    """Undirected steps by the numbers of both nodes, each once, and what they cost.

    All steps of all paths are among them that cost no more than ``limit``; None: of all paths.
    """

    a: Places
    b: Places
    cost: Places
    limit: int | None


class _Records(NamedTuple):
    """Steps as they were taken, by the keys of both nodes (see ``_Balls``).

    ``cost`` is what a path has cost after the second node, ``toll`` the node's own part in it.
    """

    a: Places
    b: Places
    cost: Places
    toll: Places
    step: Places


def steps_between(ground: Ground, ends: tuple[End, End], limit: int) -> Steps:
    """Return the steps of all paths between two ends that cost no more than a limit.

    Around either end all nodes are followed up to a level: twice their cost, with a crossing more
    for a person and less for any other node. A step that neither side took leaves a node beyond
    the level of one side and comes to one beyond that of the other; so a path over it costs more
    than half of both levels together, which is the limit (see ``queries.path.bidirectional``).

    Of the steps those stay that may lie on a path within the limit: by the cost of the way there
    and the least that is left. That is what the other side knows of the node or, where it may know
    too little, the cost at which it stopped.

    Complexity: numpy calls over the steps from all nodes nearer than half the limit.
    """
    with _balls(ground, ends) as balls:
        balls.grow(limit)
        return balls.steps(limit)


def steps_of_cheapest(ground: Ground, ends: tuple[End, End], count: int) -> Steps:
    """Return the steps of all paths up to a limit that about ``count`` of them should not exceed.

    The limit grows until so many costs of walks from end to end are known that do not exceed it.
    A walk may be no path for other reasons: then a larger limit is to be asked for. What lies
    between two hubs is not followed at all, but for what costs less than their people's people.
    """
    sizes = (len(one.people).bit_length() for one in ends)
    sort = (count, *sizes, *(one.number < ground.first_person for one in ends))
    with _balls(ground, ends) as balls:
        level, guess = ground.levels.get(sort, _FIRST * ground.crossing), _FAR
        if all(one.hub for one in ends):
            level = guess = balls.unlisted
        while True:
            balls.grow(level)
            guess = min(guess, balls.guess(count))
            if guess <= level or balls.whole:
                break
            level = min(level + _GROWTH * ground.crossing, guess)
        limit = min(guess, level)
        # The paths of a population cost much the same: what sufficed is where to begin.
        before = ground.levels.get(sort, limit)
        ground.levels[sort] = before + (limit - before) // 4
        return balls.steps(limit)


@contextmanager
def _balls(ground: Ground, ends: tuple[End, End]) -> Iterator[_Balls]:
    balls = _Balls(ground, ends)
    try:
        yield balls
    finally:
        balls.forget()


class _Balls:
    """What is near either end. A key is a number on the ground, on the second side that much more.

    ``_costs`` holds by key the least cost of coming to a node from the side's end and passing it.
    """

    def __init__(self, ground: Ground, ends: tuple[End, End]) -> None:
        self._ground, self._ends = ground, ends
        self._size = ground.size
        self._own = np.array([ends[0].number, ends[1].number + self._size])
        self._other = np.array([ends[1].number, ends[0].number + self._size])
        self._costs = _scratch(2 * self._size)
        self._costs[self._own] = 0
        self._touched: list[Places] = [self._own]
        self._records: list[_Records] = []
        # The greatest cost at which nodes, and people, are followed, by side.
        self._reach = np.full((2, 2), -1)

    @property
    def unlisted(self) -> int:
        """The level below which everything is followed around a hub: that of its people."""
        return 2 * self._ground.person + self._ground.crossing - 1

    @property
    def whole(self) -> bool:
        """Whether all steps around one of the ends are known, so that no path is unknown."""
        keys = np.concatenate(self._touched)
        left = keys[self._costs[keys] > self._reach_of(keys)] >= self._size
        hubs = [one.hub for one in self._ends]
        return not (hubs[0] or not left.all()) or not (hubs[1] or left.any())

    def grow(self, limit: int) -> None:
        """Take all steps of paths that cost no more than a limit."""
        crossing = self._ground.crossing
        before, levels = self._reach, self._levels(limit)
        self._reach = np.array(
            [[(one + sign * crossing) // 2 for one in levels] for sign in (1, -1)]
        )
        keys = np.concatenate(self._touched)
        costs = self._costs[keys]
        new = (costs > self._reach_by_kind(before, keys)) & (costs <= self._reach_of(keys))
        passed = (keys != self._other[0]) & (keys != self._other[1])
        front = _distinct(keys[new & passed])
        while len(front):
            front = self._follow(front)
        self._meet()

    def guess(self, count: int) -> int:
        """Return what ``count`` walks from end to end cost at most, by what is known."""
        records = self._joined()
        totals = records.cost + self._costs[self._across(records.b)] - records.toll
        # One walk is met at several of its nodes, each time with the same sum.
        known = _distinct(totals[totals < _FAR // 2])
        return int(known[count - 1]) if len(known) >= count else _FAR

    def steps(self, limit: int) -> Steps:
        """Return those steps that a path within the limit may take; all if no path is unknown."""
        records = self._joined()
        whole = self.whole
        kept = slice(None) if whole else np.flatnonzero(self._matters(records, limit))
        a, b = records.a[kept] % self._size, records.b[kept] % self._size
        pairs = np.minimum(a, b) * self._size + np.maximum(a, b)
        pairs, first = np.unique(pairs, return_index=True)
        a, b, step = pairs // self._size, pairs % self._size, records.step[kept][first]
        if whole:
            return Steps(a, b, step, None)
        on = self._on_paths(a, b, step, limit)
        return Steps(a[on], b[on], step[on], limit)

    def forget(self) -> None:
        """Leave the costs as they were, for the next search."""
        self._costs[np.concatenate(self._touched)] = _FAR
        _FREE.append(self._costs)

    def _follow(self, front: Places) -> Places:
        """Take the steps from some nodes; return those that came nearer and are to be followed."""
        side = (front >= self._size).astype(np.int64)
        place, to, step, toll, things = self._onward(front - self._size * side)
        beyond = side[place]
        keys = to + self._size * beyond
        last = keys == self._other[beyond]
        if last.any():
            toll[last] = 0
        costs = self._costs[front][place] + step + toll
        self._records.append(_Records(front[place], keys, costs, toll, step))
        reach = np.empty(len(keys), np.int64)
        reach[:things] = self._reach[0][beyond[:things]]
        reach[things:] = self._reach[1][beyond[things:]]
        nearer = np.flatnonzero(costs < self._costs[keys])
        keys, costs = keys[nearer], costs[nearer]
        np.minimum.at(self._costs, keys, costs)
        self._touched.append(keys)
        follow = (costs == self._costs[keys]) & (costs <= reach[nearer]) & ~last[nearer]
        return _distinct(keys[follow])

    def _reach_of(self, keys: Places) -> Places:
        """Return up to which cost the nodes of some keys are followed."""
        return self._reach_by_kind(self._reach, keys)

    def _reach_by_kind(self, reach: Places, keys: Places) -> Places:
        beyond = (keys >= self._size).astype(np.int64)
        people = (keys - self._size * beyond >= self._ground.first_person).astype(np.int64)
        found: Places = reach[people, beyond]
        return found

    def _across(self, keys: Places) -> Places:
        """Return the keys of the same nodes on the other side."""
        return np.where(keys >= self._size, keys - self._size, keys + self._size)

    def _joined(self) -> _Records:
        if not self._records:  # nothing is within the first limit
            return _Records(*[np.empty(0, np.int64)] * len(_Records._fields))
        if len(self._records) > 1:
            self._records = [_Records(*map(np.concatenate, zip(*self._records, strict=True)))]
        return self._records[0]

    def _onward(self, numbers: Places) -> tuple[Places, Places, Places, Places, int]:
        """Return the steps from some nodes as by ``Onward``, and what each node costs.

        Those to nodes come first, and then those to people; also how many the first are.
        """
        ground = self._ground
        are_people = numbers >= ground.first_person
        people, nodes = np.flatnonzero(are_people), np.flatnonzero(~are_people)
        things, crowd = [], []
        if len(people):
            things.append(_at(people, ground.nodes_of(numbers[people] - ground.first_person)))
        if len(nodes):
            things.append(self._related(numbers, nodes))
            crowd = self._crowd(numbers, nodes)
        place, to, step = joined(things)
        may = ground.middle[to] | (to == self._ends[0].number) | (to == self._ends[1].number)
        place, to, step = place[may], to[may], step[may]
        toll = ground.prices(to)
        if not crowd:
            return place, to, step, toll, len(to)
        met = joined(crowd)
        whole = joined([Onward(place, to, step), met])
        tolls = np.concatenate((toll, np.full(len(met.to), ground.person, np.int64)))
        return (*whole, tolls, len(to))

    def _related(self, numbers: Places, nodes: Places) -> Onward:
        """Return the relations from some nodes, given by their place, that paths may take.

        Of three relations in a row no path is made: so none joins two concepts that nobody has,
        but for the ends.
        """
        found = _at(nodes, self._ground.related_to(numbers[nodes]))
        source, tied = numbers[found.place], self._ground.tied
        led = (tied[source] > 0) | (tied[found.to] > 0)
        for end in self._ends:
            led |= (source == end.number) | (found.to == end.number)
        return found if led.all() else Onward(*(one[led] for one in found))

    def _crowd(self, numbers: Places, nodes: Places) -> list[Onward]:
        """Return the steps to the people of some nodes, given by their place."""
        found = []
        for end in self._ends:
            if end.hub or not end.listed:
                own = numbers[nodes] == end.number
                for at in nodes[own] if not end.hub else ():
                    ids = end.people.astype(np.int64) + self._ground.first_person
                    found.append(Onward(np.full(len(ids), at), ids, np.zeros(len(ids), np.int64)))
                nodes = nodes[~own]
        return [*found, _at(nodes, self._ground.people_of(numbers[nodes]))]

    def _meet(self) -> None:
        """Take the steps between hubs and those of their people who were met anywhere."""
        if not any(end.hub for end in self._ends):
            return
        numbers = _distinct(np.concatenate(self._touched) % self._size)
        met = numbers[numbers >= self._ground.first_person] - self._ground.first_person
        for side, end in enumerate(self._ends):
            if end.hub:
                theirs = met[_among(met, end.people)] + self._ground.first_person
                keys = theirs + self._size * side
                costs = np.full(len(keys), self._ground.person, np.int64)
                own = np.full(len(keys), self._own[side])
                self._records.append(_Records(own, keys, costs, costs, np.zeros_like(costs)))
                self._costs[keys] = self._ground.person
                self._touched.append(keys)

    def _matters(self, records: _Records, limit: int) -> Flags:
        """Return which steps a path within the limit may take."""
        least = self._reach[1][(records.b < self._size).astype(np.int64)]
        rest = np.minimum(self._costs[self._across(records.b)] - records.toll, least)
        matters: Flags = records.cost + rest <= limit
        return matters

    def _on_paths(self, a: Places, b: Places, step: Places, limit: int) -> Flags:
        """Return which of few steps lie on a walk from end to end within the limit."""
        nodes, places = np.unique(np.concatenate((a, b)), return_inverse=True)
        count = len(a)
        source, target = places, np.concatenate((places[count:], places[:count]))
        things = int(np.searchsorted(nodes, self._ground.first_person))
        toll = np.full(len(nodes), self._ground.person, np.int64)
        toll[:things] = self._ground.prices(nodes[:things])
        ends = np.searchsorted(nodes, [one.number for one in self._ends])
        if len(nodes) <= ends.max() or (nodes[ends] != [one.number for one in self._ends]).any():
            return np.zeros(count, np.bool_)
        toll[ends] = 0
        steps = np.concatenate((step, step)) + toll[target]
        there = _distances(ends[0], ends[1], source, target, steps, len(nodes))
        back = _distances(ends[1], ends[0], source, target, steps, len(nodes))
        within = there[source] + steps - toll[target] + back[target] <= limit
        lies: Flags = within[:count] | within[count:]
        return lies

    def _levels(self, limit: int) -> tuple[int, int]:
        """Return up to which level either side is followed; together twice the limit."""
        least = self.unlisted
        if self._ends[0].hub and self._ends[1].hub:
            return least, least
        if self._ends[0].hub or self._ends[1].hub:
            rest = max(2 * limit - least, 0)
            return (least, rest) if self._ends[0].hub else (rest, least)
        return limit, limit


def _distances(
    start: int, stop: int, source: Places, target: Places, steps: Places, count: int
) -> Places:
    """Return the least cost of coming to each node from one of them; none passes ``stop``."""
    onward = np.flatnonzero(source != stop)
    source, target, steps = source[onward], target[onward], steps[onward]
    costs = np.full(count, _FAR, np.int64)
    costs[start] = 0
    while True:
        come = costs[source] + steps
        nearer = come < costs[target]
        if not nearer.any():
            return costs
        np.minimum.at(costs, target[nearer], come[nearer])


def _distinct(numbers: Places) -> Places:
    """Return the numbers in order, each once."""
    # Much quicker than ``np.unique`` where they are few.
    numbers = np.sort(numbers)
    return numbers[np.append(True, numbers[1:] != numbers[:-1])] if len(numbers) > 1 else numbers


def _among(numbers: Places, chosen: Numbers) -> Flags:
    """Return which numbers are among the chosen, which rise."""
    if not len(chosen):
        return np.zeros(len(numbers), np.bool_)
    at = np.minimum(np.searchsorted(chosen, numbers), len(chosen) - 1)
    found: Flags = chosen[at] == numbers
    return found


def _at(places: Places, onward: Onward) -> Onward:
    return Onward(places[onward.place], onward.to, onward.step)


# Costs that no search uses now: to make them takes longer than to search.
_FREE: Final[list[Places]] = []


def _scratch(size: int) -> Places:
    """Return at least so many costs, all of them far."""
    while _FREE:
        found = _FREE.pop()
        if len(found) >= size:
            return found
    return np.full(size, _FAR, np.int64)
