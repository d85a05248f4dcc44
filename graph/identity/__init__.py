"""Which documents speak of the same person, by their keys and by decisions on record."""
