"""Turtle files compiled into rows of concepts and relations, each with the line that says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, TypedDict

from ..errors import CheckFailed
from .kinds import CONCEPT_KINDS, ONTOLOGY_TYPES
from .labels import LabelIndex, label_index
from .model import BASE
from .sources import SourceFile

if TYPE_CHECKING:
    from rdflib import Graph

SCHEMA: Final = BASE + "schema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
REPLACED: Final = "http://purl.org/dc/terms/isReplacedBy"
RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
DEFAULT_SHARE: Final = 0.03

Properties: TypeAlias = dict[str, list[tuple[str, str]]]
Triple: TypeAlias = tuple[str, str, str]


class _Related(TypedDict):
    types: list[tuple[str, float, float, float]]
    relations: list[list[int]]


class Compiled(_Related):
    """What Turtle files say, ready to be kept as JSON; lists of texts are lines of one."""

    concepts: list[list[Any]]
    labels: LabelIndex
    retired: dict[str, str]


# rdflib reads the statements and does not say in which lines they stand, so that they are sought a
# second time by this much of the grammar. Blank nodes and lists are beyond it: our files have none,
# and in a user's own a statement around one is cited without its line. Verbose for its seven kinds
# of token, of which the first that fits is taken: a "#" inside of a string or IRI is no comment.
_TOKEN = re.compile(
    r'''
    \#[^\n]*                             # comment
|   """ (?: [^\\] | \\. )*? """          # long string
|   " (?: [^"\\\n] | \\. )* " (?: @ [\w-]+ )?  # string, with its language
|   < [^>\s]* >                          # IRI
|   @? [\w-]* : [\w-]* (?: \.[\w-]+ )*  # prefixed name; a full stop at its end is the statement's
|   @? \w+ (?: \.\d+ )?                 # keyword, language, number
|   [;,.\[\]()]
    ''',
    re.VERBOSE,
)
_PREFIX = re.compile(r"^\s*@?prefix\s+([\w-]*):\s*<([^>\s]*)>", re.IGNORECASE | re.MULTILINE)
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


class TurtleLine(NamedTuple):
    """Where a statement stands: file and line, counted from 1."""

    file: str
    line: int


def compile_turtle(files: Sequence[SourceFile]) -> Compiled:
    """Return what they say: concepts as rows in the order of the tuple's fields, types of relations
    with their weights, relations as rows of numbers (type, source, target, file, line; file -1
    where the line is not known), the ``label_index`` of the concepts, and the successor of each
    retired id, of which is said what is said of the retired one.

    A relation whose target is no concept is left out; ``ontology check`` names it.

    Raises:
        CheckFailed: a file is no Turtle, or names a concept outside of our namespaces.
    """
    resources: dict[str, Properties] = {}
    lines: dict[Triple, TurtleLine] = {}
    for file in files:
        if file.plain:
            lines.update(_gather_plain(file, resources))
        else:
            lines.update(statement_lines(file))
            _gather(_parse(file), resources)
    retired = successors(resources)
    _redirect(retired, resources, lines)
    concepts = {
        iri: properties for iri, properties in resources.items() if SKOS + "prefLabel" in properties
    }
    _check_namespaces(concepts, lines)
    shares = _shares(concepts, resources)
    rows = [_concept(iri, concepts, shares[iri], lines) for iri in sorted(concepts)]
    return {
        "concepts": rows,
        **_relations(rows, concepts, _weights(resources), lines, [file.name for file in files]),
        "labels": label_index((row[2], *map(str.splitlines, row[4:6])) for row in rows),
        "retired": {short_id(old): short_id(new) for old, new in sorted(retired.items())},
    }


def successors(resources: Mapping[str, Mapping[str, Sequence[Any]]]) -> dict[str, str]:
    """Return retired address → its successor's: of what is replaced and has no name of its own."""
    return {
        iri: str(properties[REPLACED][0][0])
        for iri, properties in resources.items()
        if REPLACED in properties and SKOS + "prefLabel" not in properties
    }


def short_id(iri: str) -> str:
    """Return ``skill:go-lang`` for ``…/skill/go-lang``."""
    return iri.removeprefix(BASE).replace("/", ":", 1)


def _parse(file: SourceFile) -> Graph:
    from rdflib import Graph
    from rdflib.plugins.parsers.notation3 import BadSyntax

    try:
        return Graph().parse(data=file.data, format="turtle")
    except BadSyntax as error:
        line, why = error.lines + 1, error._why
    except UnicodeDecodeError as error:
        line, why = file.data[: error.start].count(b"\n") + 1, "not UTF-8"
    raise CheckFailed(f"{file.name}:{line}: not Turtle ({why}); correct this line and try again")


def _gather(graph: Graph, resources: dict[str, Properties]) -> None:
    for subject, predicate, value in graph:
        held = resources.setdefault(str(subject), {}).setdefault(str(predicate), [])
        pair = (str(value), getattr(value, "language", None) or "")
        if pair not in held:
            held.append(pair)


def _gather_plain(
    file: SourceFile, resources: dict[str, Properties]
) -> Iterator[tuple[Triple, TurtleLine]]:
    """Gather the statements of a plain file and yield their lines: its tokens are all there is.

    rdflib takes four times as long, which whoever starts for the first time has to wait for.
    """
    for (subject, predicate, value), line in statement_lines(file):
        text, language = value, ""
        if value.startswith('"'):
            text, _, language = value.rpartition('"')
            text, language = _unescaped(text[1:]), language[1:]
        held = resources.setdefault(subject, {}).setdefault(predicate, [])
        if (text, language) not in held:
            held.append((text, language))
        yield (subject, predicate, text), line


def _redirect(
    retired: Mapping[str, str],
    resources: dict[str, Properties],
    lines: dict[Triple, TurtleLine],
) -> None:
    """Say of the successors what is said of retired addresses, and by them what names one."""
    if not retired:
        return
    for old, new in retired.items():
        for predicate, values in resources.pop(old).items():
            if predicate != REPLACED:
                resources.setdefault(new, {}).setdefault(predicate, []).extend(values)
    for properties in resources.values():
        for predicate, values in properties.items():
            if any(value in retired for value, _ in values):
                renamed = ((retired.get(value, value), language) for value, language in values)
                properties[predicate] = list(dict.fromkeys(renamed))
    for (subject, predicate, value), line in list(lines.items()):
        if subject in retired or value in retired:
            key = (retired.get(subject, subject), predicate, retired.get(value, value))
            lines.setdefault(key, line)


def _unescaped(text: str) -> str:
    return text.replace('\\"', '"').replace("\\\\", "\\") if "\\" in text else text


def statement_lines(file: SourceFile) -> Iterator[tuple[Triple, TurtleLine]]:
    """Yield each statement and its line by reading the file's tokens, not its meaning."""
    text = file.data.decode(errors="replace")
    prefixes = dict(_PREFIX.findall(text))
    known: dict[str, str] = {}  # a file names the same properties and concepts again and again
    for statement, line in _statements(text):
        for token in statement:
            if token not in known:
                known[token] = _expanded(token, prefixes)
        subject, predicate, value = statement
        triple = known[subject], known[predicate], known[value]
        yield triple, TurtleLine(file.name, line)


def _statements(text: str) -> Iterator[tuple[Triple, int]]:
    parts: list[str] = []
    line, seen = 1, 0
    for match in _TOKEN.finditer(text):
        token = match.group()
        line, seen = line + text.count("\n", seen, match.start()), match.start()
        # A comma keeps the subject and the predicate, a semicolon the subject, a full stop nothing.
        if token in ";,.":
            parts = parts[: {".": 0, ";": 1, ",": 2}[token]]
        elif not token.startswith("#"):
            parts.append(token)
            if len(parts) == 3:
                yield (parts[0], parts[1], token), line


def _expanded(token: str, prefixes: dict[str, str]) -> str:
    if token == "a":
        return RDF_TYPE
    if token.startswith("<"):
        return token[1:-1]
    prefix, colon, local = token.partition(":")
    return prefixes.get(prefix, prefix + ":") + local if colon else token


def _check_namespaces(concepts: Iterable[str], lines: dict[Triple, TurtleLine]) -> None:
    # Ids are made of these addresses and address the nodes of every graph: no other form may enter.
    good = re.compile(re.escape(BASE) + r"(skill|degree|field)/[a-z0-9]+(-[a-z0-9]+)*")
    for iri in sorted(concepts):
        if not good.fullmatch(iri):
            where = min((p.file, p.line) for (s, _, _), p in lines.items() if s == iri)
            raise CheckFailed(
                f"{where[0]}:{where[1]}: <{iri}> is no concept's address; "
                f"write <{BASE}skill/lower-case-words>"
            )


def _weights(resources: dict[str, Properties]) -> dict[str, tuple[str, float, float, float]]:
    """Return predicate → (type, weight, reverse, decay) as the schema states them."""
    wanted = ("similarityWeight", "reverseWeight", "knowledgeDecay")
    found = {}
    for predicate, properties in resources.items():
        name = _CAPITAL.sub("_", predicate.rpartition("#")[2]).upper()
        if name in ONTOLOGY_TYPES and SCHEMA + wanted[0] in properties:
            weight, reverse, decay = (_number(properties, SCHEMA + key) for key in wanted)
            found[predicate] = (name, weight, reverse, decay)
    return found


def _number(properties: Properties, predicate: str) -> float:
    return float(properties.get(predicate, [("0", "")])[0][0])


def _relations(
    rows: Sequence[Sequence[Any]],
    concepts: dict[str, Properties],
    weights: dict[str, tuple[str, float, float, float]],
    lines: dict[Triple, TurtleLine],
    files: Sequence[str],
) -> _Related:
    """Return the types and the rows of numbers, sorted by what they name."""
    types = sorted(weights, key=weights.__getitem__)
    numbers = {row[0]: number for number, row in enumerate(rows)}
    found = []
    for source, properties in concepts.items():
        for kind, predicate in enumerate(types):
            for target, _ in properties.get(predicate, ()):
                if target in concepts:
                    ends = (numbers[short_id(source)], numbers[short_id(target)])
                    line = lines.get((source, predicate, target))
                    place = (files.index(line.file), line.line) if line else (-1, 0)
                    found.append([kind, *ends, *place])
    return {"types": [weights[one] for one in types], "relations": sorted(found)}


def _shares(concepts: dict[str, Properties], resources: dict[str, Properties]) -> dict[str, float]:
    return {iri: _share(iri, concepts, resources) for iri in concepts}


def _share(iri: str, concepts: dict[str, Properties], resources: dict[str, Properties]) -> float:
    """Return the share of the nearest band upwards; of several equally near, the commonest."""
    level, seen = [iri], {iri}
    while level:
        bands = [band for one in level for band, _ in concepts[one].get(SCHEMA + "commonness", [])]
        shares = [_number(resources.get(band, {}), SCHEMA + "share") for band in bands]
        if shares:
            return max(shares)
        above = {up for one in level for up, _ in concepts[one].get(SKOS + "broader", [])}
        level = sorted((above - seen) & concepts.keys())
        seen |= above
    return DEFAULT_SHARE


def _concept(
    iri: str, concepts: dict[str, Properties], share: float, lines: dict[Triple, TurtleLine]
) -> list[Any]:
    properties = concepts[iri]
    name, others = _names(properties)
    kinds = [kind.removeprefix(SCHEMA) for kind, _ in properties.get(RDF_TYPE, [])]
    # A user's concept without a class of ours is taken for what most of them are.
    kind = next((kind for kind in sorted(kinds) if kind in CONCEPT_KINDS), "Technology")
    line = _first_line(iri, properties, lines)
    broader = [short_id(up) for up in _texts(properties, SKOS + "broader") if up in concepts]
    policy = _one(properties, SCHEMA + "matchPolicy")
    hidden = _texts(properties, SKOS + "hiddenLabel")
    told = (_texts(properties, SCHEMA + key) for key in ("cue", "antiCue", "plainLabel"))
    return [
        *(short_id(iri), kind, name, _one(properties, SKOS + "definition") or ""),
        *("\n".join(texts) for texts in (others, hidden, broader)),
        share,
        policy.removeprefix(SCHEMA) if policy else None,
        *("\n".join(texts) for texts in told),
        *(_one(properties, SKOS + "scopeNote"), _one(properties, SCHEMA + "chainId")),
        *(line.file, line.line),
    ]


def _names(properties: Properties) -> tuple[str, list[str]]:
    """Return the English preferred label, and every other label that may be shown."""
    ranked = sorted(properties[SKOS + "prefLabel"], key=lambda pair: (pair[1] != "en", pair))
    names = [text for text, _ in ranked]
    return names[0], sorted({*names[1:], *_texts(properties, SKOS + "altLabel")} - {names[0]})


def _first_line(iri: str, properties: Properties, lines: dict[Triple, TurtleLine]) -> TurtleLine:
    kinds = _texts(properties, RDF_TYPE)
    found = (lines.get((iri, RDF_TYPE, kind)) for kind in kinds)
    return next((line for line in found if line), TurtleLine("", 0))


def _texts(properties: Properties, predicate: str) -> list[str]:
    # Sorted here and wherever rows are made: rdflib gives statements in no order.
    return sorted(text for text, _ in properties.get(predicate, []))


def _one(properties: Properties, predicate: str) -> str | None:
    return next(iter(_texts(properties, predicate)), None)
