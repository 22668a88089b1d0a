"""The trail as files: every page and file of the app, saved by asking the app itself."""

from __future__ import annotations

from trail.web.publish.site import Options, Published, publish

__all__ = ["Options", "Published", "publish"]
