"""How well the linker tells senses apart, how fast it is, and what it is beside."""
