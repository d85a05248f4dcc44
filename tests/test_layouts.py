"""The generated resumes that reading is measured on: sound gold, stable halves, the same bytes."""

from __future__ import annotations

import html
import os
import pickle
import re
import subprocess
import sys
import textwrap
import unicodedata
from collections import Counter
from typing import Any

import pytest

from commonground.benchmarks.layouts.carriers import CARRIERS
from commonground.benchmarks.layouts.documents import Plan, bytes_of, gold_of, plans, text_of
from commonground.benchmarks.layouts.negatives import KINDS, negatives
from commonground.benchmarks.layouts.noise import NOISES, applies, mojibake
from commonground.benchmarks.layouts.page import page
from commonground.benchmarks.layouts.people import person
from commonground.benchmarks.layouts.reading import outcomes
from commonground.benchmarks.layouts.scoring import MAIN, OTHERS, matched, score
from commonground.benchmarks.layouts.shapes import MODULES, Shape, shapes, side_of
from commonground.benchmarks.layouts.tables import costs, details, sides, total
from commonground.benchmarks.layouts.vocabulary import SIDES, pool
from commonground.benchmarks.layouts.writers import latex, markdown, text, web
from commonground.ontology.linker.linker import Linker
from commonground.ontology.ontology import load_ontology

SEED = 7
SHAPES = shapes(*SIDES)
FORMATS = ("md", "txt", "html", "docx", "tex")


def _letters(text: str) -> str:
    """Letters and digits alone: what markup, case and accents leave of a value."""
    plain = unicodedata.normalize("NFKD", html.unescape(text).casefold().replace("ø", "o"))
    return "".join(letter for letter in plain if letter.isalnum())


def _plan(shape: Shape, number: int = 3) -> Plan:
    form = "txt" if "txt" in shape.formats else shape.formats[0]
    return Plan(number, shape, form, seed=SEED)


def _said(gold: dict[str, Any]) -> dict[str, Any]:
    """What a perfect reader says."""
    work = [
        {**job, "keywords": job["uses"], "endDate": None if job["current"] else job["endDate"]}
        for job in gold["work"]
    ]
    return {
        "basics": gold["basics"],
        "work": work,
        "education": gold["education"],
        "skills": [{"name": name} for name in gold["knows"]],
        "projects": [{"name": name} for name in gold["projects"]],
        "languages": [{"language": name} for name in gold["languages"]],
    }


def test_there_are_shapes_enough_in_both_halves() -> None:
    counts = Counter(shape.side for shape in SHAPES)
    assert len(SHAPES) >= 60
    assert min(counts.values()) >= 40
    kinds = [{shape.kind for shape in SHAPES if shape.side == side} for side in SIDES]
    assert len(kinds[0] & kinds[1]) >= 6


def test_the_halves_are_a_hash_of_the_name() -> None:
    assert {side_of(name) for name in ("bold-line-of-all", "two-by-two")} == {"build"}
    assert {side_of(name) for name in ("europass", "moderncv")} == {"check"}


@pytest.mark.parametrize("side", SIDES)
def test_a_module_holds_shapes_of_its_half_only(side: str) -> None:
    modules = MODULES["build" if side == "build" else "check"]
    for shape in SHAPES:
        # A decorated function of one role lies one step further in.
        inner = (shape.write, *(c.cell_contents for c in shape.write.__closure__ or ()))
        homes = {getattr(one, "__module__", "").rpartition(".")[2] for one in inner}
        assert (shape.side == side) == bool(homes & {*modules}), shape.name


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_what_is_right_stands_in_the_text(shape: Shape) -> None:
    form = "txt" if "txt" in shape.formats else shape.formats[0]
    who = person(5, shape.side, shape.languages[0], seed=SEED)
    made = page(who, shape, form, seed=SEED, date_shape="YYYY-MM-DD")
    source = {
        "md": lambda: markdown.write(made.parts, made.look),
        "txt": lambda: text.write(made.parts, made.look),
        "html": lambda: web.write(made.parts, made.look),
        "tex": lambda: latex.write(made.parts, made.look, shape.preset),
    }[form]()
    whole, letters = re.sub(r"-{2,}", "-", source), _letters(source)
    assert made.gold["work"] or not who.jobs
    for job in made.gold["work"]:
        assert job["startDate"] in whole
        assert job["current"] or job["endDate"] in whole
        for value in (job["name"], job["position"], *job["uses"]):
            assert _letters(value or "") in letters
    for study in made.gold["education"]:
        assert all(_letters(study[key]) in letters for key in ("institution", "studyType", "area"))
    for value in (*made.gold["basics"].values(), *made.gold["knows"], *made.gold["projects"]):
        assert _letters(value) in letters


def test_the_same_seed_gives_the_same_bytes_and_another_one_others() -> None:
    planned = list(plans(3, FORMATS, seed=SEED))
    assert {plan.format for plan in planned} == {*FORMATS}
    assert [bytes_of(plan) for plan in planned] == [bytes_of(plan) for plan in planned]
    other = plans(3, FORMATS, seed=SEED + 1)
    assert all(bytes_of(a) != bytes_of(b) for a, b in zip(planned, other, strict=True))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_gold_against_itself_is_one_and_nothing_is_none(shape: Shape) -> None:
    gold = gold_of(_plan(shape))
    full, empty = score(gold, _said(gold)), score(gold, {})
    assert full.rates(*MAIN, *OTHERS) == (1.0, 1.0, 1.0), full.notes
    assert not empty.right.total() and not empty.wrong.total()
    assert empty.missed["name"] == 1 and empty.missed["start"] == len(gold["work"])


def test_what_is_wrong_counts_as_said_and_as_missed() -> None:
    gold = gold_of(_plan(SHAPES[0]))
    said = _said(gold)
    said["work"] = [{**job, "name": "Nowhere"} for job in said["work"]]
    said["work"].append({"name": "Extra", "startDate": "1990"})
    found = score(gold, said)
    jobs = len(gold["work"])
    named = sum(bool(job["name"]) for job in gold["work"])
    assert (found.right["employer"], found.missed["employer"]) == (0, named)
    assert found.wrong["employer"] == jobs + 1
    assert found.right["title"] == jobs and found.wrong["start"] == 1


def test_another_process_writes_the_same_bytes() -> None:
    code = """
        import hashlib
        from commonground.benchmarks.layouts.documents import bytes_of, plans
        planned = plans(24, ("md",), seed=7)
        print(hashlib.sha256(b"".join(map(bytes_of, planned))).hexdigest())
    """
    said = {
        subprocess.run(
            [sys.executable, "-c", textwrap.dedent(code)],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_a_plan_goes_to_another_process_and_back() -> None:
    plan = _plan(SHAPES[0])
    assert pickle.loads(pickle.dumps(plan)) == plan


def test_pairs_are_the_most_alike() -> None:
    assert matched([[1.0, 3.0], [0.0, 2.0], [0.5, 0.0]]) == [(0, 1), (2, 0)]
    assert matched([]) == []


@pytest.mark.parametrize("noise", [one for one in NOISES if one not in CARRIERS])
def test_noise_changes_the_text_and_not_what_is_right(noise: str) -> None:
    planned = [
        Plan(plan.number, plan.shape, plan.format, noise, SEED)
        for plan in plans(12, ("md", "txt", "html"), seed=SEED)
        if applies(noise, plan.format)
    ]
    plain = [Plan(one.number, one.shape, one.format, "", SEED) for one in planned]
    pairs = list(zip(planned, plain, strict=True))
    assert sum(text_of(a) != text_of(b) for a, b in pairs) > len(pairs) / 3
    for spoiled, before in pairs:
        names = [[job["name"] for job in gold_of(one)["work"]] for one in (spoiled, before)]
        assert names[0] == names[1]
        if noise == "wrap" and spoiled.format == "html":
            assert text_of(spoiled).split() == text_of(before).split()


def test_mojibake_is_what_a_wrong_encoding_makes() -> None:
    assert mojibake("café and Übung, Łódź") == "cafÃ© and Übung, ÅÃ³dÅº"[:19] or "Ã©" in mojibake(
        "é"
    )


def test_sentences_and_names_of_things_name_no_technology() -> None:
    linker = Linker(load_ontology())
    for group in ("prose", "prose with skills", "stems", "projects", "teams"):
        for side in SIDES:
            assert not [text for text in pool(group, side) if linker.link(text)]


def test_negatives_are_of_every_kind_and_repeatable() -> None:
    made = list(negatives(40, seed=SEED))
    assert {kind for kind, _, _ in made} == {*KINDS}
    assert made == list(negatives(40, seed=SEED))
    assert len({text for _, _, text in made}) == 40


def test_check_is_counted_and_never_shown() -> None:
    found = outcomes(list(plans(3, ("md",), seed=SEED)))
    shown, tables = details(found), sides(found)
    build = {note for one in found if one.plan.shape.side == "build" for note in one.score.notes}
    for one in found:
        if one.plan.shape.side == "check":
            assert one.plan.shape.name not in shown + tables and one.plan.key not in shown
            assert not any(note in shown for note in {*one.score.notes} - build)
        else:
            assert one.plan.shape.name in tables
    assert total(found).right["email"] == len(found)
    assert "+0.000" in costs(found, {"none": found})
