"""The question ``similar``: who is like a person."""
