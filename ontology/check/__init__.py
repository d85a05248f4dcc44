"""What must hold of the ontology, checked."""
