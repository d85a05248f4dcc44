"""The service against its own OpenAPI document, with requests that schemathesis makes up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest

from .support.serving import serving

EXAMPLES = int(os.environ.get("COMMONGROUND_EXAMPLES", "2"))
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
)


def test_no_request_breaks_it_and_every_answer_is_as_described(
    demo_graph: Path, tmp_path: Path
) -> None:
    if find_spec("schemathesis") is None:
        pytest.skip("schemathesis is not installed: `make test-http` brings it")
    program = Path(sys.executable).with_name("schemathesis")
    with serving(demo_graph) as client:
        schema = tmp_path / "openapi.json"
        described = client.get("/api/v1/openapi.json").json()
        schema.write_text(json.dumps(described))
        words = [str(program), "run", str(schema), "--url", str(client.base_url)]
        words += ["--checks", ",".join(CHECKS), "--max-examples", str(EXAMPLES), "--seed", "1"]
        words += ["--phases", "examples,fuzzing", "--no-color", "--workers", "2"]
        done = subprocess.run(words, capture_output=True, text=True, cwd=tmp_path, timeout=3000)
        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
        assert client.get("/api/v1/people").status_code == 200


def test_every_response_that_is_described_refers_to_what_there_is(demo_graph: Path) -> None:
    with serving(demo_graph, write=True) as client:
        described = httpx.get(f"{client.base_url}api/v1/openapi.json", timeout=60).json()
    schemas = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}
    text = json.dumps(described)
    referred = {part.partition('"')[0] for part in text.split('"$ref": "')[1:]}
    assert referred <= schemas
