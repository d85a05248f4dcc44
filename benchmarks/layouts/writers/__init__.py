"""One writer a format: blocks to the bytes of a file."""
