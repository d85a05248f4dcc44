"""Recording that two mentions are the same person or are not, and taking it back."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime

from ...errors import UsageError
from ..ledger import Ledger
from ..model import Decision, Verdict
from .crowds import Crowds
from .regrouping import regroup, touched


def decide(ledger: Ledger, verdict: Verdict, a: str, b: str, why: str) -> Decision:
    """Record a decision about two mentions; the caller holds the transaction.

    Raises:
        UsageError: they are one mention, the reason is missing, it is decided already, or the
            decision contradicts earlier ones (the sentence says which to undo).
    """
    if a == b:
        raise UsageError("these are one mention: name two people, or two documents of one person")
    reason = stated(why, "say why: a decision about who is who needs its reason (--why)")
    low, high = sorted((a, b))
    _refuse_repetition(ledger, verdict, low, high)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    # Written before it is judged: only the grouping that follows shows whether it contradicts, and
    # raising takes it back with the transaction.
    decision = ledger.decide(Decision(0, verdict, low, high, reason, made, account()))
    crowds = Crowds(ledger, (low, high))
    regroup(ledger, touched(ledger, (low, high), crowds), crowds.keys)
    _refuse_contradiction(ledger, decision)
    return decision


def take_back(ledger: Ledger, decision: Decision) -> None:
    """Take a decision back; the caller holds the transaction."""
    # before: nothing may connect the two after
    crowds = Crowds(ledger, (decision.a, decision.b))
    affected = touched(ledger, (decision.a, decision.b), crowds)
    ledger.withdraw(decision.number)
    regroup(ledger, affected, crowds.keys)


def _refuse_repetition(ledger: Ledger, verdict: Verdict, a: str, b: str) -> None:
    for known in ledger.decisions():
        if (known.a, known.b) == (a, b):
            state = "already decided" if known.verdict == verdict else "decided otherwise"
            raise UsageError(
                f"{state} by decision {known.number}: `commonground undo {known.number}`"
                " takes it back"
            )


def _refuse_contradiction(ledger: Ledger, new: Decision) -> None:
    """Raise where decisions of *same* now join two mentions that were decided *different*."""
    decided = ledger.decisions()
    mentions = {mention for item in decided for mention in (item.a, item.b)}
    persons = {one.mention: one.person for one in ledger.identities(mentions)}
    for item in decided:
        if item.verdict == "different" and persons[item.a] == persons[item.b]:
            others = [
                str(one.number)
                for one in decided
                if one.number != new.number
                and persons[one.a] == persons[item.a]
                and (one.verdict == "same" or one == item)
            ]
            raise UsageError(
                f"this contradicts earlier decisions ({', '.join(others)}): undo one of them first"
            )


def stated(text: str, missing: str) -> str:
    """Return what a person states, without the blanks around it.

    Raises:
        UsageError: it is blank (``missing`` says so), or holds what is no text.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UsageError("what was typed holds half a character: write it without") from None
    if not text.strip():
        raise UsageError(missing)
    return text.strip()


def account() -> str:
    """Return the name of the account that decides."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name, as in some containers
        return "unknown"
