"""The interactive maps in a real browser: keys, crowds, failures, other hosts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.mapsite import WORDS, MapSite, serve_maps
from trail.base.geo import Bbox, Position
from trail.dataset.schema.map import MapFeature, MapLayer, MapProperties
from trail.graphics.leaflet import MapLine, MapMarker, MapSpec
from trail.graphics.maps import MapMark, MapView, RouteLeg, draw_map

LON, LAT = 10.0, 55.0
CREDIT = "Drawn by hand & heart."


def _at(east_m: float, north_m: float) -> Position:
    return Position(LON + east_m / 63_900, LAT + north_m / 111_300)


def _mark(number: int, east_m: float, north_m: float, shape: str = "stands") -> MapMarker:
    return MapMarker(
        id=f"place-{number}",
        position=_at(east_m, north_m),
        name=f"{number}. Place <b>{number}</b>: {shape}, outside only",
        shape=shape,  # type: ignore[arg-type]
        number=number,
        start=number == 1,
        entry=f"stop-{number}",
        href=f"/elsewhere/{number}",
        label=f"Place <b>{number}</b>",
        state=f"{shape}. outside only.",
        directions=f"/way/{number}",
    )


def _feature(kind: str, geometry: str, *points: Position, name: str | None = None) -> MapFeature:
    return MapFeature(
        id=f"{kind}-{name}",
        properties=MapProperties(kind=kind, name=name, accuracy_m=10, source="own drawing"),  # type: ignore[arg-type]
        geometry_type=geometry,  # type: ignore[arg-type]
        parts=(points,),
        polygons=((0, 1),) if geometry == "Polygon" else (),
    )


BOX = Bbox(*_at(-2000, -2000), *_at(2000, 2000))
LAND = (_at(-1500, -1500), _at(1500, -1500), _at(1500, 1500), _at(-1500, 1500))
LAYER = MapLayer(
    id="town", title="Town", source="own", credit=CREDIT, licence="CC0", accuracy="none",
    detail=True, bbox=BOX,
    features=(
        _feature("land", "Polygon", *LAND, LAND[0]),
        _feature("street", "LineString", _at(-900, -300), _at(900, -250), name="Long Street"),
    ),
)  # fmt: skip

STOPS = (
    _mark(1, 0, 0), _mark(2, 400, 100, "gone"), _mark(3, 390, 110, "private"),
    _mark(4, -500, 300, "unknown"), _mark(5, -480, -400),
)  # fmt: skip


def _spec(name: str, title: str, marks: tuple[MapMarker, ...], legs: bool = False) -> MapSpec:
    pairs = [(a, (a.position, b.position)) for a, b in pairwise(marks)] if legs else []
    view = MapView(
        title=title,
        desc="Drawn.",
        marks=tuple(
            MapMark(
                mark.position,
                str(mark.number or ""),
                mark.shape,
                name=mark.label or mark.name,
                here=mark.here,
                start=mark.start,
                href=f"#{mark.entry}" if mark.entry else mark.href,
                accuracy_m=mark.accuracy_m,
            )
            for mark in marks
        ),
        legs=tuple(RouteLeg(path, a.number != 3) for a, path in pairs),
        id_prefix=name,
    )
    lines = tuple(MapLine(path, a.number != 3) for a, path in pairs)
    return MapSpec(name, title, marks, draw_map([LAYER], view), lines, (CREDIT,))


TOUR = _spec("tour", "Map of the tour, interactive", STOPS, legs=True)
CROWD = _spec(
    "crowd",
    "Map of a crowd, interactive",
    (
        _mark(1, 1400, 1400),
        *(_mark(n, 5 * (n % 8), 5 * (n // 8)) for n in range(2, 62)),
        _mark(62, -1400, 0),
    ),
)
ONE = _spec(
    "one",
    "Map of one place, interactive",
    (
        MapMarker(
            id="here", position=_at(0, 0), name="Here: stands", shape="stands",
            here=True, href="/elsewhere/here", accuracy_m=60,
        ),
    ),
)  # fmt: skip
PAGES = {"tour": TOUR, "crowd": CROWD, "one": ONE}


@pytest.fixture(scope="module")
def site() -> Iterator[MapSite]:
    with serve_maps(PAGES, [LAYER]) as running:
        yield running


def _live(page: Page) -> Page:
    page.keyboard.press("Shift")  # the map waits for a touch
    page.locator(".trail-map.is-live").wait_for()
    return page


def _names(page: Page) -> list[str]:
    return [
        str(button.get_attribute("aria-label")) for button in page.locator(".stop-button").all()
    ]


def _focused(page: Page) -> str:
    return str(
        page.evaluate(
            "document.activeElement.getAttribute('aria-label') ?? document.activeElement.id"
        )
    )


def _settled(page: Page) -> None:
    expect(page.locator(".leaflet-zoom-anim, .leaflet-pan-anim")).to_have_count(0)


def test_map_takes_the_drawn_maps_place_without_a_shift(site: MapSite, open_page: OpenPage) -> None:
    watch = """
        window.shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.shift += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
    """
    page = open_page(
        f"{site.url}/tour/", width=360, prepare=lambda context: context.add_init_script(watch)
    )
    before = page.locator(".trail-map").bounding_box()
    _live(page)
    assert page.locator(".trail-map").bounding_box() == before
    assert page.evaluate("window.shift") == 0
    expect(page.get_by_role("region", name="Map of the tour, interactive")).to_be_visible()
    expect(page.locator(".trail-map-still svg")).to_be_hidden()
    expect(page.locator(".leaflet-drawn-pane path.m-street")).to_be_visible()


def test_nothing_is_loaded_for_a_map_that_nobody_touches(
    site: MapSite, open_page: OpenPage
) -> None:
    asked = len(site.asked)
    page = open_page(f"{site.url}/tour/", width=360)
    expect(page.get_by_role("button", name=WORDS["zoom_in"], exact=True)).to_be_visible()
    page.wait_for_load_state("networkidle")
    loaded = [path.rpartition("/")[2] for path in site.asked[asked:]]
    assert [name for name in loaded if name.endswith(".js")] == ["map.js"]


def test_a_tap_on_a_drawn_mark_opens_its_card(site: MapSite, open_page: OpenPage) -> None:
    page = open_page(f"{site.url}/tour/", width=360, reduced_motion="reduce")
    address = page.url
    page.get_by_role("link", name=re.compile("^4 ")).tap()
    page.get_by_role("dialog", name="Place <b>4</b>").wait_for()
    assert page.url == address
    assert page.evaluate("scrollY") == 0


def test_a_tap_on_a_drawn_maps_button_is_not_lost(site: MapSite, open_page: OpenPage) -> None:
    page = open_page(f"{site.url}/tour/", width=360, reduced_motion="reduce")
    page.get_by_role("button", name=WORDS["zoom_in"], exact=True).tap()
    page.locator(".trail-map.is-live.is-zoomed").wait_for()


def test_a_drawn_mark_leads_to_its_row_where_the_map_stays_drawn(
    site: MapSite, open_page: OpenPage
) -> None:
    page = open_page(
        f"{site.url}/tour/",
        errors_ok=True,
        prepare=lambda context: context.route("**/leaflet.js", lambda route: route.abort()),
    )
    page.get_by_role("link", name=re.compile("^4 ")).click()
    page.wait_for_url("**/tour/#stop-4")


_MIDDLES = """(found) => found
  .filter((one) => one.getClientRects().length)
  .map((one) => one.getBoundingClientRect())
  .map((box) => [box.x + box.width / 2, box.y + box.height / 2])"""
_DRAWN = ".trail-map-still .m-mark > :is(.m-dot, .m-sq, .m-ring, .m-clus):last-of-type"


def _nearest(at: list[float], others: list[list[float]]) -> float:
    return min(math.dist(at, other) for other in others)


@pytest.mark.parametrize("name", ["tour", "crowd", "one"])
@pytest.mark.parametrize("width", [360, 1280])
def test_turning_from_the_drawn_map_moves_no_mark(
    site: MapSite, open_page: OpenPage, name: str, width: int
) -> None:
    page = _live(open_page(f"{site.url}/{name}/", width=width))
    drawn = page.locator(_DRAWN).evaluate_all(_MIDDLES)
    live = page.locator(".stop-button .mark").evaluate_all(_MIDDLES)
    assert len(drawn) == len(live) > 0
    assert max(_nearest(at, live) for at in drawn) <= 1


def test_marks_stand_at_their_place_at_five_zooms(site: MapSite, open_page: OpenPage) -> None:
    """Marks that have room stand where the data says, and the drawing's way lies with them."""
    page = _live(open_page(f"{site.url}/tour/", width=360, reduced_motion="reduce"))
    roomy = [mark for mark in STOPS if mark.number not in (2, 3)]  # these two lie 15 m apart
    for zoom in (0, 0.7, 1.4, 2.2, 3):
        page.evaluate(f"map_tour.setZoom(map_tour.getMinZoom() + {zoom})")
        for mark in roomy:
            button = page.locator(f'.stop-button[aria-label="{mark.name}"] .mark')
            (at,) = button.evaluate_all(_MIDDLES)
            lat, lon = mark.position.lat, mark.position.lon
            assert at == pytest.approx(page.evaluate(_SPOT, [lat, lon]), abs=1)


# Where the drawing itself has a place of the data, by its own units and nothing of Leaflet's.
_SPOT = f"""([lat, lon]) => {{
  const svg = document.querySelector(".leaflet-drawn-pane svg");
  const box = svg.getBoundingClientRect();
  const up = (value) => Math.asinh(Math.tan((value * Math.PI) / 180));
  const [south, west, north, east] = [{TOUR.drawn.bbox.south}, {TOUR.drawn.bbox.west},
    {TOUR.drawn.bbox.north}, {TOUR.drawn.bbox.east}];
  return [
    box.x + (box.width * (lon - west)) / (east - west),
    box.y + (box.height * (up(north) - up(lat))) / (up(north) - up(south)),
  ];
}}"""


@pytest.mark.parametrize("width", [360, 1280])
def test_tab_takes_the_stops_in_tour_order(site: MapSite, open_page: OpenPage, width: int) -> None:
    page = _live(open_page(f"{site.url}/tour/", width=width))
    page.locator(".trail-map").focus()
    reached = []
    for _ in STOPS:
        page.keyboard.press("Tab")
        reached.append(_focused(page))
    assert reached == [mark.name for mark in STOPS]


def test_names_from_the_data_stay_text(site: MapSite, open_page: OpenPage) -> None:
    page = _live(open_page(f"{site.url}/tour/"))
    page.locator(".stop-button").first.focus()
    expect(page.locator(".leaflet-tooltip")).to_have_text(STOPS[0].name)
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-tooltip")).to_have_count(0)
    assert _focused(page) == STOPS[0].name


def test_a_mark_opens_its_card_and_escape_goes_back(site: MapSite, open_page: OpenPage) -> None:
    page = _live(open_page(f"{site.url}/tour/", reduced_motion="reduce"))
    card = page.get_by_role("dialog", name="Place <b>5</b>")
    expect(card).to_have_count(0)
    page.locator(".stop-button").nth(4).focus()
    before = page.evaluate("scrollY")
    page.keyboard.press("Enter")
    expect(card).to_be_visible()
    expect(card).to_be_focused()
    expect(card).to_contain_text("stands. outside only.")
    story = card.get_by_role("link", name=WORDS["story"])
    expect(story).to_have_attribute("href", "/elsewhere/5")
    expect(card.get_by_role("link", name=WORDS["directions"])).to_have_attribute("href", "/way/5")
    expect(page.locator("#stop-5")).to_have_attribute("aria-current", "true")
    assert page.locator("[aria-current]").count() == 1
    assert page.evaluate("scrollY") == before
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(page.locator("[aria-current]")).to_have_count(0)
    assert _focused(page) == STOPS[4].name


def test_the_credits_do_not_lie_over_the_card(site: MapSite, open_page: OpenPage) -> None:
    page = _live(open_page(f"{site.url}/tour/", width=360, reduced_motion="reduce"))
    page.locator(".stop-button").nth(4).focus()
    page.keyboard.press("Enter")
    # Scrolled to where the credits are behind the card.
    on_top = page.evaluate(
        """() => {
          const credits = document.querySelector(".trail-map-credit .leaflet-control");
          const card = document.querySelector(".map-card").getBoundingClientRect();
          document.body.style.paddingBlock = "1000px";
          const top = credits.getBoundingClientRect().top - card.top - 8;
          scrollBy({ top, behavior: "instant" });
          const box = credits.getBoundingClientRect();
          const [x, y] = [box.left + box.width / 2, box.top + 4];
          const behind = x > card.left && x < card.right && y > card.top && y < card.bottom;
          return [behind, Boolean(document.elementFromPoint(x, y).closest(".map-card"))];
        }"""
    )
    assert on_top == [True, True]


def test_a_tap_near_a_mark_takes_it_and_the_page_stays(site: MapSite, open_page: OpenPage) -> None:
    page = _live(open_page(f"{site.url}/tour/", width=360, reduced_motion="reduce"))
    page.locator(".trail-map").scroll_into_view_if_needed()
    ((x, y),) = page.locator(".stop-button .mark").nth(3).evaluate_all(_MIDDLES)
    before = page.evaluate("scrollY")
    page.touchscreen.tap(x - 15, y + 12)  # 19 px away
    expect(page.get_by_role("dialog", name="Place <b>4</b>")).to_be_visible()
    assert page.evaluate("scrollY") == before
    page.get_by_role("button", name=WORDS["close"]).tap()
    expect(page.get_by_role("dialog")).to_have_count(0)
    ((x, y),) = page.locator(".stop-button .mark").nth(3).evaluate_all(_MIDDLES)
    page.touchscreen.tap(x - 24, y + 18)  # 30 px away
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_row_and_mark_raise_each_other(site: MapSite, open_page: OpenPage) -> None:
    page = _live(open_page(f"{site.url}/tour/"))
    mark = page.locator(".stop-button").nth(4)
    page.locator("#stop-5 a").focus()
    expect(mark).to_have_class(re.compile("is-raised"))
    mark.focus()
    expect(page.locator("#stop-5")).to_have_class(re.compile("is-raised"))
    page.locator(".stop-button").nth(0).focus()
    expect(page.locator("#stop-5")).not_to_have_class(re.compile("is-raised"))


def test_the_chosen_stop_stays_in_view(site: MapSite, open_page: OpenPage) -> None:
    page = _live(open_page(f"{site.url}/tour/", width=360, reduced_motion="reduce"))
    mark = page.locator(".stop-button").nth(4)
    mark.click()
    for _ in range(3):
        page.get_by_role("button", name=WORDS["zoom_in"], exact=True).click()
        frame, box = page.locator(".trail-map").bounding_box(), mark.bounding_box()
        assert frame
        assert box
        assert frame["x"] <= box["x"] <= frame["x"] + frame["width"] - box["width"]
        assert frame["y"] <= box["y"] <= frame["y"] + frame["height"] - box["height"]


@pytest.mark.parametrize("name", ["tour", "crowd"])
def test_zooming_in_never_leaves_a_field_without_a_mark(
    site: MapSite, open_page: OpenPage, name: str
) -> None:
    page = _live(open_page(f"{site.url}/{name}/", width=360, reduced_motion="reduce"))
    frame = page.locator(".trail-map").bounding_box()
    assert frame
    for _ in range(3):
        page.get_by_role("button", name=WORDS["zoom_in"], exact=True).click()
        middles = page.locator(".stop-button").evaluate_all(_MIDDLES)
        assert [
            (x, y)
            for x, y in middles
            if 0 <= x - frame["x"] <= frame["width"] and 0 <= y - frame["y"] <= frame["height"]
        ]


def test_the_map_never_leaves_what_is_drawn(site: MapSite, open_page: OpenPage) -> None:
    page = _live(open_page(f"{site.url}/tour/", reduced_motion="reduce"))
    page.evaluate("map_tour.setZoom(map_tour.getMinZoom() + 2)")
    page.evaluate("map_tour.panTo([0, 0])")
    frame = page.locator(".trail-map").bounding_box()
    drawn = page.locator(".leaflet-drawn-pane svg").bounding_box()
    assert frame
    assert drawn
    assert drawn["x"] <= frame["x"] + 2
    assert drawn["y"] <= frame["y"] + 2
    assert drawn["x"] + drawn["width"] >= frame["x"] + frame["width"] - 3
    assert drawn["y"] + drawn["height"] >= frame["y"] + frame["height"] - 3


def test_card_of_a_mark_without_an_entry_leads_to_its_page(
    site: MapSite, open_page: OpenPage
) -> None:
    page = _live(open_page(f"{site.url}/one/"))
    page.locator(".stop-button").click()
    story = page.get_by_role("dialog").get_by_role("link", name=WORDS["story"])
    expect(story).to_have_attribute("href", "/elsewhere/here")


@pytest.mark.parametrize("name", ["tour", "crowd"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_mark_covers_another_at_any_zoom(
    site: MapSite, open_page: OpenPage, name: str, width: int
) -> None:
    page = _live(open_page(f"{site.url}/{name}/", width=width, reduced_motion="reduce"))
    zoom_in = page.get_by_role("button", name=WORDS["zoom_in"], exact=True)
    for _ in range(8):
        boxes = [button.bounding_box() for button in page.locator(".stop-button").all()]
        middles = [(b["x"] + b["width"] / 2, b["y"] + b["height"] / 2) for b in boxes if b]
        assert all(b and b["width"] >= 24 and b["height"] >= 24 for b in boxes)
        for a, b in combinations(middles, 2):
            assert math.dist(a, b) >= 22
        if not zoom_in.is_enabled() or zoom_in.get_attribute("aria-disabled") == "true":
            break
        zoom_in.click()


def test_a_crowd_is_one_button_that_zooms_in_and_escape_goes_back(
    site: MapSite, open_page: OpenPage
) -> None:
    page = _live(open_page(f"{site.url}/crowd/"))
    at_first = _names(page)
    crowd = page.locator(".marker-cluster")
    expect(crowd).to_have_count(1)
    expect(crowd).to_have_attribute("aria-label", "Places near Place <b>2</b>: 60. Zoom in")
    crowd.focus()
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_attribute("aria-label", re.compile(r"^2\. "))
    _settled(page)
    assert len(_names(page)) > len(at_first)
    expect(page.get_by_role("status")).to_contain_text("60 places")
    numbers = [int(name.split(".")[0]) for name in _names(page) if name[0].isdigit()]
    assert numbers == sorted(numbers)
    page.keyboard.press("Escape")
    expect(page.locator(".marker-cluster:focus")).to_have_count(1)
    assert _names(page) == at_first


def test_no_other_host_is_asked_until_streets_are_chosen(
    site: MapSite, open_page: OpenPage
) -> None:
    asked: list[tuple[str, str | None]] = []
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000a49444154789c6300010000050001"
        "0d0a2db40000000049454e44ae426082"
    )

    def tile(route: Route) -> None:
        asked.append((route.request.url, route.request.headers.get("referer")))
        route.fulfill(body=pixel, content_type="image/png")

    def stub(context: BrowserContext) -> None:
        context.route("https://tile.openstreetmap.org/**", tile)

    page = _live(open_page(f"{site.url}/tour/", prepare=stub))
    page.get_by_role("button", name=WORDS["zoom_in"], exact=True).click()
    _settled(page)
    credit = page.locator(".trail-map-credit")
    expect(credit).to_have_text(CREDIT)
    assert asked == []
    box = page.get_by_role("checkbox", name=WORDS["tiles"])
    box.check()
    expect(page.locator("img.leaflet-tile-loaded").first).to_be_attached()
    # The tile server turns away who does not say where they come from.
    assert {referer for _, referer in asked} == {f"{site.url}/"}
    expect(credit).to_contain_text("© OpenStreetMap contributors")
    # On the map too, since the legend that holds the credits may be shut.
    owed = page.locator("[data-trail-map] .trail-map-owed")
    expect(owed).to_have_text("© OpenStreetMap")
    expect(owed).to_be_in_viewport()
    page.get_by_role("button", name=WORDS["zoom_in"], exact=True).click()
    _settled(page)
    box.uncheck()
    expect(page.locator("img.leaflet-tile")).to_have_count(0)
    expect(credit).to_have_text(CREDIT)
    expect(owed).to_have_count(0)


def test_streets_that_do_not_come_give_the_drawn_map_back(
    site: MapSite, open_page: OpenPage
) -> None:
    page = _live(open_page(f"{site.url}/tour/", errors_ok=True))
    page.get_by_role("checkbox", name=WORDS["tiles"]).click()
    expect(page.get_by_role("status")).to_have_text(WORDS["tiles_failed"])
    expect(page.get_by_role("checkbox", name=WORDS["tiles"])).not_to_be_checked()
    expect(page.locator(".leaflet-drawn-pane path.m-street")).to_be_visible()


def test_without_javascript_the_drawn_map_is_the_map(site: MapSite, open_page: OpenPage) -> None:
    page = open_page(f"{site.url}/tour/", java_script_enabled=False)
    drawn = page.get_by_role("group", name=TOUR.name)
    expect(drawn).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator(".trail-map-credit")).to_be_visible()
    drawn.get_by_role("link", name=re.compile("^4 ")).click()
    assert page.url.endswith("#stop-4")


@pytest.mark.parametrize("lost", ["**/leaflet.js", "**/script.js", "**/leaflet.css"])
def test_a_lost_file_leaves_the_drawn_map(site: MapSite, open_page: OpenPage, lost: str) -> None:
    page = open_page(
        f"{site.url}/tour/",
        errors_ok=True,
        prepare=lambda context: context.route(lost, lambda route: route.abort()),
    )
    page.reload()
    with page.expect_console_message(lambda said: "The drawn map stays" in said.text):
        page.keyboard.press("Shift")
    expect(page.locator(".trail-map-in")).to_be_hidden()
    expect(page.get_by_role("group", name=TOUR.name)).to_be_visible()
    expect(page.locator(".stop-button")).to_have_count(0)


@pytest.mark.parametrize(
    ("place", "said", "dots"),
    [
        (_at(50, 50), "within 82 ft (25 m) of the dot", 1),
        (_at(0, 9000), "5.4 miles (8.7 km) from the nearest place", 1),
        (None, WORDS["refused"], 0),
    ],
)
def test_locate_me_says_what_came_of_it(
    site: MapSite, open_page: OpenPage, place: Position | None, said: str, dots: int
) -> None:
    def allow(context: BrowserContext) -> None:
        if place:
            context.grant_permissions(["geolocation"])
            context.set_geolocation({"longitude": place.lon, "latitude": place.lat, "accuracy": 25})

    page = _live(open_page(f"{site.url}/tour/", prepare=allow))
    expect(page.get_by_role("status")).to_have_text("")
    before = page.locator(".leaflet-map-pane").get_attribute("style")
    page.get_by_role("button", name=WORDS["locate"]).click()
    expect(page.get_by_role("status")).to_contain_text(said)
    assert page.locator("path.you-dot").count() == dots
    assert page.locator("path.you-ring").count() == dots
    assert page.locator(".leaflet-map-pane").get_attribute("style") == before


def test_reduced_motion_zooms_at_once(site: MapSite, open_page: OpenPage) -> None:
    page = _live(open_page(f"{site.url}/tour/", reduced_motion="reduce"))
    at_once = page.evaluate(
        """() => {
          document.querySelector(".trail-map-in").click();
          const anim = ".leaflet-zoom-anim, .leaflet-pan-anim";
          return !document.querySelector(anim);
        }"""
    )
    assert at_once


def test_the_wheel_scrolls_the_page_unless_ctrl_is_held(site: MapSite, open_page: OpenPage) -> None:
    page = _live(open_page(f"{site.url}/tour/", height=500))
    scale = page.locator(".leaflet-control-scale")
    expect(scale).to_be_hidden()  # the drawing's own shows
    before = scale.text_content()
    page.locator(".trail-map").hover()
    page.mouse.wheel(0, 300)
    expect(page.get_by_role("heading", level=1)).not_to_be_in_viewport()
    assert scale.text_content() == before
    page.locator(".trail-map").hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -400)
    expect(scale).not_to_have_text(str(before))
    page.keyboard.up("Control")


def test_paper_shows_the_drawn_map(site: MapSite, open_page: OpenPage) -> None:
    page = _live(open_page(f"{site.url}/tour/"))
    page.emulate_media(media="print")
    expect(page.locator(".trail-map-still svg")).to_be_visible()
    expect(page.locator(".leaflet-map-pane")).to_be_hidden()
    expect(page.locator(".trail-map-in")).to_be_hidden()
    expect(page.locator(".trail-map-credit")).to_be_visible()


def test_one_finger_scrolls_the_page_and_is_told_of_two(site: MapSite, open_page: OpenPage) -> None:
    page = _live(open_page(f"{site.url}/tour/", width=360))
    element = page.locator(".trail-map")
    expect(element).to_have_css("touch-action", "pan-x pan-y")
    pointer = page.context.new_cdp_session(page)
    for kind, y in (("touchStart", 250), ("touchMove", 240), ("touchMove", 200)):
        pointer.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": 180, "y": y}]}
        )
    expect(page.locator(".trail-map-hint")).to_have_text(WORDS["two_fingers"])
    pointer.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
