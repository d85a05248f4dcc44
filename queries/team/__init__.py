"""The question ``team``: the smallest team that covers a stack."""
