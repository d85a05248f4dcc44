"""The embedded graph, one SQLite file: store, ledger, connection."""
