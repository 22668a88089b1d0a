"""What a class of a grade hears and is asked at a stop: from the lessons, else the short text."""

from __future__ import annotations

from dataclasses import dataclass

from trail.dataset.schema.education import Band
from trail.dataset.schema.site import Site
from trail.guide.guide import Guide
from trail.guide.words.phrases import all_sentences

MOST_LINES = 3  # to say at a stop


@dataclass(frozen=True)
class StopTalk:
    """Up to three sentences to say, and one question; empty where there is none."""

    lines: tuple[str, ...]
    question: str


def band_of(guide: Guide, grade: str) -> Band | None:
    """The lessons' band of a grade ("k", "5"); None where there are no lessons for it."""
    education = guide.dataset.education
    if education is None or not grade.isdigit():
        return None
    return next((band for band in education.bands if int(grade) in band.grades), None)


def talk_at(guide: Guide, grade: str, site: Site) -> StopTalk:
    """What to say and ask at a site; the site's own summary for grades without lessons."""
    band = band_of(guide, grade)
    stop = next((stop for stop in band.stops if stop.site == site.id), None) if band else None
    if stop is None:
        return StopTalk(all_sentences(site.properties.summary or "")[:MOST_LINES], "")
    question = stop.questions[0].ask if stop.questions else ""
    return StopTalk(all_sentences(stop.look)[:MOST_LINES], question)
