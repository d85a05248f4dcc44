"""Resumes stuffed with every skill there is, in several shapes, beside honest ones."""

from __future__ import annotations

from collections.abc import Sequence

from commonground.ontology.ontology import Ontology

AS_OF = "2025-12-01"
FULL = 10  # skills of an honest role


def labels(ontology: Ontology) -> list[str]:
    """Return what every skill is called that people claim, in a fixed mixed order."""
    found = [one for one in ontology.concepts.values() if one.id.startswith("skill:")]
    # By the end of the id: neighbours of the alphabet are often of one family.
    ordered = sorted((one for one in found if one.claimable), key=lambda one: one.id[::-1])
    return [one.name for one in ordered]


def honest(skills: Sequence[str]) -> dict[str, str]:
    """Return resumes of one role of a year and ten skills each, which tell all of the skills."""
    parts = [skills[at : at + FULL] for at in range(0, len(skills), FULL)]
    return {
        f"honest-{number}.md": _resume(
            f"Olga Vestergaard{number:03d}",
            _job(f"Works{number}", "Feb 2022 – Jan 2023", [f"- Built it with {', '.join(part)}."]),
        )
        for number, part in enumerate(parts)
    }


def stuffed(skills: Sequence[str]) -> dict[str, str]:
    """Return resumes that list all of the skills, each in another shape."""
    sixties = [skills[at : at + 60] for at in range(0, len(skills), 60)]
    ages = "1950 – Present"
    line = f"- Tech: {', '.join(skills)}"
    shapes = {
        "one-role": _job("Everything", ages, [line]),
        "future": _job("Everything", "Jan 2026 – Dec 2040", [line]),
        "from-now-on": _job("Everything", "2019 – 2040", [line]),
        "bullets": _job("Everything", ages, [f"- Shipped {one} to production." for one in skills]),
        "sixty-each": "".join(
            _job(f"Firm{at}", ages, [f"Tech: {', '.join(some)}"]) for at, some in enumerate(sixties)
        ),
        "a-year-each": "".join(
            _job(f"Firm{at}", f"Jan {1960 + at} – Dec {1960 + at}", [f"Tech: {', '.join(some)}"])
            for at, some in enumerate(sixties)
        ),
        "ten-each": "".join(
            _job(f"Firm{at}", ages, [f"- Built it with {', '.join(skills[at : at + 10])}."])
            for at in range(0, len(skills), 10)
        ),
    }
    found = {name: _resume(f"Stuffed {name}", text) for name, text in shapes.items()}
    found["section"] = _resume("Stuffed section", f"## Skills\n\n{', '.join(skills)}\n")
    found["projects"] = _resume(
        "Stuffed projects",
        "## Projects\n\n"
        + "".join(
            f"### Thing{at} (1990 – Present)\n\n- Built with {', '.join(some)}.\n\n"
            for at, some in enumerate(sixties)
        ),
    )
    found["all-of-it"] = found["one-role"].replace("one-role", "all-of-it") + (
        "\n" + found["section"].split("\n\n", 2)[2] + "\n" + found["projects"].split("\n\n", 2)[2]
    )
    return {f"stuffed-{name}.md": text for name, text in found.items()}


def one_long_list(skills: Sequence[str], count: int) -> str:
    """Return a resume of one role of half a century that lists so many skills, and no other."""
    job = _job("Everything", "1950 – Present", [f"Tech: {', '.join(skills[:count])}"])
    return _resume("Lister Long", job)


def _job(employer: str, dates: str, lines: Sequence[str]) -> str:
    body = "\n".join(lines)
    return f"### Engineer, {employer} Ltd\n{dates}\n\n{body}\n\n"


def _resume(name: str, text: str) -> str:
    heading = "" if text.startswith("## ") else "## Experience\n\n"
    email = f"{name.lower().replace(' ', '.')}@example.org"
    return f"# {name}\n\n{email}\n\n{heading}{text}"
