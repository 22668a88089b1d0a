"""Words of the time, where they belong: on days, sites, people, articles, chapters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trail.dataset.schema.chapters import Voice
from trail.guide.guide import Guide
from trail.web.shell import filters
from trail.web.shell import rows as present
from trail.web.shell.rows import SourceView

_Place = Literal["days", "sites", "people", "articles", "chapters"]


@dataclass(frozen=True)
class VoiceView:
    """A quotation with who said it, where and when; `foreign` in another language than the page."""

    voice: Voice
    when: str
    foreign: bool
    source: SourceView


def voices_of(guide: Guide, place: _Place, name: str) -> tuple[VoiceView, ...]:
    """The voices that name this day, site, person, article or chapter, by their dates."""
    found = [voice for voice in guide.dataset.voices if name in getattr(voice, place)]
    lang = guide.dataset.trail.lang
    return tuple(
        VoiceView(
            voice,
            filters.date(voice.date),
            voice.lang.split("-")[0] != lang.split("-")[0],
            present.source(guide, voice.source),
        )
        for voice in sorted(found, key=lambda voice: str(voice.date))
    )
