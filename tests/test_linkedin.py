"""LinkedIn's data export: what it tells of its owner, and of nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonground import load, open_graph
from commonground.errors import UnreadableFile
from commonground.loaders.evidence import misplaced
from commonground.loaders.parser import ResumeReader
from commonground.ontology.ontology import load_ontology

from .support.archives import document_of_bytes, zipped

READER = ResumeReader(load_ontology())

EXPORT = {
    "messages.csv": "FROM,CONTENT\nOther Person,Hello\n",
    "Connections.csv": "Notes:\n\nFirst Name,Last Name\nOther,Person\n",
    "Profile.csv": "First Name,Last Name,Birth Date,Headline,Summary,Geo Location,Websites\n"
    'Tamsin,Okoro,Jan 1,Staff Engineer at Quillmark,"I build ""ledgers"",\nin Rust.",'
    '"Eastmere, Norland",[PORTFOLIO:https://tamsin.example.org]\n',
    "Email Addresses.csv": "Email Address,Confirmed,Primary\nold@example.org,Yes,No\n"
    "tamsin@example.org,Yes,Yes\n",
    "PhoneNumbers.csv": "Extension,Number,Type\n,+47 400 00 333,Mobile\n",
    "Positions.csv": "\ufeffCompany Name,Title,Description,Location,Started On,Finished On\r\n"
    'Quillmark,Staff Engineer,"Led it.  Kafka, Go","Eastmere, Norland",Sep 2022,\r\n'
    "Brindle Telecom,Software Engineer,,,Jan 2015,Oct 2018\r\n",
    "Education.csv": "School Name,Start Date,End Date,Notes,Degree Name\n"
    'University of Eastmere,2011,2014,,"Bachelor of Science - BS, Computer Science"\n',
    "Skills.csv": "Name\nKubernetes\nFrobnicating\n",
    "Languages.csv": "Name,Proficiency\nEnglish,Native or bilingual proficiency\n",
    "Certifications.csv": "Name,Url,Authority,Started On\nCKA,,Guild,Mar 2020\n",
}


@pytest.mark.parametrize("folder", ["", "Basic_LinkedInDataExport_01-02-2025/"])
def test_an_export_is_read_with_its_places(folder: str) -> None:
    data = zipped({f"{folder}{name}": text for name, text in EXPORT.items()})
    document = document_of_bytes(data, "export.zip")
    resume = READER.parse(document, first_loaded="2025-12-01")
    assert misplaced(resume, document.text) is None
    basics = resume.basics
    assert (basics.name, basics.email, basics.phone) == (
        "Tamsin Okoro",
        "tamsin@example.org",
        "+47 400 00 333",
    )
    assert (basics.summary, basics.url) == (
        'I build "ledgers", in Rust.',
        "https://tamsin.example.org",
    )
    assert [(one.name, one.position, one.startDate, one.endDate) for one in resume.work] == [
        ("Quillmark", "Staff Engineer", "2022-09", None),
        ("Brindle Telecom", "Software Engineer", "2015-01", "2018-10"),
    ]
    assert resume.work[0].keywords == ["Apache Kafka", "Go"]
    assert (resume.education[0].studyType, resume.education[0].area) == (
        "Bachelor of Science",
        "Computer Science",
    )
    assert "Kubernetes" in {one.name for one in resume.skills}
    assert (resume.languages[0].language, resume.certificates[0].issuer) == ("English", "Guild")
    evidence = resume.meta.commonground.evidence
    assert [document.text[slice(*span)] for span in evidence["/basics/name"]] == ["Tamsin", "Okoro"]
    assert document.text[slice(*evidence["/work/1/startDate"][0])] == "Jan 2015"
    assert document.text.startswith("Profile.csv\nFirst Name,")
    assert "Other" not in document.text and "Hello" not in document.text
    # Nothing in the file says that a job without an end goes on.
    assert "/work/0/endDate" not in evidence
    left = {one.text for one in resume.meta.commonground.unplaced}
    assert {"old@example.org", "Jan 1"} <= left


@pytest.mark.parametrize(
    "files",
    [
        {"cv.md": "# Ada Quill"},
        {"Positions.csv": "x,y,z\n1,2,3\n"},
        {"Profile.csv": ""},
        {"Skills.csv": "Name\nGo\n"},
        {},
    ],
)
def test_any_other_archive_is_to_be_unpacked(files: dict[str, str]) -> None:
    with pytest.raises(UnreadableFile, match="is a ZIP archive.*: unpack it and load"):
        document_of_bytes(zipped(files), "any.zip")


@pytest.mark.parametrize(
    "table",
    [
        'Company Name,Title,Started On\n"Brim ""&"" Co",Clerk,2019\n',
        'Company Name,Title,Started On\r"Brim ""&"" Co"  x,Clerk,2019',
        'Title,Started On,Company Name\n\n,,\nClerk,2019,"Brim ""&"" Co',
        'Title,Company Name\nClerk,"Brim ""&"" Co",more,than,it,has\n',
    ],
)
def test_tables_are_read_as_they_come(table: str) -> None:
    document = document_of_bytes(zipped({"Positions.csv": table}), "export.zip")
    (job,) = READER.parse(document, first_loaded="2025-12-01").work
    assert (job.name, job.position) == ('Brim "&" Co', "Clerk")


def test_an_export_is_loaded_like_any_other_file(tmp_path: Path) -> None:
    (tmp_path / "export.zip").write_bytes(zipped(EXPORT))
    (tmp_path / "other.zip").write_bytes(zipped({"cv.md": "# Ada"}))
    with open_graph(tmp_path / "people.db", create=True) as graph:
        report = load(tmp_path, into=graph)
        assert report.added == 1
        assert [key for key, _ in report.unread] == ["other.zip"]
        assert load(tmp_path / "export.zip", into=graph).unchanged == 1
        assert graph.person("Tamsin Okoro").name == "Tamsin Okoro"
