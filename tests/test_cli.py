"""The command line: what is typed, what is printed where, which exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pytest
from jsonschema import Draft4Validator

from commonground.cli import main as cli
from commonground.cli.command import Command, parser_of, size
from commonground.errors import (
    AmbiguousName,
    BackendUnreachable,
    CheckFailed,
    CommongroundError,
    UnreadableFile,
    UsageError,
)

from .support.resumes import cv, write_cvs

AS_OF = "2025-12-01"
HOSTILE = "\x1b[2J\x9b31m\u202egnp.exe\u2066"
DRIVING = set("\x1b\x9b\u202e\u2066")


class Done(NamedTuple):
    """What one call of the command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return stdout read as JSON."""
        return json.loads(self.out)


Run: TypeAlias = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a call of the command in this process."""
    monkeypatch.setattr(cli, "prepare_streams", lambda: None)  # the captured streams are pytest's

    def call(*argv: object) -> Done:
        return Done(cli.main([str(one) for one in argv]), *capsys.readouterr())

    return call


@pytest.fixture
def graph(demo_graph: Path, tmp_path: Path) -> Path:
    """Return a graph of the examples that a test may change."""
    return Path(shutil.copy(demo_graph, tmp_path / "people.db"))


def shell(*argv: object, cwd: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    command = [sys.executable, "-m", "commonground", *map(str, argv)]
    settings: dict[str, Any] = {"capture_output": True, "text": True, "timeout": 60} | options
    return subprocess.run(command, cwd=cwd, **settings)


# what is typed


def test_help_lists_every_command(run: Run) -> None:
    done = run("--help")
    assert done.code == 0
    for command in cli.COMMANDS.values():
        assert f"  {command.name} " in done.out
        assert command.summary in done.out


@pytest.mark.parametrize("name", sorted(cli.COMMANDS))
def test_help_of_a_command_has_examples_that_its_parser_takes(name: str, run: Run) -> None:
    import shlex

    command = cli.COMMANDS[name]
    done = run(*name.split(), "--help")
    assert done.code == 0
    for example in command.examples:
        assert example in done.out
        words = shlex.split(example)[1 + len(name.split()) :]
        parser_of(command, words).parse_intermixed_args(words)


def test_version(run: Run) -> None:
    assert run("--version") == Done(0, "commonground 0.1.0\n", "")


def test_the_graph_stands_before_or_after_the_command(demo_graph: Path, run: Run) -> None:
    after = run("find", "Temporal", "-g", demo_graph, "Go", "--format", "json")
    before = run("-g", demo_graph, "find", "Temporal", "Go", "--format", "json")
    assert after.code == 0
    assert after == before
    assert len(after.json["rows"]) > 1


def test_the_graph_stands_before_or_after_a_command_of_two_words(graph: Path, run: Run) -> None:
    calls = [
        run("-g", graph, "identity", "list"),
        run("identity", "-g", graph, "list"),
        run("identity", "list", "-g", graph),
    ]
    assert calls[0].code == 0
    assert calls[0] == calls[1] == calls[2]


def test_the_graph_comes_from_the_environment(
    demo_graph: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMONGROUND_GRAPH", str(demo_graph))
    assert run("search", "Temporal").out.splitlines()[1].startswith("Temporal")


def test_the_graph_is_people_db_here_by_default(
    graph: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(graph.parent)
    assert run("find", "Temporal", "-e").code == 0


@pytest.mark.parametrize(
    ("argv", "hint"),
    [
        (["fnd", "Go"], "did you mean `find`?"),
        (["identity", "merge"], "identity same"),
        (["find"], "TERM"),
        (["find", "Go", "--limit", "00"], "not a whole number above zero"),
        (["load", "x", "--as-of", "yesterday"], "not a date such as"),
        (["load", "x", "--max-size", "big"], "not a size such as"),
        (["show", "x", "--formt", "json"], "--formt"),
        (["identity", "same", "a", "b"], "--why"),
    ],
)
def test_wrong_usage_is_one_sentence_and_2(argv: list[str], hint: str, run: Run) -> None:
    done = run(*argv)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("commonground: ")
    assert done.err.count("\n") == 1
    assert hint in done.err


def test_no_command_shows_the_overview_and_is_2(run: Run) -> None:
    done = run()
    assert (done.code, done.out) == (2, "")
    assert "questions:" in done.err


@pytest.mark.parametrize(
    ("text", "size_in_bytes"),
    [("20MB", 20 * 2**20), ("512k", 512 * 2**10), ("1000", 1000), ("1 GB", 2**30)],
)
def test_sizes(text: str, size_in_bytes: int) -> None:
    assert size(text) == size_in_bytes


# errors


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (CheckFailed("two faults"), 1),
        (UsageError("say it so"), 2),
        (UnreadableFile("cv.md", "is empty"), 3),
        (BackendUnreachable("no such file"), 4),
        (PermissionError(13, "Permission denied", "net.html"), 2),
        (KeyboardInterrupt(), 130),
        (RuntimeError("Ada's street 5"), 70),
    ],
)
def test_an_error_is_a_sentence_with_its_exit_code(
    error: BaseException, code: int, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = _failing(error, run, monkeypatch)
    assert (done.code, done.out) == (code, "")
    assert "Traceback" not in done.err
    assert "street" not in done.err
    if isinstance(error, CommongroundError):
        assert done.err == f"commonground: {error}\n"


def test_an_ambiguous_name_lists_the_choices(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    error = AmbiguousName("two are called Maria", ["maria.md  Lisbon", "maria-s.txt  Quito"])
    done = _failing(error, run, monkeypatch)
    assert done.code == 2
    assert done.err.splitlines()[1:] == ["  maria.md  Lisbon", "  maria-s.txt  Quito"]


def test_debugging_shows_the_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONGROUND_DEBUG", "1")
    with pytest.raises(RuntimeError):
        _failing(RuntimeError("where"), run, monkeypatch)


def _failing(error: BaseException, run: Run, monkeypatch: pytest.MonkeyPatch) -> Done:
    def fail(args: object) -> int:
        raise error

    broken = Command("search", "", (), lambda parser: None, fail)
    monkeypatch.setitem(cli.COMMANDS.own, "search", broken)
    return run("search")


def test_a_graph_that_is_not_there_is_4(tmp_path: Path, run: Run) -> None:
    done = run("find", "Go", "-g", tmp_path / "none.db")
    assert (done.code, done.out) == (4, "")
    assert not (tmp_path / "none.db").exists()


def test_a_closed_pipe_is_quiet(demo_graph: Path, tmp_path: Path) -> None:
    command = f"{sys.executable} -m commonground -g {demo_graph} show Go --format json | head -c 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], cwd=tmp_path, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("{", "")


# what is printed


@pytest.mark.parametrize(
    "argv",
    [
        ["search", "Temporal"],
        ["show", "ada.md"],
        ["find", "Go"],
        ["shared"],
        ["shared", "ada.md", "bo.txt"],
        ["similar", "ada.md"],
        ["path", "ada.md", "bo.txt"],
        ["colleagues", "ada.md"],
        ["tenure", "ada.md"],
        ["ontology", "lookup", "Go"],
    ],
)
def test_every_list_comes_in_four_forms(argv: list[str], graph: Path, run: Run) -> None:
    def form(name: str) -> Done:
        return run("-g", graph, *argv, "--format", name)

    whole, lines, table = form("json"), form("jsonl"), form("csv")
    assert {whole.code, lines.code, table.code, form("table").code} == {0}
    assert set(whole.json) >= {"question", "rows", "notes"}
    rows = whole.json["rows"]
    assert rows
    assert [json.loads(line) for line in lines.out.splitlines()] == rows
    assert lines.err.splitlines() == whole.json["notes"]
    assert len(list(csv.reader(io.StringIO(table.out)))) == 1 + len(rows)
    assert len(form("table").out.splitlines()) > len(rows)


def test_rows_have_the_shape_that_is_promised(graph: Path, run: Run) -> None:
    (first, *_) = run("-g", graph, "find", "Temporal", "--format", "json").json["rows"]
    assert set(first) >= {"id", "kind", "name", "sources", "score", "terms", "evidence"}
    assert set(first["evidence"][0]) == {"source", "line", "start", "end", "quote"}


def test_an_empty_answer_is_0_and_with_exit_status_1(graph: Path, run: Run) -> None:
    words = ["-g", graph, "find", "Erlang", "Solidity", "COBOL"]
    assert run(*words).code == 0
    done = run(*words, "-e")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("nobody has all three")
    assert run("-g", graph, "find", "Temporal", "-e").code == 0


@pytest.mark.parametrize("form", ["table", "csv", "jsonl"])
def test_nothing_found_is_said_beside_the_data(form: str, graph: Path, run: Run) -> None:
    done = run("-g", graph, "search", "zzzzqq", "--format", form)
    assert (done.code, done.err) == (0, "nothing found\n")
    assert done.out == ("name,kind,matched,id\n" if form == "csv" else "")


def test_a_table_shows_the_line_behind_each_term(graph: Path, run: Run) -> None:
    out = run("-g", graph, "find", "Erlang").out
    assert "bo.txt:36  Debugged signalling gateways written in C and Erlang on Linux." in out


def test_show_cites_the_turtle_of_the_ontology(graph: Path, run: Run, root: Path) -> None:
    (row,) = run("-g", graph, "show", "Temporal", "--format", "json").json["rows"]
    cited = [one for edge in row["edges"] for one in edge["evidence"] if "start" not in one]
    assert cited
    for one in cited:
        line = (root / one["source"]).read_text("utf-8").splitlines()[one["line"] - 1]
        assert one["quote"].strip() in line


# text that would drive a terminal


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a graph with a resume whose name would clear the screen."""
    tmp_path = tmp_path_factory.mktemp("hostile")
    cv = tmp_path / "cv.md"
    cv.write_text(f"# Eve {HOSTILE}\n\neve@example.org\n\n## Skills\n\nGo, =1+1\n", "utf-8")
    assert shell("-g", "eve.db", "load", cv, "--as-of", AS_OF, cwd=tmp_path).returncode == 0
    return tmp_path / "eve.db"


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
@pytest.mark.parametrize("words", [["find", "Go"], ["show", "cv.md"]])
def test_nothing_printed_can_drive_a_terminal(
    words: list[str], form: str, hostile: Path, run: Run
) -> None:
    done = run("-g", hostile, *words, "--format", form)
    assert done.code == 0
    assert not set(done.out + done.err) & set(
        HOSTILE.translate({ord(c): None for c in "[2J31mgnp.exe"})
    )


def test_the_terminal_gets_a_table_that_fits_and_no_colour_if_unwanted(graph: Path) -> None:
    wide = _on_a_terminal(["find", "Go"], graph, {"COLUMNS": "300"})
    narrow = _on_a_terminal(["find", "Go"], graph, {"COLUMNS": "40", "NO_COLOR": "1"})
    head, *rest = wide.splitlines()
    assert head.startswith("\x1b[1mNAME")
    assert any("\x1b[1mGo\x1b[0m" in line for line in rest)  # the word that matched
    assert "\x1b" not in narrow
    assert max(map(len, narrow.splitlines())) <= 40
    assert len(narrow.split()) == len(re.sub(r"\x1b\[[01]m", "", wide).split())


def _on_a_terminal(argv: Sequence[str], graph: Path, environment: dict[str, str]) -> str:
    ours, theirs = pty.openpty()
    settings = os.environ | {"TERM": "xterm"} | environment
    command = [sys.executable, "-m", "commonground", "-g", str(graph), *argv]
    with subprocess.Popen(command, stdout=theirs, stdin=theirs, env=settings) as process:
        os.close(theirs)
        chunks = []
        try:
            while chunk := os.read(ours, 65536):
                chunks.append(chunk)
        except OSError:  # Linux reports the closed end of a terminal so
            pass
        assert process.wait() == 0
    os.close(ours)
    return b"".join(chunks).decode()


# parse and load


def test_parse_prints_one_document_a_line(run: Run, examples: Path) -> None:
    done = run("parse", examples / "ada.md", examples / "bo.txt", "--as-of", AS_OF)
    assert done.code == 0
    names = [json.loads(line)["basics"]["name"] for line in done.out.splitlines()]
    assert names == ["Ada Thornquist", "Bo Lindqvarn"]


def test_parse_reads_folders_and_prints_an_array(run: Run, examples: Path) -> None:
    done = run("parse", examples, "--format", "json", "--as-of", AS_OF)
    assert len(done.json) == len(list(examples.iterdir()))


def test_parse_keeps_to_the_official_schema(
    run: Run, examples: Path, root: Path, need: Callable[[bool, str], None]
) -> None:
    schema = root / "node_modules" / "resume-schema" / "schema.json"
    need(schema.is_file(), "the official JSON Resume schema: run `make schema`")
    official = Draft4Validator(
        json.loads(schema.read_text("utf-8")), format_checker=Draft4Validator.FORMAT_CHECKER
    )
    for document in run("parse", examples, "--format", "json").json:
        faults = [f"{list(one.path)}: {one.message}" for one in official.iter_errors(document)]
        assert not faults, document["meta"]["source"]


def test_parse_text_is_the_file_byte_for_byte(examples: Path, tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as out:
        shell(
            "parse", "--text", examples / "bo.txt", cwd=tmp_path, capture_output=False, stdout=out
        )
    assert (tmp_path / "out").read_bytes() == (examples / "bo.txt").read_bytes()


def test_parse_unplaced_names_file_and_line(run: Run, tmp_path: Path) -> None:
    cv = tmp_path / "cv.txt"
    cv.write_text("Eve Example\neve@example.org\n\nExperience\n\n~~ ~~ ?? ~~\n", "utf-8")
    for line in run("parse", "--unplaced", cv).out.splitlines():
        assert line.startswith(f"{cv}:")


def test_what_cannot_be_read_is_told_and_the_rest_is_parsed(
    run: Run, tmp_path: Path, examples: Path
) -> None:
    (tmp_path / "empty.md").touch()
    done = run("parse", tmp_path / "empty.md", examples / "ada.md", tmp_path / "none.md")
    assert done.code == 3
    assert len(done.out.splitlines()) == 1
    assert [line.split(": ")[1] for line in done.err.splitlines()] == [
        str(tmp_path / "empty.md"),
        str(tmp_path / "none.md"),
    ]


def test_loading_says_what_it_did_and_again_changes_nothing(
    run: Run, tmp_path: Path, examples: Path
) -> None:
    words = ["-g", tmp_path / "p.db", "load", examples / "ada.md", "--as-of", AS_OF]
    assert run(*words) == Done(0, "1 file: 1 added\n", "")
    assert run(*words) == Done(0, "1 file: 1 unchanged\n", "")


def test_loading_tells_of_unreadable_files_and_is_3(
    run: Run, tmp_path: Path, examples: Path
) -> None:
    folder = tmp_path / "cvs"
    folder.mkdir()
    shutil.copy(examples / "ada.md", folder)
    (folder / "empty.md").touch()
    (folder / "big.txt").write_text("a" * 3000)
    graph = tmp_path / "p.db"
    done = run("-g", graph, "load", folder, "--max-size", "2900")
    big_ada = (folder / "ada.md").stat().st_size > 2900
    assert done.code == 3
    assert [line.split(": ")[1] for line in done.err.splitlines()] == [
        *(["ada.md"] if big_ada else []),
        "big.txt",
        "empty.md",
    ]
    assert {one["key"] for one in run("-g", graph, "info", "--format", "json").json["unread"]} >= {
        "big.txt",
        "empty.md",
    }


def test_what_is_not_there_makes_no_graph(run: Run, tmp_path: Path) -> None:
    graph, folder = tmp_path / "p.db", tmp_path / "resumezz"
    done = run("-g", graph, "load", folder)
    assert done == Done(3, "1 file: 1 not loaded\n", f"commonground: {folder}: does not exist\n")
    assert run("copy", tmp_path / "typo.db", graph).code == 4
    assert not graph.exists()


def test_a_file_that_is_no_resume_is_loaded_only_if_told(run: Run, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("milk\neggs\nbread\n")
    assert run("-g", tmp_path / "p.db", "load", write_cvs(tmp_path / "cvs", ada=cv())).code == 0
    words = ["-g", tmp_path / "p.db", "load", notes]
    done = run(*words)
    assert (done.code, done.out) == (3, "1 file: 1 not loaded\n")
    assert done.err.startswith("commonground: notes.txt: not a resume: no name, contact, ")
    assert "  notes.txt: not a resume" in run("-g", tmp_path / "p.db", "info").out
    assert run(*words, "--any") == Done(0, "1 file: 1 added\n", "")


@pytest.mark.parametrize(
    ("given", "said"), [("1MB", "1 MB"), ("700k", "700 kB"), ("900", "900 bytes")]
)
def test_a_size_is_said_as_it_was_given(given: str, said: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "cv.txt").write_text("x" * (2**20 + 1))
    done = run("parse", tmp_path / "cv.txt", "--max-size", given)
    assert f"is over {said};" in done.err


# identity, forget


def test_a_decision_is_listed_and_taken_back(graph: Path, run: Run) -> None:
    before = run("-g", graph, "show", "bo.txt", "--format", "json").json
    made = run("-g", graph, "identity", "same", "ada.md", "bo.txt", "--why", "a test")
    assert (made.code, made.out.split(":")[0]) == (0, "decision 1")
    (row,) = run("-g", graph, "identity", "list", "--format", "json").json["rows"]
    assert {row["a"], row["b"]} == {"ada.md", "bo.txt"}
    assert (row["number"], row["verdict"], row["why"]) == (1, "same", "a test")
    assert run("-g", graph, "undo", 1).code == 0
    assert run("-g", graph, "identity", "list", "-e").code == 1
    assert run("-g", graph, "show", "bo.txt", "--format", "json").json == before


def test_forget_asks_and_without_anybody_to_ask_wants_yes(graph: Path, tmp_path: Path) -> None:
    done = shell("-g", graph, "forget", "ada.md", cwd=tmp_path, stdin=subprocess.DEVNULL)
    assert done.returncode == 2
    assert "--yes" in done.stderr


@pytest.mark.parametrize(("answer", "stays"), [("n\n", True), ("\n", True), ("y\n", False)])
def test_forget_does_what_the_answer_says(
    answer: str, stays: bool, graph: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    done = run("-g", graph, "forget", "Ada Thornquist")
    assert done.code == 0
    assert "ada.md" in done.err
    assert run("-g", graph, "show", "ada.md").code == (0 if stays else 2)


def test_a_forgotten_file_stays_out_until_it_is_loaded_again(
    graph: Path, run: Run, examples: Path
) -> None:
    assert run("-g", graph, "forget", "ada.md", "--yes").code == 0
    left_out = run("-g", graph, "load", examples / "ada.md", "--as-of", AS_OF)
    assert left_out.out == "1 file: 1 forgotten before and left out\n"
    again = run("-g", graph, "load", examples / "ada.md", "--as-of", AS_OF, "--again")
    assert again.out == "1 file: 1 added\n"


# view, export, ontology


@pytest.mark.parametrize(
    "words", [[], ["find", "Temporal", "Go"], ["similar", "ada.md"], ["--around", "ada.md"]]
)
def test_view_writes_a_page(words: list[str], graph: Path, run: Run, tmp_path: Path) -> None:
    page = tmp_path / "net.html"
    done = run("-g", graph, "view", *words, "-o", page)
    assert (done.code, done.out, done.err) == (0, "", f"wrote {page}\n")
    assert "Content-Security-Policy" in page.read_text("utf-8")


def test_view_opens_the_browser_only_when_asked(
    graph: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import webbrowser

    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    run("-g", graph, "view", "-o", tmp_path / "a.html")
    assert opened == []
    run("-g", graph, "view", "-o", tmp_path / "b.html", "--open")
    assert opened == [(tmp_path / "b.html").as_uri()]


@pytest.mark.parametrize("words", [["grep", "Go"], ["find"], ["find", "Go", "--around", "ada.md"]])
def test_view_refuses_what_is_no_question(
    words: list[str], graph: Path, run: Run, tmp_path: Path
) -> None:
    assert run("-g", graph, "view", *words, "-o", tmp_path / "a.html").code == 2


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".json", ".csv", ".ttl"])
def test_export_tells_what_it_wrote(suffix: str, graph: Path, run: Run, tmp_path: Path) -> None:
    done = run("-g", graph, "export", "-o", tmp_path / f"net{suffix}")
    assert (done.code, done.out) == (0, "")
    written = [Path(line.removeprefix("wrote ")) for line in done.err.splitlines()]
    assert written
    assert all(path.stat().st_size > 1000 for path in written)


def test_export_without_the_ontology_holds_people_alone(
    graph: Path, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "net.json"
    assert run("-g", graph, "export", "--no-ontology", "-o", path).code == 0
    data = json.loads(path.read_bytes())
    ends = {edge[end] for edge in data["edges"] for end in ("source", "target")}
    assert {node["id"] for node in data["nodes"]} == ends
    assert "BROADER" not in {edge["type"] for edge in data["edges"]}


def test_export_to_an_unknown_form_is_2(graph: Path, run: Run, tmp_path: Path) -> None:
    assert run("-g", graph, "export", "-o", tmp_path / "net.xyz").code == 2


def test_sparql_prints_its_variables_as_columns(graph: Path, run: Run) -> None:
    query = "SELECT ?name ?missing WHERE { ?p a cg:Person ; schema:name ?name } LIMIT 2"
    lines = run("-g", graph, "sparql", query, "--format", "csv").out.splitlines()
    assert lines[0] == "name,missing"
    assert len(lines) == 3
    assert all(line.endswith(",") for line in lines[1:])


def test_sparql_changes_nothing(graph: Path, run: Run) -> None:
    assert run("-g", graph, "sparql", "DELETE WHERE { ?s ?p ?o }").code == 2


def test_the_ontology_has_no_faults(run: Run) -> None:
    assert run("ontology", "check").code == 0


def test_a_fault_in_a_file_of_ones_own_is_1(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix cg: <https://w3id.org/commonground/schema#> .\n"
        "@prefix skill: <https://w3id.org/commonground/skill/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        'skill:example-queue a cg:Technology ; skos:prefLabel "Example Queue"@en .\n',
        "utf-8",
    )
    done = run("ontology", "check", own)
    assert done.code == 1
    assert "example-queue" in done.out


def test_find_prints_itself_as_cypher_and_as_sparql_that_finds_the_same(
    demo_graph: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = ["-g", str(demo_graph)]
    assert cli.main(["find", "Temporal:12m", "Go", "--as", "cypher", *graph]) == 0
    text = capsys.readouterr().out
    assert ":param " in text and "MATCH (:Skill {id: one.id})<-[use:HAS_SKILL]-(p)" in text
    assert cli.main(["find", "Temporal:12m", "Go", "--as", "sparql", *graph]) == 0
    query = capsys.readouterr().out
    assert cli.main(["sparql", query, "--format", "json", *graph]) == 0
    found = json.loads(capsys.readouterr().out)["rows"]
    assert cli.main(["find", "Temporal:12m", "Go", "--format", "json", *graph]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    ids = {row["id"].partition(":")[2] for row in rows}
    assert len(found) == len(rows) > 1
    assert all(any(id in row["person"] for id in ids) for row in found)


# names


def test_a_name_means_the_same_to_every_command(graph: Path, run: Run) -> None:
    for text in (
        "Lanternfish Labs GmbH",
        "lanternfish labs",
        "Lanternfish",
        "employer:lanternfish-labs",
    ):
        shown = run("show", text, "-g", graph, "--format", "json")
        path = run("path", text, "ada.md", "-g", graph, "--format", "json")
        assert shown.json["rows"][0]["id"] == "employer:lanternfish-labs", text
        assert path.json["question"]["from"]["id"] == "employer:lanternfish-labs", text


@pytest.mark.parametrize("text", ["maria", "Maria", "MARIA"])
@pytest.mark.parametrize("command", ["similar", "show", "tenure"])
def test_a_name_that_two_people_have_is_asked_about(
    command: str, text: str, graph: Path, run: Run
) -> None:
    done = run(command, text, "-g", graph)
    assert (done.code, done.out) == (2, "")
    sentence, *choices = done.err.splitlines()
    assert "may be 2 things" in sentence
    for choice in choices:  # each line begins with what can be pasted
        assert run("show", choice.split()[0], "-g", graph).code == 0


def test_a_path_just_loaded_names_its_document(graph: Path, run: Run) -> None:
    assert run("tenure", "examples/resumes/ada.md", "-g", graph) == run(
        "tenure", "ada.md", "-g", graph
    )


def test_showing_a_concept_says_who_is_called_so_too(graph: Path, run: Run) -> None:
    done = run("show", "ada", "-g", graph)
    assert done.out.splitlines()[1].split()[1] == "Language"
    assert done.err.startswith("also called so: person:") and "Ada Thornquist" in done.err
    assert run("show", "Go", "-g", graph).err == ""


def test_a_short_name_is_found_by_its_first_letters(graph: Path, run: Run) -> None:
    assert "Bo Lindqvarn" in run("search", "bo", "-g", graph).out
    assert "Bo Lindqvarn" in run("search", "Li", "-n", "300", "-g", graph).out
    assert "Bo Lindqvarn" not in run("search", "in", "-g", graph).out


@pytest.mark.parametrize("text", ["d", "dag", "dagny", "Ferreira", "/elsewhere/dagny.md"])
def test_nobody_is_forgotten_by_a_part_of_a_name_or_another_path(
    text: str, graph: Path, run: Run
) -> None:
    assert run("forget", text, "--yes", "-g", graph).code == 2
    assert run("tenure", "dagny.md", "-g", graph).code == 0


@pytest.mark.parametrize("text", ["DAGNY.md", "Dagny Ferreira-Holt", "examples/resumes/dagny.md"])
def test_a_whole_name_a_key_or_the_path_is_enough_to_forget(
    text: str, graph: Path, run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    assert run("forget", text, "--yes", "-g", graph).code == 0
    assert run("tenure", "dagny.md", "-g", graph).code == 2


def test_case_never_decides(tmp_path: Path, run: Run, graph: Path) -> None:
    (tmp_path / "sub" / "dir").mkdir(parents=True)
    cv = "Wilma Ostrander\nwilma@example.org\n\nSkills: Go\n"
    (tmp_path / "sub" / "dir" / "Wilma.txt").write_text(cv)
    assert run("load", tmp_path / "sub", "-g", graph).code == 0
    for text in ("dir/wilma.txt", "SUB/dir/Wilma.TXT", "wilma.txt", "WILMA ostrander"):
        assert run("tenure", text, "-g", graph).code == 0, text
    assert run("show", "EMPLOYER:lanternfish-LABS", "-g", graph).code == 0
    assert run("show", "skill:GO-lang", "-g", graph).code == 0


def test_a_path_says_who_is_called_like_its_ends(graph: Path, run: Run) -> None:
    assert "also called so: person:" in run("path", "rust", "ada", "-g", graph).err
