"""What every record of the dataset has in common, and the small types of its fields.

Every class that a file is read into refuses unknown fields and wrong types
(`strict`): "no" is not False and 1905 is not "1905". `dataset/checks` sees to what
crosses files (ids referred to, positions inside the region).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError, core_schema

from trail.base.webaddress import web_address_fault

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler


ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
URL_PATTERN = (
    r"^https?://([^\s/<>\"\\]+\.[^\s<>\"\\]+|\[[0-9A-Fa-f:.]+\](:[0-9]+)?(/[^\s<>\"\\]*)?)$"
)
LANG_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"  # BCP 47 as far as it is needed
CLOCK_PATTERN = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
LINE_PATTERN = r"^[^\r\n\t]*[^\s][^\r\n\t]*$"

# Limits against accidents: what is longer was put there by a slip or a program gone wild.
LINE_LETTERS = 255  # as many as OpenStreetMap has
TEXT_LETTERS = 20_000
MOST_ITEMS = 10_000  # of any list
FARTHEST_M = 100_000


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


@dataclass(frozen=True)
class InLanguage:
    """Marks what is written in a language: a translation has other words for it.

    `kept`: it is not, for it is a name, an address, a source or the words of somebody.
    `given`: a translation has it even where the file has not.
    """

    kept: bool = False
    given: bool = False


def told(wrong: str, expected: str) -> PydanticCustomError:
    """To be raised by what looks at a value closer than a schema can: both parts of a fault."""
    return PydanticCustomError("told", "{wrong}", {"wrong": wrong, "expected": expected})


def known_language(tag: str) -> str:
    # Some hundred kilobytes of names, which only reading the dataset needs.
    import langcodes

    if not langcodes.tag_is_valid(tag):
        raise told(f"there is no language {tag!r}", "a language tag such as ja, ru or zh-Hant")
    return tag


def _web_address(text: str) -> str:
    """The text where every reader of addresses takes it: browsers, proxies, `urlsplit`."""
    wrong = web_address_fault(text)
    if wrong:
        raise told(wrong, "a web address as a browser shows it")
    return text


Slug = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=64)]
Url = Annotated[
    str, StringConstraints(pattern=URL_PATTERN, max_length=2000), AfterValidator(_web_address)
]
# A name or title: one line of letters that can be seen. `dataset/text/letters` sees to the letters.
Line = Annotated[
    str,
    StringConstraints(min_length=1, pattern=LINE_PATTERN, max_length=LINE_LETTERS),
    InLanguage(),
]
Text = Annotated[
    str,
    StringConstraints(min_length=1, pattern=r"\S", max_length=TEXT_LETTERS),
    InLanguage(),
]
Lang = Annotated[
    str, StringConstraints(pattern=LANG_PATTERN, max_length=35), AfterValidator(known_language)
]
LangTag = Annotated[str, StringConstraints(pattern=LANG_PATTERN, max_length=35)]  # of any kind
ClockTime = Annotated[str, StringConstraints(pattern=CLOCK_PATTERN)]
Metres = Annotated[float, Field(ge=0, le=FARTHEST_M, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Minutes = Annotated[int, Field(ge=0, le=24 * 60)]
Number = Annotated[int, Field(ge=1, le=9999)]

_Item = TypeVar("_Item")
# JSON and YAML have lists; a value that can't change has tuples.
Items = Annotated[tuple[_Item, ...], Field(strict=False, max_length=MOST_ITEMS)]
Some = Annotated[tuple[_Item, ...], Field(strict=False, min_length=1, max_length=MOST_ITEMS)]
# As it is in every language: a name, an address, a source.
Kept = Annotated[_Item, InLanguage(kept=True)]
# Told in other languages only.
Given = Annotated[_Item, InLanguage(given=True)]
Numbers = Items[Number]
Slugs = Items[Slug]
Texts = Items[Text]
Urls = Items[Url]

Confidence = Literal["high", "medium", "low"]
Mode = Literal["foot", "car"]


class Record(BaseModel):
    """Base of all that is read from files."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Statement(Record):
    """A sourced paragraph."""

    text: Text
    sources: Some[Url]
