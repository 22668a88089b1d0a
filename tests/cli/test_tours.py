"""`trail order` and `trail legs`: plain tables, and errors that help."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.sample import Sample
from trail.cli.main import main


def run(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--data", str(data), *arguments])


def stops(output: str) -> list[str]:
    return re.findall(r"^ *\d+ +([a-z0-9-]+)", output, re.MULTILINE)


def test_order_prints_the_stops_with_metres_that_add_up(sample_dir: Path) -> None:
    result = run(sample_dir, "order", "quay")
    assert result.exit_code == 0
    head, _, *rows = result.output.splitlines()
    assert head.startswith("quay: 3 stops, shortest order, ")
    assert head.endswith("along mapped streets")
    assert stops(result.output)[0] == "landing-stage"
    metres = [int(row.split()[2]) for row in rows]
    so_far = [int(row.split()[3]) for row in rows]
    assert so_far == [sum(metres[: k + 1]) for k in range(3)]
    assert f" {so_far[-1]} m " in head


def test_loop_adds_the_way_back(sample_dir: Path) -> None:
    result = run(sample_dir, "order", "quay", "--loop")
    assert "3 stops and back" in result.output
    assert result.output.splitlines()[-1].split()[0] == "landing-stage"


def test_start_and_finish_are_kept(sample_dir: Path) -> None:
    wishes = ["--start", "custom-house", "--finish", "landing-stage"]
    found = stops(run(sample_dir, "order", "quay", *wishes).output)
    assert found == ["custom-house", "signal-tower", "landing-stage"]


def test_order_of_dates_shows_the_dates(sample_dir: Path) -> None:
    result = run(sample_dir, "order", "quay", "--by", "date")
    assert result.exit_code == 0
    assert "order of dates" in result.output
    assert "1911-02-03" in result.output


def test_curated_order_is_the_files(sample_dir: Path) -> None:
    result = run(sample_dir, "order", "quay", "--by", "curated")
    assert stops(result.output) == ["landing-stage", "signal-tower", "custom-house"]


def test_car_tour_is_in_straight_lines_without_times(sample_dir: Path) -> None:
    assert "in straight lines" in run(sample_dir, "order", "south-road").output
    legs = run(sample_dir, "legs", "south-road")
    assert legs.exit_code == 0
    assert "straight line, not along mapped streets" in legs.output
    assert "times by car are not known" in legs.output
    assert " min" not in legs.output


def test_legs_have_lengths_times_and_directions(sample_dir: Path) -> None:
    result = run(sample_dir, "legs", "quay")
    assert result.exit_code == 0
    legs = re.findall(r"^[a-z-]+ to [a-z-]+: \d+ m, (\d+) min$", result.output, re.MULTILINE)
    assert len(legs) == 2
    assert "  Leave Landing Stage heading " in result.output
    assert f"{sum(map(int, legs))} min of walking (Adult, 1.3 m/s)" in result.output


def test_slower_pace_takes_longer(sample_dir: Path) -> None:
    def walked(*pace: str) -> int:
        found = re.search(r"(\d+) min of walking", run(sample_dir, "legs", "quay", *pace).output)
        assert found
        return int(found[1])

    assert walked("--pace", "slow") > walked()


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["order", "kway"], "did you mean quay"),
        (["order", "quay", "--start", "signal-towr"], "did you mean signal-tower"),
        (["order", "quay", "--finish", "landing"], "did you mean landing-stage"),
        (["legs", "quay", "--pace", "fast"], "there are adult, slow"),
        (["order", "quay", "--loop", "--finish", "custom-house"], "no finish for a loop"),
        (["order", "quay", "--by", "date", "--start", "custom-house"], "dates give the order"),
    ],
)
def test_what_is_not_known_gets_one_line_that_helps(
    sample_dir: Path, arguments: list[str], hint: str
) -> None:
    result = run(sample_dir, *arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert hint in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_unknown_order_is_a_usage_error(sample_dir: Path) -> None:
    assert run(sample_dir, "order", "quay", "--by", "mood").exit_code == 2


def test_steps_on_a_leg_are_named_with_the_way_around(sample_dir: Path) -> None:
    over = run(sample_dir, "legs", "quay").output
    assert "There are steps on the way. Without them:" in over
    assert "    Leave Signal Tower heading northwest along Wharf Lane.\n" in over
    around = run(sample_dir, "legs", "quay", "--step-free")
    assert around.exit_code == 0
    assert "There are steps" not in around.output
    assert "without known steps (not all is assessed)" in around.output.splitlines()[0]
    metres = [int(run(sample_dir, "order", "quay", *flag).output.split(" m ")[0].split()[-1])
              for flag in ([], ["--step-free"])]  # fmt: skip
    assert metres[0] < metres[1]


def test_steps_without_a_way_around_are_named_as_that(sample: Sample, tmp_path: Path) -> None:
    sample.layers["streets"]["features"].pop()
    told = run(sample.write(tmp_path), "legs", "quay").output
    assert "Without them: no way is known." in told


def test_unknown_pace_names_the_nearest(sample_dir: Path) -> None:
    result = run(sample_dir, "legs", "quay", "--pace", "slwo")
    assert result.stderr == "no pace 'slwo'; did you mean slow\n"
