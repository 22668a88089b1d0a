"""Words for the values of the story; the keys are the literals of `story.py`."""

from __future__ import annotations

from trail.dataset.schema.readings import ReadHow, SourceKind
from trail.dataset.schema.story import Band, Event, Marker, Rank, Reply
from trail.dataset.schema.works import Verified, WorkKind
from trail.graphics.days.marks import StateKey
from trail.guide.words import days as story_wording
from trail.web.shell.i18n import gettext as _


def band_name(band: Band) -> str:
    return story_wording.band_name(band, _)


def state_word(key: StateKey) -> str:
    """The state of a demand; conditional where it would be dropped if others were met."""
    return story_wording.state_word(key, _)


def kind_word(event: Event) -> str:
    """What an event is, where it is no plain event; else ""."""
    return {"event": "", "press": _("in the papers"), "context": _("elsewhere meanwhile")}[
        event.kind
    ]


def rank_word(rank: Rank) -> str:
    return {
        "absolutely-necessary": _("absolutely necessary"),
        "relatively-necessary": _("relatively necessary"),
        "additional": _("additional"),
    }[rank]


def reply_word(reply: Reply) -> str:
    return {
        "accepted-with-conditions": _("accepted with conditions"),
        "refused": _("refused"),
    }[reply]


def read_word(how: ReadHow) -> str:
    """How a source was read, as a sentence without its end."""
    return {
        "whole": _("Read whole"),
        "passage": _("This passage was read"),
        "excerpt": _("Only an excerpt was read"),
        "not-read": _("Not yet consulted"),
    }[how]


def source_kinds() -> dict[SourceKind, str]:
    """Headings of the kinds of pages cited, what is nearest to the time first."""
    return {
        "document": _("Documents of the time"),
        "press": _("Newspapers"),
        "participant": _("Accounts of those who took part"),
        "study": _("Studies"),
        "reference": _("Reference works"),
        "society": _("Societies, museums, churches and towns"),
        "page": _("Other pages"),
        "blog": _("Blogs"),
        "copy": _("Copies of other works"),
    }


def marker_kinds() -> dict[str, str]:
    """Headings of the kinds of markers, in the order they are shown."""
    return {
        "plaque": _("Plaques"),
        "marker": _("Markers"),
        "panel": _("Panels"),
        "tree": _("Memorial trees"),
        "object": _("Objects"),
        "observance": _("Observances"),
    }


def marker_kind(marker: Marker) -> str:
    return {
        "plaque": _("Plaque"),
        "marker": _("Marker"),
        "panel": _("Panel"),
        "tree": _("Memorial tree"),
        "object": _("Object"),
        "observance": _("Observance"),
    }[marker.kind]


def work_kinds() -> dict[WorkKind, str]:
    return {
        "documents": _("Documents"),
        "book": _("Books"),
        "article": _("Articles"),
        "thesis": _("Theses"),
        "guide": _("Guides"),
        "web": _("On the web"),
    }


def verified_word(verified: Verified) -> str:
    """How far a work was seen."""
    return {
        "seen": _("Seen: its record or some of its pages"),
        "part": _("Seen in part: some details are general knowledge"),
        "not-seen": _("Not yet consulted"),
    }[verified]
