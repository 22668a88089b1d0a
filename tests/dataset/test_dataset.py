"""Loading: what comes out of a good dataset, and what is said of a broken one."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.broken import CASES, UNREADABLE, Case, at, prop, put
from tests.generate import big_sample, write_big
from tests.sample import Sample, write_files
from tests.shifted import shift
from trail import dataset
from trail.base.errors import DatasetError, Problem
from trail.base.geo import Bbox, Position
from trail.dataset.schema.whole import Dataset
from trail.dataset.text import folder as reading
from trail.dataset.text.geojson import parse_bbox


def problems_of(sample: Sample, directory: Path) -> tuple[Problem, ...]:
    """The faults that loading the sample reports; none when it loads."""
    try:
        dataset.load(sample.write(directory))
    except DatasetError as error:
        return error.problems
    return ()


def place(problem: Problem) -> tuple[str, str, str]:
    return problem.file, problem.feature, problem.field


# ---------------------------------------------------------------- a good dataset


def test_sites_keep_the_order_of_the_file(sample_dataset: Dataset) -> None:
    ids = [site.id for site in sample_dataset.sites]
    assert ids == ["landing-stage", "signal-tower", "custom-house", "south-light", "lost-camp"]


def test_positions_are_longitude_first(sample_dataset: Dataset) -> None:
    assert sample_dataset.get_site("landing-stage").position == Position(168.3512, -46.5991)


def test_site_with_null_geometry_has_no_position(sample_dataset: Dataset) -> None:
    camp = sample_dataset.get_site("lost-camp")
    assert camp.position is None
    assert camp.properties.position.reason == "No source says where the camp stood."


def test_every_file_is_in_the_dataset(sample_dataset: Dataset) -> None:
    assert sample_dataset.trail.title == "Lantern Trail"
    assert [tour.id for tour in sample_dataset.trail.tours] == ["quay", "south-road"]
    assert [person.name for person in sample_dataset.people] == ["Hana Tāwhiri", "Pavel Orlov"]
    assert [track.slug for track in sample_dataset.tracks] == ["letters", "trade"]
    assert "interpretation" in sample_dataset.tracks_note
    assert [layer.id for layer in sample_dataset.layers] == ["region", "shore", "streets"]


def test_layer_keeps_its_frame_and_features(sample_dataset: Dataset) -> None:
    streets = sample_dataset.layers[2]
    assert streets.detail
    assert streets.bbox == Bbox(168.34, -46.61, 168.36, -46.59)
    assert [feature.id for feature in streets.features] == [
        "wharf-lane",
        "tower-steps",
        "back-street",
    ]
    lane = streets.features[0]
    assert lane.geometry_type == "LineString"
    assert lane.parts == ((Position(168.351, -46.599), (168.3525, -46.5995), (168.354, -46.601)),)
    assert lane.properties.from_node == "stage"


def test_polygon_keeps_its_hole_and_multipolygon_its_polygons(sample_dataset: Dataset) -> None:
    land, ponds = sample_dataset.layers[1].features
    assert (land.geometry_type, len(land.parts), land.polygons) == ("Polygon", 2, ((0, 2),))
    assert (ponds.geometry_type, len(ponds.parts)) == ("Polygon", 2)
    assert ponds.polygons == ((0, 1), (1, 2))


def test_multipoint_and_multilinestring_become_parts(sample: Sample, tmp_path: Path) -> None:
    river = sample.drawn("region", "tern-river")["geometry"]
    line = river["coordinates"]
    river.update(type="MultiLineString", coordinates=[line, line])
    town = sample.drawn("region", "bay-town")["geometry"]
    town.update(type="MultiPoint", coordinates=[town["coordinates"]] * 3)
    features = {f.id: f for f in dataset.load(sample.write(tmp_path)).layers[0].features}
    assert features["tern-river"].geometry_type == "LineString"
    assert len(features["tern-river"].parts) == 2
    assert features["bay-town"].geometry_type == "Point"
    assert [len(part) for part in features["bay-town"].parts] == [1, 1, 1]


def test_same_files_give_the_same_digest(sample: Sample, tmp_path: Path) -> None:
    first = dataset.load(sample.write(tmp_path / "a")).digest
    assert dataset.load(sample.write(tmp_path / "b")).digest == first


@pytest.mark.parametrize("name", ["sites.geojson", "people.yaml", "map/shore.geojson"])
def test_digest_changes_with_any_file(sample: Sample, tmp_path: Path, name: str) -> None:
    before = dataset.load(sample.write(tmp_path)).digest
    path = tmp_path / name
    path.write_text(path.read_text() + "\n")
    assert dataset.load(tmp_path).digest != before


def test_dataset_without_a_drawn_map_loads(sample: Sample, tmp_path: Path) -> None:
    sample.layers.clear()
    assert dataset.load(sample.write(tmp_path)).layers == ()


def test_files_of_no_concern_are_left_alone(sample: Sample, tmp_path: Path) -> None:
    sample.texts |= {"LICENSE.md": b"\xff", "notes.txt": "&a", "map/README.md": "", ".hidden": ""}
    assert problems_of(sample, tmp_path) == ()


def _set(**changes: Any) -> Any:
    return prop("landing-stage", lambda fields: fields.update(changes))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(at("landing-stage", 168.3, -46.5, 12.5), id="height"),
        pytest.param(at("landing-stage", 168, -47), id="whole numbers, on the region's corner"),
        pytest.param(_set(summary=" ".join(["word"] * 60)), id="sixty words"),
        pytest.param(_set(name="Tour d'été — 灯台 👪 مرحبا"), id="any script"),
        pytest.param(_set(name='<script>"$[x]#{x}\\'), id="markup is text"),
        pytest.param(_set(story=["One.\nTwo.\tThree."]), id="line break and tab"),
        pytest.param(_set(label="a" * 28), id="label of 28"),
        pytest.param(_set(people=[], tracks=[], facts=[]), id="nothing known"),
        pytest.param(prop("landing-stage", put(0, "position", "accuracy_m")), id="accuracy 0"),
        pytest.param(lambda s: s.sites.update(name="sites", bbox=[168, -47, 169, -46]), id="bbox"),
        pytest.param(lambda s: s.sites.update({"$schema": "./schema.json"}), id="$schema"),
        pytest.param(lambda s: s.tour("quay").update(loop=True), id="loop"),
        pytest.param(lambda s: s.tour("quay").update(finish="custom-house"), id="finish"),
        pytest.param(lambda s: s.trail["home"].update(lede="No figures."), id="no placeholder"),
        pytest.param(lambda s: s.trail["home"].update(lede="{{x}} {sites}"), id="doubled braces"),
    ],
)
def test_allowed_variation_loads(sample: Sample, tmp_path: Path, change: Any) -> None:
    change(sample)
    assert problems_of(sample, tmp_path) == ()


@pytest.mark.parametrize(
    "date",
    [
        "1911", "1911-02", "1911-02-28", "1912-02-29", "1911~", "1911-02~", "1911-02-03~",
        "1887/1888", "1911-02-03/1911-02-04", "1911-02/1911-02-01", "1911/1911-02", "1911/..",
        "1911-02-03/..", "1911-02~/1911-03~",
    ],
)  # fmt: skip
def test_date_of_the_trail_is_accepted(sample: Sample, tmp_path: Path, date: str) -> None:
    sample.properties("landing-stage")["facts"][0]["date"] = date
    assert problems_of(sample, tmp_path) == ()


# ---------------------------------------------------------------- broken ones


def test_the_table_has_a_hundred_kinds_and_more() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 100


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fault_is_reported_alone_in_its_place(case: Case, tmp_path: Path) -> None:
    sample = Sample()
    sample.story.clear()  # what it refers to would be missing too
    case.change(sample)
    problems = problems_of(sample, tmp_path)
    assert {place(problem) for problem in problems} == {case.place, *case.also}
    told = [problem for problem in problems if place(problem) == case.place]
    assert any(case.wrong in problem.wrong for problem in told), told
    assert any(case.expected in problem.expected for problem in told), told
    check_lines(problems, tmp_path)


@pytest.mark.slow  # where there is a story, more follows from some faults
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fault_is_one_plain_line(case: Case, tmp_path: Path) -> None:
    sample = Sample()
    case.change(sample)
    check_lines(problems_of(sample, tmp_path), tmp_path)


def check_lines(problems: tuple[Problem, ...], directory: Path) -> None:
    """Every fault is one line that a person can read."""
    for problem in problems:
        line = str(problem)
        assert line.isprintable()
        assert len(line) < 500
        assert all(part and "pydantic" not in part for part in (problem.wrong, problem.expected))
        assert str(directory) not in line


def test_line_has_file_feature_field_wrong_and_expected(sample: Sample, tmp_path: Path) -> None:
    prop("signal-tower", put("sure", "facts", 1, "confidence"))(sample)
    assert [str(problem) for problem in problems_of(sample, tmp_path)] == [
        "sites.geojson: signal-tower: facts[1].confidence: 'sure' is not known;"
        " expected one of high, medium, low"
    ]


def test_all_faults_are_reported_at_once(sample: Sample, tmp_path: Path) -> None:
    """Every change that leaves the others' ground standing, made in one dataset."""
    wanted = set()
    touched: set[tuple[str, str, str]] = set()
    for case in CASES:
        top = case.field.split(".")[0].split("[")[0]
        ground = (case.file, case.feature, top)
        # Without ids nothing can be named, and without a region nothing lies outside it.
        structural = top in ("", "properties", "id", "features", "type", "region", "crs")
        if case.alone or structural or ground in touched:
            continue
        case.change(sample)
        if case.file in sample.texts:
            del sample.texts[case.file]
            continue
        touched.add(ground)
        wanted.add(case.place)
    # These depend on what is faulty here, too: a site's place, a layer's kind, the tracks' numbers.
    # What one record lacks is told in one fault, at the first of it.
    wanted -= {
        ("sites.geojson", "custom-house", "summary"),
        ("trail.yaml", "south-road", "tours[1].stops[2]"),
        ("map/shore.geojson", "quay-land", "geometry.type"),
        ("sites.geojson", "custom-house", "tracks[0].number"),
    }
    assert len(wanted) > 60
    assert wanted <= {place(problem) for problem in problems_of(sample, tmp_path)}


def test_unreadable_file_hides_no_fault_of_the_others(sample: Sample, tmp_path: Path) -> None:
    sample.texts = {"people.yaml": "[", "tracks.yaml": None, "map/shore.geojson": "{"}
    sample.properties("custom-house")["status"] = "ruined"
    sample.tour("quay")["stops"].append("lost-camp")
    assert {place(problem) for problem in problems_of(sample, tmp_path)} == {
        ("people.yaml", "", ""),
        ("tracks.yaml", "", ""),
        ("map/shore.geojson", "", ""),
        ("sites.geojson", "custom-house", "status"),
        ("trail.yaml", "quay", "tours[0].stops[3]"),
    }


def test_faults_of_a_file_without_trail_yaml_are_found(sample: Sample, tmp_path: Path) -> None:
    sample.texts["trail.yaml"] = None
    sample.properties("custom-house")["status"] = "ruined"
    at("landing-stage", 168.3, 95)(sample)
    assert {place(problem) for problem in problems_of(sample, tmp_path)} == {
        ("trail.yaml", "", ""),
        ("sites.geojson", "custom-house", "status"),
        ("sites.geojson", "landing-stage", "geometry.coordinates[1]"),
    }


def test_faults_are_sorted(sample: Sample, tmp_path: Path) -> None:
    for site in ("signal-tower", "custom-house", "landing-stage"):
        sample.properties(site).update(status="x", label="", people=["nobody"])
    problems = problems_of(sample, tmp_path)
    assert len(problems) == 7
    assert list(problems) == sorted(problems)


def test_every_faulty_site_is_reported_in_a_big_dataset(tmp_path: Path) -> None:
    sample = big_sample(300)
    for feature in sample.sites["features"]:
        feature["properties"]["status"] = "ruined"
        feature["properties"]["people"] = ["hannah"]
    problems = problems_of(sample, tmp_path)
    assert len(problems) == 301
    assert [problem.wrong for problem in problems if "hannah" in problem.wrong] == [
        "there is no person 'hannah' (did you mean hana?), named at 299 more places"
    ]


def test_generated_dataset_loads(tmp_path: Path) -> None:
    found = dataset.load(write_big(200, tmp_path))
    assert len(found.sites) == 200
    assert sum(site.position is None for site in found.sites) == 4


def test_generated_dataset_is_the_same_twice() -> None:
    assert big_sample(50).files() == big_sample(50).files()


# ---------------------------------------------------------------- the directory


def load_error(directory: Path) -> str:
    with pytest.raises(DatasetError) as caught:
        dataset.load(directory)
    assert len(caught.value.problems) == 1
    return str(caught.value)


def test_missing_directory_is_named(tmp_path: Path) -> None:
    message = load_error(tmp_path / "nowhere")
    assert "nowhere: there is no such directory; expected a directory" in message


def test_file_in_place_of_the_directory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_text("{}")
    assert "is not a directory" in load_error(path)


def test_directory_name_too_long_for_the_system_is_refused() -> None:
    assert "can't be read" in load_error(Path("a" * 5000))


def test_empty_directory_lacks_each_needed_file(tmp_path: Path) -> None:
    with pytest.raises(DatasetError) as caught:
        dataset.load(tmp_path)
    files = [problem.file for problem in caught.value.problems]
    assert files == ["people.yaml", "sites.geojson", "tracks.yaml", "trail.yaml"]


def test_directory_in_place_of_a_file_is_refused(sample: Sample, tmp_path: Path) -> None:
    sample.texts["sites.geojson"] = None
    (tmp_path / "sites.geojson").mkdir()
    problems = problems_of(sample, tmp_path)
    assert [str(problem) for problem in problems] == [
        "sites.geojson: is a directory; expected a file"
    ]


def test_file_in_place_of_the_map_directory_is_refused(sample: Sample, tmp_path: Path) -> None:
    sample.layers.clear()
    sample.texts["map"] = "x"
    assert [place(problem) for problem in problems_of(sample, tmp_path)] == [("map", "", "")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have no name here")
def test_pipe_in_place_of_a_file_does_not_hang(sample: Sample, tmp_path: Path) -> None:
    sample.texts["people.yaml"] = None
    os.mkfifo(tmp_path / "people.yaml")
    (problem,) = problems_of(sample, tmp_path)
    assert (problem.file, problem.wrong) == ("people.yaml", "is not a regular file")


def test_file_without_permission_is_named(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.write(tmp_path)
    opened = Path.open

    def refuse(path: Path, *args: Any, **kwargs: Any) -> Any:
        # The permission bits themselves would not stop a test that runs as root.
        if path.name == "people.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    assert "people.yaml: can't be read (Permission denied)" in load_error(tmp_path)


def test_link_out_of_the_directory_is_not_followed(sample: Sample, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("- password: hunter2\n")
    data = tmp_path / "data"
    data.mkdir()
    (data / "people.yaml").symlink_to(secret)
    sample.texts["people.yaml"] = None
    sample.write(data)
    message = load_error(data)
    assert "people.yaml: is a link that leads out of the directory" in message
    assert "hunter2" not in message


def test_link_of_the_map_out_of_the_directory_is_not_followed(
    sample: Sample, tmp_path: Path
) -> None:
    other = sample.copy().write(tmp_path / "other")
    sample.layers.clear()
    data = sample.write(tmp_path / "data")
    (data / "map").symlink_to(other / "map")
    assert "map: is a link that leads out" in load_error(data)


def test_link_within_the_directory_is_followed(sample: Sample, tmp_path: Path) -> None:
    sample.texts["people.yaml"] = None
    sample.texts["persons.txt"] = sample.files()["people.yaml"]
    (tmp_path / "people.yaml").symlink_to("persons.txt")
    assert problems_of(sample, tmp_path) == ()


def test_link_in_a_circle_is_refused(sample: Sample, tmp_path: Path) -> None:
    sample.texts["people.yaml"] = None
    (tmp_path / "people.yaml").symlink_to("people.yaml")
    (problem,) = problems_of(sample, tmp_path)
    assert problem.file == "people.yaml"


def test_directory_may_itself_be_a_link(sample: Sample, tmp_path: Path) -> None:
    sample.write(tmp_path / "real")
    (tmp_path / "link").symlink_to("real")
    assert dataset.load(tmp_path / "link").sites


def test_file_over_the_limit_is_refused(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 20_000)
    sample.texts["people.yaml"] = "# " + "a" * 20_000
    (problem,) = problems_of(sample, tmp_path)
    assert (problem.file, problem.wrong) == ("people.yaml", "is too big")


def test_python_tag_is_not_executed(sample: Sample, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    sample.texts["people.yaml"] = f'!!python/object/apply:os.mkdir ["{trap}"]'
    problems_of(sample, tmp_path / "data")
    assert not trap.exists()


# ---------------------------------------------------------------- whatever is in the files

JSON_FILES = ["sites.geojson", "map/shore.geojson"]
YAML_FILES = ["trail.yaml", "people.yaml", "tracks.yaml"]
FUZZ = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["1911-02-30", "no", "Point", "Feature", "hana", "{", "\ud800", "a" * 999]),
)
junk = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(st.text(max_size=6), st.sampled_from(["id", "type", "features", "tours"])),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)


def load_or_refuse(directory: Path) -> None:
    """Loads, or raises DatasetError with printable lines; any other exception fails the test."""
    lines = ["no faults"]
    try:
        dataset.load(directory)
    except DatasetError as error:
        lines = [str(problem) for problem in error.problems]
    assert lines
    assert [line for line in lines if not line.isprintable()] == []


@FUZZ
@given(data=st.data(), file=st.sampled_from(JSON_FILES + YAML_FILES))
def test_any_bytes_are_answered(data: st.DataObject, file: str, tmp_path: Path) -> None:
    sample = Sample()
    sample.texts[file] = data.draw(st.binary(max_size=60))
    load_or_refuse(sample.write(tmp_path))


@FUZZ
@given(value=junk, file=st.sampled_from(JSON_FILES + YAML_FILES))
def test_any_values_are_answered(value: Any, file: str, tmp_path: Path) -> None:
    sample = Sample()
    # JSON with its escapes is YAML too.
    sample.texts[file] = json.dumps(value)
    load_or_refuse(sample.write(tmp_path))


@FUZZ
@given(text=st.text(alphabet="-:[]{}&*!|>'\"#%@`?,. \n\tab01~<=x", max_size=40))
def test_any_yaml_like_text_is_answered(text: str, tmp_path: Path) -> None:
    sample = Sample()
    for file in YAML_FILES:
        sample.texts[file] = text
    load_or_refuse(sample.write(tmp_path))


@pytest.mark.slow
@settings(FUZZ, max_examples=150)
@given(
    file=st.sampled_from(JSON_FILES + YAML_FILES),
    start=st.floats(0, 1),
    length=st.integers(0, 30),
    inserted=st.text(alphabet="{}[]:,\"'\\-#&*! \n\t019.eEu\u2028é", max_size=4),
)
def test_any_slip_of_the_hand_is_answered(
    file: str, start: float, length: int, inserted: str, tmp_path: Path
) -> None:
    sample = Sample()
    text = sample.files()[file]
    at = int(start * len(text))
    sample.texts[file] = text[:at] + inserted + text[at + length :]
    load_or_refuse(sample.write(tmp_path))


def places_in(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The path of every value inside plain values."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for name, item in inside:
        found.append((*path, name))
        if isinstance(item, dict | list):
            found += places_in(item, (*path, name))
    return found


PARTS = {
    "sites": places_in(Sample().sites),
    "trail": places_in(Sample().trail),
    "people": places_in(Sample().people),
    "tracks": places_in(Sample().tracks),
    "layers": places_in(Sample().layers),
}


@pytest.mark.slow
@settings(FUZZ, max_examples=250)
@given(data=st.data(), part=st.sampled_from(sorted(PARTS)), value=junk)
def test_any_value_anywhere_is_answered(
    data: st.DataObject, part: str, value: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    sample = Sample()
    path = data.draw(st.sampled_from(PARTS[part]))
    put(value, *path)(getattr(sample, part))
    # Written as JSON, which is YAML too: a YAML writer would refuse some of the junk.
    texts = {name: json.dumps(value) for name, value in sample.values().items()}
    load_or_refuse(write_files(texts, tmp_path_factory.mktemp("fuzz")))


def test_every_unreadable_file_is_one_fault_of_that_file(tmp_path: Path) -> None:
    for number, case in enumerate(UNREADABLE):
        sample = Sample()
        case.change(sample)
        files = {problem.file for problem in problems_of(sample, tmp_path / str(number))}
        assert files == {case.file}


@pytest.mark.parametrize(
    ("box", "taken"),
    [
        ([179.7, -17.5, -179.7, -16.9], (179.7, -17.5, 180.3, -16.9)),
        ([170.0, -17.5, -175.0, -16.9], (170.0, -17.5, 185.0, -16.9)),
        ([175.0, -17.5, -170.0, -16.9], (-185.0, -17.5, -170.0, -16.9)),
        ([100.0, -17.5, -100.0, -16.9], (100.0, -17.5, 260.0, -16.9)),
        # Its sides exchanged by mistake it would lie around the world.
        ([-70.55, 42.65, -72.75, 45.35], None),
        ([80.0, -17.5, -100.0, -16.9], None),
        ([179.7, -17.5, 179.7, -16.9], None),
        ([179.7, -16.9, -179.7, -17.5], None),
        ([179.7, -17.5, 180.3, -16.9], None),
    ],
)
def test_box_over_the_180th_meridian_has_west_above_east(
    box: list[float], taken: tuple[float, ...] | None
) -> None:
    assert parse_bbox(box) == taken


def test_site_on_either_side_of_the_180th_meridian_lies_in_the_region(
    sample: Sample, tmp_path: Path
) -> None:
    sample.trail["region"]["bbox"] = [179.0, -47.0, -179.0, -46.0]
    sample.layers.clear()
    sample.story.clear()
    for site_id, lon in (("landing-stage", 179.999), ("signal-tower", -179.999)):
        sample.feature(site_id)["geometry"]["coordinates"] = [lon, -46.6]
    sample.feature("custom-house")["geometry"]["coordinates"] = [-178.9, -46.6]
    with pytest.raises(DatasetError) as refused:
        dataset.load(sample.write(tmp_path))
    assert [str(problem) for problem in refused.value.problems] == [
        "sites.geojson: custom-house: geometry.coordinates: [-178.9, -46.6] lies outside the "
        "region; expected a position in 179, -47, -179, -46 (west, south, east, north)",
        "sites.geojson: south-light: geometry.coordinates: [168.4105, -46.648] lies outside the "
        "region; expected a position in 179, -47, -179, -46 (west, south, east, north)",
    ]


def test_land_around_the_meridian_of_0_stays_in_one_piece_in_a_trail_at_180(
    sample: Sample, tmp_path: Path
) -> None:
    shift(sample, 11.65)
    ring = [[-10.0, -60.0], [40.0, -60.0], [40.0, -30.0], [-10.0, -30.0], [-10.0, -60.0]]
    sample.drawn("region", "south-land")["geometry"]["coordinates"] = [ring]
    region = next(
        layer for layer in dataset.load(sample.write(tmp_path)).layers if layer.id == "region"
    )
    land = next(feature for feature in region.features if feature.id == "south-land")
    assert land.bbox.east - land.bbox.west == 50
    assert not land.bbox.intersects(region.bbox)
