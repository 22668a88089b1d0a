"""Forked processes: a few that share out work, or one beside the server, and none that outlives
whoever started it."""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from heapq import heappop, heappush
from itertools import count
from mmap import mmap
from multiprocessing.connection import Connection, Pipe, wait
from threading import Thread
from typing import TYPE_CHECKING, Generic, TypeVar

from trail.base.errors import ExportError, TrailError

if TYPE_CHECKING:
    from flask import Flask

Task = TypeVar("Task")
Result = TypeVar("Result")
# For each process that this one had begun a byte that both see: whether it is to end. A number
# of a process would not do, as another may have it by now.
_BESIDE: list[mmap] = []
_LOOK_S = 0.5  # between two looks whether the server is still there


class _Worker(Generic[Task, Result]):
    """One process, forked, so that it shares what was built before, and its end of a pipe."""

    def __init__(
        self,
        work: Callable[[Task], Result],
        around: Callable[[], AbstractContextManager[None]],
        others: Iterable[Connection],
    ) -> None:
        self.pipe, theirs = Pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid:
            theirs.close()
            return
        status = 1
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent gets it too, and closes
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            # With another worker's pipe open here, its end would never be seen.
            for other in (*others, self.pipe):
                other.close()
            with around():
                _serve(work, theirs)
            status = 0
        except (EOFError, BrokenPipeError, ConnectionResetError):
            pass
        finally:
            os._exit(status)

    def end(self) -> None:
        self.pipe.close()
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


def _serve(work: Callable[[Task], Result], pipe: Connection) -> None:
    while True:
        task = pipe.recv()
        try:
            pipe.send((work(task), None))
        except OSError as error:
            pipe.send((None, error))
        except TrailError as error:
            # Not every error of ours can travel through a pipe; its words can.
            pipe.send((None, ExportError(str(error))))
        except Exception as error:
            told = "".join(traceback.format_exception_only(error)).strip()
            pipe.send((None, ExportError(f"{task}: {told}")))


def share_out(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    more: Callable[[Result], Iterable[Task]],
    processes: int,
    around: Callable[[], AbstractContextManager[None]],
    weight: Callable[[Task], float],
) -> None:
    """Do `work` on each task in some process, and on the tasks that `more` makes of each result.

    `work` runs in the processes, inside `around()`; `more` here. The first error ends all of
    it and is raised here. The heaviest tasks are done first, so that none ends long after
    the others.
    """
    waiting: list[tuple[float, int, Task]] = []
    number = count()

    def enqueue(some: Iterable[Task]) -> None:
        for task in some:
            heappush(waiting, (-weight(task), next(number), task))

    enqueue(tasks)
    idle: list[_Worker[Task, Result]] = []
    busy: dict[Connection, _Worker[Task, Result]] = {}
    workers: list[_Worker[Task, Result]] = []
    try:
        while waiting or busy:
            while waiting and (idle or len(workers) < processes):
                if not idle:
                    pipes = [worker.pipe for worker in workers]
                    workers.append(_Worker(work, around, pipes))
                    idle.append(workers[-1])
                worker = idle.pop()
                worker.pipe.send(heappop(waiting)[2])
                busy[worker.pipe] = worker
            ready = wait(list(busy))
            for worker in [busy[pipe] for pipe in busy if pipe in ready]:
                del busy[worker.pipe]
                try:
                    result, error = worker.pipe.recv()
                except EOFError as ended:
                    raise ExportError("a process that makes pages was killed") from ended
                if error is not None:
                    raise error
                idle.append(worker)
                enqueue(more(result))
    finally:
        for worker in workers:
            worker.end()


def beside(app: Flask, work: Callable[[], None], failed: Callable[[], str | None]) -> None:
    """Do `work` in a process of its own, beside the server that calls this before it forks.

    The process gives way to the others and ends when the server does. Where the work fails,
    the log says what `failed` says; nothing, where that is None.
    """
    server = os.getpid()
    over = mmap(-1, 1)
    _BESIDE.append(over)
    if os.fork():
        return
    status = 1
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        os.nice(10)
        Thread(target=_end_without, args=(server, over), daemon=True).start()
        work()
        status = 0
    except (TrailError, OSError, ValueError):
        told = failed()
        if told:
            app.logger.exception(told)
    finally:
        os._exit(status)


def end_beside() -> None:
    """End what this process has done beside it, where it is not over: it is for nobody now."""
    while _BESIDE:
        _BESIDE.pop()[0] = 1


def _end_without(server: int, over: mmap) -> None:
    while os.getppid() == server and not over[0]:
        time.sleep(_LOOK_S)
    os._exit(1)
