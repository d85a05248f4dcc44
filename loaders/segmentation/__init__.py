"""Where entries begin, and what their headers say: by evidence over a whole section."""
