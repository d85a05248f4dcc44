"""Resumes in languages that have words of their own for headings, dates, titles and studies."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from commonground.loaders.parser import ResumeReader
from commonground.loaders.resume import Resume
from commonground.ontology.ontology import load_ontology

from .support.resumes import AS_OF, document_of_text

READER = ResumeReader(load_ontology())


class Told(NamedTuple):
    """What a resume says of jobs (employer, title, start, end), studies and languages."""

    jobs: list[tuple[str | None, ...]]
    studies: list[tuple[str | None, ...]]
    languages: list[str | None]


def _read(text: str) -> Resume:
    return READER.parse(document_of_text(text, "cv.txt"), first_loaded=AS_OF)


def _told(resume: Resume) -> Told:
    return Told(
        [(one.name, one.position, one.startDate, one.endDate) for one in resume.work],
        [(one.institution, one.area, one.endDate) for one in resume.education],
        [one.language for one in resume.languages],
    )


CZECH = """Zuzana Hrubínová
zuzana@posta.example

PRACOVNÍ ZKUŠENOSTI
2020 – dosud   Vývojářka backendu, Modrá Skála s.r.o., Praha
   Python, FastAPI
2016 – 2020    Testerka, Lipový Háj a.s., Brno
   Selenium

VZDĚLÁNÍ
2011 – 2016  Ing., Informatika, České vysoké učení technické v Praze

JAZYKY
čeština (rodilá mluvčí), angličtina (C1)
"""

POLISH = """Agnieszka Wierzbowa
Kraków | agnieszka@poczta.example

DOŚWIADCZENIE ZAWODOWE
marzec 2020 – obecnie
Starsza programistka, Zielony Bór sp. z o.o., Kraków
- Java, Spring Boot, Kafka
wrzesień 2016 – luty 2020
Programistka, Stalowy Most S.A., Katowice
- C++

WYKSZTAŁCENIE
2011 – 2016 Magister, Informatyka, Politechnika Krakowska

JĘZYKI
polski (ojczysty), angielski (C1)
"""

TURKISH = """Mehmet Aksungur
İstanbul | mehmet@posta.example

İŞ DENEYİMİ
Yazılım Mühendisi, Mavi Deniz Bilişim A.Ş.
Ocak 2020 – Günümüz
- SQL Server, Redis

EĞİTİM
Lisans, Bilgisayar Mühendisliği, Ege Üniversitesi, 2014 – 2018

DİLLER
Türkçe (anadil), İngilizce (ileri)
"""

SWEDISH = """Rolf Nyqvist
Göteborg | rolf@nyqvist.example

ARBETSLIVSERFARENHET
Systemutvecklare, Granskog AB, Göteborg
januari 2019 – pågående
- C#, SQL Server

UTBILDNING
2011 – 2014  Högskoleingenjör, datateknik, Chalmers tekniska högskola

SPRÅK
svenska (modersmål), engelska (flytande)
"""

RUSSIAN = """Мария Лескова
maria@pochta.example

ОПЫТ РАБОТЫ
Разработчик, ООО Северный Ветер
март 2019 – настоящее время
- Go, PostgreSQL

ОБРАЗОВАНИЕ
Магистр, Информатика, Томский университет, 2014 – 2016

ЯЗЫКИ
русский (родной), английский (B2)
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            CZECH,
            Told(
                [
                    ("Modrá Skála s.r.o.", "Vývojářka backendu", "2020", None),
                    ("Lipový Háj a.s.", "Testerka", "2016", "2020"),
                ],
                [("České vysoké učení technické v Praze", "Informatika", "2016")],
                ["čeština", "angličtina"],
            ),
        ),
        (
            POLISH,
            Told(
                [
                    ("Zielony Bór sp. z o.o.", "Starsza programistka", "2020-03", None),
                    ("Stalowy Most S.A.", "Programistka", "2016-09", "2020-02"),
                ],
                [("Politechnika Krakowska", "Informatyka", "2016")],
                ["polski", "angielski"],
            ),
        ),
        (
            TURKISH,
            Told(
                [("Mavi Deniz Bilişim A.Ş.", "Yazılım Mühendisi", "2020-01", None)],
                [("Ege Üniversitesi", "Bilgisayar Mühendisliği", "2018")],
                ["Türkçe", "İngilizce"],
            ),
        ),
        (
            SWEDISH,
            Told(
                [("Granskog AB", "Systemutvecklare", "2019-01", None)],
                [("Chalmers tekniska högskola", "datateknik", "2014")],
                ["svenska", "engelska"],
            ),
        ),
        (
            RUSSIAN,
            Told(
                [("ООО Северный Ветер", "Разработчик", "2019-03", None)],
                [("Томский университет", "Информатика", "2016")],
                ["русский", "английский"],
            ),
        ),
    ],
    ids=["Czech", "Polish", "Turkish", "Swedish", "Russian"],
)
def test_a_resume_is_read_in_its_language(text: str, told: Told) -> None:
    assert _told(_read(text)) == told


@pytest.mark.parametrize(
    ("greeting", "name"),
    [
        ("👋 Hi, I'm **Ada Quill-Marsh** — staff engineer, baker.", "Ada Quill-Marsh"),
        ("# Hi 👋 I'm Ada Quill", "Ada Quill"),
        ("Hello! My name is Ada J. Quill. I build things.", "Ada J. Quill"),
        ("I'm very happy here", None),
    ],
)
def test_who_greets_says_a_name(greeting: str, name: str | None) -> None:
    text = (
        f"{greeting}\n\nhello@example.org\n\n## Experience\n\n### Engineer, Initech, 2013 - 2017\n"
    )
    resume = READER.parse(document_of_text(text, "cv.md"), first_loaded=AS_OF)
    assert resume.basics.name == name
