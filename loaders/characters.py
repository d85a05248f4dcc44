"""Characters that are not seen and change what is: defined once, for reading and for showing.

Each constant is the inside of a character class.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False  # to a type checker this is that of ``typing``, which is slow to import
if TYPE_CHECKING:
    from typing import Final

_DIRECTIONS: Final = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ZERO_WIDTH: Final = r"\u200b\u2060-\u2065\u206a-\u206f\ufeff"

# What drives a terminal, breaks a line or makes one name read as another. Joiners are not in it:
# Persian and emoji are written with them.
UNSAFE: Final = rf"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_DIRECTIONS}{_ZERO_WIDTH}"

# What stands inside of words and would keep them from being known, soft hyphens and joiners too.
# Tabs and line ends are not in it: they part cells and lines.
UNSEEN: Final = rf"\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200c\u200d{_DIRECTIONS}{_ZERO_WIDTH}"

_UNSAFE = re.compile(f"[{UNSAFE}]")


def safe(text: str) -> str:
    """Return the text on one line with control and bidirectional characters as escapes."""
    return _UNSAFE.sub(escape, text)


def escape(match: re.Match[str]) -> str:
    """Return the escape of a character, as JSON and Python write it."""
    return f"\\u{ord(match[0]):04x}"
