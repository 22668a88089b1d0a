"""A piece of an OpenStreetMap way, and nodes that are one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from trail.base.geo import LineString
from trail.curation.osm.tags import Tags, crossing_level, is_set, is_tunnel

_Node = TypeVar("_Node", int, str)


class Groups(Generic[_Node]):
    """Nodes that are one; each group goes by its lowest."""

    def __init__(self) -> None:
        self._leader: dict[_Node, _Node] = {}

    def of(self, node: _Node) -> _Node:
        while (leader := self._leader.setdefault(node, node)) != node:
            self._leader[node] = self._leader[leader]
            node = leader
        return node

    def join(self, one: _Node, other: _Node) -> None:
        low, high = sorted((self.of(one), self.of(other)))
        self._leader[high] = low


@dataclass(frozen=True)
class Block:
    """A piece of a way with a node at either end and none between.

    `square` is the id of the square that it leads over, where it is no way of its own.
    """

    id: str
    way: int
    tags: Tags
    from_node: str
    to_node: str
    path: LineString
    square: str | None = None

    @property
    def level(self) -> int:
        return crossing_level(self.tags)

    @property
    def structure(self) -> tuple[int, bool, bool]:
        """What two blocks must share to be at the same height where they cross."""
        return self.level, is_set(self.tags, "bridge"), is_tunnel(self.tags)
