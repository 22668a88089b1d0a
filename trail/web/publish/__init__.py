"""The trail as files: every page and file of the app, saved by asking the app itself."""

from __future__ import annotations

from trail.web.publish.site import Published, PublishOptions, publish

__all__ = ["PublishOptions", "Published", "publish"]
