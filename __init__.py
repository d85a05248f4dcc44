"""A knowledge graph of skills, companies and people."""

__version__ = "0.1.0"
