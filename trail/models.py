"""What the dataset holds, as frozen values, and the schema of its files in one.

Every class that a file is read into refuses unknown fields and wrong types
(`strict`): "no" is not False and 1905 is not "1905". `dataset.py` checks what
crosses files (ids referred to, positions inside the region).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic_core import core_schema

from trail.errors import SiteNotFound, TourNotFound
from trail.geo import Bbox, LineString, Position, bbox_of

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler

    from trail.education import EducationFile
    from trail.story import Story
    from trail.visits import VisitsFile

SCHEMA = 1  # of the files: raised when older ones need `trail migrate`

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
URL_PATTERN = r"^https?://[^\s/<>\"]+\.[^\s<>\"]+$"
LANG_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"  # BCP 47 as far as it is needed
SUMMARY_WORDS = 60  # read aloud in about 30 seconds, at 120 words a minute

# A date of the trail: EDTF level 1 as far as it is needed. "1905-08-27" exact,
# "1905-08" the month, "1905" the year, "1887/1888" between, "1905-08~" about,
# "1905/.." from then on.
_DAY = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?~?"
DATE_PATTERN = rf"^{_DAY}(?:/(?:{_DAY}|\.\.))?$"


def _at_most_sixty_words(text: str) -> str:
    words = len(text.split())
    if words > SUMMARY_WORDS:
        raise ValueError(f"{words} words")
    return text


@dataclass(frozen=True)
class Unwritten:
    """Marks a text that may be null in the file: nobody has written it yet.

    Its value is then `empty`, of the text's own type, so that texts can be joined.
    """

    empty: object

    def __get_pydantic_core_schema__(
        self, source: type[object], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(
            lambda value: self.empty if value is None else value,
            core_schema.nullable_schema(handler(source)),
        )


Slug = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=64)]
Url = Annotated[str, StringConstraints(pattern=URL_PATTERN, max_length=2000)]
Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S", max_length=20_000)]
Words60 = Annotated[
    Text,
    AfterValidator(_at_most_sixty_words),
    Field(description=f"at most {SUMMARY_WORDS} words, which take 30 seconds to read aloud"),
]
Lang = Annotated[str, StringConstraints(pattern=LANG_PATTERN)]
TrailDate = Annotated[str, StringConstraints(pattern=DATE_PATTERN)]
Metres = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Minutes = Annotated[int, Field(ge=0, le=24 * 60)]

Status = Literal["standing", "altered", "replaced", "gone", "unknown"]
AccessState = Literal["open", "grounds", "outside", "private", "restricted", "unknown"]
Confidence = Literal["high", "medium", "low"]
Mode = Literal["foot", "car"]
OrderBy = Literal["distance", "curated", "date"]


class Record(BaseModel):
    """Base of all that is read from files."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


# ---------------------------------------------------------------- sites


class OtherName(Record):
    """Another name of a site, in its own language (`lang`, BCP 47) where not the page's."""

    name: Text
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
    when: Text | None = None
    text: Text
    sources: Annotated[tuple[Url, ...], Field(min_length=1, strict=False)]
    confidence: Confidence
    note: Text | None = None


class TrackLink(Record):
    """Why a site is counted to a track: always an interpretation."""

    number: Annotated[int, Field(ge=1)]
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

    street: Text | None = None
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

    name: Text
    label: Annotated[str, StringConstraints(min_length=1, max_length=28, pattern=r"\S")]
    other_names: Annotated[tuple[OtherName, ...], Field(strict=False)] = ()
    town: Text
    state: Text
    address: Text | None
    collection: Slug
    reach: Mode
    status: Status
    status_note: Text | None = None
    access: Access
    summary: Annotated[Words60, Unwritten("")]
    story: Annotated[tuple[Text, ...], Field(min_length=1, strict=False), Unwritten(())]
    facts: Annotated[tuple[Fact, ...], Field(strict=False)]
    people: Annotated[tuple[Slug, ...], Field(strict=False)] = ()
    tracks: Annotated[tuple[TrackLink, ...], Field(strict=False)] = ()
    position: PositionInfo
    remains_today: Text | None
    marker: Text | None
    dwell_min: Minutes | None = None
    weight: Annotated[int, Field(ge=1, le=5)] = 1
    doubts: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    official_url: Url | None
    joins: Joins | None = None


class Site(Record):
    """A place of the trail. `position` is None where the place is not known."""

    id: Slug
    position: Position | None
    properties: SiteProperties

    @property
    def name(self) -> str:
        return self.properties.name

    @property
    def label(self) -> str:
        """The name as short as a map has room for."""
        return self.properties.label


# ---------------------------------------------------------------- people, tracks


class Person(Record):
    """Somebody the sites name. Life dates only where a source gives them."""

    id: Slug
    name: Text
    native_name: Text | None = None
    native_lang: Lang | None = None
    role: Text
    side: Text
    life_dates: Text | None = None
    note: Text | None = None
    sources: Annotated[tuple[Url, ...], Field(strict=False)] = ()


class Track(Record):
    """A strand of multi-track diplomacy (not a GPX trk)."""

    number: Annotated[int, Field(ge=1)]
    slug: Slug
    name: Text
    summary: Text
    sources: Annotated[tuple[Url, ...], Field(strict=False)] = ()


class Statement(Record):
    """A sourced paragraph."""

    text: Text
    sources: Annotated[tuple[Url, ...], Field(min_length=1, strict=False)]


class OtherTrack(Record):
    """A track as another list has it; `here` is our number for it, None where we have none."""

    number: Annotated[int, Field(ge=1)]
    name: Text
    here: Annotated[int, Field(ge=1)] | None


class OtherList(Record):
    """Another list of tracks, beside which ours is to be read."""

    name: Text
    note: Text
    tracks: Annotated[tuple[OtherTrack, ...], Field(min_length=1, strict=False)]
    sources: Annotated[tuple[Url, ...], Field(min_length=1, strict=False)]


class TracksFile(Record):
    """data/tracks.yaml: `note` says once that belonging to a track is interpretation.

    `about` tells what tracks are and where the idea comes from.
    """

    note: Text
    about: Annotated[tuple[Statement, ...], Field(strict=False)] = ()
    elsewhere: OtherList | None = None
    tracks: Annotated[tuple[Track, ...], Field(strict=False)]


# ---------------------------------------------------------------- trail.yaml


class Region(Record):
    """Where the trail lies; a position outside `bbox` is a fault."""

    name: Text
    bbox: Annotated[tuple[float, float, float, float], Field(strict=False)]


class Period(Record):
    """First and last day of the story, ISO dates; orders sites by date."""

    start: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    end: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]

    @property
    def day_of_start(self) -> date:
        return date.fromisoformat(self.start)

    @property
    def day_of_end(self) -> date:
        return date.fromisoformat(self.end)


class Collection(Record):
    """A group that sites are listed under."""

    id: Slug
    name: Text
    description: Text


class Pace(Record):
    """A walking speed, with where the figure comes from."""

    id: Slug
    name: Text
    speed_m_s: Annotated[float, Field(gt=0.1, lt=3, allow_inf_nan=False)]
    source: Text
    sources: Annotated[tuple[Url, ...], Field(strict=False)] = ()


class TourPlan(Record):
    """A tour as the curator writes it: `stops` in the curated order."""

    id: Slug
    name: Text
    short_name: Text
    mode: Mode
    summary: Text
    start: Slug
    finish: Slug | None = None
    loop: bool = False
    order: OrderBy
    order_note: Text
    stops: Annotated[tuple[Slug, ...], Field(strict=False)]


class Door(Record):
    """One of the ways in on the first screen: words only, the app knows where they lead."""

    name: Text
    text: Text


class Home(Record):
    """The words of the home page. Figures are worked out, never written here.

    `lede` may hold {sites} and {stops}.
    """

    kicker: Text
    title: Text
    lede: Text
    tour: Slug
    can_i_go_in: Text
    can_i_go_in_detail: Text
    walk: Door
    teach: Door
    print: Door


class Section(Record):
    """A piece of the About page."""

    id: Slug
    heading: Text
    paragraphs: Annotated[tuple[Text, ...], Field(min_length=1, strict=False)]


class Credit(Record):
    """Who made or gave what, and under which licence."""

    what: Text
    who: Text
    licence: Text
    url: Url | None = None


class Publisher(Record):
    """Who stands behind a host that facts are cited from."""

    host: Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]+\.[a-z]+$")]
    name: Text


class Change(Record):
    """A change of the data that readers are told of; `id` stays when the words are mended."""

    id: Slug
    date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    title: Text
    text: Text
    sites: Annotated[tuple[Slug, ...], Field(strict=False)] = ()


class TrailFile(Record):
    """data/trail.yaml. `schema` is the version of all the files; see `trail migrate`."""

    schema_version: Annotated[int, Field(alias="schema", ge=1)]
    title: Text
    description: Text
    lang: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
    version: Text
    data_date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    base_url: Url | None
    contact: Text | None
    region: Region
    period: Period
    # IANA name: whose calendar and clock the trail's days and hours go by.
    time_zone: Annotated[str, StringConstraints(pattern=r"^[A-Za-z_]+(/[A-Za-z0-9_+-]+)*$")] = "UTC"
    origin: Slug
    dwell_min: Minutes
    collections: Annotated[tuple[Collection, ...], Field(min_length=1, strict=False)]
    paces: Annotated[tuple[Pace, ...], Field(min_length=1, strict=False)]
    tours: Annotated[tuple[TourPlan, ...], Field(strict=False)]
    home: Home
    about: Annotated[tuple[Section, ...], Field(strict=False)]
    credits: Annotated[tuple[Credit, ...], Field(strict=False)]
    publishers: Annotated[tuple[Publisher, ...], Field(strict=False)] = ()
    changes: Annotated[tuple[Change, ...], Field(strict=False)] = ()  # newest first


# ---------------------------------------------------------------- drawn map

MapKind = Literal[
    "land", "water", "park", "grounds", "building", "railway",
    "street", "footway", "mall", "bridge", "steps",
    "state", "foreign_land", "coast", "river", "lake", "town_area", "place", "label", "frame",
]  # fmt: skip
STREET_KINDS: frozenset[str] = frozenset({"street", "footway", "mall", "bridge", "steps"})
NOT_DRAWN = 9  # rank of a feature that another one stands for: its name may be set here, too
YesNoUnknown = Literal["yes", "no", "unknown"]


class MapProperties(Record):
    """Properties of a drawn feature; the street ones go with `STREET_KINDS` only.

    `accuracy_m` is null for labels: where a name stands says nothing of a place.
    `level`: lines of different levels cross without meeting; None is the ground.
    `underground`: a way that no stop on the ground joins. `access`: a way for visitors
    of what lies on it, taken at the ends of a leg only; "private" ones are not drawn.
    """

    kind: MapKind
    name: Text | None = None
    accuracy_m: Metres | None
    source: Text
    rank: Annotated[int, Field(ge=1, le=9)] | None = None
    label_class: Literal["water", "land", "park", "bridge", "town", "state"] | None = None
    from_node: Slug | None = None
    to_node: Slug | None = None
    sidewalk: YesNoUnknown | None = None
    surface: Text | None = None
    steps: YesNoUnknown | None = None
    incline: Text | None = None
    level: int | None = None
    names: dict[str, str] | None = None
    underground: bool | None = None
    access: Literal["visitors", "private"] | None = None


class MapFeature(Record):
    """A drawn feature. `parts` holds points (one position each), lines or rings.

    For polygons each part is a ring and `polygons` groups them: polygon i is
    `parts[polygons[i][0]:polygons[i][1]]`, outer ring first.
    """

    id: str
    properties: MapProperties
    geometry_type: Literal["Point", "LineString", "Polygon"]
    parts: tuple[LineString, ...]
    polygons: tuple[tuple[int, int], ...] = ()

    @cached_property
    def bbox(self) -> Bbox:
        """Around all of it."""
        corners = [Position(*box[i : i + 2]) for box in self.part_boxes for i in (0, 2)]
        return bbox_of(corners)

    @cached_property
    def part_boxes(self) -> tuple[Bbox, ...]:
        """Around each part."""
        return tuple(bbox_of(part) for part in self.parts)


class MapLayer(Record):
    """One file of data/map/. It is drawn where the view's scale lies in its range.

    A detailed layer (`detail`) covers its `bbox` alone, over the coarse ones.
    """

    id: Slug
    title: Text
    source: Text
    credit: Text
    licence: Text
    accuracy: Text
    detail: bool
    bbox: Bbox
    features: tuple[MapFeature, ...]


# ---------------------------------------------------------------- the whole, and what is worked out


class Stop(Record):
    """A site as visited: `number` counts from 1 in the order of the itinerary."""

    number: int
    site: Site
    position: Position
    dwell_min: int


class LegSegment(Record):
    """A part of a leg along one block of the network; "unknown" was not assessed.

    `path` runs the way that is walked. `name` is None for an unnamed path.
    """

    edge_id: str
    name: str | None
    kind: str
    path: LineString
    length_m: float
    sidewalk: YesNoUnknown = "unknown"
    surface: str | None = None
    steps: YesNoUnknown = "unknown"
    incline: str | None = None


class Leg(Record):
    """Travel from one stop to the next.

    `surveyed`: the path follows mapped streets; otherwise it is the straight line.
    A surveyed `path` runs between the points of the network nearest to the stops;
    `approach` has the straight bits from the origin to it and from it to the
    destination, and `distance_m` counts them.
    """

    origin: Stop
    destination: Stop
    path: LineString
    distance_m: float
    bearing_deg: float
    surveyed: bool
    segments: tuple[LegSegment, ...] = ()
    approach: tuple[LineString, LineString] | None = None


class Itinerary(Record):
    """A tour worked out: ordered stops and the legs between them (one more if it loops).

    `exact`: the order is proven to be what `order_by` says; False where it is
    short but perhaps not the shortest.
    """

    tour: TourPlan
    order_by: OrderBy
    exact: bool
    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]
    loop: bool = False

    @property
    def distance_m(self) -> float:
        return sum(leg.distance_m for leg in self.legs)


@dataclass(frozen=True)
class Dataset:
    """Everything in `data/`, checked. Sites keep the order of the file.

    `digest` is a SHA-256 over the files: same data, same digest. `story` is None
    where the trail tells none, `visits` and `education` where it has nothing for classes.
    """

    trail: TrailFile
    sites: tuple[Site, ...]
    people: tuple[Person, ...]
    tracks: tuple[Track, ...]
    tracks_note: str
    layers: tuple[MapLayer, ...]
    digest: str
    story: Story | None = None
    visits: VisitsFile | None = None
    education: EducationFile | None = None
    tracks_about: tuple[Statement, ...] = ()
    tracks_elsewhere: OtherList | None = None

    @cached_property
    def _sites_by_id(self) -> dict[str, Site]:
        return {site.id: site for site in self.sites}

    @cached_property
    def people_by_id(self) -> dict[str, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def tracks_by_number(self) -> dict[int, Track]:
        return {track.number: track for track in self.tracks}

    @property
    def origin(self) -> Site:
        """The site that distances are given from; it has a position."""
        return self.get_site(self.trail.origin)

    def get_site(self, site_id: str) -> Site:
        """The site; raises SiteNotFound with the nearest ids."""
        try:
            return self._sites_by_id[site_id]
        except KeyError:
            raise SiteNotFound(site_id, self._sites_by_id) from None

    def get_tour(self, tour_id: str) -> TourPlan:
        """The tour; raises TourNotFound with the nearest ids."""
        for tour in self.trail.tours:
            if tour.id == tour_id:
                return tour
        raise TourNotFound(tour_id, (tour.id for tour in self.trail.tours))

    def tours_of(self, site_id: str) -> tuple[TourPlan, ...]:
        """The tours that the site is a stop of."""
        return tuple(tour for tour in self.trail.tours if site_id in tour.stops)


def date_start(date: str) -> str:
    """The earliest day that an EDTF date of ours may mean, ISO: "1905-08" is "1905-08-01"."""
    first = date.split("/")[0].rstrip("~")
    return first + "-01" * (2 - first.count("-"))
