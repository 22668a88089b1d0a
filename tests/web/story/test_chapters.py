"""The story in chapters: told, drawn, sourced, linked both ways; and what is faulty in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.sample import Sample
from tests.sample_chapters import sample_with_chapters
from tests.web.walk.test_pages import text
from trail import dataset
from trail.base import paths
from trail.base.errors import DatasetError
from trail.export.books.epub import to_epub
from trail.guide.guide import open_trail
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_with_chapters().write(tmp_path_factory.mktemp("chapters"))


@pytest.fixture(scope="module")
def teller(told: Path) -> FlaskClient:
    return create_app(Settings(data_dir=told)).test_client()


def page(client: FlaskClient, path: str) -> html.HtmlElement:
    response = client.get(path)
    assert response.status_code == 200, path
    return html.document_fromstring(response.get_data(as_text=True))


def test_the_list_of_chapters_stands_under_the_year_and_in_the_menu(teller: FlaskClient) -> None:
    found = page(teller, "/1911/")
    links = [a.get("href") for a in found.xpath("//ol//h2/a")]
    assert links == ["/1911/dark-quay/", "/1911/light/"]
    menu = {a.text_content(): a.get("href") for a in found.xpath("//header//nav//a")}
    assert menu["1911"] == "/1911/"
    assert teller.get("/1912/").status_code == 404
    assert teller.get("/1911/dark-key/").status_code == 404


def test_a_chapter_tells_its_parts_and_leads_on(teller: FlaskClient) -> None:
    found = page(teller, "/1911/dark-quay/")
    said = text(found)
    order = ["The dark quay", "Nobody could see", "The memoir has a moon", "What it cost", "Hana"]
    assert [said.index(part) for part in order] == sorted(said.index(part) for part in order)
    hrefs = found.xpath("//main//a/@href")
    for href in (
        "/people/hana/", "/days/1911-02-03/", "/sites/custom-house/", "/treaty/#article-1",
        "/sources/#memoir", "/sources/#gazette", "/1911/light/",
    ):  # fmt: skip
        assert href in hrefs, href


def test_evidence_names_the_passage_who_said_it_and_what_is_a_copy(teller: FlaskClient) -> None:
    evidence = page(teller, "/1911/dark-quay/").xpath("//details[@class='evidence']")[0]
    assert text(evidence, "./summary") == "2 sources"
    said = text(evidence, ".//li[1]")
    assert "The pact in print" in said
    assert "There is oil." in text(evidence, ".//q")
    assert "The clerks, February 20, 1911." in said
    assert "This passage was read." in said
    assert "A copy of The pact." in said


def test_the_page_of_sources_tells_how_each_page_was_read(teller: FlaskClient) -> None:
    (read,) = page(teller, "/sources/").xpath("//section[@aria-labelledby='read-h']/details")
    assert text(read, "./summary") == "Copies of other works: 1"
    assert read.xpath(".//li/a/@href") == ["https://example.org/pact"]
    assert "This passage was read. A copy of The pact." in text(read, ".//li")


def test_a_fact_of_a_site_opens_its_passage_in_place(tmp_path: Path) -> None:
    sample = sample_with_chapters()
    fact = sample.properties("custom-house")["facts"][0]
    fact.update(sources=["https://example.org/pact"], confidence="medium")
    client = create_app(Settings(data_dir=sample.write(tmp_path))).test_client()
    first = page(client, "/sites/custom-house/").xpath("//ol[@class='facts']/li")[0]
    assert text(first, ".//summary").endswith("1 source")
    assert first.xpath(".//summary//*[@class='sure sure--medium']")
    assert text(first, ".//details//q") == "There is oil."


def test_figures_are_drawn_and_said_in_words(teller: FlaskClient) -> None:
    found = page(teller, "/1911/dark-quay/")
    kinds = [drawn.get("class") for drawn in found.xpath("//div[figure/h3]")]
    assert kinds == ["fig fig--map", "fig fig--amounts", "fig fig--axis", "fig fig--demands"]
    # HTML lets a caption stand first or last in its figure, so what opens under it follows it.
    assert found.xpath("//figure[h3]/*[last()][not(self::figcaption)]") == []
    ground = found.xpath("//*[@class='f-map']")[0]
    assert [t.text for t in ground.xpath(".//*[local-name()='text']")] == ["port", "1"]
    battle = text(found, "//details[@class='battles']//li[@value='1']")
    assert (
        "lamp fight, February 2, 1911. Japan: none. Russia: a lamp. Position: By guess." in battle
    )
    squares = found.xpath("//*[@class='f-amounts']//*[local-name()='rect']")
    # The frame of what nobody counted, then the low count a quarter of the high one's area.
    sides = {s.get("fill-opacity"): float(s.get("width")) for s in squares if s.get("fill-opacity")}
    assert sides["0.28"] == pytest.approx(2 * sides["1"], abs=0.1)
    assert [s.get("stroke-dasharray") for s in squares if s.get("fill") == "none"] == ["4 4"]
    assert "Nobody counted" in text(found, "//*[@class='fig-told']")
    whens = found.xpath("//*[@class='f-axis']//*[local-name()='text'][@font-weight]/text()")
    assert whens == ["Feb 1", "Feb 20"]
    assert len(page(teller, "/1911/light/").xpath("//*[@class='d-path']")) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/1911/dark-quay/", "/days/1911-02-03/", "/people/hana/", "/treaty/",
        "/sites/custom-house/",
    ],
)  # fmt: skip
def test_a_voice_stands_where_it_is_named(teller: FlaskClient, path: str) -> None:
    voices = page(teller, path).xpath("//figure[@class='voice']")
    (voice,) = (v for v in voices if text(v, ".//blockquote") == "Is there oil?")
    assert "Hana, clerk, the quay, February 3, 1911. Reported speech." in text(voice)


def test_words_in_another_language_say_so_and_are_translated(teller: FlaskClient) -> None:
    quote = page(teller, "/1911/dark-quay/").xpath("//blockquote[@lang='ru']")[0]
    assert quote.text_content().strip() == "Масла нет."
    assert "There is no oil. (our translation)" in text(quote.getparent())


def test_a_person_is_told_of_in_chapters(teller: FlaskClient) -> None:
    assert "/1911/dark-quay/" in page(teller, "/people/hana/").xpath("//main//a/@href")


def test_articles_have_their_map_drawn_once_and_linked_from_the_others(
    teller: FlaskClient,
) -> None:
    found = page(teller, "/treaty/")
    (drawn,) = found.xpath("//li[@id='article-1']//details[@id='map-0']")
    assert text(drawn, "./summary") == "Map: The cape"
    assert [t.text for t in drawn.xpath(".//*[local-name()='text']")] == ["port"]
    other = found.xpath("//li[@id='additional-1']")[0]
    assert other.xpath(".//a[@href='#map-0']/text()") == ["Map: The cape"]
    assert not other.xpath(".//*[local-name()='svg'][@class='f-map']")


def test_chapters_are_found_by_their_words(teller: FlaskClient) -> None:
    found = page(teller, "/search/?q=moths+barrels")
    assert "/1911/dark-quay/" not in found.xpath("//main//a/@href")
    found = page(teller, "/search/?q=nobody+quay")
    assert "/1911/dark-quay/" in found.xpath("//main//a/@href")


def test_chapters_are_in_the_sitemap_and_the_book(teller: FlaskClient, told: Path) -> None:
    sitemap = teller.get("/sitemap.xml").get_data(as_text=True)
    assert "/1911/dark-quay/" in sitemap
    with zipfile.ZipFile(io.BytesIO(to_epub(open_trail(told)))) as book:
        body = book.read("EPUB/told-dark-quay.xhtml").decode()
    assert "Nobody could see the quay." in body
    assert body.count("<svg") >= 3
    assert "Moths: Nobody counted" in body
    assert "Масла нет." in body


def faulty(change: Callable[[Any], None], file: str, tmp_path: Path) -> list[str]:
    sample: Sample = sample_with_chapters()
    change(sample.story[file])
    with pytest.raises(DatasetError) as caught:
        dataset.load(sample.write(tmp_path))
    return [str(problem) for problem in caught.value.problems]


def first_part(file: Any) -> Any:
    return file["chapters"][0]["parts"][0]


@pytest.mark.parametrize(
    ("change", "file", "said"),
    [
        (lambda f: f["chapters"][0]["people"].append("nobody"), "chapters.yaml", "nobody"),
        (lambda f: f["chapters"][0]["days"].append("1911-03-01"), "chapters.yaml", "1911-03-01"),
        (lambda f: first_part(f)["paragraphs"][0].update(sources=[], works=[]), "chapters.yaml",
         "without a source"),
        (lambda f: first_part(f)["figure"].update(frame=[169, -47, 168, -46]), "chapters.yaml",
         "is no frame"),
        (lambda f: first_part(f)["figure"]["panels"][0]["show"].append("moon"), "chapters.yaml",
         "moon"),
        (lambda f: first_part(f)["figure"]["panels"][0]["fills"][0].update(area="port"),
         "chapters.yaml", "port"),
        (lambda f: f["article_maps"][0]["articles"].append("article-9"), "chapters.yaml",
         "article-9"),
        (lambda f: f["article_maps"][0]["figure"]["panels"][0]["show"].append("moon"),
         "chapters.yaml", "moon"),
        (lambda f: f["voices"][1].update(chapters=[]), "voices.yaml", "shown nowhere"),
        (lambda f: f["voices"][1].update(chapters=["darkness"]), "voices.yaml", "darkness"),
        (lambda f: f["features"][3]["properties"].update(kind="line"), "theatre.geojson",
         "a line as Point"),
        (lambda f: f["readings"][0].update(read="excerpt"), "readings.yaml", "with a passage"),
        (lambda f: f["readings"][0].update(copy_of=None), "readings.yaml", "a copy of nothing"),
        (lambda f: f["readings"].append(dict(f["readings"][0])), "readings.yaml", "stands twice"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_fault(
    change: Callable[[Any], None], file: str, said: str, tmp_path: Path
) -> None:
    problems = faulty(change, file, tmp_path)
    assert len(problems) == 1
    assert said in problems[0]
    assert problems[0].startswith(file)


def test_not_known_needs_a_source_that_was_read(tmp_path: Path) -> None:
    sample = sample_with_chapters()
    sample.story["articles.yaml"]["articles"][0]["note"] = "Who wrote it is not known."
    dataset.load(sample.write(tmp_path / "read"))
    sample.story["readings.yaml"]["readings"][0] |= {"read": "excerpt", "passage": None}
    with pytest.raises(DatasetError) as caught:
        dataset.load(sample.write(tmp_path / "unread"))
    (problem,) = caught.value.problems
    assert "articles.yaml: article-1: note: says “not known”" in str(problem)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"words": "Oil."}, "words without a print"),
        ({"words": "Oil.", "words_from": "https://example.org/print", "text_seen": "no"},
         "words that were not seen"),
        ({"words": "Oil.", "words_from": "https://example.org/print", "text_seen": "part"},
         "seen in part"),
    ],
)  # fmt: skip
def test_no_word_passes_for_the_treatys_that_was_not_read(
    more: dict[str, str], said: str, tmp_path: Path
) -> None:
    (problem,) = faulty(lambda f: f["articles"][0].update(more), "articles.yaml", tmp_path)
    assert said in problem


def test_the_shipped_chapters_are_nine_and_of_a_length_to_read_in_one_go() -> None:
    found = dataset.load(paths.DATA).chapters
    assert found is not None
    words = {
        c.id: sum(len(t.text.split()) for part in c.parts for t in part.paragraphs)
        for c in found.chapters
    }
    assert len(words) == 9
    assert all(300 <= count <= 700 for count in words.values()), words
