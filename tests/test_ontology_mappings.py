"""Mappings to other vocabularies, and ids that are no concept any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonground.cli.main import main
from commonground.errors import NotFound
from commonground.graph.facts.fragment import fragment_of
from commonground.graph.opening import open_graph
from commonground.graph.resolve import concept_in
from commonground.ontology.check.check import check
from commonground.ontology.check.counts import counts
from commonground.ontology.check.retirement_rules import retirement_faults
from commonground.ontology.comparing import differences
from commonground.ontology.mappings import SCHEMES, mapped_to, mappings_of, scheme_of
from commonground.ontology.ontology import HOME, Ontology, load_ontology, ontology_of
from commonground.ontology.retired import current_id, released_ids
from commonground.ontology.sources import SourceFile
from commonground.ontology.turtle import compile_turtle
from commonground.ontology.wordlists import words

from .support.resumes import Said

HEAD = """@prefix cg: <https://w3id.org/commonground/schema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix esco: <http://data.europa.eu/esco/skill/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skill: <https://w3id.org/commonground/skill/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wd: <http://www.wikidata.org/entity/> .

"""
BLOCK = """skill:{id} a cg:Technology ;
    skos:inScheme <https://w3id.org/commonground/skills> ;
    skos:prefLabel "{name}"@en ;
    skos:definition "Moves parcels from one place to another."@en ;
    skos:broader {broader} .
"""
ESCO_ID = "11111111-2222-4333-8444-555555555555"


def written(tmp_path: Path, text: str, name: str = "own.ttl") -> Path:
    path = tmp_path / name
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def messages(tmp_path: Path, text: str) -> list[str]:
    return [one.message for one in check([written(tmp_path, text)])]


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Q28865", "skill:python-lang"),
        ("http://www.wikidata.org/entity/Q192490", "skill:postgresql"),
        ("https://www.wikidata.org/wiki/Q22661306", "skill:kubernetes"),
        ("19a8293b-8e95-4de3-983f-77484079c389", "skill:java-lang"),
        ("https://github.com/trending/c%2B%2B", "skill:cpp-lang"),
        ("eip155:8453", "skill:base-chain"),
        ("near:mainnet", "skill:near-chain"),
    ],
)
def test_the_id_of_another_vocabulary_finds_the_concept(
    ontology: Ontology, text: str, id: str
) -> None:
    assert [one.id for one in mapped_to(ontology, text)][:1] == [id]
    assert concept_in(ontology, text).id == id


@pytest.mark.parametrize("text", ["Q0", "Q999999999999", "eip155:0", "https://example.org/x", ""])
def test_what_nothing_is_mapped_to_finds_nothing(ontology: Ontology, text: str) -> None:
    assert mapped_to(ontology, text) == []
    with pytest.raises(NotFound):
        concept_in(ontology, text)


def test_a_label_is_never_taken_for_an_address(ontology: Ontology) -> None:
    # "go" is a page of linguist's too: only a whole address means that.
    assert mapped_to(ontology, "go") == []


def test_an_exact_match_comes_before_a_close_one(ontology: Ontology) -> None:
    found = [one.id for one in mapped_to(ontology, "Q2539")]
    assert found == ["skill:machine-learning", "field:machine-learning"]


def test_every_bundled_mapping_is_of_a_concept_and_a_known_vocabulary(ontology: Ontology) -> None:
    found = [one for id in ontology.concepts for one in mappings_of(ontology, id)]
    assert len(found) == sum(
        line.endswith(" .") and not line.startswith(("@", "#"))
        for path in (HOME / "mappings").glob("*.ttl")
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    assert {scheme_of(one.target) for one in found} == set(SCHEMES)
    assert all((HOME.parent / one.file).is_file() and one.line > 1 for one in found)


def test_mappings_of_a_users_own_file_are_read_too(tmp_path: Path) -> None:
    path = written(tmp_path, "skill:redis-db skos:closeMatch <https://example.org/kv/7> .\n")
    mine = load_ontology([path])
    assert "https://example.org/kv/7" in {one.target for one in mappings_of(mine, "skill:redis-db")}
    assert [one.id for one in mapped_to(mine, "https://example.org/kv/7")] == ["skill:redis-db"]


def test_mappings_are_no_part_of_what_is_compiled(ontology: Ontology) -> None:
    assert not any("mappings/" in one.file for one in ontology.concepts.values())
    assert ontology.added == ()


WRONG = {
    "skill:no-such skos:exactMatch wd:Q1 .": "is mapped and is no concept",
    "skill:redis-db skos:closeMatch wd:P31 .": "is no address of Wikidata",
    "skill:sqlite skos:closeMatch esco:S1 .": "is no address of ESCO",
    'skill:neo4j skos:closeMatch "Q1" .': "is no address",
    "skill:django skos:exactMatch wd:Q2 .": "of 2 addresses of Wikidata",
    "skill:valkey-db skos:exactMatch wd:Q28865 .": "is also that of skill:valkey-db",
    f"skill:couchdb skos:exactMatch esco:{ESCO_ID} .": "is also that of skill:trino-engine",
    f"skill:trino-engine skos:exactMatch esco:{ESCO_ID} .": "is also that of skill:trino-engine",
}
GOOD = (
    "skill:kubernetes skos:closeMatch <https://example.org/kubernetes> .",
    "skill:kubernetes skos:relatedMatch wd:Q3 .",
)


def test_wrong_mappings_are_found_and_good_ones_are_not(tmp_path: Path) -> None:
    found = messages(tmp_path, "\n".join([*WRONG, *GOOD]) + "\n")
    for text, message in WRONG.items():
        assert [one for one in found if message in one], text
    assert len(found) == len(set(WRONG.values())), found


def test_the_share_of_each_vocabulary_is_counted(ontology: Ontology) -> None:
    found = {one.what: one for one in counts(ontology)}
    chains = [one for one in ontology.concepts.values() if one.kind == "Chain"]
    numbered = found["to CAIP-2, of chains"]
    assert numbered.number == sum(bool(one.chain_id) for one in chains) >= 80
    assert numbered.share == numbered.number / len(chains)
    each = [found[f"to {name}"].number for name in ("ESCO", "Wikidata")]
    assert max(each) <= found["with a mapping"].number <= sum(one.number for one in found.values())
    assert found["to GitHub linguist, of languages"].share or 0 > 0.5


def test_the_rdf_of_a_graph_has_the_mappings(tmp_path: Path) -> None:
    with open_graph(tmp_path / "empty.db", create=True) as graph:
        text = graph.to_rdf().serialize(format="nt")
    assert (
        "<https://w3id.org/commonground/skill/go-lang> "
        "<http://www.w3.org/2004/02/skos/core#exactMatch> "
        "<http://www.wikidata.org/entity/Q37227> ." in text
    )
    assert '#chainId> "eip155:8453" .' in text


def test_show_prints_the_mappings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ontology", "show", "Q28865"]) == 0
    assert "exactMatch: http://www.wikidata.org/entity/Q28865" in capsys.readouterr().out


# Retired ids


def test_a_retired_id_means_its_successor(ontology: Ontology) -> None:
    assert ontology.retired["skill:zero-x"] == "skill:zerox-protocol"
    for old, new in ontology.retired.items():
        assert old not in ontology.concepts
        assert [one.id for one in ontology.lookup(old)] == [new] == [current_id(old)]
        assert concept_in(ontology, old).id == new


def test_an_id_that_is_a_concept_stays_itself() -> None:
    assert current_id("skill:go-lang") == "skill:go-lang"


def test_a_document_that_was_read_long_ago_names_the_successor() -> None:
    said = Said("Skills: 0x").at("/skills/0", "0x", "skill:zero-x")
    resume = said.resume(skills=[{"name": "0x"}])
    targets = [one.target for one in fragment_of(resume, "old.md").edges if one.type == "CLAIMS"]
    assert targets == ["skill:zerox-protocol"]


def test_a_users_file_may_name_a_retired_id(tmp_path: Path) -> None:
    block = BLOCK.format(id="tin-swap", name="Tin Swap", broader="skill:exchange-area")
    text = block.replace("skill:exchange-area", "skill:stablecoin")
    path = written(tmp_path, text + '\nskill:zero-x skos:altLabel "Nought Ex"@en .\n')
    mine = load_ontology([path])
    assert [one.id for one in mine.lookup("Nought Ex")] == ["skill:zerox-protocol"]
    (up,) = (one for one in mine.relations_of("skill:tin-swap") if one.type == "BROADER")
    assert up.target == "skill:stablecoins"
    assert (up.file, up.quote) == (path.as_posix(), "skos:broader skill:stablecoin .")
    found = check([path])
    told = [one for one in found if "skill:stablecoin is retired; write" in one.message]
    assert [one.severity for one in told] == ["warning"]
    assert not [one for one in found if one.severity == "error"]


def test_a_redirect_leads_to_a_concept_in_one_step(tmp_path: Path) -> None:
    faults = {
        "skill:tin-a dct:isReplacedBy skill:zero-x .": "skill:zero-x, which is itself replaced",
        "skill:tin-b dct:isReplacedBy skill:tin-c .": "skill:tin-c, which is itself replaced",
        "skill:tin-c dct:isReplacedBy skill:tin-b .": "skill:tin-b, which is itself replaced",
        "skill:tin-d dct:isReplacedBy skill:no-such .": "skill:no-such: no such concept",
        "skill:tin-e dct:isReplacedBy skill:sqlite , skill:redis-db .": "several successors",
    }
    good = "skill:tin-f dct:isReplacedBy skill:redis-db ."
    found = [one for one in messages(tmp_path, "\n".join([*faults, good])) if "Replaced" in one]
    assert len(found) == len(faults), found
    for text, message in faults.items():
        assert [one for one in found if message in one], text


def test_no_released_id_vanishes(ontology: Ontology) -> None:
    released = released_ids()
    assert len(released) > 3900 and released == sorted(set(released))
    kept = {id for id in released if id in ontology.concepts or id in ontology.retired}
    assert sorted(set(released) - kept) == ["skill:trust-wallet"]  # retired without a successor
    gone = list(retirement_faults({}, ["skill:tin-pump"]))
    assert [one.subject for one in gone] == ["https://w3id.org/commonground/skill/tin-pump"]
    assert "was released and is gone" in gone[0].message


def test_diff_says_what_took_the_place_of_a_retired_id(tmp_path: Path) -> None:
    old = BLOCK.format(id="tin-old", name="Tin Old", broader="skill:message-broker")
    new = BLOCK.format(id="tin-new", name="Tin New", broader="skill:message-broker")
    before = ontology_of(written(tmp_path, old, "old.ttl"))
    redirect = "\nskill:tin-old dct:isReplacedBy skill:tin-new .\n"
    after = ontology_of(written(tmp_path, new + redirect, "new.ttl"))
    found = {(one.change, one.id, one.old, one.new) for one in differences(before, after)}
    assert ("retired", "skill:tin-old", "Tin Old", "skill:tin-new") in found


def test_a_concept_that_is_replaced_and_still_named_is_itself() -> None:
    text = HEAD + BLOCK.format(id="tin-a", name="Tin A", broader="skill:technology")
    text += "skill:tin-a dct:isReplacedBy skill:redis-db .\n"
    compiled = compile_turtle([SourceFile("own.ttl", text.encode())])
    assert compiled["retired"] == {}
    assert [row[0] for row in compiled["concepts"]] == ["skill:tin-a"]


def test_what_is_passed_over_in_definitions_is_there(ontology: Ontology) -> None:
    listed = words("commonground.ontology.check", "incidental")
    assert len(listed) == len(set(listed))
    assert {id for line in listed for id in line.split()} <= ontology.concepts.keys()
