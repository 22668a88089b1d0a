"""The days as a sheet: the diagram in front, the same in words behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trail.export.sheets.content import Content, SheetContext, frame
from trail.export.sheets.ink import NARROW, SANS, SERIF
from trail.export.sheets.sheets import PaperSize
from trail.graphics.days.marks import Path
from trail.graphics.days.paper import draw_paper

MARGIN = 10.0
HEAD, FOOT = 12.0, 15.5  # title above, caveats below, millimetres


@dataclass(frozen=True)
class DayInWords:
    """A day as text: its name, its sitting, its changes of state, its events."""

    name: str
    sitting: str
    changes: Sequence[str]
    events: Sequence[Mapping[str, object]]  # title, press, doubtful


@dataclass(frozen=True)
class PathText:
    """What stands around the diagram."""

    title: str
    intro: str
    alt: str
    notes: Sequence[str]
    days_heading: str
    days: Sequence[DayInWords]


def path_sheet(context: SheetContext, path: Path, text: PathText, paper: PaperSize) -> Content:
    """Values for `path.typ`."""
    width, height = paper.turned(landscape=True)
    drawn = draw_paper(path, SANS, SERIF, NARROW)
    room = (width - 2 * MARGIN, height - 2 * MARGIN - HEAD - FOOT)
    # As broad as the sheet, or as high as there is room for.
    drawn_width = min(room[0], room[1] / drawn.aspect)
    return {
        **frame(context, text.title, (width, height), text.intro),
        "margin": MARGIN,
        "intro": text.intro,
        "picture": {
            "svg": drawn.svg,
            "width": round(drawn_width, 2),
            "height": round(drawn_width * drawn.aspect, 2),
            "alt": text.alt,
        },
        "notes": " ".join(text.notes),
        "days_heading": text.days_heading,
        "days": [
            {
                "name": day.name,
                "sitting": day.sitting,
                "changes": list(day.changes),
                "events": [dict(event) for event in day.events],
            }
            for day in text.days
        ],
    }
