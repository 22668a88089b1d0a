"""The planner's pages and files: the form, the plan, every refusal beside its field."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from tests.sample_visits import sample_with_visits
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings
from trail.web.teach import files as plan_files
from trail.web.teach import planner

PLAN = "/teach/plan/"


@pytest.fixture(scope="module")
def planning(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An app over the five-site dataset that offers a planner."""
    app = create_app(Settings(sample_with_visits().write(tmp_path_factory.mktemp("visits"))))
    app.config["NOW"] = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
    return app


@pytest.fixture(scope="module")
def shipped() -> Flask:
    return create_app(Settings())


@pytest.fixture
def plans(planning: Flask) -> FlaskClient:
    return planning.test_client()


def tree(client: FlaskClient, path: str, status: int = 200) -> html.HtmlElement:
    response = client.get(path)
    assert response.status_code == status, response.text[:2000]
    return html.document_fromstring(response.text)


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def field(page: html.HtmlElement, name: str) -> html.HtmlElement:
    (found,) = page.xpath(f"//*[@id='{name}']")
    return found


# ---------------------------------------------------------------- the form


def test_it_asks_five_things_first_with_answers_already_there(plans: FlaskClient) -> None:
    page = tree(plans, PLAN)
    first = page.xpath("//*[contains(@class, 'plan-first')]//*[self::input or self::select]/@name")
    assert first == ["date", "arrive", "leave", "students", "grade"]
    assert field(page, "students").get("value") == "20"
    assert field(page, "arrive").get("value") == "10:00"
    (form,) = page.xpath("//form[contains(@class, 'plan-form')]")
    assert form.get("method") == "get"


def test_every_field_has_a_label_of_its_own(plans: FlaskClient) -> None:
    page = tree(plans, PLAN)
    for control in page.xpath("//form//*[self::input or self::select]"):
        labelled = control.xpath("ancestor::label") or page.xpath(
            f"//label[@for='{control.get('id')}']"
        )
        assert labelled, control.get("name")


def test_without_a_query_the_usual_case_is_planned_for_any_day(plans: FlaskClient) -> None:
    page = tree(plans, PLAN)
    (lead,) = page.xpath("//section[h2/@id='plan-h']/p[@class='lede']")
    assert "20 students in 2 groups" in text(lead)
    assert "2026" not in text(lead)
    assert not page.xpath("//a[contains(@href, '.ics')]")


def test_nobody_is_asked_for_a_name(plans: FlaskClient) -> None:
    page = tree(plans, PLAN)
    assert not [n for n in page.xpath("//form//@name") if "name" in n or "mail" in n]
    assert plans.post(PLAN).status_code == 405


def test_the_page_leads_to_ready_plans_where_no_server_answers(plans: FlaskClient) -> None:
    assert tree(plans, PLAN).xpath("//a[@href='/teach/plans/short/']")


def test_a_trail_that_knows_nothing_of_classes_has_no_planner_and_no_way_to_one(
    client: FlaskClient,
) -> None:
    for path in ("/", "/tours/", "/print/", "/about/"):
        assert not tree(client, path).xpath(f"//a[starts-with(@href, '{PLAN}')]")
    for path in (
        PLAN,
        f"{PLAN}group/",
        "/teach/plan.pdf",
        "/teach/plan.ics",
        "/teach/plan.csv",
        "/teach/plans/short/",
    ):
        assert client.get(path).status_code == 404


# ---------------------------------------------------------------- the plan


def test_each_group_has_its_day_without_a_gap(plans: FlaskClient) -> None:
    page = tree(plans, PLAN + "?students=20")
    groups = page.xpath("//details[contains(@class, 'plan-group')]")
    assert len(groups) == 2
    for group in groups:
        spans = [text(cell).split("–") for cell in group.xpath(".//tbody//th")]
        assert spans[0][0] == "10:00"
        assert spans[-1][1] == "12:00"
        assert all(a[1] == b[0] for a, b in itertools.pairwise(spans))


def test_the_picture_stands_beside_a_table_that_says_the_same(plans: FlaskClient) -> None:
    page = tree(plans, PLAN + "?students=20")
    (picture,) = page.xpath("//*[@class='rota']")
    (table,) = page.xpath("//table[contains(@class, 'rota-table')]")
    stays = len(table.xpath(".//tbody//td"))
    assert len(picture.xpath(".//*[contains(@class, 'rota-on')]")) == stays
    assert len(table.xpath(".//tbody/tr")) == 2


def test_walks_lead_to_their_directions(plans: FlaskClient) -> None:
    page = tree(plans, PLAN)
    groups = page.xpath("//details[contains(@class, 'plan-group')]")
    links = (group.xpath(".//a[starts-with(@href, '#way-')]/@href") for group in groups)
    anchors = itertools.chain.from_iterable(links)
    ids = set(page.xpath("//*[@class='plan-ways']/section/@id"))
    assert {anchor[1:] for anchor in anchors} == ids
    assert all(len(way.xpath("./p")) > 1 for way in page.xpath("//*[@class='plan-ways']/section"))


def test_what_is_not_known_is_asked_for_before_the_trip(plans: FlaskClient) -> None:
    page = tree(plans, PLAN)
    stops = {item.get("data-stop"): text(item) for item in page.xpath("//*[@data-stop]")}
    assert "Ask before you go: Drop-off, Parking, Toilets" in stops["landing-stage"]
    assert "Call ahead." in stops["landing-stage"]
    out = tree(plans, PLAN + "?size=8&in=custom-house")
    known = text(out.xpath("//*[@data-stop='custom-house']")[0])
    assert "Toilets: In the yard. (as of 2020)" in known
    assert "The keeper" in known


def test_figures_show_where_they_come_from(plans: FlaskClient) -> None:
    page = tree(plans, PLAN)
    (figures,) = page.xpath("//details[summary/h2/@id='figures-h']")
    assert "Young: one adult to 5 students" in text(figures)
    assert "made up: talk" in text(figures)
    assert figures.xpath(".//a[@href='https://example.org/visits']")


def test_the_link_holds_the_whole_plan(plans: FlaskClient) -> None:
    page = tree(plans, PLAN + "?students=9&leave=11:45&date=2027-02-10&out=signal-tower&slow=1")
    link = field(page, "plan-link").get("value")
    asked = parse_qs(urlsplit(link).query)
    assert asked["students"] == ["9"]
    assert asked["out"] == ["signal-tower"]
    again = tree(plans, link.removeprefix("http://localhost"))
    assert text(again.xpath("//*[@id='plan-h']/..")[0]) == text(
        page.xpath("//*[@id='plan-h']/..")[0]
    )
    (mail,) = page.xpath("//a[starts-with(@href, 'mailto:')]/@href")
    assert "students%3D9" in mail


def test_an_answer_is_never_kept_for_the_bare_address(plans: FlaskClient) -> None:
    plans.application.extensions["page_cache"]._kept.clear()
    assert "9 students" in plans.get(PLAN + "?students=9").text
    bare = plans.get(PLAN).text
    assert "20 students" in bare
    assert "9 students" in plans.get(PLAN + "?students=9").text
    assert plans.get(PLAN).text == bare


# ---------------------------------------------------------------- refusals


def test_a_fault_stands_beside_its_field_and_nothing_is_lost(plans: FlaskClient) -> None:
    path = PLAN + "?students=0&leave=11:00&adults=7&in=signal-tower&grade=4"
    page = tree(plans, path, 422)
    control = field(page, "students")
    assert control.get("aria-invalid") == "true"
    (fault,) = page.xpath(f"//*[@id='{control.get('aria-describedby')}']")
    assert text(fault) == "There must be at least one student."
    assert control.get("value") == "0"
    assert field(page, "leave").get("value") == "11:00"
    assert field(page, "adults").get("value") == "7"
    assert page.xpath("//input[@name='in'][@value='signal-tower'][@checked]")
    (alert,) = page.xpath("//*[@role='alert']")
    assert alert.xpath(".//a/@href") == ["#students"]
    assert text(page.xpath("//title")[0]).startswith("Not possible like this")


def test_a_refused_drop_off_says_why_and_how_old_that_is(plans: FlaskClient) -> None:
    page = tree(plans, PLAN + "?place=mole", 422)
    said = text(field(page, "place-fault"))
    assert "Buses fell in." in said
    assert "That rule is of 2020, years old: 6." in said
    assert "Choose The stage instead." in said
    assert page.xpath("//details[@open]"), "a faulty field must not be hidden"


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("students=NaN", 400, "not a number"),
        ("students=%D9%A4%D9%A6", 400, "not a number"),
        ("students=1&students=2", 400, "more than once"),
        ("students=" + "9" * 3000, 400, "too long"),
        ("students=-3", 422, "at least one"),
        ("students=100000", 422, "500 days"),
        ("date=2027-02-29", 422, "its last day is February 28, 2027"),
        ("date=1905-09-05", 422, "long past"),
        ("date=2026-09-27&arrive=02:30", 422, "clocks go forward"),
        ("date=soon", 400, "not a date"),
        ("arrive=12:30&leave=11:30", 422, "after that"),
        ("leave=10:15", 422, "the shortest plan we found takes 30 min. Stay until 10:30."),
        ("adults=0", 422, "an adult of its own"),
        ("buses=1&students=60&bus=small", 422, "3 buses"),
        ("place=moon", 400, "from the list"),
        ("in=moon", 400, "from the list"),
        ("grade=%3Cscript%3E", 400, "from the list"),
    ],
)
def test_bad_answers_are_told_in_plain_words(
    plans: FlaskClient, query: str, status: int, said: str
) -> None:
    page = tree(plans, f"{PLAN}?{query}", status)
    assert said in text(page.xpath("//*[@role='alert']")[0])
    assert page.xpath("//*[@class='fault' and @id]")
    assert not page.xpath("//section[h2/@id='plan-h']")
    assert "<script>" not in html.tostring(page.xpath("//form")[0]).decode()


def test_a_ready_plan_takes_no_parameters(plans: FlaskClient) -> None:
    ready = "/teach/plans/short/"
    assert plans.get(f"{ready}?students=3").data == plans.get(ready).data


def test_the_day_it_is_is_that_of_the_trail(planning: Flask) -> None:
    with planning.test_request_context():
        # At noon in Greenwich it is the next day at the bay.
        assert planner.today() == dt.date(2026, 11, 27)


def test_a_day_that_is_past_is_told_but_still_shown(plans: FlaskClient) -> None:
    page = tree(plans, PLAN + "?date=2026-11-02")
    assert "November 2, 2026 is past." in text(page.xpath("//*[contains(@class, 'told')]")[0])


# ---------------------------------------------------------------- files and ready-made plans


def test_files_carry_their_type_and_name(plans: FlaskClient) -> None:
    calendar = plans.get("/teach/plan.ics?date=2027-02-10")
    assert calendar.content_type == "text/calendar; charset=utf-8"
    assert calendar.headers["Content-Disposition"] == 'attachment; filename="class-trip.ics"'
    table = plans.get("/teach/plan.csv")
    assert table.content_type == "text/csv; charset=utf-8"
    assert table.headers["Content-Disposition"] == 'attachment; filename="class-trip.csv"'
    ready = plans.get("/teach/plans/short.csv")
    assert ready.headers["Content-Disposition"] == "attachment"


def calendar_link(page: html.HtmlElement) -> str:
    (found,) = page.xpath("//section[h2/@id='take-h']//a[contains(@href, '.ics')]/@href")
    return str(found)


def id_in(address: str) -> str:
    (found,) = parse_qs(urlsplit(address).query)["id"]
    return found


def test_a_plan_with_a_date_gets_an_id_that_goes_everywhere_with_it(plans: FlaskClient) -> None:
    page = tree(plans, PLAN + "?date=2027-02-10")
    (mine,) = page.xpath("//form//input[@type='hidden'][@name='id']/@value")
    assert re.fullmatch("[0-9a-f]{16}", mine)
    assert id_in(calendar_link(page)) == id_in(field(page, "plan-link").get("value")) == mine
    again = tree(plans, f"{PLAN}?date=2027-02-17&students=30&id={mine}")
    assert id_in(calendar_link(again)) == mine
    assert plans.get(calendar_link(again)).text.count(f"UID:plan.{mine}-") > 5


def test_two_who_begin_with_the_same_wishes_have_plans_of_their_own(
    plans: FlaskClient, planning: Flask
) -> None:
    before = planning.config["NOW"]
    first = id_in(calendar_link(tree(plans, PLAN + "?date=2027-02-10")))
    planning.config["NOW"] = before + dt.timedelta(microseconds=1)
    second = id_in(calendar_link(tree(plans, PLAN + "?date=2027-02-10")))
    planning.config["NOW"] = before
    assert first != second


def test_what_needs_no_calendar_has_no_id(plans: FlaskClient) -> None:
    for path in (PLAN, PLAN + "?students=30", "/teach/plans/short/"):
        addresses = tree(plans, path).xpath("//@href | //input/@value")
        assert not [a for a in addresses if re.search("[?&]id=", a)], path
        assert not tree(plans, path).xpath("//input[@name='id']")


@pytest.mark.parametrize("wrong", ["A", "a-b", "x" * 33, "%3Cb%3E", "a&id=b", "%D9%A1"])
def test_an_id_that_is_none_is_told(plans: FlaskClient, wrong: str) -> None:
    page = tree(plans, f"{PLAN}?date=2027-02-10&id={wrong}", 400)
    assert "Id of the plan" in text(page.xpath("//*[@role='alert']")[0])
    assert field(page, "id").tag == "p"
    assert plans.get(f"/teach/plan.ics?date=2027-02-10&id={wrong}").status_code == 400


def test_the_calendar_of_a_later_moment_is_the_later_one(
    plans: FlaskClient, planning: Flask
) -> None:
    address = calendar_link(tree(plans, PLAN + "?date=2027-02-10"))
    stamps = []
    before = planning.config["NOW"]
    for seconds in (0, 90):
        planning.config["NOW"] = before + dt.timedelta(seconds=seconds)
        found = plans.get(address).text
        stamps.append((re.findall("SEQUENCE:(.*)", found)[0], re.findall("DTSTAMP:(.*)", found)[0]))
    planning.config["NOW"] = before
    (number, stamp), (later_number, later_stamp) = stamps
    assert int(later_number) - int(number) == 90
    assert (stamp.strip(), later_stamp.strip()) == ("20261126T120000Z", "20261126T120130Z")


def test_a_file_that_cannot_be_says_why(plans: FlaskClient) -> None:
    assert plans.get("/teach/plan.ics").status_code == 400
    assert "calendar file needs one" in plans.get("/teach/plan.ics").text
    assert plans.get("/teach/plan.csv?students=x").status_code == 400
    assert plans.get("/teach/plan.pdf?students=0").status_code == 422
    assert "at least one student" in plans.get("/teach/plan.pdf?students=0").text
    for group in ("0", "99", "x", "1&group=2"):
        assert plans.get(f"/teach/plan.ics?date=2027-02-10&group={group}").status_code == 400


def test_what_can_be_published_hangs_on_no_query(plans: FlaskClient, planning: Flask) -> None:
    page = tree(plans, PLAN)
    taken = page.xpath("//section[h2/@id='take-h']//a/@href")
    assert taken[:2] == ["/teach/plan.pdf", "/teach/plan.csv"]
    with planning.test_request_context():
        listed = [*planner.paths(), *plan_files.file_paths()]
    assert set(taken[:2]) < set(listed)
    assert not [path for path in listed if "?" in path]
    assert all(plans.get(path).status_code == 200 for path in listed if not path.endswith(".pdf"))


def test_a_ready_plan_is_a_plain_page_with_files_of_its_own(plans: FlaskClient) -> None:
    page = tree(plans, "/teach/plans/short/")
    assert text(page.xpath("//h1")[0]) == "A short trip"
    assert not page.xpath("//form")
    taken = page.xpath("//section[h2/@id='take-h']//a/@href")
    assert taken == ["/teach/plans/short.pdf", "/teach/plans/short.csv"]
    assert plans.get("/teach/plans/short.csv").status_code == 200
    assert plans.get("/teach/plans/none-such/").status_code == 404
    assert plans.get("/teach/plans/none-such.csv").status_code == 404


def test_pages_are_in_the_sitemap_and_files_are_not_kept_offline(plans: FlaskClient) -> None:
    from trail.web.offline.pack import LEFT_OUT

    listed = plans.get("/sitemap.xml").text
    assert "/teach/plan/<" in listed
    assert "/teach/plans/short/<" in listed
    assert LEFT_OUT.match("/teach/plan.pdf")
    assert LEFT_OUT.match("/teach/plans/short.csv")
    assert not LEFT_OUT.match("/teach/plans/short/")


def test_the_start_page_and_every_page_lead_to_teaching(plans: FlaskClient) -> None:
    page = tree(plans, "/")
    assert page.xpath("//ul[contains(@class, 'ways')]//a/@href")[1].startswith("/teach/")
    current = tree(plans, PLAN).xpath("//nav[@aria-label='Main']//a[@aria-current]")
    assert [text(link) for link in current] == ["Teach", "Teach"]  # folded, and in a row


def test_the_shipped_usual_case_and_ready_plans_are_planned(shipped: Flask) -> None:
    client = shipped.test_client()
    assert client.get(PLAN).status_code == 200
    for path in re.findall(r'href="(/teach/plans/[^"]+/)"', client.get(PLAN).text):
        assert client.get(path).status_code == 200
    page = tree(client, PLAN + "?place=marcy-street", 422)
    assert "2019" in text(field(page, "place-fault"))


def test_under_another_path_all_addresses_follow(tmp_path: Path) -> None:
    app = create_app(Settings(sample_with_visits().write(tmp_path), base_path="/trail"))
    page = tree(app.test_client(), "/trail/teach/plan/")
    ours = [u for u in page.xpath("//main//@href | //form/@action") if u.startswith("/")]
    assert ours
    assert all(u.startswith("/trail/") for u in ours)


def test_the_plan_for_rain_is_a_tap_away_and_back(shipped: Flask) -> None:
    client = shipped.test_client()
    asked = f"{PLAN}?students=46&arrive=9:30&leave=12:00"

    def link(path: str, name: str) -> str:
        (found,) = tree(client, path).xpath(f"//a[.='{name}']/@href")
        return str(found)

    rain = link(asked, "The plan for rain or heat")
    assert parse_qs(urlsplit(rain).query)["weather"] == ["1"]
    assert parse_qs(urlsplit(rain).query)["students"] == ["46"]
    back = link(rain, "The plan for fair weather")
    assert "weather" not in parse_qs(urlsplit(back).query)
    # What is published hangs on no query; a trail without a figure for it offers none.
    assert not tree(client, PLAN).xpath("//a[contains(., 'rain or heat')]")


def test_lunch_is_offered_only_where_a_class_may_have_it(shipped: Flask) -> None:
    page = tree(shipped.test_client(), PLAN)
    offered = page.xpath("//select[@name='lunch_at']/option/@value")
    assert offered == ["", "prescott-park", "south-mill-pond-cherry-trees"]


def test_the_folder_comes_on_other_paper_in_large_print_and_for_word(shipped: Flask) -> None:
    client = shipped.test_client()
    page = tree(client, f"{PLAN}?students=23&leave=11:00")
    found = {
        urlsplit(href).path: href
        for href in page.xpath("//a[contains(@href, '.pdf') or contains(@href, '.docx')]/@href")
    }
    assert {f"/teach/plan{form}.pdf" for form in ("", "-a4", "-large", "-a4-large")} <= found.keys()
    assert all(parse_qs(urlsplit(href).query)["students"] == ["23"] for href in found.values())
    answer = client.get(found["/teach/plan.docx"])
    assert answer.status_code == 200
    assert answer.content_type == plan_files.WORD
    assert answer.data[:2] == b"PK"
    assert client.get(found["/teach/plan-a4.pdf"]).data[:5] == b"%PDF-"
    # What is published has one folder a plan; there is no other paper.
    assert not tree(client, PLAN).xpath("//a[contains(@href, 'plan-a4')]")
    assert client.get("/teach/plan-b5.pdf", follow_redirects=True).status_code == 404


def test_the_map_has_this_plans_stops_and_each_group_its_own_way(shipped: Flask) -> None:
    page = tree(shipped.test_client(), PLAN + "?students=46&leave=12:00")
    (whole,) = page.xpath("//figure//svg[@aria-labelledby='plan-map-t plan-map-d']")
    listed = page.xpath("//section[h2[@id='stops-h']]/ul[1]/li/@id")
    linked = set(whole.xpath(".//*[@id='plan-map-marks']//a/@href"))
    assert len(listed) < 15
    assert linked == {f"#{stop}" for stop in listed}
    own = page.xpath("//*[contains(@class, 'plan-way')]/svg")
    groups = page.xpath("//details[contains(@class, 'plan-group')]")
    assert len(own) == len(groups) == 5
    ways = set()
    for k, (svg, group) in enumerate(zip(own, groups, strict=True)):
        used = svg.xpath(".//use/@href")
        assert used == ["#plan-map-ground", f"#plan-map-way-{k}", "#plan-map-marks"]
        (way,) = whole.xpath(f".//defs/*[@id='plan-map-way-{k}']")
        ways.add("".join(way.xpath(".//path/@d")))
        order = [text(td).split(".")[0] for td in group.xpath(".//tr[@class='is-stop']/td")]
        assert svg.get("aria-label").endswith(" – ".join(order))
    assert len(ways) > 1
