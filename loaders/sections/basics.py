"""Name, headline, contact and place: what stands above the sections, or under "Contact"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ...ontology.wordlists import WordPattern
from ..addresses import EMAIL, NETWORKS, URL, emails, plain_email
from ..builder import Builder, trim
from ..dates import find_dates
from ..layout.lines import Line
from ..layout.mapped import Mapped
from ..lexicon import has_title
from ..normalization import lowered
from ..patterns import any_of, set_of
from ..places import is_place
from ..resume import Basics, Location, Profile
from .person_name import PARTED, find_name, is_name

# As people group digits, in any country: the code of a country or an area, "(0)" between the two as
# Britons and Germans write it, one digit behind a country's code as the French do ("+33 6"), then
# groups of two to five. Nothing may touch it that would make it a part of an address or of an
# identifier.
_PHONE: Final = re.compile(
    r"""(?<![\w/.=-])
        (?:\(?(?:\+|00)\(?\d{1,4}\)?(?:\s?\(0\)\s?|[\s./-])\d(?=[\s./-])|\(?(?:\+|00)?\(?\d{1,4}\)?(?:\s?\(0\))?)
        (?:[\s./-]?\(?\d{2,5}\)?){2,6}
        (?![\w/-])""",
    re.VERBOSE,
)
_HANDLE: Final = re.compile(r"\b(github|linkedin|gitlab|twitter)\s*[:：]\s*@?([\w-]+)\s*$", re.I)
_APART: Final = re.compile(r"\s{3,}|\t+")
_LABEL: Final = WordPattern(
    lambda: rf"\s*{any_of('labels', 'name', 'residence')}\s*[:：]\s*", re.IGNORECASE
)
_ROLE: Final = WordPattern(lambda: rf"\s*{any_of('labels', 'title')}\s*[:：]\s*", re.IGNORECASE)
# Pins, globes and houses: a resume sets them before where somebody lives.
_PINNED: Final = re.compile("\\s*[\U0001f4cd\U0001f30d-\U0001f30f\U0001f3e0\U0001f5fa\U0001f3d9]")
_EMOJI: Final = re.compile(r"\W*(?:[^\x00-\x7f]+[^\w\s]+[^\x00-\x7f]*\s+)?\W*")
_SENTENCE: Final = re.compile(r"(?<=[^\W\d_]{3})\.\s+")
_COMMA: Final = re.compile(r",\s+")
# Before a town most of Europe has the postal code: "Lindenweg 12, D-24103 Kiel".
_CODE: Final = re.compile(
    r"(?:^|[\s,])(?P<code>(?:[A-Z]{1,3}-)?(?:\d{4,5}(?:\s[A-Z]{2}|-\d{3})?|\d{2}-\d{3}|\d{3}\s\d{2}))"
    r"\s+(?=[^\W\d_])"
)
_TOWN: Final = re.compile(r"[^\W\d_a-zà-ÿ][\w'’.-]+(?:[ /](?!\d)[\w'’.()-]+){0,3}")
# Of a page: what stands above its text between two rules, "title: Ada Quill".
_MATTER: Final = re.compile(r"\ufeff?---[ \t]*\r?\n(?:[^\n]{0,500}\n){1,60}?---[ \t]*\r?\n")
_KEY: Final = re.compile(r"(\w[\w-]{0,30}):\s+(?=\S)")
_NAMING: Final = frozenset({"name", "author", "title"})
_TITLING: Final = frozenset({"description", "label", "headline", "subtitle", "tagline", "job"})
_ELSEWHERE: Final = WordPattern(lambda: rf"{any_of('networks', 'hosts')}\.", re.IGNORECASE)


def read_basics(
    builder: Builder,
    header: Sequence[Line],
    contact: Sequence[Line],
    others: Sequence[Line] = (),
    *,
    announced: bool,
) -> tuple[Basics, Line | None]:
    """Return what the header and the contact section say of the person, and the line of the name.

    Nothing is guessed. ``others`` are the lines above what somebody did: a column beside it comes
    first in a file, as in profiles saved as text, and the name stands beneath.
    ``announced`` says that sections of a resume follow. Without them and without any way to reach
    somebody only the first line names one: others that are written like names are of other things.
    """
    basics = Basics()
    for line in [*header, *contact]:
        _contact(builder, basics, line)
    told, header = _front_matter(builder, header)
    known = announced or bool(basics.email or basics.phone or basics.profiles)
    for key, text in told.items():
        if key in _NAMING and is_name(text.text):
            basics.name = builder.value("/basics/name", text)
        elif key in _TITLING and has_title(text.text):
            basics.label = builder.value("/basics/label", text)
    named = None
    if basics.name is None:
        named = find_name(builder, basics, header if known else header[:1], contact, others)
    for line in header:
        if basics.name and line.plain.strip() == basics.name:
            builder.place("/basics/name", line.text.strip())
    if basics.label is None:
        _headline(builder, basics, header, named)
    return basics, named


def read_beneath(builder: Builder, basics: Basics, named: Line, lines: Sequence[Line]) -> None:
    """Add what stands beneath a name that is not in the header: headline, contact and place."""
    for line in lines:
        _contact(builder, basics, line)
    if basics.label is None:
        _headline(builder, basics, [named, *lines], named)


def _front_matter(
    builder: Builder, header: Sequence[Line]
) -> tuple[dict[str, Mapped], Sequence[Line]]:
    """Return the keys and values between two rules at the top of a file, and the lines below."""
    matter = _MATTER.match(builder.document.text)
    if not matter:
        return {}, header
    last = builder.document.line(matter.end() - 1)
    found: dict[str, Mapped] = {}
    for line in header:
        key = _KEY.match(line.plain) if line.number < last else None
        if key:
            found[key[1].lower()] = line.text.cut(key.end()).strip(" \"'")
    return found, [line for line in header if line.number >= last]


def _headline(builder: Builder, basics: Basics, header: Sequence[Line], named: Line | None) -> None:
    for line in header[:5]:
        if line.bullet or len(line.plain) > 160:
            continue
        # Beside the name or an address any mark parts; elsewhere only wide gaps do: "Developer |
        # Speaker" is one.
        behind = line.plain.find(basics.name or "") + len(basics.name or "")
        marked = line is named or next(emails(lowered(line.plain)), None)
        text = line.text.cut(behind) if line is named else _unlabelled(line.text)
        for part in text.split(PARTED if marked else _APART):
            prose = re.search(r"[.!?]\s*$", part.text) or len(part.text) > 120
            said = prose or find_dates(part.text) or next(emails(lowered(part.text)), None)
            if has_title(part.text) and not said:
                basics.label = builder.value("/basics/label", part)
                return


def _unlabelled(text: Mapped) -> Mapped:
    """Return what stands behind ``Role:``."""
    label = _ROLE.match(text.text)
    return text.cut(label.end()) if label else text


def _contact(builder: Builder, basics: Basics, line: Line) -> None:
    # Links first: they are whole, where the text shown for one may be any word, or have one before
    # it ("Emailada@example.org").
    for anchor in line.anchors:
        _link(builder, basics, anchor.url)
    low = lowered(line.plain)
    email = next(emails(low), None)
    if email and not basics.email:
        builder.place("/basics/email", line.text.cut(*email.span()).strip())
        basics.email = plain_email(line.plain[slice(*email.span())])
    for match in URL.finditer(low):
        _link(builder, basics, line.text.cut(*match.span()))
    for network, pattern in NETWORKS.items() if "/" in low else ():
        found = pattern.search(low)
        if found:
            handle = line.plain[slice(*found.span(1))]
            _profile(builder, basics, network, line.text.cut(*found.span()), handle)
    named = _HANDLE.search(line.plain)
    if named and not URL.search(low):
        network = next(name for name in NETWORKS if name.lower() == named[1].lower())
        _profile(builder, basics, network, line.text.cut(*named.span(2)), named[2])
    _phone(builder, basics, line, email)
    _location(builder, basics, line)


def _link(builder: Builder, basics: Basics, url: Mapped) -> None:
    text = url.text.strip()
    if text.lower().startswith("mailto:"):
        start = url.text.index(":") + 1
        address = url.cut(start, start + len(url.text[start:].partition("?")[0]))
        if not basics.email and EMAIL.fullmatch(lowered(address.text.strip())):
            basics.email = builder.value("/basics/email", address)
        return
    low = lowered(text)
    for network, pattern in NETWORKS.items():
        found = pattern.match(low)
        if found:
            _profile(builder, basics, network, url, text[slice(*found.span(1))])
            return
    if (
        not basics.url
        and re.match(r"https?://[\w.-]+\.\w{2,}|www\.", text)
        and not _ELSEWHERE.search(text)
    ):
        basics.url = builder.value("/basics/url", url)


def _profile(builder: Builder, basics: Basics, network: str, text: Mapped, handle: str) -> None:
    for index, profile in enumerate(basics.profiles):
        if profile.network == network:
            if profile.username == handle.rstrip(".-/"):
                builder.place(f"/basics/profiles/{index}", text)
            return
    pointer = f"/basics/profiles/{len(basics.profiles)}"
    builder.place(pointer, text)
    url = text.text.strip()
    full = url if url.startswith("http") else f"https://{url}" if "/" in url else None
    basics.profiles.append(Profile(network=network, username=handle.rstrip(".-/"), url=full))


def _phone(builder: Builder, basics: Basics, line: Line, email: re.Match[str] | None) -> None:
    if basics.phone:
        return
    # Addresses hold digits too: blanks of their length keep the places of what remains.
    text = line.plain
    if email:
        address = text[slice(*email.span())]
        text = text.replace(address, " " * len(address))
    text = URL.sub(lambda match: " " * len(match[0]), lowered(text))
    for match in phone_numbers(text):
        basics.phone = builder.value("/basics/phone", line.text.cut(*match.span()))
        return


def phone_numbers(text: str) -> Iterator[re.Match[str]]:
    """Yield the telephone numbers of a text; addresses are to be taken out, which hold digits."""
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if _dated(match) or not 7 <= len(digits) <= 15:
            continue
        # No number has more than 15 digits; below 9 it needs a plus, a nought or a bracket first.
        if match[0][0] in "+0(" or len(digits) >= 9:
            yield match


def _dated(number: re.Match[str]) -> bool:
    """``(2018-2020)`` and ``03/2018 - 04/2020`` are no numbers to call."""
    start, end = number.span()
    # Longer than a lone year, which is a group of digits in many a number.
    dates = [dates for dates in find_dates(number.string) if dates.place[1] - dates.place[0] > 4]
    return any(one.place[0] < end and start < one.place[1] for one in dates)


def _location(builder: Builder, basics: Basics, line: Line) -> None:
    if basics.location or len(line.plain) > 200:
        return
    label = _LABEL.match(line.plain)
    parts: Iterable[Mapped] = [line.text.cut(label.end())] if label else line.text.split(PARTED)
    found = (text for part in parts for text in _places(part, labelled=label is not None))
    text = next(found, None)
    if text is not None:
        value = builder.value("/basics/location", text)
        basics.location = Location(address=value) if value else None


def _places(whole: Mapped, *, labelled: bool) -> Iterator[Mapped]:
    """Yield what is a place of a part of a line, of an address the town alone."""
    for part in _with_tail(whole):
        text = _undecorated(part)
        if text.text and (is_place(text.text) or _vouched(part, text)):
            yield text
    code = _CODE.search(whole.text)
    town = trim(whole.cut(code.end())) if code else None
    if code and town and not re.search(r"[\d@]", town.text) and not _is_street(town.text):
        street = re.search(r"\d\w?\s*,\s*$", whole.text[: code.start("code")])
        named = (labelled or street) and _TOWN.fullmatch(_COMMA.split(town.text)[0])
        if is_place(town.text) or named:
            yield town


def _is_street(text: str) -> bool:
    """Return whether a house number stood before it: ``1200 Main Street, Springfield``."""
    return not set_of("streets").isdisjoint(
        lowered(text).replace(",", " ").replace(".", " ").split()
    )


def _vouched(part: Mapped, text: Mapped) -> bool:
    """Return whether a pin speaks for a place that no list has, unless a sentence follows it."""
    pinned = bool(_PINNED.match(part.text)) and len(text.text.split()) <= 5
    return pinned and not re.search(r"[\d@]", text.text)


def _with_tail(text: Mapped) -> list[Mapped]:
    """``Full-stack engineer, Tartu, Estonia``: also the last two parts between commas."""
    commas = [match.end() for match in _COMMA.finditer(text.text)]
    tail = [text.cut(commas[-2])] if len(commas) > 1 else []
    # "From ferries to forecasts. Copenhagen"
    sentences = text.split(_SENTENCE) if _SENTENCE.search(text.text) else []
    return [text, *tail, *sentences]


def _undecorated(text: Mapped) -> Mapped:
    """Drop a leading emoji, also one that an earlier wrong decoding left in pieces."""
    mark = _EMOJI.match(text.text)
    return trim(text.cut(mark.end()) if mark else text)
