"""Questions: one a file, each a function of a graph."""

if not __name__.startswith("commonground."):
    raise ImportError(f"import commonground.{__name__}, not {__name__}: the root is the package")
