"""How fast other programs read the files of a folder, on one core: run by their own Python.

    PYTHON benchmarks/peers.py FOLDER

None is a dependency of the project, so that PYTHON is that of an environment made for them:

    python -m venv peers && peers/bin/pip install pyresparser resume-parser pdfminer.six \\
        docx2txt spacy && peers/bin/python -m spacy download en_core_web_sm

Answers with one line of JSON: by program and format the processor's milliseconds a file, or why
there are none. What both are made of (pdfminer, docx2txt, spaCy's English model) is timed by itself
too: where they do not start any more, it is the least that they would take. Two others are not
asked: restruct-cv installs, and wants 350 MB of models for OCR and names before it reads anything;
OpenResume is a page that a browser runs, and has no library.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Reader = Callable[[Path], object]
FORMATS = ("txt", "pdf", "docx")
MODEL = "en_core_web_sm"


def pyresparser() -> dict[str, Reader]:
    """Return the readers of pyresparser, which is made for spaCy 2 and NLTK's lists of words."""
    from pyresparser import ResumeParser  # type: ignore[import-not-found]  # a peer

    def read(path: Path) -> object:
        return ResumeParser(str(path)).get_extracted_data()

    return dict.fromkeys(("pdf", "docx"), read)


def resume_parser() -> dict[str, Reader]:
    """Return the readers of resume-parser, which has models for spaCy 2 in it."""
    from resume_parser import resumeparse  # type: ignore[import-not-found]  # a peer

    def read(path: Path) -> object:
        return resumeparse.read_file(str(path))

    return dict.fromkeys(FORMATS, read)


def extracted() -> dict[str, Reader]:
    """Return what makes text of files and nothing else."""
    import docx2txt  # type: ignore[import-not-found]  # a peer
    from pdfminer.high_level import extract_text  # type: ignore[import-not-found]  # a peer

    return {"txt": Path.read_text, "pdf": extract_text, "docx": docx2txt.process}


def spacy_names() -> dict[str, Reader]:
    """Return what makes text of files, and of the text words, sentences and names by a model."""
    import spacy  # type: ignore[import-not-found]  # a peer

    name = next(name for name in spacy.util.get_installed_models() if name.startswith(MODEL))
    model: Any = spacy.load(name)
    return {kind: lambda path, make=make: model(make(path)) for kind, make in extracted().items()}


PEERS: dict[str, Callable[[], dict[str, Reader]]] = {
    "pyresparser": pyresparser,
    "resume-parser": resume_parser,
    "pdfminer, docx2txt": extracted,
    "the same, then spaCy": spacy_names,
}


def timed(readers: dict[str, Reader], folder: Path) -> Iterator[tuple[str, float | str]]:
    """Yield of each format the milliseconds a file, or the fault of the first one."""
    for kind, read in readers.items():
        files = sorted(folder.glob(f"*.{kind}"))
        try:
            read(files[0])  # what is loaded once
            began = time.process_time()
            for path in files:
                read(path)
        except Exception as fault:  # whatever a program that is not ours may raise
            yield kind, _told(fault)
            continue
        yield kind, 1000 * (time.process_time() - began) / len(files)


def _told(fault: BaseException) -> str:
    text = next((line.strip() for line in str(fault).splitlines() if line.strip(" *")), "")
    return f"{type(fault).__name__}: {text}"[:70]


def main() -> None:
    """Time whatever there is."""
    folder, told = Path(sys.argv[1]), {}
    for name, make in PEERS.items():
        try:
            told[name] = dict(timed(make(), folder))
        except (Exception, SystemExit) as fault:  # whatever one may do when it is imported
            told[name] = {"": _told(fault)}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
