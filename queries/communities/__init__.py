"""The question ``communities``: who belongs together by what they know."""
