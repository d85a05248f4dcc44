"""What hostile inputs are made into, and how what reading them ends in is judged."""

from __future__ import annotations

import pytest

from commonground.benchmarks import reading_faults
from commonground.benchmarks.fuzz_reading import WAYS, file_of
from commonground.benchmarks.reading_faults import fault_of_reading
from commonground.errors import UnreadableFile
from commonground.loaders.formats.registry import format_of


@pytest.mark.parametrize("way", range(len(WAYS)), ids=lambda way: f"{way}-{WAYS[way][0]}")
@pytest.mark.parametrize("body", [b"", b"Ada Quill\n\n2019", b"\xff\xfe<\0", b"PK\x03\x04{\\rtf1"])
def test_every_way_in_ends_well(way: int, body: bytes) -> None:
    for times in (0, 200):
        data, name = file_of(bytes([way, times]) + body)
        assert format_of(name).refusal is None
        assert fault_of_reading(data, name, slower=5) == ""


def test_the_second_byte_repeats_the_rest() -> None:
    assert file_of(b"") == (b"", "cv.md")
    assert file_of(b"\x00\x00ab") == (b"ab", "cv.md")
    assert file_of(b"\x01\xc8ab") == (b"ab" * 201, "cv.txt")
    assert len(file_of(b"\x01\xff" + b"a" * 4000)[0]) <= 40_000


def test_a_fault_and_a_long_reason_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def falls(raw: object) -> None:
        raise ZeroDivisionError("none left")

    def talks(raw: object) -> None:
        raise UnreadableFile("cv.md", "is damaged\nin two places")

    monkeypatch.setattr(reading_faults, "document_of", falls)
    assert "ZeroDivisionError in falls" in fault_of_reading(b"x", "cv.md")
    monkeypatch.setattr(reading_faults, "document_of", talks)
    assert "several lines" in fault_of_reading(b"x", "cv.md")


def test_what_takes_too_long_is_told() -> None:
    assert " s for 1 bytes of cv.md" in fault_of_reading(b"x", "cv.md", slower=0)
