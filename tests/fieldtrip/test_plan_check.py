"""A plan that `visits.yaml` names and that can't be made is a fault of that file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.sample_visits import sample_with_visits, visits
from trail.cli.main import main
from trail.fieldtrip.plan_check import plan_problems
from trail.fieldtrip.planner import choose, day
from trail.guide.guide import open_trail


def check(directory: Path, **changes: Any) -> list[str]:
    """The faults that `trail check` tells of the sample with other fields in visits.yaml."""
    sample_with_visits(**changes).write(directory)
    result = CliRunner().invoke(main, ["check", str(directory)])
    assert result.exit_code == (1 if result.stderr else 0)
    assert ("no faults" in result.stdout) == (not result.stderr)
    return result.stderr.splitlines()[:-2]


def usual(**changes: Any) -> dict[str, Any]:
    return {"usual": visits()["usual"] | changes}


def ready(**changes: Any) -> dict[str, Any]:
    return {"plans": [visits()["plans"][0] | changes]}


def test_plans_that_can_be_made_are_no_fault(tmp_path: Path) -> None:
    assert check(tmp_path) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (usual(leave="10:20"), "usual.leave: can't be planned: That is too little time. You have "),
        (usual(students=201), "usual.students: can't be planned: One plan holds at most 200 "),
        (ready(students=5000), "short: plans[0].students: can't be planned: One plan holds "),
        (ready(leave="10:11"), "short: plans[0].leave: can't be planned: That is too little "),
        (ready(lunch=200), "short: plans[0].lunch: can't be planned: The most is 120"),
        (
            ready(must=["landing-stage", "signal-tower", "custom-house"], leave="10:41"),
            "short: plans[0].leave: can't be planned: That is too little time. You have 41 min; ",
        ),
        (
            {"limits": {"students": 200, "groups": 1, "years": 2}},
            "usual.students: can't be planned: That would make 2 groups; we plan for at most 1",
        ),
    ],
)
def test_a_plan_that_cannot_be_made_is_told_with_its_field(
    changes: dict[str, Any], told: str, tmp_path: Path
) -> None:
    (line,) = check(tmp_path, **changes)
    assert line.startswith(f"visits.yaml: {told}")
    assert line.endswith("; expected what a plan can be made of")


def test_what_is_wrong_with_all_plans_is_told_once(tmp_path: Path) -> None:
    minutes = visits()["minutes"]
    minutes["warn"]["value"] = minutes["rest"]["value"] = 1
    (line,) = check(tmp_path, minutes=minutes)
    assert line.startswith("visits.yaml: usual: can't be planned: A group would be on its feet for")
    assert " 0 min" not in line


def test_a_sound_plan_is_looked_at_without_working_it_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days: list[tuple[int, ...]] = []
    arrange = day.arrange

    def counted(ground: Any, nodes: tuple[int, ...], *args: Any, **quick: Any) -> Any:
        assert quick == {"work": 0}
        days.append(nodes)
        return arrange(ground, nodes, *args, **quick)

    monkeypatch.setattr(choose, "arrange", counted)
    assert plan_problems(open_trail(sample_with_visits().write(tmp_path))) == []
    assert [len(nodes) for nodes in days] == [1, 1]
