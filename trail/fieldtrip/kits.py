"""The kit for a project on National History Day: topics, sources to annotate, the process.

No theme of a year stands in it: whoever works with it writes that down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trail.dataset.schema.education import HistoryDay
from trail.dataset.schema.works import Work
from trail.fieldtrip.sections import LINES, Say, SheetBlock, SheetSection


def history_sections(kit: HistoryDay, works: Sequence[Work], say: Say) -> Iterator[SheetSection]:
    """The contest, the year's theme, topics, the bibliography parted as the contest wants it, and
    what the process paper tells. Works that nobody looked at are left out."""
    contest = tuple(statement.text for statement in kit.contest)
    sources = dict.fromkeys(url for statement in kit.contest for url in statement.sources)
    yield SheetSection(
        say("The contest"),
        (SheetBlock("list", contest), SheetBlock("list", tuple(sources), lead=say("Sources"))),
    )
    yield SheetSection(
        say("The theme of your year"), (SheetBlock("questions", kit.theme, lines=LINES),)
    )
    for topic in kit.topics:
        yield SheetSection(
            topic.topic,
            (
                SheetBlock("text", (topic.question,), lead=say("Question")),
                SheetBlock("text", (topic.thesis,), lead=say("A claim to test")),
            ),
            card=True,
        )
    looked_at = [work for work in works if work.verified != "not-seen"]
    for heading, found in (
        (say("Primary sources"), [work for work in looked_at if work.id in kit.primary]),
        (say("Secondary sources"), [work for work in looked_at if work.id not in kit.primary]),
    ):
        pairs = tuple((_cited(work), _annotated(work, say)) for work in found)
        yield SheetSection(heading, (SheetBlock("terms", pairs=pairs),))
    yield SheetSection(
        say("The process paper"), (SheetBlock("questions", kit.process, lines=LINES),)
    )


def _annotated(work: Work, say: Say) -> str:
    """What we know of a work, and room for what only its reader can say."""
    read = (
        say("We saw its catalog record or some of its pages.")
        if work.verified == "seen"
        else say("Some of what we say of it is general knowledge: ask a library.")
    )
    use = f"{work.use[0].upper()}{work.use[1:]}." if work.use else ""
    return " ".join(filter(None, (use, read, say("What it told me, and how I used it: ______"))))


def _cited(work: Work) -> str:
    """Author, title, where it appeared, and when."""
    names = [
        name.literal or ", ".join(filter(None, (name.family, name.given))) for name in work.names
    ]
    where = " ".join(filter(None, (work.container, work.volume)))
    printed = ", ".join(filter(None, (work.publisher, str(work.year or ""))))
    return ". ".join(filter(None, ("; ".join(names), work.title, where, printed))) + "."
