"""Dates in the forms that resumes use, with the precision that the text gives."""

import pytest

from commonground.loaders.dates import find_dates, find_durations


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Feb 2024 – Dec 2024", "2024-02", "2024-12"),
        ("(February 2022 - April 2025)", "2022-02", "2025-04"),
        ("07/2019–06/2021", "2019-07", "2021-06"),
        ("05.2018 - 07.2020", "2018-05", "2020-07"),
        ("2017.10 - 2019.3", "2017-10", "2019-03"),
        ("2018-05-14 - 2019-06-30", "2018-05-14", "2019-06-30"),
        ("14th May 2018 – 03rd August 2018", "2018-05-14", "2018-08-03"),
        ("May, 2012 - Sept, 2014", "2012-05", "2014-09"),
        ("Mar '18 - Apr '19", "2018-03", "2019-04"),
        ("Jun-Aug 2017", "2017-06", "2017-08"),
        ("2009 to 2015", "2009", "2015"),
        ("2015/16", "2015", "2016"),
        ("Spring 2013 - Fall 2015", "2013", "2015"),
        ("01.03.2019 – 30.06.2021", "2019-03-01", "2021-06-30"),
        ("März 2014 bis Mai 2016", "2014-03", "2016-05"),
        ("de février 2011 à août 2013", "2011-02", "2013-08"),
        ("(2022.08 ~ 2024.10)", "2022-08", "2024-10"),
        ("noviembre de 2016 – julio de 2019", "2016-11", "2019-07"),
        ("1 de abril de 2016 a 30 de junho de 2017", "2016-04-01", "2017-06-30"),
        ("2013 – Sep 16", "2013", "2016-09"),
        ("Oct 15 - 2018", "2015-10", "2018"),
        ("03/18 - Jan 2020", "2018-03", "2020-01"),
    ],
)
def test_ranges(text: str, start: str, end: str) -> None:
    dates = find_dates(text)
    assert [(item.start, item.end, item.current) for item in dates] == [(start, end, False)]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Jan 2025 – Present", "2025-01"),
        ("Oct. 2019 — heute", "2019-10"),
        ("2020 - Now", "2020"),
        ("2025年7月～現在", "2025-07"),
        ("Since 2013", "2013"),
        ("March 2018 to date", "2018-03"),
        ("depuis mars 2021", "2021-03"),
    ],
)
def test_open_ends_are_current(text: str, start: str) -> None:
    (dates,) = find_dates(text)
    assert (dates.start, dates.end, dates.current, dates.stated) == (start, None, True, True)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("(2 years 3 months)", [(0, 18)]),
        ("(1yr4mos)", [(0, 9)]),
        ("Stage (7 mois)", [(6, 14)]),
        ("Praktikum (3 Monate)", [(10, 20)]),
        ("Go (2 modules)", []),
    ],
)
def test_a_duration_is_its_whole_words(text: str, place: list[tuple[int, int]]) -> None:
    assert find_durations(text) == place


def test_two_digits_beside_a_whole_day_are_a_day() -> None:
    (found,) = find_dates("Conference, Sep 12 - Oct 14, 2014")
    assert (found.start, found.end) == (None, "2014-10-14")


def test_an_end_may_be_said_in_two_words() -> None:
    (dates,) = find_dates("2020 - current position, Bergen")
    assert (dates.current, dates.place) == (True, (0, 23))


def test_a_dash_with_nothing_after_it_is_an_inferred_present() -> None:
    first, second = find_dates("May – Jul 2017, Aug 2017 –")
    assert (first.start, first.end) == ("2017-05", "2017-07")
    assert (second.start, second.current, second.stated) == ("2017-08", True, False)


def test_an_impossible_day_gives_the_month() -> None:
    assert find_dates("2019-09-01 - 2019-09-31")[0].end == "2019-09"


def test_a_date_with_two_readings_gives_the_year() -> None:
    assert find_dates("04/06/2019 - 25/12/2019")[0].start == "2019"
    assert find_dates("04/06/2019 - 25/12/2019")[0].end == "2019-12-25"


@pytest.mark.parametrize("text", ["2,000+ TPS", "served 2000 users", "RFC 8446", "P95 1200ms", ""])
def test_numbers_that_are_no_dates(text: str) -> None:
    assert find_dates(text) == ()


def test_places_cover_the_words() -> None:
    text = "Engineer | Jan 2020 – Present"
    (dates,) = find_dates(text)
    assert text[slice(*dates.place)] == "Jan 2020 – Present"
    assert text[slice(*dates.first)].strip() == "Jan 2020"
    assert text[slice(*dates.last)] == "Present"
