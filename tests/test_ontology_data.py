"""The bundled ontology: it passes its check, the check finds faults, and it means what we say."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonground.errors import UsageError
from commonground.ontology.check.check import Finding, check
from commonground.ontology.model import BASE
from commonground.ontology.ontology import HOME, Ontology, load_ontology, ontology_files
from commonground.ontology.sources import SourceFile
from commonground.ontology.turtle import compile_turtle

GOLD = HOME.parent.parent / "shared" / "gold" / "labels.txt"
HEADER = """\
@prefix cg: <https://w3id.org/commonground/schema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix scheme: <https://w3id.org/commonground/> .
@prefix skill: <https://w3id.org/commonground/skill/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def block(slug: str, *lines: str, kind: str = "cg:Technology", **replaced: str) -> str:
    """Return one sound block; a keyword replaces the value of its predicate ("" leaves it out)."""
    values = {
        "inScheme": "scheme:skills",
        "prefLabel": f'"{slug} label"@en',
        "definition": '"Something that only this test knows."@en',
        "broader": "skill:technology",
    } | replaced
    stated = [f"skos:{name} {value}" for name, value in values.items() if value]
    return " ;\n    ".join([f"skill:{slug} a {kind}", *stated, *lines]) + " .\n"


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


@pytest.fixture(scope="module")
def clean() -> list[Finding]:
    return check()


def findings(tmp_path: Path, text: str) -> list[Finding]:
    path = tmp_path / "own.ttl"
    path.write_text(HEADER + "\n" + text, encoding="utf-8")
    return check([path])


def test_the_bundled_ontology_has_no_fault(clean: list[Finding]) -> None:
    assert clean == []


def test_a_sound_file_of_a_user_has_no_fault(tmp_path: Path) -> None:
    text = block("zz-a", 'cg:cue "cue"@en', "cg:matchPolicy cg:NeedsContext")
    text += "\n" + block("zz-b", "cg:alternativeTo skill:zz-c") + "\n" + block("zz-c")
    assert findings(tmp_path, text) == []


FAULTS = {
    "misspelt term": (block("zz", "cg:codedin skill:go-lang"), "cg:codedin is no term"),
    "misspelt SKOS": (block("zz", 'skos:altlabel "z"@en'), "skos:altlabel is no term"),
    "no class": (block("zz", kind="cg:Tool"), "exactly one class of the schema, not Tool"),
    "two classes": (block("zz", "a cg:Chain"), "exactly one class of the schema"),
    "no prefLabel": (block("zz", prefLabel=""), "no skos:prefLabel in English"),
    "two prefLabels": (block("zz", prefLabel='"z"@en , "zed"@en'), "2 skos:prefLabel"),
    "no language": (block("zz", 'skos:altLabel "zed"'), "wants a language"),
    "untrimmed label": (block("zz", 'skos:altLabel "zed "@en'), "wants a language and single"),
    "no definition": (block("zz", definition=""), "no skos:definition in English"),
    "short definition": (block("zz", definition='"Too short."@en'), "has 10 characters"),
    "long definition": (block("zz", definition=f'"{"x" * 201}"@en'), "has 201 characters"),
    "alt repeats pref": (block("zz", 'skos:altLabel "zz label"@en'), "SKOS S13"),
    "hidden repeats alt": (
        block("zz", 'skos:altLabel "zed"@en', 'skos:hiddenLabel "zed"@en'),
        "SKOS S13",
    ),
    "no scheme": (block("zz", inScheme=""), "skos:inScheme scheme:skills must stand once"),
    "capital in IRI": (block("Zz"), "IRI is not"),
    "orphan": (block("zz", broader=""), "orphan"),
    "settlesOn a language": (block("zz", "cg:settlesOn skill:go-lang"), "must be a Chain"),
    "codedIn a database": (block("zz", "cg:codedIn skill:redis-db"), "must be a Language"),
    "implementedIn a chain": (
        block("zz", "cg:implementedIn skill:base-chain"),
        "must be a Language",
    ),
    "usedFor a pattern": (
        block("zz", "cg:usedFor skill:saga-pattern"),
        "must be a Category or Domain",
    ),
    "implements a product": (
        block("zz", "cg:implements skill:redis-db"),
        "must be a Language or Pattern or Protocol",
    ),
    "dangling target": (block("zz", "cg:implies skill:no-such"), "no such concept"),
    "dangling broader": (block("zz", broader="skill:no-such"), "no such concept"),
    "relation to itself": (block("zz", "cg:implies skill:zz"), "points at itself"),
    "bad chainId": (block("zz", 'cg:chainId "8453"', kind="cg:Chain"), "CAIP-2"),
    "chainId of no chain": (block("zz", 'cg:chainId "eip155:1"'), "only a cg:Chain"),
    "bad policy": (block("zz", "cg:matchPolicy cg:Anything"), "cg:matchPolicy is one of"),
    "bad commonness": (block("zz", "cg:commonness cg:Often"), "cg:commonness is one of"),
    "no cue": (block("zz", "cg:matchPolicy cg:NeedsContext"), "without a cg:cue"),
    "stray plain label": (
        block("zz", 'cg:plainLabel "zed"@en', "cg:matchPolicy cg:CaseExact"),
        "is no label of the concept",
    ),
    "label clash": (
        block("zz", 'skos:altLabel "postgre-SQL"@en'),
        "is also one of skill:postgresql: all need cg:NeedsContext",
    ),
    "broader cycle": (
        block("zz-a", broader="skill:zz-b") + "\n" + block("zz-b", broader="skill:zz-a"),
        "cycle in skos:broader and cg:partOf: skill:zz-a, skill:zz-b",
    ),
    "cycle through partOf": (
        block("zz-a", broader="skill:zz-b") + "\n" + block("zz-b", "cg:partOf skill:zz-a"),
        "cycle in skos:broader and cg:partOf",
    ),
    "successor cycle": (
        block("zz-a", "cg:successorOf skill:zz-b")
        + "\n"
        + block("zz-b", "cg:successorOf skill:zz-a"),
        "cycle in cg:successorOf",
    ),
    "related and broader": (
        block("zz", "skos:related skill:technology", broader="skill:key-value-store"),
        "SKOS S27",
    ),
    "redundant broader": (
        block("zz", broader="skill:database-system , skill:key-value-store"),
        "follows from another broader concept",
    ),
    "alternative on the wrong side": (
        block("zz", "cg:alternativeTo skill:redis-db"),
        "said once, at skill:redis-db",
    ),
    "deprecated alone": (block("zz", "owl:deprecated true"), "without dct:isReplacedBy"),
    "use of a deprecated one": (
        block("zz-a", "owl:deprecated true", "dct:isReplacedBy skill:zz-c")
        + "\n"
        + block("zz-b", "cg:implies skill:zz-a")
        + "\n"
        + block("zz-c"),
        "the target is deprecated",
    ),
    "second block": (block("zz") + "\n" + block("zz"), "second block of one concept"),
    "second block of ours": (block("redis-db"), "second block of one concept"),
    "not sorted": (block("zz-b") + "\n" + block("zz-a"), "sorted by IRI"),
    "blank node": (block("zz", 'skos:note [ skos:altLabel "z"@en ]'), "blank node"),
    "two predicates a line": (
        block("zz", 'skos:altLabel "z"@en ; skos:hiddenLabel "y"@en'),
        "two statements on one line",
    ),
    "wrong indent": (block("zz").replace("    skos:def", "  skos:def"), "layout"),
    "no Turtle": ("skill:zz a cg:Technology ; ; .. \n", "not Turtle"),
}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Finding]]:
    """Check all faults at once, each in a file and under names of its own."""
    folder = tmp_path_factory.mktemp("faulty")
    files = {name: folder / f"{number}.ttl" for number, name in enumerate(FAULTS)}
    for name, path in files.items():
        text = _renamed(FAULTS[name][0], name)
        path.write_text(HEADER + "\n" + text, encoding="utf-8")
    found = check([folder])
    return {
        name: [one for one in found if one.file == path.as_posix()] for name, path in files.items()
    }


def _renamed(text: str, name: str) -> str:
    number = list(FAULTS).index(name)
    return text.replace("zz", f"zz{number}").replace("Zz", f"Zz{number}")


@pytest.mark.parametrize("name", FAULTS)
def test_each_kind_of_fault_is_found_at_its_place(
    name: str, faulty: dict[str, list[Finding]]
) -> None:
    message = _renamed(FAULTS[name][1], name)
    found = [one for one in faulty[name] if message in one.message]
    assert found, faulty[name]
    assert all(one.line > 0 for one in found)


def test_a_finding_points_at_the_line_of_the_predicate(tmp_path: Path) -> None:
    text = block("zz", "cg:implies skill:no-such")
    (one,) = findings(tmp_path, text)
    lines = (tmp_path / "own.ttl").read_text(encoding="utf-8").split("\n")
    assert lines[one.line - 1] == "    cg:implies skill:no-such ."
    assert one.subject == BASE + "skill/zz" and one.severity == "error"
    assert str(one) == f"{one.file}:{one.line}: error: skill:zz: {one.message}"


def test_redundancy_is_a_warning_and_layout_only_advice_for_users(tmp_path: Path) -> None:
    redundant = block("zz", broader="skill:database-system , skill:key-value-store")
    assert [one.severity for one in findings(tmp_path, redundant)] == ["warning"]
    unsorted = block("zz-b") + "\n" + block("zz-a")
    assert [one.severity for one in findings(tmp_path, unsorted)] == ["warning"]


def test_an_unreadable_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.ttl: .*give a Turtle file"):
        check([tmp_path / "none.ttl"])


def test_the_shapes_hold_in_a_shacl_engine() -> None:
    import pyshacl
    from rdflib import Graph, Literal, URIRef
    from rdflib.namespace import SKOS

    data = Graph()
    for path in ontology_files():
        data.parse(path)
    shapes = Graph().parse(HOME / "shapes.ttl")
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    assert conforms, text
    small = Graph().parse(HOME / "schema.ttl").parse(HOME / "scheme.ttl")
    assert pyshacl.validate(small, shacl_graph=shapes, inference="none")[0]
    small.add((URIRef(BASE + "skill/technology"), SKOS.prefLabel, Literal("tool", "en")))
    assert not pyshacl.validate(small, shacl_graph=shapes, inference="none")[0]


def test_relations_stand_at_the_line_they_are_cited_by(ontology: Ontology) -> None:
    files = {
        path.relative_to(HOME.parent).as_posix(): path.read_text(encoding="utf-8").split("\n")
        for path in ontology_files()
    }
    for relation in ontology.relations:
        assert relation.quote == files[relation.file][relation.line - 1].strip()
        assert relation.target.partition(":")[2] in relation.quote


def test_the_size_and_the_spread_of_kinds(ontology: Ontology) -> None:
    kinds = [concept.kind for concept in ontology.concepts.values()]
    assert len(kinds) >= 300
    assert 60 <= kinds.count("Chain") <= 110
    assert kinds.count("Field") >= 40 and kinds.count("Degree") >= 20


def label_rows() -> list[tuple[bool, list[str]]]:
    """Return (soft, spellings) a row of the shared label table."""
    rows = []
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "@")):
            rows.append((line.startswith("~"), line.removeprefix("~").split("\t")))
    return rows


@pytest.mark.skipif(not GOLD.exists(), reason="the shared label table is not here")
def test_every_label_of_the_table_is_one_concept(ontology: Ontology) -> None:
    for soft, spellings in label_rows():
        found = {text: _skills(ontology, text) for text in spellings}
        assert all(len(ids) == 1 for ids in found.values()), found
        assert soft or len(set(found.values())) == 1, found


def _skills(ontology: Ontology, text: str) -> tuple[str, ...]:
    """Look a label up, without its remark in brackets where it has none with it."""
    hits = ontology.lookup(text) or ontology.lookup(text.partition(" (")[0])
    return tuple(concept.id for concept in hits if concept.id.startswith("skill:"))


@pytest.mark.parametrize(
    ("broad", "narrow"),
    [
        ("message broker", "Kafka, RabbitMQ, NATS, ActiveMQ, SQS, message queue, Redis Streams"),
        ("blockchain interoperability", "cross-chain bridge, cross-chain swap, IBC, Wormhole"),
        ("blockchain interoperability", "cross-chain messaging, LayerZero"),
        ("zero-knowledge proof", "zk-SNARK, PLONK, Groth16, zkML, Kimchi, Pickles, o1js, Circom"),
        ("cross-chain bridge", "Wormhole"),
        ("AWS", "Amazon S3, Lambda functions, EKS, SQS"),
        ("Spring", "Spring Boot"),
        ("layer 2", "zk-rollup, optimistic rollup"),
        ("blockchain", "Ethereum, smart contract, DeFi, IBC"),
        ("database system", "PostgreSQL, Redis, Neo4j, DuckDB"),
        ("Bachelor", "B.Sc., B.Tech, BEng, BA"),
        ("Master", "M.Sc., MEng, MBA, MA"),
        ("Redis", "Redis Streams"),
        ("Kafka", "Kafka Streams, Kafka Connect"),
    ],
)
def test_what_lies_under_a_concept(ontology: Ontology, broad: str, narrow: str) -> None:
    below = ontology.below(ontology.lookup(broad)[0].id)
    for label in narrow.split(", "):
        assert ontology.lookup(label)[0].id in below, label


@pytest.mark.parametrize(
    ("broad", "other"),
    [
        ("saga pattern", "Temporal"),
        ("zero-knowledge proof", "DeFi"),
        ("zero-knowledge proof", "Mina"),
        ("message broker", "Redis"),
        ("blockchain interoperability", "Cosmos"),
        ("Go", "Kafka"),
        ("Java", "Kafka"),
    ],
)
def test_what_does_not_lie_under_a_concept(ontology: Ontology, broad: str, other: str) -> None:
    below = ontology.below(ontology.lookup(broad)[0].id)
    assert ontology.lookup(other)[0].id not in below


@pytest.mark.parametrize(
    "phrase",
    "cross-chain|cross-chain infrastructure|cross-chain transactions|multi-chain".split("|"),
)
def test_general_phrases_are_the_domain(ontology: Ontology, phrase: str) -> None:
    (concept,) = ontology.lookup(phrase)
    assert (concept.id, concept.kind) == ("skill:blockchain-interoperability", "Domain")


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("message broker", "Category"),
        ("message queue", "Pattern"),
        ("SAGA", "Pattern"),
        ("zero-knowledge proof", "Domain"),
        ("Base", "Chain"),
        ("Solidity", "Language"),
        ("gRPC", "Protocol"),
        ("code review", "Practice"),
        ("Ph.D.", "Degree"),
        ("Elektrotechnik", "Field"),
    ],
)
def test_kinds(ontology: Ontology, label: str, kind: str) -> None:
    assert ontology.lookup(label)[0].kind == kind


@pytest.mark.parametrize(
    ("labels", "low", "high"),
    [
        ("REST, Python, SQL, Git, Docker, Linux, JavaScript", 0.3, 0.3),
        ("Go, Redis, load balancing, PostgreSQL, Kubernetes, AWS, CI/CD", 0.1, 0.3),
        ("blockchain interoperability, cross-chain bridge, cross-chain swap, DEX", 0.01, 0.01),
        ("XRP Ledger, Aleo, Kimchi, THORChain, Osmosis", 0.002, 0.002),
    ],
)
def test_commonness(ontology: Ontology, labels: str, low: float, high: float) -> None:
    for label in labels.split(", "):
        assert low <= ontology.lookup(label)[0].share <= high, label


@pytest.mark.parametrize(
    ("source", "type", "target"),
    [
        ("Base", "SETTLES_ON", "Ethereum"),
        ("Base", "BUILT_WITH", "OP Stack"),
        ("Base", "HAS_RUNTIME", "EVM"),
        ("Cosmos SDK", "CODED_IN", "Go"),
        ("Kafka", "IMPLEMENTED_IN", "Java"),
        ("Temporal", "IMPLEMENTS", "saga pattern"),
        ("Temporal", "DERIVED_FROM", "Uber Cadence"),
        ("CometBFT", "SUCCESSOR_OF", "Tendermint"),
        ("Solidity", "RUNS_ON", "EVM"),
        ("Tyk", "IMPLEMENTS", "API gateway"),
        ("Next.js", "IMPLIES", "React"),
        ("Osmosis", "IMPLEMENTS", "IBC"),
    ],
)
def test_typed_relations(ontology: Ontology, source: str, type: str, target: str) -> None:
    start, end = (ontology.lookup(label)[0].id for label in (source, target))
    assert any(
        (one.type, one.source, one.target) == (type, start, end)
        for one in ontology.relations_of(start)
    )


def test_ours_are_plain_enough_to_be_read_by_their_tokens() -> None:
    plain = [SourceFile(path.name, path.read_bytes(), plain=True) for path in ontology_files()]
    # What rdflib makes of the same files is what they say.
    assert compile_turtle(plain) == compile_turtle([file._replace(plain=False) for file in plain])
