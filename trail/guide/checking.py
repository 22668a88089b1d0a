"""A dataset that may be served: its files without fault, its walking network too."""

from __future__ import annotations

from pathlib import Path

from trail import dataset
from trail.base.errors import DatasetError, Problem
from trail.dataset.schema.whole import Dataset
from trail.guide.walk.network import Network
from trail.guide.walk.network_check import join_problems, network_problems, piece_problems
from trail.guide.walk.place_check import misplaced, place_problems
from trail.guide.words.phrases import has_formats


def checked(directory: Path, language: str | None = None) -> Dataset:
    """The dataset in a directory; raises DatasetError with every fault.

    The network is looked at once the files themselves hold, and then where the sites lie. A
    stop a little beyond the streets is no fault: its legs are straight lines and say so.
    Stops between which the streets have a gap are one.
    """
    found = dataset.load(directory, language)
    problems = list(network_problems(found.layers) or join_problems(found))
    if not problems:
        problems += piece_problems(found)
        # A stop on the wrong piece of the streets is far from the others, too.
        known = {problem.feature for problem in problems}
        astray = place_problems(misplaced(found, Network.of_dataset(found)))
        problems += (one for one in astray if one.feature not in known)
    problems += _language_problems("trail.yaml", found.trail.lang)
    for other in found.languages:
        problems += _language_problems(f"i18n/{other.code}", other.code)
    if problems:
        raise DatasetError(sorted(problems))
    return found


def _language_problems(file: str, lang: str) -> list[Problem]:
    if has_formats(lang):
        return []
    wrong = f"how dates and numbers are written in {lang!r} is not known"
    return [Problem(file, "", "lang", wrong, "a language that Unicode's CLDR has (en)")]
