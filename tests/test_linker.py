"""The linker: which labels are concepts, which are ordinary words, and why."""

from __future__ import annotations

import pickle
import string
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.ontology.linker.linker import Linker
from commonground.ontology.ontology import Ontology, load_ontology, read_ontology
from commonground.ontology.sources import SourceFile

OWN = b"""\
@prefix cg: <https://w3id.org/commonground/schema#> .
@prefix degree: <https://w3id.org/commonground/degree/> .
@prefix skill: <https://w3id.org/commonground/skill/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

skos:broader cg:similarityWeight 0.8 .
cg:codedIn cg:similarityWeight 0.5 .

skill:language a cg:Category ; skos:prefLabel "language"@en ;
    cg:cue "\xe2\x80\xa6 developer"@en , "in \xe2\x80\xa6"@en ;
    cg:antiCue "based in \xe2\x80\xa6"@en .
skill:tide-lang a cg:Language ; skos:prefLabel "Tide"@en ; skos:altLabel "Tidelang"@en ;
    skos:broader skill:language ; cg:matchPolicy cg:NeedsContext ; cg:plainLabel "Tidelang"@en ;
    cg:cue "tidepool"@en , "consumer group"@en ;
    cg:antiCue "tide table"@en , "TIDE model"@en , "tide-in"@en , "Tide"@en , "fishing"@en .
skill:reef-lang a cg:Language ; skos:prefLabel "Reef"@en ; skos:broader skill:language ;
    cg:matchPolicy cg:NeedsContext ; cg:cue "coral"@en .
skill:ember-lang a cg:Language ; skos:prefLabel "Ember"@en ; skos:broader skill:language ;
    cg:matchPolicy cg:CaseExact .
skill:x-lang a cg:Language ; skos:prefLabel "X"@en ; skos:broader skill:language ;
    cg:matchPolicy cg:NeedsContext ; cg:cue "compiler"@en .
skill:quay a cg:Technology ; skos:prefLabel "Quay"@en ; cg:codedIn skill:tide-lang .
skill:quay-streams a cg:Technology ; skos:prefLabel "Quay Streams"@en .
skill:pier a cg:Technology ; skos:prefLabel "PierMQ"@en .
skill:buoy a cg:Technology ; skos:prefLabel "Buoy.js"@en .
skill:wave-pattern a cg:Pattern ; skos:prefLabel "wave pattern"@en ; skos:altLabel "wave"@en ;
    cg:matchPolicy cg:NeedsContext ; cg:cue "Quay"@en .
skill:tokenisation a cg:Practice ; skos:prefLabel "tokenisation service"@en .
skill:short a cg:Technology ; skos:prefLabel "Longer name"@en ; skos:altLabel "LN"@en .
degree:bachelor a cg:Degree ; skos:prefLabel "Bachelor"@en ; skos:altLabel "B.Sc."@en .
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Linker:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        return Linker(read_ontology([SourceFile("own.ttl", OWN)]))


@pytest.fixture(scope="module")
def bundled() -> Linker:
    return Linker(load_ontology())


def linked(linker: Linker, text: str, **options: object) -> list[str]:
    """Return ``text=name`` for every link."""
    links = linker.link(text, **options)  # type: ignore[arg-type]  # the tests' own keywords
    return [f"{text[link.start : link.end]}={link.concept.name}" for link in links]


def reasons(linker: Linker, text: str, **options: object) -> list[str]:
    return [link.reason for link in linker.link(text, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Quay/Quay Streams", ["Quay=Quay", "Quay Streams=Quay Streams"]),
        ("QUAY and quay-streams", ["QUAY=Quay", "quay-streams=Quay Streams"]),
        ("**Quay** (PierMQ)", ["Quay=Quay", "PierMQ=PierMQ"]),
        ("Quay\u2013PierMQ", ["Quay=Quay", "PierMQ=PierMQ"]),
        ("Pier MQ, but no pier mq", ["Pier MQ=PierMQ"]),
        ("BuoyJS, Buoy JS, buoy.js", ["BuoyJS=Buoy.js", "Buoy JS=Buoy.js", "buoy.js=Buoy.js"]),
        ("QuayX Quayside", []),
        ("tokenization services", ["tokenization services=tokenisation service"]),
        ("Quay\nStreams", ["Quay\nStreams=Quay Streams"]),
        ("使用Quay开发", ["Quay=Quay"]),
        ("Qúay", ["Qúay=Quay"]),
    ],
)
def test_labels_are_found_whole_and_longest_first(
    own: Linker, text: str, wanted: list[str]
) -> None:
    assert linked(own, text) == wanted


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("wrote Tidelang", 'label "Tidelang"'),
        ("services use Tide tidepools", 'cue "tidepool"'),
        ("a Tide developer", 'cue "… developer"'),
        ("rewrote it in Tide", 'cue "in …"'),
        ("Languages: Tide, PierMQ", 'list neighbour "PierMQ"'),
        ("kept Tide beside the Quay cluster", 'beside "Quay"'),
        ("written for Ember", 'exact case "Ember"'),
        ("this wave ran on Quay", 'cue "Quay"'),
        ("an upgrade of Tide 1.18 paid off", 'version "1.18"'),
        ("compared Tide and Reef", 'beside "Reef"'),
        ("Ember services for the Quay cluster", 'beside "Quay"'),
        ("Ember, async and small", 'exact case "Ember"'),
        ("kept Tide models with the tidepool", 'cue "tidepool"'),
        ("taught Tide in Tidelang", 'cue "Tidelang"'),
        ("ein Tide-Dienst und Tide-Dienste, tidepool", 'cue "tidepool"'),
    ],
)
def test_every_link_has_its_reason(own: Linker, text: str, reason: str) -> None:
    assert reason in reasons(own, text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("the rise of Tide", "an ordinary word without context"),
        ("turned the tide with Quay", 'not written "Tide" outside of a list'),
        ("Tide-wheel tidepool", "part of a compound word"),
        ("printed the Tide Table with tidepool", '"tide table" is something else'),
        ("fishing with Tide and tidepool", '"fishing" speaks of something else'),
        ("based in Tide, tidepool", '"based in …" is something else'),
        ("met Ember Alvarez", 'part of "Ember Alvarez"'),
        ("received the Ember Innovation Prize", 'part of "Ember Innovation Prize"'),
        ("the X compiler", "a single letter outside of a list"),
        ("Anna X. Keller on compilers", "an initial or abbreviation"),
        ("X-level compiler", "part of a compound word"),
        ("an ember glows", 'not written "Ember" outside of a list'),
        ("nothing of ours", "no concept has this label"),
        ("the ln of x", 'not written "LN"'),
        ("a Tide of tidepools", 'an ordinary word: "Tide of"'),
        ("the Ember 2019 regatta", "the name of an event"),
        ("threats by the TIDE model, tidepool", '"TIDE model" is something else'),
        ("Ember glow in the dark", "an ordinary word without context"),
        ("at Example.LN", "the end of a longer name"),
    ],
)
def test_ordinary_words_link_nothing_and_say_why(own: Linker, text: str, reason: str) -> None:
    assert [one for one in linked(own, text) if "Quay" not in one] == []
    if "Quay" not in text:
        assert own.why_not(text, listed=False) == reason


def test_links_that_are_kept_are_those_of_their_own_section_list_and_surroundings(
    own: Linker,
) -> None:
    # Each asked twice and in turn: what is kept of one must not answer for another, nor be changed
    # by whoever was given it.
    asked: list[dict[str, object]] = [
        {},
        {"listed": True},
        {"section": "awards"},
        {"nearby": "tidepool"},
        {},
    ]
    fresh = [linked(pickle.loads(pickle.dumps(own)), "Tide", **options) for options in asked]
    for _ in range(2):
        assert [linked(own, "Tide", **options) for options in asked] == fresh
        own.link("Quay").clear()
    assert len({tuple(found) for found in fresh}) > 1
    assert linked(own, "Quay")


def test_whole_names_of_prizes_and_companies_are_not_the_thing(own: Linker) -> None:
    assert linked(own, "Speaker at Quay Summit; grant of the PierMQ Foundation") == []
    assert linked(own, "Speaker about Quay at a summit") == ["Quay=Quay"]


def test_in_a_list_whole_items_are_known_by_their_neighbours(own: Linker) -> None:
    text = "tide | X | EMBER 2.1 | Quay"
    assert linked(own, text, listed=True) == ["tide=Tide", "X=X", "EMBER=Ember", "Quay=Quay"]
    assert reasons(own, text, listed=True)[1] == 'list neighbour "Quay"'
    assert linked(own, "high tide | Quay", listed=True) == ["Quay=Quay"]
    assert linked(own, "Tide | Patience", listed=True) == []
    assert linked(own, "Tide", listed=True, nearby="Quay\nTide\nX") == ["Tide=Tide"]


def test_in_a_sentence_lower_case_needs_the_very_next_item(own: Linker) -> None:
    assert linked(own, "using ember, quay and more")[0] == "ember=Ember"
    assert linked(own, "the ember glowed, quay was down") == ["quay=Quay"]


def test_a_line_in_capitals_says_nothing_by_its_case(own: Linker) -> None:
    assert linked(own, "SERVICES IN EMBER WITH QUAY") == ["EMBER=Ember", "QUAY=Quay"]
    assert linked(own, "the EMBER report, read twice") == []


def test_cues_count_in_the_line_and_nearby(own: Linker) -> None:
    assert linked(own, "scaled Tide tenfold") == []
    assert reasons(own, "scaled Tide tenfold", nearby="two consumer groups") == [
        'cue "consumer group" nearby'
    ]


def test_an_acronym_that_the_text_defines_otherwise_is_not_ours() -> None:
    text = b"""
    @prefix cg: <https://w3id.org/commonground/schema#> .
    @prefix skill: <https://w3id.org/commonground/skill/> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    skill:evm a cg:Technology ; skos:prefLabel "Ether Value Machine"@en ; skos:altLabel "EVM"@en ;
        cg:matchPolicy cg:CaseExact .
    """
    linker = Linker(read_ontology([SourceFile("evm.ttl", text)]))
    assert linked(linker, "earned value management (EVM) reports") == []
    assert linked(linker, "Ether Value Machine (EVM) reports")[1] == "EVM=Ether Value Machine"


def test_sections_of_names_link_nothing_ambiguous(own: Linker) -> None:
    assert linked(own, "Ember and Quay", section="awards") == ["Quay=Quay"]
    assert "awards" in own.why_not("Ember", section="awards")


def test_degrees_are_found_in_education_only_and_categories_nowhere(own: Linker) -> None:
    assert linked(own, "BSc, 2019", section="education") == ["BSc=Bachelor"]
    assert linked(own, "B.Sc. in tides", section="education") == ["B.Sc=Bachelor"]
    assert linked(own, "Bachelor party, language") == []


def test_addresses_are_no_mentions(own: Linker) -> None:
    text = "[Quay](https://quay.example/piermq) ada@piermq.example github.com/quay/piermq"
    assert linked(own, text) == ["Quay=Quay"]


def test_a_long_text_is_read_piece_by_piece_with_the_same_offsets(own: Linker) -> None:
    text = "Quay and a harbour. " * 1500
    assert len(text) > 20_000
    found = own.link(text)
    assert len(found) == 1500 and {text[link.start : link.end] for link in found} == {"Quay"}
    unbroken = "Tide" * 50_000 + " Tidelang"
    assert linked(own, unbroken) == ["Tidelang=Tide"]


def test_a_linker_survives_pickling(own: Linker) -> None:
    copy = pickle.loads(pickle.dumps(own))
    assert linked(copy, "Tidelang, Quay") == linked(own, "Tidelang, Quay")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Tide", "tide", "X", "Quay", "PierMQ", "wave", "İ", "ß", "\n", " ", ", "])
        | st.text(string.printable, max_size=3),
        max_size=15,
    ).map("".join),
    st.booleans(),
)
def test_links_are_ordered_disjoint_and_inside_of_any_text(
    own: Linker, text: str, listed: bool
) -> None:
    end = 0
    for link in own.link(text, listed=listed):
        assert end <= link.start < link.end <= len(text) and link.reason
        end = link.end


@pytest.mark.parametrize(
    "text",
    [
        "Winner of the Go Getter Award",
        "Implemented proofs using the base circuits",
        "supported the rest of the team",
        "near real-time dashboards",
        "Owned the go-live checklist and the go-to-market plan",
        "Winner of the Spark Innovation Prize",
        "a spark of rust and a cosmos of optimism",
    ],
)
def test_everyday_words_link_nothing(bundled: Linker, text: str) -> None:
    assert linked(bundled, text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Languages: Go, Rust", ["Go=Go", "Rust=Rust"]),
        ("Go-based and Go\u2011based services on Kafka", ["Go=Go", "Go=Go", "Kafka=Apache Kafka"]),
        ("C, C++, C# and .NET", ["C=C", "C++=C++", "C#=C#", ".NET=.NET"]),
        ("Java is not JavaScript", ["Java=Java", "JavaScript=JavaScript"]),
        ("Redis/Redis Streams", ["Redis=Redis", "Redis Streams=Redis Streams"]),
        ("used the **SAGA** pattern", ["SAGA** pattern=saga pattern"]),
        ("gRPC/HTTP2", ["gRPC=gRPC", "HTTP2=HTTP/2"]),
        ("a 50-node Docker Swarm", ["Docker Swarm=Docker Swarm"]),
        ("Domain Driven Design (DDD)", ["Domain Driven Design=domain-driven design"]),
    ],
)
def test_the_bundled_ontology_finds_what_resumes_name(
    bundled: Linker, text: str, wanted: list[str]
) -> None:
    assert linked(bundled, text)[: len(wanted)] == wanted


def test_linking_keeps_up_with_resumes(bundled: Linker) -> None:
    line = "Built event-driven services in Go with Kafka and PostgreSQL, cutting latency by half. "
    texts = [line + str(number) for number in range(400)]
    bundled.link(line)
    best = min(_seconds(bundled, texts) for _ in range(3))
    assert best / len(texts) < 0.002, f"{best / len(texts) * 1e6:.0f} µs a line"


def _seconds(linker: Linker, texts: list[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        linker.link(text)
    return time.perf_counter() - start


def test_every_label_of_the_bundled_ontology_is_found_in_a_list_of_its_kind(
    bundled: Linker,
) -> None:
    ontology: Ontology = bundled.ontology
    missed = [
        label
        for concept in ontology.concepts.values()
        if concept.claimable
        for label in (concept.name, *concept.alt)
        if not bundled.link(f"{label} | PostgreSQL | Kubernetes", listed=True)[:1]
        or concept.id
        not in {link.concept.id for link in bundled.link(f"{label} | MySQL", listed=True)}
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I have never used COBOL and I do not know Kubernetes.", []),
        ("Go, not Java", ["Go"]),
        ("not only Go but also Rust", ["Go", "Rust"]),
        ("I don't know Terraform or Ansible, Go is my language", ["Go"]),
        ("no experience with Kafka", []),
        ("NATS, not Kafka, carried the events", ["NATS"]),
        ("keine Erfahrung mit Kafka", []),
        ("Plain systemd, no Kubernetes", ["systemd"]),
        ("Moved to Kubernetes without downtime", ["Kubernetes"]),
        ("whether or not Kafka is right", ["Apache Kafka"]),
        ("Never missed a Kafka message", ["Apache Kafka"]),
        # What was looked at and not taken
        ("Kept to NATS after a look at Kafka", ["NATS"]),
        ("Chose PostgreSQL over MongoDB for the ledger", ["PostgreSQL"]),
        ("Kotlin statt Java im Backend", ["Kotlin", "backend development"]),
        ("PostgreSQL plutôt que MongoDB", ["PostgreSQL"]),
        ("Decided against Kubernetes; ran Nomad", ["Nomad"]),
        ("RabbitMQ rather than Kafka or NATS", ["RabbitMQ"]),
        ("Presented Kubernetes over two years", ["Kubernetes"]),
        ("Preferred stack: Go and Kafka, over years", ["Go", "Apache Kafka"]),
    ],
)
def test_what_a_text_denies_is_not_held(text: str, names: list[str], bundled: Linker) -> None:
    links = bundled.link(text, section="work")
    assert [link.concept.name for link in links if link.held] == names
    assert {link.polarity for link in links if not link.held} <= {"denied"}


@pytest.mark.parametrize(
    ("text", "polarities"),
    [
        ("Moved the invoices off RabbitMQ to Kafka", ["left", "use"]),
        ("Replaced Jenkins with ArgoCD", ["left", "use"]),
        ("Migration from MongoDB to PostgreSQL", ["left", "use"]),
        ("Currently learning Elixir and Terraform", ["wish", "wish"]),
        ("Keen to work with Kubernetes", ["wish"]),
        ("Particularly interested in Terraform", ["wish"]),
        ("Next to learn: Elixir, Terraform", ["wish", "wish"]),
        ("Elixir (still learning), Terraform", ["wish", "use"]),
        ("Ich lerne gerade Terraform", ["wish"]),
        # What else is said with the same words
        ("Served schools interested in PostgreSQL courses", ["use"]),
        ("Machine learning with PyTorch", ["use", "use"]),
        ("A web site for learning Terraform", ["use"]),
        ("Moved quickly from idea to a Terraform module", ["use"]),
    ],
)
def test_use_wish_and_what_was_left_are_told_apart(
    text: str, polarities: list[str], bundled: Linker
) -> None:
    assert [link.polarity for link in bundled.link(text)] == polarities


def test_a_wish_in_a_list_is_that_item_alone(bundled: Linker) -> None:
    links = bundled.link("Elixir, learning Terraform, Kafka", listed=True)
    assert [link.polarity for link in links] == ["claim", "wish", "claim"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("rich in selenium and zinc", []),
        ("the redshift of a galaxy", []),
        ("un vrai défi", []),
        ("wir prüfen den Zustand der Anlage und melden ihn", []),
        ("der Docker läuft auf dem Server", ["Docker"]),
        ("ran docker containers", ["Docker"]),
        ("tested with `selenium`", ["Selenium"]),
        ("docker, terraform, selenium", ["Docker", "Terraform", "Selenium"]),
        ("Java & Ruby", ["Java", "Ruby"]),
        ("Ruby & Pearl Jewellers", []),
        ("- Cypress or similar", ["Cypress"]),
        ("Ported the solver to Fortran and wrote the tests in Racket", ["Fortran", "Racket"]),
        ("An intern at Flink", []),
        ("A contract for Flink, a grocery company", []),
    ],
)
def test_a_name_that_is_a_word_too_needs_its_capitals_or_its_context(
    text: str, names: list[str], bundled: Linker
) -> None:
    assert [link.concept.name for link in bundled.link(text)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The choir sang in the temple of Athena at dusk.", []),
        ("Dr. Ines Jaeger signs the API contracts.", []),
        ("Frau Julia Gradle leitet die Verwaltung der Software.", []),
        ("Terraform and one of AWS or Azure", ["Terraform", "AWS", "Azure"]),
        ("Vault for tokens, Packer for images", ["HashiCorp Vault", "Packer"]),
        ("Playwright tests for the booking portal", ["Playwright"]),
        ("sessions kept in redis for the portal", ["Redis"]),
        ("moved the nightly scripts to docker and Kubernetes", ["Docker", "Kubernetes"]),
        ("Softwareentwickler (m/w/d)", []),
        ("Développeuse (F/H)", []),
        ("Le jury a relevé un defi avec les enfants du quartier.", []),
    ],
)
def test_frames_of_the_sentence_tell_names_from_words(
    bundled: Linker, text: str, names: list[str]
) -> None:
    assert [link.concept.name for link in bundled.link(text)] == names


@pytest.mark.parametrize(
    ("text", "nearby", "linked"),
    [
        ("Checked the circuit breaker in the cellar of the house.", "", False),
        ("Added a circuit breaker in front of the payment API.", "", True),
        ("Stacked containers in the yard behind the old mill.", "", False),
        ("Stacked containers in the yard behind the old mill.", "Kubernetes, Helm", True),
        ("A visit to the village of Flink and its bakeries.", "", False),
        ("Sold watches of Pulsar to guests in the lobby.", "", False),
        ("Sold watches of Pulsar to guests in the lobby.", "messaging for our software", True),
        ("Circuit breaker", "", True),
    ],
)
def test_a_word_of_other_trades_needs_a_text_that_speaks_of_computing(
    bundled: Linker, text: str, nearby: str, linked: bool
) -> None:
    assert bool(bundled.link(text, nearby=nearby)) == linked


def test_bachelors_and_studies_carry_the_field_in_small_letters(bundled: Linker) -> None:
    for text in ("Master ou licence en informatique", "Diplôme en informatique"):
        links = bundled.link(text, section="education")
        assert links[-1].concept.id == "field:computer-science"
    assert not bundled.link("Il aime l'informatique", section="education")
