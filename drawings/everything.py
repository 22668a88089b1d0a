"""All that is drawn, by the name of its file under `data/pictures/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from drawings import days, frieze, records
from drawings.pen import Pen
from drawings.sites import churches, country, gardens, hotels, houses, places, rails, river, square
from drawings.subject import HEIGHT, WIDTH, Subject

SUBJECTS: Mapping[str, Subject] = {
    site: subject
    for part in (churches, country, gardens, hotels, houses, places, rails, river, square)
    for site, subject in part.SUBJECTS.items()
}
THUMB = 120  # units each way, of a picture the size of a thumb


def draw_site(subject: Subject, alt: str) -> str:
    pen = Pen()
    subject.scene(pen)
    return pen.svg(alt, WIDTH, HEIGHT)


def draw_thumb(subject: Subject, alt: str) -> str:
    """What tells a site from others, for 72 pixels."""
    pen = Pen(coarse=True)
    scale = min((THUMB - 12) / subject.width, (THUMB - 12) / subject.height)
    with pen.at(THUMB / 2, THUMB / 2 + subject.height * scale / 2, scale):
        subject.motif(pen)
    return pen.svg(alt, THUMB, THUMB)


def draw_all(data: Path) -> Iterator[tuple[str, str]]:
    """File name and SVG of every drawing, in a fixed order. The seals are made apart."""
    album = records.read(data)
    for site, subject in SUBJECTS.items():
        record = album.sites[site]
        yield record.file, draw_site(subject, record.alt)
        yield record.thumbnail, draw_thumb(subject, record.alt)
    stops = records.walking_order(data)
    motifs = [(album.names[stop], SUBJECTS[stop]) for stop in stops]
    yield album.frieze.file, frieze.draw_frieze(album.frieze.alt, motifs)
    yield album.frieze.night, frieze.draw_frieze(album.frieze.alt, motifs, night=True)
    for day, states in records.strands(data):
        yield f"{album.days_folder}/{day}.svg", days.draw_glyph(states)
