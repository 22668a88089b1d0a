"""No text of the data is code: refused by name, or shown as it is written, everywhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.hostile.complete import complete
from tests.hostile.reading import Unit, raw, units
from tests.hostile.schema import Field, fields, places, put, way_to
from tests.hostile.texts import FRAGMENTS, LONG, TAG, Filling, Paths, Written
from tests.hostile.whole import ADDRESS, Document, Shown, everything
from tests.sample import Sample
from trail.base.errors import DatasetError, Problem
from trail.dataset.files.sites import MEMBERS
from trail.guide.checking import checked
from trail.web.publish import PublishOptions, publish
from trail.web.shell.settings import Settings

ROUNDS = (1, 2, 3)
# For the keeper, or only where something is not as it is here: no document shows them.
NOT_SHOWN = {
    *(f"sites.geojson: {name}" for name in MEMBERS),
    "sites.geojson: features[].properties.other_names[].note",
    "trail.yaml: base_url",
    "markers.yaml: markers[].place.source",
    "articles.yaml: articles[].checked_by",
    # Of a map whose credit alone is shown.
    *(
        f"theatre.geojson: {name}"
        for name in (
            "title",
            "source",
            "licence",
            "accuracy",
            "features[].properties.note",
            "features[].properties.other_names[]",
        )
    ),
    # Shown where their address is cited, which is another one after the filling.
    *(
        f"readings.yaml: readings[].{name}"
        for name in (
            "url",
            "title",
            "said_by",
            "passage",
            "copy_of",
            "better",
        )
    ),
    "visits.yaml: minutes.lunch.source",
    "visits.yaml: minutes.lunch.sources[]",
    "visits.yaml: places[].sources[]",
    "education.yaml: bands[].standards[].sources[]",
    # Who checked a picture is the keeper's, and so is what is said of drawings without a page.
    *(
        f"pictures/pictures.yaml: {name}"
        for name in (
            "sites.*[].checked_by",
            "people.*[].checked_by",
            "markers.*[].checked_by",
            "days.*[].checked_by",
            "sites.*[].after[]",
            "people.*[].after[]",
            "markers.*[].after[]",
            "days.*[].after[]",
            "people.*[].by",
            "markers.*[].by",
            "days.*[].by",
        )
    ),
    *(
        f"pictures/pictures.yaml: {what}.{name}"
        for what in ("frieze", "glyphs")
        for name in (
            "by",
            "credit",
            "source",
            "checked_by",
            "alt",
            "caption",
        )
    ),
    "map/: features[].properties.source",
    "map/: features[].properties.incline",
    "map/: features[].properties.kerb",
    "map/: features[].properties.names.*",
}
# A text with gaps of its own, and addresses that no standard knows.
MAY_BE_REFUSED = {"trail.yaml: home.lede", "bibliography.yaml: works[].doi"}


@dataclass(frozen=True)
class Round:
    """A trail of markup: what was written, what was refused, and all that it shows."""

    written: dict[str, Written]
    refused: tuple[Written, ...]
    shown: Shown
    units: tuple[tuple[Unit, ...], ...]  # of each document
    unread: tuple[str, ...]  # documents that are not what they say they are


@pytest.fixture(scope="module", params=ROUNDS)
def round_(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Round:
    return _round(request.param, tmp_path_factory.mktemp("hostile"))


@cache
def _round(number: int, directory: Path) -> Round:
    filling = Filling(complete(), number)
    refused: list[Written] = []
    problems = faults(filling.sample, directory)
    for problem in problems:
        refused += filling.take_back(problem)
    left = faults(filling.sample, directory)
    assert not left, left  # what is refused is named, and was named at once
    shown = everything(directory)
    found, unread = [], []
    for doc in shown.documents:
        try:
            found.append(tuple(units(doc.media_type, doc.body)))
        except (AssertionError, ValueError, LookupError, SyntaxError) as error:
            found.append(())
            unread.append(f"{doc.url}: {error}")
    return Round(filling.written, tuple(refused), shown, tuple(found), tuple(unread))


def faults(sample: Sample, directory: Path) -> list[Problem]:
    try:
        checked(sample.write(directory))
    except DatasetError as error:
        return list(error.problems)
    return []


def test_every_free_text_of_the_schema_is_written_somewhere() -> None:
    written = {
        str(place.field)
        for file, value in complete().values().items()
        for place in places(file, value)
    }
    assert {str(field) for field in fields() if field.free or field.form} - written == set()


CODE = "'\">{{7*7}}{%x%}<b>=1"


def test_a_field_of_a_certain_form_refuses_markup_by_its_name(tmp_path: Path) -> None:
    """Ids, dates, times, languages, hosts, choices: everything that is no free text."""
    tried = [field for field in fields() if not field.free and field.form is None]
    assert len(tried) > 100
    files = sorted({field.file for field in tried})
    together = {file: [field for field in tried if field.file == file] for file in files}
    for file, some in together.items():
        # All of a file at once; by itself what another fault kept from being looked at.
        for field in _not_named(some, tmp_path / file):
            assert _not_named([field], tmp_path / file) == [], field


def _not_named(some: list[Field], directory: Path) -> list[Field]:
    """Of these fields, filled with code, those that no fault names."""
    sample = complete()
    put_in: dict[Field, tuple[str, str]] = {}
    for field in some:
        names = [name for name in sample.values() if name.startswith(field.file)]
        ways = ((name, way_to(sample.values()[name], field.path)) for name in names)
        file, steps = next((name, way) for name, way in ways if way is not None)
        put(sample.values()[file], steps, CODE)
        put_in[field] = (file, next(step for step in reversed(steps) if isinstance(step, str)))
    found = faults(sample, directory)
    return [
        field
        for field, (file, word) in put_in.items()
        if not any(one.file == file and word in one.field for one in found)
    ]


def test_everything_answers(round_: Round) -> None:
    failed = [(doc.status, doc.url) for doc in round_.shown.documents if doc.status != 200]
    assert failed == [(404, "/.well-known/security.txt")]  # its contact is no address
    kinds = Counter(doc.media_type.partition(";")[0] for doc in round_.shown.documents)
    assert kinds["text/html"] > 100
    assert kinds["application/pdf"] > 20
    assert {kind for kind in kinds if kinds[kind]} >= {
        "application/gpx+xml", "application/vnd.google-earth.kml+xml", "text/csv", "text/calendar",
        "application/geo+json", "application/x-bibtex", "application/atom+xml", "text/javascript",
        "application/vnd.citationstyles.csl+json", "application/epub+zip",
    }  # fmt: skip


def test_every_document_is_read_by_the_rules_of_its_format(round_: Round) -> None:
    assert list(round_.unread) == []


def test_no_text_reaches_a_compiler_of_templates(round_: Round) -> None:
    assert len(round_.shown.compiled) > 50
    assert [source for source in round_.shown.compiled if TAG.search(source)] == []


def test_every_text_stands_as_it_is_written(round_: Round) -> None:
    wrong = [
        f"{doc.url}: {fault}"
        for doc, found_in in zip(round_.shown.documents, round_.units, strict=True)
        for fault in misread(doc, found_in, round_.written)
    ]
    assert wrong == []


def misread(
    doc: Document, found_in: tuple[Unit, ...], written: dict[str, Written]
) -> Iterator[str]:
    found: Counter[str] = Counter()
    for unit in found_in:
        for tag in TAG.findall(unit.text):
            if tag in written:
                found[tag] += 1
                if not _literal(written[tag], unit, doc):
                    yield f"{written[tag].place.field} is {unit.text[:200]!r}"
    text = raw(doc.media_type, doc.body)
    for tag, count in Counter(TAG.findall(text or "")).items():
        if tag in written and found[tag] != count:
            yield f"{written[tag].place.field} stands where it is no text"


def _literal(one: Written, unit: Unit, doc: Document) -> bool:
    on_paper = doc.media_type == "application/pdf"
    guarded = doc.media_type.startswith("text/csv")  # by apostrophes
    wanted = _bare(one.text, hyphens=not on_paper, apostrophes=not guarded)
    for text in (unit.text, *unit.around()):
        given = _bare(text, hyphens=not on_paper, apostrophes=not guarded)
        if wanted in given or given == one.tag:  # a search index has the words, too
            return True
        # Cut short, for a description or where there is no room on a map.
        start, dots, _ = given[given.find(one.tag) :].partition("…")
        if dots and wanted.startswith(start) and wanted.startswith(one.tag):
            return True
    return on_paper and _in_pieces(one, unit.text)


def _bare(text: str, *, hyphens: bool = True, apostrophes: bool = True) -> str:
    """Without what lines, and a first letter made a capital, change."""
    text = "".join(text.split()).casefold()
    text = text if hyphens else re.sub("[-\u2010\u00ad]", "", text)
    return text if apostrophes else text.replace("'", "")


def _in_pieces(one: Written, text: str) -> bool:
    """Whether all of it stands about the tag: the head and foot of a page part a text, too."""
    text, size = _bare(text, hyphens=False), 3 * len(one.text) + 400
    at = text.find(one.tag)
    near = text[max(0, at - size) : at + size]
    return all(_bare(part, hyphens=False) in near for part in one.fragments)


def test_every_text_is_shown_somewhere(round_: Round) -> None:
    shown = {tag for some in round_.units for unit in some for tag in TAG.findall(unit.text)}
    fields_shown = {str(round_.written[tag].place.field) for tag in shown if tag in round_.written}
    tried = {str(one.place.field) for one in round_.written.values()}
    assert tried - fields_shown <= NOT_SHOWN


def test_only_what_has_a_form_of_its_own_is_refused(round_: Round) -> None:
    refused = {one.place.field for one in round_.refused}
    assert {str(field) for field in refused if field.form != "address"} <= MAY_BE_REFUSED


def test_a_short_text_takes_markup_of_every_language_in_turn() -> None:
    tried: dict[str, set[str]] = defaultdict(set)
    for number in ROUNDS:
        for one in Filling(complete(), number).written.values():
            if one.place.field.form is None:
                tried[str(one.place.field)].update(one.fragments)
    # What an only text has no room for, others of its kind have.
    missed = [
        (field, fragment)
        for field, fragments in tried.items()
        for fragment in FRAGMENTS
        if fragment not in fragments and not fragments & set(LONG)
    ]
    assert len(missed) <= 40, missed


def test_a_text_that_looks_like_an_address_is_none(tmp_path: Path) -> None:
    filling = Paths(complete(), 4)
    for problem in faults(filling.sample, tmp_path / "data"):
        filling.take_back(problem)
    assert len(filling.written) > 300
    filling.sample.write(tmp_path / "data")
    settings = Settings(tmp_path / "data", base_url=ADDRESS)
    made = publish(settings, PublishOptions(tmp_path / "site", zip=tmp_path / "site.zip"))
    assert made.left_out == ()
    assert made.pages > 80
    assert not [path for path in (tmp_path / "site").rglob("*") if "nowhere" in path.name]
