"""A translation laid over the files: what it changes, what falls back, what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.sample import Sample
from trail import dataset
from trail.base.errors import DatasetError
from trail.dataset.languages.fields import texts_of
from trail.dataset.languages.kept import lost_in

ABOUT: dict[str, Any] = {
    "name": "日本語",
    "offer": "日本語でもどうぞ",
    "translated": "2026-12-01",
    "reviewed_by": None,
}
SITES = {
    "signal-tower": {
        "name": "信号塔",
        "label": "信号塔",
        "summary": "試験のために作られた場所です。",
        "story": ["この町はどの地図にもありません。"],
        "facts": {"1": {"text": "正午に旗が揚がりました。"}},
    }
}
TRAIL = {
    "title": "灯りの道",
    "home": {"lede": "場所は{sites}か所、そのうち{stops}か所が岸壁です。"},
    "tours": {"quay": {"name": "岸壁に沿って"}},
}


def translated(sample: Sample, **files: object) -> Sample:
    """The sample with files of a translation into Japanese."""
    sample = sample.copy()
    for name, content in {"about": ABOUT, **files}.items():
        sample.story[f"i18n/ja/{name}.yaml"] = content
    return sample


def problems(sample: Sample, tmp_path: Path) -> list[str]:
    with pytest.raises(DatasetError) as raised:
        dataset.load(sample.write(tmp_path), "ja")
    return [str(problem) for problem in raised.value.problems]


def test_a_translation_stands_in_for_what_it_has(sample: Sample, tmp_path: Path) -> None:
    folder = translated(sample, sites=SITES, trail=TRAIL).write(tmp_path)
    found = dataset.load(folder, "ja")
    tower = found.get_site("signal-tower")
    assert (found.trail.lang, found.own_lang, found.trail.title) == ("ja", "en", "灯りの道")
    assert tower.name == "信号塔"
    assert tower.properties.facts[0].text == "正午に旗が揚がりました。"
    assert found.get_tour("quay").name == "岸壁に沿って"
    # Signs on the spot have the name that it has in the trail’s own language.
    (other,) = tower.properties.other_names
    assert (other.name, other.lang) == ("Signal Tower", "en")
    assert tower.properties.facts[0].sources == (
        "https://example.org/flag",
        "https://example.net/flag",
    )


def test_what_is_missing_falls_back_and_is_known(sample: Sample, tmp_path: Path) -> None:
    found = dataset.load(translated(sample, sites=SITES).write(tmp_path), "ja")
    tower = found.get_site("signal-tower").properties
    assert tower.access.detail == "Open when the flag is up."
    assert found.translation is not None
    assert "Open when the flag is up." in found.translation.missing
    assert "試験のために作られた場所です。" not in found.translation.missing
    assert ("sites", ("signal-tower", "access", "detail")) in found.translation.wanting
    assert ("sites", ("signal-tower", "name")) not in found.translation.wanting


def test_the_trails_own_language_is_untouched(sample: Sample, tmp_path: Path) -> None:
    found = dataset.load(translated(sample, sites=SITES, trail=TRAIL).write(tmp_path))
    assert found.translation is None
    assert found.get_site("signal-tower").name == "Signal Tower"
    assert [(one.code, one.about.name) for one in found.languages] == [("ja", "日本語")]


def test_each_language_has_a_digest_of_its_own(sample: Sample, tmp_path: Path) -> None:
    folder = translated(sample, sites=SITES).write(tmp_path)
    assert dataset.load(folder).digest != dataset.load(folder, "ja").digest


def test_an_unknown_key_is_refused_with_the_one_meant(sample: Sample, tmp_path: Path) -> None:
    wrong = {"signal-tower": {"sumary": "試験です。"}, "tower": {"name": "塔"}}
    found = problems(translated(sample, sites=wrong), tmp_path)
    assert len(found) == 2
    assert "i18n/ja/sites.yaml" in found[0]
    assert "signal-tower.sumary" in found[0]
    assert "did you mean summary?" in found[0]
    assert "nothing to translate here" in found[1]


def test_sources_and_addresses_are_nothing_to_translate(sample: Sample, tmp_path: Path) -> None:
    wrong = {"signal-tower": {"state": "サウスランド"}}
    assert "nothing to translate here" in problems(translated(sample, sites=wrong), tmp_path)[0]


def test_a_lost_gap_is_refused(sample: Sample, tmp_path: Path) -> None:
    wrong = {"home": {"lede": "場所は{sites}か所です。"}}
    found = problems(translated(sample, trail=wrong), tmp_path)
    assert found == [found[0]]
    assert "home.lede" in found[0]
    assert "{stops} is lost" in found[0]


def test_a_list_keeps_its_length(sample: Sample, tmp_path: Path) -> None:
    wrong = {"signal-tower": {"story": ["一", "二"]}}
    assert "2 items" in problems(translated(sample, sites=wrong), tmp_path)[0]


def test_a_language_that_is_not_there_is_refused(sample: Sample, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="there is no language 'ru'"):
        dataset.load(translated(sample).write(tmp_path), "ru")


def test_a_file_that_translates_nothing_is_refused(sample: Sample, tmp_path: Path) -> None:
    found = problems(translated(sample, site=SITES), tmp_path)
    assert found == [found[0]]
    assert "i18n/ja/site.yaml" in found[0]


@pytest.mark.parametrize(
    ("original", "translation", "lost"),
    [
        ("On August 29, 1905", "1905年8月29日", ""),
        ("On August 29, 1905", "1905年8月", "29"),
        ("At 3:47", "3時47分", ""),
        ("At 3:47", "15時47分", "3"),
        ("1,200 million yen", "12億円", ""),
        ("750 million yen", "7億5,000万円", ""),
        ("750 million yen", "7億円", "750"),
        ("2,000 people", "2 000 человек", ""),
        ("19th-century fronts", "фасады XIX века", ""),
        ("twice 5 and 5", "5", "5"),
        ("{sites} places", "места", "{sites}"),
    ],
)
def test_numbers_that_a_translation_loses(original: str, translation: str, lost: str) -> None:
    # August is a word in English: its number may come, and none may go.
    assert lost_in(original, translation) == lost


def test_a_second_picture_of_the_same_year_renames_no_first() -> None:
    def keys(*pictures: dict[str, str]) -> list[tuple[str, ...]]:
        value = {"sites": {"tower": [one | {"caption": "A."} for one in pictures]}}
        return [text.keys for text in texts_of("pictures.yaml", value) if text.value == "A."]

    first = {"file": "tower.svg", "date": "2026"}
    assert keys(first) == [("sites", "tower", "tower.svg", "caption")]
    assert keys(first, {"file": "tower-2.jpg", "date": "2026"}) == [
        ("sites", "tower", "tower.svg", "caption"),
        ("sites", "tower", "tower-2.jpg", "caption"),
    ]
