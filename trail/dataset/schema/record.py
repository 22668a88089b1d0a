"""What every record of the dataset has in common, and the small types of its fields.

Every class that a file is read into refuses unknown fields and wrong types
(`strict`): "no" is not False and 1905 is not "1905". `dataset/checks` sees to what
crosses files (ids referred to, positions inside the region).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import core_schema

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler


ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
URL_PATTERN = r"^https?://[^\s/<>\"]+\.[^\s<>\"]+$"
LANG_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"  # BCP 47 as far as it is needed

# A date of the trail: EDTF level 1 as far as it is needed. "1905-08-27" exact,
# "1905-08" the month, "1905" the year, "1887/1888" between, "1905-08~" about,
# "1905/.." from then on.
_DAY = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?~?"
DATE_PATTERN = rf"^{_DAY}(?:/(?:{_DAY}|\.\.))?$"


@dataclass(frozen=True)
class Unwritten:
    """Marks a text that may be null in the file: nobody has written it yet.

    Its value is then `empty`, of the text's own type, so that texts can be joined.
    """

    empty: object

    def __get_pydantic_core_schema__(
        self, source: type[object], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(
            lambda value: self.empty if value is None else value,
            core_schema.nullable_schema(handler(source)),
        )


Slug = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=64)]
Url = Annotated[str, StringConstraints(pattern=URL_PATTERN, max_length=2000)]
Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S", max_length=20_000)]
Lang = Annotated[str, StringConstraints(pattern=LANG_PATTERN)]
TrailDate = Annotated[str, StringConstraints(pattern=DATE_PATTERN)]
Metres = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Minutes = Annotated[int, Field(ge=0, le=24 * 60)]

Confidence = Literal["high", "medium", "low"]
Mode = Literal["foot", "car"]


class Record(BaseModel):
    """Base of all that is read from files."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


# ---------------------------------------------------------------- sites


# ---------------------------------------------------------------- people, tracks


class Statement(Record):
    """A sourced paragraph."""

    text: Text
    sources: Annotated[tuple[Url, ...], Field(min_length=1, strict=False)]


# ---------------------------------------------------------------- trail.yaml


# ---------------------------------------------------------------- drawn map


# ---------------------------------------------------------------- the whole, and what is worked out


def date_start(date: str) -> str:
    """The earliest day that an EDTF date of ours may mean, ISO: "1905-08" is "1905-08-01"."""
    first = date.split("/")[0].rstrip("~")
    return first + "-01" * (2 - first.count("-"))
