"""The question ``find``: who has this stack."""
