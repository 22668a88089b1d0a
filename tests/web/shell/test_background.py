"""Work that is shared out among processes: all of it, the heaviest first, the first error told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import pytest

from trail.base.errors import ExportError
from trail.web.shell.background import share_out


def test_the_heaviest_task_comes_first_and_new_ones_find_their_place() -> None:
    done: list[int] = []

    def more(result: int) -> list[int]:
        done.append(result)
        return [4, 2] if result == 5 else []

    share_out(lambda task: task, [1, 5, 3], more, 1, nullcontext, weight=float)
    assert done == [5, 4, 3, 2, 1]


@pytest.mark.parametrize("processes", [1, 3])
def test_every_task_is_done_once_in_a_process_of_its_own(processes: int) -> None:
    done: list[tuple[int, int]] = []

    def more(result: tuple[int, int]) -> list[int]:
        done.append(result)
        return [result[0] + 100] if result[0] < 20 else []

    share_out(lambda n: (n, os.getpid()), range(20), more, processes, nullcontext, weight=float)
    assert sorted(n for n, _ in done) == [*range(20), *range(100, 120)]
    assert os.getpid() not in {pid for _, pid in done}
    assert len({pid for _, pid in done}) <= processes


def test_work_is_done_inside_what_is_around_it() -> None:
    inside: list[bool] = [False]

    @contextmanager
    def around() -> Iterator[None]:
        inside[0] = True
        yield

    seen: list[bool] = []

    def more(result: bool) -> list[int]:
        seen.append(result)
        return []

    share_out(lambda _task: inside[0], [1], more, 1, around, weight=float)
    assert seen == [True]
    assert inside == [False]  # the process is another


@pytest.mark.parametrize(
    "error", [ValueError("a fault"), ExportError("a fault"), OSError("a fault")]
)
def test_the_first_error_is_told_and_ends_all(error: Exception) -> None:
    def work(task: int) -> int:
        if task == 7:
            raise error
        return task

    def never(_result: int) -> list[int]:
        return []

    with pytest.raises((ExportError, OSError), match="a fault"):
        share_out(work, range(9), never, 2, nullcontext, weight=float)


def test_a_process_that_is_killed_is_told() -> None:
    with pytest.raises(ExportError, match="killed"):
        share_out(lambda _n: os._exit(9), [1], lambda _r: [], 1, nullcontext, weight=float)
