"""The instructions along a leg, as values: set off, turn, arrive. No words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from trail.dataset.schema.record import Mode
from trail.dataset.schema.site import Site

Side: TypeAlias = Literal["left", "right"]
ArrivalSide: TypeAlias = Literal["left", "right", "ahead"]
TurnWord: TypeAlias = Literal[
    "straight", "slight_left", "slight_right", "left", "right", "sharp_left", "sharp_right"
]


@dataclass(frozen=True)
class Street:
    """What is walked on. `name` is None where it has none; `kind` as in the network, or
    "square". `names` has the name by language, where it is known."""

    name: str | None
    kind: str
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Depart:
    """Set off from the origin: `approach_m` to the street, towards `approach_compass`,
    where that is worth telling (else 0), then along it.

    `crossing`: the streets that are crossed before the next turn, at a crossing of
    their own. `towards`: where one leaves a square. `then`: the arrival, where it is
    so near that it needs no instruction of its own."""

    origin: Site
    street: Street
    compass: str
    approach_m: float = 0.0
    approach_compass: str | None = None
    crossing: tuple[Street, ...] = ()
    towards: Street | None = None
    then: Arrive | None = None


@dataclass(frozen=True)
class Turn:
    """Into another street, or `stay` on a street that turns; `after_m` since the last
    turn, or the start. A bridge or steps may be what one turns into. `past` is seen on
    the way there; the others as in `Depart`."""

    word: TurnWord
    street: Street
    after_m: float
    stay: bool = False
    crossing: tuple[Street, ...] = ()
    towards: Street | None = None
    past: Pass | None = None
    then: Arrive | None = None


@dataclass(frozen=True)
class Pass:
    """A landmark beside the path, by what it is called. No side where it lies within its
    accuracy of the path. `names` as of a street."""

    label: str
    side: Side | None
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Arrive:
    """At the destination, `after_m` since the last turn, or the start.

    No side where the stop lies within its accuracy of the path: you are there.
    `away_m` is how far it lies off the path, where that is worth telling (else 0), `drive`
    whether a private drive leads there.
    """

    site: Site
    side: ArrivalSide | None
    after_m: float
    street: Street
    away_m: float = 0.0
    past: Pass | None = None
    drive: bool = False


@dataclass(frozen=True)
class Beside:
    """The destination is so near on the path that there is nothing to walk along.

    `compass` is None where both are in the same place.
    """

    origin: Site
    site: Site
    compass: str | None
    distance_m: float


@dataclass(frozen=True)
class Straight:
    """A leg that follows no mapped street: only how far it is and which way.

    `compass` is None where both are in the same place.
    """

    origin: Site
    site: Site
    compass: str | None
    distance_m: float
    mode: Mode


Instruction: TypeAlias = Depart | Turn | Arrive | Beside | Straight
