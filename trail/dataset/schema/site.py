"""A site: sites.geojson."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from trail.base.geo import Position
from trail.base.meridian import written
from trail.dataset.schema.dates import TrailDate
from trail.dataset.schema.record import (
    Confidence,
    Items,
    Kept,
    Lang,
    Latitude,
    Line,
    Longitude,
    Metres,
    Minutes,
    Mode,
    Number,
    Record,
    Slug,
    Slugs,
    Some,
    Text,
    Texts,
    Unwritten,
    Url,
)

LABEL_LETTERS = 28  # what a map has room for
SUMMARY_WORDS = 60  # read aloud in about 30 seconds, at 120 words a minute


def _at_most_sixty_words(text: str) -> str:
    words = len(text.split())
    if words > SUMMARY_WORDS:
        raise ValueError(f"{words} words")
    return text


Words60 = Annotated[
    Text,
    AfterValidator(_at_most_sixty_words),
    Field(description=f"at most {SUMMARY_WORDS} words, which take 30 seconds to read aloud"),
]


Status = Literal["standing", "altered", "replaced", "gone", "unknown"]


AccessState = Literal["open", "grounds", "outside", "private", "restricted", "unknown"]


class OtherName(Record):
    """Another name of a site, in its own language (`lang`, BCP 47) where not the page's."""

    name: Kept[Line]
    lang: Lang | None = None
    note: Text | None = None


class Access(Record):
    """Who may go in, as of when, after which source. None is "not known", never "no"."""

    state: AccessState
    detail: Annotated[Text, Unwritten("")]
    step_free: Text | None
    as_of: TrailDate | None
    source: Url | None


class Fact(Record):
    """One sourced statement. `when` replaces the date in words where a date can't say it."""

    date: TrailDate | None
    when: Line | None = None
    text: Text
    sources: Some[Url]
    confidence: Confidence
    note: Text | None = None


class TrackLink(Record):
    """Why a site is counted to a track: always an interpretation."""

    number: Number
    why: Text


class PositionInfo(Record):
    """How sure a position is: about 9 true places of 10 lie within `accuracy_m`.

    `show_as`: "pin" draws a point, "area" a circle of `accuracy_m` too, "none"
    goes with a null geometry and then `reason` says why.
    """

    accuracy_m: Metres | None
    source: Text
    show_as: Literal["pin", "area", "none"]
    reason: Text | None = None


class JoinInfo(Record):
    """Where the keeper lets a site's path begin: on a street (its name, or a block's id),
    or at a longitude and latitude."""

    street: Kept[Line] | None = None
    at: Annotated[tuple[Longitude, Latitude], Field(strict=False)] | None = None

    @property
    def fixed(self) -> Position | str | None:
        return Position(*self.at) if self.at else self.street


def _join_of(value: object) -> object:
    """A bare text is a street, a bare list a position."""
    if isinstance(value, str):
        return {"street": value}
    return {"at": value} if isinstance(value, list) else value


Joins = Annotated[JoinInfo, BeforeValidator(_join_of)]


class SiteProperties(Record):
    """The properties of a site's GeoJSON Feature.

    `summary`, `story` and the access's `detail` are empty where not written yet.
    """

    name: Line
    label: Annotated[Line, StringConstraints(max_length=LABEL_LETTERS)]
    other_names: Items[OtherName] = ()
    town: Line
    state: Kept[Line]
    address: Kept[Line] | None
    collection: Slug
    reach: Mode
    far: bool = False  # the keeper says that it does lie so far from the others, or so far out
    status: Status
    status_note: Text | None = None
    access: Access
    summary: Annotated[Words60, Unwritten("")]
    story: Annotated[Some[Text], Unwritten(())]
    facts: Items[Fact]
    people: Slugs = ()
    tracks: Items[TrackLink] = ()
    position: PositionInfo
    remains_today: Text | None
    marker: Text | None
    dwell_min: Minutes | None = None
    weight: Annotated[int, Field(ge=1, le=5)] = 1
    doubts: Texts = ()
    official_url: Url | None
    joins: Joins | None = None


class Site(Record):
    """A place of the trail. `position` is None where the place is not known.

    The asides tell it from other sites of the same name or label: a town, an address; "" where
    there are none.
    """

    id: Slug
    position: Position | None
    properties: SiteProperties
    name_aside: str = ""
    label_aside: str = ""

    @property
    def coordinates(self) -> Position | None:
        """The position as files have it: `position` may count on beyond 180 degrees."""
        return written(self.position) if self.position else None

    @property
    def name(self) -> str:
        return _with(self.properties.name, self.name_aside)

    @property
    def said(self) -> str:
        """What a sentence calls it: the label, or the whole name where the label is cut off."""
        return self.name if self.properties.label.endswith("…") else self.label

    @property
    def label(self) -> str:
        """The name as short as a map has room for."""
        return _with(self.properties.label, self.label_aside)


def _with(text: str, aside: str) -> str:
    return f"{text} ({aside})" if aside else text


def told_apart(sites: Sequence[Site]) -> tuple[Site, ...]:
    """The sites, those that share a name or label each with what tells it from the others.

    Two gardens of one name in two towns are lawful; readers of a list, a file or a map must
    know which is which.
    """
    names = _asides([(site, site.properties.name) for site in sites])
    labels = _asides([(site, site.properties.label) for site in sites])
    return tuple(
        site.model_copy(
            update={"name_aside": names.get(site.id, ""), "label_aside": labels.get(site.id, "")}
        )
        if site.id in names or site.id in labels
        else site
        for site in sites
    )


def _asides(called: Iterable[tuple[Site, str]]) -> dict[str, str]:
    """By their ids what tells those apart that are called the same."""
    groups: dict[str, list[Site]] = {}
    for site, text in called:
        groups.setdefault(" ".join(text.casefold().split()), []).append(site)
    found: dict[str, str] = {}
    for group in groups.values():
        if len(group) > 1:
            # The id is unlike any other, but no word for readers.
            for aside in (
                [site.properties.town for site in group],
                [site.properties.address or "" for site in group],
                [site.id for site in group],
            ):
                if all(aside) and len(set(aside)) == len(group):
                    found |= {site.id: text for site, text in zip(group, aside, strict=True)}
                    break
    return found
