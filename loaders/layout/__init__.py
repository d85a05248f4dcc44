"""How lines are laid out, and what stands in them."""
