"""Links that hand a whole walk to Google Maps and Apple Maps."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

from lxml import html

from tests.clients.table import Rule, Take, table

WALKS = ("downtown", "downtown/in/45", "downtown/in/180", "downtown/from/north-church/in/90",
         "harbour", "new-hampshire/from/the-fells-john-hay")  # fmt: skip
STOPS = "macrumors.com/how-to/use-multi-stop-routing-maps"
URLS = "developers.google.com/maps/documentation/urls/get-started"
GOOGLE_WAYPOINTS, APPLE_STOPS = 9, 15
Query = dict[str, list[str]]


def links(take: Take, walk: str, host: str) -> list[Query]:
    page = html.document_fromstring(take(f"/tours/{walk}/").decode())
    found = [link for link in page.xpath("//a/@href") if urlsplit(link).hostname == host]
    assert found, walk
    return [parse_qs(urlsplit(link).query, strict_parsing=True) for link in found]


def google(take: Take, walk: str) -> list[list[str]]:
    """The points of each link, in order."""
    found = []
    for query in links(take, walk, "www.google.com"):
        between = query.get("waypoints", [""])[0]
        found.append([*query["origin"], *filter(None, between.split("|")), *query["destination"]])
    return found


def apple(take: Take, walk: str) -> list[list[str]]:
    return [
        [*query["source"], *query.get("waypoint", []), *query["destination"]]
        for query in links(take, walk, "maps.apple.com")
    ]


def stops(take: Take, walk: str) -> list[str]:
    """Latitude and longitude of each stop, and of the first again where the walk comes back."""
    rows = take(f"/tours/{walk}/{walk.replace('/', '-')}.csv" if "/" in walk
                else f"/tours/{walk}.csv").decode("utf-8-sig").splitlines()  # fmt: skip
    cells = [row.split(",") for row in rows[1:] if row.split(",")[0].isdigit()]
    page = html.document_fromstring(take(f"/tours/{walk}/").decode())
    back = bool(page.xpath("//ol[@class='strip']/li[last()]/details[@class='leg']"))
    numbered = {int(row[0]): row for row in cells}
    order = [*sorted(numbered), *([1] if back else [])]
    page_stops = page.xpath("//ol[@class='strip']/li[@data-stop]")
    assert len(page_stops) == len(numbered)
    return [f"{n}" for n in order]


def every_stop_is_handed_over(take: Take) -> None:
    for walk in WALKS:
        wanted = len(stops(take, walk))
        for runs in (google(take, walk), apple(take, walk)):
            assert sum(len(run) for run in runs) - (len(runs) - 1) == wanted, walk
            for before, after in pairwise(runs):
                assert before[-1] == after[0]


def no_more_waypoints_than_are_taken(take: Take) -> None:
    for walk in WALKS:
        assert all(2 <= len(run) <= GOOGLE_WAYPOINTS + 2 for run in google(take, walk))


def no_more_stops_than_a_trip_has(take: Take) -> None:
    for walk in WALKS:
        assert all(2 <= len(run) <= APPLE_STOPS for run in apple(take, walk))


def latitude_first_and_by_foot_or_car(take: Take) -> None:
    for walk in WALKS:
        mode = "walking" if walk.startswith("downtown") else "driving"
        assert all(query["travelmode"] == [mode] for query in links(take, walk, "www.google.com"))
        assert all(query["mode"] == [mode] for query in links(take, walk, "maps.apple.com"))
        for run in (*google(take, walk), *apple(take, walk)):
            for point in run:
                lat, lon = map(float, point.split(","))
                assert 42 < lat < 46
                assert -73 < lon < -70


def the_form_of_every_platform(take: Take) -> None:
    for query in links(take, "downtown/in/45", "www.google.com"):
        assert query["api"] == ["1"]
        assert set(query) <= {"api", "origin", "destination", "waypoints", "travelmode"}


def the_unified_form(take: Take) -> None:
    for query in links(take, "downtown/in/45", "maps.apple.com"):
        assert set(query) <= {"source", "waypoint", "destination", "mode"}


RULES = (
    Rule("Google Maps", "one form for Android, iOS and browsers, by api=1",
         (URLS,), the_form_of_every_platform),
    Rule("Google Maps", "takes nine waypoints at most",
         (URLS,),
         no_more_waypoints_than_are_taken),
    Rule("Apple Maps", "from iOS 18.4: source, waypoint once for each stop, destination, mode",
         ("developer.apple.com/documentation/mapkit/unified-map-urls",), the_unified_form),
    Rule("Apple Maps", "a trip has fifteen stops", (STOPS,),
         no_more_stops_than_a_trip_has),
    Rule("Google Maps, Apple Maps", "latitude before longitude",
         (URLS,),
         latitude_first_and_by_foot_or_car),
    Rule("Google Maps, Apple Maps", "get every stop, in runs that meet",
         (URLS,),
         every_stop_is_handed_over),
)  # fmt: skip


@table(RULES)
def test_handoff(rule: Rule, take: Take) -> None:
    rule.check(take)
