"""The composer: a sheet as whoever prints wishes it. What is wished stands in its address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, make_response, render_template, request, url_for

from trail.base.errors import InvalidParameter
from trail.export.sheets import (
    MORE_PAPERS,
    PAPERS,
    PATH_PAPERS,
    PLATE_PAPERS,
    Wishes,
    sheets_of,
    stop_sheets_of,
)
from trail.web.printing.sheets import address, paper_word, press, sheet_name
from trail.web.shell.context import crumbs, guide
from trail.web.shell.delivery import name_file
from trail.web.shell.i18n import gettext as _
from trail.web.shell.params import allow
from trail.web.shell.rows import Crumb, Page

bp = Blueprint("composer", __name__)
allow("composer.composed", "sheet", "minutes", "paper", "turn", "scale", "points", "codes")
_TURNS = ("", "upright", "side")
_SCALES = (5_000, 6_000, 7_500, 10_000, 12_500, 15_000, 20_000, 25_000)
_POINTS = (10, 12, 14, 16, 18)
_MINUTES = (30, 45, 60, 90, 120, 180)
_LEAST_SCALE, _MOST_SCALE = 500, 5_000_000


@dataclass(frozen=True)
class WishChoice:
    value: str
    name: str


@dataclass(frozen=True)
class Wish:
    """One thing to choose."""

    id: str
    label: str
    choices: tuple[WishChoice, ...]
    note: str = ""


@bp.get("/print/compose/")
def form() -> str:
    return render_template(
        "printing/compose.html",
        page=Page(
            title=_("Compose a sheet") + f". {guide().dataset.trail.title}",
            description=_("Paper, turn, scale and type size of a sheet, chosen by whoever prints."),
            section="print",
            **crumbs(Crumb(_("Print"), url_for("printing.index")), Crumb(_("Compose a sheet"))),  # type: ignore[arg-type]
        ),
        questions=_questions(),
        card=next((found.name for found in stop_sheets_of(guide().dataset)), ""),
    )


@bp.get("/print/composed.pdf")
def composed() -> Response:
    if not request.args:
        return make_response(form())
    sheet, paper, wishes = read_wishes(request.args)
    made = press().made(sheet, paper, address(), wishes)
    response = Response(made.pdf, content_type="application/pdf")
    name_file(response, f"{sheet.replace('/', '-')}-{paper}.pdf", "inline")
    return response


def read_wishes(given: Mapping[str, str]) -> tuple[str, str, Wishes]:
    """Sheet, paper and wishes that an address asks for; InvalidParameter names what can't be."""
    sheet = given.get("sheet", "")
    minutes = _whole(given, "minutes", 1, 24 * 60)
    if minutes is not None:
        sheet = f"{sheet}/in/{minutes}"
    turn = given.get("turn", "")
    if turn not in _TURNS:
        raise InvalidParameter("turn", turn[:80], "upright or side")
    codes = given.get("codes", "")
    if codes not in ("", "none"):
        raise InvalidParameter("codes", codes[:80], "none, or nothing")
    scale = _whole(given, "scale", _LEAST_SCALE, _MOST_SCALE)
    points = _whole(given, "points", 9, 24)
    return sheet, given.get("paper", ""), Wishes(turn, scale, points, codes != "none")


def _whole(given: Mapping[str, str], name: str, least: int, most: int) -> int | None:
    text = given.get(name, "")
    if not text:
        return None
    number = int(text) if re.fullmatch("[0-9]{1,9}", text) else -1
    if not least <= number <= most:
        raise InvalidParameter(name, text[:80], f"a whole number from {least} to {most}")
    return number


def _questions() -> tuple[Wish, ...]:
    as_fits = WishChoice("", _("As fits best"))
    words = press().words
    papers = {**PAPERS, **MORE_PAPERS, **PATH_PAPERS, **PLATE_PAPERS}
    only = _("A trail sheet alone: the other sheets have their own layout.")
    return (
        Wish(
            "sheet",
            _("Sheet"),
            tuple(
                WishChoice(found.name, sheet_name(found))
                for found in (*sheets_of(guide().dataset), *stop_sheets_of(guide().dataset))
            ),
        ),
        Wish(
            "minutes",
            _("How much of it"),
            (
                WishChoice("", _("All of it")),
                *(WishChoice(str(m), words.minutes(m)) for m in _MINUTES),
            ),
            _("The best part of a walk for so much time, as a trail sheet."),
        ),
        Wish("paper", _("Paper"), tuple(WishChoice(name, paper_word(name)) for name in papers)),
        Wish(
            "turn",
            _("Turn of the paper"),
            (as_fits, WishChoice("upright", _("Upright")), WishChoice("side", _("On its side"))),
            only,
        ),
        Wish(
            "scale",
            _("Scale of the map"),
            (as_fits, *(WishChoice(str(n), f"1:{words.number(n)}") for n in _SCALES)),
            only,
        ),
        Wish(
            "points",
            _("Least type size"),
            (as_fits, *(WishChoice(str(n), _("%(n)s points", n=n)) for n in _POINTS)),
            only,
        ),
        Wish(
            "codes",
            _("Codes"),
            (WishChoice("", _("With codes")), WishChoice("none", _("Without codes"))),
        ),
    )
