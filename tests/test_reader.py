"""Documents to resumes: the examples and the seeds against their gold, and the traps."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from commonground.loaders.formats.reading import read_document
from commonground.loaders.parser import ResumeReader
from commonground.loaders.resume import Resume
from commonground.ontology.ontology import load_ontology

from .support.resumes import document_of_text

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted((ROOT / "examples" / "resumes").iterdir())
SHARED = ROOT.parent / "shared"
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))
AS_OF = "2025-12-01"


@pytest.fixture(scope="module")
def reader() -> ResumeReader:
    return ResumeReader(load_ontology())


def parse(reader: ResumeReader, text: str, name: str = "cv.md") -> Resume:
    return reader.parse(document_of_text(text, name), first_loaded=AS_OF)


def gold_of(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (ROOT / "examples" / "gold" / f"{path.stem}.json").read_text(encoding="utf-8")
    )
    return found


def words(text: str | None) -> str:
    return " ".join(re.sub(r"\(.*?\)|[^\w\s]", " ", text or "").lower().split())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples_read_as_a_careful_person_reads_them(path: Path, reader: ResumeReader) -> None:
    resume = reader.parse(read_document(path, path.name), as_of=AS_OF, first_loaded=AS_OF)
    gold = gold_of(path)
    assert words(resume.basics.name) == words(gold["basics"].get("name"))
    assert resume.basics.email == gold["basics"].get("email")
    stints = sorted((words(w.name), words(w.position), w.startDate, w.endDate) for w in resume.work)
    expected = sorted(
        (words(w["name"]), words(w["position"]), w["startDate"], w["endDate"]) for w in gold["work"]
    )
    assert stints == expected
    assert sorted(words(p.name) for p in resume.projects) == sorted(map(words, gold["projects"]))
    assert len(resume.education) == len(gold["education"])


@pytest.mark.parametrize("path", [*EXAMPLES, *SEEDS], ids=lambda path: path.name[:12])
def test_every_value_stands_at_its_place(path: Path, reader: ResumeReader) -> None:
    """A value is its quote, up to blanks, marks and repaired characters."""
    document = read_document(path, path.name)
    resume = reader.parse(document, as_of=AS_OF, first_loaded=AS_OF)
    provenance = resume.meta.commonground
    assert provenance.evidence
    for pointer, value in leaves(resume.to_json()):
        spans = provenance.evidence.get(pointer) or provenance.evidence.get(parent(pointer))
        assert spans, f"{pointer} has no evidence"
        for start, end in spans:
            assert 0 <= start < end <= len(document.text)
        if pointer.endswith(("/name", "/position", "/institution", "/email", "/title")):
            quotes = [document.text[start:end] for start, end in spans]
            assert any(same_words(quote, value) for quote in quotes), (pointer, value, quotes)


def leaves(value: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Every string of a resume with its pointer; keywords and skills are labels of concepts."""
    if isinstance(value, dict):
        for key, item in value.items():
            if not (pointer == "" and key == "meta"):
                yield from leaves(item, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, f"{pointer}/{index}")
    elif not re.match(r"/skills/|.*/keywords/", pointer):
        yield pointer, value


def parent(pointer: str) -> str:
    return pointer.rsplit("/", 1)[0]


def same_words(quote: str, value: str) -> bool:
    """Equal letters, or a quote that shows them double-decoded, as HTML or between marks."""
    quote = re.sub(r"\[(?:at|dot)\]", "", quote)
    plain = re.sub(r"<[^>]*>|&\w+;|[*_`\[\]]|(?<=\])\(\S*\)", " ", quote)
    near = re.sub(r"[^a-z0-9]", "", plain.lower())
    return re.sub(r"[^a-z0-9]", "", value.lower()) in near or not quote.isascii()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_line_is_used_or_listed(path: Path, reader: ResumeReader) -> None:
    document = read_document(path, path.name)
    provenance = reader.parse(document, first_loaded=AS_OF).meta.commonground
    listed = {item.line for item in provenance.unplaced}
    used = {
        line
        for spans in provenance.evidence.values()
        for start, end in spans
        for line in range(document.line(start), document.line(end - 1) + 1)
    }
    assert not listed & used
    for item in provenance.unplaced:
        assert document.text.splitlines()[item.line - 1].strip() == item.text


@pytest.mark.skipif(not SEEDS, reason="../shared with the seed resumes is not on this machine")
def test_the_seeds_reach_their_score(tmp_path: Path, reader: ResumeReader) -> None:
    parsed, scores = tmp_path / "parsed.jsonl", tmp_path / "scores.json"
    with parsed.open("w", encoding="utf-8") as out:
        for path in SEEDS:
            document = read_document(path, path.name)
            resume = reader.parse(document, as_of=AS_OF, first_loaded=AS_OF)
            out.write(json.dumps(resume.to_json(), ensure_ascii=False) + "\n")
    gold = SHARED / "gold"
    command: list[str | Path] = [
        sys.executable,
        gold / "check_parse.py",
        gold / "seeds",
        gold / "labels.txt",
        parsed,
    ]
    subprocess.run([*command, "--closed", "--json", scores], check=True, stdout=subprocess.DEVNULL)
    result = json.loads(scores.read_text(encoding="utf-8"))
    assert len(result["files"]) == 4
    assert {item["file"]: item["f1"] for item in result["files"] if item["f1"] < 0.95} == {}
    assert result["violations"] == []


def test_nothing_is_invented_where_nothing_is_said(reader: ResumeReader) -> None:
    resume = parse(
        reader,
        "Engineer who builds reliable things for people who need them every single day.\n\n"
        "Experience\n\nHarbour Cooperative\n\nBackend Engineer\n  • Kept PostgreSQL calm.\n",
    )
    assert resume.basics.name is None and resume.basics.email is None
    (work,) = resume.work
    assert (work.name, work.position) == ("Harbour Cooperative", "Backend Engineer")
    assert (work.startDate, work.endDate) == (None, None)
    assert "/work/0/endDate" not in resume.meta.commonground.evidence
    assert "name" not in resume.to_json().get("basics", {})


HEADERS = [
    "### Backend Engineer | Harbour Works (Feb 2019 - Mar 2021)",
    "### Harbour Works | Backend Engineer | Feb 2019 - Mar 2021",
    "### Harbour Works | Backend Engineer\n_Oslo, Norway | 02/2019 - 03/2021_",
    "### Harbour Works\nBackend Engineer | Feb 2019 – Mar 2021",
    "### Harbour Works (Backend Engineer Feb 2019 - Mar 2021)",
    "### Harbour Works -- Backend Engineer (Feb 2019 - Mar 2021)",
    "### Harbour Works: Backend Engineer (Feb 2019 - Mar 2021)",
    "Backend Engineer at [Harbour Works](https://harbour.example)\n*02.2019 - 03.2021* | Oslo",
    "### Backend Engineer, Harbour Works\n*Feb 2019 - Mar 2021*",
    "**Backend Engineer, Harbour Works, Feb 2019 – Mar 2021**",
    "Feb 2019 - Mar 2021: **Harbour Works** - Oslo\nPosition: *Backend Engineer*",
    "### Harbour Works. Feb. 2019 - Mar. 2021\nBackend Engineer",
    "<h4>Backend Engineer <small>Harbour Works</small></h4>\n\n_2019-02 - 2021-03_",
    "### Backend Engineer — Harbour Works\n_2019.02 – 2021.03_",
    "### Harbour Works - Backend Engineer\n> Oslo\n> Feb 2019 - Mar 2021",
    "Harbour Works\nBackend Engineer\nFebruary 2019 - March 2021",
    "**Harbour Works** | *02/2019–03/2021*\nBackend Engineer",
    "Harbour Works, Oslo — Backend Engineer\nFeb 2019 - Mar 2021",
    "Backend Engineer\nHarbour Works, Oslo\nFeb 2019 to Mar 2021",
    "Backend Engineer\tFeb 2019 - Mar 2021\nHarbour Works\tOslo",
    "Company: Harbour Works\nRole: Backend Engineer\nDuration: Feb 2019 - Mar 2021",
    "1. Backend Engineer – Harbour Works (Feb 2019 – Mar 2021)",
    "**Backend Engineer** at **Harbour Works** (Feb 2019 - Mar 2021)",
]


@pytest.mark.parametrize("header", HEADERS)
def test_header_shapes(header: str, reader: ResumeReader) -> None:
    text = (
        f"# Ann Example\n\n## Experience\n\n{header}\n\n- Moved billing to Kafka on Kubernetes.\n"
    )
    (work,) = parse(reader, text).work
    assert (work.name, work.position) == ("Harbour Works", "Backend Engineer")
    assert (work.startDate, work.endDate) == ("2019-02", "2021-03")
    assert work.keywords == ["Apache Kafka", "Kubernetes"]


def test_roles_beneath_one_company_heading(reader: ResumeReader) -> None:
    text = (
        "## Experience\n\n## Harbour Works\n\n### Lead Engineer\n2021 - Present\n- Go\n\n"
        "### Engineer\n2019 - 2021\n- PHP\n"
    )
    found = parse(reader, text).work
    assert [(w.name, w.position, w.startDate, w.endDate) for w in found] == [
        ("Harbour Works", "Lead Engineer", "2021", None),
        ("Harbour Works", "Engineer", "2019", "2021"),
    ]


def test_a_table_whose_domain_is_no_employer(reader: ResumeReader) -> None:
    text = (
        "## Work history\n\n| Period | Company | Position |\n|---|---|---|\n"
        "| 2016 - 2018 | Harbour Works | Analyst |\n| 2018 - 2020 | Fjord Bank | Developer |\n"
    )
    found = parse(reader, text).work
    assert [(w.name, w.position, w.startDate) for w in found] == [
        ("Harbour Works", "Analyst", "2016"),
        ("Fjord Bank", "Developer", "2018"),
    ]


def test_a_job_told_in_a_sentence(reader: ResumeReader) -> None:
    text = "## Experience\n\nThree years as Data Engineer at Harbour Works from 2014 to 2017.\n"
    (work,) = parse(reader, text).work
    assert (work.name, work.position) == ("Harbour Works", "Data Engineer")
    assert (work.startDate, work.endDate) == ("2014", "2017")


def test_a_title_alone_makes_no_employer(reader: ResumeReader) -> None:
    (work,) = parse(reader, "## Experience\n\n### Web Developer (2017 - 2019)\n\n- PHP\n").work
    assert (work.name, work.position) == (None, "Web Developer")


def test_present_ends_at_the_date_of_the_text(reader: ResumeReader) -> None:
    text = (
        "# Ann Example\n_Last updated: March 2025_\n\n"
        "## Experience\n\n### Dev, Acme Ltd\n2020 - now\n- x\n"
    )
    resume = parse(reader, text)
    provenance = resume.meta.commonground
    assert (provenance.asOf, provenance.asOfSource) == ("2025-03", "text")
    assert resume.work[0].endDate is None
    ((start, end),) = provenance.evidence["/work/0/endDate"]
    assert text[start:end] == "now"


def test_obfuscated_contact(reader: ResumeReader) -> None:
    text = "Ann Example\nann [at] example [dot] org | +00 555 010 0199\ngithub.com/example-ann\n"
    basics = parse(reader, text).basics
    assert (basics.email, basics.phone) == ("ann@example.org", "+00 555 010 0199")
    assert [(p.network, p.username) for p in basics.profiles] == [("GitHub", "example-ann")]


def test_unknown_terms_keep_their_reason_and_place(reader: ResumeReader) -> None:
    text = "# Ann Example\n\n## Skills\n\nGo, Quuxinator, Rust\n"
    (unknown,) = parse(reader, text).meta.commonground.unknown
    assert unknown.term == "Quuxinator" and unknown.reason
    assert text[slice(*unknown.span)] == "Quuxinator"


@pytest.mark.parametrize(
    "text",
    [
        "# " + "N" * 10_000 + " " + "M" * 10_000 + "\n\n## Experience\n\n### Dev\n",
        "<div>" * 3000 + "# Ann Example" + "</div>" * 3000,
        "<!--" * 3000,
        "[" * 5000 + "](" * 5000,
        "*" * 20_000,
        "((((" * 2000 + "2019 - 2020" + "))))" * 2000,
        "\u202eelpmaxE nnA\u202c\n\x00\x1b[31mred\n## Experience\n"
        "### \u2066Dev\u2069 | Acme (2019 - 2020)\n",
        "- " * 5000,
        "| a " * 4000 + "|\n|" + "---|" * 4000,
        "1" * 10_000 + "-" * 10_000,
        "a@" * 8000,
        "+1 " * 8000,
        "# Ann Example\n## Open source\n        <h3>",
        "# Ann Example\n## Experience\n### Dev at Acme (2019 - 2020)\n**Bergen**, Oslo (  - )",
    ],
    ids=range(14),
)
def test_hostile_text_is_read_and_does_nothing(text: str, reader: ResumeReader) -> None:
    resume = parse(reader, text)
    assert resume.meta.source == "cv.md"
    assert "\x1b" not in json.dumps(resume.to_json()["meta"]["source"])
    assert all("\u202e" not in (w.name or "") for w in resume.work)


def test_addresses_name_no_skill(reader: ResumeReader) -> None:
    text = (
        "# Ann Example\nRust developer | [GitHub](https://github.com/example-ann)"
        " | ann@kafka.example\n\n## Skills\n\nRust\n"
    )
    assert [skill.name for skill in parse(reader, text).skills] == ["Rust"]


STUDIES = [
    "**University of Northmoor** — MSc Physics (2010 – 2012)",
    "### MSc in Physics, University of Northmoor\n*2010 - 2012*",
    "### University of Northmoor\nMSc Physics, 2010 - 2012",
    "2010 - 2012: MSc Physics, University of Northmoor",
    "University of Northmoor, Bergen, Norway\nM.Sc. in Physics, GPA: 3.8/4.0\n2010 - 2012",
    "University of Northmoor\t2010 – 2012\nMSc Physics\tBergen",
    "| Years | Degree | School |\n|---|---|---|\n"
    "| 2010 - 2012 | MSc Physics | University of Northmoor |",
    "2010-2012\nMSc Physics\nUniversity of Northmoor",
    "Master of Science (M.Sc.), Physics\nUniversity of Northmoor, 2010-2012",
]


@pytest.mark.parametrize("study", STUDIES)
def test_study_shapes(study: str, reader: ResumeReader) -> None:
    resume = parse(reader, f"# Ann Example\n\n## Education\n\n{study}\n")
    (education,) = resume.education
    assert (education.institution, education.area) == ("University of Northmoor", "Physics")
    assert (education.startDate, education.endDate) == ("2010", "2012")
    links = resume.meta.commonground.links
    assert links["/education/0/studyType"].concept == "degree:master-of-science"
    assert links["/education/0/area"].concept == "field:physics"


def test_a_course_is_no_school(reader: ResumeReader) -> None:
    text = "# Ann Example\n\n## Education\n\nSelf-taught. Coursera: Machine Learning (2018)\n"
    assert parse(reader, text).education == []


HEADS = [
    "# Ann Example - Software Engineer\nDublin, Ireland | ann@example.org",
    "Ann Example\nSoftware Engineer\nDublin, Ireland\nann@example.org",
    "RESUME\n\nAnn Example\nSoftware Engineer, Dublin, Ireland\nEmail: ann@example.org",
    "# Ann Example (she/her)\n> Software Engineer\n\n📍 Dublin, Ireland · 📧 ann@example.org",
    "Name: Ann Example\nE-mail: ann@example.org\nCity: Dublin, Ireland\n\nSoftware Engineer",
    "Ann Example | Software Engineer | Dublin, Ireland | <ann@example.org>",
    "| Ann Example | Software Engineer |\n|---|---|\n| ann@example.org | Dublin, Ireland |",
]


@pytest.mark.parametrize("head", HEADS)
def test_head_shapes(head: str, reader: ResumeReader) -> None:
    text = f"{head}\n\n## Experience\n\n### Dev, Acme Ltd\n2019 - 2020\n- Go\n"
    basics = parse(reader, text).basics
    assert (basics.name, basics.email) == ("Ann Example", "ann@example.org")
    assert basics.location is not None and basics.location.address == "Dublin, Ireland"
    assert basics.label is not None and basics.label.startswith("Software Engineer")


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("# 高木 涼子（Ryoko Takagi）", "高木 涼子"),
        ("氏名：森田花（Hana Morita）", "森田花"),
        ("# 윤서진 (Seojin Yoon)", "윤서진"),
        ("# Jordi Puig i Soler", "Jordi Puig i Soler"),
        ("### Contact\n\n+00 555 010 0199\n\n### Languages\n\nTwi\n\n# Ann Example", "Ann Example"),
        ("Languages\n\nTwi\n\nAnn Example\nSoftware Engineer at Acme", "Ann Example"),
    ],
)
def test_names_in_other_places_and_scripts(head: str, name: str, reader: ResumeReader) -> None:
    text = f"{head}\n\n## Experience\n\n### Dev, Acme Ltd\n2019 - 2020\n- Go\n"
    assert parse(reader, text).basics.name == name


@pytest.mark.parametrize(
    "text",
    [
        "Ann Example\n\n[write to me](mailto:ann@example.org?subject=Job)\n",
        "Ann Example\n\n<a href='mailto:ann@example.org?cc=bob@example.org'>write</a>\n",
    ],
)
def test_a_link_to_write_to_may_say_more_than_the_address(text: str, reader: ResumeReader) -> None:
    assert parse(reader, text).basics.email == "ann@example.org"


def test_ligatures_radicals_and_spaced_letters_are_what_they_look_like(
    reader: ResumeReader,
) -> None:
    text = (
        "Ann Example\n\nW O R K   H I S T O R Y\n\nDev, Traﬃc Oﬃce Ltd\n2019 - 2020\n- Go\n\n"
        "S K I L L S\n\nMLﬂow, Tensorﬂow\n\n⼯作经历\n"
    )
    resume = parse(reader, text)
    assert [(one.name, one.startDate) for one in resume.work] == [("Traffic Office Ltd", "2019")]
    assert [skill.name for skill in resume.skills] == ["MLflow", "TensorFlow"]
    ((start, end),) = resume.meta.commonground.evidence["/work/0/name"]
    assert text[start:end] == "Traﬃc Oﬃce Ltd"


@pytest.mark.parametrize(
    "head",
    ["# Resume", "# Senior Software Engineer", "Rust Belt Systems\n\nWe build things", "# CV"],
)
def test_heads_that_name_nobody(head: str, reader: ResumeReader) -> None:
    text = f"{head}\n\n## Experience\n\n### Dev, Acme Ltd\n2019 - 2020\n- Go\n"
    assert parse(reader, text).basics.name is None


def test_skills_without_separators_and_spoken_languages_among_them(reader: ResumeReader) -> None:
    text = (
        "# Ann Example\n\n## Skills\n\nPython Java Docker Kubernetes Terraform AWS\n\n"
        "Spoken: Dutch, Twi\n"
    )
    resume = parse(reader, text)
    names = ["Python", "Java", "Docker", "Kubernetes", "Terraform", "AWS"]
    assert [skill.name for skill in resume.skills] == names
    assert [language.language for language in resume.languages] == ["Dutch", "Twi"]


@pytest.mark.parametrize(
    ("line", "languages"),
    [
        ("Brazilian Portuguese (native), fluent English", ["Brazilian Portuguese", "English"]),
        ("Ungarisch, Tschechisch (B2)", ["Ungarisch", "Tschechisch"]),
        ("Tedesco: C1, Spagnolo", ["Tedesco", "Spagnolo"]),
        ("フランス語、日本語（母語）", ["フランス語", "日本語"]),
    ],
)
def test_languages(line: str, languages: list[str], reader: ResumeReader) -> None:
    resume = parse(reader, f"# Ann Example\n\n## Languages\n\n{line}\n")
    assert [language.language for language in resume.languages] == languages
