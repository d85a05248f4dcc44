"""From bytes to a document with lines, one file a format."""
