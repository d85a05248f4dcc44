"""Files that lie among resumes and are none: nobody's name, employer or job may be read in them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Final

from .people import plain_skills
from .vocabulary import pool

_SIDE: Final = "build"


class Maker:
    """Draws the words of one file."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def any(self, group: str) -> str:
        return self.chance.choice(pool(group, _SIDE))

    def name(self) -> str:
        return f"{self.any('first names')} {self.any('last names')}"

    def firm(self) -> str:
        return f"{self.any('stems')} {self.any('nouns')} {self.any('forms')}"

    def number(self, low: int, high: int) -> int:
        return self.chance.randint(low, high)

    def day(self) -> str:
        return f"{self.number(2015, 2025)}-{self.number(1, 12):02}-{self.number(1, 28):02}"

    def skills(self, count: int) -> list[str]:
        return self.chance.sample(plain_skills()[:120], count)


def _advert(make: Maker) -> tuple[str, str]:
    firm, wanted = make.firm(), make.skills(5)
    return "md", (
        f"# {make.any('titles')} ({make.any('places')})\n\n"
        f"{firm} is hiring. "
        f"Apply by {make.day()}.\n\n## What you will do\n\n- Build our billing with {wanted[0]}.\n"
        f"- Plan the work of five.\n\n## What you bring\n\n"
        f"- {make.number(2, 8)} years of experience with {wanted[1]}\n"
        f"- {', '.join(wanted[2:])}\n- A degree in {make.any('fields')}\n\n"
        f"## What we offer\n\n- {make.number(25, 32)} days of leave\n"
        f"- An office in {make.any('places')}\n\nWrite to jobs@example.org\n"
    )


def _invoice(make: Maker) -> tuple[str, str]:
    rows = "\n".join(
        f"{n}   {make.any('projects'):<20} {make.number(1, 9):>3} x {make.number(10, 900):>6}.00"
        for n in range(1, make.number(3, 7))
    )
    return "txt", (
        f"{make.firm()}\n{make.number(1, 90)} Mill Lane\n{make.any('places')}\n\nINVOICE No. "
        f"{make.number(1000, 9999)}\nDate: {make.day()}\nPeriod: {make.number(2019, 2021)} - "
        f"{make.number(2022, 2025)}\nBill to: {make.firm()}\n\n{rows}\n\nTotal due: "
        f"{make.number(100, 9000)}.00\nPay within 30 days to accounts@example.org\n"
    )


def _readme(make: Maker) -> tuple[str, str]:
    name, used = make.any("projects"), make.skills(3)
    return "md", (
        f"# {name}\n\nA small tool made with {used[0]} and {used[1]}.\n\n## Installation\n\n"
        f"```sh\nmake install\n```\n\n## Usage\n\n    {name.lower()} --help\n\n## Changelog\n\n"
        f"### 1.{make.number(0, 20)} ({make.day()})\n\n- Support {used[2]}.\n\n"
        f"### 1.0 ({make.day()})\n\n- First release.\n\n## Contributing\n\n"
        "Open an issue first.\n\n## License\n\nMIT\n"
    )


def _letter(make: Maker) -> tuple[str, str]:
    return "txt", (
        f"{make.any('places')}, {make.day()}\n\nDear neighbours,\n\n"
        f"the stairs will be painted from {make.number(2, 14)} to {make.number(15, 28)} May. "
        "Please keep your bicycles in the yard until then. Whoever needs a hand with carrying may "
        "ring the bell on the ground floor.\n\nThe water will be off for two hours on the first "
        "day.\n\nKind regards\nthe house committee\n"
    )


def _log(make: Maker) -> tuple[str, str]:
    day = make.day()
    words = ("started worker", "connection reset by peer", "retrying in 5 s", "GET /health 200")
    rows = (
        f"{day} {make.number(0, 23):02}:{make.number(0, 59):02}:{make.number(0, 59):02} "
        f"{make.chance.choice(('INFO', 'WARN', 'ERROR'))} {make.chance.choice(words)} "
        f"[{make.number(100, 999)}]"
        for _ in range(make.number(8, 30))
    )
    return "txt", "\n".join(rows) + "\n"


def _settings(make: Maker) -> tuple[str, str]:
    used = make.skills(4)
    return "txt", (
        f"# settings of {make.any('projects')}\n[server]\nhost = 0.0.0.0\nport = "
        f"{make.number(1024, 9999)}\nbackend = {used[0].lower()}\n\n[paths]\ndata = /var/lib/data\n"
        f"since = {make.day()}\n\n[features]\n"
        + "".join(f"{one.lower().replace(' ', '_')} = true\n" for one in used)
        + f"\n[owner]\nteam = {make.any('teams')}\nmail = ops@example.org\n"
    )


def _recipe(make: Maker) -> tuple[str, str]:
    return "md", (
        f"# {make.chance.choice(('Onion', 'Plum', 'Leek', 'Pear'))} tart from "
        f"{make.any('places')}\n\nServes {make.number(2, 8)} · {make.number(20, 90)} minutes\n\n"
        "## Ingredients\n\n"
        f"- {make.number(100, 400)} g flour\n- {make.number(2, 6)} eggs\n- Salt\n\n## Method\n\n"
        f"1. Mix, and let it rest for {make.number(10, 60)} minutes.\n2. Bake at "
        f"{make.number(160, 220)} degrees.\n3. Eat it warm.\n"
    )


def _minutes(make: Maker) -> tuple[str, str]:
    used = make.skills(2)
    return "md", (
        f"# {make.any('teams')}, weekly meeting\n\n{make.day()}\n\nPresent: {make.name()}, "
        f"{make.name()}, {make.name()}\n\n## Decisions\n\n- {used[0]} replaces {used[1]} from "
        f"{make.day()} on.\n- The office in {make.any('places')} closes for a week.\n\n## Open\n\n"
        f"- Who talks to {make.firm()}?\n- Budget for {make.number(2025, 2027)}\n"
    )


def _contract(make: Maker) -> tuple[str, str]:
    return "txt", (
        f"SERVICE AGREEMENT\n\nbetween {make.firm()} (the Supplier)\nand {make.firm()} (the Client)"
        f"\n\n1. Term\nThis agreement runs from {make.day()} until {make.day()} and is "
        "renewed each year unless ended with three months' notice.\n\n2. Services\n"
        "The Supplier maintains the "
        f"Client's {make.skills(1)[0]} installation.\n\n3. Fees\nThe Client pays "
        f"{make.number(500, 9000)} a month.\n\nSigned in {make.any('places')}\n"
    )


def _mail(make: Maker) -> tuple[str, str]:
    return "txt", (
        f"From: desk{make.number(1, 99)}@example.org\nTo: all@example.org\nDate: {make.day()}\n"
        f"Subject: {make.any('projects')} is down on Friday\n\nHello all,\n\nthe machines move to "
        f"{make.any('places')} on Friday. Between nine and noon nothing will answer. The nightly "
        f"import of {make.skills(1)[0]} starts later as well.\n\n"
        "Thanks for your patience\nThe desk\n"
    )


def _code(make: Maker) -> tuple[str, str]:
    name = make.any("projects").lower()
    return "txt", (
        f"# {name}.py, since {make.number(2012, 2024)}\nimport json\n\n\nclass {name.title()}:\n"
        f'    """Holds {make.number(2, 90)} rows."""\n\n    def __init__(self, company, title):\n'
        "        self.company = company\n        self.title = title\n\n    def experience(self):\n"
        f'        return json.dumps({{"year": {make.number(2001, 2025)}}})\n'
    )


def _page(make: Maker) -> tuple[str, str]:
    rows = "".join(
        f"<li><b>{make.any('projects')}</b> {make.number(5, 90)}.00</li>" for _ in range(4)
    )
    return "html", (
        f"<html><body><h1>{make.any('stems')} shop</h1><p>Open since {make.number(1980, 2020)}."
        f"</p><h2>New this week</h2><ul>{rows}</ul><h2>Find us</h2><p>{make.number(1, 90)} Mill "
        f"Lane, {make.any('places')}</p></body></html>\n"
    )


KINDS: Final[dict[str, Callable[[Maker], tuple[str, str]]]] = {
    "advert": _advert,
    "invoice": _invoice,
    "readme": _readme,
    "letter": _letter,
    "log": _log,
    "settings": _settings,
    "recipe": _recipe,
    "minutes": _minutes,
    "contract": _contract,
    "mail": _mail,
    "code": _code,
    "page": _page,
}


def negatives(count: int, *, seed: int) -> Iterator[tuple[str, str, str]]:
    """Yield the kind, the file name and the text of so many files that are no resumes."""
    names = list(KINDS)
    for number in range(count):
        kind = names[number % len(names)]
        ending, text = KINDS[kind](Maker(random.Random(f"{seed} {kind} {number}")))
        yield kind, f"{number:04d}-{kind}.{ending}", text
