"""LaTeX: the classes of resumes and macros of their own, read with their places."""

from __future__ import annotations

import pytest

from commonground.loaders.evidence import misplaced
from commonground.loaders.parser import ResumeReader
from commonground.loaders.resume import Resume
from commonground.ontology.ontology import load_ontology

from .support.resumes import document_of_text

READER = ResumeReader(load_ontology())

MODERNCV = r"""
\documentclass[11pt,a4paper,sans]{moderncv}
\moderncvstyle{classic} % \name{Not}{Me}
\name{Zo\"e}{Str\o{}mberg}
\title{Platform Engineer}
\address{Fjordgata 3}{7010 Trondheim}{Norway}
\phone[mobile]{+47~400~00~123}
\email{zoe@example.org}
\social[linkedin]{zoe-stromberg}
\begin{document}
\makecvtitle
\section{Experience}
\cventry{2019--Present}{Platform Engineer}{Nordlys Systems AS}{Trondheim}{}{Runs it.\newline{}%
\begin{itemize}%
\item Moved 40\% of the load to Kubernetes;
\item Wrote Go, $99.9\%$ up, $\alpha_2^3$ worse.
\end{itemize}}
\cventry{03/2015--12/2018}{Software Developer}{Fj\"allbyte AB}{G\"oteborg, Sweden}{}{}
\section{Education}
\cventry{2010--2015}{MSc Computer Science}{Norwegian University of Examples}{Trondheim}{}{}
\section{Languages}
\cvitemwithcomment{Norwegian}{Native}{}
\section{Computer skills}
\cvdoubleitem{Languages}{Go, Rust}{Databases}{PostgreSQL, Redis}
\end{document}
"""

AWESOME = r"""
\documentclass[11pt, a4paper]{awesome-cv}
\name{Marit}{Oduya}
\position{Software Architect{\enskip\cdotp\enskip}Trainer}
\homepage{www.marit.example.org}
\github{maritoduya}
\begin{document}
\cvsection{Work Experience}
\begin{cventries}
  \cventry
    {Software Architect} % Job title
    {Omnibyte Co., Ltd.} % Organization
    {Oslo, Norway} % Location
    {Jun. 2017 - Present} % Date(s)
    {
      \begin{cvitems}
        \item {Ran Terraform.}
      \end{cvitems}
    }
  \cventry{Developer}{Plugwise ASA}{Oslo, Norway}{Jan. 2016 - Jun. 2017}{}
\end{cventries}
\cvsection{Skills}
\begin{cvskills}
  \cvskill
    {DevOps} % Category
    {AWS, Docker} % Skills
\end{cvskills}
\end{document}
"""

ALTACV = r"""
\documentclass[10pt,a4paper,ragged2e,withhyper]{altacv}
\begin{document}
\name{Ines Valverde}
\tagline{Data Engineer}
\personalinfo{%
  \email{ines@example.org}
  \location{Valencia, Spain}
}
\begin{paracol}{2}
\cvsection{Experience}
\cvevent{Data Engineer}{Laranja Analytics S.L.}{September 2018 -- Ongoing}{Valencia}
\begin{itemize}
\item Builds pipelines with Apache Spark
\end{itemize}
\divider
\cvevent{Junior Analyst}{Cobalt Partners}{June 2015 -- August 2018}{Madrid}
\switchcolumn
\cvsection{Strengths}
\cvtag{Python}
\cvtag{Docker}
\end{paracol}
\end{document}
"""

RES = r"""
\documentclass[margin,line]{res}
\begin{document}
\name{Piet Hollander\\[12pt]}
\begin{resume}
\section{EXPERIENCE}
\employer{Windmolen B.V.}
\location{Amsterdam}
\dates{Mar 2014 -- Present}
\title{Site Reliability Engineer}
\begin{position}
Keeps Kafka up.
\end{position}
\employer{Dijkwerk}
\location{Rotterdam}
\dates{Sep 2012 -- Feb 2014}
\title{System Administrator}
\begin{position}
Linux.
\end{position}
\end{resume}
\end{document}
"""

SUBHEADINGS = r"""
\documentclass[letterpaper,11pt]{article}
\titleformat{\section}{\vspace{-4pt}\scshape\large}{}{0em}{}[\color{black}\titlerule]
\newcommand{\resumeItem}[2]{\item\small{\textbf{#1}{: #2 \vspace{-2pt}}}}
\newcommand{\resumeSubheading}[4]{
  \vspace{-1pt}\item
    \begin{tabular*}{0.97\textwidth}{l@{\extracolsep{\fill}}r}
      \textbf{#1} & #2 \\
      \textit{\small#3} & \textit{\small #4} \\
    \end{tabular*}\vspace{-5pt}
}
\newcommand{\resumeSubHeadingListStart}{\begin{itemize}[leftmargin=*]}
\newcommand{\resumeSubHeadingListEnd}{\end{itemize}}
\begin{document}
\begin{tabular*}{\textwidth}{l@{\extracolsep{\fill}}r}
  \textbf{\href{http://odell.example.org/}{\Large Odell Brannigan}} &
  Email : \href{mailto:odell@example.org}{odell@example.org}\\
\end{tabular*}
\section{Experience}
  \resumeSubHeadingListStart
    \resumeSubheading
      {Quillmark Inc.}{Oslo, Norway}
      {Software Engineer}{Oct 2016 - Present}
        \resumeItem{Streams}{Built it on Apache Kafka.}
    \resumeSubheading
      {Brindle Telecom}{Bergen, Norway}
      {Junior Developer}{Jan 2014 - Oct 2016}
  \resumeSubHeadingListEnd
\end{document}
"""


OTHERS = r"""
\documentclass{friggeri-cv}
\begin{document}
\name{Ada Quill}
\section{experience}
\begin{entrylist}
\entry{2019--Now}{Engineer}{Brim Ltd, Oslo}{Wrote \emph{Go}.}
\end{entrylist}
\runsubsection{Nordlys AS}
\descript{| Platform Engineer}
\location{Jan 2014 -- Mar 2016 | Oslo}
\headedsection{\href{https://k.example}{Kiln GmbH}}{\textsc{Berlin}}{%
\headedsubsection{Developer}{Jan 2012 -- Dec 2013}{\bodytext{Java.}}}
\begin{rSection}{Employment}
\begin{rSubsection}{Harbour Light}{May 2010 -- Dec 2011}{Tester}{Bergen}
\item Tested it
\end{rSubsection}
\end{rSection}
\end{document}
"""


def read(text: str) -> Resume:
    document = document_of_text(text, "cv.tex")
    resume = READER.parse(document, first_loaded="2025-12-01")
    assert misplaced(resume, document.text) is None
    return resume


def jobs(resume: Resume) -> list[tuple[str | None, ...]]:
    return [(one.name, one.position, one.startDate, one.endDate) for one in resume.work]


@pytest.mark.parametrize(
    ("text", "name", "work"),
    [
        (
            MODERNCV,
            "Zoë Strømberg",
            [
                ("Nordlys Systems AS", "Platform Engineer", "2019", None),
                ("Fjällbyte AB", "Software Developer", "2015-03", "2018-12"),
            ],
        ),
        (
            AWESOME,
            "Marit Oduya",
            [
                ("Omnibyte Co., Ltd.", "Software Architect", "2017-06", None),
                ("Plugwise ASA", "Developer", "2016-01", "2017-06"),
            ],
        ),
        (
            ALTACV,
            "Ines Valverde",
            [
                ("Laranja Analytics S.L.", "Data Engineer", "2018-09", None),
                ("Cobalt Partners", "Junior Analyst", "2015-06", "2018-08"),
            ],
        ),
        (
            RES,
            "Piet Hollander",
            [
                ("Windmolen B.V.", "Site Reliability Engineer", "2014-03", None),
                ("Dijkwerk", "System Administrator", "2012-09", "2014-02"),
            ],
        ),
        (
            SUBHEADINGS,
            "Odell Brannigan",
            [
                ("Quillmark Inc.", "Software Engineer", "2016-10", None),
                ("Brindle Telecom", "Junior Developer", "2014-01", "2016-10"),
            ],
        ),
        (
            OTHERS,
            "Ada Quill",
            [
                ("Brim Ltd", "Engineer", "2019", None),
                ("Nordlys AS", "Platform Engineer", "2014-01", "2016-03"),
                ("Kiln GmbH", "Developer", "2012-01", "2013-12"),
                ("Harbour Light", "Tester", "2010-05", "2011-12"),
            ],
        ),
    ],
    ids=["moderncv", "awesome-cv", "altacv", "res", "subheadings", "others"],
)
def test_the_classes_of_resumes(text: str, name: str, work: list[tuple[str, ...]]) -> None:
    resume = read(text)
    assert resume.basics.name == name
    assert jobs(resume) == work


def test_what_else_a_class_has() -> None:
    zoe, marit, ines = read(MODERNCV), read(AWESOME), read(ALTACV)
    assert (zoe.basics.label, zoe.basics.email) == ("Platform Engineer", "zoe@example.org")
    assert zoe.basics.phone == "+47 400 00 123"
    assert [one.network for one in zoe.basics.profiles] == ["LinkedIn"]
    assert zoe.work[0].highlights == [
        "Moved 40% of the load to Kubernetes",
        "Wrote Go, 99.9% up, worse.",
    ]
    assert zoe.education[0].institution == "Norwegian University of Examples"
    assert {"PostgreSQL", "Redis", "Go", "Rust"} <= {one.name for one in zoe.skills}
    assert [(one.language, one.fluency) for one in zoe.languages] == [("Norwegian", "Native")]
    assert marit.basics.url == "www.marit.example.org"
    assert marit.basics.profiles[0].username == "maritoduya"
    assert {"AWS", "Docker"} <= {one.name for one in marit.skills}
    assert {"Python", "Docker"} <= {one.name for one in ines.skills}


def test_evidence_is_the_file_s_own_text() -> None:
    resume = read(MODERNCV)
    evidence = resume.meta.commonground.evidence
    quotes = {at: MODERNCV[slice(*evidence[at][0])] for at in ("/basics/name", "/work/1/name")}
    assert quotes == {"/basics/name": r"Zo\"e}{Str\o{}mberg", "/work/1/name": r"Fj\"allbyte AB"}
    assert MODERNCV[slice(*evidence["/work/1/startDate"][0])] == "03/2015"
