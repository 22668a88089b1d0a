"""Links with something of a stranger's hung on them: the page opens as if it were bare."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from trail.fieldtrip.planner.request import FIELDS
from trail.web.serve.app import create_app
from trail.web.shell.params import meant_by

HUGE = "x" * 60_000

# Path, and what hangs on it: every kind of page and file, every kind of tail.
TAILS = (
    ("/", "fbclid=IwAR0aBcD-eF_1"),
    ("/", "utm_source=letter&utm_medium=email&utm_campaign=May%202026"),
    ("/", "?"),
    ("/", "=&&=&"),
    ("/", "%"),
    ("/sites/", "gclid=b2"),
    ("/sites/", "fbclid=1&fbclid=2&fbclid=3"),
    ("/sites/market-square/", "mc_cid=c3&mc_eid=0123456789"),
    ("/sites/market-square/", "%zz=%&%ff%fe=%00"),
    ("/sites/market-square/", "q=mill"),
    ("/tours/", "ref=newsletter"),
    ("/tours/downtown/", "utm_source=letter&utm_medium=email"),
    ("/tours/downtown/", "utm_source"),
    ("/tours/downtown/", f"s={HUGE}"),
    ("/tours/downtown/", "f=json&limit=5&bbox=1,2,3,4"),
    ("/tours/downtown/by/date/", "igshid=d4"),
    ("/tours/downtown/in/60/", "_hsenc=p2ANq&_hsmi=1"),
    ("/tours/downtown/from/prescott-park/", "msclkid=f6"),
    ("/tours/downtown/go/", "_gl=e5&msclkid=f6"),
    ("/tours/downtown.gpx", "dclid=1"),
    ("/tours/downtown.geojson", "ttclid=1;x=2"),
    ("/sites.csv", "yclid=7"),
    ("/sites.kml", "wbraid=1&gbraid=2"),
    ("/days/", "twclid=2&s=20"),
    ("/days/1905-09-05/", "__twitter_impression=true"),
    ("/tracks/", "amp=1"),
    ("/people/", "%F0%9F%8C%B8=%E6%97%A5"),
    ("/treaty/", "from=groupmessage&isappinstalled=0"),
    ("/remembrance/", "spm=a2.b3"),
    ("/sources/", "oly_enc_id=1&oly_anon_id=2"),
    ("/teach/", "trk=public_post"),
    ("/teach/sheets/grades-4-5-stops/", "mkt_tok=abc"),
    ("/teach/plan/", "fbclid=x&utm_medium=email&page=1&source=mail&ref=a&place_id=9"),
    ("/teach/plan.csv", "fbclid=x"),
    ("/print/", "sc_src=email&sc_llid=1"),
    ("/print/downtown-cards-a4.pdf", "mc_cid=c3"),
    ("/search/", "limti=5&fbclid=1"),
    ("/ask/", "li_fat_id=1&date=2026"),
    ("/about/", "a" * 500),
    ("/robots.txt", "x=1"),
    ("/sitemap.xml", "x=1"),
    ("/embed/downtown/", "width=300"),
)


@pytest.fixture(scope="module")
def app() -> Flask:
    """The trail as it is shipped: it has every kind of page."""
    return create_app()


@pytest.mark.parametrize(("path", "tail"), TAILS, ids=lambda value: str(value)[:40])
def test_a_link_with_a_tail_is_the_page_without_it(app: Flask, path: str, tail: str) -> None:
    client = app.test_client()
    bare, tailed = client.get(path), client.get(f"{path}?{tail}")
    assert (bare.status_code, tailed.status_code) == (200, 200)
    assert tailed.data == bare.data
    assert tailed.headers["ETag"] == bare.headers["ETag"]
    again = client.get(f"{path}?{tail}", headers={"If-None-Match": bare.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    if bare.mimetype == "text/html" and not path.startswith("/embed/"):
        canonical = html.document_fromstring(tailed.text).xpath("//link[@rel='canonical']/@href")
        assert canonical == [f"http://localhost{path}"]


def test_forty_of_them_are_tried() -> None:
    assert len(TAILS) >= 40


def test_the_kept_page_is_given_to_a_link_with_a_tail(app: Flask) -> None:
    asked = []
    app.before_request_funcs.setdefault(None, []).append(lambda: asked.append(1))
    client = app.test_client()
    client.get("/about/?utm_source=a")
    before = len(asked)
    assert client.get("/about/").status_code == 200
    assert client.get("/about/?utm_source=b").status_code == 200
    assert client.head("/about/?%").status_code == 200
    assert len(asked) == before


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/sites?fbclid=1", "/sites/"),
        ("/sites/page/1/?fbclid=1", "/sites/"),
        ("/sites//page//1/?utm_source=a", "/sites/page/1/"),
        ("/tours/downtown/by/distance/?gclid=1", "/tours/downtown/"),
        ("/teach/plan?students=30&fbclid=1", "/teach/plan/?students=30"),
        ("/search?fbclid=1&q=mill+pond&utm_source=a", "/search/?q=mill+pond"),
    ],
)
def test_a_redirect_keeps_our_own_and_drops_the_tail(app: Flask, path: str, leads_to: str) -> None:
    response = app.test_client().get(path)
    assert (response.status_code, response.headers["Location"]) == (308, leads_to)


def test_our_own_parameters_count_beside_a_tail(app: Flask) -> None:
    client = app.test_client()
    for plain, tailed in (
        ("/search/?q=mill", "/search/?fbclid=1&q=mill&igshid=d4"),
        ("/teach/plan/?students=30", "/teach/plan/?utm_source=a&students=30&fbclid=1"),
        ("/teach/plan.csv?students=30", "/teach/plan.csv?fbclid=a&students=30"),
    ):
        one, other = client.get(plain), client.get(tailed)
        assert one.status_code == other.status_code == 200
        assert one.data == other.data, tailed
    page = html.document_fromstring(client.get("/search/?q=mill&igshid=d4").text)
    assert page.xpath("//link[@rel='canonical']/@href") == ["http://localhost/search/?q=mill"]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    bare = html.document_fromstring(client.get("/search/?igshid=d4").text)
    assert not bare.xpath("//meta[@name='robots']")


def test_ours_are_found_behind_thousands_of_others(app: Flask) -> None:
    many = "&".join(f"n{number}" for number in range(20_000))
    client = app.test_client()
    assert client.get(f"/teach/plan/?{many}&students=30").data == (
        client.get("/teach/plan/?students=30").data
    )


@pytest.mark.parametrize(
    ("query", "meant"),
    [("studnets=30", "students"), ("Students=30", "students"), ("arrives=9:00", "arrive")],
)
def test_a_misspelt_field_of_the_planner_is_told(app: Flask, query: str, meant: str) -> None:
    for path in ("/teach/plan/", "/teach/plan.csv", "/teach/plan.pdf"):
        response = app.test_client().get(f"{path}?{query}")
        assert response.status_code == 400
        told = html.document_fromstring(response.text).text_content()
        assert query.partition("=")[0] in told
        assert meant in told


def test_what_others_hang_on_links_is_near_to_none_of_our_fields() -> None:
    trackers = (
        "fbclid gclid gclsrc dclid gbraid wbraid msclkid twclid ttclid igshid igsh mc_cid mc_eid "
        "utm_source utm_medium utm_campaign utm_term utm_content utm_id _ga _gl _hsenc _hsmi yclid "
        "li_fat_id mkt_tok vero_id oly_enc_id s_cid wickedid ref ref_src source si feature spm scm "
        "cmpid campaign pk_campaign mtm_source epik irclickid trk ns_source sc_src amp v lang hl s "
        "t _ share from via print nocache cb rand ts id page date_id place_id session sessionid"
    )
    names = frozenset(FIELDS)
    assert not [name for name in trackers.split() if meant_by(name, names)]


@pytest.mark.parametrize("path", ["/api/", "/api/collections", "/api/openapi.json", "/api/docs/"])
def test_the_api_stays_strict(app: Flask, path: str) -> None:
    client: FlaskClient = app.test_client()
    assert client.get(path).status_code == 200
    response = client.get(f"{path}?fbclid=1")
    assert response.status_code == 400
    assert re.search(r"fbclid", response.text)


def test_a_page_that_is_not_there_is_told_under_any_tail(app: Flask) -> None:
    assert app.test_client().get("/nope/?fbclid=1").status_code == 404
