"""The concepts as Turtle, their lookup and the linker that finds them in text."""

if not __name__.startswith("commonground."):
    raise ImportError(f"import commonground.{__name__}, not {__name__}: the root is the package")
