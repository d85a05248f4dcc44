"""How fast resumes are loaded on one core, and where the time goes.

Makes copies with variations of the examples (names, employers, schools, addresses and years differ;
seeded, so every run loads the same bytes), loads them into a new graph with one process, and prints
resumes a second and the share of each stage. A machine's speed says little, so the same run also
times a peer on the same files: the least that anybody must do, which is to repair each text with
ftfy and insert it into SQLite. The ratio of the two is what to compare between machines.
"""

from __future__ import annotations

import argparse
import random
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from commonground.graph.loading.load import LoadReport, load
from commonground.graph.opening import open_graph
from commonground.loaders.formats.reading import read_document
from commonground.loaders.parser import ResumeReader
from commonground.loaders.resume import Resume
from commonground.ontology.ontology import load_ontology

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "resumes"
AS_OF = "2025-12-01"
SEED = 20251201
PARTS = tuple("ba ce di fo gu ha ji ko lu ma ne pi ro sa te vo wy za".split())


def main() -> None:
    """Make the files, load them, time the peer, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--resumes", type=int, default=1000, help="how many (1000)")
    count = parser.parse_args().resumes
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_variations(folder / "resumes", count)
        report = timed_load(folder)
        peer = timed_peer(folder)
    print_report(report, count, peer)
    sys.exit(0 if report.added == count else 1)


def write_variations(folder: Path, count: int) -> None:
    """Write so many variations of the examples, all different, always the same."""
    folder.mkdir()
    chance = random.Random(SEED)
    sources = list(_sources())
    for number in range(count):
        path, text, names, encoding = sources[number % len(sources)]
        data = _varied(text, names, number, chance).encode(encoding, "replace")
        (folder / f"{number:05d}-{path.name}").write_bytes(data)


def _sources() -> Iterator[tuple[Path, str, list[str], str]]:
    reader = ResumeReader(load_ontology())
    for path in sorted(EXAMPLES.iterdir()):
        document = read_document(path, path.name)
        resume = reader.parse(document, as_of=AS_OF, first_loaded=AS_OF)
        yield path, document.text, _names(resume), document.encoding


def _names(resume: Resume) -> list[str]:
    """Return what tells one resume from another, the longest first, as it stands in the text."""
    found = [resume.basics.name, *(one.name for one in resume.work)]
    found += [one.institution for one in resume.education]
    return sorted({name for name in found if name}, key=lambda name: (-len(name), name))


def _varied(text: str, names: list[str], number: int, chance: random.Random) -> str:
    for name in names:
        text = text.replace(name, f"{_word(chance)} {_word(chance)}")
    text = re.sub(r"example-(\w+)", rf"example-\1-{number}", text)
    text = re.sub(r"([\w.]+)@example\.(\w+)", rf"\1.{number}@example.\2", text)
    earlier = chance.randrange(4)
    return re.sub(r"\b20(?:0[4-9]|1\d|2[0-4])\b", lambda year: str(int(year[0]) - earlier), text)


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(PARTS) for _ in range(chance.randint(2, 4))).capitalize()


def timed_load(folder: Path) -> LoadReport:
    """Load the files with one process into a new graph, the ontology warm."""
    ontology = load_ontology()
    with open_graph(str(folder / "bench.db"), ontology=ontology, create=True) as graph:
        return load(folder / "resumes", into=graph, as_of=AS_OF, jobs=1)


def timed_peer(folder: Path) -> float:
    """Return the seconds that repairing every text with ftfy and inserting it into SQLite takes."""
    from ftfy import fix_text

    db = sqlite3.connect(folder / "peer.db")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE TABLE documents (key TEXT PRIMARY KEY, text TEXT)")
    began = time.perf_counter()
    for path in sorted((folder / "resumes").iterdir()):
        text = fix_text(path.read_bytes().decode("utf-8", "replace"))
        db.execute("INSERT INTO documents VALUES (?, ?)", (path.name, text))
    db.commit()
    seconds = time.perf_counter() - began
    db.close()
    return seconds


def print_report(report: LoadReport, count: int, peer: float) -> None:
    """Print the rate, the share of each stage and the ratio to the peer."""
    stages = {"read": report.read, "parse": report.parse, "store": report.store}
    stages["rest"] = report.seconds - sum(stages.values())
    print(f"load    {count / report.seconds:8.0f} resumes/s on one core ({count} resumes)")
    for stage, seconds in stages.items():
        print(f"  {stage:<6}{seconds / report.seconds:8.0%}  {1000 * seconds / count:.2f} ms each")
    print(f"peer    {count / peer:8.0f} resumes/s (ftfy on every text, inserted into SQLite)")
    print(f"ratio   {report.seconds / peer:8.1f} times the peer's time")


if __name__ == "__main__":
    main()
