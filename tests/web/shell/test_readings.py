"""How names are read: once on a page, in its text alone, and only where a translation says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dataset.test_languages import SITES, TRAIL, translated
from tests.sample import Sample
from trail.web.serve.app import create_app
from trail.web.shell.readings import with_readings
from trail.web.shell.settings import Settings

READINGS = {"小村": "こむら", "小村寿太郎": "こむら じゅたろう", "A<b>": "<i>&"}
WHOLE = "<ruby>小村寿太郎<rp>（</rp><rt>こむら じゅたろう</rt><rp>）</rp></ruby>"
SHORT = "<ruby>小村<rp>（</rp><rt>こむら</rt><rp>）</rp></ruby>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>小村寿太郎と小村寿太郎</p>", f"<p>{WHOLE}と小村寿太郎</p>"),
        ("<p>小村寿太郎と小村</p>", f"<p>{WHOLE}と{SHORT}</p>"),
        ('<a title="小村">小村</a>', f'<a title="小村">{SHORT}</a>'),
        ("<nav>小村</nav><h1>小村</h1>", f"<nav>小村</nav><h1>{SHORT}</h1>"),
        ("<svg><title>小村</title><text>小村</text></svg>", None),
        ("<select><option>小村</option></select><textarea>小村</textarea>", None),
        ('<script type="application/json">{"a": "小村"}</script>', None),
        (
            "<a>小村 (of a register)</a><p>GPXの小村</p>",
            f"<a>小村 (of a register)</a><p>GPXの{SHORT}</p>",
        ),
        (
            "<p>A&lt;b&gt;</p>",
            "<p><ruby>A&lt;b&gt;<rp>（</rp><rt>&lt;i&gt;&amp;</rt><rp>）</rp></ruby></p>",
        ),
    ],
)
def test_a_name_has_its_reading_where_it_stands_first(before: str, after: str | None) -> None:
    around = "<title>小村</title><header>小村</header><main>{}</main>"
    expected = around.format(before if after is None else after)
    assert with_readings(around.format(before), READINGS) == expected


def test_only_a_translation_with_readings_shows_them(tmp_path: Path) -> None:
    sample = Sample()
    (first, *_) = sample.people
    people = {first["id"]: {"name": "灯台守", "reading": "とうだいもり"}}
    data = translated(sample, sites=SITES, trail=TRAIL, people=people).write(tmp_path)
    client = create_app(Settings(data, "https://trail.example.org")).test_client()
    told = client.get(f"/ja/people/{first['id']}/").get_data(as_text=True)
    ruby = "<ruby>灯台守<rp>（</rp><rt>とうだいもり</rt><rp>）</rp></ruby>"
    assert f"<h1>{ruby}</h1>" in told
    assert told.count(ruby) == 1
    assert "<title>灯台守" in told
    assert "<ruby>" not in client.get(f"/people/{first['id']}/").get_data(as_text=True)
