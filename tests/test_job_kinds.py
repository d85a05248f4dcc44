"""Kinds of job entries beyond a title and an employer between marks: each as two jobs or more."""

from __future__ import annotations

import pytest

from commonground.loaders.evidence import misplaced
from commonground.loaders.parser import ResumeReader
from commonground.loaders.resume import Resume
from commonground.ontology.ontology import load_ontology

from .support.resumes import AS_OF, document_of_text

BOTH = [
    ["Norvik", "Dispatcher", "2019", "2021"],
    ["Fen Works", "Sous Chef", "2015", "2018"],
]


@pytest.fixture(scope="module")
def reader() -> ResumeReader:
    return ResumeReader(load_ontology())


def _read(reader: ResumeReader, body: str, name: str = "cv.md") -> Resume:
    text = f"# Ada Quill\n\nada@example.org\n\n## Experience\n\n{body}\n\n## Skills\n\nGo, Rust\n"
    resume = reader.parse(document_of_text(text, name), first_loaded=AS_OF)
    assert misplaced(resume, text) is None
    return resume


def _jobs(resume: Resume) -> list[list[str | None]]:
    return [[one.name, one.position, one.startDate, one.endDate] for one in resume.work]


@pytest.mark.parametrize(
    "entry",
    [
        "Company\n{0}\nJob title\n{1}\nPeriod\n{2} - {3}\n\n- Built things.",
        "Employer: {0}\nPosition held: {1}\nFrom: {2}\nTo: {3}\n\n- Built things.",
        "Arbeitgeber: {0}\nFunktion: {1}\nZeitraum: {2} - {3}\n\n- Built things.",
        "Company = {0}\nRole = {1}\nPeriod = {2} - {3}\n\n- Built things.",
        "Company - {0}\nRole - {1}\nPeriod - {2} - {3}\n\n- Built things.",
        "I joined {0} as {1} in {2} and left in {3}.\n\n- Built things.",
        "{1} at {0} ({2} - {3}).\n\n- Built things.",
        "3 years 2 months as {1} at {0} ({2} - {3}).\n\n- Built things.",
        "Designation: {1}; Organisation: {0}; Duration: {2} - {3}\n\n- Built things.",
        "Company Name & Location: {0}, Eastmere\nJob Title/Role: {1}\nPeriod: {2} - {3}\n\nDid it.",
        "Dates: {2} - {3}\nMain activities: to build.\nOccupation or position held: {1}\n"
        "Name and address of employer: {0}, 12 Mill Lane, Eastmere",
        "In {2} I joined {0} as {1}, where I stayed until {3}. I built things.",
        "Von {2} bis {3} war ich als {1} bei {0} in Eastmere tätig.",
        "From {2} to {3} she was employed as {1} at {0} in Eastmere. Things were\nbuilt.",
        "{2} to {3}\n\nI worked as {1}. My employer was {0} in Eastmere.",
        "### {1} | {2} - {3}\n\n{0} hired me to build things. We did.",
        "### {0} [{1}] {2} - {3}\n\n- Built things.",
        "### {0}\n\n- {1}\n- {2} - {3}\n\n- Built things.",
        "### {1}, {0}\n\n{2} - {3}\n\nClient: Ulmen Robotics\n\n- Built things.",
        "### {1}, {0}\n\n{2} - {3}\n\n*Brindle Bank (client)*\n\n- Built things.",
        "### {1} for Papercrane at {0}\n\n*{2} - {3}*\n\n- Built things.",
    ],
)
def test_a_kind_of_entry(reader: ResumeReader, entry: str) -> None:
    jobs = [("Norvik", "Dispatcher", 2019, 2021), ("Fen Works", "Sous Chef", 2015, 2018)]
    body = "\n\n".join(entry.format(*job) for job in jobs)
    assert _jobs(_read(reader, body)) == BOTH


def test_a_table_in_plain_text_is_read_by_the_names_of_its_columns(reader: ResumeReader) -> None:
    body = (
        "Tenure        Domain    Position\n"
        "2019 - 2021   Audit     Dispatcher\n"
        "2015 - 2018   Banking   Sous Chef\n"
    )
    assert _jobs(_read(reader, body, "cv.txt")) == [[None, *job[1:]] for job in BOTH]


@pytest.mark.parametrize(
    ("line", "title", "employer"),
    [
        ("Dispatcher Norvik GmbH 2019 - 2021", "Dispatcher", "Norvik GmbH"),
        ("Norvik Ltd. Dispatcher 2019 - 2021", "Dispatcher", "Norvik Ltd."),
        ("Sous Chef University of Norwick 2019 - 2021", "Sous Chef", "University of Norwick"),
        ("Platform Engineer 2019 - 2021", "Platform Engineer", None),
        ("Storage Systems Lead 2019 - 2021", "Storage Systems Lead", None),
    ],
)
def test_a_firm_that_no_mark_parts_from_a_title(
    reader: ResumeReader, line: str, title: str, employer: str | None
) -> None:
    resume = _read(reader, f"{line}\n\n- Built things.")
    assert [(one.position, one.name) for one in resume.work] == [(title, employer)]


def test_what_a_body_tells_is_no_employer_where_another_header_has_one(
    reader: ResumeReader,
) -> None:
    body = (
        "### Dispatcher | Norvik | 2019 - 2021\n\nAt Papercrane we had built things.\n\n"
        "### Sous Chef | 2015 - 2018\n\nPapercrane was a tool that we made.\n"
    )
    assert [job[0] for job in _jobs(_read(reader, body))] == ["Norvik", None]


def test_a_list_of_technologies_beneath_a_header_is_no_place(reader: ResumeReader) -> None:
    entries = [f"{job[1]}, {job[0]} ({job[2]} - {job[3]})\nRust, Kafka" for job in BOTH]
    resume = _read(reader, "\n\n".join(entries), "cv.txt")
    assert _jobs(resume) == BOTH
    assert [(one.location, one.keywords) for one in resume.work] == [
        (None, ["Rust", "Apache Kafka"])
    ] * 2


@pytest.mark.parametrize("place", ["Oakhollow, Norway", "Eastmere, Germany", "Kaldvik, CA"])
def test_a_town_before_its_country_employs_nobody(reader: ResumeReader, place: str) -> None:
    entries = [f"**{job[1]}**  \n{job[2]} - {job[3]} | {place}\n\n- Built things." for job in BOTH]
    resume = _read(reader, "\n\n".join(entries))
    assert [(one.name, one.location) for one in resume.work] == [(None, place)] * 2


@pytest.mark.parametrize(
    ("head", "employer"),
    [
        ("Papercrane (NORVIK)", "NORVIK"),
        ("Papercrane (Norvik Bank)", "Norvik Bank"),
        ("Norvik (formerly Fen Works)", "Norvik (formerly Fen Works)"),
    ],
)
def test_what_stands_in_brackets_behind_a_heading(
    reader: ResumeReader, head: str, employer: str
) -> None:
    resume = _read(reader, f"### {head}\n\nDispatcher | 2019 - 2021\n\n- Built things.")
    assert [(one.name, one.position) for one in resume.work] == [(employer, "Dispatcher")]


def test_a_span_above_several_roles_is_no_role(reader: ResumeReader) -> None:
    body = (
        "### Norvik (2015 - 2021)\n\n"
        "**Dispatcher** (2019 - 2021)\n\n- Built things.\n\n"
        "**Sous Chef** (2015 - 2018)\n\n- Built others.\n"
    )
    assert _jobs(_read(reader, body)) == [["Norvik", *job[1:]] for job in BOTH]


def test_lists_within_lists_keep_their_depth_in_html(reader: ResumeReader) -> None:
    entries = "".join(
        f"<li><b>{job[0]}, {job[1]}</b><ul><li>{job[2]} - {job[3]}</li><li>Built it.</li></ul></li>"
        for job in BOTH
    )
    text = f"<h1>Ada Quill</h1><p>ada@example.org</p><h2>Experience</h2><ul>{entries}</ul>"
    resume = reader.parse(document_of_text(text, "cv.html"), first_loaded=AS_OF)
    assert _jobs(resume) == BOTH
