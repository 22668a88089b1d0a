"""The browser searches as the server does, while typing and without a network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.appsite import AppSite, serve_app
from tests.browser.conftest import OpenPage
from tests.search_cases import ODD, QUERIES, shipped_index
from trail.web.serve.app import create_app

ASK = """async ({core, shown, plain, queries}) => {
  const { SearchIndex } = await import(core);
  const { also, marked, snippet } = await import(shown);
  const index = new SearchIndex(plain);
  return queries.map((query) => {
    const { words, partly, told, groups } = index.search(query);
    const first = groups[0]?.hits[0];
    const entry = first && index.entries[first.number];
    return {
      words,
      partly,
      groups: groups.map(({ kind, count, hits }) => [
        kind, count, hits.map(({ number, score }) => [index.entries[number][1], score]),
      ]),
      first: entry && [
        marked(index, entry[2], told),
        also(index, entry[3], told).map(({ parts }) => parts),
        snippet(index, entry, told),
      ],
    };
  });
}"""


@pytest.fixture(scope="module")
def site() -> Iterator[AppSite]:
    with serve_app(create_app()) as served:
        yield served


def test_both_rank_and_mark_the_same(site: AppSite, open_page: OpenPage) -> None:
    index = shipped_index()
    queries = [query for query, _ in QUERIES] + list(ODD)
    page = open_page(f"{site.url}/search/")
    assets = site.app.extensions["assets"]
    answers = page.evaluate(
        ASK,
        {
            "core": f"/static/{assets['js/search-core.js'].path}",
            "shown": f"/static/{assets['js/search-shown.js'].path}",
            "plain": index.to_plain(),
            "queries": queries,
        },
    )
    for query, answer in zip(queries, answers, strict=True):
        results = index.search(query)
        groups = [
            [group.kind, group.count, [[hit.entry.url, hit.score] for hit in group.hits]]
            for group in results.groups
        ]
        assert answer["words"] == list(results.words), query
        assert answer["groups"] == groups, query
        assert answer["partly"] == results.partly, query
        if results.groups:
            hit = results.groups[0].hits[0]
            assert answer["first"] == [
                [list(part) for part in hit.title],
                [[list(part) for part in parts] for parts, _lang in hit.also],
                [list(part) for part in hit.snippet],
            ], query


def test_typing_answers_by_itself_and_the_network_may_be_gone(
    site: AppSite, open_page: OpenPage
) -> None:
    contexts: list[BrowserContext] = []
    page = open_page(f"{site.url}/search/", width=360, prepare=contexts.append)
    box = page.get_by_role("searchbox")
    with page.expect_response("**/search/index-*.json"):
        box.focus()
    contexts[0].set_offline(True)
    box.press_sequentially("rockingam")
    expect(page.locator("[data-search-status]")).to_contain_text("found")
    first = page.locator("[data-search-answer] a").first
    expect(first).to_contain_text("Rockingham Hotel")
    assert first.locator("mark").first.text_content() == "Rockingham"
    expect(page).to_have_url(f"{site.url}/search/?q=rockingam")
    box.fill("")
    expect(page.locator("[data-search-status]")).to_have_text("")
    expect(page.locator("[data-search-answer] a")).to_have_count(0)
