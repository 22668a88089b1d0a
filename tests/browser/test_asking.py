"""A question written without a signal: kept on the phone, sent once."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.appsite import serve_app
from tests.browser.conftest import OpenPage
from trail.curation.questions.settings import QuestionSettings, sqlite_url
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings


def test_a_question_without_a_signal_is_kept_and_sent_once_with_the_next_page(
    open_page: OpenPage, sample_dir: Path, tmp_path: Path
) -> None:
    questions = QuestionSettings(sqlite_url(tmp_path / "questions.sqlite"))
    app = create_app(Settings(sample_dir, questions=questions))
    with serve_app(app) as site:
        page = open_page(f"{site.url}/ask/about/signal-tower/", errors_ok=True)
        page.get_by_label("Your e-mail address").fill("a@example.org")
        page.get_by_label("Your question").fill("Who rang the bell?")
        page.wait_for_load_state("networkidle")
        site.stop()
        page.get_by_role("button", name="Send the question").click()
        line = page.locator("[data-asked]")
        line.get_by_text("your question is kept on this phone").wait_for()
        expect(page.get_by_label("Your question")).to_have_value("")

        site.start_again()
        page.goto(f"{site.url}/about/")
        line.get_by_text("has been sent").wait_for()
        page.reload()
        page.wait_for_load_state("networkidle")
        expect(line).to_be_hidden()
        found = app.extensions["ask"].store.questions()
        assert [(each.text, each.about) for each in found] == [
            ("Who rang the bell?", "signal-tower")
        ]
