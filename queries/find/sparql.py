"""An expression as SPARQL on the RDF projection: the same people, without scores and lines."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ...errors import UsageError, quoted
from ...graph.criteria import Criterion
from ...graph.months import Range
from ...graph.neo4j.rows import by_prefix
from ...graph.reader import Reader
from ...graph.ties import Tie
from ...ontology.model import BASE
from .expression import And, Expression, Not, Or, Predicate
from .search import meanings, terms_of
from .targets import Target, undecided

_PREFIXES: Final = {
    "cg": f"{BASE}schema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "https://schema.org/",
}
_DIRECT: Final = {"skill": "cg:hasSkill", "employer": "cg:workedAt"}
_STUDIED: Final = {
    "degree": "cg:studied/cg:of",
    "field": "cg:studied/cg:in",
    "school": "cg:studied/cg:from",
}


def as_sparql(expression: Expression, reader: Reader) -> str:
    """Return a SELECT whose ``?person`` are those who satisfy an expression, sorted by address.

    It asks the RDF projection (``commonground sparql``, or what ``export -o graph.ttl`` writes).
    Concepts below a term stand in it one by one; months that several of them share are counted one
    by one, so that none counts twice.

    Raises:
        UsageError: a level is asked for, or a condition is put on a degree, field, school or title.
        NotFound, AmbiguousName: a label is unknown, or means several things.
    """
    writing = _SparqlWriter(reader, meanings(reader, terms_of(expression)))
    condition = writing.condition(expression)
    blocks = "".join(f"  OPTIONAL {block}\n" for block in writing.counted)
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in _PREFIXES.items())
    body = f"  ?person a cg:Person .\n{blocks}  FILTER({condition})\n"
    return f"{prefixes}SELECT DISTINCT ?person WHERE {{\n{body}}} ORDER BY ?person"


@dataclass
class _SparqlWriter:
    """Conditions in the making; ``counted`` are the blocks that count months."""

    reader: Reader
    targets: Mapping[Predicate, Target]
    counted: list[str] = field(default_factory=list)

    def condition(self, expression: Expression) -> str:
        match expression:
            case Predicate(optional=True):
                return "true"
            case Predicate():
                return self._term(expression)
            case And(parts):
                return "(" + " && ".join(map(self.condition, parts)) + ")"
            case Or(parts):
                return "(" + " || ".join(map(self.condition, parts)) + ")"
            case Not(part):
                return f"!{self.condition(part)}"

    def _term(self, term: Predicate) -> str:
        criterion = self.targets[term].criterion
        if criterion.places is not None:
            places = ", ".join(_string(place) for place in sorted(criterion.places))
            return f"EXISTS {{ ?person schema:address ?at FILTER(?at IN ({places})) }}"
        if criterion.languages is not None:
            spoken = ", ".join(map(_string, sorted(criterion.languages)))
            return f"EXISTS {{ ?person schema:knowsLanguage ?said FILTER(?said IN ({spoken})) }}"
        if criterion.of_roles:
            return self._roles(term, criterion)
        people = self.reader.counts({id: (id,) for id in sorted(criterion.nodes)})
        used = by_prefix(id for id, count in people.items() if count)
        if not used:
            return "false"
        (prefix, ids), *_ = used.items()
        nodes = f"VALUES ?node {{ {' '.join(map(_iri, ids))} }}"
        if prefix in _DIRECT:
            return "(" + " && ".join(self._direct(criterion, _DIRECT[prefix], nodes, ids)) + ")"
        if not criterion.plain:
            raise UsageError(
                f"{quoted(str(term))}: a course of study takes no conditions in SPARQL"
            )
        return f"EXISTS {{ {nodes} ?person {_STUDIED[prefix]} ?node }}"

    def _roles(self, term: Predicate, criterion: Criterion) -> str:
        if criterion.latest or criterion.since or criterion.current or criterion.months == 1:
            why = undecided(replace(criterion, experience=False))
            raise UsageError(f"{term.field}= {why} and has no SPARQL: ask without --as")
        role = "?person cg:held ?role ."
        if criterion.titles is not None:
            titles = ", ".join(map(_string, sorted(criterion.titles)))
            role += f" ?role schema:roleName ?title FILTER(?title IN ({titles}))"
        if not criterion.months:
            return f"EXISTS {{ {role} }}"
        ties = criterion.roles(self.reader.stints())
        spans = [span for tie in ties for span in tie.certain]
        dated = f"{role} ?role cg:fromMonths ?from ; cg:toMonths ?to ."
        return self._covered(criterion.months, dated, spans)

    def _direct(self, criterion: Criterion, type: str, nodes: str, ids: list[str]) -> Iterable[str]:
        edge = f"{nodes} ?edge rdf:subject ?person ; rdf:predicate {type} ; rdf:object ?node"
        yield f"EXISTS {{ {nodes} ?person {type} ?node }}"
        if criterion.current:
            yield f"EXISTS {{ {edge} ; cg:current true }}"
        if criterion.since:
            last = 'SUBSTR(CONCAT(STR(?last), "-01"), 1, 7)'
            since = _string(f"{criterion.since}-01"[:7])
            yield f"EXISTS {{ {edge} ; cg:last ?last FILTER({last} >= {since}) }}"
        if criterion.months > 1 and len(ids) > 1:
            yield self._together(criterion, nodes, ids)
        elif criterion.months:
            months = f"{edge} ; cg:months ?stated OPTIONAL {{ ?edge cg:counted ?counted }}"
            least = f"COALESCE(?counted, ?stated) >= {criterion.months}"
            yield f"EXISTS {{ {months} FILTER({least}) }}"

    def _together(self, criterion: Criterion, nodes: str, ids: list[str]) -> str:
        """Return that the roles which used any of several concepts cover so many months."""
        ties = self.reader.ties(nodes=ids)
        spans = [span for tie in ties for span in tie.certain]
        used = f"{nodes} ?role cg:used ?node ; cg:fromMonths ?from ; cg:toMonths ?to ."
        held = f"{used}\n    ?person cg:held ?role ."
        return self._decided(criterion, ties, self._covered(criterion.months, held, spans))

    def _decided(self, criterion: Criterion, ties: Iterable[Tie], others: str) -> str:
        """Return a condition for people whose months a long list shares out, and for others."""
        of_person: defaultdict[str, list[Tie]] = defaultdict(list)
        for tie in ties:
            of_person[tie.person].append(tie)
        # SPARQL cannot say which month counts how much: these few are decided here, by name.
        shared = {who: own for who, own in of_person.items() if any(tie.listed for tie in own)}
        if not shared:
            return others
        least = replace(criterion, since=None, current=False)
        enough = [who for who, own in shared.items() if least.matched(own)]
        every, some = (", ".join(map(_iri, sorted(ids))) for ids in (shared, enough))
        return f"(?person NOT IN ({every}) && {others} || ?person IN ({some}))"

    def _covered(self, months: int, roles: str, spans: Sequence[Range]) -> str:
        if not spans:
            return "false"
        first, last = min(start for start, _ in spans), max(end for _, end in spans)
        every = " ".join(map(str, range(first, last + 1)))
        name = f"?months{len(self.counted)}"
        self.counted.append(
            f"{{ SELECT ?person (COUNT(DISTINCT ?month) AS {name}) WHERE {{\n"
            f"    {roles}\n"
            f"    VALUES ?month {{ {every} }} FILTER(?from <= ?month && ?month <= ?to)\n"
            f"  }} GROUP BY ?person }}"
        )
        return f"COALESCE({name} >= {months}, false)"


def _iri(id: str) -> str:
    from ...graph.export.rdf import iri

    return f"<{iri(id)}>"


def _string(text: str) -> str:
    """Return a text as SPARQL writes it; escapes are read twice, so backslashes are numbers."""
    return json.dumps(text, ensure_ascii=False).replace("\\\\", "\\u005C\\u005C")
