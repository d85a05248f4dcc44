"""NetworkX's algorithms on arrays: a backend that it dispatches to."""
