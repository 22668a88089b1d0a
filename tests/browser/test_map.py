"""The interactive maps in a real browser: keys, crowds, failures, other hosts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from markupsafe import Markup
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.mapsite import WORDS, MapSite, serve_maps
from trail.base.geo import Bbox, Position
from trail.dataset.schema.map import MapFeature, MapLayer, MapProperties
from trail.graphics.leaflet import MapLine, MapMarker, MapSpec

LON, LAT = 10.0, 55.0
REGION = Bbox(9.9, 54.9, 10.1, 55.1)
CREDIT = "Drawn by hand & heart."
STILL = Markup(
    '<svg viewBox="0 0 100 90" role="img" aria-label="Drawn map">'
    '<rect width="100" height="90" fill="none" stroke="currentColor"/></svg>'
)


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
TOUR = MapSpec(
    "tour",
    "Map of the tour, interactive",
    STOPS,
    tuple(MapLine((a.position, b.position), a.number != 3) for a, b in pairwise(STOPS)),
    STILL,
    REGION,
    (CREDIT,),
)
CROWD = MapSpec(
    "crowd",
    "Map of a crowd, interactive",
    (
        _mark(1, 4000, 4000),
        *(_mark(n, 9 * (n % 5), 9 * (n // 5)) for n in range(2, 20)),
        _mark(20, -4000, 0),
    ),
    placeholder=STILL,
    bounds=REGION,
    credits=(CREDIT,),
)
ONE = MapSpec(
    "one",
    "Map of one place, interactive",
    (
        MapMarker(
            id="here", position=_at(0, 0), name="Here: stands", shape="stands",
            here=True, href="/elsewhere/here", accuracy_m=60,
        ),
    ),
    placeholder=STILL,
    credits=(CREDIT,),
)  # fmt: skip
PAGES = {"tour": TOUR, "crowd": CROWD, "one": ONE}


@pytest.fixture(scope="module")
def site() -> Iterator[MapSite]:
    with serve_maps(PAGES, [LAYER]) as running:
        yield running


def _live(page: Page) -> Page:
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
    assert page.locator("path.base-land").count() == 1
    assert page.locator("path.base-street").count() == 1


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


def test_enter_leads_to_the_entry_and_escape_back(site: MapSite, open_page: OpenPage) -> None:
    page = _live(open_page(f"{site.url}/tour/", reduced_motion="reduce"))
    page.locator(".stop-button").nth(4).focus()
    page.keyboard.press("Enter")
    assert _focused(page) == "stop-5"
    assert page.url.endswith("#stop-5")
    expect(page.locator("#stop-5")).to_be_in_viewport()
    page.keyboard.press("Tab")  # the link inside the entry
    page.keyboard.press("Escape")
    assert _focused(page) == STOPS[4].name
    assert page.url.endswith("/tour/")
    expect(page.locator(".stop-button").nth(4)).to_be_in_viewport()


def test_back_returns_from_the_entry_to_the_mark(site: MapSite, open_page: OpenPage) -> None:
    page = _live(open_page(f"{site.url}/tour/", width=360))
    page.locator(".stop-button").nth(1).tap()
    assert _focused(page) == "stop-2"
    page.go_back()
    expect(page.locator(":focus")).to_have_attribute("aria-label", STOPS[1].name)


def test_mark_without_an_entry_opens_its_page(site: MapSite, open_page: OpenPage) -> None:
    page = _live(open_page(f"{site.url}/one/", errors_ok=True))
    assert page.locator("path.trail-accuracy").count() == 1
    page.locator(".stop-button").click()
    page.wait_for_url("**/elsewhere/here")


@pytest.mark.parametrize("name", ["tour", "crowd"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_two_targets_touch_at_any_zoom(
    site: MapSite, open_page: OpenPage, name: str, width: int
) -> None:
    page = _live(open_page(f"{site.url}/{name}/", width=width, reduced_motion="reduce"))
    zoom_in = page.get_by_role("button", name=WORDS["zoom_in"], exact=True)
    for _ in range(8):
        boxes = [button.bounding_box() for button in page.locator(".stop-button").all()]
        middles = [(b["x"] + b["width"] / 2, b["y"] + b["height"] / 2) for b in boxes if b]
        assert all(b and b["width"] >= 44 and b["height"] >= 44 for b in boxes)
        for a, b in combinations(middles, 2):
            assert (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 >= 43.9**2
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
    expect(crowd).to_have_attribute(
        "aria-label", "Places near 2. Place <b>2</b>: stands, outside only: 18. Zoom in"
    )
    crowd.focus()
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_attribute("aria-label", re.compile(r"^2\. "))
    _settled(page)
    assert len(_names(page)) > len(at_first)
    expect(page.get_by_role("status")).to_contain_text("18 places")
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
    page.get_by_role("button", name=WORDS["zoom_out"], exact=True).click()
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
    page.get_by_role("button", name=WORDS["zoom_in"], exact=True).click()
    _settled(page)
    box.uncheck()
    expect(page.locator("img.leaflet-tile")).to_have_count(0)
    expect(credit).to_have_text(CREDIT)


def test_streets_that_do_not_come_give_the_drawn_map_back(
    site: MapSite, open_page: OpenPage
) -> None:
    page = _live(open_page(f"{site.url}/tour/", errors_ok=True))
    page.get_by_role("checkbox", name=WORDS["tiles"]).click()
    expect(page.get_by_role("status")).to_have_text(WORDS["tiles_failed"])
    expect(page.get_by_role("checkbox", name=WORDS["tiles"])).not_to_be_checked()
    expect(page.locator("path.base-land")).to_be_visible()


def test_without_javascript_the_drawn_map_is_the_map(site: MapSite, open_page: OpenPage) -> None:
    page = open_page(f"{site.url}/tour/", java_script_enabled=False)
    expect(page.get_by_role("img", name="Drawn map")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator(".trail-map-credit")).to_be_visible()


@pytest.mark.parametrize("lost", ["**/leaflet.js", "**/script.js", "**/basemap.js"])
def test_a_lost_file_leaves_the_drawn_map(site: MapSite, open_page: OpenPage, lost: str) -> None:
    page = open_page(
        f"{site.url}/tour/",
        errors_ok=True,
        prepare=lambda context: context.route(lost, lambda route: route.abort()),
    )
    with page.expect_console_message(lambda said: "The drawn map stays" in said.text):
        page.reload()
    expect(page.get_by_role("img", name="Drawn map")).to_be_visible()
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
          document.querySelector(".leaflet-control-zoom-in").click();
          const anim = ".leaflet-zoom-anim, .leaflet-pan-anim";
          return !document.querySelector(anim);
        }"""
    )
    assert at_once


def test_the_wheel_scrolls_the_page_unless_ctrl_is_held(site: MapSite, open_page: OpenPage) -> None:
    page = _live(open_page(f"{site.url}/tour/", height=500))
    scale = page.locator(".leaflet-control-scale")
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
    expect(page.locator(".leaflet-control-zoom")).to_be_hidden()
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
