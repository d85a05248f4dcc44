"""Where the service has what."""

from __future__ import annotations

from typing import Final

HOME: Final = "/"
DOCS: Final = "/docs"
LOGIN: Final = "/login"
API: Final = "/api/v1"
OPENAPI: Final = f"{API}/openapi.json"
DOCUMENTS: Final = f"{API}/documents"
