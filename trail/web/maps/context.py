"""The maps of the trail that the app shows."""

from __future__ import annotations

from flask import current_app

from trail.web.maps.atlas import Atlas


def atlas() -> Atlas:
    """The maps of that trail."""
    return current_app.extensions["atlas"]  # type: ignore[no-any-return]
