"""Latitude and longitude as people paste them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trail.base.errors import InvalidParameter
from trail.base.geo import Position
from trail.curation.sites.coordinates import parse_lat_lon


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [("46.0512,14.5061", 46.0512, 14.5061), ("-46.6, 168.35", -46.6, 168.35),
     (" +46 \t14. ", 46, 14), ("46.05°, 14.5°", 46.05, 14.5), ("-90,180", -90, 180),
     (".5,-.5", 0.5, -0.5), ("46;14", 46, 14), ("−46.5, 14", -46.5, 14)],
)  # fmt: skip
def test_latitude_and_longitude_are_read_as_people_copy_them(
    text: str, lat: float, lon: float
) -> None:
    assert parse_lat_lon(text) == Position(lon, lat)


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("56°30′18″N 3°07′30″E", 56.505, 3.125),
        ("56°30′18″N, 003°07′30″E", 56.505, 3.125),
        ("56° 30' 18\" N 3° 7' 30\" E", 56.505, 3.125),
        ("56°30'18''N 3°7'30''E", 56.505, 3.125),
        ("56º30’18”N 3º07’30”E", 56.505, 3.125),
        ("56.505° N, 3.125° E", 56.505, 3.125),
        ("56.505°n 3.125°e", 56.505, 3.125),
        ("N56.505 E3.125", 56.505, 3.125),
        ("N 56° 30.300 E 003° 07.500", 56.505, 3.125),
        ("3.125E 56.505N", 56.505, 3.125),
        ("33°51′24″S 70°12′36″W", -33.856667, -70.21),
        ("33 51 24 S 70 12 36 W", -33.856667, -70.21),
        ("S33 51 24 W70 12 36", -33.856667, -70.21),
        ("46°3'N, 14", 46.05, 14),
    ],
)
def test_degrees_with_minutes_seconds_and_letters(text: str, lat: float, lon: float) -> None:
    assert parse_lat_lon(text) == Position(lon, lat)


@pytest.mark.parametrize(
    "text", ["56,505 3,125", "56,505; 3,125", "56,505, 3,125", "56,505°N 3,125°E"]
)
def test_a_decimal_comma_is_read_where_it_can_be_no_other(text: str) -> None:
    assert parse_lat_lon(text) == Position(3.125, 56.505)


@pytest.mark.parametrize(
    "link",
    [
        "geo:56.505,3.125",
        "geo:56.505,3.125;u=30?z=17",
        "https://www.openstreetmap.org/#map=18/56.505/3.125",
        "https://www.openstreetmap.org/?mlat=56.505&mlon=3.125#map=12/1/2",
        "https://www.google.com/maps/place/X/@56.1,3.1,17z/data=!3m1!8m2!3d56.505!4d3.125",
        "https://www.google.com/maps/@56.505,3.125,17z",
        "https://www.google.com/maps/search/?api=1&query=56.505%2C3.125",
        "https://maps.apple.com/?ll=56.505,3.125&q=Well",
        "https://www.bing.com/maps?cp=56.505~3.125&lvl=16",
    ],
)
def test_links_of_maps_are_read(link: str) -> None:
    assert parse_lat_lon(link) == Position(3.125, 56.505)


@pytest.mark.parametrize(
    "text",
    ["", "46", "46,14,3", "nan,14", "inf,14", "91,0", "0,181", "1e9,2", "a,b", "168.35,-46.6",
     "0x1,2", "٤٦,١٤", "4" * 10_000, "1°" * 400, "46,14\x00", "--1,2", "12 34 56", "°", "N E",
     "-56N 3E", "N56N 3E", "46.5 30 N 14 E", "https://example.org/", "https://[", "geo:a,b"],
)  # fmt: skip
def test_what_is_no_latitude_and_longitude_is_refused(text: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        parse_lat_lon(text)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("56°75′00″N 3°07′30″E", "minutes from 0 to 59: 46°03′04″N"),
        ("56°07′75″N 3°07′30″E", "seconds from 0 to 59: 46°03′04″N"),
        ("56°30′N 57°00′N", "not two latitudes: 46°03′04″N"),
        ("56°30′E 57°00′W", "not two longitudes: 46°03′04″N"),
        ("95.2°N 3.1°E", "latitude from -90 to 90"),
        ("56,505,3,125", "could be read two ways): 46.0512,14.5061"),
        ("168.35,-46.6", "are they swapped?"),
        ("somewhere", "such as 46.0512,14.5061, 46°03′04″N 14°30′22″E"),
    ],
)
def test_a_refusal_says_why_and_shows_a_form_that_works(text: str, why: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        parse_lat_lon(text)
    assert why in str(caught.value)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_any_place_on_earth_is_read_back(lat: float, lon: float) -> None:
    found = parse_lat_lon(f"{lat:.6f},{lon:.6f}")
    assert abs(found.lat - lat) <= 1e-6
    assert abs(found.lon - lon) <= 1e-6


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_any_place_on_earth_is_read_back_from_degrees_minutes_and_seconds(
    lat: float, lon: float
) -> None:
    def angle(value: float, letters: str) -> str:
        tenths = round(abs(value) * 36_000)
        minutes, rest = divmod(tenths, 600)
        return f"{minutes // 60}°{minutes % 60:02}′{rest / 10:04.1f}″{letters[value < 0]}"

    found = parse_lat_lon(f"{angle(lat, 'NS')} {angle(lon, 'EW')}")
    assert abs(found.lat - lat) <= 2e-5
    assert abs(found.lon - lon) <= 2e-5
