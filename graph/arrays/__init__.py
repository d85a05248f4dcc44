"""The embedded graph as arrays of numbers: what every question asks of everybody at once."""
