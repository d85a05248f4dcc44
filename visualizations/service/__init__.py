"""The HTTP service: the questions as routes, the explorer page, and what guards them."""
