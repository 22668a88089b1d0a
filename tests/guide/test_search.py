"""Search: what is found first, how forgiving it is, and that nothing makes it stumble."""

from __future__ import annotations

import dataclasses
import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.search_cases import ODD, QUERIES, WORDING, shipped_index
from trail.dataset.schema.dates import TrailDate
from trail.dataset.schema.whole import Dataset
from trail.guide.search import Entry, Name, SearchIndex, Target, entries
from trail.guide.search.index import MOST_HITS
from trail.guide.search.letters import fold, one_slip, query_words, sound, tokens


@pytest.fixture(scope="module")
def shipped() -> SearchIndex:
    return shipped_index()


def titles(index: SearchIndex, query: str) -> list[str]:
    return [hit.entry.title for group in index.search(query).groups for hit in group.hits]


@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_the_first_hit_is_the_one_that_was_meant(
    shipped: SearchIndex, query: str, expected: str
) -> None:
    results = shipped.search(query)
    assert results.groups[0].hits[0].entry.title == expected
    assert not results.partly


def test_the_table_asks_thirty_questions_in_three_scripts() -> None:
    assert len(QUERIES) >= 30
    for letters in ("а-я", "ぁ-ヿ一-鿿", "a-z"):
        first, last = ord(letters[0]), ord(letters[-1])
        asked = [q for q, _ in QUERIES if any(first <= ord(c) <= last for c in q.lower())]
        assert len(asked) >= 5, letters


@pytest.mark.parametrize("query", ODD)
def test_odd_questions_get_an_answer(shipped: SearchIndex, query: str) -> None:
    results = shipped.search(query)
    assert results.count >= 0
    assert all(len(word) <= 200 for word in results.words)


@given(st.text(max_size=60))
def test_any_text_is_answered_and_shown_whole(text: str) -> None:
    index = SearchIndex([Entry("site", "/a", text or "-", (Name(text),), summary=text)])
    for group in index.search(text).groups:
        for hit in group.hits:
            assert "".join(part for part, _ in hit.title) == hit.entry.title


@given(st.text(alphabet="abcdefghij", min_size=5, max_size=9), st.data())
def test_one_slip_is_seen_and_never_two(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    left_out = word[:at] + word[at + 1 :]
    changed = word[:at] + "z" + word[at + 1 :]
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for slip in (left_out, changed):
        assert one_slip(word, slip)
        assert one_slip(slip, word)
    assert one_slip(word, swapped) == (word != swapped)
    assert not one_slip(word, word)
    assert not one_slip(word, "zz" + word)
    assert not one_slip(word, "z" + word[1:-1] + "z")


def test_a_slip_counts_only_in_longer_words_and_where_nothing_else_is_found() -> None:
    def named(*names: str) -> SearchIndex:
        return SearchIndex([Entry("site", f"/{name}", name) for name in names])

    index = named("Harbor", "Barge", "Quay")
    assert titles(index, "habror") == ["Harbor"]
    assert titles(index, "quuy") == []
    assert titles(index, "large") == ["Barge"]
    assert titles(named("Barge", "Large"), "large") == ["Large"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Витте", "Witte"),
        ("Witte", "Vitte"),
        ("Korostovets", "Korostowetz"),
        ("Портсмут", "Portsmouth"),
        ("Токио", "Tokyo"),
        ("Хирохито", "Khirokhito"),
        ("Jutarō", "Jutaro"),
    ],
)
def test_spellings_of_one_sound_are_one(one: str, other: str) -> None:
    assert sound(fold(one)) == sound(fold(other))


def test_japanese_is_looked_up_by_pairs_of_signs() -> None:
    assert [token.word for token in tokens("小村寿太郎")] == ["小村", "村寿", "寿太", "太郎", "郎"]
    assert query_words("小村寿太郎") == ["小村", "村寿", "寿太", "太郎"]
    assert query_words("郎") == ["郎"]
    index = SearchIndex([Entry("person", "/k", "K", (Name("小村寿太郎", "ja"),))])
    assert titles(index, "寿太") == ["K"]
    assert titles(index, "郎") == ["K"]


def test_fields_rank_by_their_weight_and_all_words_come_before_some() -> None:
    index = SearchIndex(
        [
            Entry("work", "/5", "E", text="lantern"),
            Entry("work", "/4", "D", summary="lantern"),
            Entry("work", "/3", "C", about="lantern"),
            Entry("work", "/2", "B", (Name("Lantern"),)),
            Entry("work", "/1", "Lantern"),
            Entry("work", "/6", "F", text="lantern and lamp"),
        ]
    )
    assert titles(index, "lantern") == ["Lantern", "B", "C", "D", "E", "F"]
    assert titles(index, "lantern lamp") == ["F"]
    partly = index.search("lantern nowhere")
    assert partly.partly
    assert partly.count == 6


def test_words_that_say_nothing_are_looked_for_only_alone() -> None:
    assert query_words("where is the lamp") == ["lamp"]
    assert query_words("the who") == ["the", "who"]


def test_hits_are_grouped_by_kind_cut_and_counted() -> None:
    many = [Entry("work", f"/{n}", f"Lamp {n}") for n in range(30)]
    results = SearchIndex([Entry("site", "/s", "House", text="lamp"), *many]).search("lamp")
    assert [(group.kind, group.count, len(group.hits)) for group in results.groups] == [
        ("work", 30, MOST_HITS),
        ("site", 1, 1),
    ]
    assert results.count == 31


def test_the_words_asked_for_are_marked_and_the_text_around_them_is_shown() -> None:
    long = "nothing " * 40 + "then the Lantérn was lit " + "after " * 60
    names = (Name("灯台", "ja"), Name("Other"))
    entry = Entry("site", "/1", "Old House", names, summary="Short.", text=long)
    hit = SearchIndex([entry]).search("lantern 灯台").groups[0].hits[0]
    assert ("Lantérn", True) in hit.snippet
    assert hit.snippet[0] == ("… ", False)
    assert len("".join(part for part, _ in hit.snippet)) < 250
    assert hit.also == (((("灯台", True),), "ja"),)


def test_markup_is_text_like_any_other() -> None:
    index = SearchIndex([Entry("site", "/1", "A <b>bold</b> house")])
    (hit,) = index.search("<b>bold").groups[0].hits
    assert "".join(part for part, _ in hit.title) == "A <b>bold</b> house"


def test_pages_that_there_are_not_are_left_out(sample_dataset: Dataset) -> None:
    def only_sites(target: Target) -> str | None:
        return f"/sites/{target.key}/" if target.kind == "site" else None

    wording = dataclasses.replace(WORDING, url=only_sites)
    found = list(entries(sample_dataset, None, wording))
    assert {entry.kind for entry in found} == {"site"}
    assert len(found) == len(sample_dataset.sites)


@pytest.mark.parametrize(
    ("when", "url"),
    [
        ("1911-02-04", "/day/1911-02-04#early"),
        ("1911-02-04/1911-02-05", "/day/#early"),
        ("1911-01-31", "/day/#early"),
    ],
)
def test_an_event_leads_to_its_own_day_where_the_story_has_it(
    sample_dataset: Dataset, when: str, url: str
) -> None:
    story = sample_dataset.story
    assert story is not None
    event = story.events[0].model_copy(update={"id": "early", "date": TrailDate.of(when)})
    file = story.events_file.model_copy(update={"events": (event,)})
    told = dataclasses.replace(story, events_file=file)
    found = [entry.url for entry in entries(sample_dataset, told, WORDING)]
    assert [address for address in found if address.endswith("#early")] == [url]


def test_another_trail_is_found_in_its_own_scripts(sample_dataset: Dataset) -> None:
    index = SearchIndex(entries(sample_dataset, None, WORDING))
    assert titles(index, "Орлов")[0] == "Pavel Orlov"
    assert titles(index, "tawhiri")[0] == "Hana Tāwhiri"
    assert titles(index, "信号塔")[0] == "Signal Tower"
    assert {"South Light", "Lost Camp"} <= {*titles(index, "point tern")}


def test_the_index_is_small_and_the_same_each_time(shipped: SearchIndex) -> None:
    def written(index: SearchIndex) -> bytes:
        return json.dumps(index.to_plain(), ensure_ascii=False, separators=(",", ":")).encode()

    assert len(gzip.compress(written(shipped), 9)) <= 60_000
    assert written(shipped) == written(shipped_index())
