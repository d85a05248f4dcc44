"""The command ``commonground``: its commands, what they print, how errors become sentences."""

if not __name__.startswith("commonground."):
    raise ImportError(f"import commonground.{__name__}, not {__name__}: the root is the package")
