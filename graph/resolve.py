"""What a user's words mean: people, employers, concepts … by id, key, name or label.

One set of rules for commands and questions alike. An id, a document's key or path, an e-mail
address or a whole name comes first; else words of a name or a file's name without its suffix; else
how a name begins. Where several nodes have it the error lists the choices, ids that can be pasted.
Case never decides. A concept goes by its labels alone: "Ray" must not be answered as "X-Ray".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Final, NoReturn, get_args

from ..errors import AmbiguousName, NotFound, quoted
from ..ontology.folding import fold
from ..ontology.kinds import CONCEPT_KINDS
from ..ontology.mappings import is_external, mapped_to
from ..ontology.model import Concept
from .display import unnamed
from .model import Node
from .names import Naming
from .typos import most_alike

if TYPE_CHECKING:
    from ..ontology.ontology import Ontology
    from .reader import Reader

_STUDIES: Final = frozenset({"Degree", "Field"})
_SUGGESTIONS: Final = 3
_NAMINGS: Final[tuple[Naming, ...]] = get_args(Naming)  # what says more of a node comes first
_SEARCH: Final = "`commonground search` finds similar names"
_ORGANISATIONS: Final = ("Person", "Employer", "School")

# Below this a suggestion is a guess: "Rust" would be offered for "dust mites".
_CLOSE: Final = 0.6


def person(reader: Reader, text: str, *, whole: bool = False) -> Node:
    """Return a person by id, mention, document, e-mail address or name.

    ``whole`` takes no part of a name: for what cannot be taken back.

    Raises:
        NotFound: nobody is called so.
        AmbiguousName: several people are; ``choices`` lists them.
    """
    return fact(reader, text, ("Person",), _NAMINGS[:1] if whole else _NAMINGS)


def fact(
    reader: Reader, text: str, kinds: Collection[str], namings: Sequence[Naming] = _NAMINGS
) -> Node:
    """Return a node of some kinds other than concepts; raises as ``person`` does."""
    for by in namings:
        found = [node for node in reader.named(text, by) if node.kind in kinds]
        if found:
            return _only(text, found)
    names = reader.names_near(text, kinds)
    _unknown(f"the graph has no {kinds_in_words(kinds)} {quoted(text)}", text, names)


def concept(reader: Reader, text: str) -> Concept:
    """Return the concept of a reader's ontology that a text means; raises as ``concept_in``."""
    return concept_in(reader.ontology, text)


def concept_in(ontology: Ontology, text: str) -> Concept:
    """Return the concept with a label or id; skills come before degrees and fields of study.

    Raises:
        NotFound: no concept has the label; the sentence names the nearest ones.
        AmbiguousName: several have, and none of them as its preferred label.
    """
    found = _concepts(ontology, text)
    if len(found) == 1:
        return found[0]
    if found:
        _ambiguous(text, [Node(one.id, one.kind, one.name) for one in found])
    _unknown(f"no concept is called {quoted(text)}", text, labels_of(ontology))


def study(reader: Reader, text: str, kind: str) -> Concept:
    """Return the degree or field of study (``kind``) that a text means; raises as ``concept_in``.

    That a skill is called so as well does not matter.
    """
    ontology = reader.ontology
    found = _preferred(ontology.lookup(text, frozenset({kind})), text)
    if len(found) == 1:
        return found[0]
    if found:
        _ambiguous(text, [Node(one.id, one.kind, one.name) for one in found])
    labels = (
        name
        for one in ontology.concepts.values()
        if one.kind == kind
        for name in (one.name, *one.alt)
    )
    said = "degree" if kind == "Degree" else "field of study"
    _unknown(f"no {said} is called {quoted(text)}", text, labels)


def node(reader: Reader, text: str) -> Node:
    """Return any node: a person, an employer, a school, a concept.

    Raises:
        NotFound: nothing is called so.
        AmbiguousName: several nodes are; ``choices`` lists them.
    """
    found = _exactly(reader, text)
    for by in _NAMINGS[1:]:
        found = found or reader.named(text, by)
    if found:
        return _only(text, found)
    names = reader.names_near(text, _ORGANISATIONS)
    _unknown(
        f"nothing in the graph is called {quoted(text)}",
        text,
        [*names, *labels_of(reader.ontology)],
    )


def namesakes(reader: Reader, text: str, meant: Node) -> list[str]:
    """Say which people a text is a word of the name of, where it was taken for something else.

    Other kinds are left out: every second project has "Go" in its name.
    """
    found = reader.named(text, "words") if meant.kind != "Person" else ()
    return [f"also called so: {choice(one)}" for one in found if one.kind == "Person"]


def kinds_in_words(kinds: Iterable[str]) -> str:
    """Return "employer or school"."""
    return " or ".join(kind.lower() for kind in kinds)


def called(node: Node) -> str:
    """Return what to call a node: its name, else its first document, else its id.

    Of a person without a name it is said that they have none: a document is not who they are.
    """
    where = next(iter(_documents(node)), node.id)
    return node.name or (unnamed(where) if node.kind == "Person" else where)


def choice(node: Node) -> str:
    """Return one line that tells a node from others: id, kind, name, documents."""
    return "  ".join([node.id, node.kind, node.name or "(no name)", *_documents(node)])


def _exactly(reader: Reader, text: str) -> Sequence[Node]:
    exact = next(iter(reader.nodes(dict.fromkeys((text, text.lower()))).values()), None)
    if exact is not None:  # ids are written small
        return (exact,)
    concepts = [one.id for one in _concepts(reader.ontology, text)]
    return [*reader.named(text), *reader.nodes(concepts).values()]


def _concepts(ontology: Ontology, text: str) -> Sequence[Concept]:
    """Return the concepts that a text may mean: those that it is the preferred label of, if any.

    What is no label may be the id that another vocabulary has for a concept; the surest is meant.
    """
    if everyday := ontology.everyday(text):
        return (everyday,)
    lookup = ontology.lookup
    # "Physics" names a field of study only where no skill is called so.
    found = lookup(text, CONCEPT_KINDS - _STUDIES) or lookup(text, _STUDIES)
    if not found and is_external(text):
        return mapped_to(ontology, text)[:1]
    return _preferred(found, text)


def _preferred(found: Sequence[Concept], text: str) -> Sequence[Concept]:
    key = fold(text)
    # A concept's own name outweighs being somebody else's alias.
    preferred = [one for one in found if text == one.id or fold(one.name) == key]
    return preferred or found


def labels_of(ontology: Ontology) -> Iterable[str]:
    """Return what concepts are called; hidden labels are slips and old spellings themselves."""
    return (label for one in ontology.concepts.values() for label in (one.name, *one.alt))


def _documents(node: Node) -> list[str]:
    documents = node.properties.get("documents")
    return list(map(str, documents)) if isinstance(documents, list) else []


def _only(text: str, found: Sequence[Node]) -> Node:
    if len(found) > 1:
        _ambiguous(text, found)
    return found[0]


def _ambiguous(text: str, found: Sequence[Node]) -> NoReturn:
    raise AmbiguousName(
        f"{quoted(text)} may be {len(found)} things; say the id of one: "
        + ", ".join(n.id for n in found),
        [choice(one) for one in found],
    )


def similar_names(text: str, names: Iterable[str]) -> list[str]:
    """Return the few names that a text may be a slip of, the nearest first."""
    from difflib import get_close_matches  # for slips alone

    wanted = fold(text)
    by_fold: dict[str, str] = {}
    for name in names:
        by_fold.setdefault(fold(name), name)
    # All others are dismissed before they are compared.
    alike = [key for key in by_fold if most_alike(wanted, key) >= _CLOSE]
    return [by_fold[key] for key in get_close_matches(wanted, alike, _SUGGESTIONS, _CLOSE)]


def _unknown(sentence: str, text: str, names: Iterable[str]) -> NoReturn:
    near = similar_names(text, names)
    known = f"did you mean {' or '.join(near)}?"
    raise NotFound(f"{sentence}; {known if near else _SEARCH}")
