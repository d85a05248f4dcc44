"""Who answers to a job advert."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import AmbiguousName, NotFound
from ..graph import resolve
from ..graph.opening import Graph
from ..graph.reader import Reader
from ..ontology.linker.polarity import Polarity
from ..ontology.model import Concept
from .answer import Answer
from .find.expression import And, Expression, Not, Or, Predicate, leaves
from .find.rows import FindRow
from .find.search import Search, meanings, numbers, proven
from .question import LIMIT, Argument, Question, shown_of

if TYPE_CHECKING:
    from ..loaders.adverts.advert import Advert
    from ..loaders.adverts.demands import Demand

__all__ = ["Match", "MatchRow", "match"]

_MOST_YEARS: Final = 100
_NOTHING: Final = "the advert names nothing, as required or nice to have, that the ontology knows"


@dataclass(frozen=True, kw_only=True)
class MatchRow(FindRow):
    """A person with what they lack of an advert.

    ``missing`` are the required parts that they do not satisfy, ``nice_missing`` those that would
    be nice to have, and ``excluded`` what they have though the advert rules it out.
    """

    nice_missing: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match(Question[MatchRow]):
    """Who answers to a job advert, the best first, with what each of them lacks.

    The advert is read as resumes are: what is required, nice to have and ruled out, with
    alternatives, years of one skill, and places. A note gives it as an expression for ``find``, to
    be edited. Everybody who has anything of it is ranked: by the number of required parts that they
    lack, then of those ruled out that they have, then by score, which ``find`` explains, over what
    is required and nice to have; ties are ordered by id. Nobody who lacks something is left out.

    Years of experience in all are required, and so are places where the advert does not say that
    one may work from anywhere. A level is a wish, as is what is nice to have: the expression has
    these as optional terms.

    Complexity: reading is linear in the advert; then as ``find``, for all who have any of it.
    Source: ``find`` for scores; the parts of an advert are told by its headings and sentences.

    >>> from commonground.queries.example import example
    >>> answer = match(example(), "Engineer\\n\\n## Requirements\\n\\n- Kafka\\n- Temporal")
    >>> [(row.name, row.missing) for row in answer]
    [('Bo', ('Apache Kafka',)), ('Ana', ('Temporal',))]
    """

    name = "match"
    summary = "Rank people by a job advert, with what each of them lacks."
    examples = (
        "commonground match examples/adverts/platform-engineer.md",
        "commonground match examples/adverts/java-entwickler.md -n 3 --format json",
    )
    arguments = (
        Argument(
            "advert",
            "the text of an advert; on the command line a file, or - for standard input",
            "text",
        ),
        LIMIT,
    )
    columns = ("name", "score", "missing", "nice=nice_missing", "excluded", "sources")
    under = "terms"
    explains = True

    advert: str
    limit: int | None = 10

    def title(self, names: Mapping[str, str]) -> str:
        """Return the question in words."""
        first = next((line for line in self.advert.splitlines() if line.strip()), "")
        return f"Who answers to “{first.strip(' #*')}”?"

    def answer(self, reader: Reader) -> Answer[MatchRow]:
        """Answer over a reader."""
        from ..loaders.adverts.advert import read_advert
        from ..ontology.linker.linker import linker_of

        asked = _Asked(reader, read_advert(linker_of(reader.ontology), self.advert))
        extras = {"expression": asked.written, "read": asked.advert.to_json()}
        if not asked.scored:
            return Answer(self.to_json(), (), (_NOTHING,), extras=extras)
        ranked = asked.ranked()
        picture = asked.search.picture(asked.any_of_it, ranked[: self.limit])
        rows = tuple(asked.row(row) for row in picture.rows())
        notes = asked.notes()
        notes += shown_of(len(rows), len(ranked))
        nodes, edges = picture.scene()
        return Answer(self.to_json(), rows, tuple(notes), nodes, edges, extras)


@dataclass(frozen=True)
class _Asked:
    """An advert as parts of an expression, over a reader."""

    reader: Reader
    advert: Advert

    @cached_property
    def required(self) -> list[Expression]:
        """What must hold, years of experience and places included."""
        places = [Predicate(one, "in") for one in self.advert.places]
        years = self.advert.years or 0
        asked = [Predicate(str(years), "years")] if 0 < years < _MOST_YEARS else []
        return [*self._parts("required"), *asked, *([_either(places)] if self._settled else [])]

    @cached_property
    def nice(self) -> list[Expression]:
        """What would be nice to have: an advert's level is a wish, whatever it says."""
        level = self.advert.level
        return [*self._parts("nice"), *([Predicate(level, "level")] if level else [])]

    @cached_property
    def excluded(self) -> list[Expression]:
        """What is ruled out."""
        return self._parts("excluded")

    @property
    def written(self) -> str:
        """The expression for ``find``; empty where the advert demands nothing."""
        parts = (*self.required, *(Not(part) for part in self.excluded), *self.wishes)
        return str(parts[0] if len(parts) == 1 else And(parts)) if parts else ""

    @cached_property
    def scored(self) -> list[Predicate]:
        """The terms that score, without conditions: who has less than asked for has something."""
        terms = (term for part in (*self.required, *self.nice) for term, _ in leaves(part))
        return list(dict.fromkeys(term.bare for term in terms if not term.field))

    @cached_property
    def wishes(self) -> list[Predicate]:
        """What is nice to have as optional terms."""
        found = [replace(term, optional=True) for part in self.nice for term, _ in leaves(part)]
        return list(dict.fromkeys(found))

    @property
    def any_of_it(self) -> Expression:
        """What everybody in the answer satisfies, and what else scores."""
        level = [term for term in self.wishes if term.field]
        return And((_either(self.scored), *level)) if level else _either(self.scored)

    @cached_property
    def search(self) -> Search:
        """The search for all who have anything of it."""
        every = (*self.required, *self.nice, *self.excluded)
        terms = [*self.scored, *(term for part in every for term, _ in leaves(part)), *self.wishes]
        targets = meanings(self.reader, terms)
        known = numbers(targets)
        return Search(self.reader, targets, (tuple(sorted(known[one] for one in self.scored)),))

    def ranked(self) -> list[tuple[int, str]]:
        """Return (minus the score, person), who lacks the least first."""
        found = self.search.ranked(self.any_of_it)
        return sorted(found, key=lambda one: (*map(len, self._gaps(one[1])), *one))

    def row(self, row: FindRow) -> MatchRow:
        """Return a row with its gaps."""
        missing, excluded = self._gaps(row.id)
        lacking = tuple(str(part) for part in self.nice if row.id not in self._having[part])
        told = {item.name: getattr(row, item.name) for item in fields(FindRow)}
        told |= {"missing": missing, "nice_missing": lacking, "excluded": excluded}
        return MatchRow(**told)

    def notes(self) -> list[str]:
        """Return how people are ranked, and the expression, to be edited."""
        notes = ["ranked by what is missing, then by the score"]
        if self.written:
            notes.append(f"to edit: commonground find {shlex.quote(self.written)}")
        return notes

    def _gaps(self, who: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the required parts that a person lacks, and the excluded ones that they have."""
        missing = tuple(str(part) for part in self.required if who not in self._having[part])
        excluded = (part for part in self.excluded if who in self.search.people(part))
        return missing, tuple(map(str, excluded))

    @cached_property
    def _having(self) -> dict[Expression, frozenset[str]]:
        """Who has each part: to name it in a list that says nothing is not to have it."""
        every = (*self.required, *self.nice)
        return {part: frozenset(who for _, who in proven(self.search, part)) for part in every}

    def _parts(self, kind: Polarity) -> list[Expression]:
        return [self._part(demand) for demand in self.advert.of(kind)]

    def _part(self, demand: Demand) -> Expression:
        labels = [self._label(concept) for concept in demand.concepts]
        return _either([Predicate(label, months=demand.months) for label in labels])

    def _label(self, concept: Concept) -> str:
        """Return what is written for a concept: its name, or its id where others have the name."""
        try:
            named = resolve.concept(self.reader, concept.name).id == concept.id
        except (AmbiguousName, NotFound):
            named = False
        return concept.name if named else concept.id

    @property
    def _settled(self) -> bool:
        return bool(self.advert.places) and not self.advert.remote


def _either(terms: Sequence[Expression]) -> Expression:
    return terms[0] if len(terms) == 1 else Or(tuple(terms))


def match(
    graph: Graph, advert: str | os.PathLike[str], *, limit: int | None = 10
) -> Answer[MatchRow]:
    """Return who answers to a job advert, the best first, with what each of them lacks.

    ``advert`` is the text itself, or a ``Path`` of a file that holds it.
    ``limit`` is the most rows, None for all. What the advert requires, would like and rules out is
    read from it; a note gives it as terms for ``find``, to be edited.

    Each row is a person who has any of it: ``missing`` is what is required and lacks,
    ``nice_missing`` what would be nice and lacks, ``excluded`` what is ruled out and there. Who
    lacks fewest of what is required comes first, then by score.

    >>> import commonground as cg
    >>> from commonground.queries.example import example
    >>> advert = "Engineer\\n\\n## Requirements\\n\\n- Kafka\\n- Temporal"
    >>> [(row.name, row.missing) for row in cg.match(example(), advert)]
    [('Bo', ('Apache Kafka',)), ('Ana', ('Temporal',))]

    Raises:
        UsageError: the text is empty.
        UnreadableFile: the file is not there, or in no format that can be read.
    """
    text = advert if isinstance(advert, str) else advert_of(Path(advert))
    return Match.of(text, limit=limit).ask(graph)


def advert_of(path: Path) -> str:
    """Return the text of an advert in a file of any format; raises as ``match``."""
    from ..loaders.adverts.parts import advert_text
    from ..loaders.formats.reading import read_document

    return advert_text(read_document(path, path.name))
