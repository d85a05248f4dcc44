"""Recording that two mentions are the same person or are not, and taking it back."""

from __future__ import annotations

import getpass
import sqlite3
from datetime import UTC, datetime

from .errors import NotFound, UsageError
from .groups import decisions, regroup, touched
from .identity import Decision, Verdict


def decide(db: sqlite3.Connection, verdict: Verdict, a: str, b: str, why: str) -> Decision:
    """Record a decision about two mentions; the caller holds the transaction.

    Raises:
        UsageError: they are one mention, the reason is missing, it is decided already, or the
            decision contradicts earlier ones (the sentence says which to undo).
    """
    if a == b:
        raise UsageError("these are one mention: name two people, or two documents of one person")
    if not why.strip():
        raise UsageError("say why: a decision about who is who needs its reason (--why)")
    low, high = sorted((a, b))
    _refuse_repetition(db, verdict, low, high)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    row = db.execute(
        "INSERT INTO decisions (verdict, a, b, why, made, by) VALUES (?, ?, ?, ?, ?, ?)"
        " RETURNING number, verdict, a, b, why, made, by",
        (verdict, low, high, why.strip(), made, _user()),
    ).fetchone()
    decision = Decision(*row)
    regroup(db, touched(db, _documents(db, low, high)))
    _refuse_contradiction(db, decision)
    return decision


def undo(db: sqlite3.Connection, number: int) -> Decision:
    """Take a decision back; the caller holds the transaction.

    Raises:
        NotFound: there is no such decision.
    """
    found = next((item for item in decisions(db) if item.number == number), None)
    if found is None:
        raise NotFound(f"there is no decision {number}: `commonground identity list` shows them")
    affected = touched(db, _documents(db, found.a, found.b))
    db.execute("DELETE FROM decisions WHERE number = ?", (number,))
    regroup(db, affected)
    return found


def _refuse_repetition(db: sqlite3.Connection, verdict: Verdict, a: str, b: str) -> None:
    for known in decisions(db):
        if (known.a, known.b) == (a, b):
            state = "already decided" if known.verdict == verdict else "decided otherwise"
            raise UsageError(
                f"{state} by decision {known.number}: `commonground identity undo {known.number}`"
                " takes it back"
            )


def _refuse_contradiction(db: sqlite3.Connection, new: Decision) -> None:
    """Raise where decisions of *same* now join two mentions that were decided *different*."""
    persons = dict(db.execute("SELECT mention, person FROM documents"))
    for item in decisions(db):
        if item.verdict == "different" and persons[item.a] == persons[item.b]:
            others = [
                str(one.number)
                for one in decisions(db)
                if one.number != new.number
                and persons[one.a] == persons[item.a]
                and (one.verdict == "same" or one == item)
            ]
            raise UsageError(
                f"this contradicts earlier decisions ({', '.join(others)}): undo one of them first"
            )


def _documents(db: sqlite3.Connection, *mentions: str) -> list[int]:
    sql = "SELECT id FROM documents WHERE mention = ?"
    return [id for mention in mentions for (id,) in db.execute(sql, (mention,))]


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name, as in some containers
        return "unknown"
