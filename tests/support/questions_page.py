"""Writes ``docs/questions.md`` out of what each question says of itself.

``python tests/support/questions_page.py`` prints the page; ``make readme`` writes it.
"""

from __future__ import annotations

from dataclasses import MISSING
from inspect import cleandoc
from typing import Any

from commonground.graph.display import json_name
from commonground.queries.question import Argument, Question, default_of
from commonground.queries.questions import QUESTIONS

HEAD = """\
# The questions

Made by `make readme` out of the questions themselves. Each is a command (`commonground find …`), a
function (`commonground.find(graph, …)`), a value that can be made before any graph is open
(`question_of({"question": "find", "terms": ["Go"]})` of `commonground.queries.questions`), and the
title of a page.

The commands below ask the examples:

```sh
commonground load examples/resumes --as-of 2025-12-01
```
"""


def page() -> str:
    """Return the whole page."""
    return "\n".join([HEAD, *(_section(QUESTIONS[name]) for name in QUESTIONS)])


def _section(question: type[Question[Any]]) -> str:
    text, examples = cleandoc(question.__doc__ or ""), "\n".join(question.examples)
    prose = text.partition(">>>")[0].replace("``", "`").strip()
    rows = "\n".join(_row(question, one) for one in question.arguments)
    languages = ", ".join(question.languages()) or "none"
    return (
        f"## {question.name}\n\n{question.summary}\n\n{prose}\n\n"
        f"| argument | is | default |\n|---|---|---|\n{rows}\n\n"
        f"Columns of the table: {', '.join(question.columns)}. `--as`: {languages}.\n\n"
        f"```sh\n{examples}\n```\n"
    )


def _row(question: type[Question[Any]], argument: Argument) -> str:
    default = default_of(question, argument)
    nothing = "all" if argument.kind == "count" else "none"
    shown = {MISSING: "needed", None: nothing, False: "no", (): "none"}.get(default, default)
    return f"| `{json_name(argument.name)}` | {argument.help} | {shown} |"


if __name__ == "__main__":
    print(page(), end="")
