"""The closed sets of what a concept can be and of how two concepts relate."""

from __future__ import annotations

from typing import Final

CONCEPT_KINDS: Final = frozenset(
    "Category Technology Language Chain Protocol Pattern Practice Domain Degree Field".split()
)
# What people name as a whole and have by what lies beneath it.
GENERAL_KINDS: Final = frozenset({"Category", "Domain", "Practice", "Pattern"})
SKILL_KINDS: Final = CONCEPT_KINDS - {"Category", "Degree", "Field"}

ONTOLOGY_TYPES: Final = frozenset(
    "BROADER RELATED IMPLIES CODED_IN IMPLEMENTED_IN PART_OF BUILT_WITH RUNS_ON HAS_RUNTIME "
    "SETTLES_ON IMPLEMENTS USED_FOR IN_ECOSYSTEM SUCCESSOR_OF DERIVED_FROM ALTERNATIVE_TO".split()
)
