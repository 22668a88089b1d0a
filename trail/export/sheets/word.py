"""The folder of a class trip as a Word document (DOCX) that a school makes its own.

It holds what the printed folder holds, part after part, as headings, paragraphs and tables.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from trail.base.errors import ExportError
from trail.export.sheets.content import Content
from trail.export.sheets.pixels import PixelJob, drawn_in_pixels

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

_THUMB_MM = 26.0
_RULE = "_" * 60
_ZIPPED = (1980, 1, 1, 0, 0, 0)  # the same bytes whenever it is made


def offers_word() -> bool:
    """Whether the library that writes such documents is installed."""
    return find_spec("docx") is not None


def to_docx(content: Content, data_date: str) -> bytes:
    """The document of what `plan_sheets` made; `data_date` (ISO) becomes its own.

    Raises:
        ExportError: the optional library is not installed.
    """
    if not offers_word():
        raise ExportError("a document for Word needs python-docx: pip install 'treaty-trail[word]'")
    return _zipped_alike(_Folder(content, data_date).bytes())


class _Folder:
    """The document as it grows; every part begins on a page of its own."""

    def __init__(self, content: Content, data_date: str) -> None:
        import docx
        from docx.shared import Mm, Pt

        self._content, self._trip = content, _mapping(content["trip"])
        self._mm = Mm
        self._doc: Document = docx.Document()
        width, height = _floats(content["paper"])
        section = self._doc.sections[0]
        section.page_width, section.page_height = Mm(round(width)), Mm(round(height))
        margin = Mm(round(float(self._trip["margin"])))
        section.left_margin = section.right_margin = margin
        section.top_margin = section.bottom_margin = margin
        self._doc.styles["Normal"].font.size = Pt(18 if self._trip["large"] else 11)
        about = self._doc.core_properties
        about.title, about.author = str(content["document"]), str(content["author"])
        about.language, about.comments = str(content["lang"]), ""
        about.created = about.modified = dt.datetime.fromisoformat(f"{data_date}T12:00:00")
        self._pictures = drawn_in_pixels(str(content["document"]), str(content["lang"]), [
            *self._drawings()
        ])  # fmt: skip

    def bytes(self) -> bytes:
        trip = self._trip
        self._plan()
        for part in (
            self._weather, self._approval, self._letters, self._roster, self._cards, self._map,
            self._emergency, self._worksheets, self._story,
        ):  # fmt: skip
            part(trip)
        out = io.BytesIO()
        self._doc.save(out)
        return out.getvalue()

    # ------------------------------------------------------------ parts

    def _plan(self) -> None:
        trip = self._trip
        self._doc.add_heading(str(trip["title"]), 1)
        self._lines([trip["lead"]])
        self._doc.add_paragraph(
            "; ".join(f"{total['value']} {total['label']}" for total in trip["totals"])
        )
        self._where(trip)
        self._lines([trip["proof"]])
        self._headed(trip["notices"]["heading"], trip["notices"]["lines"])
        self._lines([trip["url"]])

    def _where(self, found: Mapping[str, Any]) -> None:
        where = found["where"]
        self._doc.add_heading(where["heading"], 2)
        self._table(
            [where["group"], *where["stops"]],
            [[row["name"], *row["cells"]] for row in where["rows"]],
        )
        self._lines(["; ".join(where["names"]) + "."])

    def _weather(self, trip: Mapping[str, Any]) -> None:
        if trip["weather"]:
            self._part(trip["weather"]["heading"])
            self._lines([trip["weather"]["lead"], trip["weather"]["stretch"]])
            self._where(trip["weather"])
            self._points(trip["weather"]["notes"])

    def _approval(self, trip: Mapping[str, Any]) -> None:
        item = trip["approval"]
        if not item:
            return
        self._part(item["heading"])
        self._pairs(item["facts"])
        self._doc.add_heading(item["purpose"]["heading"], 2)
        self._lines(item["purpose"]["lines"])
        standards = item["standards"]
        self._headed(standards["heading"], standards["lines"] or [standards["none"]])
        self._lines([standards["note"]])
        self._doc.add_heading(item["costs"]["heading"], 2)
        self._pairs([(line, "$") for line in [*item["costs"]["lines"], item["costs"]["total"]]])
        self._headed(item["risks"]["heading"], item["risks"]["lines"])
        self._lines(f"{_RULE}\n{name}, {item['date']}" for name in item["signs"])

    def _letters(self, trip: Mapping[str, Any]) -> None:
        for letter in trip["letters"]:
            self._part(letter["title"])
            self._lines(letter["paragraphs"])
            self._pairs(letter["facts"])
            self._points(letter["bring"])
            self._doc.add_heading(letter["slip"]["title"], 2)
            self._lines(f"{line}\n{_RULE}" for line in letter["slip"]["lines"])

    def _roster(self, trip: Mapping[str, Any]) -> None:
        roster = trip["roster"]
        self._part(roster["heading"])
        self._lines([roster["lead"]])
        for group in roster["groups"]:
            self._doc.add_heading(f"{group['name']} ({group['line']})", 2)
            self._lines([f"{roster['adult']}: {_RULE}"])
            blank = [""] * (1 + len(roster["ticks"]))
            self._table(
                ["", roster["name"], *roster["ticks"]],
                [[str(k + 1), *blank] for k in range(group["students"])],
            )

    def _cards(self, trip: Mapping[str, Any]) -> None:
        words = trip["words"]
        for card in trip["cards"]:
            self._part(card["title"])
            self._lines([f"{card['line']}. {card['copies']}", f"{words['order']}: {card['order']}"])
            self._lines(f"{words[name]}: {_RULE}" for name in ("name", "phone"))
            self._table(
                [words["time"], words["what"]],
                [
                    [
                        entry["span"],
                        " ".join(filter(None, (entry["text"], entry["way"], entry["address"]))),
                    ]
                    for entry in card["entries"]
                ],
            )
            self._lines([words["count"]])
            self._doc.add_heading(card["saying"], 2)
            for entry in card["entries"]:
                if entry["number"]:
                    self._doc.add_heading(f"{entry['number']}. {entry['name']}", 3)
                    told = [(words["say"], " ".join(entry["say"])), (words["ask"], entry["ask"])]
                    self._lines(f"{label}: {text}" for label, text in told if text)
            self._doc.add_heading(card["own"], 2)
            self._picture(("way", card["way"]))
            self._lines([words["students"], *([_RULE] * card["names"])])

    def _map(self, trip: Mapping[str, Any]) -> None:
        self._part(trip["map"]["heading"])
        self._lines([trip["map"]["lead"]])
        self._picture(("map", 0))
        self._lines([trip["map"]["notes"]])

    def _emergency(self, trip: Mapping[str, Any]) -> None:
        item = trip["emergency"]
        self._part(item["heading"])
        for advice in item["advice"]:
            self._doc.add_heading(advice["heading"], 2)
            self._lines([advice["text"], *([_RULE] * advice["lines"])])
        self._doc.add_heading(item["where"], 2)
        self._table(
            [item["stop"], item["address"], item["ask"]],
            [[stop["name"], stop["address"], stop["ask"]] for stop in item["stops"]],
        )
        self._doc.add_heading(trip["facts"]["heading"], 1)
        for stop in trip["facts"]["stops"]:
            self._doc.add_heading(stop["name"], 3)
            self._points([*stop["lines"], *filter(None, [stop["ask"]])])

    def _worksheets(self, trip: Mapping[str, Any]) -> None:
        sheets = trip["worksheets"]
        if sheets["none"]:
            self._part(sheets["heading"])
            self._lines([sheets["none"]])
        for one in sheets["sets"]:
            self._part(sheets["heading"])
            self._lines([f"{sheets['band']}. {one['groups']}. {sheets['team']}: {_RULE}"])
            for stop in one["stops"]:
                self._doc.add_heading(f"{stop['number']}. {stop['name']}", 2)
                self._lines([stop["look"]])
                for question in stop["questions"]:
                    self._lines([question["ask"], _RULE, _RULE])

    def _story(self, trip: Mapping[str, Any]) -> None:
        self._part(trip["story"]["heading"])
        self._lines([trip["story"]["lead"]])
        for k, step in enumerate(trip["story"]["steps"]):
            self._picture(("step", k))
            self._lines([step["text"]])

    # ------------------------------------------------------------ pieces

    def _part(self, heading: str) -> None:
        self._doc.add_heading(heading, 1).paragraph_format.page_break_before = True

    def _headed(self, heading: str, points: Iterable[str]) -> None:
        self._doc.add_heading(heading, 2)
        self._points(points)

    def _lines(self, lines: Iterable[object]) -> None:
        for line in lines:
            self._doc.add_paragraph(str(line))

    def _points(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._doc.add_paragraph(line, style="List Bullet")

    def _pairs(self, pairs: Iterable[Sequence[str]]) -> None:
        self._filled([list(pair) for pair in pairs], 2)

    def _table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        from docx.oxml.ns import qn
        from docx.oxml.parser import OxmlElement

        table = self._filled([head, *rows], len(head))
        # Told again on the next page, and a head for whoever listens to the table.
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(mark)

    def _filled(self, rows: Sequence[Sequence[str]], columns: int) -> Table:
        table: Table = self._doc.add_table(len(rows), columns, style="Table Grid")
        # Asked for once: the library counts through the whole table for each row it is asked for.
        for cell, text in zip(table._cells, (t for row in rows for t in row), strict=True):
            cell.text = text
        return table

    # ------------------------------------------------------------ pictures

    def _drawings(self) -> Iterable[PixelJob]:
        own, drawn = self._trip["own"], self._trip["map"]["drawn"]
        yield PixelJob(("map", 0), drawn["width"], drawn["height"], drawn["alt"], drawn["svg"])
        for k, way in enumerate(own["ways"]):
            yield PixelJob(("way", k), own["width"], own["height"], way["alt"], map=own, way=way)
        for k, step in enumerate(self._trip["story"]["steps"]):
            if picture := step["picture"]:
                yield PixelJob(("step", k), _THUMB_MM, _THUMB_MM, picture["alt"], picture["svg"])

    def _picture(self, key: tuple[str, int]) -> None:
        found = self._pictures.get(key)
        if found is None:
            return
        drawing, png = found
        shape = self._doc.add_picture(io.BytesIO(png), width=self._mm(drawing.width_mm))
        shape._inline.docPr.set("descr", drawing.alt)


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError("not the values of a folder")
    return value


def _floats(value: object) -> tuple[float, float]:
    if not isinstance(value, list | tuple):
        raise TypeError("no size of paper")
    return float(value[0]), float(value[1])


def _zipped_alike(body: bytes) -> bytes:
    """The same archive with one date for all its files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _ZIPPED), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
