"""Answers in pandas, polars and Arrow: the same columns, kinds and values in each."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pandas
import polars
import pyarrow
import pyarrow.parquet
import pytest

import commonground as cg
from commonground.queries.answer import Answer, Row, Term
from commonground.queries.example import example
from commonground.queries.questions import QUESTIONS

from .support.asked import ASKED

LIBRARIES = ("pandas", "polars", "pyarrow")


@dataclass(frozen=True, kw_only=True)
class Juggler(Row):
    """A row of somebody else's question, with a field of every kind."""

    thrown: int | None = None
    caught: int = 0
    since: str | None = None
    share: float | None = None
    still: bool | None = None
    props: tuple[str, ...] = ()
    tour: tuple[Mapping[str, Any], ...] | None = None
    best: Mapping[str, Any] | None = None


def juggler(name: str, **more: Any) -> Juggler:
    return Juggler(id=name, kind="Person", name=name, **more)


def answer(*rows: Juggler) -> Answer[Juggler]:
    return Answer({"question": "juggle"}, rows, row_class=Juggler)


ROWS = answer(
    juggler(
        "Ada",
        thrown=7,
        caught=5,
        since="2024-05",
        share=0.5,
        still=True,
        props=("clubs", "rings"),
        tour=({"town": "Faro", "shows": 3}, {"town": "Évora"}),
        best={"town": "Faro", "crowd": [1, 2]},
        terms=(Term("clubs", 1.5, "prop:clubs", {"months": 3}), Term("rings", 0.25)),
    ),
    juggler("Bo", caught=2, since="2024"),
)


def columns(frame: Any) -> list[str]:
    return list(getattr(frame, "column_names", frame.columns))


@pytest.mark.parametrize("name", list(QUESTIONS))
def test_every_question_gives_the_columns_of_its_rows(name: str) -> None:
    found = getattr(cg, name)(example(), *ASKED[name])
    wanted = [one.name for one in fields(found.row_class)]
    frames = (found.to_pandas(), found.to_polars(), found.to_arrow())
    assert [columns(frame) for frame in frames] == [wanted] * 3
    assert [len(frame) for frame in frames] == [len(found)] * 3
    names = [one if isinstance(one, str) else None for one in frames[0]["name"]]
    assert names == [row.name for row in found]
    assert frames[1]["id"].to_list() == frames[2]["id"].to_pylist() == [row.id for row in found]
    if found.rows:
        assert columns(pandas.DataFrame(found)) == wanted
        assert {type(row) for row in found} == {found.row_class}


@pytest.mark.parametrize("name", list(QUESTIONS))
def test_an_answer_without_rows_has_the_same_columns_of_the_same_kinds(name: str) -> None:
    found = getattr(cg, name)(example(), *ASKED[name])
    nothing = found[:0]
    assert len(nothing) == 0 and nothing.row_class is found.row_class
    frame, full = nothing.to_pandas(), found.to_pandas()
    assert dict(frame.dtypes) == dict(full.dtypes)
    scalars = [name for name, one in found.to_polars().schema.items() if not one.is_nested()]
    for name in scalars:
        assert nothing.to_polars().schema[name] == found.to_polars().schema[name]
        assert nothing.to_arrow().schema.field(name) == found.to_arrow().schema.field(name)


def test_pandas_keeps_whole_numbers_whole_and_dates_as_they_are_told() -> None:
    frame = ROWS.to_pandas()
    kinds = {name: str(kind) for name, kind in frame.dtypes.items()}
    assert (kinds["thrown"], kinds["caught"], kinds["still"]) == ("Int64", "int64", "boolean")
    assert kinds["share"] == kinds["score"] == "float64"
    assert frame["thrown"].tolist() == [7, pandas.NA]
    assert frame["since"].tolist() == ["2024-05", "2024"]
    assert frame.loc[0, "props"] == ["clubs", "rings"]
    assert frame.loc[0, "terms"][0]["details"] == {"months": 3}
    assert frame["thrown"].sum() == 7 and frame.explode("props")["props"].count() == 2


def test_polars_and_arrow_have_lists_and_structs() -> None:
    frame, table = ROWS.to_polars(), ROWS.to_arrow()
    town = polars.Struct({"town": polars.String, "shows": polars.Int64})
    assert frame.schema["tour"] == polars.List(town)
    assert frame.schema["thrown"] == polars.Int64 and frame.schema["since"] == polars.String
    assert frame["props"].to_list() == [["clubs", "rings"], []]
    assert frame["tour"].to_list() == [
        [{"town": "Faro", "shows": 3}, {"town": "Évora", "shows": None}],
        None,
    ]
    assert table.schema.field("tour").type == pyarrow.list_(
        pyarrow.struct({"town": pyarrow.string(), "shows": pyarrow.int64()})
    )
    assert table.to_pylist() == frame.to_dicts()
    assert polars.DataFrame(table).equals(frame)


def test_a_line_of_evidence_has_its_fields_wherever_it_stands() -> None:
    frame = cg.find(example(), "Go").to_polars()
    schema: Any = frame.schema
    details = dict(schema["terms"].inner)["details"]
    assert dict(details)["evidence"] == schema["evidence"]
    assert frame["evidence"][0][0]["source"] == "ana.md"


def test_what_has_no_one_form_is_json() -> None:
    rows = answer(
        juggler("Ada", best={"crowd": 3, "when": ["2024"]}),
        juggler("Bo", best={"crowd": "many", "when": {"from": "é"}}),
        juggler("Cy", best={}),
    )
    wanted = [
        {"crowd": "3", "when": '["2024"]'},
        {"crowd": '"many"', "when": '{"from": "é"}'},
        {"crowd": None, "when": None},
    ]
    assert rows.to_polars()["best"].to_list() == wanted
    assert rows.to_arrow()["best"].to_pylist() == wanted


def test_whole_numbers_and_others_together_are_numbers() -> None:
    rows = answer(juggler("Ada", best={"x": 1}), juggler("Bo", best={"x": 1.5}))
    assert [one["x"] for one in rows.to_polars()["best"].to_list()] == [1.0, 1.5]


def test_half_a_character_does_not_hold_the_rest_up() -> None:
    rows = answer(juggler("Ada\ud800"))
    assert rows.to_arrow()["name"].to_pylist() == rows.to_polars()["name"].to_list() == ["Ada?"]


def test_an_arrow_table_can_be_kept_as_parquet() -> None:
    for found in (ROWS, cg.shared(example()), cg.path(example(), "Ana", "Redis")):
        table, file = found.to_arrow(), io.BytesIO()
        pyarrow.parquet.write_table(table, file)
        assert pyarrow.parquet.read_table(file).equals(table)


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_that_is_missing_is_named_with_what_installs_it(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    method = {"pyarrow": "to_arrow"}.get(library, f"to_{library}")
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(cg.CommongroundError) as caught:
        getattr(ROWS, method)()
    assert f"pip install {library}" in str(caught.value)
    assert "commonground-graph[frames]" in str(caught.value)


def test_each_library_is_enough_by_itself_and_imported_when_asked_for(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "class Nowhere:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name in {others!r}: raise ModuleNotFoundError(name, name=name)\n"
        "sys.meta_path.insert(0, Nowhere())\n"
        "import commonground as cg\n"
        "from commonground.queries.example import example\n"
        "found = cg.shared(example())\n"
        "assert {library!r} not in sys.modules\n"
        "assert len(found.{method}()) == 5\n"
    )
    for library, method in (("polars", "to_polars"), ("pyarrow", "to_arrow")):
        others = [one for one in LIBRARIES if one != library]
        text = code.format(others=others, library=library, method=method)
        done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
