"""A language begun as docs/languages.md says: five strings of German, and the rest in English."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from tests.sample import Sample
from trail.cli import main as cli
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings
from trail.web.shell.untranslated import SIGN

GERMAN = {
    "Lantern Trail": "Laternenweg",
    "Signal Tower": "Signalturm",
    "Custom House": "Zollhaus",
    "Landing Stage": "Landesteg",
    "Open when the flag is up.": "Geöffnet, wenn die Flagge weht.",
}


def run(directory: Path, *words: str) -> str:
    result = CliRunner().invoke(cli.main, ["--data", str(directory), *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_five_strings_make_a_language(tmp_path: Path) -> None:
    data = Sample().write(tmp_path / "data")
    about = data / "i18n/de/about.yaml"
    assert str(about) in run(data, "translate", "de", "--begin")
    about.write_text(
        about.read_text()
        .replace("name: de", "name: Deutsch")
        .replace("offer: de", "offer: Auch auf Deutsch")
    )
    sheet = tmp_path / "texts.yaml"
    run(data, "translate", "de", "-o", str(sheet))
    written, changed = sheet.read_text(), 0
    for english, german in GERMAN.items():
        assert f": {english}\n" in written, english
        changed += written.count(f": {english}\n")
        written = written.replace(f": {english}\n", f": {german}\n")
    sheet.write_text(written)
    assert f"{changed} texts taken" in run(data, "translate", "de", str(sheet))
    assert f"de: {changed} texts translated" in run(data, "check")
    client = create_app(Settings(data, "https://trail.example.org")).test_client()
    tower = client.get("/de/sites/signal-tower/").get_data(as_text=True)
    assert '<html lang="de"' in tower
    assert "<title>Signalturm" in tower
    assert "Geöffnet, wenn die Flagge weht" in tower
    assert "Open when the flag is up" not in tower
    assert f'lang="en" {SIGN}' in tower
    home = client.get("/").get_data(as_text=True)
    assert '<a href="/de/" hreflang="de" lang="de">Deutsch</a>' in home
    assert "Auch auf Deutsch" in home
