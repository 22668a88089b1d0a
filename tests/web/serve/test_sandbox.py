"""Templates get at the values they are given, and at nothing behind them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask
from jinja2.exceptions import SecurityError

from tests.export.sheets.conftest import ADDRESS
from tests.sample import Sample
from trail.dataset.schema.trail import Home
from trail.export.sheets.press import Press
from trail.guide.guide import Guide
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ url_for.__globals__ }}",
        "{{ trail.__class__.model_fields }}",
        "{{ '{0.__class__}'.format(trail) }}",
        "{{ config.clear() }}",
        "{{ [1].append(2) }}",
    ],
)
def test_a_template_that_reaches_behind_its_values_is_stopped(app: Flask, source: str) -> None:
    template = app.jinja_env.from_string(source)
    with app.test_request_context(), suppress(SecurityError):
        assert template.render(trail=app.extensions["guide"]) == ""


LEDES = [
    ("{{sites}} of {stops}, {sites}{stops}", "{5} of 3, 53"),
    ("{{ 7 * 7 }} {{x}} 50 %(n)s %d {stops}", "{{ 7 * 7 }} {{x}} 50 %(n)s %d 3"),
]


@pytest.mark.parametrize(("lede", "shown"), LEDES)
def test_the_lede_is_text_with_two_figures(tmp_path: Path, lede: str, shown: str) -> None:
    sample = Sample()
    sample.trail["home"]["lede"] = lede
    directory = sample.write(tmp_path)
    app = create_app(Settings(data_dir=directory))
    guide: Guide = app.extensions["guide"]
    assert guide.dataset.trail.home.lede_with(sites=5, stops=3) == shown
    assert shown in app.test_client().get("/").text
    _, content = Press(guide)._compose("poster", "letter", ADDRESS)
    assert content["lede"] == shown


def test_no_lede_asks_more_of_a_figure_than_its_digits(sample: Sample) -> None:
    lede = "{sites.__class__} {sites:>99} {sites!r} {0}"
    home = Home.model_validate(sample.trail["home"]).model_copy(update={"lede": lede})
    assert home.lede_with(sites=5, stops=3) == lede
