"""Which labels of the ontology are ordinary words: asks the dictionaries of this machine.

    python benchmarks/ordinary_words.py [--dictionaries FOLDER]

Writes ``ontology/linker/words/ordinary.txt``: of every language the single words among the labels
that its dictionary has, without accents; names, which English writes with a capital, are none.
The dictionaries are Debian's ``wamerican-large``, ``wngerman``, ``wfrench``, ``wspanish`` and
``wportuguese`` (in ``/usr/share/dict``). Run it after adding concepts.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Final

from commonground.ontology.folding import plain
from commonground.ontology.linker.tokens import spelling
from commonground.ontology.ontology import load_ontology

_DICTIONARIES: Final = {
    "english": "american-english-large",
    "german": "ngerman",
    "french": "french",
    "spanish": "spanish",
    "portuguese": "portuguese",
}
_FILE: Final = Path(__file__).parents[1] / "ontology" / "linker" / "words" / "ordinary.txt"
_HEAD: Final = """\
# Labels of the ontology that are ordinary words too: what a dictionary has in small letters
# (German: its nouns as well), without accents. Written by benchmarks/ordinary_words.py from
# Debian's dictionaries; not to be edited.
"""


def main() -> None:
    """Compare and write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--dictionaries", type=Path, default=Path("/usr/share/dict"))
    folder = parser.parse_args().dictionaries
    labels = {
        words[0]
        for concept in load_ontology().concepts.values()
        for label in concept.labels
        if len(words := spelling(label)[0]) == 1 and len(words[0]) > 1
    }
    text = _HEAD
    names = _entries(folder / _DICTIONARIES["english"], str.istitle)
    for language, name in _DICTIONARIES.items():
        found = _entries(folder / name, str.islower)
        if language == "german":
            found |= _entries(folder / name, str.istitle) - names
        held = sorted(labels & found)
        text += "\n".join(["", f"[{language}]", *held, ""])
    _FILE.write_text(text, "utf-8")


def _entries(path: Path, written: Callable[[str], bool]) -> set[str]:
    """Return the words of a dictionary that are written so, in small letters without accents."""
    lines = path.read_text("utf-8", "replace").splitlines()
    return {plain(line.lower()) for line in lines if line.isalpha() and written(line)}


if __name__ == "__main__":
    main()
