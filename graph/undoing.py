"""Taking back what a person decided, of whatever kind: one number, one way."""

from __future__ import annotations

from ..errors import NotFound
from . import correcting
from .identity import decisions
from .ledger import Ledger
from .model import Correction, Decision


def undo(ledger: Ledger, number: int) -> Decision | Correction:
    """Take a decision or a correction back and return it; the caller holds the transaction.

    Raises:
        NotFound: there is none of this number.
    """
    for decision in ledger.decisions():
        if decision.number == number:
            decisions.take_back(ledger, decision)
            return decision
    for correction in ledger.corrections():
        if correction.number == number:
            correcting.take_back(ledger, correction)
            return correction
    raise NotFound(
        f"nothing has the number {number}: `commonground identity list` and `commonground"
        " corrections` show what was decided"
    )
