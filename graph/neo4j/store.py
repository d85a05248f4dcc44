"""The graph on a Neo4j server: documents and decisions as nodes, and the graph that they state."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from neo4j import ManagedTransaction

from ...errors import UsageError
from ..checkup import Checkup, Fault
from ..encoding import Following, facts
from ..facts.projection import project, uncollected
from ..ledger import Ledger
from ..search import Lookup, NodeLookup
from ..store import StoredGraph
from .ledger import Neo4jLedger
from .lookup import ServerNodes, counted
from .projection import renew, write_ontology
from .schema import lock, prepare, settings, settings_of
from .session import Server
from .writer import Writer

if TYPE_CHECKING:
    from ...ontology.ontology import Ontology
    from ..info import Counts
    from ..reader import Reader

T = TypeVar("T")


class Neo4jGraph(StoredGraph):
    """A graph on a server; open it with ``open_graph("bolt://…")``.

    Name, password and database come from ``NEO4J_USERNAME``, ``NEO4J_PASSWORD`` and
    ``NEO4J_DATABASE``. Many may read while one writes; a transaction writes whole documents and
    what follows from them, or nothing.

    Raises:
        UsageError: the address is no server's, or holds a password.
        BackendUnreachable: any method, where the server does not answer or refuses.
    """

    def __init__(
        self, address: str, *, create: bool = False, ontology: Ontology | None = None
    ) -> None:
        super().__init__(ontology)
        self.server = Server(address)
        self.address = self.server.address
        try:
            prepare(self.server, create=create)
        except BaseException:
            self.server.close()
            raise

    @property
    def following(self) -> Following:
        """The facts, which it writes with each document."""
        return facts

    def verify(self) -> list[str]:
        """Read the whole graph and return what is not as its documents say, a sentence each.

        Nothing is to be expected unless another program wrote to the database.
        """
        from .verification import differences

        stated = self._stated()
        projection = project(stated.fragments, stated.person_of)
        return differences(self.server, projection, stated.fragments, self.ontology)

    @classmethod
    def checked(cls, address: str, *, repair: bool = False) -> Checkup:
        """Return what is not as the documents say; see ``graph.opening.check``."""
        if repair:
            raise UsageError(
                "a server's graph is not mended in place: `commonground copy` its documents into a"
                " new one"
            )
        with cls(address) as graph:
            return Checkup(tuple(Fault(None, said) for said in graph.verify()))

    def allow(self, seconds: float) -> None:
        """Let the server take so long for a statement of a question; then it stops by itself."""
        self.server.timeout = seconds

    def close(self) -> None:
        """Close the connections to the server."""
        self._closed = True
        self._drop_caches()
        self.server.close()

    def reading(self, work: Callable[[Ledger], T]) -> T:
        """Return what a function of a ledger returns; it may run again.

        Neo4j gives no snapshot: what is committed meanwhile may be seen in part.
        """
        return self.server.reading(lambda tx: work(Neo4jLedger(tx, settings(tx))), timeout=0)

    def writing(self, work: Callable[[Ledger], T]) -> T:
        """Return what a function returns that writes all or nothing; it may run again.

        One transaction writes at a time. The projected graph follows before it ends.
        """

        def transaction(tx: ManagedTransaction) -> T:
            # The lock comes before any reading: who waits here then sees what the last one wrote.
            held = lock(tx)
            ledger, writer = Neo4jLedger(tx, held), Writer(tx, self.ontology)
            if held.get("ontology") != self.ontology.version:
                write_ontology(writer, self.ontology)
            result = work(ledger)
            renew(writer, ledger.changes, self.ontology)
            ledger.seal()
            return result

        with uncollected():
            return self.server.writing(transaction)

    def _stamp(self) -> object:
        held = settings_of(self.server)
        return held.get("salt"), held.get("generation")

    def _made_reader(self) -> Reader:
        from .reader import Neo4jReader

        return Neo4jReader(self.server, self.ontology)

    def _made_lookup(self) -> Lookup:
        nodes = ServerNodes(self.server, lambda: self.projection)
        return NodeLookup(nodes, self.ontology)

    def _counts(self) -> Counts:
        return counted(self.server)

    def _counted_already(self) -> Counts:
        return counted(self.server)
