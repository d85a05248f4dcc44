"""Surface forms: the spellings a concept is found under, its labels and what follows from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final, NamedTuple

from ..folding import plain
from ..model import Concept, Policy
from ..wordlists import groups
from .ordinary import languages_of
from .tokens import spelling

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Verbs in -ise and what is made of them, in British and American spelling. Three letters before it
# spare "rise" and "size", which are no such verbs.
_ISE = re.compile(r"(?<=[a-z]{3})i([sz])(?=(?:e|ed|es|er|ers|ing|able|ation|ations)$)")
# Kinds whose labels are names of one thing. The others' are terms, which are ordinary words anyway.
_NAMED: Final = frozenset({"Technology", "Language", "Chain", "Protocol"})
_SUFFIXES: Final = groups(__package__, "name_suffixes")
_NEVER_ALONE: Final = frozenset(_SUFFIXES["never alone"])
_PROPER: Final = re.compile(r"[A-Z][a-z]{2,}")
_BRACKETED: Final = re.compile(r"(.{2,40}?) \([^()]+\)")
# Their labels are common nouns, which have a plural. Names have none: there is no "Redi".
_COUNTED: Final = frozenset({"Pattern", "Practice", "Domain", "Protocol", "Field", "Degree"})


class SurfaceForm(NamedTuple):
    """One spelling of a concept.

    ``words`` are the plain words the matcher looks for, ``exact`` the same in the label's case,
    ``gaps`` what the label has between them. ``policy`` is None where the form speaks for itself
    (``sure``); ``certain`` ones can be judged without knowing what else the text names, ``cased``
    ones count only in exactly this case. ``rank`` is 0 for the name, 1 alternative, 2 hidden, 3
    derived. ``bare`` ones lack the product that their label begins with (``Lambda``), and are
    ``contested`` where another concept has them as a label.
    """

    concept: Concept
    label: str
    words: tuple[str, ...]
    exact: tuple[str, ...]
    gaps: tuple[str, ...]
    rank: int
    policy: Policy | None
    sure: bool
    certain: bool
    cased: bool = False
    bare: bool = False
    contested: bool = False

    @property
    def letters(self) -> int:
        """Return the length without blanks and marks."""
        return sum(map(len, self.words))


def surface_forms_of(concept: Concept) -> Iterator[SurfaceForm]:
    """Yield a concept's labels as forms, then the spellings that follow from each."""
    groups = enumerate(((concept.name,), concept.alt, concept.hidden))
    for rank, label in ((rank, label) for rank, group in groups for label in group):
        words, exact, _ = spelling(label)
        if words:
            policy = policy_of(concept, label)
            yield _form(concept, label, rank, policy)
            for other in sorted(_derived(concept, label, exact)):
                yield _form(concept, label, 3, policy, other)
            for other in _split_names(label):
                yield _form(concept, label, 3, policy, other, cased=True)
            for other in chain(_bare_name(label), _without_suffix(concept, label)):
                yield _form(concept, other, 3, "NeedsContext")


def bare_form(concept: Concept, label: str, name: str) -> SurfaceForm:
    """Return the form of a label without the product or vendor that it begins with."""
    return _form(concept, label, 3, "NeedsContext", name)._replace(bare=True)


def _form(
    concept: Concept,
    label: str,
    rank: int,
    policy: Policy | None,
    written: str = "",
    *,
    cased: bool = False,
) -> SurfaceForm:
    sure, certain = policy is None, policy != "NeedsContext"
    words, exact, gaps = spelling(written or label)
    return SurfaceForm(concept, label, words, exact, gaps, rank, policy, sure, certain, cased)


def policy_of(concept: Concept, label: str) -> Policy | None:
    """Return the policy of a label: the concept's, or else what its shape asks for.

    Several words together and what the ontology lists as plain ("Golang") need none. A name that is
    an ordinary word too ("Docker", "Selenium") counts in its own capitals, or where its context
    speaks for it; where German writes the word with that capital, only the latter.
    """
    if label in concept.plain_labels or len(spelling(label)[0]) > 1:
        return None
    if concept.policy is not None:
        return concept.policy
    if concept.kind not in _NAMED or not languages_of(plain(label.lower())):
        return None
    # Of a name in small letters ("pandas") no capital says that it is one.
    return "NeedsContext" if label.islower() else "CaseExact"


def _derived(concept: Concept, label: str, words: tuple[str, ...]) -> set[str]:
    """Return the label joined, in the other number and in the other English spelling."""
    found = {label}
    if "is" in label or "iz" in label:
        found.add(" ".join(map(_other_ise, label.split(" "))))
    if concept.kind in _COUNTED or label.islower() or label[-2:].isupper():
        found |= {_other_number(one) for one in found}
    # "nodejs" for "Node.js", "webhook" for "web hook". Short words with a blank between them stay
    # apart, for joined they are often another word.
    if len(words) == 2 and (" " not in label or len("".join(words)) > 5):
        found.add("".join(words))
    return found - {label}


def _other_ise(word: str) -> str:
    return _ISE.sub(lambda match: "iz" if match[1] == "s" else "is", word)


def _other_number(label: str) -> str:
    if not label[-1].isalpha() or len(label) < 3:
        return label
    if label.endswith("ies"):
        return label[:-3] + "y"
    if label.endswith("y") and label[-2] not in "aeiou":
        return label[:-1] + "ies"
    if label.endswith(("ss", "sh", "ch", "x")):
        return label + "es"
    # "analysis", "status" and "graphics" are no plurals, and are not made one.
    if label.endswith("s"):
        return label if label.endswith(("is", "us", "cs")) else label[:-1]
    return label + "s"


def _bare_name(label: str) -> Iterator[str]:
    """Yield ``Salt`` for ``Salt (configuration)``: what the bracket tells apart, context must."""
    found = _BRACKETED.fullmatch(label)
    if found:
        yield found[1]


def _without_suffix(concept: Concept, label: str) -> Iterator[str]:
    """Yield ``Ember`` for ``Ember.js``: a word alone, which context must tell."""
    if concept.kind not in _NAMED:
        return
    for suffix in _SUFFIXES["suffixes"]:
        name = label.removesuffix(suffix if suffix.startswith(".") else f" {suffix}")
        if name != label and _PROPER.fullmatch(name) and name.lower() not in _NEVER_ALONE:
            yield name


def _split_names(label: str) -> Iterator[str]:
    """Yield ``Rabbit MQ`` for ``RabbitMQ``: only in this case, for the parts are words."""
    if " " not in label and _CAMEL.search(label):
        yield _CAMEL.sub(" ", label)
