"""Other people's vocabularies as Turtle of ours: SKOS, ESCO's CSV, plain CSV."""
