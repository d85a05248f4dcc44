"""Name, headline, contact and place: what stands above the sections, or under "Contact"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from ...ontology.wordlists import WordPattern
from ..addresses import EMAIL, NETWORKS, URL, emails, plain_email
from ..builder import Builder, trim
from ..dates import find_dates
from ..layout.lines import Line
from ..layout.mapped import Mapped
from ..lexicon import has_organisation, has_school, has_title, section_headings, spoken_languages
from ..normalization import bare, folded, lowered
from ..patterns import any_of, entries, set_of, with_optional_stops
from ..places import is_place
from ..resume import Basics, Location, Profile
from ..segmentation.roles import sounds_like_title
from .body import glue

# As people group digits, in any country: the code of a country or an area, "(0)" between the two as
# Britons and Germans write it, then groups of two to five. Nothing may touch it that would make it
# a part of an address or of an identifier.
_PHONE: Final = re.compile(
    r"""(?<![\w/.=-])
        \(?(?:\+|00)?\(?\d{1,4}\)?(?:\s?\(0\))?(?:[\s./-]?\(?\d{2,5}\)?){2,6}
        (?![\w/-])""",
    re.VERBOSE,
)
_HANDLE: Final = re.compile(r"\b(github|linkedin|gitlab|twitter)\s*[:：]\s*@?([\w-]+)\s*$", re.I)
_SPLIT: Final = re.compile(r"\s*[|•·]\s*|\s+/\s+|\s+[—–]\s+|\s{3,}|\t+")
_APART: Final = re.compile(r"\s{3,}|\t+")
_NAMED: Final = WordPattern(lambda: rf"\s*{any_of('labels', 'name')}\s*[:：]\s*", re.IGNORECASE)
_LABEL: Final = WordPattern(
    lambda: rf"\s*{any_of('labels', 'name', 'residence')}\s*[:：]\s*", re.IGNORECASE
)
# Pins, globes and houses: a resume sets them before where somebody lives.
_PINNED: Final = re.compile("\\s*[\U0001f4cd\U0001f30d-\U0001f30f\U0001f3e0\U0001f5fa\U0001f3d9]")
_EMOJI: Final = re.compile(r"\W*(?:[^\x00-\x7f]+[^\w\s]+[^\x00-\x7f]*\s+)?\W*")
_COMMA: Final = re.compile(r",\s+")
_CJK: Final = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{2,6}")
# "林志远 (Zhiyuan Lin)": the name in other letters.
_LATIN: Final = re.compile(r"\s*[(（][A-Za-z][\w .,'’-]+[)）]\s*$")
_CV: Final = WordPattern(
    lambda: (
        rf"\b{any_of('names', 'documents')}\b\s*"
        rf"(?:{any_of('names', 'of')}|:|[-–—|])?\s*"
    ),
    re.IGNORECASE,
)
_POSSESSIVE: Final = re.compile(r"[’']s?\s*$")
# Of a page: what stands above its text between two rules, "title: Ada Quill".
_MATTER: Final = re.compile(r"\ufeff?---[ \t]*\r?\n(?:[^\n]{0,500}\n){1,60}?---[ \t]*\r?\n")
_KEY: Final = re.compile(r"(\w[\w-]{0,30}):\s+(?=\S)")
_NAMING: Final = frozenset({"name", "author", "title"})
_TITLING: Final = frozenset({"description", "label", "headline", "subtitle", "tagline", "job"})
_WHERE: Final = re.compile(r"\s*\([^()/]*\)$")
_NOBODY: Final = WordPattern(lambda: rf"\b{any_of('names', 'no person')}\b")
# "O'Neill", "Anne-Marie", "J.R." and "St." are one word each.
_WORD: Final = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:[-'’.][^\W\d_]+)*\.?")
_TITLES: Final = WordPattern(
    lambda: rf",?\s*\b(?:{with_optional_stops(entries('names', 'titles'))}|dipl\.?-?\w*)\b\.?",
    re.IGNORECASE,
)
_ELSEWHERE: Final = WordPattern(lambda: rf"{any_of('networks', 'hosts')}\.", re.IGNORECASE)


def read_basics(
    builder: Builder,
    header: Sequence[Line],
    contact: Sequence[Line],
    others: Sequence[Line] = (),
    *,
    announced: bool,
) -> Basics:
    """Return what the header and the contact section say of the person; nothing is guessed.

    ``others`` are the lines above what somebody did: a column beside it comes first in a file, as
    in profiles saved as text, and the name stands beneath.
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
        named = _name(builder, basics, header if known else header[:1], contact, others)
    for line in header:
        if basics.name and line.plain.strip() == basics.name:
            builder.place("/basics/name", line.text.strip())
    if basics.label is None:
        _headline(builder, basics, header, named)
    return basics


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


def _name(
    builder: Builder,
    basics: Basics,
    header: Sequence[Line],
    contact: Sequence[Line],
    others: Sequence[Line],
) -> Line | None:
    # A label is surer than any shape. Without one the name stands in the first lines, and not below
    # a paragraph.
    for line in [*header[:6], *contact]:
        match = _NAMED.match(line.plain)
        told = _in_one_script(line.text.cut(match.end())) if match else None
        if told is not None and is_name(told.text):
            basics.name = builder.value("/basics/name", told)
            return line
    # Beneath the name of a firm stands its address, not a person.
    firm = bool(header) and has_organisation(header[0].plain) and not header[0].heading
    for line in header[: 1 if firm else 6]:
        # An item beneath other lines is one of what they ask for, or of how to reach somebody.
        part = None if line.bullet and line is not header[0] else _name_part(line)
        if part:
            basics.name = builder.value("/basics/name", part)
            return line
        if not line.heading and len(line.plain) > 160:
            break
    return (
        _lone_name(builder, basics, header)
        or _title_of_page(builder, basics, others)
        or _above_headline(builder, basics, others)
    )


def _title_of_page(builder: Builder, basics: Basics, others: Sequence[Line]) -> Line | None:
    """The one heading of the first level, beneath a column of contacts, skills and the like."""
    titles = [line for line in others if line.heading == 1]
    part = _name_part(titles[0]) if len(titles) == 1 else None
    if part is None:
        return None
    basics.name = builder.value("/basics/name", part)
    return titles[0]


def _lone_name(builder: Builder, basics: Basics, header: Sequence[Line]) -> Line | None:
    """One word is a name where the address has it too, or a title stands behind it in a heading."""
    local = folded((basics.email or "").partition("@")[0])
    for line in header[:3]:
        parts = line.text.split(_SPLIT) or [line.text]
        first = _possessor(_without_mark(parts[0]))
        word = trim(first)
        if not word.text or " " in word.text or not is_name(f"{word.text} Quill"):
            continue
        titled = line.heading == 1 and any(has_title(part.text) for part in parts[1:])
        if titled or len(word.text) > 2 and folded(word.text) in local:
            basics.name = builder.value("/basics/name", word)
            return line
    return None


def _above_headline(builder: Builder, basics: Basics, others: Sequence[Line]) -> Line | None:
    """A name after a gap, right above a line with a title."""
    for line, beneath in pairwise(others):
        apart = line.blank_before and not beneath.blank_before and not line.bullet
        if apart and has_title(beneath.plain) and is_name(line.plain):
            basics.name = builder.value("/basics/name", line.text.strip())
            return line
    return None


def _name_part(line: Line) -> Mapped | None:
    text = _possessor(_without_mark(line.text))
    parts = text.split(_SPLIT)
    first = _in_one_script(trim(parts[0])) if parts else None
    # "Night Dispatcher (Eastmere)" is what somebody looks for.
    if first is None or _WHERE.search(first.text) and sounds_like_title(_WHERE.sub("", first.text)):
        return None
    # What people write behind their names: pronouns, a title after a comma or a dash, a remark.
    pronouns = re.search(r"\s*[(\[]\w+/\w+(?:/\w+)?[)\]]$", first.text)
    first = first.cut(0, pronouns.start()) if pronouns else first
    comma = re.search(r",\s", first.text)
    cut = first.cut(0, comma.start()) if comma else None
    # Only a heading may hold a first and a last name with a tab or a mark between them.
    both = glue(parts[0], parts[1]) if line.heading and len(parts) > 1 else None
    dash = re.search(r"\s+-\s+|\s+\((?=[^()]*\d)", first.text)
    before = first.cut(0, dash.start()) if dash else None
    for candidate in [first, cut, before, both]:
        if candidate is not None and is_name(_TITLES.sub("", candidate.text)):
            degree = _TITLES.search(candidate.text)
            return candidate.cut(0, degree.start()) if degree and degree.start() else candidate
    return None


def _without_mark(text: Mapped) -> Mapped:
    """Take ``Resume of`` or ``- CV`` away; in a longer line it is a word like any other."""
    mark = _CV.search(text.text)
    if not mark or len(text.text) >= 80:
        return text
    return text.cut(0, mark.start()) if text.text[: mark.start()].strip() else text.cut(mark.end())


def _in_one_script(text: Mapped) -> Mapped:
    """Leave out a name in Latin letters behind the same one in Chinese, Japanese or Korean."""
    latin = _LATIN.search(text.text)
    beside = latin and not re.search("[A-Za-z]", text.text[: latin.start()])
    return text.cut(0, latin.start()) if latin and beside else text


def _possessor(text: Mapped) -> Mapped:
    """``Ada Quill's`` is left of ``Ada Quill's CV``."""
    end = _POSSESSIVE.search(text.text)
    return text.cut(0, end.start()) if end else text


def is_name(text: str) -> bool:
    """Return whether a line has the shape of a person's name: two to five capitalised words."""
    # Nicknames are left out: Robert "Bob" Example, Robert (Bob) Example.
    plain = re.sub(r"[\"“”'‘’(][^\"“”()\d]{1,20}[\"“”'’)]", " ", text).strip(" ,|")
    # Japanese, Chinese and Korean: no blank parts the words. 履歴書 and 简历 head a resume.
    # A blank between the family's name and the given one is left out.
    joined = re.sub(r"[ \u3000]", "", plain, count=1)
    if _CJK.fullmatch(joined):
        announces = bare(plain) in section_headings() or re.search("[歴历书書]", plain)
        return not (announces or joined != plain and has_title(plain))
    words = plain.split()
    if not 2 <= len(words) <= 5 or len(plain) > 60 or re.search(r"[\d@/:;&+#]", plain):
        return False
    if has_title(plain) or has_organisation(plain) or has_school(plain) or is_place(plain):
        return False
    if _NOBODY.search(lowered(plain)):
        return False
    languages = spoken_languages()
    if bare(plain) in section_headings() or all(folded(word) in languages for word in words):
        return False
    return all(_WORD.fullmatch(word) and _name_case(word) for word in words)


def _name_case(word: str) -> bool:
    if word[0].isupper() or word.lower() in set_of("names", "particles"):
        return True
    return word[:1].lower() == word[:1].upper()  # of a script without cases


def _headline(builder: Builder, basics: Basics, header: Sequence[Line], named: Line | None) -> None:
    for line in header[:5]:
        if line.bullet or len(line.plain) > 160:
            continue
        # Beside the name any mark parts; elsewhere only wide gaps do: "Developer | Speaker" is one.
        behind = line.plain.find(basics.name or "") + len(basics.name or "")
        parts = line.text.cut(behind).split(_SPLIT) if line is named else line.text.split(_APART)
        for part in parts:
            prose = re.search(r"[.!?]\s*$", part.text) or len(part.text) > 120
            said = prose or find_dates(part.text) or next(emails(lowered(part.text)), None)
            if has_title(part.text) and not said:
                basics.label = builder.value("/basics/label", part)
                return


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
    parts: Iterable[Mapped] = [line.text.cut(label.end())] if label else line.text.split(_SPLIT)
    for part in [item for whole in parts for item in _with_tail(whole)]:
        text = _undecorated(part)
        # A pin vouches for a place that no list has, unless it stands before a sentence.
        pinned = _PINNED.match(part.text) and len(text.text.split()) <= 5
        if text.text and (is_place(text.text) or pinned and not re.search(r"[\d@]", text.text)):
            value = builder.value("/basics/location", text)
            basics.location = Location(address=value) if value else None
            return


def _with_tail(text: Mapped) -> list[Mapped]:
    """``Full-stack engineer, Tartu, Estonia``: also the last two parts between commas."""
    commas = [match.end() for match in _COMMA.finditer(text.text)]
    return [text, text.cut(commas[-2])] if len(commas) > 1 else [text]


def _undecorated(text: Mapped) -> Mapped:
    """Drop a leading emoji, also one that an earlier wrong decoding left in pieces."""
    mark = _EMOJI.match(text.text)
    return trim(text.cut(mark.end()) if mark else text)
