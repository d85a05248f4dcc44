"""A kept Resume read without the models is the same, and is refused where they refuse it."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic_core import PydanticUndefined

import commonground as cg
from commonground.graph.facts.fragment import fragment_of
from commonground.loaders import resume as models
from commonground.loaders.kept import SHAPES, kept_resume
from commonground.loaders.resume import Part, Resume

MODELS = {
    name: model
    for name, model in inspect.getmembers(models, inspect.isclass)
    if issubclass(model, Part) and model is not Part
}


@pytest.fixture(scope="module")
def kept(demo_graph: Path) -> dict[str, str]:
    """Return the JSON of every example's Resume by its document."""
    with cg.open_graph(demo_graph) as graph:
        rows = graph.connection.execute("SELECT key, resume FROM documents").fetchall()
    return dict(rows)


def test_every_model_has_its_shape() -> None:
    assert SHAPES.keys() == MODELS.keys()


@pytest.mark.parametrize("name", sorted(MODELS))
def test_a_shape_has_the_fields_of_its_model(name: str) -> None:
    fields, shape = MODELS[name].model_fields, SHAPES[name]
    assert shape.fields.keys() == fields.keys()
    assert shape.needed == {key for key, field in fields.items() if field.is_required()}


@pytest.mark.parametrize("name", sorted(MODELS))
def test_what_is_not_said_is_what_the_model_takes_it_for(name: str) -> None:
    given = {key: _smallest(MODELS[name], key) for key in SHAPES[name].needed}
    read = SHAPES[name](json.loads(json.dumps(given)))
    assert _plain(read) == MODELS[name].model_validate(given).model_dump()


def test_examples_read_the_same(kept: dict[str, str]) -> None:
    assert len(kept) > 10
    for key, text in kept.items():
        model = Resume.model_validate_json(text)
        assert _plain(kept_resume(text)) == model.model_dump(), key
        assert fragment_of(kept_resume(text), key) == fragment_of(model, key), key


def test_what_is_no_resume_is_refused_by_both(kept: dict[str, str]) -> None:
    said = json.loads(kept["ada.md"])
    spoilt = list(_spoilt(said))
    assert len(spoilt) > 100
    for place, text in spoilt:
        assert _reads(kept_resume, text) == _reads(Resume.model_validate_json, text), place


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "1", '"a"', "{}", "[" * 100_000])
def test_what_is_no_json_of_a_resume_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):
        kept_resume(text)


def _reads(read: Any, text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def _spoilt(said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Give the Resume with one value each time removed, renamed or of another kind."""
    for parent, key, path in list(_places(said, "")):
        value = parent[key]
        for other in ({}, [], None, [[1, 2, 3]], {"strange": 1}, "2024-1"):
            parent[key] = other
            yield f"{path} = {other!r}", json.dumps(said)
        parent[key] = value
        if isinstance(parent, dict):
            del parent[key]
            yield f"without {path}", json.dumps(said)
            parent[f"{key}s"] = value
            yield f"{path}s", json.dumps(said)
            del parent[f"{key}s"]
            parent[key] = value


def _places(value: Any, path: str) -> Iterator[tuple[Any, Any, str]]:
    """Give every place of the Resume; of lists and of what is keyed by pointers the first alone."""
    keys: list[Any] = []
    if isinstance(value, dict):
        keys = list(value)[:1] if all(one.startswith("/") for one in value) else list(value)
    elif isinstance(value, list):
        keys = list(range(len(value)))[:1]
    for key in keys:
        yield value, key, f"{path}/{key}"
        yield from _places(value[key], f"{path}/{key}")


def _smallest(model: type[Part], key: str) -> Any:
    """Return a value that a needed field takes."""
    if key == "commonground":
        return {one: _smallest(models.Provenance, one) for one in SHAPES["Provenance"].needed}
    if key == "meta":
        return {one: _smallest(models.Meta, one) for one in SHAPES["Meta"].needed}
    assert model.model_fields[key].default is PydanticUndefined
    return {"span": [0, 1], "line": 1, "asOf": "2025-12-01"}.get(key, "text")


def _plain(value: Any) -> Any:
    if isinstance(value, SimpleNamespace):
        return {key: _plain(item) for key, item in vars(value).items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
