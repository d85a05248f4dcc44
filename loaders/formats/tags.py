r"""Which text in HTML, and in Markdown, is a tag, a comment or an entity: markup that none reads.

In an HTML file whatever has the shape of a tag is one, as in a browser: ``<``, perhaps ``/``, a
name (``my-widget``, ``o:p``), perhaps attributes behind a blank, ``>``. A name with an ``@`` or a
``/`` in it is an address, and stays.

In Markdown, and in plain text, the same brackets also hold words that the reader is to see. There
the names of HTML are tags. Any other name is one where it is well formed (name of letters, digits
and hyphens, attributes ``key`` or ``key=value``) and something besides the brackets says so:

- it closes: ``</modal>``, ``<icon/>``;
- the text has a tag that closes this name: ``<modal> … </modal>``;
- an attribute has a value: ``<icon name="x">``;
- it has no attribute, is in lower case, and is alone in its line, at most three blanks deep.

So ``List<T>``, ``Vec<u8>``, ``#include <vector>``, ``a <b``, ``<you@example.org>`` and
``<https://example.org>`` stay text. So does all within a code span, which one to three backticks
open and as many close in the same line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import Final

from ...ontology.wordlists import WordPattern

_NAMES: Final = (
    "a|abbr|address|article|aside|b|blockquote|body|br|caption|center|code|dd|details|div|dl|dt|em|"
    "figure|font|footer|form|h[1-6]|head|header|hr|html|i|img|li|link|main|mark|meta|modal|nav|"
    "noscript|ol|p|pre|s|script|section|small|span|strong|style|sub|summary|sup|svg|table|tbody|td|"
    "template|tfoot|th|thead|time|title|tr|u|ul"
)
_KNOWN: Final = (
    rf"<!--|<![a-zA-Z][^<>]*>|<\?xml[^<>]*>|<(?P<close>/)?(?P<name>{_NAMES})(?P<attributes>\s[^<>]*)?/?>|"
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});"
)
# Compiled when a text has a tag: a question that quotes plain lines needs neither.
_HTML: Final = WordPattern(
    lambda: rf"{_KNOWN}|</?(?P<other>[a-z][\w.:-]*)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
# No part holds an angle bracket, so that a text of open ones is not read again from each of them.
_ATTRIBUTE: Final = r"\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'=<>`]+))?"
# Of each length only the last in a line may be sought in vain: more lengths would take more time.
_CODE: Final = r"(?<!`)(?P<code>`{1,3})(?!`)[^\n]*?(?<!`)(?P=code)(?!`)"
_MARKDOWN: Final = WordPattern(
    lambda: (
        rf"{_CODE}|{_KNOWN}|<(?P<end>/)?(?P<other>[a-z][a-z0-9-]*)(?(end)|(?:{_ATTRIBUTE})*)\s*/?>"
    ),
    re.IGNORECASE,
)
_CLOSERS: Final = re.compile(r"</([a-z][a-z0-9-]*)\s*>", re.IGNORECASE)
_BARE: Final = re.compile(r"<[a-z][a-z0-9-]*>")
_LINE_START: Final = re.compile(r"(?:^|[\r\n]) {0,3}\Z")  # in the four characters before a tag
_LINE_END: Final = re.compile(r"[ \t]{0,3}(?:[\r\n]|\Z)")


def find_markup(text: str, *, whole: bool) -> Iterator[re.Match[str]]:
    """Yield what is markup, in order: comments' starts, declarations, tags and entities.

    Groups ``name``, ``close`` and ``attributes`` are of a tag of HTML, ``other`` is the name of any
    other. ``whole`` says that the text is an HTML file.
    """
    if whole:
        yield from _HTML.finditer(text)
        return
    closed = {name.lower() for name in _CLOSERS.findall(text)}
    for match in _MARKDOWN.finditer(text):
        if match["code"] is None and (match["other"] is None or _is_tag(match, closed)):
            yield match


def _is_tag(match: re.Match[str], closed: Set[str]) -> bool:
    """Return whether more than its brackets says that a tag of another name is one."""
    tag = match[0]
    if match["end"] or tag.endswith("/>") or match["other"].lower() in closed:
        return True
    # Well formed, it has a sign of equality only before a value, or in one.
    return "=" in tag or _is_alone(match)


def _is_alone(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 4) : match.start()]
    return bool(
        _BARE.fullmatch(match[0])
        and _LINE_START.search(before)
        and _LINE_END.match(match.string, match.end())
    )
