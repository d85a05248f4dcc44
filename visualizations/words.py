"""What the page says in words: questions, links, properties and captions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from ..errors import UsageError
from ..graph.display import shown, unnamed
from ..graph.model import DERIVED_TYPES, FACT_TYPES, Node
from ..graph.months import label
from ..queries.questions import question_of
from ..queries.relation_words import RELATION_WORDS

# The model's working values: true, but nothing that a reader of the page would ask for.
_SILENT: Final = frozenset(
    "mentions from_months to_months from_outer to_outer file line quote precision months_min "
    "name names id kind evidence evidence_count weight decay reverse shares named counted credit "
    "reasons until study_type area depth information recency share section term".split()
)
# A page is passed on: how to reach somebody stays with who has the graph (``show`` says it).
_CONTACTS: Final = frozenset(("emails", "phones", "sites", "handles"))
_LABELS: Final = {
    "months": "time",
    "months_max": "at most",
    "at": "at",
    "roles": "as",
    "studies": "studied",
    "used_in": "in",
    "people_with": "people with it",
    "bridging": "people close to another community too",
    "label": "headline",
    "size": "people",
    "has": "has it",
    "most": "most experience",
    "nearest": "nearest",
    "best": "best for",
    "with": "has worked with",
}
# Each item is a fact of its own: a title may hold a comma.
_ONE_EACH: Final = frozenset(("roles", "studies", "used_in"))
_DERIVED: Final = DERIVED_TYPES | {"STANDS_OUT", "BETWEEN"}
_OWN_WORDS: Final = {
    "STANDS_OUT": ("stands out by", "stands out in"),
    "BETWEEN": ("has in common with", "has in common with"),
}

_CONDITIONS: Final = (
    (re.compile(r":(\d+)m\b"), lambda found: f" for {months_in_words(int(found[1]))}"),
    (re.compile(r":(\d+)y\b"), lambda found: f" for {months_in_words(12 * int(found[1]))}"),
    (re.compile(r":current\b"), lambda found: " in use today"),
    (re.compile(r":since=(\S+?)(?=[\s,?:)]|$)"), lambda found: f" since {found[1]}"),
    (re.compile(r"\b([a-z]+)=(?=\S)"), lambda found: f"{found[1]} "),
    (re.compile(r"(?<=\S)(?:\?|\^\d+(?:\.\d+)?)(?=[\s,)]|$)"), lambda found: ""),
)

# Said together as one span of time, by ``_span``.
_SPAN: Final = frozenset("start end first last from to current".split())


def caption(node: Node) -> str:
    """Return what a node is called: its name, or what is known of a node that has none."""
    if node.name and shown(node.name):
        return shown(node.name)
    documents = node.properties.get("documents")
    where = documents[0] if isinstance(documents, list) and documents else ""
    if node.kind == "Person":
        return shown(unnamed(where or node.id))
    return shown(f"{node.kind} {where}" if where else node.kind)


def family(edge_type: str) -> str:
    """Return where a kind of link comes from: ``fact``, ``derived`` or ``ontology``."""
    if edge_type in FACT_TYPES:
        return "fact"
    return "derived" if edge_type in _DERIVED else "ontology"


def link_words(edge_type: str) -> tuple[str, str]:
    """Return the words of a link read forwards and backwards."""
    if edge_type in _OWN_WORDS:
        return _OWN_WORDS[edge_type]
    if edge_type in RELATION_WORDS:
        return RELATION_WORDS[edge_type].label
    plain = edge_type.lower().replace("_", " ")
    return plain, f"{plain} (of)"


def months_in_words(months: int) -> str:
    """Return 19 as ``19 months`` and 27 as ``2 years 3 months``."""
    years, rest = divmod(months, 12)
    if years < 2:  # "19 months" is how people say it; "43 months" they have to work out
        return counted(months, "month")
    return f"{years} years {counted(rest, 'month')}" if rest else f"{years} years"


def conditions_in_words(text: str) -> str:
    """Return the terms of an expression without the signs that are typed for their conditions.

    >>> conditions_in_words("Kubernetes:36m:current, Kafka:since=2023, level=senior?")
    'Kubernetes for 3 years in use today, Kafka since 2023, level senior'
    """
    for sign, said in _CONDITIONS:
        text = sign.sub(said, text)
    return text


def facts(properties: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (label, text) of the properties that a reader would ask for, in a fixed order."""
    out = []
    span = _span(properties)
    if span and span[0] == "when":
        out.append(span)
    for key in sorted(set(properties) - _SILENT - _CONTACTS - _SPAN, key=_place):
        # A bound that equals what is certain says nothing more.
        if key == "months_max" and properties[key] == properties.get("months"):
            continue
        values = properties[key] if key in _ONE_EACH else [properties[key]]
        name = _LABELS.get(key, key.replace("_", " "))
        least = "at least " if key == "months" and _is_open(properties) else ""
        out += [(name, least + text) for one in values if (text := readable(key, one))]
    return [*out, span] if span and span[0] != "when" else out


def _is_open(properties: Mapping[str, Any]) -> bool:
    """Return whether years without months leave open how long something was."""
    months, most = properties.get("months"), properties.get("months_max")
    return isinstance(most, int) and isinstance(months, int) and most > months


def now_as_of(properties: Mapping[str, Any]) -> str:
    """Return ``now (as of 2025-03)`` of what goes on where its document ends, as far as it says."""
    known = properties.get("last") or properties.get("to") or properties.get("until")
    ends = properties.get("to_outer") or properties.get("to_months")
    if isinstance(ends, list | tuple) and ends:
        known = label(max(ends))
    return f"now (as of {known})" if known and known != "present" else "now"


def _place(key: str) -> tuple[bool, bool, str]:
    """Put what was done, and by how many, before all else."""
    return key not in _ONE_EACH, key not in {"people", "nearest"}, key


def _span(properties: Mapping[str, Any]) -> tuple[str, str] | None:
    start = properties.get("start") or properties.get("first") or properties.get("from")
    end = properties.get("end") or properties.get("last") or properties.get("to")
    if properties.get("current"):
        end = now_as_of(properties)
    if start and end:
        return "when", str(start) if start == end else f"{start} – {end}"
    if start or end:
        # What was last seen in use may be in use still.
        ended = "until" if properties.get("end") or properties.get("to") else "last used"
        return ("since", str(start)) if start else (ended, str(end))
    return None


def readable(key: str, value: Any) -> str:
    """Return one value in words; lists are joined, months become years and months."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if key in {"months", "months_max", "counted"} and isinstance(value, int):
        return months_in_words(value)
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    if isinstance(value, Mapping):
        return _named(value)
    if isinstance(value, list | tuple):
        return ", ".join(text for item in value if (text := readable(key, item)))
    return shown(value)


def _named(value: Mapping[str, Any]) -> str:
    name = value.get("name") or value.get("id") or value.get("type")
    if name is None and (span := _span(value)) and value.keys() <= _SPAN:
        return span[1] if span[0] == "when" else " ".join(span)
    if name is None:
        return ", ".join(_spoken(label, text) for label, text in facts(value))
    own = {
        k: v for k, v in value.items() if k in {"months", "from", "to", "last"} and v is not None
    }
    extra = ", ".join(_spoken(label, text) for label, text in facts(own))
    return f"{shown(name)} ({extra})" if extra else shown(name)


def _spoken(label: str, text: str) -> str:
    """Return a fact among others in a line: times need no label, and what is so no "yes"."""
    if label in {"time", "when"}:
        return text
    return label if text == "yes" else f"{label} {text}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """Return ``1 node`` or ``1,200 nodes``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def title_of(question: Mapping[str, Any], names: Mapping[str, str] | None = None) -> str:
    """Return a question in words; one that is not known by name is shown field by field.

    ``names`` are the captions of nodes by id, for questions that name people by their id.
    """
    fields = {key: value for key, value in question.items() if value not in (None, [], {}, ())}
    name = str(fields.pop("question", ""))
    with suppress(UsageError):  # one of somebody's own, or with less than a question needs
        return shown(question_of(question).title({**(names or {}), **_names_in(question)}))
    rest = "; ".join(f"{key.replace('_', ' ')} {readable(key, v)}" for key, v in fields.items())
    return shown(f"{name}: {rest}" if name and rest else name or rest or "Answer")


def _names_in(question: Mapping[str, Any]) -> dict[str, str]:
    """Return the names that a printed question itself gives to the ids in it."""
    sides = [one for value in question.values() for one in _listed(value)]
    found = {one["id"]: one["name"] for one in sides if one.get("id") and one.get("name")}
    if question.get("name"):
        found[question.get("person", "")] = question["name"]
    return found


def _listed(value: Any) -> list[Mapping[str, Any]]:
    items = value if isinstance(value, list | tuple) else [value]
    return [one for one in items if isinstance(one, Mapping)]
