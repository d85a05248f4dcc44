"""How fast texts are linked on one core, beside programs that match labels and decide nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from typing import Any, Final

from commonground.ontology.linker.linker import Linker
from commonground.ontology.ontology import Ontology

SECONDS: Final = 1.0
ROUNDS: Final = 3

Run = Callable[[str], object]


def rates(linker: Linker, lines: Sequence[str]) -> Iterator[tuple[str, float | None]]:
    """Yield (program, MB/s, None where it is not installed), linker first."""
    # What stands around, if only a blank, keeps the linker from answering out of its memory of
    # short lines: the second round is to cost what the first did.
    yield "commonground, with senses", _rate(partial(linker.link, nearby=" "), lines)
    yield "the same, short lines known", _rate(linker.link, lines)
    labels = _labels(linker.ontology)
    for name, made in _PEERS.items():
        try:
            yield name, _rate(made(labels), lines)
        except ImportError:
            yield name, None


def _rate(run: Run, lines: Sequence[str]) -> float:
    """Return the best of some rounds, each of so many seconds, in MB/s."""
    size = sum(len(line.encode()) for line in lines)
    return max(size * _rounds(run, lines) / 1e6 for _ in range(ROUNDS))


def _rounds(run: Run, lines: Sequence[str]) -> float:
    """Return how often a second of the processor's time all lines were read."""
    begun, done = time.process_time(), 0
    while (spent := time.process_time() - begun) < SECONDS or not done:
        for line in lines:
            run(line)
        done += 1
    return done / spent


def _labels(ontology: Ontology) -> list[str]:
    named = (one for one in ontology.concepts.values() if one.claimable)
    return sorted({label for one in named for label in one.labels})


def _flashtext(labels: Sequence[str]) -> Run:
    processor = import_module("flashtext").KeywordProcessor()
    processor.add_keywords_from_list(list(labels))
    return lambda text: processor.extract_keywords(text, span_info=True)


def _ahocorasick(labels: Sequence[str]) -> Run:
    automaton: Any = import_module("ahocorasick").Automaton()
    for label in labels:
        automaton.add_word(label.lower(), label)
    automaton.make_automaton()
    return lambda text: list(automaton.iter(text.lower()))


def _phrase_matcher(labels: Sequence[str]) -> Run:
    blank = import_module("spacy").blank("en")
    matcher = import_module("spacy.matcher").PhraseMatcher(blank.vocab, attr="LOWER")
    matcher.add("label", [blank.make_doc(label) for label in labels])
    return lambda text: matcher(blank.make_doc(text))


_PEERS: Final[dict[str, Callable[[Sequence[str]], Run]]] = {
    "flashtext": _flashtext,
    "pyahocorasick": _ahocorasick,
    "spaCy PhraseMatcher": _phrase_matcher,
}
