"""Pictures: an answer or a neighbourhood as one page that works offline."""

if not __name__.startswith("commonground."):
    raise ImportError(f"import commonground.{__name__}, not {__name__}: the root is the package")
