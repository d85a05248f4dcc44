"""Processes that read for another: how they are started and asked, and how they end.

Those of ``multiprocessing`` run the script of whoever wants them once more, so that a script
without its ``if __name__ == "__main__":`` would load again in each, and one that comes from stdin
has nothing to run. These run a main module of ours: they are told what to do through a pipe.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import IO, Any, Final

_MAIN: Final = (
    "import pickle, sys\n"
    "sys.path[:] = pickle.load(sys.stdin.buffer)\n"
    f"from {__name__} import serve\n"
    "serve(int(sys.argv[1]))\n"
)


class Process:
    """A process that answers by one function of ours; it ends with this one, whatever ends that.

    Raises:
        OSError: it cannot be started.
    """

    def __init__(self) -> None:
        life, self._life = os.pipe()  # never written: it closes when this process ends
        # Not by multiprocessing's flags: PYTHON… variables are inherited, and so is the path.
        command = [sys.executable, "-P", "-X", f"utf8={sys.flags.utf8_mode}", "-c", _MAIN]
        kept = (life,) if os.name == "posix" else ()
        try:
            with _signals_held():
                self._process = subprocess.Popen(
                    [*command, str(life)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    pass_fds=kept,
                )
        except BaseException:
            os.close(self._life)
            raise
        finally:
            os.close(life)

    def begin(self, data: bytes) -> None:
        """Hand over, pickled, the function that makes the answering one, and its arguments.

        Raises:
            EOFError: the process did not come up; so does ``ask``, where it has died.
        """
        self._exchanged(pickle.dumps(sys.path), data)

    def ask(self, question: Any) -> Any:
        """Return the answer to a question."""
        return self._exchanged(pickle.dumps(question, pickle.HIGHEST_PROTOCOL))

    def close(self) -> None:
        """End the process: it has nothing to tidy up."""
        self._process.kill()
        self._process.wait()
        os.close(self._life)

    def let_go(self) -> None:
        """Close the pipes, once nobody asks any more."""
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was not written yet cannot be now
                if pipe is not None:
                    pipe.close()

    def _exchanged(self, *question: bytes) -> Any:
        questions, answers = self._process.stdin, self._process.stdout
        if questions is None or answers is None:  # both are pipes, as asked for
            raise EOFError
        try:
            questions.writelines(question)
            questions.flush()
            return pickle.load(answers)
        except (OSError, pickle.UnpicklingError):  # it died while it was told, or while it answered
            raise EOFError from None


@contextmanager
def _signals_held() -> Iterator[None]:
    """Keep Ctrl-C and the end of a terminal, which go to all its processes, from new ones.

    They inherit what is blocked, from their first moment on; this one gets it afterwards. Ending
    them is its own business.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    held = {signal.SIGINT, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, held)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def serve(life: int) -> None:
    """Be a process that answers; ``life`` is the pipe that closes with the one that asks."""
    end_with(life)
    questions = sys.stdin.buffer
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
        make, arguments = pickle.load(questions)
        _answer(make(*arguments), questions, answers)


def _answer(work: Callable[[Any], Any], questions: IO[bytes], answers: IO[bytes]) -> None:
    answer: Any = None  # the first says that the process has come up
    with suppress(EOFError, BrokenPipeError):
        while True:
            pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()
            answer = work(pickle.load(questions))


def end_with(life: int) -> None:
    """End this process when the one that started it is gone, were it killed.

    Its signals are the other's business: Ctrl-C and a terminal that closes reach both.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    if os.name == "posix":  # elsewhere the pipe of the questions says it, after the next answer
        _ask_for_a_signal(life)
        Thread(target=_wait_for_the_end, args=(life,), daemon=True).start()


def _ask_for_a_signal(life: int) -> None:
    """Let the system end this process, where it can, when the other end of a pipe closes.

    A thread comes late: it gets no turn while one regular expression is at work. SIGIO ends a
    process on Linux; elsewhere it may do nothing, and the thread is all there is.
    """
    if not hasattr(os, "O_ASYNC"):
        return
    import fcntl

    signal.signal(signal.SIGIO, signal.SIG_DFL)
    flags = fcntl.fcntl(life, fcntl.F_GETFL)
    fcntl.fcntl(life, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(life, fcntl.F_SETFL, flags | os.O_ASYNC)


def _wait_for_the_end(life: int) -> None:
    os.read(life, 1)
    os._exit(1)
