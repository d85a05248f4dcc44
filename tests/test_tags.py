"""What is a tag, in HTML files and in Markdown, and what only looks like one."""

from __future__ import annotations

import pytest

from .support.resumes import document_of_text


def _shown(text: str, name: str) -> str:
    lines = document_of_text(text, name).lines or ()
    return "|".join(line.plain.strip() for line in lines if line.plain)


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('Built <icon name="x"/>web <my-widget>shops</my-widget>', "Built web shops"),
        ("<modal-box open>Kestrel <O:P>Works</O:P></modal-box>", "Kestrel Works"),
        ("<figcaption>Ann</figcaption><legend>Skills</legend>Go", "Ann|Skills|Go"),
        ("Built List<T> helpers", "Built List helpers"),  # as a browser shows it
        ('Ann <p style="color:red; display: none">Bob <p>Cay</p></p>Example', "Ann Example"),
        ("Ann<div hidden><div>Bob</div><br>Cay</div>Example", "AnnExample"),
        ('<i style="overflow: hidden" class="hidden-xs">Ann</i> Example', "Ann Example"),
        ("Ann <b aria-hidden=true>Example", "Ann Example"),
        ("<span>Baker</span><span>since 2019</span>", "Baker\tsince 2019"),
        ("<span>A</span><span>nn</span> Example", "Ann Example"),
    ],
)
def test_a_tag_of_any_name_is_not_shown_in_html(html: str, shown: str) -> None:
    assert _shown(f"<html><body>{html}</body></html>", "cv.html") == shown


@pytest.mark.parametrize(
    "shown",
    ["Keep a < b, c > d", "1 <2>", "Ann <at 2 < 3"],
)
def test_what_has_not_the_shape_of_a_tag_is_shown_in_html(shown: str) -> None:
    assert _shown(f"<html><body>{shown}</body></html>", "cv.html") == shown


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("Built <my-widget>web</my-widget> shops", "Built web shops"),
        ("Built <Icon/>web</icon> shops", "Built web shops"),
        ('Built<icon name="x"> web <icon size = 2>shops', "Built web shops"),
        ("Built\n\n   <my-widget>\n\nshops", "Built|shops"),
        ("<label for=\"a\">Kestrel</label> <cite\nclass='b'>Works</cite>", "Kestrel Works"),
    ],
)
def test_a_tag_of_any_name_is_not_shown_in_markdown(markdown: str, shown: str) -> None:
    assert _shown(markdown, "cv.md") == shown


@pytest.mark.parametrize(
    "shown",
    [
        "Wrote List<T>, Vec<u8> and Map<String, List<Integer>> helpers",
        "Keep a < b, c <d and e> f, x<y>z",
        "Put #include <stdio.h> and #include <vector> first",
        "Ann Example <John Smith> wrote <see below>",
    ],
)
def test_what_only_stands_in_brackets_is_shown_in_markdown(shown: str) -> None:
    assert _shown(shown, "cv.md") == shown


@pytest.mark.parametrize("name", ["cv.md", "cv.html"])
def test_an_address_in_brackets_is_shown_without_them(name: str) -> None:
    text = "Ann <a@b.example>, <https://x.example/ann>"
    assert _shown(text, name) == "Ann a@b.example, https://x.example/ann"


def test_what_a_code_span_holds_is_shown() -> None:
    shown = _shown('Wrote `<icon name="x"/>`, ``<modal></modal>`` and <icon/>more', "cv.md")
    assert '<icon name="x"/>' in shown
    assert "<modal></modal>" in shown
    assert shown.count("icon") == 1
