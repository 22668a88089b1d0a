"""The trail as files: every page and file of the app, saved by asking the app itself."""

from __future__ import annotations

from trail.web.publish.drawing import draw_all, failure_line
from trail.web.publish.site import Published, PublishOptions, publish

__all__ = ["PublishOptions", "Published", "draw_all", "failure_line", "publish"]
