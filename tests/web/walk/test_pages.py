"""What every page owes its reader, and what each kind of page says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.sample import Sample
from tests.web.conftest import Read
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def paths(client: FlaskClient) -> list[str]:
    """Every page, as the sitemap has them."""
    tree = ET.fromstring(client.get("/sitemap.xml").data)
    return [str(loc.text).removeprefix("http://localhost") for loc in tree.iter(SITEMAP)]


def text(page: html.HtmlElement, xpath: str = "//main") -> str:
    """The words of the first element found, white space folded."""
    return " ".join(page.xpath(xpath)[0].text_content().split())


def test_the_sitemap_lists_every_kind_of_page_once(client: FlaskClient) -> None:
    found = paths(client)
    assert len(found) == len(set(found))
    assert {"/", "/sites/", "/sites/lost-camp/", "/tours/", "/tours/quay/", "/about/"} <= {*found}
    assert "/tours/quay/by/date/" in found
    assert "/tours/quay/by/distance/" not in found  # that is /tours/quay/ itself


def test_every_page_has_its_own_title_description_and_address(
    client: FlaskClient, read: Read
) -> None:
    pages = {path: read(path) for path in paths(client)}
    for kind in ("//title/text()", "//meta[@name='description']/@content"):
        seen = [page.xpath(kind)[0] for page in pages.values()]
        assert len(seen) == len(set(seen)), kind
        assert all(seen)
    for path, page in pages.items():
        assert page.xpath("//link[@rel='canonical']/@href") == [f"http://localhost{path}"]


def test_every_page_has_one_h1_landmarks_language_and_a_skip_link(
    client: FlaskClient, read: Read
) -> None:
    for path in paths(client):
        page = read(path)
        assert page.get("lang") == "en", path
        for tag in ("h1", "main", "header", "footer"):
            assert len(page.xpath(f"//{tag}")) == 1, f"{path}: {tag}"
        first = page.xpath("//body//a")[0]
        assert first.get("href") == f"#{page.xpath('//main/@id')[0]}", path
        for nav in page.xpath("//nav"):
            assert nav.get("aria-label"), path


def test_nothing_is_inline_and_nothing_comes_from_another_host(
    client: FlaskClient, read: Read
) -> None:
    for path in paths(client):
        page = read(path)
        assert not page.xpath("//style | //@style | //@*[starts-with(name(), 'on')]"), path
        for script in page.xpath("//script"):
            assert script.get("src") or script.get("type") in (
                "application/json",
                "application/ld+json",
            ), path
        loaded = page.xpath("//script/@src | //img/@src | //link[@rel!='canonical']/@href")
        assert loaded, path
        assert all(url.startswith("/") for url in loaded), path


def test_every_link_and_fragment_of_the_app_leads_somewhere(
    client: FlaskClient, read: Read
) -> None:
    trees = {path: read(path) for path in paths(client)}
    for path, page in trees.items():
        for href in page.xpath("//a/@href"):
            target, _, fragment = href.partition("#")
            if target.startswith(("http", "geo:", "data:")):
                continue
            target = target or path
            response = client.get(target)
            assert response.status_code == 200, f"{path} -> {href}"
            # What a script reads ("#stops=...") names no element.
            if fragment and "=" not in fragment and target in trees:
                assert trees[target].xpath(f"//*[@id='{fragment}']"), f"{path} -> {href}"


def test_linked_data_is_json_with_the_types_of_the_page(read: Read) -> None:
    def types(path: str) -> set[str]:
        blocks = read(path).xpath("//script[@type='application/ld+json']/text()")
        return {json.loads(block)["@type"] for block in blocks}

    assert types("/") == {"WebSite"}
    assert types("/sites/custom-house/") == {"TouristAttraction", "BreadcrumbList"}
    assert types("/tours/quay/") == {"TouristTrip", "BreadcrumbList"}


def test_linked_data_says_whether_one_may_enter_only_where_it_is_known(read: Read) -> None:
    def entry(path: str) -> object:
        blocks = read(path).xpath("//script[@type='application/ld+json']/text()")
        return json.loads(blocks[0]).get("publicAccess")

    assert entry("/sites/landing-stage/") is True
    assert entry("/sites/south-light/") is None


def test_home_answers_in_the_order_a_walker_asks(read: Read) -> None:
    page = read("/")
    said = text(page)
    order = [
        "There are 5 places, 3 of them on the quay.",
        "Start at ",
        "Its 3 stops",
        "Along the quay.",
        "On paper.",
        "All 5 sites",
    ]
    places = [said.index(part) for part in order]
    assert places == sorted(places)
    assert "With a class." not in said  # this trail has no lessons
    begin = page.xpath("//main//a[contains(@class, 'btn--main')]/@href")
    assert begin == ["/tours/quay/go/"]  # one tap to the first direction
    assert page.xpath("//ol/li[@id='stop-1']/a/@href") == ["/sites/landing-stage/"]


def test_home_offers_less_time_with_its_stops_where_the_tour_takes_longer(
    client: FlaskClient,
) -> None:
    page = html.fromstring(client.get("/").text)
    spans = page.xpath("//ul[contains(@class, 'spans')]/li/a")
    assert [(text(span, "./b"), span.get("href")) for span in spans][-1][1] == "/tours/quay/"
    assert [span.get("aria-current") for span in spans][-1] == "true"


def test_menu_stands_once_for_a_phone_and_once_for_wider_screens(read: Read) -> None:
    page = read("/sites/")
    folded = page.xpath("//header//details/nav//a/@href")
    row = page.xpath("//header//nav[not(ancestor::details)]//a/@href")
    foot = page.xpath("//footer//nav//a/@href")
    assert len(foot) > 3
    assert set(folded) == {*row, *foot, "/about/"}
    assert len(folded) == len(set(folded))
    assert len(row) == len(set(row))
    assert page.xpath("//header//nav//a[@aria-current]/@href") == ["/sites/", "/sites/"]


def test_a_site_page_says_status_and_access_before_its_story(read: Read) -> None:
    said = text(read("/sites/custom-house/"))
    order = [
        "Gone. Open to visitors.",
        "In 30 seconds",
        "The story",
        "What remains today",
        "Facts and sources",
        "People",
        "Tracks of diplomacy",
        "Near here",
        "Where it is",
    ]
    places = [said.index(part) for part in order]
    assert places == sorted(places)


def test_what_few_need_is_folded_under_its_name_with_how_much_there_is(read: Read) -> None:
    folds = read("/sites/custom-house/").xpath("//details[contains(@class, 'fold')]")
    for name, rows in (("Facts and sources", "//ol/li"), ("Near here", "//ul/li")):
        (fold,) = [one for one in folds if text(one, "./summary/h2") == name]
        assert text(fold, "./summary/span") == str(len(fold.xpath(f".{rows}"))) != "0"
    assert all(one.get("open") is None for one in folds)


def test_what_is_not_known_of_the_access_is_said_once(read: Read) -> None:
    verdict = text(read("/sites/south-light/"), "//p[@class='verdict']")
    assert verdict == "May be gone. See it from outside. Seen from the road. Not recently checked."


def test_a_site_without_a_place_says_why_and_has_no_map(read: Read) -> None:
    page = read("/sites/lost-camp/")
    assert "Not on the map." in text(page)
    assert not page.xpath("//*[@data-trail-map]")
    listed = read("/sites/").xpath("//li[@id='site-lost-camp']")
    assert Sample().properties("lost-camp")["position"]["reason"] in listed[0].text_content()


def test_facts_carry_their_date_source_note_and_confidence(read: Read) -> None:
    page = read("/sites/signal-tower/")
    first, second = page.xpath("//ol[@class='facts']/li")
    assert first.xpath(".//time/@datetime") == ["1911-02-04"]
    assert "February 4, 1911" in first.text_content()
    assert "Probable" in first.text_content()
    assert "One paper says the fifth." in first.text_content()
    assert first.xpath(".//a/@href") == ["https://example.org/flag", "https://example.net/flag"]
    assert "The Example" in first.text_content()
    assert "In the first days" in second.text_content()
    assert "Uncertain" in second.text_content()


def test_that_tracks_are_interpretation_is_said_once(read: Read) -> None:
    said = text(read("/sites/custom-house/"))
    assert said.count("Which place belongs to which track is an interpretation.") == 1


def test_native_names_carry_their_language(read: Read) -> None:
    page = read("/sites/custom-house/")
    assert [item.text for item in page.xpath("//*[@lang='ru']")] == ["Павел Орлов"]


def test_previous_and_next_follow_the_tour(read: Read) -> None:
    numbers = {
        path: read(path).xpath("//nav[@aria-label='Along the quay']//a[@rel='next']/@href")
        for path in ("/sites/landing-stage/", "/sites/signal-tower/", "/sites/custom-house/")
    }
    stops = read("/tours/quay/").xpath("//ol[@class='strip']/li//h3/a/@href")
    for here, onward in zip(stops, [*stops[1:], None], strict=True):
        assert numbers[here] == ([onward] if onward else [])


def test_the_tour_page_says_which_order_it_shows(read: Read) -> None:
    assert "proved among all orders" in text(read("/tours/quay/"))
    assert "the curator’s order" in text(read("/tours/quay/by/curated/"))
    assert "order of what happened" in text(read("/tours/quay/by/date/"))


def test_a_tours_usual_order_has_one_address(client: FlaskClient) -> None:
    response = client.get("/tours/quay/by/distance/")
    assert response.status_code == 308
    assert response.location.endswith("/tours/quay/")


def test_times_at_every_pace_stand_in_the_page_without_script(read: Read) -> None:
    page = read("/tours/quay/")
    rows = page.xpath("//table[contains(@class, 'paces')]//tbody/tr")
    assert [row.xpath("./th/text()")[0].strip() for row in rows] == ["Adult", "Slow"]
    times = json.loads(page.xpath("//li/b/@data-times")[0])
    assert set(times) == {"adult", "slow"}


def test_a_tour_by_car_gives_no_times_and_says_straight_lines(read: Read) -> None:
    page = read("/tours/south-road/")
    assert not page.xpath("//@data-times")
    assert "straight line" in text(page)
    assert page.xpath("//a[starts-with(@href, 'geo:')]")


def test_lengths_stand_in_both_units(read: Read) -> None:
    element = read("/tours/quay/").xpath("//*[@data-us]")[0]
    assert re.fullmatch(r"[\d.,]+\s(ft|miles|mile)", element.get("data-us"))
    assert re.fullmatch(r"[\d.,]+\s(m|km)", element.get("data-si"))
    assert element.text_content().startswith(element.get("data-us"))


def test_the_drawn_map_stands_inside_the_interactive_one(client: FlaskClient, read: Read) -> None:
    for path in ("/", "/sites/", "/sites/custom-house/", "/tours/quay/"):
        maps = read(path).xpath("//*[@data-trail-map]")
        assert len(maps) == 1, path
        assert maps[0].xpath(".//*[local-name()='svg']"), path
        config = json.loads(read(path).xpath("//script[@id='map-config']/text()")[0])
        for url in [*config["maps"].values(), config["basemap"], config["leaflet"]]:
            assert client.get(url).status_code == 200, url


def test_a_map_script_outlives_the_process_that_named_it(
    client: FlaskClient, read: Read, sample_dir: Path
) -> None:
    config = json.loads(read("/tours/quay/").xpath("//script[@id='map-config']/text()")[0])
    fresh = create_app(Settings(data_dir=sample_dir)).test_client()
    for url in [*config["maps"].values(), config["basemap"]]:
        assert fresh.get(url).data == client.get(url).data


def test_the_same_page_twice_gives_the_same_bytes(sample_dir: Path) -> None:
    one, two = (create_app(Settings(data_dir=sample_dir)).test_client() for _ in range(2))
    for path in paths(one):
        assert one.get(path).data == two.get(path).data, path


def test_markup_in_the_dataset_is_shown_as_text(tmp_path: Path) -> None:
    sample = Sample()
    hostile = '<script>alert("x")</script>\'"&'
    for feature in sample.sites["features"]:
        feature["properties"] |= {"name": hostile[:200], "summary": hostile, "story": [hostile]}
        feature["properties"]["label"] = "<b>&\"'"
    client = create_app(Settings(data_dir=sample.write(tmp_path))).test_client()
    for path in paths(client):
        body = client.get(path).get_data(as_text=True)
        assert "<script>alert" not in body, path
        page = html.document_fromstring(body)
        assert not page.xpath("//script[not(@src) and not(@type)]"), path


@pytest.mark.parametrize("missing", ["people", "tracks"])
def test_a_site_without_people_or_tracks_has_no_empty_heading(read: Read, missing: str) -> None:
    headings = [h.text_content() for h in read("/sites/south-light/").xpath("//h2")]
    assert not any(missing in heading.lower() for heading in headings)


def test_a_trail_without_a_drawn_map_still_has_maps(tmp_path: Path) -> None:
    sample = Sample()
    sample.layers.clear()
    client = create_app(Settings(data_dir=sample.write(tmp_path))).test_client()
    body = client.get("/tours/quay/").get_data(as_text=True)
    assert html.document_fromstring(body).xpath("//*[@data-trail-map]")
    assert "That is a straight line: the way isn&#39;t mapped." in body
    assert "no drawn map" in client.get("/about/").get_data(as_text=True)


def test_a_leg_over_steps_says_so_and_offers_the_way_without(read: Read) -> None:
    said = text(read("/tours/quay/"), "//ol[@class='strip']")
    assert "Steps: steps on the way" in said
    assert "Without the steps:" in said or "No way without steps is known here." in said


def test_the_map_stands_there_in_words(read: Read) -> None:
    (found,) = read("/tours/quay/").xpath("//details[contains(@class, 'around')]")
    first = found.xpath("./ol/li")[0]
    lines = [" ".join(line.text_content().split()) for line in first.xpath("./ul/li")]
    assert lines[0].startswith("Southeast: stop 2 Signal Tower, ")
    assert lines[1].startswith("South: stop 3 Custom House, ")
    assert lines[1].endswith("; you cross: Back Street.")


def test_figures_stand_before_what_they_count(read: Read) -> None:
    (facts,) = read("/tours/quay/").xpath("//*[contains(@class, 'facts-line')]")
    assert " ".join(facts.xpath("./li")[0].text_content().split()) == "3 stops"
