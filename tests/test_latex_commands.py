"""What commands of LaTeX show: accents, signs, a file's own macros, tables, what has no end."""

from __future__ import annotations

from itertools import pairwise
from time import process_time

import pytest

from commonground.graph.facts.projection import uncollected
from commonground.loaders.evidence import misplaced
from commonground.loaders.layout.lines import Line
from commonground.loaders.parser import ResumeReader
from commonground.loaders.resume import Resume
from commonground.ontology.ontology import load_ontology

from .support.resumes import document_of_text

READER = ResumeReader(load_ontology())


def read(text: str) -> Resume:
    document = document_of_text(text, "cv.tex")
    resume = READER.parse(document, first_loaded="2025-12-01")
    assert misplaced(resume, document.text) is None
    return resume


def lines(text: str) -> list[Line]:
    return list(document_of_text(text, "cv.tex").lines or ())


def jobs(resume: Resume) -> list[tuple[str | None, ...]]:
    return [(one.name, one.position, one.startDate, one.endDate) for one in resume.work]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"Ren\'e, Ren\'{e} and Ren{\'e}", "René, René and René"),
        (r"na\"\i ve \^\i le \v{s} \c cedille", "naïve île š çedille"),
        (r"Stra\ss e, {\o}st, \AA rhus, \L{}\'od\'z", "Straße, øst, Århus, Łódź"),
        (r"5\,\% of \$3 \& C\# a\_b", "5 % of $3 & C# a_b"),
        (r"``so''~--- he said -- 1--2", "“so” — he said – 1–2"),
        ("one % dropped, \\% kept\n  two", "one two"),
        (r"a $x_1 + \beta$ b $\cdot$ c $|$ 20$\%$ $10$", "a b · c | 20% 10"),
        (r"\textsc{Small} {\small \emph{and} big} \unknown[x]{kept} \vspace{2pt}", None),
        (r"\vskip 2pt a\\[3pt] \iffalse no \fi", "a"),
        (r"\textcolor{red}{b} \makebox[3cm][l]{c} \rule{1pt}{2pt}", "b c"),
        (r"2 * 3 [x](y) `z` \textasciitilde\textbackslash", r"2 * 3 [x](y) ‘z‘ ~\\"[:-1]),
    ],
)
def test_what_commands_show(text: str, shown: str | None) -> None:
    plain = " ".join(lines(text)[0].plain.split())
    assert plain == (shown or "Small and big kept").replace("‘", "`")


def test_a_file_s_own_macros_are_expanded() -> None:
    text = (
        "\\newcommand{\\firm}{Nimbus \\& Daughters Ltd}\n"
        "\\newcommand*\\role[3][present]{\\textbf{#2}, #3 \\hfill 2020 -- #1\\par}\n"
        "\\def\\tech#1{Tools: #1}\n"
        "\\newcommand{\\swap}[2]{#2 at \\textbf{#1}\\\\}\n"
        "\\newenvironment{job}[1]{\\subsection*{#1}}{\\par}\n"
        "\\begin{document}\\role{Engineer}{\\firm}\n\n\\role[2024]{Clerk}{Brim}\n\n\\tech{Go}\n\n"
        "\\swap{Cobalt Lane}{Engineer}\n\\begin{job}{Baker}Bread\\end{job}\\end{document} \\firm"
    )
    assert [(" ".join(one.plain.split()), one.heading) for one in lines(text)] == [
        ("Engineer, Nimbus & Daughters Ltd 2020 – present", 0),
        ("2024 | Clerk | Brim", 0),  # turned around, and set apart in the order of the file
        ("Tools: Go", 0),
        ("Cobalt Lane | Engineer", 0),
        ("Baker", 3),
        ("Bread", 0),
    ]
    (first, *_) = lines(text)
    span = first.text.cut(first.plain.index("Nimbus"), first.plain.index("Ltd") + 3).span
    assert span is not None and text[slice(*span)] == "\\firm"


def test_tables_lists_and_links() -> None:
    text = (
        "\\begin{tabular}{l|l}\nLanguages & Go, Rust \\\\\nTools & Docker \\\\\n\\end{tabular}\n"
        "\\begin{description}\\item[Cloud] AWS\\begin{enumerate}\\item deep\\end{enumerate}"
        "\\end{description}\n\\url{https://x.example/a_b%20c--d} \\href{https://y.example}{here}"
    )
    found = lines(text)
    assert [[cell.text for cell in one.cells] for one in found[:2]] == [
        ["Languages", "Go, Rust"],
        ["Tools", "Docker"],
    ]
    assert [(one.plain.strip(), one.bullet) for one in found[2:4]] == [
        ("Cloud: AWS", 1),
        ("deep", 2),
    ]
    assert [one.url.text for one in found[4].anchors] == [
        "https://x.example/a_b%20c--d",
        "https://y.example",
    ]


@pytest.mark.parametrize(
    "text",
    [
        r"\def\a{\a\a}\a",
        r"\def\a{xx}"
        + "".join(rf"\def\{b}{{\{a}\{a}}}" for a, b in pairwise("abcdefghijklmnopq"))
        + r"\q\q",
        r"\textbf{" * 1000,
        r"\section{a " * 500,
        r"\cventry{a}{b}{" * 500,
        "{" * 5000 + "}" * 9000,
        r"\item[" * 500,
        "\\",
        r"\begin{tikzpicture} never closed",
        r"\newcommand",
        r"\href",
    ],
)
def test_what_has_no_end_comes_to_one(text: str) -> None:
    read(f"Ada Quill\n\n{text}")


def test_a_chapter_of_a_resume_is_read_without_its_document() -> None:
    text = "\\cvsection{Experience}\n\\cventry{Engineer}{Brim Ltd}{Oslo}{2019 - 2020}{Go}"
    assert jobs(read(text)) == [("Brim Ltd", "Engineer", "2019", "2020")]
    assert jobs(read(f"\\input{{x}}\n{text}")) == [("Brim Ltd", "Engineer", "2019", "2020")]


@pytest.mark.parametrize(
    "part",
    ["\\textbf{a ", "\\section{a ", "\\cventry{a}{b}{", "\\item[", "\\href{u}{", "{", "$a", "\\x "],
)
def test_four_times_the_nesting_takes_about_four_times_as_long(part: str) -> None:
    def seconds(size: int) -> float:
        # What other tests left is no business of reading: to look through it takes a second.
        with uncollected():
            began = process_time()
            document_of_text("\\def\\x{\\x\\x}Ada" + part * (size // len(part)), "cv.tex")
            return process_time() - began

    seconds(1000)  # what is compiled or imported once
    assert seconds(32_000) < 9 * seconds(8_000) + 0.15
