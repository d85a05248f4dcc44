"""LaTeX as Markdown marks: tokens, the macros that a file defines, the commands that are known."""
