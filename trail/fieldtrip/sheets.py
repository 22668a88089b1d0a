"""A sheet for a class as values, the same for the page and for paper.

Stops have the numbers of the printed map: both come from the tour's itinerary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from trail.base.errors import NotFound
from trail.dataset.schema.chapters import Voice
from trail.dataset.schema.education import (
    Band,
    EducationFile,
    RolePlay,
    SheetKind,
    SheetQuestion,
)
from trail.dataset.schema.story import Demand, Story
from trail.fieldtrip.kits import history_sections
from trail.fieldtrip.sections import LINES as LINES
from trail.fieldtrip.sections import Mark as Mark
from trail.fieldtrip.sections import Say as Say
from trail.fieldtrip.sections import SheetBlock as SheetBlock
from trail.fieldtrip.sections import SheetSection as SheetSection
from trail.fieldtrip.sections import Telling as Telling
from trail.guide.guide import Guide
from trail.guide.symbols import mark_shape


@dataclass(frozen=True)
class ClassSheet:
    """A sheet of a band. `for_teachers`: not to be handed out."""

    band: Band
    kind: SheetKind
    title: str
    lead: str
    sections: tuple[SheetSection, ...]
    for_teachers: bool = False

    @property
    def name(self) -> str:
        return sheet_name(self.band, self.kind)

    @property
    def numbered(self) -> bool:
        """Whether it has numbers of the map."""
        return any(section.mark for section in self.sections)


class SheetOfClassNotFound(NotFound):
    kind = "sheet for classes"


def sheet_name(band: Band, kind: SheetKind) -> str:
    return f"{band.id}-{kind}"


def sheet_names(education: EducationFile) -> tuple[str, ...]:
    """Every sheet, band after band."""
    return tuple(sheet_name(band, kind) for band in education.bands for kind in band.sheets)


def sheet_title(kind: SheetKind, say: Say) -> str:
    return {
        "stops": say("Questions at the stops"),
        "scavenger": say("Scavenger cards"),
        "roleplay": say("At the table: a role-play"),
        "treaty": say("The treaty in short"),
        "sources": say("Words of 1905"),
        "history": say("A project for National History Day"),
        "words": say("Words to know"),
        "answers": say("Answer key"),
    }[kind]


def class_sheet(guide: Guide, education: EducationFile, name: str, say: Telling) -> ClassSheet:
    """The sheet of that name; SheetOfClassNotFound names the nearest."""
    for band in education.bands:
        for kind in band.sheets:
            if sheet_name(band, kind) == name:
                return _Maker(guide, education, band, say).sheet(kind)
    raise SheetOfClassNotFound(name, sheet_names(education))


class _Maker:
    def __init__(self, guide: Guide, education: EducationFile, band: Band, say: Telling) -> None:
        self.guide, self.band, self.say = guide, band, say
        itinerary = guide.itinerary(education.tour)
        self.marks = {
            stop.site.id: Mark(stop.number, mark_shape(stop.site), stop.site)
            for stop in itinerary.stops
        }

    def sheet(self, kind: SheetKind) -> ClassSheet:
        make: dict[SheetKind, Callable[[], Iterator[SheetSection]]] = {
            "stops": self.stops,
            "scavenger": self.scavenger,
            "roleplay": self.roleplay,
            "treaty": self.treaty,
            "sources": self.sources,
            "history": self.history,
            "words": self.words,
            "answers": self.answers,
        }
        lead = {
            "stops": self.band.stops_intro,
            "scavenger": self.band.scavenger_intro,
            "roleplay": self.band.roleplay.intro,
            "treaty": self.band.treaty.intro,
            "sources": self.band.sources.intro if self.band.sources else "",
            "history": self.band.history.intro if self.band.history else "",
            "words": self.say("Read these before you set out. You will meet them on the way."),
            "answers": self.say(
                "For the teacher. Where there is no single answer, this says what a good one has."
            ),
        }[kind]
        return ClassSheet(
            band=self.band,
            kind=kind,
            title=sheet_title(kind, self.say),
            lead=lead,
            sections=tuple(make[kind]()),
            for_teachers=kind == "answers",
        )

    # ------------------------------------------------------------ for students

    def stops(self) -> Iterator[SheetSection]:
        for stop in sorted(self.band.stops, key=lambda stop: self.marks[stop.site].number):
            mark = self.marks[stop.site]
            yield SheetSection(
                mark.site.name,
                (SheetBlock("text", (stop.look,)), _asked(stop.questions)),
                mark=mark,
            )

    def scavenger(self) -> Iterator[SheetSection]:
        for number, clue in enumerate(self.band.scavenger, start=1):
            where = self.marks[clue.site] if clue.site else None
            yield SheetSection(
                self.say("Card %(number)s", number=number),
                (
                    SheetBlock("text", (clue.clue,)),
                    SheetBlock("questions", (clue.task,), lines=LINES),
                ),
                mark=where,
                card=True,
            )

    def roleplay(self) -> Iterator[SheetSection]:
        play, say = self.band.roleplay, self.say
        yield SheetSection(
            say("How it goes (%(minutes)s minutes)", minutes=play.minutes),
            (SheetBlock("steps", _timed(play, say)),),
        )
        parts = tuple((role.name, "; ".join(role.parts)) for role in play.roles if role.parts)
        if parts:
            count = sum(len(role.parts) for role in play.roles)
            yield SheetSection(
                say("A part for everybody: %(count)s", count=count),
                (SheetBlock("terms", pairs=parts),),
            )
        for role in play.roles:
            people = tuple(self.guide.dataset.people_by_id[person].name for person in role.people)
            seat = say("You have a seat at the table.") if role.seat else say("You have no seat.")
            blocks = [SheetBlock("text", (f"{seat} {role.brief}",))]
            if people:
                blocks.append(
                    SheetBlock(
                        "text", (say("Who sat or stood here: %(names)s", names="; ".join(people)),)
                    )
                )
            blocks.append(SheetBlock("list", role.knows, lead=say("What you know")))
            yield SheetSection(role.name, tuple(blocks), card=True)
        for role in play.roles:
            # On a card of its own: who reads at the start what he can't know then, knows it.
            if role.not_known:
                keep = say("Keep this closed until your teacher says that the talks are over.")
                yield SheetSection(
                    say("Sealed: %(role)s", role=role.name),
                    (
                        SheetBlock("text", (keep,)),
                        SheetBlock("list", role.not_known, lead=say("What you couldn’t know")),
                    ),
                    card=True,
                )
        news = [(telegram, role) for role in play.roles for telegram in role.telegrams]
        for telegram, role in sorted(news, key=lambda item: item[0].date):
            closed = say(
                "Open this when your teacher calls %(day)s. The news is of that day, the words are "
                "this guide’s.",
                day=say.day(telegram.date),
            )
            yield SheetSection(
                say("Sealed: telegram to %(role)s", role=role.name),
                (SheetBlock("text", (closed, telegram.text)),),
                card=True,
            )
        pairs = tuple(
            (f"{demand.number}. {demand.name}", retold.text or demand.text)
            for retold in play.demands
            for demand in (self._demand(retold.number),)
        )
        yield SheetSection(say("The demands on the table"), (SheetBlock("terms", pairs=pairs),))
        yield SheetSection(say("Talk about it"), (_asked(play.debrief),))

    def treaty(self) -> Iterator[SheetSection]:
        articles = self.story.articles_by_id
        pairs = tuple(
            (f"{article.label}. {article.subject}", retold.text or article.text)
            for retold in self.band.treaty.articles
            for article in (articles[retold.article],)
        )
        yield SheetSection(self.say("The articles, retold"), (SheetBlock("terms", pairs=pairs),))
        yield SheetSection(self.say("Read and answer"), (_asked(self.band.treaty.questions),))

    def sources(self) -> Iterator[SheetSection]:
        """Each text on a card of its own, as its source prints it, with who said it when, and what
        to ask of it: those of the stops in their order, the others, the treaty; then more to ask,
        and a ticket to leave by."""
        packet, say = self.band.sources, self.say
        if packet is None:
            return
        voices = {voice.id: voice for voice in self.guide.dataset.voices}
        at_each = SheetBlock(
            "questions", (packet.observe[0], packet.reflect[0], packet.question[0]), lines=1
        )
        of_stops = {site for name in packet.voices for site in voices[name].sites}
        for number, voice in enumerate(
            sorted((voices[name] for name in packet.voices), key=self._first_number), start=1
        ):
            who = ", ".join(filter(None, (voice.speaker, voice.role, voice.where)))
            told = [say.date(voice.date), who, voice.translated or "", voice.note or ""]
            if voice.reported:
                told.append(say("As a reporter tells it."))
            told.append(say("Read at: %(source)s", source=voice.source))
            marks = [self.marks[site] for site in voice.sites if site in self.marks]
            yield SheetSection(
                say("Source %(number)s", number=number),
                (
                    SheetBlock("text", (f"“{voice.words}”",)),
                    SheetBlock("list", tuple(filter(None, told))),
                    at_each,
                ),
                mark=marks[0] if marks else None,
                card=True,
            )
        for name in packet.articles:
            article = self.story.articles_by_id[name]
            printed = (f"“{article.words}”", say("The treaty, signed on September 5, 1905."))
            yield SheetSection(article.label, (SheetBlock("text", printed), at_each), card=True)
        silent = [mark.site.name for id_, mark in self.marks.items() if id_ not in of_stops]
        if silent:
            told_of = say("We hold no words of the time that belong to one of these stops.")
            yield SheetSection(
                say("Stops without words of 1905"),
                (SheetBlock("text", (told_of,)), SheetBlock("list", tuple(silent))),
            )
        for heading, asked in (
            (say("Observe"), packet.observe),
            (say("Reflect"), packet.reflect),
            (say("Question"), packet.question),
            (say("Before you leave"), packet.exit),
        ):
            yield SheetSection(heading, (SheetBlock("questions", asked, lines=LINES),))

    def _first_number(self, voice: Voice) -> int:
        """Where a voice stands: at the first stop that it belongs to, or after all stops."""
        return min((self.marks[s].number for s in voice.sites if s in self.marks), default=10**6)

    def history(self) -> Iterator[SheetSection]:
        kit = self.band.history
        return history_sections(kit, self.story.works, self.say) if kit else iter(())

    def words(self) -> Iterator[SheetSection]:
        pairs = tuple((term.word, term.meaning) for term in self.band.words)
        yield SheetSection(self.say("Words"), (SheetBlock("terms", pairs=pairs),))

    # ------------------------------------------------------------ for the teacher

    def answers(self) -> Iterator[SheetSection]:
        for stop in sorted(self.band.stops, key=lambda stop: self.marks[stop.site].number):
            mark = self.marks[stop.site]
            yield SheetSection(mark.site.name, (_key(stop.questions),), mark=mark)
        cards = tuple((clue.task, clue.answer) for clue in self.band.scavenger)
        yield SheetSection(
            sheet_title("scavenger", self.say), (SheetBlock("answers", pairs=cards),)
        )
        outcomes = tuple(
            (f"{demand.number}. {demand.name}", demand.outcome)
            for retold in self.band.roleplay.demands
            for demand in (self._demand(retold.number),)
        )
        yield SheetSection(
            sheet_title("roleplay", self.say),
            (
                SheetBlock("terms", pairs=outcomes, lead=self.say("What became of each demand")),
                _key(self.band.roleplay.debrief),
            ),
        )
        yield SheetSection(sheet_title("treaty", self.say), (_key(self.band.treaty.questions),))
        if packet := self.band.sources:
            say = self.say
            rows = tuple(
                (
                    row.aim,
                    say(
                        "In full: %(full)s In part: %(partly)s At its beginning: %(begins)s",
                        full=row.full, partly=row.partly, begins=row.begins,
                    ),
                )
                for row in packet.rubric
            )  # fmt: skip
            yield SheetSection(
                say("Rubric for %(sheet)s", sheet=sheet_title("sources", say)),
                (SheetBlock("terms", pairs=rows),),
            )

    @property
    def story(self) -> Story:
        story = self.guide.dataset.story
        if story is None:
            # The loader refuses a file that names demands of a story that there isn't.
            raise RuntimeError("a role-play without a story")
        return story

    def _demand(self, number: int) -> Demand:
        return self.story.demands_by_number[number]


def _asked(questions: Sequence[SheetQuestion]) -> SheetBlock:
    drawn = tuple(k for k, question in enumerate(questions) if question.draw)
    asked = tuple(question.ask for question in questions)
    return SheetBlock("questions", asked, lines=LINES, drawn=drawn)


def _key(questions: Sequence[SheetQuestion]) -> SheetBlock:
    return SheetBlock("answers", pairs=tuple((q.ask, q.answer) for q in questions))


def _timed(play: RolePlay, say: Say) -> tuple[str, ...]:
    """The steps, each with its minutes where they are known."""
    if not play.step_minutes:
        return play.steps
    return tuple(
        say("%(step)s (%(minutes)s minutes)", step=step, minutes=minutes)
        for step, minutes in zip(play.steps, play.step_minutes, strict=True)
    )
