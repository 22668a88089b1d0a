"""`trail new`: a trail anywhere that runs at once, in files that explain themselves."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyogrio
import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from tests import loopback
from tests.loopback import Server, says
from trail import dataset
from trail.base.errors import EditError, InvalidParameter
from trail.base.geo import Position, distance_m
from trail.cli import main as cli
from trail.cli import new as cli_new
from trail.curation.health.health import health_of
from trail.curation.sites.begin import Beginning, start_trail
from trail.dataset.schema.trail import TrailFile
from trail.guide.checking import checked
from trail.web.serve.app import create_app
from trail.web.shell.features import page_paths
from trail.web.shell.settings import Settings

DAY = date(2026, 3, 1)
KERIKERI = Position(173.9474, -35.2281)
AT = "--at=-35.2281,173.9474"


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_new, "today", lambda: DAY)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    start_trail(tmp_path / "t", beginning())
    return tmp_path / "t"


def beginning(**wishes: object) -> Beginning:
    given: dict[str, object] = {
        "title": "Stone store trail", "position": KERIKERI, "day": DAY,
        "time_zone": "Pacific/Auckland",
    }  # fmt: skip
    return Beginning(**{**given, **wishes})  # type: ignore[arg-type]


def run(*args: str | Path, says: str | None = None, env: dict[str, str] | None = None) -> Result:
    command = ["new", *(str(arg) for arg in args)]
    return CliRunner().invoke(cli.main, command, input=says, env=env, prog_name="trail")


# ---------------------------------------------------------------- what is made


def test_another_country_in_one_command(tmp_path: Path) -> None:
    target = tmp_path / "far" / "away"
    args = ("--title", "Stone store trail", AT, "--time-zone", "Pacific/Auckland")
    result = run(target, *args)
    assert result.exit_code == 0, result.output
    assert "3 examples to be replaced" in result.stdout
    found = checked(target)
    assert [site.id for site in found.sites] == ["example-one", "example-two", "example-three"]
    assert found.origin.position == KERIKERI
    assert found.trail.time_zone == "Pacific/Auckland"
    assert found.trail.data_date == "2026-03-01"
    check = CliRunner().invoke(cli.main, ["--data", str(target), "check"])
    assert check.stdout.startswith(f"{target}: no faults")


def test_gdal_reads_the_sites_where_they_were_put(made: Path) -> None:
    info = pyogrio.read_info(made / "sites.geojson")
    assert info["features"] == 3
    assert info["geometry_type"] == "Point"
    west, south, east, north = info["total_bounds"]
    assert (east, south) == pytest.approx((173.9474, -35.2281), abs=1e-5)
    assert (west, north) == pytest.approx((173.943, -35.2245), abs=1e-4)
    assert "4326" in info["crs"]
    meta, _, _, values = pyogrio.raw.read(made / "sites.geojson", columns=["name", "town"])
    names = dict(zip(meta["fields"], values, strict=True))["name"]
    assert list(names) == ["Example one", "Example two", "Example three"]


def test_every_page_and_file_is_served(made: Path) -> None:
    app = create_app(Settings(data_dir=made))
    client = app.test_client()
    with app.test_request_context():
        paths = page_paths()
    for path in [*paths, "/sites.gpx", "/sites.kml", "/sites.csv", "/tours/example-walk.geojson"]:
        response = client.get(path)
        assert response.status_code == 200, path
        assert ">None<" not in response.get_data(as_text=True)


def test_links_to_what_there_is_none_of_are_not_shown(made: Path) -> None:
    client = create_app(Settings(data_dir=made)).test_client()
    page = html.fromstring(client.get("/").get_data(as_text=True))
    links = {link.get("href") for link in page.xpath("//a")}
    assert links.isdisjoint({"/tracks/", "/people/", "/treaty/", "/days/"})
    assert b"/tracks/" not in client.get("/sitemap.xml").data


def test_examples_say_that_they_are(made: Path) -> None:
    found = dataset.load(made)
    for site in found.sites:
        p = site.properties
        texts = [p.summary, *p.story, p.access.detail, *(fact.text for fact in p.facts)]
        assert site.name.startswith("Example")
        assert p.position.source.startswith("An example")
        assert all("xample" in text or text == p.story[1] for text in texts if text)
    client = create_app(Settings(data_dir=made)).test_client()
    assert "example" in client.get("/").get_data(as_text=True)


def test_health_asks_for_all_that_an_example_lacks(made: Path) -> None:
    kinds = {due.kind for due in health_of(dataset.load(made), DAY).due}
    assert kinds == {"example", "access-unknown", "position-coarse", "summary", "story", "facts"}


def test_every_field_of_the_trail_is_explained(made: Path) -> None:
    lines = (made / "trail.yaml").read_text().splitlines()
    top = [n for n, line in enumerate(lines) if line[:1].isalpha()]
    for number in top:
        assert lines[number - 1].startswith("#") or lines[number].startswith(
            ("version", "data_date")
        ), lines[number]
    names = {lines[number].partition(":")[0] for number in top}
    assert names == {field.alias or name for name, field in TrailFile.model_fields.items()}


def test_comments_of_the_other_files_show_what_passes(made: Path) -> None:
    """What stands in the comments is uncommented, and still is without fault."""
    people = (made / "people.yaml").read_text().split("looks like this:\n#\n")[1]
    entry = "".join(line[2:] for line in people.splitlines(keepends=True) if line[:2] == "# ")
    (made / "people.yaml").write_text(entry)
    tracks = (made / "tracks.yaml").read_text().split("with a reason:\n#\n")[1].split("\n\n")[0]
    entry = "\n".join(line.removeprefix("# ") for line in tracks.splitlines())
    (made / "tracks.yaml").write_text(f"note: ours\n{entry}\n")
    found = checked(made)
    assert [person.id for person in found.people] == ["jane-doe"]
    assert [track.slug for track in found.tracks] == ["letters"]


def test_a_site_is_added_to_it(made: Path) -> None:
    args = ["--data", str(made), "add", "Kemp House", "--at=-35.2175,173.9637",
            "--town", "Kerikeri", "--state", "Northland", "--yes"]  # fmt: skip
    result = CliRunner().invoke(cli.main, args)
    assert result.exit_code == 0, result.output
    assert checked(made).get_site("kemp-house").properties.town == "Kerikeri"


# ---------------------------------------------------------------- anywhere


@settings(max_examples=25)
@given(st.floats(-85, 85), st.floats(-180, 180))
def test_any_place_on_the_map_will_do(
    tmp_path_factory: pytest.TempPathFactory, lat: float, lon: float
) -> None:
    at = Position(round(lon, 5), round(lat, 5))
    found = start_trail(tmp_path_factory.mktemp("any") / "t", beginning(position=at))
    positions = [site.position for site in found.sites if site.position]
    assert positions[0] == at
    assert all(300 < distance_m(at, other) < 500 for other in positions[1:])


@pytest.mark.parametrize(
    "at",
    [(-180, 0), (180, 0), (179.9999, -85), (-179.9999, 85), (0, 0), (14.5, 46.05), (-70.7, 43.1)],
)
def test_edges_of_the_map_will_do(tmp_path: Path, at: tuple[float, float]) -> None:
    start_trail(tmp_path / "t", beginning(position=Position(*at)))
    app = create_app(Settings(data_dir=tmp_path / "t"))
    for path in ("/", "/sites/", "/tours/example-walk/", "/sites/example-two/"):
        assert app.test_client().get(path).status_code == 200, (at, path)


@pytest.mark.parametrize("lat", [85.1, 90, -90])
def test_poles_are_refused(tmp_path: Path, lat: float) -> None:
    with pytest.raises(InvalidParameter, match="maps end there"):
        start_trail(tmp_path / "t", beginning(position=Position(0, lat)))
    assert list(tmp_path.iterdir()) == []


HOSTILE = (
    "a: b # c", '"', "'", "{sites} {x}", "<<day>> <<nothing>>", "- x", "&a *b !c", "%s", "\\n \\",
    "<script>", "| > @ `x`", "信号塔 ⚓", "מגדל", "yes", "1905-08-05", "1:30", "null",
    "42", "[1, 2]", "[]", "0x1F", "=1+1", "{{7*7}}{% x %}{#5", "]]><b>",
    "[](x) **x**",
    "$TRAIL ${{ x }}",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_any_title_place_and_program_are_kept_as_they_are(tmp_path: Path, text: str) -> None:
    target = tmp_path / "t"
    wishes = {"title": text, "region_name": text, "program": text}
    found = start_trail(target, beginning(**wishes))
    assert found.trail.title == found.trail.home.title == found.trail.region.name == text
    for name in ("check", "health"):
        workflow = yaml.safe_load((target / f".github/workflows/{name}.yml").read_text())
        assert workflow["env"]["TRAIL_PROGRAM"] == text
    assert create_app(Settings(data_dir=target)).test_client().get("/").status_code == 200


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--at=nan,3",), "latitude"), (("--at=95,3",), "latitude"), (("--at=",), "latitude"),
        ((AT, "--title", ""), "title"), ((AT, "--title", "x" * 121), "title"),
        ((AT, "--title", "a\nb"), "title"), ((AT, "--title", "a\x1bb"), "title"),
        ((AT, "--title", "a\ufe0fb"), "U+FE0F"), ((AT, "--title", "a\u200db"), "title"),
        ((AT, "--title", "\u3164"), "U+3164"), ((AT, "--lang", "sm"), "lang"),
        ((AT, "--lang", "xx"), "lang"), ((AT, "--lang", "english"), "lang"),
        ((AT, "--lang", ""), "lang"), ((AT, "--time-zone", "Mars/Base"), "time-zone"),
        ((AT, "--time-zone", "../etc/passwd"), "time-zone"), ((AT, "--time-zone", ""), "time-zone"),
        ((AT, "--program", "a\nb"), "program"), ((AT, "--place", "x"), "not both"), ((), "--at"),
    ],
)  # fmt: skip
def test_wish_that_can_not_be_met_is_refused(
    tmp_path: Path, args: tuple[str, ...], said: str
) -> None:
    result = run(tmp_path / "t", *args)
    assert result.exit_code in (1, 2)
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert list(tmp_path.iterdir()) == []


def test_another_language_is_said_to_be_yours_to_write(tmp_path: Path) -> None:
    result = run(tmp_path / "t", AT, "--lang", "sl")
    assert "write your own in sl" in result.stdout
    page = create_app(Settings(data_dir=tmp_path / "t")).test_client().get("/")
    assert b'<html lang="sl"' in page.data


# ---------------------------------------------------------------- by name


@pytest.fixture
def geocoder() -> Iterator[Server]:
    with loopback.serve() as server:
        yield server


def env_of(server: Server) -> dict[str, str]:
    return {"TRAIL_GEOCODER_OPTIONS": f"domain=127.0.0.1:{server.port} scheme=http"}


def test_place_is_looked_up_by_name(tmp_path: Path, geocoder: Server) -> None:
    answer = [{"lat": "-35.2281", "lon": "173.9474", "display_name": "Kerikeri, Northland"}]
    geocoder.answers["/search"] = says(200, json.dumps(answer), "application/json")
    result = run(tmp_path / "t", "--place", "Kerikeri", env=env_of(geocoder))
    assert result.exit_code == 0, result.output
    assert "Found by nominatim: Kerikeri, Northland" in result.stdout
    found = dataset.load(tmp_path / "t")
    assert (found.trail.region.name, found.origin.position) == ("Kerikeri", KERIKERI)


@pytest.mark.parametrize("answer", [says(200, "[]", "application/json"), says(500), says(404)])
def test_place_that_is_not_found_names_the_other_way(
    tmp_path: Path, geocoder: Server, answer: loopback.Answer
) -> None:
    geocoder.answers["/search"] = answer
    result = run(tmp_path / "t", "--place", "Kerikeri", env=env_of(geocoder))
    assert result.exit_code == 1
    assert "--at LAT,LON" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_at_a_terminal_the_place_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_new, "is_terminal", lambda: True)
    assert run(tmp_path / "t", says="-35.2281, 173.9474\n").exit_code == 0
    assert dataset.load(tmp_path / "t").origin.position == KERIKERI


# ---------------------------------------------------------------- the directory


def test_empty_directory_is_used(tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    assert run(tmp_path / "t", AT).exit_code == 0


def test_directory_that_somebody_works_in_stays_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = tmp_path.stat().st_ino
    assert run(".", AT).exit_code == 0
    assert tmp_path.stat().st_ino == before
    assert len(checked(Path()).sites) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".github", "README.md", "people.yaml", "sites.geojson", "tracks.yaml", "trail.yaml",
    ]  # fmt: skip


def test_failing_move_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t").mkdir()
    rename = Path.rename

    def stop_at_the_last(path: Path, target: Path) -> Path:
        if path.name == "trail.yaml":
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", stop_at_the_last)
    assert run(tmp_path / "t", AT).exit_code == 1
    assert list((tmp_path / "t").iterdir()) == []


@pytest.mark.parametrize("name", ["README.md", ".git", "sites.geojson"])
def test_directory_with_anything_in_it_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / name).write_text("mine")
    result = run(tmp_path / "t", AT)
    assert result.exit_code == 1
    assert "is not empty" in result.stderr
    assert [path.name for path in tmp_path.rglob("*")] == ["t", name]
    assert (tmp_path / "t" / name).read_text() == "mine"


@pytest.mark.parametrize("kind", ["file", "link", "dangling"])
def test_what_is_no_directory_is_left_alone(tmp_path: Path, kind: str) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "t"
    if kind == "file":
        target.write_text("mine")
    else:
        target.symlink_to(tmp_path / ("real" if kind == "link" else "nowhere"))
    before = sorted(tmp_path.rglob("*"))
    assert run(target, AT).exit_code == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("trail.curation.sites.begin.checked", full)
    result = run(tmp_path / "t", AT)
    assert (result.exit_code, result.stderr) == (1, "No space left on device\n")
    assert list(tmp_path.iterdir()) == []


def test_directory_can_be_read_by_the_app_of_another_user(made: Path) -> None:
    assert made.stat().st_mode & 0o777 == 0o755


def test_same_wishes_make_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        start_trail(tmp_path / name, beginning())
    for path in (tmp_path / "a").rglob("*.*"):
        if path.is_file():
            other = tmp_path / "b" / path.relative_to(tmp_path / "a")
            assert other.read_bytes() == path.read_bytes()


# ---------------------------------------------------------------- proposed changes


def steps(made: Path, name: str) -> dict[str, str]:
    workflow = yaml.safe_load((made / f".github/workflows/{name}.yml").read_text())
    (job,) = workflow["jobs"].values()
    return {step["name"]: step["run"] for step in job["steps"] if "run" in step}


def shell(script: str, made: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a step as the hosting site does, with our program as `trail`."""
    tools = made.parent / "tools"
    tools.mkdir(exist_ok=True)
    root = Path(cli.__file__).parent.parent.parent
    command = f'#!/bin/sh\nPYTHONPATH="{root}" exec "{sys.executable}" -m trail "$@"\n'
    (tools / "trail").write_text(command)
    (tools / "trail").chmod(0o755)
    return run_in(tools, script, made, **env)


def run_in(tools: Path, script: str, made: Path, **env: str) -> subprocess.CompletedProcess[str]:
    path = f"{tools}:{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=made, env={**os.environ, **env, "PATH": path}, capture_output=True, text=True,
    )  # fmt: skip


def test_check_of_a_proposed_change_passes_and_fails_with_the_data(made: Path) -> None:
    script = steps(made, "check")["Check the data"]
    assert shell(script, made).returncode == 0
    text = (made / "sites.geojson").read_text()
    (made / "sites.geojson").write_text(text.replace('"reach": "foot"', '"reach": "boat"', 1))
    done = shell(script, made)
    assert done.returncode == 1
    assert "'boat' is not known" in done.stderr


def test_what_is_due_is_told_and_stops_no_change(made: Path) -> None:
    summary = made.parent / "summary"
    env = {"GITHUB_STEP_SUMMARY": str(summary)}
    assert shell(steps(made, "check")["Say what is due"], made, **env).returncode == 0
    assert "who may go in is not known: 3" in summary.read_text()


def test_program_that_was_not_named_stops_with_a_word(made: Path) -> None:
    done = shell(steps(made, "check")["Install the program"], made, TRAIL_PROGRAM="")
    assert done.returncode == 1
    assert "Set TRAIL_PROGRAM" in done.stdout


def test_checks_may_only_read_and_never_run_what_a_change_says(made: Path) -> None:
    for name in ("check", "health"):
        text = (made / f".github/workflows/{name}.yml").read_text()
        workflow = yaml.safe_load(text)
        assert workflow["permissions"] == {"contents": "read"}
        assert "pull_request_target" not in text
        for script in steps(made, name).values():
            assert "${{" not in script


SHADOWS = ("pip", "trail", "yaml", "jinja2", "json", "runpy", "sitecustomize", "usercustomize")


@pytest.mark.parametrize("name", ["check", "health"])
def test_no_program_of_a_change_is_run(made: Path, name: str) -> None:
    trace = made.parent / "ran"
    for shadow in SHADOWS:
        (made / f"{shadow}.py").write_text(f"open({str(trace)!r}, 'a').write({shadow!r})\n")
    tools = made.parent / "tools"
    shell("", made)
    # The program as it is installed: a script that knows nothing of the directory it is called in.
    (tools / "trail").write_text(
        f"#!{sys.executable} -I\nimport sys\nfrom trail.cli.main import main\nmain(sys.argv[1:])\n"
    )
    (tools / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (tools / "python").chmod(0o755)
    preview = made.parent / "preview"
    env = {"GITHUB_STEP_SUMMARY": str(made.parent / "s"), "RUNNER_TEMP": str(made.parent)}
    scripts = steps(made, name)
    # pip is asked for nothing but its help; something is due in a trail of examples.
    scripts = {step: script.replace(" --links", "") for step, script in scripts.items()}
    for script in scripts.values():
        done = run_in(tools, script, made, **env, TRAIL_PROGRAM="--help")
        assert done.returncode == (1 if "health |" in script and "|| true" not in script else 0)
    assert not trace.exists()
    assert name == "health" or (preview / "index.html").exists()


@pytest.mark.parametrize("name", ["check", "health"])
def test_the_program_is_installed_before_a_change_is_there(made: Path, name: str) -> None:
    workflow = yaml.safe_load((made / f".github/workflows/{name}.yml").read_text())
    (job,) = workflow["jobs"].values()
    names = [step.get("name") or step["uses"].partition("@")[0] for step in job["steps"]]
    assert names.index("Install the program") < names.index("actions/checkout")
    checkout = job["steps"][names.index("actions/checkout")]
    assert checkout["with"] == {"persist-credentials": False}


def test_what_is_told_of_the_data_is_no_markup_in_a_summary(made: Path) -> None:
    summary = made.parent / "summary"
    text = (made / "sites.geojson").read_text()
    name = "</details> ![x](https://example.org/x.png) ```"
    change = text.replace('"name": "Example one"', f'"name": {json.dumps(name)}')
    (made / "sites.geojson").write_text(change)
    for workflow in ("check", "health"):
        script = steps(made, workflow)["Say what is due"].replace(" --links", "")
        shell(script, made, GITHUB_STEP_SUMMARY=str(summary))
    lines = summary.read_text().splitlines()
    assert len(lines) > 10
    assert all(line.startswith("    ") or not line.strip() for line in lines)


def test_no_line_about_the_data_is_a_command_to_the_runner(made: Path) -> None:
    for workflow in ("check", "health"):
        for step, script in steps(made, workflow).items():
            if ("trail --data" in script and step != "Say what is due") or "tee" in script:
                said = shell(script.replace(" --links", ""), made, RUNNER_TEMP=str(made.parent),
                             GITHUB_STEP_SUMMARY=str(made.parent / "s")).stdout  # fmt: skip
                assert re.match(r"::stop-commands::[0-9a-f-]{36}\n", said)


def test_refusals_are_errors_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(EditError):
        start_trail(tmp_path, beginning())
