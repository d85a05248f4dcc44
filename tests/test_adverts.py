"""Job adverts: the invented ones read as their gold says, and what tells parts and words apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commonground.loaders.adverts.advert import Advert, read_advert
from commonground.loaders.adverts.headings import part_of
from commonground.loaders.adverts.parts import advert_text, passages
from commonground.loaders.formats.reading import read_document
from commonground.ontology.linker.linker import Linker
from commonground.ontology.ontology import load_ontology

ADVERTS = Path(__file__).resolve().parent.parent / "examples" / "adverts"
GOLD = sorted(ADVERTS.glob("*.json"))


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(load_ontology())


def _names(advert: Advert, kind: Any) -> list[list[str]]:
    return sorted(sorted(one.name for one in demand.concepts) for demand in advert.of(kind))


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_the_invented_adverts_are_read_as_a_careful_human_reads_them(
    gold: Path, linker: Linker
) -> None:
    (path,) = (one for one in ADVERTS.glob(f"{gold.stem}.*") if one != gold)
    wanted = json.loads(gold.read_text(encoding="utf-8"))
    advert = read_advert(linker, advert_text(read_document(path, path.name)))

    for kind in ("required", "nice", "excluded"):
        meant = sorted(sorted([one] if isinstance(one, str) else one) for one in wanted[kind])
        assert _names(advert, kind) == meant, kind
    assert advert.title == wanted["title"]
    assert advert.level == wanted["level"]
    assert sorted(advert.places) == sorted(wanted["places"])
    assert advert.years == wanted["years"].get("")
    years = {one.name: d.months // 12 for d in advert.demands if d.months for one in d.concepts}
    assert years == {name: count for name, count in wanted["years"].items() if name}


def test_there_are_twelve_adverts_with_gold() -> None:
    assert len(GOLD) == 12


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("Must have: Java, Kotlin or Scala", "required", [["Java", "Kotlin", "Scala"]]),
        ("Must have: Java or Kotlin, Kafka", "required", [["Apache Kafka"], ["Java", "Kotlin"]]),
        ("Requirements:\n- Go or Rust, PostgreSQL", "required", [["Go", "Rust"], ["PostgreSQL"]]),
        ("Requirements:\n- Python (Go would be a bonus)", "required", [["Python"]]),
        ("Requirements:\n- Python (Go would be a bonus)", "nice", [["Go"]]),
        ("Das bringst du mit\n- Ansible, gerne auch Puppet", "nice", [["Ansible"], ["Puppet"]]),
        ("Exigences :\n- Kotlin\n- Docker souhaité", "nice", [["Docker"]]),
        ("You know Terraform. We no longer use Vagrant.", "required", [["Terraform"]]),
        ("You know Terraform. We no longer use Vagrant.", "excluded", []),
        ("| Required | Desirable |\n|---|---|\n| Kafka | RabbitMQ |", "nice", [["RabbitMQ"]]),
    ],
)
def test_sections_columns_and_words_tell_what_is_required(
    linker: Linker, text: str, kind: str, names: list[list[str]]
) -> None:
    assert _names(read_advert(linker, f"Engineer\n\n{text}"), kind) == names


@pytest.mark.parametrize(
    "text",
    [
        "## Benefits\n- healthcare, mentoring and security",
        "You know that gender identity plays no part, regardless of security.",
        "## Wir bieten\n- Docker-Obstkorb, Sicherheit",
        "## Nos avantages\n- Python à la cantine",
    ],
)
def test_what_is_no_skill_is_skipped(linker: Linker, text: str) -> None:
    assert not read_advert(linker, f"Engineer\n\n{text}").demands


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("- at least three years of Java", {"Java": 36}),
        ("- Java and Kotlin since 4 years", {"Java": 48, "Kotlin": 48}),
        ("- 2-4 Jahre Erfahrung mit Ansible und eine Ausbildung", {"Ansible": 24}),
        ("- deux ans de Python", {"Python": 24}),
        ("- Python", {}),
    ],
)
def test_years_are_those_of_what_stands_beside_them(
    linker: Linker, text: str, months: dict[str, int]
) -> None:
    advert = read_advert(linker, f"Engineer\n\n## Requirements\n{text}")
    assert {c.name: d.months for d in advert.demands if d.months for c in d.concepts} == months


def test_demands_say_their_lines() -> None:
    text = "Engineer\n\nYou know Rust\nand have\nused Kafka.\n"
    advert = read_advert(Linker(load_ontology()), text)
    assert [(one.concepts[0].name, one.line) for one in advert.demands] == [
        ("Rust", 3),
        ("Apache Kafka", 5),
    ]


def test_a_part_goes_on_under_a_smaller_heading() -> None:
    text = "Title\n\n## Requirements\n\n### Backend\n\n- Go\n\n## Anything else\n\n- Rust"
    assert [one.part for one in passages(text)] == ["title", "required", "other"]


HEADINGS = Path(__file__).parent / "data" / "adverts" / "headings.tsv"


def test_headings_in_everyday_words_say_their_part() -> None:
    told = [line.split("\t") for line in HEADINGS.read_text("utf-8").splitlines()]
    right = [part_of(heading, marked=True) == part for part, heading in told]
    assert len(told) > 130
    assert sum(right) / len(told) >= 0.95


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Who we are\n\nWe pack boxes.\n\nYou\n\n- know Go\n", "required"),
        ("Packer\n\nIt would be lovely if you had, optionally\n- Go\n", "nice"),
        ("Packer\n\nDas wäre schön:\n\n* Go\n", "nice"),
        ("Packer\n\nNot needed: Go\n", "denied"),
        ("Packer\n\nWe pack boxes all day.\n\nOur salary range: Go\n", "skipped"),
        ("Packer\n\n## Something about weather\n\n- Go\n", "other"),
    ],
)
def test_a_short_line_above_a_list_is_a_heading_without_a_mark(text: str, part: str) -> None:
    assert [one.part for one in passages(text) if "Go" in one.text] == [part]


def test_a_label_with_what_it_labels_is_no_heading() -> None:
    text = "Packer\n\nLocation: Oslo\n\n## Requirements\n\n- Go\n"
    assert [one.part for one in passages(text)] == ["title", "place", "required"]


def test_what_no_list_of_towns_has_is_a_place_where_places_stand(linker: Linker) -> None:
    for text in (
        "Packer\nMorn & Daughters, Umbrafell (two days at home)\n\n## You need\n- Go\n",
        "Packer – Umbrafell\n\n## You need\n- Go\n",
        "Packer\n\nWo? Umbrafell, auf Wunsch zu Hause\n\n## Du\n- Go\n",
    ):
        assert "Umbrafell" in read_advert(linker, text).places, text


def test_years_within_years_are_those_of_one_skill(linker: Linker) -> None:
    advert = read_advert(
        linker,
        "Packer\n\n## Requirements\n- five years of back end work, of which 2 in Go\n",
    )
    assert advert.years == 5
    assert ("Go", 24) in [(one.concepts[0].name, one.months) for one in advert.demands]
