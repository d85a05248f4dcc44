"""How loading grows: with a telephone number that all documents share, and in memory.

The first part writes small Resumes, made and not parsed, in groups as ``load`` does. All have one
telephone number; their names are all different, or all spellings of one person's, or the number is
each one's own, which is what the others are to be compared with. It prints milliseconds a document
at each size: what is flat does not grow with what is there already.

The second part writes small files, loads them by processes, and prints the most memory that the
process that writes has had: once for each size, in a process of its own. With a line for each size
beside the first it says how many bytes a file more takes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from commonground.graph.loading.load import GROUP, load
from commonground.graph.opening import open_graph
from commonground.graph.put import DocumentEntry
from commonground.loaders.document import Document
from commonground.loaders.resume import Resume

SIZES: Final = (500, 1000, 2000, 4000)
FILES: Final = (2000, 8000)
AS_OF: Final = "2025-12-01"
PHONE: Final = "+46 12 345 678"
LETTERS: Final = "abcdefghijklmnop"


def main() -> None:
    """Time both parts; or, as the process that loads, only that."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--documents", type=int, nargs="+", default=list(SIZES), help="sizes")
    parser.add_argument("--files", type=int, nargs="*", default=list(FILES), help="sizes")
    parser.add_argument("--jobs", type=int, help="processes that read")
    parser.add_argument("--load", nargs=2, metavar=("FOLDER", "GRAPH"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.load:
        folder, graph = options.load
        print(json.dumps(loaded(folder, graph, options.jobs)))
        return
    for title, said in SHARED.items():
        times = written(said, options.documents)
        print(f"{title:<34}", *(f"{n:>6}: {1000 * s:5.2f} ms" for n, s in times.items()))
    first: tuple[int, int] | None = None
    for count in options.files:
        seconds, memory = measured(count, options.jobs)
        first = first or (count, memory)
        more = (memory - first[1]) / max(1, count - first[0])
        print(f"{count:>7} files {count / seconds:6.0f}/s {memory / 2**20:6.0f} MB", end="")
        print(f", {more:.0f} bytes a file more" if count > first[0] else "")


def different(number: int) -> tuple[str, str]:
    """Return another name for each, and the number of all."""
    return f"Ada {word(number)}", PHONE


def alike(number: int) -> tuple[str, str]:
    """Return one of three spellings of one name, and the number of all."""
    return ("Ada Quarles", "A. Quarles", "Ada M. Quarles")[number % 3], PHONE


def own(number: int) -> tuple[str, str]:
    """Return another name and another number for each."""
    return f"Ada {word(number)}", f"+46 70 {number:07}"


SHARED: Final = {
    "a number of one's own": own,
    "one number, names all different": different,
    "one number, spellings of one name": alike,
}


def word(number: int) -> str:
    """Return a name that no other number has."""
    return "Q" + "".join(LETTERS[int(digit, 16)] for digit in f"{number:x}")


def written(said: Callable[[int], tuple[str, str]], sizes: list[int]) -> dict[int, float]:
    """Return the seconds a document of the last groups before each size."""
    times: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as name, open_graph(f"{name}/p.db", create=True) as graph:
        spent: list[float] = []
        for start in range(0, max(sizes), GROUP):
            group = [entry(number, *said(number)) for number in range(start, start + GROUP)]
            began = time.perf_counter()
            graph.put(*group)
            spent.append((time.perf_counter() - began) / GROUP)
            for size in sizes:
                if start < size <= start + GROUP:
                    times[size] = sorted(spent[-3:])[len(spent[-3:]) // 2]
    return times


def entry(number: int, name: str, phone: str) -> DocumentEntry:
    """Return a document that says a name, an address of its own and a telephone number."""
    email = f"p{number}@people.example.org"
    text = f"{name}\n{email}\n{phone}\n"
    key, sha256 = f"{number:06}.md", hashlib.sha256(text.encode()).hexdigest()
    provenance = {
        "sha256": sha256,
        "encoding": "utf-8",
        "mediaType": "text/markdown",
        "asOf": AS_OF,
        "asOfSource": "option",
        "reader": "generated",
        "ontology": "generated",
        "evidence": {"/basics/name": [(0, len(name))]},
    }
    basics = {"name": name, "email": email, "phone": phone}
    meta = {"source": key, "commonground": provenance}
    resume = Resume.model_validate({"basics": basics, "meta": meta})
    return DocumentEntry(Document(key, text, "utf-8", "text/markdown", sha256), resume)


def write_files(folder: Path, count: int) -> None:
    """Write so many small resumes, all different, always the same."""
    for number in range(count):
        place = folder / f"{number // 1000:03}"
        if number % 1000 == 0:
            place.mkdir(parents=True)
        name = f"Ada {word(number)}"
        text = (
            f"# {name}\n\np{number}@people.example.org\n\n## Experience\n\n"
            f"### Engineer, {word(number % 977)} Works\nMar 2019 - Present\n\n"
            "- Built services with Go and Apache Kafka.\n\n## Skills\n\nPostgreSQL, Redis\n"
        )
        (place / f"{number:06}.md").write_text(text)


def measured(count: int, jobs: int | None) -> tuple[float, int]:
    """Load so many files from a process of its own; return its seconds and its most bytes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "files"
        write_files(folder, count)
        wanted = [] if jobs is None else ["--jobs", str(jobs)]
        command = [sys.executable, __file__, *wanted, "--load", str(folder), f"{name}/p.db"]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
        added, seconds, memory = json.loads(done.stdout)
    if added != count:
        sys.exit(f"{added} of {count} files were loaded")
    return seconds, memory


def loaded(folder: str, graph: str, jobs: int | None) -> tuple[int, float, int]:
    """Load a folder; return how many files it had, the seconds, and the most bytes in memory."""
    report = load(folder, into=graph, as_of=AS_OF, jobs=jobs)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return report.added, report.seconds, most * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
