"""Bytes to text with lines, one file a format."""
