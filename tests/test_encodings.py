"""Encodings: what is known, what is guessed and said to be, and what the user tells."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from commonground.errors import UnreadableFile, UsageError
from commonground.graph.loading.load import load
from commonground.graph.opening import open_graph
from commonground.loaders.formats.decoding import decode, known_encoding

from .support.resumes import cv, write_cvs

# Invented, and each with the letters that its language is told by.
TEXTS: Final = {
    "French": (
        "Élodie Marchandeau\nIngénieure logiciel, Besançon\n\nExpérience\n\nDéveloppeuse chez"
        " Orléanis, février 2019 à août 2022\n- Conçu des systèmes répartis où la sûreté prime\n"
    ),
    "German": (
        "Jürgen Größler\nSoftwareentwickler, Köln\n\nBerufserfahrung\n\nEntwickler für"
        " Zahlungsströme, März 2018 - heute\n- Überwachung großer Datenströme und Schlüssel\n"
    ),
    "Polish": (
        "Łukasz Żółkiewicz\nInżynier oprogramowania, Łódź\n\nDoświadczenie\n\nProgramista w"
        " Gwieździe, październik 2018 - obecnie\n- Tworzył usługi płatności i łączność\n"
    ),
    "Turkish": (
        "Çağrı Işıkoğlu\nYazılım mühendisi, İstanbul\n\nDeneyim\n\nGeliştirici, Güneş Atölyesi,"
        " 2019 - şimdi\n- Dağıtık ödeme sistemlerini tasarladı ve çalıştırdı\n"
    ),
    "Greek": (
        "Ελευθερία Παπακώστα\nΜηχανικός λογισμικού, Λάρισα\n\nΕμπειρία\n\nΠρογραμματίστρια στο"
        " Εργαστήριο Φεγγάρι, 2018 - σήμερα\n- Σχεδίασε κατανεμημένα συστήματα πληρωμών\n"
    ),
    "Russian": (
        "Фёдор Заречный\nРазработчик, Тверь\n\nОпыт работы\n\nИнженер в мастерской, 2018 -"
        " настоящее время\n- Проектировал распределённые сервисы платежей на Go и Kafka\n"
    ),
}
PAGES: Final = {
    "French": ("cp1252", "latin-1", "cp850"),
    "German": ("cp1252", "cp850"),
    "Polish": ("cp1250", "cp852"),
    "Turkish": ("cp1254", "cp857"),
    "Greek": ("cp1253", "iso8859-7", "cp737"),
    "Russian": ("cp1251", "koi8-r", "cp866", "iso8859-5"),
}
ENGLISH: Final = cv("Zoë Quill", email="zoe@example.org")


@pytest.mark.parametrize(
    ("language", "page"), [(name, page) for name, pages in PAGES.items() for page in pages]
)
def test_code_pages_are_told_by_their_letters(language: str, page: str) -> None:
    assert decode(TEXTS[language].encode(page), "cv.txt").text == TEXTS[language]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-8"])
def test_what_is_no_code_page_is_no_guess(encoding: str) -> None:
    found = decode(ENGLISH.encode(encoding), "cv.txt")
    assert (found.text, found.encoding, found.guessed) == (ENGLISH, encoding, False)


@pytest.mark.parametrize(
    ("name", "page"), [("Çağrı", "cp1254"), ("Ада", "koi8-r"), ("Zoë", "cp850")]
)
def test_one_name_among_english_words_leaves_a_doubt(name: str, page: str) -> None:
    found = decode(cv(f"{name} Quill").encode(page), "cv.txt")
    assert found.guessed
    assert not decode(TEXTS["Russian"].encode("cp1251"), "cv.txt").guessed


def test_without_foreign_letters_a_code_page_changes_none() -> None:
    text = "Ada “Go” Quill – engineer, it’s 50 €\n"
    found = decode(text.encode("cp1252"), "cv.txt")
    assert (found.text, found.encoding, found.guessed) == (text, "cp1252", False)


def test_what_the_user_tells_is_taken() -> None:
    data = "Łukasz".encode("cp852")
    assert decode(data, "cv.txt", "cp852").text == "Łukasz"
    assert decode(data, "cv.txt", "cp1250").text == data.decode("cp1250")
    with pytest.raises(UnreadableFile, match=r"cv\.txt: is not in utf-8: name another --encoding"):
        decode(data, "cv.txt", "utf-8")
    with pytest.raises(UnreadableFile, match="is empty"):
        decode(b" \n", "cv.txt", "cp852")
    with pytest.raises(UnreadableFile, match="is binary, or not in cp1252"):
        decode(ENGLISH.encode("utf-32-le"), "cv.txt", "cp1252")


@pytest.mark.parametrize("name", ["", "x", "rot13", "base64", "punycode", "unicode_escape", "a\0b"])
def test_what_is_no_encoding_is_refused_in_a_sentence(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no encoding that files are read in: say utf-8"):
        load(write_cvs(tmp_path, ada="x"), into=tmp_path / "people.db", encoding=name)
    assert not (tmp_path / "people.db").exists()


def test_encodings_have_one_name() -> None:
    assert {known_encoding(name) for name in ("CP850", "ibm850", "850")} == {"cp850"}


def test_a_told_encoding_stays_with_the_document(tmp_path: Path) -> None:
    file = tmp_path / "cv.txt"
    file.write_bytes(ENGLISH.encode("cp850"))
    with open_graph(tmp_path / "people.db", create=True) as graph:
        assert load(file, into=graph, encoding="IBM850").added == 1
        assert graph.document("cv.txt").encoding == "cp850"
        assert load(file, into=graph).unchanged == 1
        assert load(file, into=graph, encoding="850").unchanged == 1
        file.write_bytes(f"{ENGLISH}\n".encode("cp850"))
        report = load(file, into=graph)
        assert (report.replaced, report.notes) == (1, [])
        assert graph.document("cv.txt").text.startswith("# Zoë")
        assert load(file, into=graph, encoding="cp1252").replaced == 1
        assert graph.document("cv.txt").text.startswith("# Zo‰")


@pytest.mark.parametrize("command", ["parse", "load"])
def test_a_guess_is_said(tmp_path: Path, command: str) -> None:
    (tmp_path / "cv.txt").write_bytes(cv("Çağrı Quill").encode("cp1254"))
    graph = ["-g", "people.db"] if command == "load" else []
    for told, said in (([], 1), (["--encoding", "cp1254"], 0))[: 2 if command == "load" else 1]:
        done = subprocess.run(
            [sys.executable, "-m", "commonground", command, "cv.txt", *graph, *told],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        note = (
            "commonground: cv.txt: read as cp1252, a guess: name another with --encoding if"
            " letters are wrong\n"
        )
        assert done.stderr == note * said
