"""A question that the package does not have: what one has to write to add one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commonground.graph.reader import Reader
from commonground.graph.resolve import concept
from commonground.queries.answer import Answer, Row
from commonground.queries.evidence import CitedEdges, scene, sources
from commonground.queries.question import LIMIT, Argument, Question


@dataclass(frozen=True, kw_only=True)
class LearnerRow(Row):
    """A person who uses the skill since ``first``."""

    first: str | None


@dataclass(frozen=True)
class Learners(Question[LearnerRow]):
    """Who has a skill, those first who began last."""

    name = "learners"
    summary = "Show who began to use a skill, the latest first."
    examples = ("commonground learners Temporal",)
    arguments = (Argument("skill", "a skill", "node"), LIMIT)
    columns = ("name", "since=first", "sources")

    skill: str
    limit: int | None = None

    def title(self, names: Mapping[str, str]) -> str:
        """Return the question in words."""
        return f"Who learned {names.get(self.skill, self.skill)} last?"

    def answer(self, reader: Reader) -> Answer[LearnerRow]:
        """Answer over a reader."""
        skill = concept(reader, self.skill).id
        ties = sorted(reader.ties(nodes=[skill]), key=lambda tie: tie.first or "", reverse=True)
        cited = CitedEdges(reader, ties[: self.limit])
        people = reader.nodes(tie.person for tie in ties[: self.limit])
        rows = []
        for tie in ties[: self.limit]:
            evidence, person = cited.of(tie), people[tie.person]
            rows.append(
                LearnerRow(
                    id=person.id,
                    kind=person.kind,
                    name=person.name,
                    sources=sources(evidence),
                    evidence=evidence,
                    first=tie.first,
                )
            )
        nodes, edges = scene(reader, [skill, *people], cited.edges.values())
        return Answer({"question": self.name, "skill": skill}, tuple(rows), (), nodes, edges)
