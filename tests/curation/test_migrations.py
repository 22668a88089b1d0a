"""Older data: refused with the way out, and brought up to date without losing a comment."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from tests.sample import Sample
from trail import dataset
from trail.base import paths
from trail.base.errors import DatasetError, EditError
from trail.cli import main as cli
from trail.curation.sites.migrations import Migration, plan_migration, write_migration
from trail.dataset.schema.trail import SCHEMA
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

SHIPPED = (paths.DATA / "trail.yaml").read_text()


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(cli.main, [str(arg) for arg in args], prog_name="trail")


@pytest.fixture
def older(sample: Sample, tmp_path: Path) -> Path:
    """A dataset of before there were versions."""
    sample.write(tmp_path)
    write_trail(tmp_path, unversioned((tmp_path / "trail.yaml").read_text()))
    return tmp_path


def unversioned(text: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(("schema:", "# which form")))


def write_trail(directory: Path, text: str) -> None:
    (directory / "trail.yaml").write_bytes(text.encode())


def test_shipped_data_is_up_to_date() -> None:
    assert run("--data", paths.DATA, "migrate").stdout.endswith("nothing to do\n")


def test_check_and_serving_refuse_older_data_with_the_hint(older: Path) -> None:
    result = run("check", older)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "trail.yaml: schema: is missing: older than this program; "
        f"expected {SCHEMA}; run `trail migrate` to see how",
        "what depends on trail.yaml was not checked",
        "1 fault",
    ]
    with pytest.raises(DatasetError, match="trail migrate"):
        create_app(Settings(data_dir=older))


def test_newer_data_is_refused_and_says_which_program_is_needed(
    sample: Sample, tmp_path: Path
) -> None:
    sample.trail["schema"] = SCHEMA + 1
    sample.trail["field-of-the-future"] = True
    sample.write(tmp_path)
    for result in (run("check", tmp_path), run("migrate", tmp_path)):
        assert result.exit_code == 1
        assert "is newer than this program" in result.stderr
        assert "a newer version of the program reads this data" in result.stderr
        assert "field-of-the-future" not in result.stderr


@pytest.mark.parametrize("value", ["1", None, True, 0, -1, 1.5, [1], 10**40])
def test_version_that_is_none_is_a_fault(sample: Sample, tmp_path: Path, value: object) -> None:
    sample.trail["schema"] = value
    result = run("check", sample.write(tmp_path))
    assert result.exit_code == 1
    assert result.stderr.startswith("trail.yaml: schema: ")
    assert result.stderr.endswith("1 fault\n")


def test_without_write_the_change_is_shown_and_not_made(older: Path) -> None:
    before = (older / "trail.yaml").read_bytes()
    result = run("migrate", older)
    assert result.exit_code == 1
    assert f"+schema: {SCHEMA}" in result.stdout
    assert "Nothing was written" in result.stderr
    assert (older / "trail.yaml").read_bytes() == before


def test_with_write_the_data_passes_the_check(older: Path) -> None:
    assert run("migrate", older, "--write").exit_code == 0
    assert run("check", older).exit_code == 0
    assert "nothing to do" in run("migrate", older).stdout


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_comments_and_layout_are_kept(older: Path, newline: str) -> None:
    text = unversioned(SHIPPED).replace("\n", newline)
    write_trail(older, text)
    write_migration(older, plan_migration(older))
    written = (older / "trail.yaml").read_bytes().decode()
    added = [line for line in written.split(newline) if line not in text.split(newline)]
    assert len(added) == 2
    assert added[0].startswith("# ")
    assert added[1] == f"schema: {SCHEMA}"
    assert written.replace(newline.join(added) + newline, "", 1) == text
    assert yaml.safe_load(written) == {**yaml.safe_load(text), "schema": SCHEMA}


@pytest.mark.parametrize(
    "text",
    [
        "title: a\nversion: b",
        "# note\n\n---\ntitle: a\n",
        "%YAML 1.1\n---\n# note\ntitle: a\n",
        "\n\n  # indented note\ntitle: a\n",
        '"title": a\n',
    ],
)
def test_line_goes_before_the_first_field(tmp_path: Path, text: str) -> None:
    write_trail(tmp_path, text)
    write_migration(tmp_path, plan_migration(tmp_path))
    written = (tmp_path / "trail.yaml").read_text()
    assert yaml.safe_load(written) == {**yaml.safe_load(text), "schema": SCHEMA}


@pytest.mark.parametrize("text", ["{title: a}\n", "  title: a\n  version: b\n"])
def test_what_can_not_be_changed_safely_is_left_to_the_curator(tmp_path: Path, text: str) -> None:
    write_trail(tmp_path, text)
    with pytest.raises(EditError, match="add schema: 1 by hand"):
        plan_migration(tmp_path)
    assert (tmp_path / "trail.yaml").read_text() == text


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "is empty"), ("a: [", "is not YAML"), ("- a\n", "no fields"), ("a: &x 1\n", "anchor")],
)
def test_unreadable_file_is_a_clear_refusal(tmp_path: Path, text: str, said: str) -> None:
    write_trail(tmp_path, text)
    result = run("migrate", tmp_path)
    assert result.exit_code == 1
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_missing_directory_is_a_clear_refusal(tmp_path: Path) -> None:
    result = run("migrate", tmp_path / "nowhere")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is no such directory" in result.stderr


def test_migrations_follow_each_other_and_the_version_is_written_last(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = (
        Migration(2, "people have a part", lambda t: {
            "people.yaml": t["people.yaml"].replace("role:", "part:"),
        }),
        Migration(1, "there are versions", lambda t: {}),
        Migration(3, "parts are duties", lambda t: {
            "people.yaml": t["people.yaml"].replace("part:", "duty:"),
            "trail.yaml": t["trail.yaml"].replace("contact:", "mail:"),
        }),
    )  # fmt: skip
    plan = plan_migration(older, steps)
    assert [step.to for step in plan.steps] == [1, 2, 3]
    assert (plan.version, plan.target) == (0, 3)
    order: list[str] = []

    def noted(path: Path, _old: bytes, new: bytes) -> None:
        order.append(path.name)
        path.write_bytes(new)

    monkeypatch.setattr("trail.curation.sites.migrations.replace_file", noted)
    write_migration(older, plan)
    assert order == ["people.yaml", "trail.yaml"]
    assert "duty:" in (older / "people.yaml").read_text()
    trail = yaml.safe_load((older / "trail.yaml").read_text())
    assert trail["schema"] == 3
    assert "mail" in trail


def test_loading_up_to_date_data_is_unchanged(sample_dir: Path) -> None:
    assert dataset.load(sample_dir).trail.schema_version == SCHEMA
