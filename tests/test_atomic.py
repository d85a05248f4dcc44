"""A file is written whole or not at all, and nothing is left beside it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from commonground import open_graph, view
from commonground.errors import UsageError
from commonground.ontology.atomic import write_whole

# Writes a text of 200 kB where 100 kB are allowed, which ends like a full disk.
TOO_MUCH = """
import resource, sys
from commonground.ontology.atomic import write_whole
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    write_whole(sys.argv[1], "n" * 200_000)
except OSError:
    sys.exit(7)
"""


def _names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_text_is_written_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "net.json"
    write_whole(path, "é\n\r\n")
    assert path.read_bytes() == b"\xc3\xa9\n\r\n"
    write_whole(str(path), "", durable=False)
    assert path.read_bytes() == b""
    assert _names(tmp_path) == ["net.json"]


@pytest.mark.parametrize("before", [None, "old"])
def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, before: str | None) -> None:
    pytest.importorskip("resource")
    path = tmp_path / "net.json"
    if before is not None:
        path.write_text(before)
    done = subprocess.run([sys.executable, "-c", TOO_MUCH, str(path)], timeout=60)
    assert done.returncode == 7
    assert _names(tmp_path) == ([] if before is None else ["net.json"])
    assert before is None or path.read_text() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_permissions_are_kept_and_those_of_a_new_file_are_the_users(tmp_path: Path) -> None:
    path = tmp_path / "net.json"
    mask = os.umask(0o027)
    try:
        write_whole(path, "a")
        assert path.stat().st_mode & 0o777 == 0o640
        path.chmod(0o604)
        write_whole(path, "b")
        assert path.stat().st_mode & 0o777 == 0o604
    finally:
        os.umask(mask)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no owners of this kind")
def test_an_owner_is_kept(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    path = tmp_path / "net.json"
    path.write_text("a")
    os.chown(path, 4321, 4321)
    write_whole(path, "b")
    assert (path.stat().st_uid, path.stat().st_gid) == (4321, 4321)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "net.json"
    link.symlink_to(tmp_path / "real" / "net.json")
    write_whole(link, "a")
    write_whole(link, "b")
    assert link.is_symlink() and (tmp_path / "real" / "net.json").read_text() == "b"
    assert _names(tmp_path / "real") == ["net.json"]


def test_a_long_name_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 120 + ".json")
    write_whole(path, "a")
    assert path.read_text() == "a"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_written_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=write_whole, args=(pipe, "through"))
    writer.start()
    assert pipe.read_text() == "through"
    writer.join()
    assert pipe.is_fifo() and _names(tmp_path) == ["pipe"]


@pytest.mark.skipif(not os.path.exists("/dev/stdout"), reason="needs /dev/stdout")
def test_standard_output_is_written(tmp_path: Path) -> None:
    code = "from commonground.ontology.atomic import write_whole; write_whole('/dev/stdout', 'out')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "out", "")


def test_a_reader_never_sees_a_part(tmp_path: Path) -> None:
    path = tmp_path / "net.json"
    texts = {letter * 300_000 for letter in "abc"}
    write_whole(path, "a" * 300_000)
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            for text in sorted(texts):
                write_whole(path, text, durable=False)

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    end = time.monotonic() + 1
    while time.monotonic() < end:
        assert path.read_text() in texts
    stop.set()
    for writer in writers:
        writer.join()
    assert _names(tmp_path) == ["net.json"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
@pytest.mark.parametrize("suffix", [".json", ".html"])
def test_an_export_and_a_page_go_this_way(demo_graph: Path, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"net{suffix}"
    path.write_text("old")
    inode = path.stat().st_ino
    with open_graph(demo_graph) as graph:
        _written(graph, path)
        assert path.stat().st_ino != inode and path.stat().st_size > 1000
        with pytest.raises(UsageError, match="cannot be written"):
            _written(graph, tmp_path / "none" / f"net{suffix}")
    assert _names(tmp_path) == [f"net{suffix}"]


def _written(graph: object, path: Path) -> None:
    if path.suffix == ".html":
        view(graph, path, limit=20)  # type: ignore[arg-type]  # an open graph
    else:
        graph.export(path)  # type: ignore[attr-defined]
