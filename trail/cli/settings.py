"""The names that settings have in the environment."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

import click

PREFIX = "TRAIL_"
_NEAR = 0.75  # how alike two names are when one is the other misspelt; 1 is the same


def settings_of(command: click.Command) -> frozenset[str]:
    """What the options of one command are called in the environment."""
    names: set[str] = set()
    for option in command.params:
        given = option.envvar
        names.update([given] if isinstance(given, str) else given or ())
    return frozenset(names)


def known_settings(command: click.Command) -> frozenset[str]:
    """The same with every command below it."""
    names = set(settings_of(command))
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            names |= known_settings(inner)
    return frozenset(names)


def unknown_settings(
    known: frozenset[str], environment: Mapping[str, str] = os.environ
) -> Iterator[str]:
    """A warning for each name that is no setting; raises UsageError for one misspelt.

    Others may set names that begin alike: Kubernetes makes TRAIL_SERVICE_HOST for a
    service that is called trail. So only what is near to a setting is refused.
    """
    suffixes = [name.removeprefix(PREFIX) for name in sorted(known) if name.startswith(PREFIX)]
    for name in sorted(environment):
        if not name.startswith(PREFIX) or name in known:
            continue
        near = get_close_matches(name.removeprefix(PREFIX), suffixes, n=1, cutoff=_NEAR)
        if near:
            raise click.UsageError(f"{name}: there is no such setting; {PREFIX}{near[0]} is meant?")
        yield f"{name}: there is no such setting; it is not used"
