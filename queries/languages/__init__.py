"""Questions as text in Cypher and in SPARQL."""
