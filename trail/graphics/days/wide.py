"""The days across: three bands of events, and between them the demands as lines.

For wide sheets of paper; `down` is the same for screens. Sizes are in the units of each layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from xml.etree import ElementTree as ET

from trail.dataset.schema.story import BANDS, Band
from trail.graphics.days.ink import is_wall, pattern
from trail.graphics.days.marks import EventMark, Line, Path, StateMark
from trail.graphics.maps.metrics import LINE, broken, text_width, wrapped
from trail.graphics.maps.svg import Attributes, add, number


@dataclass(frozen=True)
class DiagramLayout:
    """Room for the words at both ends, heights of rows, and sizes of type.

    `narrow`: how broad the type runs, in parts of what `cartography.metrics` assumes.
    """

    width: float = 1230.0
    left: float = 196.0
    right: float = 196.0
    lane: float = 24.0
    row: float = 31.0
    type: float = 13.0
    small: float = 12.0
    narrow: float = 1.0


_TOP_BANDS: tuple[Band, ...] = tuple(band for band in BANDS if band != "citizens")


@dataclass
class _Lanes:
    """Rows of words, each put into the first row that has room for it."""

    rows: list[list[tuple[float, float]]] = field(default_factory=list)

    def place(self, left: float, right: float) -> int:
        """The row that takes a span, from 0."""
        for index in count():
            if index == len(self.rows):
                self.rows.append([])
            if all(right <= a or left >= b for a, b in self.rows[index]):
                self.rows[index].append((left, right))
                return index
        raise AssertionError("rows never end")  # pragma: no cover


class _Wide:
    """Draws from the top down; `y` is where the next part begins."""

    def __init__(self, path: Path, layout: DiagramLayout) -> None:
        self.path, self.at = path, layout
        self.step = (layout.width - layout.left - layout.right) / len(path.days)
        self.y = 0.0
        self._told: list[tuple[float, float, float]] = []  # words: left, right, top of a lane
        self.svg = ET.Element(
            "svg", {"class": "d-wide", "role": "group", "aria-label": path.words.title}
        )

    # ------------------------------------------------------------ places

    def left_of(self, day: date) -> float:
        return self.at.left + self.path.clamped(day) * self.step

    def middle_of(self, day: date) -> float:
        return self.left_of(day) + self.step / 2

    def _wide(self, text: str, size: float, *, bold: bool = False) -> float:
        return text_width(text, size, bold=bold, narrow=self.at.narrow)

    def _wrapped(self, text: str, room: float) -> list[str]:
        """The text in as many lines as the room needs."""
        return wrapped(text, lambda line: self._wide(line, self.at.small) <= room)

    # ------------------------------------------------------------ the whole

    def draw(self) -> ET.Element:
        ground = ET.SubElement(self.svg, "g")
        self._stall_head()
        self._axis(linked=True)
        top = self.y
        for band in _TOP_BANDS:
            self._band(band, [e for e in self.path.events if e.band == band])
            if band != _TOP_BANDS[-1]:
                self._rule()
        self._lines()
        self._rule()
        near = [e for e in self.path.events if e.band == "citizens" and not e.away]
        far = [e for e in self.path.events if e.band == "citizens" and e.away]
        self._band("citizens", near)
        if far:
            self._lanes(far, self.path.words.away)
        self._axis(linked=False)
        self._stall_ground(ground, top - 14, self.y - 30)
        self.svg.set("viewBox", f"0 0 {self.at.width:g} {number(self.y)}")
        return self.svg

    def _stall_head(self) -> None:
        stall = self.path.stall
        if stall is None:
            self.y = 12
            return
        left, right = self.left_of(stall.first), self.left_of(stall.last) + self.step
        half = self._wide(stall.text, self.at.type, bold=True) / 2
        x = min(max((left + right) / 2, half), self.at.width - half)
        self._text(x, 16, stall.text, "d-stall", anchor="middle")
        add(self.svg, "path", {"class": "d-bracket", "d": f"M{left:.1f} 29v-6H{right:.1f}v6"})
        self.y = 32

    def _stall_ground(self, parent: ET.Element, top: float, bottom: float) -> None:
        stall = self.path.stall
        if stall is None:
            return
        left, right = self.left_of(stall.first), self.left_of(stall.last) + self.step
        box: Attributes = {"x": left, "y": top, "width": right - left, "height": bottom - top}
        add(parent, "rect", {"class": "d-ground", **box})
        for x in (left, right):
            d = "".join(f"M{x:.1f} {a:.1f}V{b:.1f}" for a, b in self._clear(x, top, bottom))
            add(parent, "path", {"class": "d-edge", "d": d})

    def _clear(self, x: float, top: float, bottom: float) -> Iterator[tuple[float, float]]:
        """The parts of an upright line that strike no event's words."""
        struck = sorted(
            (y, y + self.at.lane) for left, right, y in self._told if left - 2 < x < right
        )
        for first, last in struck:
            if first > top:
                yield top, first
            top = max(top, last)
        if top < bottom:
            yield top, bottom

    def _rule(self) -> None:
        y = self.y + 4
        add(self.svg, "path", {"class": "d-rule", "d": f"M0 {y:.1f}H{self.at.width:g}"})
        self.y += 16

    # ------------------------------------------------------------ axis

    def _axis(self, *, linked: bool) -> None:
        group = add(self.svg, "g", {"class": "d-axis"})
        y = self.y + 14
        for mark in self.path.days:
            x = self.middle_of(mark.day)
            parent = self._link(mark.href, mark.name, group) if linked else group
            if linked:
                self._hit(parent, x - self.step / 2, self.y, self.step)
            self._text(x, y, mark.number, "d-weekend" if mark.weekend else "d-day",
                       anchor="middle", parent=parent)  # fmt: skip
            under = mark.month or mark.weekend
            if under and mark is not self.path.days[0]:
                self._text(x, y + 13, under, "d-small", anchor="middle", parent=group)
        first = self.path.days[0]
        self._text(self.at.left - 8, y, first.month, "d-day", anchor="end", parent=group)
        if not linked:
            group.set("aria-hidden", "true")
        self.y += 34

    def _sittings(self) -> None:
        group = add(self.svg, "g", {"class": "d-axis", "aria-hidden": "true"})
        days, sittings = self.y + 10, self.y + 28
        x, words = self.at.left - 8, self.path.words
        self._text(x, days, words.day, "d-small", anchor="end", parent=group)
        self._text(x, sittings, words.sitting, "d-small", anchor="end", parent=group)
        for mark in self.path.days:
            x = self.middle_of(mark.day)
            self._text(x, days, mark.number, "d-small", anchor="middle", parent=group)
            name = "d-day" if mark.held else "d-word"
            self._text(x, sittings, mark.sitting, name, anchor="middle", parent=group)
        self.y += 54

    # ------------------------------------------------------------ bands of events

    def _band(self, band: Band, events: Sequence[EventMark]) -> None:
        name, holds = self.path.words.bands[band]
        top = self.y
        self._text(0, top + 18, name, "d-band")
        lines = self._wrapped(holds, self.at.left - 24)
        for index, line in enumerate(lines):
            self._text(0, top + 36 + index * 15, line, "d-small d-start")
        self._lanes(events)
        self.y = max(self.y, top + 36 + len(lines) * 15)

    def _lanes(self, events: Iterable[EventMark], caption: str = "") -> None:
        lanes = _Lanes()
        top = self.y
        for index, line in enumerate(self._wrapped(caption, self.at.left - 24) if caption else ()):
            self._text(0, top + 17 + index * 15, line, "d-small d-start")
        for event in events:
            x, end = self.middle_of(event.first), self.middle_of(event.last)
            width = self._wide(event.label, self.at.type) + 14
            before = end + width > self.at.width
            left = x - width if before else x - 6
            right = end + 6 if before else end + width
            row = lanes.place(left, right)
            self._event(event, (left, right), top + row * self.at.lane, before=before)
        self.y = top + max(len(lanes.rows), 1) * self.at.lane + 4

    def _event(
        self, event: EventMark, span: tuple[float, float], top: float, *, before: bool
    ) -> None:
        link = self._link(event.href, event.name)
        link.set("data-event", event.id)
        self._told.append((*span, top))
        if event.press:
            link.set("class", "d-press")
        self._hit(link, span[0], top, span[1] - span[0])
        x, end, y = self.middle_of(event.first), self.middle_of(event.last), top + self.at.lane / 2
        if end > x:
            add(link, "path", {"class": "d-between", "d": f"M{x:.1f} {y:.1f}H{end:.1f}"})
        _event_mark(link, event, x, y)
        at, anchor = (x - 8, "end") if before else (end + 8, "start")
        self._text(at, y + 4.4, event.label, "", anchor=anchor, parent=link)

    # ------------------------------------------------------------ demands

    def _lines(self) -> None:
        self._sittings()
        said = _words_to_say(self.path.lines)
        taken: dict[int, list[tuple[float, float]]] = {}
        first = self.y
        for row, line in enumerate(self.path.lines):
            y = first + row * self.at.row
            self._name(line, y)
            for mark in line.marks:
                self._state(mark, y)
        # Words last: they stand above their line, clear of each other.
        for row, line in enumerate(self.path.lines):
            for mark in line.marks:
                if said.get(mark.key) == mark.id:
                    x = self.left_of(mark.stretch.first) + 2
                    self._word(x, first + row * self.at.row, self.path.words.states[mark.key],
                               taken.setdefault(row, []))  # fmt: skip
        self._tick_word(first, taken)
        self.y = first + len(self.path.lines) * self.at.row - 4

    def _word(
        self, x: float, y: float, text: str, taken: list[tuple[float, float]], *, force: bool = True
    ) -> bool:
        width = self._wide(text, self.at.small)
        x = min(x, self.at.width - width)
        free = all(x + width + 6 <= a or x >= b for a, b in taken)
        if not free and force:
            x = max(b for _a, b in taken) + 8
            free = True
        if free:
            taken.append((x, x + width + 6))
            self._told.append((x, x + width, y - 6 - self.at.lane))
            self._text(x, y - 9, text, "d-word d-halo")
        return free

    def _tick_word(self, first: float, taken: dict[int, list[tuple[float, float]]]) -> None:
        """What a tick means, beside the first one that has room."""
        for row, line in enumerate(self.path.lines):
            days = [day for mark in line.marks for day in mark.argued]
            if not days:
                continue
            x, y = self.middle_of(days[0]) + 5, first + row * self.at.row
            text = self.path.words.tick
            if self._word(x, y, text, taken.setdefault(row, []), force=False):
                return

    def _name(self, line: Line, y: float) -> None:
        group = add(self.svg, "g", {"class": "d-name"})
        self._text(self.at.left - 6, y + 4.4, str(line.number), "d-day", anchor="end", parent=group)
        self._two(self.at.left - 28, y, line.name, self.at.left - 34, "end", group)
        end = self.left_of(self.path.days[-1].day) + self.step + 12
        self._two(end, y, line.ending, self.at.width - end, "start", group)

    def _two(
        self, x: float, y: float, text: str, room: float, anchor: str, parent: ET.Element
    ) -> None:
        """Words in the room there is: on one line, or on two."""
        lines = (text,) if self._wide(text, self.at.small) <= room else broken(text)
        for index, part in enumerate(lines):
            at = y + 4.2 + (index - (len(lines) - 1) / 2) * self.at.small * LINE
            self._text(x, at, part, "", anchor=anchor, parent=parent)

    def _state(self, mark: StateMark, y: float) -> None:
        link = self._link(mark.href, mark.name)
        link.set("data-state", mark.id)
        left = self.left_of(mark.stretch.first)
        right = self.left_of(mark.stretch.last) + self.step
        self._hit(link, left, y - self.at.lane / 2, right - left)
        withdrawn = mark.stretch.state == "withdrawn"
        start = self.middle_of(mark.stretch.first) + 6 if withdrawn else left
        for stroke in pattern(mark.key):
            attributes: Attributes = {
                "class": stroke.tone,
                "d": f"M{start:.1f} {y + stroke.off:.1f}H{right:.1f}",
                "stroke-width": stroke.width,
            }
            if stroke.dash:
                attributes["stroke-dasharray"] = stroke.dash
            add(link, "path", attributes)
        if withdrawn:
            x = left + 6
            cross = f"M{x - 4:.1f} {y - 4:.1f}l8 8m0-8l-8 8"
            add(link, "path", {"class": "d-ink", "d": cross, "stroke-width": 2})
        if mark.stretch.state == "settled":
            add(link, "circle", {"class": "d-dot", "cx": right, "cy": y, "r": 5.4})
        tone = "d-tick d-tick--light" if is_wall(mark.key) else "d-tick"
        for day in mark.argued:
            x = self.middle_of(day)
            add(link, "path", {"class": tone, "d": f"M{x:.1f} {y - 6:.1f}v12"})

    # ------------------------------------------------------------ elements

    def _link(self, href: str, name: str, parent: ET.Element | None = None) -> ET.Element:
        link = add(self.svg if parent is None else parent, "a", {"href": href})
        add(link, "title", {}, name)
        return link

    def _hit(self, parent: ET.Element, x: float, y: float, width: float) -> None:
        """The part of a link that takes the pointer, and shows that it has the focus."""
        box: Attributes = {"x": x, "y": y, "width": width, "height": self.at.lane}
        add(parent, "rect", {"class": "d-hit", **box})

    def _text(
        self,
        x: float,
        y: float,
        text: str,
        name: str,
        *,
        anchor: str = "start",
        parent: ET.Element | None = None,
    ) -> None:
        if not text:
            return
        attributes: Attributes = {"x": x, "y": y}
        if name:
            attributes["class"] = name
        if "d-halo" in name:
            attributes["paint-order"] = "stroke"
        if anchor != "start":
            attributes["text-anchor"] = anchor
        add(self.svg if parent is None else parent, "text", attributes, text)


def _event_mark(parent: ET.Element, event: EventMark, x: float, y: float) -> None:
    """A disc for what was done, a dash for what was printed; hollow where it is doubtful."""
    name = "d-hollow" if event.doubtful else "d-dot"
    if event.press:
        add(parent, "rect", {"class": name, "x": x - 4, "y": y - 1.5, "width": 8, "height": 3})
    else:
        add(parent, "circle", {"class": name, "cx": x, "cy": y, "r": 3.4})


def _words_to_say(lines: Sequence[Line]) -> dict[object, str]:
    """For each state the mark that its word stands at: the longest, the upper of equals."""
    longest: dict[object, StateMark] = {}
    for line in lines:
        for mark in line.marks:
            best = longest.get(mark.key)
            if best is None or mark.stretch.length > best.stretch.length:
                longest[mark.key] = mark
    return {key: mark.id for key, mark in longest.items()}


def drawing(path: Path, layout: DiagramLayout) -> ET.Element:
    """The diagram as an element without paint."""
    return _Wide(path, layout).draw()
