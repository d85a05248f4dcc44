"""The page's modules become one script, or it is said which rule one breaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonground.visualizations.explorer.assemble import script_of

PAGE = Path(__file__).resolve().parent.parent / "visualizations" / "explorer" / "page"
DAY = 'import { hour } from "./hour.js";\n\nexport const day = 24 * hour;\n'
HOUR = "export const hour = 3600;\n"


def _folder(place: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (place / f"{name}.js").write_text(text, encoding="utf-8")
    return place


def test_modules_stand_after_those_they_import_from(tmp_path: Path) -> None:
    script = script_of(_folder(tmp_path, day=DAY, hour=HOUR))
    assert script == "const hour = 3600;\n\nconst day = 24 * hour;\n"


def test_imports_over_several_lines_and_exports_of_every_sort_are_read(tmp_path: Path) -> None:
    used = 'import {\n  Clock,\n  tick,\n} from "./clock.js";\nnew Clock(tick);\n'
    clock = "export class Clock {}\nexport async function tick() {}\nexport {};\n"
    script = script_of(_folder(tmp_path, used=used, clock=clock))
    assert script == "class Clock {}\nasync function tick() {}\n\nnew Clock(tick);\n"


def test_an_entry_brings_only_what_it_needs(tmp_path: Path) -> None:
    folder = _folder(tmp_path, day=DAY, hour=HOUR, main="document.title = 1;\n")
    assert "document" not in script_of(folder, "day.js")
    assert "hour = 3600" in script_of(folder, "day.js")


@pytest.mark.parametrize(
    "modules, said",
    [
        ({"day": DAY}, "day.js imports from hour.js, which is not there"),
        ({"day": DAY, "hour": "const hour = 1;\n"}, "day.js imports hour, not exported by hour.js"),
        ({"a": "const x = 1;\n", "b": "let x = 2;\n"}, "b.js and a.js both name 'x'"),
        ({"a": 'import * as b from "./b.js";\n', "b": ""}, "cannot be joined"),
        ({"a": 'import { x as y } from "./b.js";\n', "b": "export const x = 1;\n"}, "cannot be"),
        ({"a": "export default 1;\n"}, "cannot be joined"),
        ({"a": "const { x, y } = point;\n"}, "cannot be joined"),
        ({"a": 'const end = "</script>";\n'}, "cannot be joined"),
        (
            {
                "a": 'import { b } from "./b.js";\nexport const a = 1;\n',
                "b": 'import { a } from "./a.js";\nexport const b = 1;\n',
            },
            "modules import in a circle",
        ),
    ],
)
def test_a_broken_rule_is_named(tmp_path: Path, modules: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        script_of(_folder(tmp_path, **modules))


def test_an_entry_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no module day\.js"):
        script_of(tmp_path, "day.js")


def test_the_pages_modules_keep_the_rules_and_are_short() -> None:
    assert script_of(PAGE)
    lengths = {file.name: len(file.read_text().splitlines()) for file in PAGE.glob("*.js")}
    assert {name: length for name, length in lengths.items() if length > 250} == {}
