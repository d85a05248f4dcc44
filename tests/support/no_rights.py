"""A process without rights to the files of others: root ignores permissions, and so becomes nobody.

The process is forked and not started anew, for nobody may be kept from this Python's own files;
what it needs must have been imported, so the same work is done here before.
"""

from __future__ import annotations

import os
import pickle
import pwd
import traceback
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


def without_rights(work: Callable[[], T]) -> T:
    """Return what a function returns in a process that may write only what everybody may.

    Raises:
        AssertionError: it failed there; the text is the traceback.
    """
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _answer(theirs, work)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        data = pipe.read()
    assert os.waitpid(child, 0)[1] == 0, "the process ended without an answer"
    done, value = pickle.loads(data)
    assert done, value
    result: T = value
    return result


def _answer(pipe: int, work: Callable[[], Any]) -> None:
    try:
        try:
            _give_up_rights()
            said = pickle.dumps((True, work()))
        except BaseException:
            said = pickle.dumps((False, traceback.format_exc()))
        with os.fdopen(pipe, "wb") as out:
            out.write(said)
        os._exit(0)
    finally:
        os._exit(1)


def _give_up_rights() -> None:
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)
