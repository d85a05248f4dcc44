"""Countries, states and cities that resumes name as a place. Facts; not complete."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from .words import folded, has_title

_WORDS: Final = """
aachen aarhus accra afghanistan albania algeria algiers allemagne almaty amman amsterdam
andorra angola ankara antwerp anywhere argentina armenia athens atlanta auckland augsburg
austin australia austria azerbaijan bahamas bahrain baku bangalore bangkok bangladesh barbados
barcelona basel beijing beirut belarus belgique belgium belgrade belize bengaluru benin bergen
berlin bern bhutan bilbao birmingham bogota bolivia bologna bonn bordeaux bosnia boston
botswana brasil bratislava brazil bremen brighton brisbane bristol brno brunei brussels
bucharest budapest bulgaria burundi cairo calgary cambodia cambridge cameroon canada
casablanca chad chengdu chennai chicago chile china cologne colombia colombo congo copenhagen
cork cracow croatia cuba cyprus czechia dakar dallas denmark denver detroit deutschland dhaka
djibouti doha dresden dubai dublin düsseldorf ecuador edinburgh egypt eindhoven england
eritrea españa espoo estonia eswatini ethiopia eu europe fiji finland florence france
frankfurt frankreich freiburg gabon galway gambia gdansk geneva georgia germany ghana ghent
glasgow gothenburg graz greece grenoble guadalajara guangzhou guatemala guinea guyana haifa
haiti hamburg hangzhou hanoi hanover heidelberg helsinki honduras houston hungary hybrid
hyderabad iceland india indonesia innsbruck iran iraq ireland israel istanbul italia italy
izmir jakarta jamaica japan jersey jerusalem johannesburg jordan kampala karachi karlsruhe
kathmandu kazakhstan kenya kiel kiev kigali korea kosovo krakow kuwait kyiv kyoto kyrgyzstan
köln lagos lahore laos latvia lausanne lebanon leeds leipzig liberia libya liechtenstein lille
lima linz lisbon lithuania liverpool ljubljana lodz london luxembourg lviv lyon macau
macedonia madagascar madrid malaga malawi malaysia maldives mali malmo malta manama manchester
manila mannheim marseille mauritius medellin melbourne mexico miami milan minneapolis
minnesota minsk moldova monaco mongolia montenegro montevideo montpellier montreal morocco
moscow mozambique mumbai munich muscat myanmar münchen nairobi namibia nantes naples nederland
nepal netherlands nicaragua nice nicosia niger nigeria norway nuremberg oakland odense oman
onsite osaka oslo ottawa oxford padua pakistan palermo palestine panama paraguay paris perth
peru philadelphia philippines pittsburgh poland polska portland porto portugal potsdam poznan
prague pune qatar quito raleigh remote reykjavik riga riyadh romania rome rostock rotterdam
russia rwanda salvador salzburg santiago sarajevo schweiz scotland seattle senegal seoul
serbia seville shanghai sheffield shenzhen singapore skopje slovakia slovenia sofia somalia
spain stavanger stockholm strasbourg stuttgart sudan suisse sweden switzerland sydney syria
taipei taiwan tajikistan tallinn tampere tanzania tartu tashkent tbilisi thailand thessaloniki
tobago togo tokyo toronto toulouse trinidad trondheim tunis tunisia turin turkey turkmenistan
turku tübingen türkiye uae uganda uk ukraine ulm uppsala uruguay us usa utrecht uzbekistan
valencia valletta vancouver venezuela vienna vietnam vilnius wales warsaw washington waterloo
wellington worldwide wroclaw yemen yerevan zagreb zambia zimbabwe zug zurich zürich österreich
"""
_NAMES: Final = (
    "abu dhabi|ann arbor|bay area|bosnia and herzegovina|buenos aires|burkina faso|"
    "cape town|cape verde|costa rica|czech republic|dominican republic|el salvador|"
    "ho chi minh city|hong kong|ivory coast|kuala lumpur|los angeles|mexico city|"
    "new delhi|new york|new york city|new zealand|north macedonia|northern ireland|"
    "on site|palo alto|rio de janeiro|salt lake city|san diego|san francisco|"
    "san francisco bay area|san jose|san mateo|sao paulo|saudi arabia|silicon valley|"
    "south africa|south korea|sri lanka|st petersburg|tel aviv|the netherlands|"
    "trinidad and tobago|united arab emirates|united kingdom|united states|"
    "united states of america|washington dc"
)
_STATES: Final = frozenset(
    "al ak az ar ca co ct de fl ga hi ia id il in ks ky la ma md me mi mn mo ms mt nc nd ne nh nj "
    "nm nv ny oh ok or pa ri sc sd tn tx ut va vt wa wi wv wy dc bc on qc ab ns nb mb sk nsw vic "
    "qld".split()
)
_REGIONS: Final = frozenset(
    "california texas florida washington massachusetts illinois ontario quebec bavaria bayern "
    "karnataka maharashtra kerala catalonia england scotland ontario british columbia new south "
    "wales victoria queensland ile de france hessen saxony sachsen west bengal tamil nadu".split()
)


_CODE: Final = re.compile(r"\s+(?:\d{4,6}(?:-\d{4})?|[A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2})$")
_NUMBER: Final = re.compile(r"\d{3}")
_PARTED: Final = re.compile(r"[,/()|–—]|\s-\s")
_SEPARATOR: Final = re.compile(r"[,/()|–—]")
_PLACES: Final = frozenset(folded(word) for word in _WORDS.split()) | frozenset(_NAMES.split("|"))


@lru_cache(maxsize=4096)
def is_place(text: str) -> bool:
    """Return whether a piece of a line names a place: ``Dubai, UAE``, ``Remote``, ``Berlin``."""
    text = _CODE.sub("", text)
    words = folded(text)
    if not words or len(words) > 60 or _NUMBER.search(words):
        return False
    parts = [part for part in map(folded, _PARTED.split(text)) if part]
    if not 0 < len(parts) <= 4 or not _known(parts[-1]):
        return False
    return all(map(_known, parts)) or (len(parts) <= 3 and all(map(_capitalised, _raw(text))))


def _known(part: str) -> bool:
    return part in _PLACES or part in _STATES or part in _REGIONS or part.startswith("remote ")


def _raw(text: str) -> list[str]:
    return [part.strip() for part in _SEPARATOR.split(text) if part.strip()]


def _capitalised(part: str) -> bool:
    return part[:1].isupper() and len(part.split()) <= 3 and not has_title(part)
