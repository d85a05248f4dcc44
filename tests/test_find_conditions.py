"""What ``find`` asks beside skills: titles, levels, studies, languages, years and places."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from commonground.cli.main import main
from commonground.errors import NotFound, UsageError
from commonground.graph.networkx.reader import NetworkXReader
from commonground.queries.example import Study
from commonground.queries.find.find import find

from .support.population import job, someone, town

ARTS = Study("Quarry College", "degree:bachelor-of-arts", "field:pottery", "2008", "2011")


@pytest.fixture(scope="module")
def potters() -> NetworkXReader:
    return town(
        someone(
            "Ida",
            job("Ovens", "2012-01", "2015-12", "clay-lang", title="Junior Kiln Engineer"),
            job("Glaze", "2016-01", "now", "clay-lang", title="Senior Engineer, Kilns"),
            studies=[ARTS],
            languages=["Deutsch (Muttersprache)", "English (C1)"],
            location="München, Germany",
        ),
        someone(
            "Jo",
            job("Ovens", "2014-01", "2016-12", "clay-lang", title="Sr. Backend Engineer"),
            job("Tiles", "2017-01", "2018-12", "loam-lang", title="Product Manager"),
            studies=[Study("Harbour Institute", "degree:bachelor", None, "2010", "2013")],
            languages=["German", "Portuguese (fluent)"],
            location="Wien, AT",
        ),
        someone(
            "Kit",
            job("Tiles", "2024-02", "now", title="Head of Engineering"),
            job("Glaze", "2020", "2021", title="Principal Engineer"),
            languages=["Scottish Gaelic"],
            location="Remote (Oman)",
        ),
        someone("Lu", job("Ovens", None, None, title="Engineer-in-training"), location="Porto, PT"),
    )


def named(graph: NetworkXReader, *terms: str, **more: Any) -> set[str | None]:
    return {row.name for row in find(graph, *terms, limit=None, **more)}


@pytest.mark.parametrize(
    ("term", "found"),
    [
        # words of a title: folded, whole, in any order, of any role
        ("title=engineer", {"Ida", "Jo", "Kit", "Lu"}),
        ("title=ENGINEERING", {"Kit"}),
        ("title=kiln engineer", {"Ida"}),
        ("title=engineer kilns", {"Ida"}),
        ("title=engin", set()),
        ("title=backend engineer", {"Jo"}),
        ("title=engineer:current", {"Ida"}),
        ("title=engineer:36m", {"Ida", "Jo"}),
        ("title=engineer:37m", {"Ida"}),
        ("title=engineer:10y", {"Ida"}),
        ("title=engineer:since=2017", {"Ida", "Kit"}),
        ("title=junior engineer:4y", {"Ida"}),
        ("title=junior engineer:49m", set()),
        # the level of the latest role
        ("level=senior", {"Ida"}),
        ("level=Sr", {"Ida"}),
        ("level=junior", set()),
        ("level=lead", {"Kit"}),
        ("level=principal", set()),
        # studies
        ("school=Quarry College", {"Ida"}),
        ("school=harbour", {"Jo"}),
        ("school=Quarry College:since=2011", {"Ida"}),
        ("school=Quarry College:since=2012", set()),
        ("school=Quarry College:current", set()),
        ("degree=bachelor", {"Ida", "Jo"}),
        ("degree=Bachelor of Arts", {"Ida"}),
        ("field=pottery", {"Ida"}),
        # languages, in any of their names, whatever is said of how well
        ("language=German", {"Ida", "Jo"}),
        ("language=deutsch", {"Ida", "Jo"}),
        ("language=de", {"Ida", "Jo"}),
        ("language=Portugiesisch", {"Jo"}),
        ("language=Gaelic", {"Kit"}),
        ("language=Muttersprache", set()),
        ("language=Klingon", set()),
        # months of all dated roles, none counted twice
        ("years=13", {"Ida"}),
        ("years=14", set()),
        ("years=5", {"Ida", "Jo"}),
        ("years=6", {"Ida"}),
        ("years=1", {"Ida", "Jo", "Kit"}),
        # places by any of their names
        ("in=Munich", {"Ida"}),
        ("in=Muenchen", {"Ida"}),
        ("in=Vienna", {"Jo"}),
        ("in=Austria", {"Jo"}),
        ("in=Österreich", {"Jo"}),
        ("in=Deutschland", {"Ida"}),
        ("in=DE", {"Ida"}),
        ("in=Portugal", {"Lu"}),
        ("in=remote", {"Kit"}),
        ("in=anywhere", {"Kit"}),
        ("in=Oman", {"Kit"}),
        ("in=Port", set()),
    ],
)
def test_fields(potters: NetworkXReader, term: str, found: set[str]) -> None:
    assert named(potters, term) == found
    # Under NOT it is everybody else; nobody is asked anew who was decided already.
    assert named(potters, f"NOT {term}") == {"Ida", "Jo", "Kit", "Lu"} - found


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        (("Clay", "level=senior"), {"Ida"}),
        (("Clay", "title=manager"), {"Jo"}),
        (("Clay AND (title=manager OR years=10)",), {"Ida", "Jo"}),
        (("language=German", "NOT in=Germany"), {"Jo"}),
        (("title=engineer", "at=Glaze:current"), {"Ida"}),
        (("years=5 AND NOT degree=Bachelor of Arts",), {"Jo"}),
    ],
)
def test_fields_stand_in_expressions(
    potters: NetworkXReader, terms: tuple[str, ...], found: set[str]
) -> None:
    assert named(potters, *terms) == found


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"title": "kiln engineer"}, {"Ida"}),
        ({"level": "lead"}, {"Kit"}),
        ({"school": "Harbour Institute"}, {"Jo"}),
        ({"degree": "bachelor"}, {"Ida", "Jo"}),
        ({"field": "pottery"}, {"Ida"}),
        ({"language": "German"}, {"Ida", "Jo"}),
        ({"years": 6}, {"Ida"}),
        ({"place": "Vienna", "employer": "Ovens"}, {"Jo"}),
        ({"language": "German", "years": 6, "level": "senior"}, {"Ida"}),
    ],
)
def test_python_names_them(potters: NetworkXReader, more: dict[str, Any], found: set[str]) -> None:
    assert named(potters, **more) == found


@pytest.mark.parametrize(
    ("term", "error", "said"),
    [
        ("in=Oman:12m", UsageError, "'in=Oman:12m': a place takes no conditions"),
        ("language=German:2y", UsageError, "a language takes no conditions"),
        ("years=5:current", UsageError, "years= takes no conditions"),
        ("level=senior:2y", UsageError, "write title=senior:24m"),
        ("level=ninja", UsageError, "no level; write intern, junior, mid, senior, staff"),
        ("years=many", UsageError, "write a whole number of years, as in years=5"),
        ("years=0", UsageError, "write a whole number of years, as in years=5"),
        ("years=99999", UsageError, "write a whole number of years, as in years=5"),
        ("degree=Clay", NotFound, "no degree is called 'Clay'"),
        ("field=bachelor", NotFound, "no field of study is called 'bachelor'"),
        ("school=Nowhere", NotFound, "the graph has no school 'Nowhere'"),
        ("company=Ovens", UsageError, "write at=, in=, title="),
        ("level:senior", UsageError, "write level=senior"),
        ("title=...", UsageError, "title= has no word"),
    ],
)
def test_what_makes_no_sense_is_refused(
    potters: NetworkXReader, term: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error) as caught:
        find(potters, term)
    assert said in str(caught.value)


def test_a_row_shows_the_roles_behind_titles_levels_and_years(potters: NetworkXReader) -> None:
    (row,) = find(potters, "title=kiln engineer", "level=senior", "years=10")
    title, level, years = row.terms
    assert [one["role"] for one in title.details["roles"]] == ["Junior Kiln Engineer"]
    assert [one["role"] for one in level.details["roles"]] == ["Senior Engineer, Kilns"]
    assert len(years.details["roles"]) == 2 and years.details["months"] == 162
    assert row.score == 0 and all(one.value == 0 for one in row.terms)
    quotes = [one.quote for one in level.details["evidence"]]
    assert quotes == ["Senior Engineer, Kilns, Glaze, 2016-01 to present"]


def test_the_latest_role_is_the_one_that_goes_on_else_the_one_that_ended_last() -> None:
    people = town(
        someone(
            "Ann",
            job("Ovens", "2010-01", "now", title="Lead Potter"),
            job("Tiles", "2019-01", "2024-12", title="Junior Potter"),
        ),
        someone(
            "Ben",
            job("Ovens", "2010-01", "2020-12", title="Lead Potter"),
            job("Tiles", "2019-01", "2019-12", title="Junior Potter"),
            job("Glaze", None, None, title="Intern"),
        ),
        someone("Cai", job("Glaze", None, None, title="Potter Trainee")),
    )
    assert named(people, "level=lead") == {"Ann", "Ben"}
    assert named(people, "level=junior") == set()
    assert named(people, "level=intern") == {"Cai"}


@pytest.mark.parametrize(
    ("place", "location", "lives"),
    [
        ("UK", "Leeds, United Kingdom", True),
        ("United Kingdom", "Leeds, UK", True),
        ("United Kingdom", "Leeds, GB", True),
        ("USA", "Boston, MA, United States", True),
        ("US", "Boston, MA, U.S.A.", True),
        ("Netherlands", "Delft, Nederland", True),
        ("Copenhagen", "København", True),
        ("Cologne", "Köln, NRW", True),
        ("Cologne", "Koeln", True),
        ("Milan", "Milano, Italia", True),
        ("Italy", "Milano, Italia", True),
        ("Bangalore", "Bengaluru, Karnataka, IN", True),
        ("India", "Bengaluru, Karnataka, IN", True),
        # two letters that are a state's as well are no country behind a town
        ("Germany", "Wilmington, DE", False),
        ("Canada", "San Diego, CA", False),
        ("India", "Gary, IN", False),
        # a short form inside of a name is no country
        ("Italy", "It Lane, Dublin", False),
        ("Sweden", "Se Village, Laos", False),
        ("Oman", "Romania", False),
        ("Remote", "Remote, EU", True),
        ("remote", "Berlin", False),
    ],
)
def test_places_are_known_by_any_of_their_names(place: str, location: str, lives: bool) -> None:
    assert named(town(someone("Ann", location=location)), f"in={place}") == (
        {"Ann"} if lives else set()
    )


@pytest.mark.parametrize(
    "terms",
    [
        ("school=Quarry College",),
        ("degree=bachelor",),
        ("field=pottery AND Clay",),
        ("language=German", "NOT in=Germany"),
        ("title=engineer",),
        ("Clay", "years=6"),
        ("years=5 OR title=engineering",),
        ("Clay", "years=99?", "level=senior?"),
    ],
)
def test_sparql_and_cypher_say_them(potters: NetworkXReader, terms: tuple[str, ...]) -> None:
    from commonground.queries.find.find import Find

    assert "SELECT" in Find.of(*terms).sparql(potters)
    if not any("years=" in term and "?" not in term for term in terms):
        assert "MATCH" in Find.of(*terms).cypher(potters)[0]


def test_what_no_statement_can_say_is_refused(potters: NetworkXReader) -> None:
    from commonground.queries.find.find import Find

    with pytest.raises(UsageError, match="level= .* no SPARQL"):
        Find.of("level=senior").sparql(potters)
    with pytest.raises(UsageError, match="level= .* no Cypher"):
        Find.of("Clay", "level=senior").cypher(potters)
    with pytest.raises(UsageError, match="years= .* no Cypher"):
        Find.of("years=3").cypher(potters)


@pytest.mark.parametrize(
    ("term", "shown"),
    [
        ("in=Lissabon", "Chidi Okonmah"),
        ("language=allemand", "Ada Thornquist"),
        ("level=sr", "Senior Protocol Engineer"),
        ("years=10", "Bo Lindqvarn"),
        ("Go^2?", "Go^2?"),
    ],
)
def test_the_command_prints_them(
    demo_graph: Path, capsys: pytest.CaptureFixture[str], term: str, shown: str
) -> None:
    assert main(["-g", str(demo_graph), "find", term, "-n", "0", "--explain"]) == 0
    assert shown in capsys.readouterr().out
