"""Addresses looked up by geopy.

geopy says latitude first; what leaves this module is a Position, longitude
first. What a geocoder answers is a claim: it is cleaned, bounded and given with how
far it may be off, never taken for a survey.
"""

from __future__ import annotations

import inspect
import math
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Thread
from typing import Any, NoReturn

from geopy.adapters import URLLibAdapter
from geopy.exc import (
    ConfigurationError,
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderNotFound,
    GeocoderQuotaExceeded,
    GeocoderTimedOut,
    GeocoderUnavailable,
    GeopyError,
)
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import get_geocoder_for_service
from geopy.point import Point

from trail.base.errors import AddressError
from trail.base.geo import Bbox, Position, distance_m
from trail.base.meridian import crosses

SECONDS_APART = 1.0  # what Nominatim's usage policy asks for; kind to the others too
TIMEOUT_S = 10.0
LONGEST_ADDRESS = 300
# Of an address point by itself nobody says how exact it is; health asks for a better one.
COARSE_M = 150.0

# Control characters, and those that turn the direction of what follows.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_TOWNS = ("city", "town", "village", "municipality", "hamlet", "suburb", "county")
_STATES = ("state", "ISO3166-2-lvl4", "region", "state_district", "county", "country")


@dataclass(frozen=True)
class Service:
    """Which geocoder to ask, as geopy names it ("nominatim", "photon"), and its options."""

    name: str = "nominatim"
    options: Mapping[str, str] = field(default_factory=dict)
    timeout_s: float = TIMEOUT_S


@dataclass(frozen=True)
class GeocodedAddress:
    """What a geocoder says of an address; `accuracy_m` is our own guess, and coarse.

    `towns` and `states` are what the service calls them, the likeliest first; often none.
    """

    position: Position
    address: str
    accuracy_m: float
    towns: tuple[str, ...]
    states: tuple[str, ...]
    licence: str | None


class Lookup:
    """Asks one geocoder, at most once a second; `done` waits out the last second.

    A loop of commands then keeps to that rate as well.
    """

    def __init__(self, service: Service, user_agent: str) -> None:
        """Raises AddressError where geopy has no such geocoder, or it lacks an option."""
        self._service = service
        self._last = -math.inf
        self._geocoder = _made(service, user_agent)
        self._ask = RateLimiter(
            self._geocoder.geocode,
            min_delay_seconds=SECONDS_APART,
            max_retries=0,
            swallow_exceptions=False,
        )

    def find(
        self, address: str, near: Bbox | None = None, lang: str | None = None
    ) -> GeocodedAddress | None:
        """The best answer, None where the service knows no such address.

        `near` is where it is likelier; answers outside are given too. Raises
        AddressError where the service can't be asked, or says what can't be true.
        """
        asked = _UNSEEN.sub(" ", address).strip()[:LONGEST_ADDRESS]
        if not asked:
            raise AddressError("the address is empty")
        options: dict[str, Any] = {"exactly_one": True}
        # Services know no box over the 180th meridian.
        if near is not None and not crosses(near):
            options["viewbox"] = (Point(near.south, near.west), Point(near.north, near.east))
        options |= {"addressdetails": True, "language": lang}
        taken = inspect.signature(self._geocoder.geocode).parameters
        given = {name: value for name, value in options.items() if name in taken and value}
        try:
            location = self._within_time(lambda: self._ask(asked, **given))
        finally:
            # A question that failed counts too: who is told to wait must not hurry.
            self._last = time.monotonic()
        return None if location is None else _found(location, self._service.name)

    def done(self) -> None:
        """Return when the next question may be asked."""
        time.sleep(max(0.0, self._last + SECONDS_APART - time.monotonic()))

    def _within_time(self, ask: Callable[[], object]) -> object:
        """The answer; raises AddressError when it takes too long, or is none.

        The time limit of geopy is one between two bytes: a server that drips would
        keep us for ever. The thread left behind ends with the program.
        """
        answers: list[object] = []
        failures: list[Exception] = []

        def work() -> None:
            try:
                answers.append(ask())
            except Exception as error:
                failures.append(error)

        thread = Thread(target=work, daemon=True)
        thread.start()
        thread.join(2 * self._service.timeout_s)
        name = self._service.name
        if failures:
            _explain(name, failures[0])
        if not answers:
            # The same words whichever of the two clocks ran out first.
            waited = f"{2 * self._service.timeout_s:g} s"
            raise AddressError(f"{name} did not answer in time ({waited})")
        return answers[0]


def _made(service: Service, user_agent: str) -> Any:  # noqa: ANN401 - geopy has no types
    try:
        kind = get_geocoder_for_service(service.name)
    except GeocoderNotFound as error:
        raise AddressError(
            f"geopy knows no geocoder {service.name[:40]!r}; one is nominatim, "
            "the others are listed in geopy's documentation"
        ) from error
    known = inspect.signature(kind.__init__).parameters
    options: dict[str, Any] = {"user_agent": user_agent, "timeout": service.timeout_s}
    taken = {name: value for name, value in options.items() if name in known}
    allowed = sorted(set(known) - {"self", "proxies", "ssl_context", "adapter_factory", *options})
    for name, value in service.options.items():
        if name not in allowed:
            raise AddressError(
                f"{service.name} has no option {name[:40]!r}; it has {', '.join(allowed)}"
            )
        taken[name] = value
    try:
        # The other adapter tries thrice without a pause.
        return kind(**taken, adapter_factory=URLLibAdapter)
    except (GeopyError, TypeError, ValueError) as error:
        raise AddressError(f"{service.name} can't be set up: {_line(error)}") from error


def _explain(name: str, error: Exception) -> NoReturn:
    """Raise what went wrong in words of our own."""
    reasons: tuple[tuple[type[Exception], str], ...] = (
        (GeocoderTimedOut, "did not answer in time"),
        (GeocoderQuotaExceeded, "wants no more questions for now"),
        (GeocoderAuthenticationFailure, "refuses the key, or wants one"),
        (GeocoderInsufficientPrivileges, "refuses to answer us"),
        (GeocoderUnavailable, "can't be reached"),
        (ConfigurationError, "is not set up"),
        (GeopyError, "gave no answer"),
    )
    for kind, words in reasons:
        if isinstance(error, kind):
            raise AddressError(f"{name} {words} ({_line(error)})") from error
    # What geopy makes of an answer it did not expect: any error at all.
    raise AddressError(f"{name} gave an answer that can't be read") from error


def _line(error: Exception) -> str:
    return _UNSEEN.sub(" ", " ".join(str(error).split()))[:160] or type(error).__name__


def _found(location: Any, name: str) -> GeocodedAddress:  # noqa: ANN401 - geopy has no types
    try:
        raw = location.raw if isinstance(location.raw, dict) else {}
        # geopy takes what is missing for 0 and turns 181 into -179: look at the answer itself.
        lat = float(raw.get("lat", location.latitude))
        lon = float(raw.get("lon", location.longitude))
        address = _clean(location.address)
    except (AttributeError, TypeError, ValueError) as error:
        raise AddressError(f"{name} gave an answer that can't be read") from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180) or lat == lon == 0:
        raise AddressError(f"{name} gave a place that can't be true ({lat:g}, {lon:g})")
    position = Position(round(lon, 6), round(lat, 6))
    parts = raw.get("address")
    parts = parts if isinstance(parts, dict) else {}
    licence = raw.get("licence")
    return GeocodedAddress(
        position,
        address,
        max(COARSE_M, _spread_m(raw.get("boundingbox"), position)),
        _named(parts, _TOWNS),
        _named(parts, _STATES),
        _clean(licence) if isinstance(licence, str) else None,
    )


def _named(parts: Mapping[str, object], keys: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of an address, in the order of `keys`; "US-NH" is "NH"."""
    found = []
    for key in keys:
        value = parts.get(key)
        if isinstance(value, str) and (text := _clean(value)):
            found.append(text.rpartition("-")[2] if key.startswith("ISO") else text)
    return tuple(dict.fromkeys(found))


def _spread_m(box: object, position: Position) -> float:
    """How far the corners of what was found lie from its point, rounded up to 10 m.

    A street or a town is large; Nominatim says so by south, north, west, east. 0 where
    nothing is said, or nothing that can be true.
    """
    if not isinstance(box, list | tuple) or len(box) != 4:
        return 0.0
    try:
        south, north, west, east = (float(side) for side in box)
    except (TypeError, ValueError):
        return 0.0
    if not (-90 <= south <= north <= 90 and -180 <= west <= east <= 180):
        return 0.0
    corners = [Position(lon, lat) for lon in (west, east) for lat in (south, north)]
    return math.ceil(max(distance_m(position, corner) for corner in corners) / 10) * 10.0


def _clean(text: object) -> str:
    """One line without characters that can't be seen, of bounded length."""
    return " ".join(_UNSEEN.sub(" ", str(text)).split())[:LONGEST_ADDRESS]
