"""How fast files of each format are read on one core, through to the linked Resume.

    python benchmarks/bench_formats.py [--people N] [--peers PYTHON]

Takes generated one-page resumes (see ``bench_reading.py``; PDF needs Chromium once), and prints of
each format the processor's time for making a document of the file, in this process and in the one
that pdfium runs in, and for making the linked Resume of it. Other programs read the same files in
the same run, in an environment of their own: ``peers.py`` says how to make it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from commonground.benchmarks.layouts.documents import bytes_of, plans
from commonground.benchmarks.layouts.reading import DAY
from commonground.loaders.formats.pdf_process import PROCESS
from commonground.loaders.formats.reading import RawFile, document_of
from commonground.loaders.formats.registry import format_of
from commonground.loaders.parser import ResumeReader
from commonground.ontology.ontology import load_ontology

FORMATS = ("txt", "md", "html", "docx", "pdf")
ROUNDS = 3


def main() -> None:
    """Read everything a few times; print the best time of each stage."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=50, help="how many (50)")
    parser.add_argument("--peers", default=sys.executable, help="the Python that has them")
    options = parser.parse_args()
    people, written = options.people, list[RawFile]()
    reader = ResumeReader(load_ontology())
    print(f"{'format':<8}{'files':>6}{'read ms':>10}{'parse ms':>10}{'reads/s':>10}{'whole/s':>10}")
    for format in FORMATS:
        files = [
            RawFile(plan.key, bytes_of(plan), "0" * 64, format_of(plan.key))
            for plan in plans(people, FORMATS, ("build",))
            if plan.format == format
        ]
        written += files
        documents = [document_of(file) for file in files]
        read = _best(lambda files=files: [document_of(file) for file in files])
        parse = _best(lambda held=documents: [reader.parse(d, first_loaded=DAY) for d in held])
        each, rest = read / len(files), parse / len(files)
        print(
            f"{format:<8}{len(files):>6}{1000 * each:>10.2f}{1000 * rest:>10.2f}"
            f"{1 / each:>10.0f}{1 / (each + rest):>10.0f}"
        )
    print_peers(options.peers, written)


def print_peers(python: str, files: Sequence[RawFile]) -> None:
    """Print how fast other programs read the files, or why they do not."""
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            (Path(folder) / file.key).write_bytes(file.data)
        command = [python, os.fspath(Path(__file__).with_name("peers.py")), folder]
        answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    # Some print on their own; the answer is the last line.
    for name, formats in json.loads(answer.splitlines()[-1]).items():
        for format, said in formats.items():
            one = f"{said:.2f} ms, {1000 / said:.0f}/s" if isinstance(said, float) else said
            print(f"peer    {name:<22}{format:<6}{one}")


def _best(work: Callable[[], object]) -> float:
    """Return the least seconds of the processor that some rounds of a work took."""
    times = []
    for _ in range(ROUNDS):
        began = _seconds()
        work()
        times.append(_seconds() - began)
    return min(times)


def _seconds() -> float:
    """Return the processor's seconds of this process and of the one that pdfium runs in."""
    spent = time.process_time()
    if PROCESS.running is None or not Path("/proc/self/stat").exists():
        return spent
    fields = Path(f"/proc/{PROCESS.running.pid}/stat").read_text().rpartition(")")[2].split()
    return spent + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
