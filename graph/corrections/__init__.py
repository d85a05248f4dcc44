"""Corrections: what a person says that a document's reading got wrong."""
