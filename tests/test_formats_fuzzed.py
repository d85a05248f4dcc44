"""Whatever stands in a file of any format: no fault of ours, and every place is one of its text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.errors import UnreadableFile
from commonground.loaders.evidence import misplaced
from commonground.loaders.parser import ResumeReader
from commonground.loaders.patterns import entries
from commonground.loaders.signs import why_no_resume
from commonground.ontology.ontology import load_ontology

from .support.archives import document_of_bytes, opendocument, zipped

READER = ResumeReader(load_ontology())

SAID = (
    "Ada Quill",
    "ada@example.org",
    "2019",
    "Jan 2019 - Present",
    "Go, Rust",
    "Ã©",
    "\ufeff",
    "—",
)
TEX = (
    *("\\section{Experience}", "\\textbf{", "{", "}", "\\cventry{2019}{Engineer}{Brim}", "\\item"),
    *("\\href{http://x.example/a}{", "\\\\", "&", "$", "%", "\n", "\n\n", "\\begin{itemize}", "["),
    *("\\newcommand{\\x}[2]{#2 a #1 \\x}", "\\x{a}{b}", "\\def\\y#1{#1\\y}", "\\y", "\\'e", "]"),
    *("\\begin{document}", "\\end{document}", "\\iffalse", "\\", "#1", "\\c", "\\bf", "\\url{#1}"),
)
RTF = (
    *(
        "{",
        "}",
        "\\par ",
        "\\b ",
        "\\u321?",
        "\\'e9",
        "\\'",
        "\\*",
        '\\fldinst HYPERLINK "x"',
        "\\",
    ),
    *("\\fldrslt ", "\\cell ", "\\uc9", "\\u-10179", "\\bin5 ", "\\ansicpg1", "\\outlinelevel0 "),
    *("\\ls1\\ilvl9 ", "\\v ", "{\\rtf1 ", "\r\n", "\\fonttbl "),
)
XML = (
    *("<text:p>", "</text:p>", "<text:h text:outline-level='x'>", "</text:h>", "<text:list>"),
    *("</text:list>", "<text:list-item>", "</text:list-item>", "<text:span text:style-name='T1'>"),
    *(
        "</text:span>",
        "<text:a xlink:href=' '>",
        "</text:a>",
        "<text:tab/>",
        "<text:s text:c='y'/>",
    ),
    *("<table:table-cell>", "</table:table-cell>", "<text:line-break/>", "&#x2028;", "&lt;"),
)
CSV = ('"', '""', ",", "\n", "\r", "Company Name,Title\n", "First Name,Last Name\n")

keys = st.sampled_from([*entries("fields"), "basics", "work", "skills", "sections", "summary"])
leaves = st.sampled_from(
    [*SAID, "", "x" * 400, 0, None, True, 3.5, "MSc in X", "**a** [b](c)\n- d"]
)
trees = st.dictionaries(
    keys,
    st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
        max_leaves=12,
    ),
    max_size=6,
)


def mixed(parts: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from([*parts, *SAID]), max_size=25).map("".join)


def hold(data: bytes, name: str) -> None:
    try:
        document = document_of_bytes(data, name)
    except UnreadableFile as why:
        assert "\n" not in str(why)
        return
    resume = READER.parse(document, first_loaded="2025-12-01")
    assert misplaced(resume, document.text) is None
    lines = [one.line for one in resume.meta.commonground.unplaced]
    assert all(1 <= line <= len(document.line_starts) for line in lines)
    why_no_resume(resume, document)


@given(text=mixed(TEX))
@settings(max_examples=120, deadline=None)
def test_latex(text: str) -> None:
    hold(f"x{text}".encode(), "cv.tex")


@given(text=mixed(RTF))
@settings(max_examples=80, deadline=None)
def test_rtf(text: str) -> None:
    hold(f"{{\\rtf1 {text}".encode("latin-1", "replace"), "cv.rtf")


@given(text=mixed(XML))
@settings(max_examples=80, deadline=None)
def test_opendocument(text: str) -> None:
    hold(opendocument(text), "cv.odt")


@given(profile=mixed(CSV), positions=mixed(CSV))
@settings(max_examples=60, deadline=None)
def test_linkedin(profile: str, positions: str) -> None:
    files = {"Profile.csv": profile, "Positions.csv": f"Company Name,Title\n{positions}"}
    hold(zipped(files), "export.zip")


@given(tree=trees, cut=st.integers(0, 400), put=st.sampled_from(["", *"{}[]:,\"'\\\n#&*- |>"]))
@settings(max_examples=150, deadline=None)
@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_named_values(suffix: str, tree: dict[str, Any], cut: int, put: str) -> None:
    # JSON is YAML too; an indented one has the line ends that YAML looks at.
    text = json.dumps(tree, ensure_ascii=cut % 2 == 0, indent=1 if cut % 3 else None)
    hold(f"{text[:cut]}{put}{text[cut:]}".encode(), f"cv.{suffix}")
    hold(text.encode(), f"cv.{suffix}")
