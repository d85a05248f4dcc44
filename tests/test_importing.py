"""Other people's vocabularies: read in any of their forms, and sound beside ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonground.cli import main as cli
from commonground.errors import UsageError
from commonground.ontology.check.check import check
from commonground.ontology.importing.adopting import Row, adopt
from commonground.ontology.importing.terms import Term, read_terms
from commonground.ontology.linker.linker import Linker
from commonground.ontology.ontology import load_ontology

PLAIN = """name,aliases,description,parent,kind
Quillmark Flow,QMFlow;Quill Flow,Moves ledgers between harbours in order.,workflow engine,tool
Kubernetes,K8s;Kubes,,,
Tidepool,Kafka,Keeps tides.,,product
tide keeping,,Reading and writing of the tides of a harbour.,,skill
Tidepool,,Named a second time.,,
"""
ESCO = (
    "conceptType,conceptUri,skillType,preferredLabel,altLabels,description\n"
    "KnowledgeSkillCompetence,http://data.example/skill/1,knowledge,lantern theory,"
    '"theory of lanterns\nlantern lore",How lanterns burn and what they cost.\n'
)
TURTLE = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix own: <https://words.example/> .
own:net-mending a skos:Concept ;
    skos:prefLabel "Netzflicken"@de , "net mending"@en ;
    skos:altLabel "mending of nets"@en ;
    skos:definition "Repairs nets by hand and by machine."@en ;
    skos:broader own:fishery .
own:fishery a skos:Concept ; skos:prefLabel "coastal fishery"@en .
"""
XML = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
         xmlns:skos="http://www.w3.org/2004/02/skos/core#">
  <skos:Concept rdf:about="https://words.example/net-mending">
    <skos:prefLabel xml:lang="en">net mending</skos:prefLabel>
  </skos:Concept>
</rdf:RDF>
"""
JSON = """{"@context": {"skos": "http://www.w3.org/2004/02/skos/core#"},
 "@id": "https://words.example/net-mending", "@type": "skos:Concept",
 "skos:prefLabel": {"@value": "net mending", "@language": "en"}}
"""


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(("name", "text"), [("a.ttl", TURTLE), ("a.rdf", XML), ("a.jsonld", JSON)])
def test_skos_is_read_in_its_forms(name: str, text: str, tmp_path: Path) -> None:
    terms = read_terms(_file(tmp_path, name, text))
    mending = next(term for term in terms if term.iri.endswith("net-mending"))
    assert mending.label == "net mending"
    if name == "a.ttl":
        assert mending.others == ("Netzflicken", "mending of nets")
        assert mending.broader == ("https://words.example/fishery",)


def test_esco_is_read_by_its_columns(tmp_path: Path) -> None:
    (term,) = read_terms(_file(tmp_path, "skills_en.csv", ESCO))
    assert term == Term(
        "lantern theory",
        ("theory of lanterns", "lantern lore"),
        "How lanterns burn and what they cost.",
        (),
        "knowledge",
        "http://data.example/skill/1",
        3,
    )


def test_each_term_says_what_became_of_it(tmp_path: Path) -> None:
    rows = adopt(read_terms(_file(tmp_path, "a.csv", PLAIN)), load_ontology(), "a").rows
    assert rows == (
        Row("Quillmark Flow", "new", "skill:quillmark-flow", "", 2),
        Row("Kubernetes", "known", "skill:kubernetes", "", 3),
        Row("Tidepool", "new", "skill:tidepool", "'Kafka' is a label of skill:apache-kafka", 4),
        Row("tide keeping", "new", "skill:tide-keeping", "", 5),
        Row("Tidepool", "twice", "skill:tidepool", "", 6),
    )


@pytest.mark.parametrize(
    ("name", "text"), [("a.csv", PLAIN), ("esco.csv", ESCO), ("a.ttl", TURTLE), ("a.rdf", XML)]
)
def test_what_is_written_passes_the_check(name: str, text: str, tmp_path: Path) -> None:
    adopted = adopt(read_terms(_file(tmp_path, name, text)), load_ontology(), "a")
    assert check([_file(tmp_path, "out.ttl", adopted.turtle)]) == []


def test_new_terms_are_linked_and_known_ones_have_more_labels(tmp_path: Path) -> None:
    adopted = adopt(read_terms(_file(tmp_path, "a.csv", PLAIN)), load_ontology(), "a")
    linker = Linker(load_ontology([_file(tmp_path, "out.ttl", adopted.turtle)]))
    links = linker.link("Ran Quill Flow and Tidepool on Kubes, with tide keeping")
    assert [link.concept.id for link in links] == [
        "skill:quillmark-flow",
        "skill:tidepool",
        "skill:kubernetes",
        "skill:tide-keeping",
    ]
    # One word in small letters is an ordinary one as easily.
    assert not linker.link("a tidepool by the sea")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.txt", "x", "no vocabulary's file"),
        ("a.csv", "colour,size\nred,2\n", "no column of labels"),
        ("a.ttl", "this is no turtle", "not turtle"),
        ("a.ttl", "", "no term in it"),
        ("a.jsonld", '{"@context": "https://elsewhere.example/c"}', "is not fetched"),
    ],
)
def test_what_is_none_is_told_in_a_sentence(
    name: str, text: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=said):
        read_terms(_file(tmp_path, name, text))


def test_the_command_writes_the_file_and_lists_the_terms(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "prepare_streams", lambda: None)
    source, target = _file(tmp_path, "a.csv", PLAIN), tmp_path / "out.ttl"
    code = cli.main(["ontology", "import", str(source), "-o", str(target), "--format", "csv"])
    shown = capsys.readouterr()
    assert code == 0 and target.read_text("utf-8").startswith("@prefix")
    assert shown.out.splitlines()[0] == "term,became,id,note" and "3 new of 5" in shown.err


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("own.csv", PLAIN, "Quill Flow"),
        ("own.ttl", TURTLE, "mending of nets"),
        ("o.rdf", XML, "net mending"),
    ],
)
@pytest.mark.parametrize("by", ["option", "environment"])
def test_a_vocabulary_is_named_by_option_or_environment(
    by: str,
    name: str,
    text: str,
    named: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cli, "prepare_streams", lambda: None)
    path = _file(tmp_path, name, text)
    if by == "environment":
        monkeypatch.setenv("COMMONGROUND_ONTOLOGY", str(path))
    options = ["--ontology", str(path)] if by == "option" else []
    assert cli.main(["link", f"uses {named} daily", "-e", *options]) == 0
    assert named in capsys.readouterr().out
    if by == "option":  # it holds for that command alone
        assert cli.main(["link", f"uses {named} daily", "-e"]) == 1
