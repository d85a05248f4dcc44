"""The explorer: what its page is given, as JSON; one function for each thing that it asks."""
