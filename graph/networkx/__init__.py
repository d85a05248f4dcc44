"""The reference reader, over a NetworkX graph."""
