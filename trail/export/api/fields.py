"""The properties of each collection's features: names, types and meanings, in one table.

The OpenAPI document, the parameters that filter, and the HTML pages come from here.
"""

from __future__ import annotations

from typing import Any, NamedTuple, get_args

from trail.dataset.schema.record import Confidence, Mode
from trail.dataset.schema.site import AccessState, Status

Schema = dict[str, Any]


class Field(NamedTuple):
    """A property; `filters`: it may be asked for as a parameter, in arrays as one of them."""

    name: str
    schema: Schema
    about: str
    filters: bool = False


TEXT: Schema = {"type": "string"}
MAYBE_TEXT: Schema = {"type": "string", "nullable": True}
WHOLE: Schema = {"type": "integer"}
MAYBE_METRES: Schema = {"type": "number", "nullable": True}
TEXTS: Schema = {"type": "array", "items": {"type": "string"}}
WHOLES: Schema = {"type": "array", "items": {"type": "integer"}}
YES_NO: Schema = {"type": "boolean"}
MAYBE_DAY: Schema = {"type": "string", "format": "date", "nullable": True}
URL: Schema = {"type": "string", "format": "uri"}
FACTS: Schema = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["date", "when", "text", "sources", "confidence", "note"],
        "properties": {
            "date": MAYBE_TEXT,
            "when": MAYBE_TEXT,
            "text": TEXT,
            "sources": TEXTS,
            "confidence": TEXT,
            "note": MAYBE_TEXT,
        },
    },
}
PICTURES: Schema = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["url", "kind", "alt", "caption", "by", "date", "rights", "credit", "source"],
        "properties": {
            "url": URL,
            "kind": TEXT,
            "alt": TEXT,
            "caption": TEXT,
            "by": TEXT,
            "date": TEXT,
            "rights": TEXT,
            "credit": TEXT,
            "source": MAYBE_TEXT,
        },
    },
}


def _one_of(kind: object) -> Schema:
    return {"type": "string", "enum": list(get_args(kind))}


PAGE = Field("url", URL, "The page that tells it to people")
_PLACE = (
    Field("kind", TEXT, "What sort of feature it is"),
    Field("name", TEXT, "Name"),
    Field("other_names", TEXTS, "Other names"),
    Field("town", TEXT, "Town", filters=True),
    Field("state", TEXT, "State", filters=True),
    Field("address", MAYBE_TEXT, "Street address; null is not known"),
    Field("status", _one_of(Status), "What became of it", filters=True),
    Field("access", _one_of(AccessState), "Who may go in", filters=True),
    Field("access_detail", TEXT, "The same in words"),
    Field("access_as_of", MAYBE_TEXT, "When that was found out; null is not known"),
    Field("summary", TEXT, "What it is, in at most 60 words"),
    Field("accuracy_m", MAYBE_METRES, "About 9 true positions of 10 lie within this many metres"),
    Field("position_reason", MAYBE_TEXT, "Why there is no geometry, where there is none"),
    PAGE,
)

FIELDS: dict[str, tuple[Field, ...]] = {
    "sites": (
        *_PLACE,
        Field("collection", TEXT, "The list it stands in", filters=True),
        Field("reach", _one_of(Mode), "How it is reached", filters=True),
        Field("people", TEXTS, "Ids of the people it has to do with", filters=True),
        Field("tracks", WHOLES, "Numbers of the tracks of diplomacy", filters=True),
        Field("tours", TEXTS, "Ids of the tours that stop there", filters=True),
        Field("remains_today", MAYBE_TEXT, "What is left to see; null is not known"),
        Field("facts", FACTS, "Dated statements, each with its sources"),
        Field("pictures", PICTURES, "Pictures, the foremost first, each with its rights"),
    ),
    "tours": (
        Field("name", TEXT, "Name"),
        Field("summary", TEXT, "What it is"),
        Field("mode", _one_of(Mode), "On foot or by car", filters=True),
        Field("loop", YES_NO, "Whether it ends where it began"),
        Field("order", TEXT, "What the order of its stops goes by"),
        Field("order_exact", YES_NO, "Whether the order is proven to be the best of its kind"),
        Field("stops", TEXTS, "Ids of the sites in the order they are visited"),
        Field("distance_m", MAYBE_METRES, "Length of all legs, metres"),
        Field("follows_streets", YES_NO, "Whether every leg follows mapped streets"),
        PAGE,
    ),
    "stops": (
        Field("tour", TEXT, "Id of the tour", filters=True),
        Field("site", TEXT, "Id of the site", filters=True),
        Field("number", WHOLE, "Place in the order, from 1", filters=True),
        Field("dwell_min", WHOLE, "Minutes reckoned for a look"),
        Field("leg_distance_m", MAYBE_METRES, "Metres to the next stop; null at the last"),
        *_PLACE,
    ),
    "legs": (
        Field("tour", TEXT, "Id of the tour", filters=True),
        Field("kind", TEXT, "What sort of feature it is"),
        Field("number", WHOLE, "Number of the stop it leaves", filters=True),
        Field("name", TEXT, "From where to where"),
        Field("from", TEXT, "Id of the site it leaves", filters=True),
        Field("to", TEXT, "Id of the site it leads to", filters=True),
        Field("distance_m", MAYBE_METRES, "Metres, with the straight bits to and from the streets"),
        Field("approach_m", MAYBE_METRES, "Of these the straight bits"),
        Field(
            "follows_streets",
            YES_NO,
            "Along the streets of the drawn map, which nobody surveyed; false: a straight line",
        ),
        PAGE,
    ),
    "events": (
        Field("title", TEXT, "What happened, in a line"),
        Field("text", TEXT, "What happened"),
        Field("date", MAYBE_TEXT, "EDTF: exact, about (~), between (/); null is not known"),
        Field("start", MAYBE_DAY, "First day it may have been"),
        Field("end", MAYBE_DAY, "Last day it may have been; null with a start is open"),
        Field(
            "precision",
            {"type": "string", "enum": ["exact", "about", "between", "unknown"]},
            "How well the date is known",
            filters=True,
        ),
        Field("when", MAYBE_TEXT, "The date in words, where a date can’t say it"),
        Field("time", MAYBE_TEXT, "Time of day, in words"),
        Field("band", TEXT, "Where it stands in the diagram of days", filters=True),
        Field("kind", TEXT, "Deed or press report", filters=True),
        Field("sites", TEXTS, "Ids of the sites where it happened", filters=True),
        Field("place", MAYBE_TEXT, "Another place, in words"),
        Field("people", TEXTS, "Ids of the people in it", filters=True),
        Field("tracks", WHOLES, "Numbers of the tracks of diplomacy", filters=True),
        Field("certainty", _one_of(Confidence), "How sure it is", filters=True),
        Field("note", MAYBE_TEXT, "What to know of the evidence"),
        Field("contradicts", MAYBE_TEXT, "What another source has"),
        Field("sources", TEXTS, "Where it is told"),
        PAGE,
    ),
    "streets": (
        Field("layer", TEXT, "The layer of the drawn map", filters=True),
        Field("name", MAYBE_TEXT, "Name; null where it has none", filters=True),
        Field("kind", TEXT, "Street, footway, mall, bridge or steps", filters=True),
        Field("accuracy_m", MAYBE_METRES, "Metres across, to the true center line"),
        Field("source", TEXT, "Where the line comes from"),
        Field("sidewalk", TEXT, "yes, no or unknown", filters=True),
        Field("surface", MAYBE_TEXT, "What it is paved with"),
        Field("steps", TEXT, "yes, no or unknown", filters=True),
        PAGE,
    ),
}


def filters_of(collection: str) -> dict[str, Schema]:
    """The schema of each property that may be asked for."""
    return {field.name: field.schema for field in FIELDS[collection] if field.filters}
