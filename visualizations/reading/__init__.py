"""The page of one document: its own text, and what each span of it became."""
