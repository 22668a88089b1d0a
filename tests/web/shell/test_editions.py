"""The languages of a trail under their addresses: pages, links between them, what is marked."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from flask.testing import FlaskClient

from tests.dataset.test_languages import SITES, TRAIL, translated
from tests.sample import Sample
from trail.guide.guide import Guide, open_trail
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings
from trail.web.shell.untranslated import SIGN, PageMarks

ORIGIN = "https://trail.example.org"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return translated(Sample(), sites=SITES, trail=TRAIL).write(tmp_path_factory.mktemp("told"))


@pytest.fixture(scope="module", params=["", "/guide"])
def client(request: pytest.FixtureRequest, folder: Path) -> FlaskClient:
    return create_app(Settings(folder, ORIGIN, request.param)).test_client()


def root_of(client: FlaskClient) -> str:
    return str(client.application.config["BASE_PATH"])


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(f"{root_of(client)}{path}")
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def test_a_language_lies_in_its_folder(client: FlaskClient) -> None:
    text = page(client, "/ja/sites/signal-tower/")
    assert '<html lang="ja"' in text
    assert "信号塔" in text
    assert f'href="{root_of(client)}/ja/sites/landing-stage/"' in text
    assert '<p class="quiet" lang="en">Signal Tower</p>' in text
    assert "<title>信号塔" in text


def test_the_root_is_in_the_trails_own_language(client: FlaskClient) -> None:
    text = page(client, "/sites/signal-tower/")
    assert '<html lang="en"' in text
    assert "Signal Tower" in text
    assert SIGN not in text


def test_the_folder_without_its_last_stroke_is_sent_on(client: FlaskClient) -> None:
    answer = client.get(f"{root_of(client)}/ja")
    assert (answer.status_code, answer.location) == (308, f"{root_of(client)}/ja/")


def test_a_language_that_is_not_there_is_no_page(client: FlaskClient) -> None:
    assert client.get(f"{root_of(client)}/ru/").status_code == 404
    assert client.get(f"{root_of(client)}/ja/nowhere/").status_code == 404


@pytest.mark.parametrize("place", ["/", "/ja/"])
def test_every_page_names_itself_in_all_languages(client: FlaskClient, place: str) -> None:
    text = page(client, f"{place}sites/signal-tower/")
    named = re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', text)
    there = f"{ORIGIN}{root_of(client)}"
    assert named == [
        ("en", f"{there}/sites/signal-tower/"),
        ("x-default", f"{there}/sites/signal-tower/"),
        ("ja", f"{there}/ja/sites/signal-tower/"),
    ]


def test_the_switch_stays_at_the_place(client: FlaskClient) -> None:
    there, text = f"{root_of(client)}/ja/sites/signal-tower/", page(client, "/sites/signal-tower/")
    assert f'<a href="{there}" hreflang="ja" lang="ja">日本語</a>' in text
    back = f'<a href="{root_of(client)}/sites/signal-tower/" hreflang="en" lang="en">English</a>'
    assert back in page(client, "/ja/sites/signal-tower/")


def test_the_switch_keeps_what_was_asked_for(client: FlaskClient) -> None:
    text = page(client, '/search/?q=a%22%3Cb"&utm_source=x')
    there = f"{root_of(client)}/ja/search/?q=a%22%3Cb%22"
    assert f'<a href="{there}" hreflang="ja" lang="ja">日本語</a>' in text
    alternate = f'hreflang="ja" href="{ORIGIN}{root_of(client)}/ja/search/"'
    assert alternate in page(client, "/search/")


def test_a_walk_that_leads_itself_has_the_switch_above(client: FlaskClient) -> None:
    top = page(client, "/tours/quay/go/").partition("<main")[0]
    assert f'<a href="{root_of(client)}/ja/tours/quay/go/" hreflang="ja"' in top


def test_the_offer_is_hidden_until_the_browser_asks_for_it(client: FlaskClient) -> None:
    assert 'lang="ja" hidden data-offer="ja"' in page(client, "/")
    assert "data-offer" not in page(client, "/ja/")


def test_what_nobody_translated_says_its_language(client: FlaskClient) -> None:
    text = page(client, "/ja/sites/signal-tower/")
    marked = re.findall(rf'lang="en" {SIGN}>([^<]+)<', text)
    assert any(one.startswith("Open when the flag is up") for one in marked)
    assert not any("旗" in one for one in marked)


def test_the_sitemap_lists_the_pages_of_all_languages(client: FlaskClient) -> None:
    text = page(client, "/sitemap.xml")
    there = f"{ORIGIN}{root_of(client)}"
    assert f"<loc>{there}/sites/signal-tower/</loc>" in text
    assert f"<loc>{there}/ja/sites/signal-tower/</loc>" in text
    found = fromstring(text).findall(f"{{{SITEMAP}}}url")
    here = "/sites/signal-tower/"
    tower = [one for one in found if one.findtext(f"{{{SITEMAP}}}loc", "").endswith(here)]
    for url in tower:
        links = [dict(link.attrib) for link in url.findall(f"{{{XHTML}}}link")]
        assert links == [
            {"rel": "alternate", "hreflang": code, "href": f"{there}{folder}/sites/signal-tower/"}
            for code, folder in (("en", ""), ("ja", "/ja"))
        ]
    assert len(tower) == 2


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml", "/.well-known/security.txt"])
def test_what_is_for_machines_lies_at_the_root_alone(client: FlaskClient, path: str) -> None:
    there = f"{ORIGIN}{root_of(client)}/sitemap.xml"
    assert f"Sitemap: {there}\n" in page(client, "/robots.txt")
    assert client.get(f"{root_of(client)}/ja{path}").status_code == 404


def test_a_trail_in_one_language_speaks_of_no_other(sample_dir: Path) -> None:
    text = create_app(Settings(sample_dir, ORIGIN)).test_client().get("/").get_data(as_text=True)
    assert "hreflang" not in text
    assert "data-offer" not in text


MARKS = PageMarks("en", frozenset({"Open to all", "A lamp"}), "ja", own_script=True)
LATIN = PageMarks("en", frozenset({"Open to all"}), "de", own_script=False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>Open to all.</p>", f'<p lang="en" {SIGN}>Open to all.</p>'),
        (
            "<p><b>旗</b> Open to all</p>",
            f'<p><b>旗</b> <span lang="en" {SIGN}>Open to all</span></p>',
        ),
        ("<p>旗と塔</p>", "<p>旗と塔</p>"),
        ("<p><b>旗</b>. 塔, 灯. </p>", "<p><b>旗</b>。塔、灯。</p>"),
        ("<p>Market Street</p>", '<p lang="en">Market Street</p>'),
        ("<p>マーケット通り（Market Street）</p>", "<p>マーケット通り（Market Street）</p>"),
        ('<p lang="ru">Open to all</p>', '<p lang="ru">Open to all</p>'),
        ('<p lang="ru"><b>Open</b></p><p>12</p>', '<p lang="ru"><b>Open</b></p><p>12</p>'),
        ("<script>Open to all</script>", "<script>Open to all</script>"),
        ('<img alt="A lamp" src="x">', '<img lang="en" alt="A lamp" src="x">'),
        ("<text>Market St</text>", '<text lang="en">Market St</text>'),
        ("<option>A lamp</option>", f'<option lang="en" {SIGN}>A lamp</option>'),
        ("<br><p>A lamp</p>", f'<br><p lang="en" {SIGN}>A lamp</p>'),
    ],
)
def test_the_pieces_of_a_page(before: str, after: str) -> None:
    assert MARKS.marked(before) == after


def test_in_a_language_of_latin_letters_only_the_untranslated_is_told() -> None:
    assert LATIN.marked("<p>Marktstraße</p><p>Open to all</p>") == (
        f'<p>Marktstraße</p><p lang="en" {SIGN}>Open to all</p>'
    )


def test_only_the_languages_that_are_wanted(folder: Path, sample: Sample) -> None:
    app = create_app(Settings(folder, ORIGIN, languages=()))
    assert "hreflang" not in app.test_client().get("/").get_data(as_text=True)
    assert app.test_client().get("/ja/").status_code == 404


def test_markup_stays_markup_where_a_sentence_is_closed(folder: Path) -> None:
    app = create_app(Settings(folder, ORIGIN))
    with app.test_request_context("/"):
        told = "{{ _('Source: %(source)s', source=text)|sentence }}"
        page = f"{{% autoescape true %}}{told}{{% endautoescape %}}"
        shown = app.jinja_env.from_string(page).render(text="a <b>")
    assert shown == "Source: a &lt;b&gt;."


def test_a_faulty_language_says_so_and_is_tried_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = translated(Sample(), sites=SITES, trail=TRAIL).write(tmp_path)
    opened: list[str | None] = []

    def counted(at: Path, lang: str | None) -> Guide:
        opened.append(lang)
        return open_trail(at, lang)

    monkeypatch.setattr("trail.web.serve.app.open_trail", counted)
    broken = create_app(Settings(data, ORIGIN)).test_client()
    (data / "i18n/ja/sites.yaml").write_text("nonsense: x\n")
    answers = [broken.get("/ja/"), broken.get("/ja/sites/"), broken.get("/")]
    assert [answer.status_code for answer in answers] == [503, 503, 200]
    assert opened == [None, "ja"]


def test_the_switch_keeps_an_odd_address_one_address(client: FlaskClient) -> None:
    text = client.get(f"{root_of(client)}/ja/a%3Fb%23c/").get_data(as_text=True)
    assert f'href="{root_of(client)}/a%3Fb%23c/"' in text


@pytest.mark.parametrize(
    "element", ["<title>Old. New.</title>", "<option>Old. New.</option>", "<text>Old. New.</text>"]
)
def test_where_text_stands_alone_no_element_is_put_into_it(element: str) -> None:
    marks = PageMarks("en", frozenset({"Old."}), "ja", own_script=True)
    assert "<span" not in marks.marked(f"<html><body>{element}</body></html>")
