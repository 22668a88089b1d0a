"""The days running down: a row a day, the demands as strands, events as dots in three columns.

Laid out for a phone 360 px wide, where the whole conference is on one screen. A row is one
link; what a thumb needs more room for stands in the list of days beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree as ET

from markupsafe import Markup

from trail.dataset.schema.story import BANDS, Band
from trail.graphics.days.ink import is_wall, pattern
from trail.graphics.days.marks import DayMark, EventMark, Line, Path, StateKey
from trail.graphics.maps.svg import Attributes, add

WIDTH = 360.0
_ROW = 17.0
_TOP = 44.0
_NAMES = 54.0  # where the names of the days end
_FIRST = 64.75  # the first strand
_STRANDS = (_NAMES, 222.0)
_COLUMNS: dict[Band, float] = {"back-channel": 232.0, "negotiation": 278.0, "citizens": 318.0}
_HEADS: dict[Band, float] = {"back-channel": 228.0, "negotiation": 276.0, "citizens": 314.0}
_DOT, _STEP = 2.2, 6.5
_SCALE = 0.62  # of the wide drawing's strokes


def draw_down(path: Path, here: date | None = None) -> Markup:
    """The whole path; `here` is a day that is marked as the one at hand."""
    return _Down(path).draw(here)


def draw_sample(key: StateKey) -> Markup:
    """A short piece of a state's line, lying, to stand beside its name."""
    svg = ET.Element(
        "svg",
        {"class": "d-sample", "viewBox": "0 0 30 12", "aria-hidden": "true", "focusable": "false"},
    )
    for stroke in pattern(key):
        attributes: Attributes = {
            "class": stroke.tone,
            "d": f"M0 {6 + stroke.off:.1f}h30",
            "stroke-width": stroke.width,
        }
        if stroke.dash:
            attributes["stroke-dasharray"] = stroke.dash
        add(svg, "path", attributes)
    return _markup(svg)


_LONGEST = 9  # letters of a word over a column
_HAN = "\u2e80"  # where the broad letters of East Asia begin
_VOWELS = "aeiouyаеёиоуыэюя"


def _breadth(letter: str) -> float:
    """Of a letter, in Latin ones."""
    return 2.3 if letter >= _HAN else 1.15 if letter >= "\u0400" else 1


def in_pieces(word: str) -> list[str]:
    """A word that is longer than a column in two, parted where a syllable may end."""
    if sum(_breadth(letter) for letter in word) <= _LONGEST:
        return [word]
    if word[0] >= _HAN:  # breaks anywhere, without a hyphen
        return [word[: len(word) // 2], word[len(word) // 2 :]]
    most = min(_LONGEST - 2, len(word) - 2)
    at = next((k for k in range(most, 2, -1) if word[k - 1].lower() in _VOWELS), most)
    return [f"{word[:at]}-", word[at:]]


class _Down:
    def __init__(self, path: Path) -> None:
        self.path = path
        count = max(len(path.lines), 1)
        self.gap = min(13.5, (_STRANDS[1] - _FIRST) / count)
        self.height = _TOP + _ROW * len(path.days) + 10
        self.svg = ET.Element(
            "svg",
            {
                "class": "d-path",
                "viewBox": f"0 0 {WIDTH:g} {self.height:g}",
                "role": "group",
                "aria-label": path.words.title,
            },
        )

    def top(self, day: date) -> float:
        return _TOP + _ROW * self.path.clamped(day)

    def x(self, place: int) -> float:
        return _FIRST + self.gap * place

    def draw(self, here: date | None) -> Markup:
        self._grounds(here)
        self._heads()
        for place, line in enumerate(self.path.lines):
            self._strand(place, line)
        for index, mark in enumerate(self.path.days):
            if index and mark.day.weekday() == 0:
                y = self.top(mark.day)
                add(self.svg, "path", {"class": "d-week", "d": f"M0 {y:g}H{WIDTH:g}"})
        for mark in self.path.days:
            self._day(mark)
        return _markup(self.svg)

    def _grounds(self, here: date | None) -> None:
        stall = self.path.stall
        if stall is not None:
            top, bottom = self.top(stall.first), self.top(stall.last) + _ROW
            box: Attributes = {"x": 0, "y": top, "width": WIDTH, "height": bottom - top}
            add(self.svg, "rect", {"class": "d-ground", **box})
        if here is not None:
            box = {"x": 0.75, "y": self.top(here), "width": WIDTH - 1.5, "height": _ROW}
            add(self.svg, "rect", {"class": "d-here", **box})

    def _heads(self) -> None:
        heads = add(self.svg, "g", {"aria-hidden": "true"})
        add(heads, "text", {"x": _NAMES + 4, "y": 20, "class": "d-small"}, self.path.words.demands)
        for place, line in enumerate(self.path.lines):
            at: Attributes = {"x": self.x(place), "y": 36, "text-anchor": "middle"}
            add(heads, "text", {**at, "class": "d-number"}, str(line.number))
        for band in BANDS:
            words = self.path.words.bands[band][0].split()
            # "At the table" is longer than its column: its last word says enough.
            words = words if len(words) <= 2 else [words[-1][:1].upper() + words[-1][1:]]
            words = [piece for word in words for piece in in_pieces(word)][:3]
            for row, word in enumerate(reversed(words)):
                at = {"x": _HEADS[band], "y": 36 - row * 13}
                add(heads, "text", {**at, "class": "d-small"}, word)

    def _strand(self, place: int, line: Line) -> None:
        group = add(self.svg, "g", {"aria-hidden": "true"})
        x = self.x(place)
        for mark in line.marks:
            first, last = self.top(mark.stretch.first), self.top(mark.stretch.last) + _ROW
            state = mark.stretch.state
            begin = first + 12 if state == "withdrawn" else first
            for stroke in pattern(mark.key):
                look: Attributes = {
                    "class": stroke.tone,
                    "d": f"M{x + stroke.off * _SCALE:.1f} {begin:.1f}V{last - 1:.1f}",
                    "stroke-width": max(stroke.width * _SCALE * 1.35, 0.9),
                }
                if stroke.dash:
                    look["stroke-dasharray"] = stroke.dash
                add(group, "path", look)
            if state == "withdrawn":
                cross = f"M{x - 4:.1f} {first + 3:.1f}l8 8m0-8l-8 8"
                add(group, "path", {"class": "d-ink", "d": cross, "stroke-width": 2})
            if state == "settled":
                add(group, "circle", {"class": "d-dot", "cx": x, "cy": last - 1, "r": 4.5})
            tone = "d-tick d-tick--light" if is_wall(mark.key) else "d-tick"
            for day in mark.argued:
                y = self.top(day) + _ROW / 2
                add(group, "path", {"class": tone, "d": f"M{x - 4.5:.1f} {y:.1f}h9"})

    def _day(self, mark: DayMark) -> None:
        link = add(self.svg, "a", {"href": mark.href, "aria-label": mark.told or mark.name})
        top = self.top(mark.day)
        box: Attributes = {"x": 0, "y": top, "width": WIDTH, "height": _ROW}
        add(link, "rect", {"class": "d-hit", **box})
        name = "d-day d-held" if mark.held else "d-day"
        at: Attributes = {"x": _NAMES, "y": top + 12.5, "text-anchor": "end"}
        add(link, "text", {**at, "class": name}, mark.short or mark.number)
        events = [event for event in self.path.events if event.first == mark.day]
        for band in BANDS:
            mine = [event for event in events if event.band == band]
            self._dots(link, mine, _COLUMNS[band], top + _ROW / 2, WIDTH - _COLUMNS[band])

    def _dots(
        self, parent: ET.Element, events: Sequence[EventMark], x: float, y: float, room: float
    ) -> None:
        """A dot an event; a second row where there are more than the column has room for."""
        width = min(room, 46.0)
        most = max(int((width - 4) // _STEP), 1)
        for index, event in enumerate(events):
            row, place = divmod(index, most)
            up = 0 if len(events) <= most else -3 + row * 6
            name = "d-hollow" if event.doubtful else "d-dot"
            add(parent, "circle", {"class": name, "cx": x + place * _STEP, "cy": y + up, "r": _DOT})


def _markup(svg: ET.Element) -> Markup:
    return Markup(ET.tostring(svg, encoding="unicode"))  # noqa: S704 - escaped by ElementTree
