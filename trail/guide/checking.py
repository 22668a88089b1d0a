"""A dataset that may be served: its files without fault, its walking network too."""

from __future__ import annotations

from pathlib import Path

from trail import dataset
from trail.base.errors import DatasetError
from trail.dataset.schema.whole import Dataset
from trail.guide.walk.network_check import network_problems, piece_problems


def checked(directory: Path) -> Dataset:
    """The dataset in a directory; raises DatasetError with every fault.

    The network is looked at once the files themselves hold. A stop that no street
    reaches is no fault: its legs are straight lines and say so. Stops between
    which the streets have a gap are one.
    """
    found = dataset.load(directory)
    problems = network_problems(found.layers) or piece_problems(found)
    if problems:
        raise DatasetError(sorted(problems))
    return found
