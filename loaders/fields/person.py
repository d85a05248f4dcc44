"""Name, headline, contact and place of a person, out of named values."""

from __future__ import annotations

import re
from typing import Final

from ..addresses import NETWORKS
from ..layout.fields import Node, Record, Value
from ..normalization import lowered
from ..resume import Basics, Location, Profile
from ..sections.person_name import is_name
from .names import named
from .values import Placing, plain_value

_LETTER: Final = re.compile(r"[^\W\d_]")
_NO_NAME: Final = re.compile(r"[@\n{}<>]|https?:")
_LONGEST: Final = 100  # characters of a name


def basics(placing: Placing, person: Record, *, announced: bool) -> Basics:
    """Return what is told of a person; where no name announces it, a name has a name's shape."""
    found = Basics()
    found.name = _name(placing, person, announced)
    found.label = placing.text("/basics/label", person.get(named("basics.label")))
    found.email = placing.email("/basics/email", _first(person, "basics.email"))
    found.phone = _phone(placing, _first(person, "basics.phone"))
    found.location = _location(placing, person)
    _profiles(placing, found, person)
    page = _first(person, "basics.url")
    if page is not None and not _network(placing, found, page, ""):
        found.url = placing.url("/basics/url", page)
    return found


def _name(placing: Placing, person: Record, announced: bool) -> str | None:
    node = person.get(named("basics.name"))
    parts = [
        node.get(named(f"basics.{one}")) if isinstance(node, Record) else None
        for one in ("first", "last")
    ]
    if not isinstance(node, Record):
        parts = [person.get(named(f"basics.{one}")) for one in ("first", "last")]
    value = plain_value(node)
    if value is not None and _is_name(value, announced):
        return placing.text("/basics/name", value)
    told = [part for part in map(plain_value, parts) if part is not None]
    if len(told) == 2 and all(_is_name(part, True) for part in told):
        return placing.joined("/basics/name", told, " ")
    return None


def _is_name(value: Value, announced: bool) -> bool:
    text = value.text.text.strip()
    if len(text) > _LONGEST or _NO_NAME.search(text) or not _LETTER.search(text):
        return False
    return announced or is_name(text)


def _first(person: Record, name: str) -> Node | None:
    """Return a value, or the first where several are listed."""
    node = person.get(named(name))
    return node[0] if isinstance(node, list) and node else node


def _phone(placing: Placing, node: Node | None) -> str | None:
    value = plain_value(node)
    digits = re.sub(r"\D", "", value.text.text) if value is not None else ""
    if value is None or not 7 <= len(digits) <= 15 or _LETTER.search(value.text.text):
        return None
    return placing.number("/basics/phone", value)


def _location(placing: Placing, person: Record) -> Location | None:
    node = person.get(named("basics.location"))
    if not isinstance(node, Record):
        text = placing.text("/basics/location", node)
        return Location(address=text) if text else None
    told = {
        name: placing.text("/basics/location", node.get(named(f"location.{name}")))
        for name in Location.model_fields
    }
    return Location(**told) if any(told.values()) else None


def _profiles(placing: Placing, found: Basics, person: Record) -> None:
    node = person.get(named("basics.profiles"))
    for one in node if isinstance(node, list) else []:
        if isinstance(one, Record):
            _profile(placing, found, one)
        elif isinstance(one, Value):
            _network(placing, found, one, "")
    # {"github": "ada"}, in a record of its own or beside the name
    for field in [*(node.fields if isinstance(node, Record) else []), *person.fields]:
        if _known(field.name):
            _network(placing, found, field.value, _known(field.name))


def _profile(placing: Placing, found: Basics, one: Record) -> None:
    network, user, url = (
        plain_value(one.get(named(f"profile.{name}"))) for name in ("network", "username", "url")
    )
    at = f"/basics/profiles/{len(found.profiles)}"
    said = placing.text(at, network)
    if network is None or said is None:
        if url is not None:
            _network(placing, found, url, "")
        return
    profile = Profile(network=_known(said) or said)
    profile.username = placing.text(at, user)
    profile.url = placing.url(at, url)
    handle = _handle(profile.url or "", profile.network)
    profile.username = profile.username or handle
    found.profiles.append(profile)


def _network(placing: Placing, found: Basics, node: Node, network: str) -> bool:
    """Add a profile that an address, or a handle under a network's name, says; tell whether."""
    value = plain_value(node)
    if value is None or value.literal:
        return False
    text = value.text.text.strip()
    names = [network] if network else list(NETWORKS)
    handles = [(name, _handle(text, name)) for name in names]
    told = next(((name, handle) for name, handle in handles if handle), None)
    if told is None and network and re.fullmatch(r"@?[\w.-]{1,40}", text):
        told = (network, text.lstrip("@"))
    if told is None or any(one.network == told[0] for one in found.profiles):
        return False
    at = f"/basics/profiles/{len(found.profiles)}"
    if placing.text(at, value) is None:
        return False
    url = text if text.startswith("http") else None
    found.profiles.append(Profile(network=told[0], username=told[1], url=url))
    return True


def _handle(text: str, network: str) -> str | None:
    pattern = NETWORKS.get(network)
    match = pattern.search(lowered(text)) if pattern else None
    return text[slice(*match.span(1))].rstrip(".-/") if match else None


def _known(name: str) -> str:
    """Return a network as it writes itself."""
    plain = name.lower().replace(" ", "")
    return next((one for one in NETWORKS if one.lower().replace(" ", "") == plain), "")
