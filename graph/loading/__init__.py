"""Files into a store: what to read, what to write, whole graphs copied."""
