"""Whether the app works, for whoever watches it."""

from __future__ import annotations

from flask import Blueprint, Response, current_app

from trail import __version__
from trail.web.shell.context import guide

bp = Blueprint("healthz", __name__)


@bp.get("/healthz")
def healthz() -> Response:
    """What runs here; 503 where questions are to be kept and can't be written down."""
    dataset = guide().dataset
    intake = current_app.extensions["ask"]
    storage = "off" if intake is None else "ok" if intake.works() else "failing"
    failing = storage == "failing"
    health = {
        "status": "failing" if failing else "ok",
        "version": __version__,
        "data_version": dataset.trail.version,
        "data_digest": dataset.digest,
        "sites": len(dataset.sites),
        "storage": storage,
    }
    body = current_app.json.dumps(health)
    response = Response(body, 503 if failing else 200, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
