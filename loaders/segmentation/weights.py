"""What each sign of a header counts for. Set by hand on the *build* half of the generated resumes.

A span of a header scores for each part that it could be: the sum of its signs here. The assignment
of spans to parts with the highest sum wins, after the other headers of the section have voted.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

WEIGHTS: Final = MappingProxyType(
    {
        # a title
        "title: sure word": 2.2,  # "engineer": a word of jobs and of little else
        "title: weak word": 1.1,  # "head", "staff": also of departments and ranks
        "title: morphology": 0.5,  # "Wrangler", "Educator": ends as what people are called by
        "title: of": 0.5,  # "Keeper of Records"
        "title: nothing": -0.6,
        "title: legal form": -3.0,
        "title: firm": -1.0,
        "title: school": -1.2,
        "title: place": -2.5,
        "title: link": -0.8,  # links lead to employers
        "title: small": -0.6,
        "title: long": -0.5,  # a word beyond eight
        "title: behind at": -1.5,
        # an employer
        "employer: any name": 0.6,
        "employer: firm": 1.0,
        "employer: legal form": 1.8,
        "employer: school": 0.4,
        "employer: domain": 1.2,
        "employer: capitals": 0.4,
        "employer: link": 1.5,
        "employer: bold": 0.4,
        "employer: behind at": 1.6,
        "employer: sure title": -1.8,
        "employer: weak title": -0.6,
        "employer: place": -2.2,
        "employer: like a place": -0.5,
        "employer: small": -0.3,
        "employer: long": -0.4,  # a word beyond six
        "employer: no name": -5.0,  # a kind of contract, a label, a heading, a number, a degree
        "employer: under another": -1.6,  # a heading above names it already
        # a place
        "place: known": 2.2,
        "place: like one": 1.2,
        "place: region": 1.4,  # "Oakhollow, TX"
        "place: nothing": -0.7,
        "place: small": -1.5,
        "place: title or firm": -2.0,
        "place: link": -1.5,
        # anything else
        "other: any": -0.5,
        "other: no name": 1.2,
        "other: team": 1.0,
        "other: prose": 1.5,
        # the whole
        "no title": -1.0,
        "no employer": -0.7,
        # spans over a mark: what it costs to read on
        "across ,": -0.4,
        "across , before a legal form": 1.5,
        "across -": -0.5,
        "across :": -1.2,
        "across ;": -1.0,
        "across .": -0.6,
        "across /": -0.3,
        "across (": 0.5,
        "across )": 0.3,
        "across @": -1.2,
        "across w": -0.2,
        "across style": -1.4,
        "across s": -0.2,
        # how much the other headers of the section say
        "vote": 1.6,
    }
)


def weight(name: str) -> float:
    """Return what a sign counts for."""
    return WEIGHTS[name]
