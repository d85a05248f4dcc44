"""Layouts of jobs and what is no job: each kind in several words, written before its rule."""

from __future__ import annotations

import pytest

from commonground.loaders.evidence import misplaced
from commonground.loaders.parser import ResumeReader
from commonground.loaders.resume import Resume
from commonground.ontology.ontology import load_ontology

from .support.resumes import AS_OF, document_of_text

READER = ResumeReader(load_ontology())
FEN = ["Fen Works", "Sous Chef", "2015", "2018"]
NORVIK = ["Norvik Labs", "Data Engineer", "2020", "2022"]


def _read(body: str, name: str = "cv.md") -> Resume:
    text = f"# Ada Quill\n\nada@example.org\n\n## Experience\n\n{body}\n\n## Skills\n\nGo, Rust\n"
    resume = READER.parse(document_of_text(text, name), first_loaded=AS_OF)
    assert misplaced(resume, text) is None
    return resume


def _jobs(resume: Resume) -> list[list[str | None]]:
    return [[one.name, one.position, one.startDate, one.endDate] for one in resume.work]


GAPS = [
    "Sabbatical",
    "Maternity leave",
    "Career break to care for my mother",
    "Unemployed",
    "Looking for work",
    "Between jobs",
    "Gap year in Patagonia",
    "Time off, walking the coast",
    "Full-time parent",
    "Elternzeit",
    "Arbeitssuchend",
    "Familienpause, zwei Kinder",
    "Congé parental",
    "Recherche d'emploi",
    "Año sabático",
    "Excedencia por maternidad",
    "Studied for the bar exam",
    "Sabático, viaje por los Andes",
    "Licença-maternidade",
]


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize(
    "layout",
    [
        "### {title}, {employer} ({dates})\n\n- Built things.\n\n@### {gap} ({dates})",
        "{employer} - {title} - {dates}\n  * Built things.\n\n@({dates}: {gap}.)",
        "{dates}, {employer}, {title}\nBuilt things.\n\n@{dates}, {gap}",
        "**{dates}: {title}, {employer}**\nBuilt things.\n\n@**{dates}: {gap}**",
    ],
)
def test_a_gap_is_no_job_and_employs_nobody(layout: str, gap: str) -> None:
    job, between = layout.split("@")
    body = "\n\n".join(
        [
            job.format(employer=NORVIK[0], title=NORVIK[1], dates="2020 - 2022").strip(),
            between.format(gap=gap, dates="2018 - 2019"),
            job.format(employer=FEN[0], title=FEN[1], dates="2015 - 2018").strip(),
        ]
    )
    assert _jobs(_read(body)) == [NORVIK, FEN]


def test_who_looks_after_leave_has_a_job() -> None:
    body = (
        "### Parental Leave Coordinator, Norvik Labs (2020 - 2022)\n\n- Planned.\n\n"
        "### Engineer (maternity cover), Brim Works (2018 - 2019)\n\n- Ran it.\n\n"
        "### Sous Chef, Fen Works (2015 - 2018)\n\n- Cooked.\n"
    )
    assert [job[0] for job in _jobs(_read(body))] == ["Norvik Labs", "Brim Works", "Fen Works"]


CLIENTS = [
    "Client: {0}          {2} - {3}\nRole: {1}\nProject: Parcels by weight.\n- Built it.",
    "Client: {0}\nProject: Pilots of the harbour\nRole: {1}\nDuration: {2} - {3}\n\n- Built it.",
    "Kunde: {0}\nProjekt: Lotsen im Hafen\nRolle: {1}\nZeitraum: {2} - {3}\n\n- Built it.",
    "Project: Parcels    {2} - {3}\nClient: {0}\nDesignation: {1}\n\n- Built it.",
    "Cliente: {0}\nProyecto: Paquetes\nPuesto: {1}\nPeriodo: {2} - {3}\n\n- Built it.",
    "### {1} ({2} - {3})\n\nCustomer: {0}\n\nProject name: Parcels and weights\n\n- Built it.",
    "Project title: Weights\nEnd client: {0}\nPosition: {1}\nPeriod: {2} - {3}\n\n- Built it.",
]


@pytest.mark.parametrize("entry", CLIENTS)
def test_a_client_employs_where_nobody_else_does_and_a_project_never(entry: str) -> None:
    body = "\n\n".join(entry.format(*job) for job in (NORVIK, FEN))
    assert _jobs(_read(body, "cv.txt" if "#" not in entry else "cv.md")) == [NORVIK, FEN]


@pytest.mark.parametrize("label", ["Client", "Project", "End client"])
def test_beside_an_employer_neither_is_one(label: str) -> None:
    entry = "### {1}, {0}\n\n{2} - {3}\n\n{label}: Ulmen Robotics\n\n- Built it."
    body = "\n\n".join(entry.format(*job, label=label) for job in (NORVIK, FEN))
    assert _jobs(_read(body)) == [NORVIK, FEN]


BRIM: list[list[str | None]] = [
    ["Brim Bank", "Head of Storage", "2021-01", None],
    ["Brim Bank", "Storage Engineer", "2018-04", "2020-12"],
    ["Brim Bank", "Operator", "2015-05", "2018-03"],
    ["Fen Works", "Clerk", "2012-08", "2015-04"],
]
WHEN = ["January 2021 – present", "April 2018 – December 2020", "May 2015 – March 2018"]


@pytest.mark.parametrize(
    ("employer", "role"),
    [
        ("**{0}**\n", "*{1}*, {2}\n- Built it.\n- Ran it.\n"),
        ("**{0}** (Eastmere)\n", "*{1}* — {2}\n- Built it.\n"),
        ("**{0}**\n", "{1}, {2}\n\n* Built it.\n"),
        ("### {0}\n", "**{1}**, {2}\n\n* Built it.\n"),
        ("### {0}\n", "*{1}* | {2}\n\n* Built it.\n"),
        ("**{0}**\n", "*{1}*\n{2}\n- Built it.\n"),
        ("{0}\n", "  {1}, {2}\n  - Built it.\n"),
    ],
)
def test_an_employer_above_several_roles_is_of_each(employer: str, role: str) -> None:
    titles = [job[1] for job in BRIM[:3]]
    roles = [role.format("", title, when) for title, when in zip(titles, WHEN, strict=True)]
    body = "\n".join(
        [
            employer.format("Brim Bank"),
            *roles,
            employer.format("Fen Works"),
            role.format("", "Clerk", "August 2012 – April 2015"),
        ]
    )
    assert _jobs(_read(body)) == BRIM


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("#### {from_}–{to}: {0}", "**{1}**, {when}. Remote."),
        ("### {from_} – {to} | {0}", "*{1}* ({when})"),
        ("### {0}, {from_}–{to}", "**{1}** · {when}"),
        ("**{from_}–{to}: {0}**", "{1}, {when}"),
    ],
)
@pytest.mark.parametrize("heading", ["## Experience\n\n", ""])
def test_years_above_the_employer_and_months_beside_the_title(
    head: str, role: str, heading: str
) -> None:
    if not heading and head.startswith("**"):
        pytest.xfail("bold lines alone open no section that nothing announces")
    jobs = [
        ("Norvik Labs", "Data Engineer", "2021", "now", "March 2021 – present"),
        ("Brim Works", "Developer", "2017", "2021", "September 2017 – February 2021"),
        ("Fen Works", "Operator", "2015", "2017", "June 2015 – August 2017"),
    ]
    parts = []
    for employer, title, from_, to, when in jobs:
        line = head.format(employer, from_=from_, to=to)
        parts.append(
            f"{line}\n\n{role.format('', title, when=when)}\n\nBuilt it and ran it well.\n"
        )
    text = "**Ada Quill**\nEngineer\nada@example.org\n\n" + heading + "\n".join(parts)
    resume = READER.parse(document_of_text(text), first_loaded=AS_OF)
    assert _jobs(resume) == [
        ["Norvik Labs", "Data Engineer", "2021-03", None],
        ["Brim Works", "Developer", "2017-09", "2021-02"],
        ["Fen Works", "Operator", "2015-06", "2017-08"],
    ]


TOLD = [
    "- Selenium for the portal, with test data\n  made for it, since 2021 bit by bit Playwright",
    "- Selenium und Java für das Portal, seit\n  2021 schrittweise Playwright",
    "- Pages in jQuery from the first to the\n  last, Knockout.js from 2020, Angular from 2021.",
    "Peering at four exchanges. Flowspec since 2021.",
    "Backups by hand; restic since 2021.\nRobot arms, too.",
    "- seit 2021 Aufbau einer Plattform mit Kubernetes",
    "- since 2021 also the on-call of two teams",
    "- ab 2021 auch Terraform, Ansible seit 2020",
    "- Orquestación con Oozie; Airflow desde 2021",
    "- Rust depuis 2021, C++ avant",
    "Set up by Ansible and templates since 2021; before that by hand and by prayer.\nIt held.",
    "- Desktop in Swing, from 2020 in JavaFX, from\n  2021 on the web",
    "- Metrics with Prometheus (since 2021) and logs with Loki",
    "- Kafka from 2020, Flink from 2021",
]


@pytest.mark.parametrize("told", TOLD)
@pytest.mark.parametrize(
    "header", ["{0}\n{1}\n{2} - {3}\n", "{2} - {3}   {0}, {1}\n", "{1} at {0} ({2} - {3})\n"]
)
def test_a_date_within_what_a_body_tells_begins_no_job(header: str, told: str) -> None:
    body = (
        f"{header.format(*NORVIK)}{told}\n\n{header.format(*FEN)}- Cooked for sixty guests a day.\n"
    )
    assert _jobs(_read(body, "cv.txt")) == [NORVIK, FEN]


@pytest.mark.parametrize(
    ("roles", "titles"),
    [
        ("Architect (since 2020), before that Developer", {"Architect"}),
        ("Softwarearchitekt (seit 2020), davor Softwareentwickler", {"Softwarearchitekt"}),
        ("Architect (from 2020), previously Developer", {"Architect"}),
        ("Architect (2020 to 2022), Developer (2017 to 2020)", {"Architect", "Developer"}),
        ("Developer (2017 – 2020), then Architect (2020 – 2022)", {"Architect", "Developer"}),
        ("Architect (2020 – 2022) / Developer (2017 – 2020)", {"Architect", "Developer"}),
    ],
)
def test_positions_in_one_line_are_of_the_employer_above(roles: str, titles: set[str]) -> None:
    body = (
        f"Norvik Labs          March 2017 - May 2022\n{roles}\n\n"
        "- Built the radar, tests, Burp Suite, and the rest.\n\n"
        "Fen Works            June 2012 - February 2017\nSous Chef\n\n- Cooked.\n"
    )
    jobs = _read(body, "cv.txt").work
    assert {job.name for job in jobs} == {"Norvik Labs", "Fen Works"}
    told = [job.position or "" for job in jobs if job.name == "Norvik Labs"]
    assert all(any(title in one for one in told) for title in titles)
    assert min(job.startDate or "" for job in jobs if job.name == "Norvik Labs")[:4] == "2017"


@pytest.mark.parametrize(
    ("line", "employer"),
    [
        ("Engineer — Brim Telecom, Skelmouth", "Brim Telecom"),
        ("Engineer — Brim Telecom, Berlin office", "Brim Telecom"),
        ("Engineer — Brim Telecom, bureau de Lyon", "Brim Telecom"),
        ("Engineer — Brim Telecom, Niederlassung Bremen", "Brim Telecom"),
        ("Engineer — Brim Telecom, sede de Sevilla", "Brim Telecom"),
        ("Engineer — Brim Telecom (Skelmouth)", "Brim Telecom"),
        ("Engineer — Institute for Tides, Skelmouth", "Institute for Tides"),
        ("Engineer — Brim Telecom, Payments Department", "Brim Telecom"),
    ],
)
def test_where_an_office_stands_is_no_part_of_its_name(line: str, employer: str) -> None:
    body = (
        f"### {line}\n_March 2019 – May 2022_\n\n- Built it.\n\n"
        "### Engineer — Fen Works GmbH, Munich\n_May 2016 – February 2019_\n\n- Built it.\n"
    )
    assert [job.name for job in _read(body).work][0] == employer


UNDATED = [
    ("Assignments", "Current assignment: {0}", "Assignment: {0}"),
    ("Engagements", "Present engagement: {0}", "Earlier engagement: {0}"),
    ("Einsätze", "Aktueller Einsatz: {0}", "Einsatz: {0}"),
    ("Missions", "Mission en cours : {0}", "Mission : {0}"),
    ("Experience", "Permanent post: {0}", "Previous post: {0}"),
]


@pytest.mark.parametrize(("heading", "first", "other"), UNDATED)
def test_assignments_without_dates_are_jobs_by_their_labels(
    heading: str, first: str, other: str
) -> None:
    text = (
        f"CURRICULUM VITAE (name on request)\n\nOracle DBA\n\n{heading}\n\n"
        f"{first.format('Brim Bank')}\n  Moved 46 schemas from Oracle to PostgreSQL.\n\n"
        f"{other.format('a utility in the north')}\n  Kept Oracle Forms alive.\n\n"
        f"{other.format('Fen Mutual')}\n  PL/SQL for policies, at night.\n"
    )
    resume = READER.parse(document_of_text(text, "cv.txt"), first_loaded=AS_OF)
    assert [job.name for job in resume.work if job.name] == ["Brim Bank", "Fen Mutual"]
    assert {"Oracle Database", "PostgreSQL"} <= {*resume.work[0].keywords}


@pytest.mark.parametrize(
    "own", ["Freelance", "Self-employed", "Freiberuflich", "Selbstständig", "Indépendante"]
)
def test_who_works_for_nobody_has_not_the_employer_above(own: str) -> None:
    body = (
        "**Norvik Labs**, Eastmere\n*Developer, Aug 2014 to Feb 2019*\n\n- Built it.\n\n"
        "**Brim Works**, Eastmere\n*Operator, Aug 2013 to July 2014*\n\n- Ran it.\n\n"
        f"**{own}**, 2011 to 2013\nSmall sites.\n"
    )
    jobs = _read(body).work
    assert [job.name for job in jobs if job.startDate != "2011"] == ["Norvik Labs", "Brim Works"]
    assert {job.name for job in jobs if job.startDate == "2011"} <= {None}
