"""What an export leaves out unless it is told: how to write to somebody, or to call them.

Only e-mail addresses and telephone numbers: pages and accounts are public where the resume names
them. Of a person the lines that state these are left out too; in other lines addresses of mail are
masked, for a sentence may hold one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ...loaders.addresses import emails
from ...loaders.normalization import lowered
from ...loaders.sections.basics import phone_numbers
from ..model import Edge, Evidence, Node, Value

CONTACTS: Final = frozenset({"emails", "phones"})
_SEEN: Final = re.compile(r"\S")
_SIGN: Final = "\u2022"

Cited = Callable[[Sequence[str]], Mapping[str, Evidence]]


def without_contacts(nodes: Sequence[Node], cited: Cited) -> list[Node]:
    """Return nodes without people's e-mail addresses and telephone numbers, and their lines."""
    behind = {one for node in nodes if _reachable(node) for one in references(node)}
    quotes = cited(sorted(behind))
    private = {one for one, item in quotes.items() if _reaches(item.quote)}
    return [_without(node, private) if _reachable(node) else node for node in nodes]


def masked(evidence: Evidence) -> Evidence:
    """Return a piece of evidence with dots for the addresses of mail in its quote."""
    text = evidence.quote
    for match in emails(lowered(text)):
        start, end = match.span()
        text = text[:start] + _SEEN.sub(_SIGN, text[start:end]) + text[end:]
    return evidence if text == evidence.quote else replace(evidence, quote=text)


def references(thing: Node | Edge) -> Sequence[str]:
    """Return the references of what a node or an edge is said by."""
    if isinstance(thing, Edge):
        return thing.evidence
    value = thing.properties.get("evidence")
    return [str(item) for item in value] if isinstance(value, list) else []


def _reachable(node: Node) -> bool:
    return not CONTACTS.isdisjoint(node.properties)


def _reaches(quote: str) -> bool:
    low = lowered(quote)
    return any(emails(low)) or any(phone_numbers(low))


def _without(node: Node, private: set[str]) -> Node:
    properties: dict[str, Value] = {
        key: value for key, value in node.properties.items() if key not in CONTACTS
    }
    kept = [one for one in references(node) if one not in private]
    if kept:
        properties["evidence"] = kept
    else:
        properties.pop("evidence", None)
    return replace(node, properties=properties)
