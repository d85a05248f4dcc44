"""The graph in other forms: files for other tools, RDF, SPARQL over it."""
