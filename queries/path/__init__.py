"""The question ``path``: how two nodes are connected."""
