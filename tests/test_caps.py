"""A document gives no more facts than anybody has lived, and says what was left out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import commonground as cg
from commonground.cli.main import main
from commonground.loaders.caps import CAPS, UNKNOWN, WITHIN
from commonground.loaders.parser import ResumeReader
from commonground.loaders.resume import Resume
from commonground.ontology.ontology import load_ontology

from .support.resumes import AS_OF, document_of_text, write_cvs

HEAD = "# Ada Thornquist\n\nada@example.org\n\n"


def _jobs(count: int) -> str:
    jobs = (
        f"### Engineer, Works{n} Ltd\nJan 2019 – Feb 2020\n\n- Built it with Go.\n\n"
        for n in range(count)
    )
    return f"{HEAD}## Experience\n\n{''.join(jobs)}"


def _bullets(count: int) -> str:
    bullets = "".join(f"- Shipped release {n} of the service.\n" for n in range(count))
    return f"{HEAD}## Experience\n\n### Engineer, Works Ltd\nJan 2019 – Feb 2020\n\n{bullets}"


def _projects(count: int) -> str:
    return f"{HEAD}## Projects\n\n" + "".join(
        f"### Thing{n}\n\n- Built with Redis.\n\n" for n in range(count)
    )


def _studies(count: int) -> str:
    return f"{HEAD}## Education\n\n" + "".join(
        f"### BSc Physics, University of Norrhaven{n}, 2010 – 2014\n\n" for n in range(count)
    )


def _unknown(count: int) -> str:
    words = ("Frob", "Zork", "Quux", "Grault", "Plugh")
    lines = "".join(f"{', '.join(f'{one}{n}x' for one in words)}\n" for n in range(count // 5))
    return f"{HEAD}## Skills\n\n{lines}"


def _skills(count: int) -> str:
    names = sorted(one.name for one in load_ontology().concepts.values() if one.claimable)
    return f"{HEAD}## Skills\n\n{', '.join(names[:count])}\n"


def _read(text: str) -> Resume:
    reader = ResumeReader(load_ontology())
    return reader.parse(document_of_text(text), as_of=AS_OF, first_loaded=AS_OF)


@pytest.mark.parametrize(
    ("what", "most", "text"),
    [
        ("work", CAPS["work"], _jobs),
        ("projects", CAPS["projects"], _projects),
        ("education", CAPS["education"], _studies),
        ("highlights", WITHIN["highlights"], _bullets),
        ("unknown", UNKNOWN, _unknown),
    ],
)
def test_what_is_beyond_a_cap_is_left_out_and_listed(
    what: str, most: int, text: Callable[[int], str]
) -> None:
    written = text(most + 30)
    resume = _read(written)
    provenance = resume.meta.commonground
    assert provenance.leftOut == {what: 30}
    lines = written.splitlines()
    unplaced = {line.line: line.text for line in provenance.unplaced}
    assert all(lines[number - 1].strip() == said for number, said in unplaced.items())
    # The last entry of the text is beyond the cap, and its line is listed; the first is not.
    last = max(number for number, line in enumerate(lines, 1) if line.strip())
    assert last in unplaced
    assert min(unplaced) > 10
    for pointer, spans in provenance.evidence.items():
        assert all(0 <= start < end <= len(written) for start, end in spans), pointer


def test_of_each_list_the_first_are_kept_with_their_evidence() -> None:
    resume = _read(_jobs(CAPS["work"] + 5))
    assert len(resume.work) == CAPS["work"]
    evidence = resume.meta.commonground.evidence
    numbers = {int(one.split("/")[2]) for one in evidence if one.startswith("/work/")}
    links = resume.meta.commonground.links
    assert numbers == set(range(CAPS["work"]))
    assert {int(one.split("/")[2]) for one in links if one.startswith("/work/")} == numbers
    assert evidence["/work/99/name"]


def test_a_list_of_skills_is_capped() -> None:
    resume = _read(_skills(700))
    assert len(resume.skills) == CAPS["skills"]
    assert resume.meta.commonground.leftOut["skills"] > 100


def test_within_the_caps_nothing_is_said() -> None:
    resume = _read(_jobs(CAPS["work"]))
    assert len(resume.work) == CAPS["work"]
    assert resume.meta.commonground.leftOut == {}
    assert "leftOut" not in json.dumps(resume.to_json())


def test_every_cap_names_a_list_of_the_resume() -> None:
    assert CAPS.keys() <= Resume.model_fields.keys()
    lists = {name for name, one in Resume.model_fields.items() if "list[" in str(one.annotation)}
    assert CAPS.keys() == lists


def test_load_info_and_parse_say_what_was_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_cvs(tmp_path / "cvs", much=_jobs(CAPS["work"] + 7), little=_jobs(1))
    graph, file = str(tmp_path / "people.db"), str(folder / "much.md")
    left = "left out 7 jobs: more than one life holds"
    assert main(["-g", graph, "load", str(folder), "--as-of", AS_OF]) == 0
    said = capsys.readouterr()
    assert said.out == "2 files: 2 added\n"
    assert said.err == f"commonground: much.md: {left} (`parse --unplaced` shows the lines)\n"
    assert main(["-g", graph, "info"]) == 0
    assert f"loaded in part:\n  much.md: {left}\n" in capsys.readouterr().out
    assert main(["-g", graph, "info", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["left_out"] == {"much.md": {"work": 7}}
    assert main(["parse", "--unplaced", file, "--as-of", AS_OF]) == 0
    said = capsys.readouterr()
    assert said.err == f"commonground: {file}: {left}\n"
    assert said.out.count("Built it with Go") == 7


def test_what_one_document_costs_others_stops_at_the_caps(tmp_path: Path) -> None:
    """The graph of ten times as many jobs is as large as that of the most that are kept."""
    sizes = []
    for name, count in (("most", CAPS["work"]), ("more", 10 * CAPS["work"])):
        folder = write_cvs(tmp_path / name, evil=_jobs(count))
        cg.load(folder, into=tmp_path / f"{name}.db", as_of=AS_OF)
        with cg.open_graph(tmp_path / f"{name}.db") as graph:
            info, ties = graph.info(), graph.reader.ties()
        references = sum(len(tie.edges) for tie in ties)
        sizes.append((info.nodes, info.edges, len(ties), references))
    assert sizes[0] == sizes[1]
