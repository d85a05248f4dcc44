"""Compounds with a hyphen: which leave a name its sense, in German with its endings."""

from __future__ import annotations

import pytest

from commonground.ontology.linker.compounds import keeps_its_sense, speaks_of_technology
from commonground.ontology.linker.linker import linker_of
from commonground.ontology.ontology import load_ontology


def _named(text: str) -> list[str]:
    return [link.concept.name for link in linker_of(load_ontology()).link(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Aufsetzen von Docker-Containern", "Docker"),
        ("Pflege von Terraform-Modulen", "Terraform"),
        ("Neubau der React-Komponenten", "React"),
        ("Prüfung der Solidity-Verträge", "Solidity"),
        ("Betrieb der Elasticsearch-Testumgebungen", "Elasticsearch"),
        ("Umzug der Snowflake-Datenbanken", "Snowflake"),
        ("Planung der Airflow-Jobs", "Apache Airflow"),
        ("Gestaltung von Tableau-Berichten", "Tableau"),
        ("Ablage der Excel-Auswertungen", "Microsoft Excel"),
    ],
)
def test_a_name_begins_a_german_compound(text: str, name: str) -> None:
    assert name in _named(text)


@pytest.mark.parametrize(
    "text",
    [
        "Docker-Streik im Hafen",
        "Azure-Blau gestrichene Wände",
        "Die Snowflake-Muster auf der Tapete",
        "A tableau-vivant at the school fair",
        "Base-Jumping in den Alpen",
        "The rust-belt cities",
        "Die React-Zeit der Fahrerin",
    ],
)
def test_other_compounds_begin_with_a_word(text: str) -> None:
    assert _named(text) == []


def test_two_names_stand_in_a_row() -> None:
    assert _named("Umbau der AWS-Terraform-Module")[:2] == ["AWS", "Terraform"]


def test_endings_and_further_parts_of_a_word_are_left_aside() -> None:
    assert all(map(speaks_of_technology, ("container", "containern", "testumgebungen", "vertrage")))
    assert not any(map(speaks_of_technology, ("streik", "blau", "en", "gesellschaft")))
    assert keeps_its_sense("based") and not speaks_of_technology("based")
