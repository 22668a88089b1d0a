"""Students into groups, adults to groups, people to buses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """One group: `number` counts from 1. No names are ever known.

    `slow`: it walks at a slower pace than the others.
    """

    number: int
    students: int
    adults: int
    slow: bool = False


def split(students: int, size: int) -> tuple[int, ...]:
    """As few groups of at most `size` as possible, no two of which differ by more than one."""
    count = -(-students // size)
    small, larger = divmod(students, count) if count else (0, 0)
    return tuple(small + (number < larger) for number in range(count))


def adults_needed(sizes: Sequence[int], per_adult: int) -> int:
    """Each group has adults of its own: one for every `per_adult` students begun."""
    return sum(-(-size // per_adult) for size in sizes)


def share_adults(sizes: Sequence[int], adults: int) -> tuple[int, ...]:
    """One adult to each group, the others to whoever has most students to an adult."""
    shares = [1] * len(sizes)
    for _ in range(adults - len(sizes)):
        neediest = max(range(len(sizes)), key=lambda g: (sizes[g] / shares[g], -g))
        shares[neediest] += 1
    return tuple(shares)


def make_groups(sizes: Sequence[int], adults: int, *, slow_one: bool = False) -> tuple[Group, ...]:
    """The groups in order, with their adults; there are at least as many adults as groups.

    `slow_one`: the last of them, which is never the largest, is slow.
    """
    shares = share_adults(sizes, adults)
    return tuple(
        Group(number, size, share, slow=slow_one and number == len(sizes))
        for number, (size, share) in enumerate(zip(sizes, shares, strict=True), start=1)
    )


def buses_needed(people: int, seats: int | None) -> int:
    """How many buses hold so many people; none where the class comes on foot."""
    return 0 if seats is None else -(-people // seats)
