"""Files to take along: the sites and each tour, in every format there is."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, abort, url_for

from trail.dataset.schema.site import Site
from trail.dataset.schema.whole import Dataset
from trail.export.geo import FORMATS, TOUR_FORMATS, ExportMeta, Source
from trail.web.shell.context import guide
from trail.web.shell.delivery import LICENCE_URL, full_url, name_file

bp = Blueprint("downloads", __name__)

_EXTENSION = f"any({', '.join(FORMATS)})"
_ROUTE = "route.gpx"


@bp.get(f"/sites.<{_EXTENSION}:extension>")
def sites(extension: str) -> Response:
    dataset = guide().dataset
    meta = _meta(dataset.trail.title, dataset.trail.description, url_for("pages.sites"))
    return _file("sites", extension, dataset.sites, meta)


@bp.get(f"/tours/<tour_id>.<{_EXTENSION}:extension>")
@bp.get(f"/tours/<tour_id>.{_ROUTE}", defaults={"extension": _ROUTE})
def tour(tour_id: str, extension: str) -> Response:
    found = guide().dataset.get_tour(tour_id)
    meta = _meta(found.name, found.summary, url_for("pages.tour", tour_id=tour_id))
    return _file(tour_id, extension, guide().itinerary(tour_id), meta)


def _file(name: str, extension: str, source: Source, meta: ExportMeta) -> Response:
    form = TOUR_FORMATS.get(extension) or abort(404)
    response = Response(form.convert(source, meta), content_type=form.media_type)
    # Pages of other sites may read it too, as they may read the API.
    response.headers["Access-Control-Allow-Origin"] = "*"
    name_file(response, f"{name}{form.extension}")
    return response


def _meta(title: str, description: str, path: str) -> ExportMeta:
    dataset = guide().dataset
    return ExportMeta(
        title=title,
        description=description,
        author=dataset.trail.title,
        credit=" ".join(dict.fromkeys(layer.credit for layer in dataset.layers)),
        data_date=dataset.trail.data_date,
        licence_url=LICENCE_URL,
        url=full_url(path),
        site_url=_site_url,
    )


def _site_url(site: Site) -> str:
    return full_url(url_for("pages.site", site_id=site.id))


def paths(dataset: Dataset) -> Iterator[str]:
    """The path of every file, each once."""
    for extension in FORMATS:
        yield url_for("downloads.sites", extension=extension)
    for extension in TOUR_FORMATS:
        for plan in dataset.trail.tours:
            yield url_for("downloads.tour", tour_id=plan.id, extension=extension)
