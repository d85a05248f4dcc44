"""Throw hostile input at every way in: does anything fall over, hang, or say what is not so?

``python benchmarks/fuzz.py [MINUTES] [SEED]`` goes on for ten minutes unless it says otherwise,
through these families in turn, and prints each fault with the number that makes it again:

``reading``   hostile texts parsed: no fault of ours, every place of evidence lies in its text,
              and time stays within a second and ten a megabyte
``loading``   folders of them, in any bytes, loaded into a graph that stays sound
``asking``    every question with the names and words of that graph and with hostile ones
``damage``    the graph's file damaged: a true answer, or one sentence
``race``      a question asked of a graph while another process replaces and forgets documents

Ends with 1 where there was a fault.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from commonground.benchmarks.hostile_text import hostile_text
from commonground.benchmarks.reading_faults import fault_of_reading
from commonground.errors import CommongroundError
from commonground.graph.loading.load import load
from commonground.graph.opening import check, open_graph
from commonground.graph.store import StoredGraph
from commonground.loaders.document import Document
from commonground.queries.questions import QUESTIONS
from commonground.tests.support.damaging import DAMAGES

ROOT: Final = Path(__file__).resolve().parent.parent
RESUMES: Final = [
    path.read_text("utf-8") for path in sorted((ROOT / "examples" / "resumes").glob("*.md"))
]
SUFFIXES: Final = ("md", "txt", "html", "md", "txt", "html", "tex", "json", "yaml", "rtf")
DAY: Final = "2025-12-01"


def main(minutes: float, seed: int) -> int:
    """Go through the families until the time is up; return the exit code."""
    chance = random.Random(seed)
    end = time.monotonic() + 60 * minutes
    tried, faults = Counter[str](), Counter[str]()
    while time.monotonic() < end:
        for name, family in FAMILIES.items():
            number = chance.getrandbits(48)
            with tempfile.TemporaryDirectory() as place:
                for fault in family(random.Random(number), Path(place)):
                    tried[name] += 1
                    if fault:
                        faults[name] += 1
                        print(f"{name} {number}: {fault}", flush=True)
    for name in FAMILIES:
        print(f"{tried[name]:8,} {name}, {faults[name]} faults")
    return 1 if faults else 0


def reading(chance: random.Random, place: Path) -> Iterator[str]:
    """Parse hostile texts."""
    for _ in range(400):
        text, name = hostile_text(chance, RESUMES), f"a.{chance.choice(SUFFIXES)}"
        yield fault_of_reading(text.encode("utf-8", "surrogatepass"), name)


def loading(chance: random.Random, place: Path) -> Iterator[str]:
    """Load files of hostile texts and bytes."""
    graph, files = _filled(chance, place)
    yield from _of_check(graph)
    again = load(files, into=graph, as_of=DAY)
    same = again.added == again.replaced == 0
    yield "" if same else f"loaded again: {again.added} added, {again.replaced} replaced"


def asking(chance: random.Random, place: Path) -> Iterator[str]:
    """Ask every question with words that mean something there and words that do not."""
    path, _ = _filled(chance, place)
    with open_graph(path) as graph:
        words = _words(graph)
        for _ in range(60):
            name = chance.choice(list(QUESTIONS))
            given = [_word(chance, words) for _ in range(chance.randint(0, 3))]
            yield from _asked(graph, name, given)


def damage(chance: random.Random, place: Path) -> Iterator[str]:
    """Damage the graph's file, and ask it and mend it."""
    path, _ = _filled(chance, place)
    with open_graph(path) as graph:
        true = [row.id for row in QUESTIONS["find"].of("Go").ask(graph)]
    data, damaged = path.read_bytes(), place / "damaged.db"
    for how, damaging in DAMAGES.items():
        for beside in place.glob("damaged*"):
            beside.unlink()
        damaged.write_bytes(damaging(data, chance))
        yield from _of_damaged(damaged, true, how)


def race(chance: random.Random, place: Path) -> Iterator[str]:
    """Ask while another process loads other texts of the same people, and forgets some."""
    (place / "cvs").mkdir()
    path = place / "people.db"
    _versions(place / "cvs", 0)
    load(place / "cvs", into=path, as_of=DAY)
    writer = subprocess.Popen([sys.executable, __file__, "--write", str(place)])
    try:
        with open_graph(path) as graph:
            end = time.monotonic() + 6
            while time.monotonic() < end:
                yield from _of_moment(graph)
    finally:
        writer.terminate()
        writer.wait()
    yield from _of_check(path)


FAMILIES: Final[dict[str, Callable[[random.Random, Path], Iterator[str]]]] = {
    one.__name__: one for one in (reading, loading, asking, damage, race)
}


def _filled(chance: random.Random, place: Path) -> tuple[Path, Path]:
    """Return a new graph of some hostile files and the folder that they lie in."""
    files = place / "cvs"
    files.mkdir()
    for number in range(40):
        text = hostile_text(chance, RESUMES)
        encoding = chance.choice(("utf-8", "utf-8", "utf-16", "cp1252", "latin-1"))
        errors = "surrogatepass" if encoding.startswith("utf") else "replace"
        data = text.encode(encoding, errors)
        if chance.random() < 0.1:
            data = chance.randbytes(chance.randint(0, 2000))
        suffix = chance.choice(SUFFIXES)
        (files / f"{number:03}.{suffix}").write_bytes(data)
    for number, text in enumerate(RESUMES):
        (files / f"example{number}.md").write_text(text, "utf-8")
    path = place / "people.db"
    load(files, into=path, as_of=DAY, any_file=chance.random() < 0.7)
    return path, files


def _of_check(path: Path) -> Iterator[str]:
    found = check(path).faults
    yield "; ".join(f"{fault.key}: {fault.what}" for fault in found)


def _words(graph: StoredGraph) -> list[str]:
    nodes = graph.projection.nodes.values()
    return [node.name or node.id for node in nodes] + [one.key for one in graph.documents()]


def _word(chance: random.Random, words: list[str]) -> str:
    if chance.random() < 0.6:
        return chance.choice(words)
    if chance.random() < 0.5:
        return chance.choice(
            ("Go", "Kafka:12m", "at=Lanternfish", "NOT Go", "(Go OR", "Go:since=9")
        )
    return hostile_text(chance, RESUMES, 60)


def _asked(graph: StoredGraph, name: str, words: list[str]) -> Iterator[str]:
    try:
        answer = QUESTIONS[name].of(*words).ask(graph)
        told = answer.to_json()["rows"]
    except CommongroundError:
        yield ""
        return
    except Exception as fault:
        yield f"{name} {words!r}: {type(fault).__name__}: {fault}"
        return
    wrong = [one for row in told for one in row["evidence"] if not _stands(graph, one)]
    yield f"{name} {words!r}: {wrong[:2]}" if wrong else ""


def _stands(graph: StoredGraph, evidence: dict[str, Any]) -> bool:
    """Return whether a quote stands where it is said to."""
    if "start" not in evidence:  # of the ontology
        return True
    document: Document = graph.document(evidence["source"])
    found = document.text[evidence["start"] : evidence["end"]]
    return bool(found) and found == evidence["quote"]


def _of_damaged(path: Path, true: list[str], how: str) -> Iterator[str]:
    try:
        with open_graph(path) as graph:
            answer = QUESTIONS["find"].of("Go").ask(graph)
            found = [row.id for row in answer]
            told = found == true or bool(graph.damaged())
        yield "" if told else f"{how}: another answer than the true one"
        mended = check(path, repair=True)
        left = check(mended.salvaged or path).faults if mended.sound or mended.salvaged else ()
        yield f"{how}: mended, and still {left[0].what}" if left else ""
    except CommongroundError:
        yield ""
    except Exception as fault:
        yield f"{how}: {type(fault).__name__}: {fault}"


def _of_moment(graph: StoredGraph) -> Iterator[str]:
    for name, words in (("find", ["Kafka", "Temporal"]), ("shared", []), ("colleagues", ["9.md"])):
        try:
            answer = QUESTIONS[name].of(*words).ask(graph)
        except CommongroundError as fault:
            yield "" if "9.md" in words else f"{name}: {fault}"
            continue
        rows = answer.to_json()["rows"] if name == "find" else []
        quotes = {one["quote"] for row in rows for one in row["evidence"]}
        yield f"{name}: quotes {quotes}" if quotes - {"Kafka", "Temporal"} else ""


def _versions(folder: Path, version: int) -> None:
    before = "Some words that say nothing at all of anything.\n\n" * 20 * version
    for number in range(40):
        name = f"Ada{chr(65 + number % 26)} Thorn{chr(97 + number // 26)}quist"
        (folder / f"{number}.md").write_text(
            f"# {name}\n\np{number}@example.org\n\n{before}## Experience\n\n### Lanternfish Labs |"
            " Engineer | Jan 2019 - Feb 2022\n\n- Ran Kafka and Temporal in Go.\n"
        )


def _write(place: Path) -> None:
    """Replace and forget documents until somebody ends this process."""
    for turn in range(1_000_000):
        _versions(place / "cvs", turn % 2)
        with open_graph(place / "people.db") as graph:
            load(place / "cvs", into=graph, as_of=DAY, again=True)
            graph.forget(f"{turn % 8}.md")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        _write(Path(sys.argv[2]))
    given = [float(one) for one in sys.argv[1:]]
    sys.exit(main(given[0] if given else 10.0, int(given[1]) if len(given) > 1 else 1))
