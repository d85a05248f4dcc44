"""Bytes to text to lines: encodings, repair, markup, and the map back to the file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.cli.output import json_text
from commonground.cli.streams import safe
from commonground.errors import UnreadableFile
from commonground.graph.display import shown
from commonground.loaders.formats.reading import read_document
from commonground.loaders.layout.lines import Line
from commonground.loaders.layout.repair import repair

from .support.resumes import document_of_text


def lines(text: str, name: str = "cv.md") -> list[Line]:
    return list(document_of_text(text, name).lines or ())


@pytest.mark.parametrize("page", ["cp1252", "latin-1", "cp1254"])
def test_double_decoded_text_is_repaired_and_mapped_back(page: str) -> None:
    bad = "Zoë – 3× engineer".encode().decode(page)
    fixed = repair(bad)
    assert fixed.text == "Zoë – 3× engineer"
    dash = fixed.text.index("–")
    assert bad[fixed.starts[dash] : fixed.ends[dash]] == "–".encode().decode(page)


def test_text_that_is_right_is_left_alone() -> None:
    for text in ["Zoë Nuñez – Genève", "naïve café", "Ærø", "İstanbul’da çalıştı", "日本語"]:
        assert repair(text).text == text


def test_what_has_lost_a_byte_stays_as_it_is() -> None:
    lost = "ğŸ“ Oslo"
    assert repair(lost).text == lost


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Zoë".encode(), "utf-8"),
        (b"\xef\xbb\xbf" + "Zoë".encode(), "utf-8"),
        ("Zoë engineer, café".encode("cp1252"), "cp1252"),
        (b"\xff\xfe" + "Zoë".encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + "Zoë".encode("utf-16-be"), "utf-16-be"),
        ("Zoë Quill, engineer".encode("utf-16-le"), "utf-16-le"),
        ("Zoë\x00 \x07\x1b[31m engineer".encode(), "utf-8"),
    ],
)
def test_the_text_is_the_bytes_decoded(tmp_path: Path, data: bytes, encoding: str) -> None:
    path = tmp_path / "cv.txt"
    path.write_bytes(data)
    found = read_document(path, "cv.txt")
    assert found.encoding == encoding
    assert found.text == data.decode(encoding)
    assert "Zoë" in found.text


@pytest.mark.parametrize("encoding", ["koi8_r", "cp1251", "utf-8"])
def test_other_alphabets_are_told_apart(tmp_path: Path, encoding: str) -> None:
    text = "Иван Петренко\n\nНавыки: Go, Rust. Работал инженером несколько лет и писал сервисы.\n"
    path = tmp_path / "cv.txt"
    path.write_bytes(text.encode(encoding))
    assert read_document(path, "cv.txt").text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"  \n\t\r\n", "is empty"),
        (b"%PDF-1.7 ...", "is damaged"),
        (b"PK\x03\x04....", "is damaged: open it"),
        (bytes(range(256)) * 8, "is binary"),
        (b"GIF89a" + bytes(range(0, 250, 5)), "is an image"),
        (b"\x00" * 40, "is binary"),
        (b"x" * 2000, "is over 1000 bytes"),
    ],
)
def test_what_cannot_be_read_says_so_in_one_line(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "cv.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=reason) as caught:
        read_document(path, "in/cv.txt", max_size=1000 if len(data) == 2000 else 20 * 2**20)
    assert str(caught.value).startswith("in/cv.txt: ")
    assert "\n" not in str(caught.value)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        read_document(tmp_path / "none.txt", "none.txt")


def test_line_numbers_count_unix_windows_and_old_mac_ends() -> None:
    found = document_of_text("a\r\nb\rc\n\u2028d\x0be")
    assert [found.line(found.text.index(letter)) for letter in "abcde"] == [1, 2, 3, 4, 4]


def test_markdown_marks_become_layout() -> None:
    found = lines("# Title #\n\nName\n====\n- one\n  * two\n> quoted\n\n**Bold**\n---\n| a | b |\n")
    assert [(line.plain, line.heading, line.bullet, line.bold) for line in found] == [
        ("Title", 1, 0, False),
        ("Name", 1, 0, False),
        ("one", 0, 1, False),
        ("two", 0, 2, False),
        ("quoted", 0, 0, False),
        ("Bold", 0, 0, True),
        ("| a | b |", 0, 0, False),
    ]
    assert [cell.text for cell in found[-1].cells] == ["a", "b"]


def test_links_keep_their_target_and_the_text_its_place() -> None:
    text = "Worked at [**Acme**](https://acme.example/x_(y)) since"
    (line,) = lines(text)
    assert line.plain == "Worked at Acme since"
    anchor = line.anchors[0]
    assert line.plain[anchor.start : anchor.end] == "Acme"
    assert anchor.url.text == "https://acme.example/x_(y)"
    span = line.text.cut(10, 14).span
    assert span is not None
    assert text[span.start : span.end] == "Acme"


def test_names_with_underscores_and_stars_between_blanks_stay() -> None:
    assert lines("snake_case_name and 5 * 3")[0].plain == "snake_case_name and 5 * 3"


def test_html_gives_the_same_layout_as_markdown() -> None:
    html = (
        "<html><head><title>x</title><style>p{}</style></head><body><h1>Ann Example</h1>"
        "<script>alert('no')</script><!-- hidden --><ul>\n <li>Go &amp; Rust</li>\n"
        "<li><b>Acme</b><br>next</li></ul><p><a href='mailto:ann@example.org'>mail</a></p></body>"
    )
    found = lines(html, "cv.html")
    assert [(line.plain.strip(), line.heading, line.bullet) for line in found] == [
        ("Ann Example", 1, 0),
        ("Go & Rust", 0, 1),
        ("Acme", 0, 1),
        ("next", 0, 0),
        ("mail", 0, 0),
    ]
    assert found[-1].anchors[0].url.text == "mailto:ann@example.org"
    ampersand = found[1].text.cut(3, 4).span
    assert ampersand is not None
    assert html[ampersand.start : ampersand.end] == "&amp;"


def test_generics_in_angle_brackets_are_no_tags() -> None:
    assert (
        lines("Wrote List<String> helpers, a < b")[0].plain == "Wrote List<String> helpers, a < b"
    )


def test_hidden_and_bidi_characters_are_not_seen() -> None:
    (line,) = lines("Ann\u202e Ex\u200bample\x07")
    assert line.plain == "Ann Example"


@pytest.mark.parametrize("code", [0x61C, 0x200B, 0x200F, 0x202E, 0x2060, 0x2069, 0x206A, 0xFEFF])
def test_what_is_not_seen_is_left_out_when_read_and_made_visible_when_shown(code: int) -> None:
    text = f"A{chr(code)}nn"
    assert lines(text)[0].plain == "Ann"
    assert shown(text) == "A\ufffdnn"
    assert safe(text) == f"A\\u{code:04x}nn"
    assert json_text([text]) == f'["A\\u{code:04x}nn"]'


def test_joiners_stay_where_text_is_shown() -> None:
    family = "\U0001f469\u200d\U0001f467"
    assert (shown(family), safe(family)) == (family, family)
    assert json_text({"a": family}, indent=1) == f'{{\n "a": "{family}"\n}}'


@given(
    st.text(alphabet=st.sampled_from("ab#*_[]()<>&;|-\n\r\t`\\!:/.é–â€ğ•1 "), max_size=200).filter(
        str.strip
    )
)
def test_every_visible_character_has_its_place_in_the_file(text: str) -> None:
    for line in lines(text):
        places = [(s, e) for s, e in zip(line.text.starts, line.text.ends, strict=True) if e > s]
        assert places == sorted(places)
        assert all(0 <= start < end <= len(text) for start, end in places)
        assert 1 <= line.number <= text.count("\n") + text.count("\r") + 1
