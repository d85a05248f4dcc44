"""The explorer: one page to look around in a graph, as a file or with a service behind it."""
