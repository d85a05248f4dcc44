"""The sure keys of a mention: addresses that belong to one person alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from ...loaders.resume import Basics, Profile

CODE_HOSTS: Final = {
    "github.com": "github",
    "gitlab.com": "gitlab",
    "bitbucket.org": "bitbucket",
    "codeberg.org": "codeberg",
    "sr.ht": "sourcehut",
}
_NOBODYS_MAILBOXES: Final = frozenset(  # those that many share, and those that templates show
    "admin careers hr info jobs noreply no-reply office recruiting recruitment sales support team "
    "email example name someone user you your.email your.name youremail yourname".split()
)
# Pages of the code hosts' own, which stand where a user's name stands.
_RESERVED: Final = frozenset(
    "about apps collections enterprise explore features groups login marketplace orgs pricing "
    "search settings site sponsors topics users".split()
)
# Where everybody has a page, at addresses of many forms: none is a site of one's own.
_PLATFORMS: Final = frozenset(
    "bsky.app dev.to discord.com discord.gg facebook.com google.com instagram.com kaggle.com "
    "leetcode.com linktr.ee mastodon.social medium.com stackoverflow.com t.me telegram.me "
    "twitter.com wa.me x.com xing.com youtube.com".split()
)
_SITE_WORDS: Final = frozenset("blog homepage page portfolio site web website".split())


def sure_keys(basics: Basics) -> tuple[str, ...]:
    """Return the keys ``email:``, ``github:`` …, ``linkedin:``, ``site:``, ``phone:``, sorted."""
    keys = [_email_key(basics.email), _phone_key(basics.phone), _address_key(basics.url, site=True)]
    keys += [_profile_key(profile) for profile in basics.profiles]
    return tuple(sorted({key for key in keys if key}))


def handle(profile: Profile) -> str | None:
    """Return a profile as one line: ``github:ada``, or the address where there is no user name."""
    key = _profile_key(profile)
    if key and not key.startswith("site:"):
        return key
    if profile.username:
        return f"{profile.network.casefold()}:{profile.username}"
    return profile.url


def _email_key(email: str | None) -> str | None:
    local, at, domain = (email or "").strip().casefold().removeprefix("mailto:").rpartition("@")
    if not at or not local or local in _NOBODYS_MAILBOXES:
        return None
    if domain in {"gmail.com", "googlemail.com"}:  # one mailbox however it is dotted or tagged
        local, domain = local.split("+")[0].replace(".", ""), "gmail.com"
    return f"email:{local}@{domain}"


def _phone_key(phone: str | None) -> str | None:
    text = re.sub(r"\(0\)", "", phone or "")  # dialled at home only: "+44 (0)20 …"
    digits = "".join(str(int(char)) for char in text if char.isdecimal())
    # E.164 has 15 digits at most, "00" may stand before them; with fewer than 7 it is an extension.
    return f"phone:{digits.removeprefix('00')}" if 7 <= len(digits) <= 17 else None


def _profile_key(profile: Profile) -> str | None:
    network = profile.network.casefold()
    host = {name: host for host, name in CODE_HOSTS.items()}.get(network)
    if profile.username and (host or network == "linkedin"):
        path = f"in/{profile.username}" if network == "linkedin" else profile.username
        return _address_key(f"https://{host or 'linkedin.com'}/{path}", site=False)
    return _address_key(profile.url, site=bool(_SITE_WORDS & set(network.split())))


def _address_key(url: str | None, *, site: bool) -> str | None:
    """Return the key of an address; ``site`` says that the resume calls it the person's own."""
    parts = _split(url)
    if parts is None:
        return None
    host, path = parts
    if host in CODE_HOSTS:
        return _code_host_key(CODE_HOSTS[host], path)
    if host == "linkedin.com" or host.endswith(".linkedin.com"):
        return f"linkedin:{path[1]}" if len(path) >= 2 and path[0] == "in" else None
    if not site or host in _PLATFORMS or "." not in host:
        return None
    return "site:" + "/".join([host, *path])


def _code_host_key(name: str, path: list[str]) -> str | None:
    if len(path) != 1 or path[0] in _RESERVED:  # two parts are a repository, perhaps another's
        return None
    return f"{name}:{path[0].lstrip('@~')}"


def _split(url: str | None) -> tuple[str, list[str]] | None:
    text = (url or "").strip()
    if not text or text.startswith("mailto:"):
        return None
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    path = unquote(parts.path).casefold()
    return host, [part for part in path.split("/") if part]
