"""One question a file: a frozen value that is answered over the reader interface alone."""

if not __name__.startswith("commonground."):
    raise ImportError(f"import commonground.{__name__}, not {__name__}: the root is the package")
