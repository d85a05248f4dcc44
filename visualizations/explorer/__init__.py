"""The explorer: one page to look around in a graph, and what it is given, as JSON."""
