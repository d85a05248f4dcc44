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
        "title: function": 2.0,  # "Public Relations": what people work in stands for who they are
        "title: nothing": -1.2,
        "title: legal form": -3.0,
        "title: firm": -1.0,
        "title: school": -1.2,
        "title: place": -2.5,
        "title: link": -0.8,  # links lead to employers
        "title: small": -0.6,
        "title: long": -0.5,  # a word beyond eight
        "title: behind at": -1.5,
        "title: above others": -1.5,  # a line above several roles names whom they were for
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
        "employer: like a place": -1.0,
        "employer: seen beside a region": -0.6,
        "employer: small": -0.3,
        "employer: long": -0.4,  # a word beyond six
        "employer: small words": -0.8,  # each beyond the first: a sentence has them
        "employer: short behind a comma": -1.5,  # "Oakhollow, NO"
        "employer: before a country": -1.9,  # "Oakhollow, Norway": a town
        "employer: a heading alone": 0.6,
        "employer: two names alone": -0.6,
        "employer: a function": -1.0,
        "employer: a client": -3.0,  # "Norvik (client)"
        "employer: a client's": -0.3,  # "Client: Norvik", where nobody else is named
        "employer: below the dates": -0.8,  # the lines with title and dates come with the employer
        "employer: in brackets": -0.8,
        "employer: goes on behind its legal form": -1.2,
        "employer: no name": -5.0,  # a kind of contract, a label, a heading, a number, a degree
        "employer: under another": -1.6,  # a heading above names it already
        # a place
        "place: known": 2.2,
        "place: like one": 2.0,
        "place: region": 2.0,  # "Oakhollow, TX"
        "place: nothing": -0.7,
        "place: small": -1.5,
        "place: title or firm": -2.0,
        "place: link": -1.5,
        "place: long": -0.4,  # a word beyond four
        "place: of many parts": -1.2,
        "place: seen beside a region": 0.9,  # elsewhere in the section, as "Eastmere, NO"
        "place: two names alone": 1.2,  # between strong marks: "Oakhollow, Westland"
        "place: a name alone behind a firm": 0.7,
        "place: behind in": 1.4,  # "at Norvik in Oakhollow"
        # anything else
        "other: any": -0.5,
        "other: no name": 1.2,
        "other: team": 1.0,
        "other: in brackets": -1.2,  # they belong to what is before them
        "other: prose": 1.5,
        # the whole
        "no title": -1.0,
        "no employer": -0.7,
        # spans over a mark: what it costs to read on
        "across ,": -0.4,
        "across , before a legal form": 1.5,
        "across , before a name alone": -1.2,  # "Norvik Telecom, Skelmouth"
        "across , before an office": -2.0,  # "Norvik, bureau de Lyon"
        "across , before a function": 0.3,  # "Lead, EMEA"
        "across , between firms": -1.4,  # "Tools Group, Norvik Advisors"
        "across -": -0.2,
        "across - beside dates": -2.2,  # what follows describes; alone a name may hold a dash
        "across –": -0.5,  # "Engineer – Search"; mostly it parts a title from an employer
        "across :": -1.2,
        "across ;": -1.0,
        "across .": -0.6,
        "across /": -0.3,
        "across (": 0.0,
        "across ( before a former name": 1.5,
        "across ( before a firm": -2.2,  # "Papercrane (NORVIK)": a project, and whose
        "across )": 0.3,
        "across @": -1.2,
        "across w": -0.6,
        "across w behind a firm": 0.3,  # "Institute for Tides"
        "across _": 0.0,  # no mark at all, but what is behind it could be a firm's name
        "across style": -1.4,
        "across s": -0.2,
        # a line of a section, as a part of a header
        "line: dates": 2.5,  # a range at one of its edges
        "line: told": 6.5,  # a sentence with title, employer and dates, against its length and stop
        "line: nothing but dates": 0.8,  # in an item: what a body tells has words too
        "line: a field alone": 1.0,  # an item that is a title or a place and nothing more
        "line: a lone date": 0.8,
        "line: a date apart": 1.6,  # at an edge, behind a mark
        "line: title 3": 1.2,
        "line: title 1": 0.5,
        "line: firm": 0.6,
        "line: a gap": 1.2,  # "Parental leave": it stands where a title would
        "line: label": 2.0,
        "line: place": 1.0,
        "line: short": 0.6,
        "line: a list": -2.5,
        "line: a stop": -2.0,
        "line: wordy": -0.8,  # of nothing that a header is made of
        "line: long": -1.5,
        "line: very long": -5.0,
        "line: sentence": -2.5,
        "line: colon at the end": -1.5,
        "line: small": -1.0,
        "line: heading": 2.5,
        "line: bold": 1.2,
        "line: item": -1.2,
        "line: row": 0.3,
        "line: opens marked": 0.5,
        "line: label of a list": 0.0,
        # where it stands
        "first line: like the others": 1.2,
        "first line: unlike the others": -1.8,
        "first line: after a gap": 0.8,
        "first line: no gap": -0.8,
        "first line: an item within another": -2.5,
        "first line: an item of one field": -1.5,
        "first line: of one of several roles": 2.5,  # beneath an employer with the dates of all
        "further line: dates again": -4.0,
        "further line: a heading as high": -5.0,
        "further line: an item as high": -2.0,
        "further line: after a gap": -0.3,
        "further line: any": -0.4,
        "further line: many": -0.6,
        "body: a heading": -2.0,
        "body: dates": -1.5,
        "body: like first lines": -0.8,
        "body: plain behind items": -2.0,
        "preface: set apart": -1.8,  # a bold name above the first role is whom it was for
        # an entry as a whole
        "entry: one more": -1.2,
        "entry: no dates": -2.5,
        "entry: none dated": -0.3,  # in a section without any dates
        "entry: nothing in it": -2.0,
        "entry: dates alone": -0.4,
        "entry: above others": -0.3,
        # a block of lines in a document without headings
        "block: contact": 3.0,
        "block: late header": -2.0,
        "block: title 3": 2.0,
        "block: title 1": 1.0,
        "block: title 0": 0.0,
        "block: dates": 1.6,
        "block: firm": 0.4,
        "block: degree": 3.0,
        "block: school": 1.5,
        "block: a name alone": 1.0,
        "block: languages": 4.0,
        "block: a list": 2.2,
        "block: prose": 2.0,
        "block: a change": -1.2,
        "block: back to the header": -6.0,
        "block: untitled among titled": -1.6,  # where the other dated blocks have titles
        # a part of a study's header
        "degree: first words": 3.0,
        "degree: later words": 1.8,
        "degree: school": -2.2,  # "Norvik Bootcamp Academy"
        "degree: long": -0.3,  # a word beyond ten
        "school: any name": 0.4,
        "school: word": 2.4,
        "school: firm": 0.6,
        "school: link": 1.5,
        "school: bold": 0.4,
        "school: behind at": 1.2,
        "school: degree": -2.5,
        "school: known field": -2.0,
        "school: place": -2.0,
        "school: like a place": -0.6,
        "school: address": -5.0,
        "school: small words": -1.2,  # each beyond the first
        "school: small": -2.0,
        "school: title": -0.8,
        "school: digits": -1.0,
        "school: long": -0.4,  # a word beyond eight
        "school: of something else": -4.0,  # a grade, what tells of the study, a column's name
        "area: known": 2.2,
        "area: behind a degree": 0.8,
        "area: beneath a degree": -0.4,
        "area: nothing": -1.2,
        "area: school or firm": -2.5,
        "area: set apart": -1.0,  # by a link or bold letters
        "area: long": -0.5,  # a word beyond six
        "study: place known": 2.2,
        "study: place like one": 1.0,
        "study: no place": -1.5,
        "study: other": -0.5,
        "study: told": 2.5,  # a grade, a thesis, "expected"
        "across , behind a school": -1.2,
        "no school": -1.0,
        "no degree": -0.6,
        # how much the other headers of the section say
        "vote": 5.0,
        "margin": 2.6,  # by which a header's best reading may differ from theirs
    }
)


def weight(name: str) -> float:
    """Return what a sign counts for."""
    return WEIGHTS[name]
