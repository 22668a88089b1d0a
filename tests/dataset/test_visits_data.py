"""visits.yaml: read strictly, its references looked after, and what the shipped one must say."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.sample_visits import sample_with_visits, visits
from tests.shipped import shipped_dataset
from trail import dataset
from trail.base.errors import DatasetError
from trail.dataset.schema.visits import Visit

Change = Callable[[dict[str, Any]], Any]


def problems(directory: Path, change: Change) -> list[str]:
    sample = sample_with_visits()
    values = copy.deepcopy(visits())
    change(values)
    sample.story["visits.yaml"] = values
    with pytest.raises(DatasetError) as caught:
        dataset.load(sample.write(directory))
    return [str(problem) for problem in caught.value.problems]


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    found = dataset.load(sample_with_visits().write(tmp_path)).visits
    assert found is not None
    assert found.band_of("4").per_adult == 5
    assert found.visit_of("custom-house").group_most == 8
    assert found.visit_of("signal-tower") == Visit(site="signal-tower")


def test_a_dataset_without_the_file_is_sound(sample_dir: Path) -> None:
    assert dataset.load(sample_dir).visits is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda v: v["usual"].update(tour="south-road"), "usual.tour: there is no tour on foot"),
        (lambda v: v["usual"].update(grade="9"), "usual.grade: there is no grade"),
        (lambda v: v["usual"].update(place="mole"), "usual.place: there is no place that is not"),
        (lambda v: v["usual"].update(leave="10:00"), "usual.leave: 10:00 is not after 10:00"),
        (lambda v: v["usual"].update(arrive="9:30"), "usual.arrive"),
        (lambda v: v["bands"][0].update(pace="run"), "bands[0].pace: there is no pace 'run'"),
        (lambda v: v["bands"][0].update(bus="van"), "bands[0].bus: there is no bus 'van'"),
        (lambda v: v["bands"][0].update(per_adult=0), "bands[0].per_adult"),
        (lambda v: v["bands"][0].update(source=None), "bands[0].source"),
        (lambda v: v["grades"][0].update(band="old"), "grades[0].band: there is no band"),
        (lambda v: v["places"][0].update(near="lost-camp"), "places[0].near: there is no site"),
        (lambda v: v["places"][1].update(instead="mole"), "places[1].instead"),
        (lambda v: v["places"][1].update(state="maybe"), "places[1].state"),
        (lambda v: v["visits"][0].update(site="moon"), "visits[0].site: there is no site 'moon'"),
        (lambda v: v["visits"][0].update(capacity="ten"), "visits[0].capacity"),
        (lambda v: v["visits"][0].update(toilets=1), "visits[0].toilets: unknown field"),
        (lambda v: v["visits"].append(dict(v["visits"][0])), "'custom-house' stands twice"),
        (lambda v: v["plans"][0].update(grade="5"), "plans[0].grade: there is no grade"),
        (lambda v: v["plans"][0].update(must=["south-light"]), "plans[0].must[0]"),
        (lambda v: v["plans"][0].update(lunch_at="moon"), "plans[0].lunch_at"),
        (lambda v: v["plans"][0].update(leave="09:00"), "plans[0].leave: 09:00 is not after 10:00"),
        (lambda v: v["countdown"].append(dict(v["countdown"][0])), "'early' stands twice"),
        (lambda v: v.update(lunch_until="10:30"), "lunch_until: 10:30 is not after 11:00"),
        (lambda v: v["limits"].update(groups=101), "limits.groups: 101 is too large"),
        (lambda v: v["limits"].update(students=3001), "limits.students: 3001 is too large"),
        (lambda v: v.pop("capacity"), "capacity: is missing"),
        (lambda v: v.update(bands=[]), "bands"),
    ],
)
def test_a_fault_names_its_place(tmp_path: Path, change: Change, said: str) -> None:
    found = problems(tmp_path, change)
    assert any(line.startswith("visits.yaml: ") and said in line for line in found), found


@pytest.mark.parametrize("text", ["", "- 1", "visits: {", "42", "a: &b [*b]"])
def test_what_is_no_such_file_is_refused_in_words(tmp_path: Path, text: str) -> None:
    sample = sample_with_visits()
    sample.texts["visits.yaml"] = text
    with pytest.raises(DatasetError, match=r"visits\.yaml"):
        dataset.load(sample.write(tmp_path))


# ---------------------------------------------------------------- the shipped file


def test_the_rules_of_2019_are_data_with_their_date_and_source() -> None:
    found = shipped_dataset().visits
    assert found is not None
    marcy = found.places_by_id["marcy-street"]
    assert (marcy.state, str(marcy.as_of)) == ("refused", "2019")
    assert any("strawberybankemuseum" in url for url in marcy.sources)
    banke = found.visit_of("strawbery-banke")
    assert banke.group_most == 10
    assert banke.parking is not None
    assert str(banke.parking.as_of) == "2019"


def test_every_figure_of_the_planner_has_a_source_in_words() -> None:
    found = shipped_dataset().visits
    assert found is not None
    figures = [getattr(found.minutes, name) for name in type(found.minutes).model_fields]
    assert all(figure.source for figure in (*figures, found.capacity, *found.bands))
    assert all(band.sources for band in found.bands)
    assert {bus.seats for bus in found.buses} == {52, 78, None}
    assert [milestone.days for milestone in found.countdown] == [28, 14, 2]


def test_three_usual_cases_are_planned_ahead() -> None:
    found = shipped_dataset().visits
    assert found is not None
    assert [plan.id for plan in found.plans] == ["one-class", "two-classes", "whole-grade"]
