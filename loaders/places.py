"""Countries, states and cities that resumes name as a place. Facts; not complete."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from .words import folded

_COUNTRIES: Final = """
afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan bahamas
bahrain bangladesh barbados belarus belgium belize benin bhutan bolivia bosnia|bosnia and herzegovina
botswana brazil brunei bulgaria burkina faso|burkina faso burundi cambodia cameroon canada|cape verde
chad chile china colombia congo|costa rica croatia cuba cyprus czechia|czech republic denmark
djibouti|dominican republic ecuador egypt|el salvador eritrea estonia eswatini ethiopia fiji finland
france gabon gambia georgia germany ghana greece guatemala guinea guyana haiti honduras|hong kong
hungary iceland india indonesia iran iraq ireland israel italy|ivory coast jamaica japan jordan
kazakhstan kenya kosovo kuwait kyrgyzstan laos latvia lebanon liberia libya liechtenstein lithuania
luxembourg macau madagascar malawi malaysia maldives mali malta mauritius mexico moldova monaco
mongolia montenegro morocco mozambique myanmar namibia nepal netherlands|the netherlands|new zealand
nicaragua niger nigeria|north macedonia norway oman pakistan palestine panama paraguay peru
philippines poland portugal qatar romania russia rwanda|saudi arabia senegal serbia singapore slovakia
slovenia somalia|south africa|south korea korea spain|sri lanka sudan sweden switzerland syria taiwan
tajikistan tanzania thailand togo|trinidad and tobago tunisia turkey türkiye turkmenistan uganda
ukraine|united arab emirates uae|united kingdom uk england scotland wales|northern ireland|united
states usa us uruguay uzbekistan venezuela vietnam yemen zambia zimbabwe deutschland österreich
schweiz frankreich suisse belgique allemagne españa italia brasil polska nederland europe eu
"""
_CITIES: Final = """
amsterdam|ann arbor athens atlanta auckland austin bangalore bengaluru bangkok barcelona basel beijing
beirut belgrade bergen berlin bern bilbao birmingham bogota bologna bonn bordeaux boston bratislava
brighton brisbane bristol brno brussels bucharest budapest|buenos aires cairo calgary|cape town
cambridge casablanca chengdu chennai chicago cologne copenhagen cork cracow krakow dakar dallas delhi
|new delhi denver detroit doha dresden dubai|abu dhabi dublin düsseldorf edinburgh eindhoven espoo
florence frankfurt galway gdansk geneva ghent glasgow gothenburg graz grenoble guangzhou guadalajara
haifa hamburg hangzhou hanover hanoi helsinki|ho chi minh city houston hyderabad innsbruck istanbul
jakarta jerusalem johannesburg kampala karachi kathmandu kiev kyiv|kuala lumpur kyoto lagos lahore
lausanne leeds leipzig lille lima linz lisbon liverpool ljubljana lodz london|los angeles luxembourg
lviv lyon madrid malaga malmo manama manchester manila marseille melbourne|mexico city miami milan
minneapolis minsk montevideo montpellier montreal moscow mumbai munich münchen köln muscat nairobi
nantes naples|new york|new york city nice nicosia oakland osaka oslo ottawa oxford padua palermo|palo
alto paris perth philadelphia pittsburgh portland porto poznan prague pune quito raleigh reykjavik
riga|rio de janeiro riyadh rome rotterdam|salt lake city|san diego|san francisco|san jose santiago
|sao paulo|san mateo sarajevo seattle seoul seville shanghai sheffield shenzhen skopje sofia|st
petersburg stavanger stockholm strasbourg stuttgart sydney taipei tallinn tampere tartu|tel aviv thessaloniki
tokyo toronto toulouse trondheim tunis turin turku uppsala utrecht valencia valletta vancouver vienna
vilnius warsaw washington wellington wroclaw yerevan zagreb zug zurich zürich accra kigali algiers
amman ankara izmir antwerp bangkok baku tbilisi almaty tashkent dhaka colombo medellin|bay area
|silicon valley waterloo|remote worldwide hybrid onsite|on-site anywhere heidelberg karlsruhe mannheim
nuremberg aachen augsburg bremen kiel rostock tübingen ulm freiburg potsdam salzburg aarhus odense
"""
_STATES: Final = frozenset(
    "al ak az ar ca co ct de fl ga hi ia id il in ks ky la ma md me mi mn mo ms mt nc nd ne nh nj nm "
    "nv ny oh ok or pa ri sc sd tn tx ut va vt wa wi wv wy dc bc on qc ab ns nb mb sk nsw vic qld".split()
)
_REGIONS: Final = frozenset(
    "california texas florida washington massachusetts illinois ontario quebec bavaria bayern "
    "karnataka maharashtra kerala catalonia england scotland ontario british columbia new south "
    "wales victoria queensland ile de france hessen saxony sachsen west bengal tamil nadu".split()
)


_MULTI: Final = (
    "new zealand|hong kong|costa rica|czech republic|dominican republic|el salvador|ivory coast|"
    "the netherlands|north macedonia|saudi arabia|south africa|south korea|sri lanka|united arab "
    "emirates|united kingdom|northern ireland|united states|united states of america|cape verde|"
    "bosnia and herzegovina|burkina faso|trinidad and tobago|new york|new york city|los angeles|"
    "san francisco|san diego|san jose|san mateo|palo alto|ann arbor|abu dhabi|buenos aires|cape "
    "town|new delhi|ho chi minh city|kuala lumpur|mexico city|rio de janeiro|salt lake city|sao "
    "paulo|st petersburg|tel aviv|bay area|san francisco bay area|silicon valley|on site|washington dc"
)
_PLACES: Final = frozenset(
    {
        word
        for block in (_COUNTRIES, _CITIES)
        for word in (folded(item) for item in re.split(r"[|\s]+", block) if len(item) > 1)
    }
    - set(
        "new and the de el costa rica cape town city of on site st san north south united".split()
    )
    | set(_MULTI.split("|"))
)


@lru_cache(maxsize=4096)
def is_place(text: str) -> bool:
    """Return whether a piece of a line names a place: ``Dubai, UAE``, ``Remote``, ``Berlin``."""
    words = folded(text)
    if not words or len(words) > 60 or re.search(r"\d{3}", words):
        return False
    parts = [folded(part) for part in re.split(r"[,/()|–—]|\s-\s", text) if folded(part)]
    if not parts or len(parts) > 4:
        return False
    known = [_known(part) for part in parts]
    return all(known) or (known[-1] and len(parts) <= 3 and all(map(_capitalised, _raw(text))))


def _known(part: str) -> bool:
    return part in _PLACES or part in _STATES or part in _REGIONS or part.startswith("remote ")


def _raw(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,/()|–—]", text) if part.strip()]


def _capitalised(part: str) -> bool:
    return part[:1].isupper() and len(part.split()) <= 3
