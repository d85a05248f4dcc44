"""Lines to the sections, entries and values of a Resume."""
