"""The entity linker: from text to the concepts that it names."""
