"""The ontology: what the Turtle says, where it says it, and the cache in between."""

from __future__ import annotations

import hashlib
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from commonground.errors import CheckFailed, UsageError
from commonground.ontology.folding import fold
from commonground.ontology.ontology import (
    Ontology,
    load_ontology,
    ontology_files,
    read_ontology,
)
from commonground.ontology.sources import SourceFile
from commonground.ontology.stored import StoredOntology, written
from commonground.ontology.turtle import Compiled

SCHEMA = """\
@prefix cg: <https://w3id.org/commonground/schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

skos:broader cg:similarityWeight 0.8 ; cg:reverseWeight 0.4 ; cg:knowledgeDecay 0.9 .
cg:codedIn cg:similarityWeight 0.5 ; cg:reverseWeight 0.1 ; cg:knowledgeDecay 0.8 .
cg:partOf cg:similarityWeight 0.9 ; cg:reverseWeight 0.5 .
cg:Common cg:share 0.1 .
cg:Rare cg:share 0.01 .
"""
HEAD = """\
@prefix cg: <https://w3id.org/commonground/schema#> .
@prefix skill: <https://w3id.org/commonground/skill/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

"""
CONCEPTS = (
    HEAD
    + """\
skill:tool a cg:Category ;
    skos:prefLabel "tool"@en ;
    skos:definition "Something people build with."@en ;
    cg:commonness cg:Rare .

skill:ferry a cg:Technology ;
    skos:prefLabel "Ferry.js"@en ;
    skos:altLabel "Ferry; the #1 tool"@en , "Fähre"@de ;
    skos:hiddenLabel "ferri"@en ;
    skos:definition "Moves values between invented shores."@en ;
    skos:broader skill:tool ;
    cg:antiCue "ferry boat"@en ;
    cg:codedIn skill:shore-lang , skill:tide-lang ;
    cg:cue "harbour"@en ;
    cg:matchPolicy cg:CaseExact ;
    cg:plainLabel "ferri"@en .

skill:ferry-deck a cg:Technology ;
    skos:prefLabel "Ferry Deck"@en ;
    skos:definition "The upper part of an invented ferry."@en ;
    cg:partOf skill:ferry .

skill:shore-lang a cg:Language ;
    skos:prefLabel "Shore"@en ;
    skos:definition "An invented language."@en ;
    cg:commonness cg:Common .

skill:tide-lang a cg:Language ;
    skos:prefLabel "Tide"@en ;
    skos:altLabel "Shore"@en ;
    skos:definition "Another invented language."@en .
"""
)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("COMMONGROUND_ONTOLOGY", raising=False)
    yield


def made(*texts: str) -> Ontology:
    files = [SourceFile("schema.ttl", SCHEMA.encode())]
    files += [SourceFile(f"part{index}.ttl", text.encode()) for index, text in enumerate(texts)]
    return read_ontology(files)


def test_concepts_carry_what_their_block_says() -> None:
    ferry = made(CONCEPTS).concepts["skill:ferry"]
    assert (ferry.kind, ferry.name, ferry.policy) == ("Technology", "Ferry.js", "CaseExact")
    assert ferry.alt == ("Ferry; the #1 tool", "Fähre")
    assert (ferry.hidden, ferry.plain_labels) == (("ferri",), ("ferri",))
    assert (ferry.cues, ferry.anti_cues) == (("harbour",), ("ferry boat",))
    assert ferry.broader == ("skill:tool",)
    assert CONCEPTS.split("\n")[ferry.line - 1].startswith("skill:ferry a cg:Technology")


def test_relations_cite_weights_and_the_line_that_states_them() -> None:
    coded = [one for one in made(CONCEPTS).relations if one.type == "CODED_IN"]
    assert [(one.source, one.target) for one in coded] == [
        ("skill:ferry", "skill:shore-lang"),
        ("skill:ferry", "skill:tide-lang"),
    ]
    assert (coded[0].weight, coded[0].reverse, coded[0].decay) == (0.5, 0.1, 0.8)
    assert coded[0].file == "part0.ttl"
    assert CONCEPTS.split("\n")[coded[0].line - 1].strip() == coded[0].quote
    assert coded[0].quote == "cg:codedIn skill:shore-lang , skill:tide-lang ;"


def test_a_share_is_inherited_from_the_nearest_band_above() -> None:
    ontology = made(CONCEPTS)
    assert ontology.share("skill:shore-lang") == 0.1
    assert ontology.share("skill:ferry") == 0.01
    assert ontology.share("skill:tide-lang") == 0.03


def test_below_and_above_follow_broader_and_part_of_only() -> None:
    ontology = made(CONCEPTS)
    assert ontology.below("skill:tool") == {"skill:tool", "skill:ferry", "skill:ferry-deck"}
    assert ontology.above("skill:ferry-deck") == {"skill:tool", "skill:ferry", "skill:ferry-deck"}
    assert ontology.below("skill:shore-lang") == {"skill:shore-lang"}


def test_relations_of_a_concept_come_from_both_directions() -> None:
    touching = made(CONCEPTS).relations_of("skill:ferry")
    ends = {(one.type, one.source) for one in touching}
    assert ("PART_OF", "skill:ferry-deck") in ends and ("BROADER", "skill:ferry") in ends


@pytest.mark.parametrize("text", ["Ferry.js", "ferryjs", "FERRY JS", "ferry-js", "fahre", "FERRI"])
def test_lookup_folds_case_accents_and_marks(text: str) -> None:
    assert [one.id for one in made(CONCEPTS).lookup(text)] == ["skill:ferry"]


def test_lookup_puts_the_preferred_label_first_and_filters_kinds() -> None:
    ontology = made(CONCEPTS)
    assert [one.id for one in ontology.lookup("shore")] == ["skill:shore-lang", "skill:tide-lang"]
    assert ontology.lookup("shore", kinds={"Chain"}) == ()
    assert [one.id for one in ontology.lookup("ferry decks")] == ["skill:ferry-deck"]
    assert [one.id for one in ontology.lookup("skill:ferry")] == ["skill:ferry"]
    assert ontology.lookup("unheard of") == ()


def test_letters_that_carry_meaning_are_not_folded_away() -> None:
    assert len({fold(label) for label in ("C", "C++", "C#", ".NET", "NET")}) == 5
    assert fold("Node.js") == fold("NodeJS") == fold("node\u2011js") == fold("Node JS")


def test_a_second_file_adds_labels_relations_and_concepts() -> None:
    more = (
        HEAD
        + """\
skill:ferry skos:altLabel "Night Ferry"@en ;
    cg:partOf skill:fleet .

skill:fleet a cg:Technology ;
    skos:prefLabel "Fleet"@en ;
    skos:definition "Many invented ferries."@en .
"""
    )
    ontology = made(CONCEPTS, more)
    assert "Night Ferry" in ontology.concepts["skill:ferry"].alt
    added = next(one for one in ontology.relations if one.target == "skill:fleet")
    assert (added.file, added.quote) == ("part1.ttl", "cg:partOf skill:fleet .")
    assert ontology.version != made(CONCEPTS).version


def test_a_syntax_error_is_told_with_its_file_and_line() -> None:
    broken = HEAD + "skill:ferry a cg:Technology\n    skos:prefLabel .\n"
    with pytest.raises(CheckFailed, match=r"part0\.ttl:6: not Turtle"):
        made(broken)


def test_an_address_outside_of_our_namespace_is_refused() -> None:
    foreign = HEAD + '<https://example.org/x> a cg:Technology ;\n    skos:prefLabel "X"@en .\n'
    with pytest.raises(CheckFailed, match=r"part0\.ttl:5: <https://example\.org/x>"):
        made(foreign)


def test_the_cache_is_used_and_a_damaged_one_is_rebuilt(tmp_path: Path) -> None:
    first = made(CONCEPTS)
    [cache] = (tmp_path / "cache" / "commonground").glob("ontology-*.txt")
    told = cache.read_bytes().partition(b"\n")[2].replace(b"Ferry.js", b"read from the cache")
    cache.write_bytes(hashlib.sha256(told).hexdigest().encode() + b"\n" + told)
    assert made(CONCEPTS).concepts["skill:ferry"].name == "read from the cache"
    for damage in (b"", b"{", b"\n", b"\xff\n", b"0" * 64 + b"\n" + told):
        cache.write_bytes(damage)
        assert made(CONCEPTS).concepts == first.concepts


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep caches elsewhere")
@pytest.mark.parametrize("named", [None, ""])
def test_without_a_folder_named_the_cache_is_in_the_users(
    named: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    if named is None:
        monkeypatch.delenv("XDG_CACHE_HOME")
    else:
        monkeypatch.setenv("XDG_CACHE_HOME", named)
    made(CONCEPTS)
    assert list((tmp_path / "home" / ".cache" / "commonground").glob("ontology-*.txt"))


def test_an_unwritable_cache_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert "skill:ferry" in made(CONCEPTS).concepts


def test_an_ontology_survives_pickling() -> None:
    ontology = made(CONCEPTS)
    copy = pickle.loads(pickle.dumps(ontology))
    assert copy.concepts == ontology.concepts and copy.version == ontology.version
    assert copy.lookup("shore") == ontology.lookup("shore")


def test_users_files_are_read_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mine.ttl").write_text(CONCEPTS)
    monkeypatch.setenv("COMMONGROUND_ONTOLOGY", str(tmp_path / "own"))
    assert [one.id for one in load_ontology().lookup("Ferry Deck")] == ["skill:ferry-deck"]
    assert load_ontology() is load_ontology()
    with pytest.raises(UsageError, match=r"absent\.ttl: No such file"):
        load_ontology([tmp_path / "absent.ttl"])


def test_the_bundled_ontology_is_whole() -> None:
    ontology = load_ontology()
    assert len(ontology_files()) > 5 and len(ontology.concepts) >= 250
    assert ontology.iri("skill:go-lang") == "https://w3id.org/commonground/skill/go-lang"
    for relation in ontology.relations:
        assert relation.line > 0 and relation.quote, relation
    for concept in ontology.concepts.values():
        assert concept.line > 0 and 0 < concept.share <= 0.3, concept.id


def test_a_warm_start_reads_no_turtle() -> None:
    load_ontology.__globals__["_loaded"].cache_clear()
    load_ontology()
    code = (
        "import sys; from commonground.ontology.ontology import load_ontology;"
        "load_ontology(); print('rdflib' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_what_the_cache_holds_answers_like_what_is_in_memory() -> None:
    ontology = load_ontology()
    own = Ontology(ontology.concepts.values(), ontology.relations, ontology.version)
    for id, concept in ontology.concepts.items():
        assert own.relations_of(id) == ontology.relations_of(id)
        for name in ("above", "below", "answering", "own"):
            assert getattr(own, name)(id) == getattr(ontology, name)(id)
        for label in (*concept.labels, f"{concept.name}s", id):
            assert own.lookup(label) == ontology.lookup(label)
    assert list(own.ends()) == list(ontology.ends())
    for label in ("", " ", "~", "no such thing", '"', "a\tb", "\u4e2d"):
        assert own.lookup(label) == ontology.lookup(label) == ()


def test_an_ontology_without_concepts_is_kept_and_read() -> None:
    nothing = Compiled(concepts=[], relations=[], types=[], labels={}, retired={})
    empty = StoredOntology(written(nothing, "0"), ())
    assert (len(empty.concepts), list(empty.relations), empty.retired) == (0, [], {})
    assert empty.labels().get("go") is None and list(empty.relations.of("go")) == []
