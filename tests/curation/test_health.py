"""What is due, by a day that is given."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests import loopback
from tests.loopback import says
from tests.sample import Sample
from trail import dataset
from trail.cli import health as cli_health
from trail.cli import main as cli
from trail.curation.health.catalogs import catalogs_in
from trail.curation.health.health import KINDS, Kind, a_year_before, health_of
from trail.dataset.schema.whole import Dataset

ON = date(2026, 11, 26)


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(cli.main, [str(arg) for arg in args], prog_name="trail")


def kinds_of(sample: Sample, directory: Path, site_id: str, on: date = ON) -> set[Kind]:
    report = health_of(dataset.load(sample.write(directory)), on)
    return {due.kind for due in report.due if due.site.id == site_id}


def access(**changes: Any) -> dict[str, Any]:
    given = {"state": "open", "detail": "Open.", "step_free": None, "as_of": None, "source": None}
    return {**given, **changes}


# ---------------------------------------------------------------- what is due


@pytest.mark.parametrize(
    ("as_of", "kind"),
    [
        ("2025-11-26", None), ("2025-11-25", "access-old"), ("2026-11-26", None),
        ("2026-11-27", "access-ahead"), ("2025-11", None), ("2025-10", "access-old"),
        ("2025", None), ("2024", "access-old"), ("2026-11", None), ("2026-12", "access-ahead"),
        ("2026", None), ("2027", "access-ahead"), ("2013/2019", "access-old"),
        ("2019/2026", None), ("2020/..", "access-old"), ("2025-10~", "access-old"),
        (None, "access-undated"),
    ],
)  # fmt: skip
def test_access_is_due_a_year_after_the_last_day_it_may_mean(
    sample: Sample, tmp_path: Path, as_of: str | None, kind: Kind | None
) -> None:
    sample.properties("custom-house")["access"] = access(as_of=as_of)
    assert kinds_of(sample, tmp_path, "custom-house") == ({kind} if kind else set())


def test_unknown_access_is_due_as_such_and_needs_no_date(sample: Sample, tmp_path: Path) -> None:
    sample.properties("custom-house")["access"] = access(state="unknown", detail=None)
    assert kinds_of(sample, tmp_path, "custom-house") == {"access-unknown"}


@pytest.mark.parametrize(("metres", "due"), [(15, False), (100, False), (100.1, True)])
def test_position_worse_than_100_metres_is_due(
    sample: Sample, tmp_path: Path, metres: float, due: bool
) -> None:
    sample.properties("custom-house")["position"]["accuracy_m"] = metres
    assert kinds_of(sample, tmp_path, "custom-house") == ({"position-coarse"} if due else set())


def test_site_without_a_place_and_without_facts_is_due(sample: Sample, tmp_path: Path) -> None:
    assert kinds_of(sample, tmp_path, "lost-camp") == {"position-none", "facts"}


def test_what_is_not_written_is_due(sample: Sample, tmp_path: Path) -> None:
    sample.properties("custom-house").update(summary=None, story=None, facts=[])
    assert kinds_of(sample, tmp_path, "custom-house") == {"summary", "story", "facts"}


def test_report_is_by_kind_and_then_by_site(sample_dataset: Dataset) -> None:
    report = health_of(sample_dataset, date(2030, 1, 1))
    places = [(KINDS.index(due.kind), sample_dataset.sites.index(due.site)) for due in report.due]
    assert places == sorted(places)
    assert len(set(places)) == len(places)
    assert report.site_count == 5


def test_the_year_before_a_leap_day_is_a_day() -> None:
    assert a_year_before(date(2024, 2, 29)) == date(2023, 2, 28)


# ---------------------------------------------------------------- catalogs


def catalog(directory: Path, lang: str, text: str) -> None:
    path = directory / lang / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(text)


def test_no_translation_is_no_catalog(tmp_path: Path) -> None:
    assert catalogs_in(tmp_path / "nowhere") == ()


def test_missing_doubtful_and_half_plurals_are_counted(tmp_path: Path) -> None:
    catalog(
        tmp_path,
        "ja",
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Walk"\nmsgstr "歩く"\n\nmsgid "Sites"\nmsgstr ""\n\n'
        '#, fuzzy\nmsgid "Days"\nmsgstr "日"\n\n'
        'msgid "%(num)s site"\nmsgid_plural "%(num)s sites"\nmsgstr[0] "x"\nmsgstr[1] ""\n',
    )
    (found,) = catalogs_in(tmp_path)
    assert (found.lang, found.total, found.missing, found.fuzzy) == ("ja", 4, 2, 1)
    assert found.due


@pytest.mark.parametrize("text", ["msgid\n", 'msgid "a"\nmsgstr "b', "\x00"])
def test_catalog_that_can_not_be_read_is_told(tmp_path: Path, text: str) -> None:
    catalog(tmp_path, "ru", text)
    (found,) = catalogs_in(tmp_path)
    assert found.fault or found.total <= 1


# ---------------------------------------------------------------- the command


@pytest.fixture(autouse=True)
def untranslated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The interface in English alone, but where a test says otherwise."""
    monkeypatch.setattr(cli_health, "TRANSLATIONS", tmp_path / "no-catalogs")


def test_command_names_each_thing_and_exits_1(sample_dir: Path) -> None:
    result = run("health", sample_dir, "--on", "2026-03-15")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{sample_dir}: as of 2026-03-15",
        "access without a date: 1",
        "  south-light",
        "no position: 1",
        "  lost-camp",
        "position worse than 100 m: 1",
        "  south-light: 300.5 m",
        "no facts: 1",
        "  lost-camp",
        "translations: none; the texts are in en, the interface is in English",
        "4 due",
    ]


def test_command_judges_by_today(sample_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_health, "_today", lambda: date(2027, 4, 1))
    result = run("--data", sample_dir, "health")
    assert "access last known more than a year ago: 4\n" in result.stdout
    assert "  landing-stage: as of 2026-03\n" in result.stdout


def healthy(sample: Sample) -> Sample:
    sample.sites["features"] = [
        feature for feature in sample.sites["features"]
        if feature["id"] not in ("south-light", "lost-camp")
    ]  # fmt: skip
    del sample.trail["tours"][1]
    sample.story.clear()
    return sample


def test_nothing_due_exits_0(sample: Sample, tmp_path: Path) -> None:
    result = run("health", healthy(sample).write(tmp_path), "--on", "2026-04-01")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "Nothing is due.")


def test_texts_in_another_language_than_the_interface_are_due(
    sample: Sample, tmp_path: Path
) -> None:
    sample.trail["lang"] = "sl"
    result = run("health", healthy(sample).write(tmp_path), "--on", "2026-04-01")
    assert result.exit_code == 1
    assert "the texts are in sl, the interface is in English" in result.stdout


def test_faulty_data_is_refused(tmp_path: Path) -> None:
    result = run("health", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "there is no such directory" in result.stderr


@pytest.mark.parametrize("on", ["yesterday", "2026-13-01", "", "2026-02-30"])
def test_day_that_is_none_is_not_understood(sample_dir: Path, on: str) -> None:
    assert run("health", sample_dir, "--on", on).exit_code == 2


def test_links_are_told_apart_with_where_they_stand(sample: Sample, tmp_path: Path) -> None:
    with loopback.serve() as server:
        port = server.port
        sites = [sample.feature(name)["properties"] for name in
                 ("landing-stage", "signal-tower", "custom-house")]  # fmt: skip
        healthy(sample)
        server.answers |= {"/ok": says(200), "/old": says(301, Location="/ok"),
                           "/slow": loopback.hangs, "/shut": says(403)}  # fmt: skip
        for properties, path in zip(sites, ("/ok", "/old", "/gone"), strict=True):
            properties["access"]["source"] = f"http://127.0.0.1:{port}{path}"
            properties["facts"] = []
        sample.people[1]["sources"] = [f"http://127.0.0.1:{port}/slow"]
        sample.tracks["about"] = []
        del sample.tracks["elsewhere"]
        sites[0]["official_url"] = f"http://127.0.0.1:{port}/shut"
        data = sample.write(tmp_path)
        args = ("--links", "--pause", "0", "--timeout", "0.3", "--on", "2026-04-01")
        result = run("health", data, *args)
    assert result.exit_code == 1
    said = result.stdout
    base = f"http://127.0.0.1:{port}"
    assert f"not there any more: 1\n  {base}/gone (404)\n    in sites.geojson: custom-house" in said
    assert f"no answer in time: 1\n  {base}/slow\n    in people.yaml: pavel\n" in said
    assert f"put in its place: 1\n  {base}/old (200) -> {base}/ok\n" in said
    assert "not for programs: open it yourself: 1\n" in said
    assert "answers: 1\n" in said
    assert "An address that answers may still show another page than it did." in said
    assert said.splitlines()[-1] == "5 due"
