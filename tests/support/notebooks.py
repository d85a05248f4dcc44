"""Runs the notebooks under ``docs/`` and compares what their cells give with what they store.

A notebook is run as from ``docs/``, in a fresh folder that holds a copy of ``examples/``, by the
IPython that a notebook's kernel runs too, in one process without a server. Its outputs are those of
the format: printed text, then what is shown, then the value of the last line in every form that it
has.

``python -m tests.support.notebooks --update`` stores the outputs anew.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
NOTEBOOKS: Final = tuple(sorted((ROOT / "docs").glob("*.ipynb")))


def read(path: Path) -> dict[str, Any]:
    """Return a notebook as its JSON."""
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def written(notebook: dict[str, Any]) -> str:
    """Return the text of a notebook as Jupyter writes it."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def source(cell: dict[str, Any]) -> str:
    """Return the text of a cell."""
    return "".join(cell["source"])


def run(notebook: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return a notebook with the outputs that its cells give in a folder with ``examples/``."""
    (folder / "docs").mkdir()
    codes = [source(cell) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    done = subprocess.run(
        [sys.executable, str(Path(__file__).resolve()), "--run"],
        cwd=folder / "docs",
        env=_environment(folder),
        input=json.dumps(codes),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    outputs = iter(json.loads(done.stdout))
    return {**notebook, "cells": [_given(cell, outputs) for cell in notebook["cells"]]}


def _environment(folder: Path) -> dict[str, str]:
    from .documented import prepare  # here: what runs the cells is this file as a script

    return prepare(folder) | {"IPYTHONDIR": str(folder / ".ipython"), "PYTHONUTF8": "1"}


def _given(cell: dict[str, Any], outputs: Any) -> dict[str, Any]:
    return {**cell, **next(outputs)} if cell["cell_type"] == "code" else cell


def _run_cells(codes: list[str]) -> list[dict[str, Any]]:
    """Return the number and outputs of each cell; the first that fails ends it."""
    shell, shown = _shell()
    return [_run_cell(shell, shown, number, code) for number, code in enumerate(codes, 1)]


def _shell() -> tuple[Any, list[Any]]:
    """Return what a kernel runs cells by, and the list to which the values of last lines go."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    shell: Any = InteractiveShell.instance(config=config, colors="nocolor")
    shown: list[Any] = []
    # A kernel sends every form of a value; a terminal would print one, after its number.
    shell.display_formatter.active_types = shell.display_formatter.format_types
    shell.displayhook.write_output_prompt = lambda: None
    shell.displayhook.write_format_data = lambda forms, about=None: shown.append((forms, about))
    return shell, shown


def _run_cell(shell: Any, shown: list[Any], number: int, code: str) -> dict[str, Any]:
    from IPython.utils.capture import capture_output

    shown.clear()
    with capture_output() as captured:
        result = shell.run_cell(code, store_history=True)
    if not result.success:
        raise SystemExit(f"{captured.stdout}\n{captured.stderr}\nin:\n{code}")
    streams = (("stdout", captured.stdout), ("stderr", captured.stderr))
    outputs: list[dict[str, Any]] = [
        {"name": name, "output_type": "stream", "text": _lines(text)}
        for name, text in streams
        if text
    ]
    outputs += [_output("display_data", one.data, one.metadata) for one in captured.outputs]
    last = [_output("execute_result", *one) | {"execution_count": number} for one in shown]
    return {"execution_count": number, "outputs": outputs + last}


def _output(kind: str, data: Any, about: Any) -> dict[str, Any]:
    forms = {form: _lines(text) for form, text in data.items()}
    return {"output_type": kind, "data": forms, "metadata": about or {}}


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _update() -> None:
    for path in NOTEBOOKS:
        with tempfile.TemporaryDirectory() as folder:
            path.write_text(written(run(read(path), Path(folder))), "utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["--run"]:
        sys.stdout.write(json.dumps(_run_cells(json.loads(sys.stdin.read()))))
    elif sys.argv[1:] == ["--update"]:
        _update()
    else:
        raise SystemExit("python -m tests.support.notebooks --update")
