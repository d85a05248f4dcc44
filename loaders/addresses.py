"""Addresses in a line of contacts: mail, pages, and profiles on networks.

All are sought in the line in lower case (``lowered``), where the patterns are several times faster
than with ``re.IGNORECASE``; places are the same in the line as it is.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Final

from ..ontology.wordlists import WordPattern
from .layout.mapped import Mapped
from .normalization import lowered
from .patterns import any_of

EMAIL: Final = re.compile(
    # 64 is the longest that a mailbox may be; without a bound a long word is tried from each letter
    r"""(?<![\w.+-])[\w.+-]{1,64}
        \s?(?:@|\s?[\[(]\s?at\s?[\])]\s?)\s?  # ada (at) example (dot) org, against harvesters
        [\w-]+(?:(?:\.|\s?[\[(]\s?dot\s?[\])]\s?)[\w-]+)+""",
    re.VERBOSE,
)
_PACKED: Final = re.compile(r"[A-Za-z0-9+/]{8,200}={0,2}")  # against harvesters
_AT: Final = re.compile(r"@|[\[(]\s?at\b")
# Group 1 is the handle, at most as long as the network allows where that is known.
NETWORKS: Final = {
    # Nothing may follow the handle: github.com/ada/kiln is a project and may be anybody's.
    "GitHub": re.compile(
        r"(?:https?://)?(?:www\.)?github\.com/([\w-]{1,39})(?=/?(?:$|[\s)|,;•·>?#]))"
    ),
    # A country or a language may stand before it: de.linkedin.com.
    "LinkedIn": re.compile(r"(?:https?://)?(?:[a-z]{2,3}\.)?linkedin\.com/(?:in|pub)/([\w%.-]+)"),
    "GitLab": re.compile(r"(?:https?://)?(?:www\.)?gitlab\.com/([\w.-]+)"),
    "Stack Overflow": re.compile(r"(?:https?://)?(?:www\.)?stackoverflow\.com/users/(\d+)"),
    "Twitter": re.compile(r"(?:https?://)?(?:www\.)?(?:twitter|x)\.com/(\w{1,15})(?!\w)"),
    "Mastodon": re.compile(r"(?:https?://)?(?:mastodon\.\w+|fosstodon\.org)/@(\w+)"),
}
_SERVICE: Final = WordPattern(lambda: rf"\b{any_of('networks', 'services')}\b")
# A full stop at the end is the sentence's.
URL: Final = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]|,;]+[^\s<>()\[\]|,;.]")


def emails(low: str) -> Iterator[re.Match[str]]:
    """Return the addresses of mail in a text in lower case; most texts have no sign of one."""
    return EMAIL.finditer(low) if _AT.search(low) else iter(())


def unpacked_email(text: str) -> str:
    """Return the address that a text in Base64 is; any other text as it is."""
    if not _PACKED.fullmatch(text) or len(text) % 4:
        return text
    plain = base64.b64decode(text).decode("latin-1")
    return plain if EMAIL.fullmatch(lowered(plain)) else text


def plain_email(text: str) -> str:
    """Return an address that spells its marks out, ``name (at) example (dot) org``, with them."""
    text = re.sub(r"\s?[\[(]\s?at\s?[\])]\s?", "@", text, flags=re.IGNORECASE)
    return re.sub(r"\s?[\[(]\s?dot\s?[\])]\s?", ".", text, flags=re.IGNORECASE).replace(" ", "")


def without_addresses(text: Mapped) -> Mapped:
    """Return a line of contacts without addresses and services, whose words name no skill."""
    low = lowered(text.text)
    # Networks last: without "https://" the others do not see them, and without "/" there is none.
    found = [*emails(low), *URL.finditer(low), *_SERVICE.finditer(low)]
    for pattern in NETWORKS.values() if "/" in low else ():
        found += pattern.finditer(low)
    return text.without([match.span() for match in found]) if found else text
