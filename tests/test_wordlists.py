"""Word lists: what the files say, what pattern they make, and that every file is in order."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from commonground.ontology.wordlists import WordPattern, alternation, groups, words

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("cli", "graph", "loaders", "ontology", "queries", "visualizations")
FILES = sorted(path for name in FOLDERS for path in (ROOT / name).rglob("words/*.txt"))


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a package whose folder of word lists is empty."""
    (tmp_path / "words").mkdir()
    module = ModuleType("a_package_of_words")
    module.__path__ = [str(tmp_path)]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    groups.cache_clear()
    return module.__name__


def _write(package: str, name: str, text: str) -> Path:
    path = Path(sys.modules[package].__path__[0]) / "words" / f"{name}.txt"
    path.write_text(text, "utf-8")
    return path


def test_a_file_has_one_entry_a_line_and_comments(package: str) -> None:
    _write(package, "titles", "# what people are\nengineer\n\n  team lead  \nC#\nIngénieur\n")
    assert words(package, "titles") == ("engineer", "team lead", "C#", "Ingénieur")


def test_groups_keep_their_order_and_words_takes_them_all(package: str) -> None:
    _write(package, "headings", "[work]\njobs\ncareer\n[awards]\nprizes\n")
    assert list(groups(package, "headings").items()) == [
        ("work", ("jobs", "career")),
        ("awards", ("prizes",)),
    ]
    assert words(package, "headings") == ("jobs", "career", "prizes")


def test_entries_above_the_first_group_have_the_empty_name(package: str) -> None:
    _write(package, "mixed", "one\n[more]\ntwo\n")
    assert groups(package, "mixed") == {"": ("one",), "more": ("two",)}


def test_a_group_that_stands_twice_is_an_error_with_its_line(package: str) -> None:
    path = _write(package, "twice", "[a]\none\n[b]\ntwo\n[a]\nthree\n")
    with pytest.raises(ValueError, match=rf"{re.escape(str(path))}:5: \[a\] stands twice"):
        words(package, "twice")


def test_a_file_is_read_once(package: str) -> None:
    path = _write(package, "once", "one\n")
    assert words(package, "once") == ("one",)
    path.unlink()
    assert words(package, "once") == ("one",)


def test_the_longest_entry_wins_whatever_the_order() -> None:
    for entries in (["job", "job title"], ["job title", "job"]):
        match = re.match(alternation(entries), "job title: engineer")
        assert match and match.group() == "job title"


def test_entries_are_text_not_patterns() -> None:
    pattern = re.compile(alternation(["C++", "a.b", "(x)"]))
    assert [bool(pattern.fullmatch(text)) for text in ("C++", "a.b", "(x)", "axb", "C")] == [
        *(True, True, True),
        *(False, False),
    ]


def test_a_star_takes_the_rest_of_the_word_and_no_more() -> None:
    match = re.match(alternation(["certif*"]), "certifications and more")
    assert match and match.group() == "certifications"


def test_blank_is_what_the_caller_says() -> None:
    assert not re.fullmatch(alternation(["team lead"]), "team\u00a0lead")
    assert re.fullmatch(alternation(["team lead"], blank=r"\s+"), "team\u00a0 lead")


def test_a_verbose_pattern_keeps_blanks_and_marks() -> None:
    pattern = re.compile(f" {alternation(['team lead', 'C#'])} $ ", re.VERBOSE)
    assert pattern.fullmatch("team lead") and pattern.fullmatch("C#")
    assert not pattern.fullmatch("teamlead")


def test_no_entry_matches_nothing_rather_than_everything() -> None:
    assert re.search(alternation([]), "anything") is None


def test_an_entry_that_begins_a_longer_one_is_found_alone_too() -> None:
    pattern = re.compile(rf"\b{alternation(['engineer', 'engineering', 'end', 'engine room'])}\b")
    found = pattern.findall("engine room, engineering, engineer, end, engine")
    assert found == ["engine room", "engineering", "engineer", "end"]


def test_a_pattern_is_written_once_and_only_when_it_is_used() -> None:
    written: list[str] = []

    def source() -> str:
        written.append("once")
        return alternation(["go", "rust"])

    pattern = WordPattern(source, re.IGNORECASE)
    assert written == []
    assert pattern.search("in Rust") and pattern.match("go on") and not pattern.fullmatch("go on")
    assert [match[0] for match in pattern.finditer("Go, RUST")] == ["Go", "RUST"]
    assert pattern.sub("_", "Go, C") == "_, C"
    assert written == ["once"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_list_says_what_it_is_and_has_no_entry_twice(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert lines[0].startswith("# "), "the first line says what the words are"
    package = ".".join(["commonground", *path.parent.parent.relative_to(ROOT).parts])
    for name, entries in groups(package, path.stem).items():
        twice = [entry for entry, count in Counter(entries).items() if count > 1]
        assert not twice, f"[{name}] has {twice} twice"
        assert entries, f"[{name}] is empty"
