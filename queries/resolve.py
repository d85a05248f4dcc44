"""What a user's words mean: people, employers and concepts by id, name or label."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from typing import Final, NoReturn

from ..errors import AmbiguousName, NotFound
from ..graph.model import Node
from ..graph.reader import Reader
from ..ontology.folding import fold
from ..ontology.kinds import CONCEPT_KINDS
from ..ontology.model import Concept

_STUDIES: Final = frozenset({"Degree", "Field"})
_SUGGESTIONS: Final = 3


def person(reader: Reader, who: str) -> Node:
    """Return a person by node, id, mention, name, e-mail address or document.

    Raises:
        NotFound: nobody is called so.
        AmbiguousName: several people are; ``choices`` lists them.
    """
    return fact(reader, who, ("Person",))


def fact(reader: Reader, text: str, kinds: Collection[str]) -> Node:
    """Return a node of some kinds other than concepts; raises as ``person`` does."""
    found = [node for node in reader.named(text) if node.kind in kinds]
    if len(found) == 1:
        return found[0]
    noun = kinds_in_words(kinds)
    if found:
        _ambiguous(text, found)
    names = [name for _, name in reader.names(kinds)]
    _unknown(f"the graph has no {noun} {text!r}", text, names)


def concept(reader: Reader, text: str) -> Concept:
    """Return the concept with a label or id; skills come before degrees and fields of study.

    Raises:
        NotFound: no concept has the label; the sentence names the nearest ones.
        AmbiguousName: several have, and none of them as its preferred label.
    """
    found = _concepts(reader, text)
    if len(found) == 1:
        return found[0]
    if found:
        _ambiguous(text, [Node(one.id, one.kind, one.name) for one in found])
    labels = (label for one in reader.ontology.concepts.values() for label in one.labels)
    _unknown(f"no concept is called {text!r}", text, labels)


def node(reader: Reader, text: str) -> Node:
    """Return any node: a person, an employer, a school, a concept.

    Raises:
        NotFound: nothing is called so.
        AmbiguousName: several nodes are; ``choices`` lists them.
    """
    exact = reader.nodes([text]).get(text)
    if exact is not None:
        return exact
    concepts = [one.id for one in _concepts(reader, text)]
    found = [*reader.named(text), *reader.nodes(concepts).values()]
    if len(found) == 1:
        return found[0]
    if found:
        _ambiguous(text, found)
    names = [name for _, name in reader.names(("Person", "Employer", "School"))]
    labels = [label for one in reader.ontology.concepts.values() for label in one.labels]
    _unknown(f"nothing in the graph is called {text!r}", text, names + labels)


def kinds_in_words(kinds: Iterable[str]) -> str:
    """Return "employer or school"."""
    return " or ".join(kind.lower() for kind in kinds)


def called(node: Node) -> str:
    """Return what to call a node: its name, else its first document, else its id."""
    if node.name:
        return node.name
    documents = node.properties.get("documents")
    return str(documents[0]) if isinstance(documents, list) and documents else node.id


def _concepts(reader: Reader, text: str) -> Sequence[Concept]:
    """Return the concepts that a text may mean: those that it is the preferred label of, if any."""
    lookup = reader.ontology.lookup
    found = lookup(text, CONCEPT_KINDS - _STUDIES) or lookup(text, _STUDIES)
    key = fold(text)
    preferred = [one for one in found if text == one.id or fold(one.name) == key]
    exact = [one for one in preferred if one.name == text] if len(preferred) > 1 else preferred
    return exact or preferred or found


def _ambiguous(text: str, found: Sequence[Node]) -> NoReturn:
    choices = [f"{one.id}  {one.kind}  {_described(one)}" for one in found]
    raise AmbiguousName(
        f"{text!r} may be {len(found)} things; say the id of one: {', '.join(n.id for n in found)}",
        choices,
    )


def _described(node: Node) -> str:
    documents = node.properties.get("documents")
    listed = documents if isinstance(documents, list) else []
    return "  ".join([node.name or "(no name)", *map(str, listed)])


def _unknown(sentence: str, text: str, names: Iterable[str]) -> NoReturn:
    by_fold: dict[str, str] = {}
    for name in names:
        by_fold.setdefault(fold(name), name)
    near = get_close_matches(fold(text), by_fold, _SUGGESTIONS, 0.6)
    hint = f"; did you mean {' or '.join(by_fold[key] for key in near)}?" if near else ""
    raise NotFound(sentence + hint)
