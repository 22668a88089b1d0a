"""What a class can do with the trail: the schema of education.yaml.

Texts marked as for students are held to the reading grade of their band; what
refers to sites, demands, articles, people and events is checked by the loader.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from trail.dataset.schema.dates import IsoDay
from trail.dataset.schema.record import (
    Items,
    Line,
    Number,
    Numbers,
    Record,
    Slug,
    Slugs,
    Some,
    Statement,
    Text,
    Texts,
    Url,
    Urls,
)

When = Literal["before", "during", "after"]
SheetKind = Literal[
    "stops", "scavenger", "roleplay", "treaty", "sources", "history", "words", "answers"
]
# In this order; "sources" and "history" are left out where a band has none of them.
SHEETS: tuple[SheetKind, ...] = (
    "stops", "scavenger", "roleplay", "treaty", "sources", "history", "words", "answers",
)  # fmt: skip
Grade = Annotated[float, Field(gt=0, le=20, allow_inf_nan=False)]


class SheetQuestion(Record):
    """What students are asked, and for the teacher alone what a good answer has.

    `draw`: the sheet leaves room for a picture in place of lines.
    """

    ask: Text
    answer: Text
    draw: bool = False


class StopQuestions(Record):
    """A stop: what to know there, and what can be answered on the spot."""

    site: Slug
    look: Text
    questions: Some[SheetQuestion]


class Clue(Record):
    """A card of the scavenger hunt; `site` is where it is solved, None where anywhere."""

    clue: Text
    task: Text
    site: Slug | None = None
    answer: Text


class Retold(Record):
    """A demand in the band's own words; without `text` it stands as in demands.yaml."""

    number: Number
    text: Text | None = None


class RetoldArticle(Record):
    """An article in the band's own words; without `text` it stands as in articles.yaml."""

    article: Slug
    text: Text | None = None


class Telegram(Record):
    """News of a day, on a card that stays closed until then."""

    date: IsoDay
    text: Text


class Role(Record):
    """A side in the role-play: what it wants, knows, and can't know. Some have no seat.

    `parts` are what there is to do on it, one for each student.
    """

    name: Line
    seat: bool
    people: Slugs = ()
    brief: Text
    knows: Texts
    not_known: Texts
    parts: Texts = ()
    telegrams: Items[Telegram] = ()


class RolePlay(Record):
    """`step_minutes` are those of each step; together they are `minutes`."""

    minutes: Number
    step_minutes: Numbers = ()
    intro: Text
    roles: Annotated[Some[Role], Field(min_length=2)]
    demands: Some[Retold]
    steps: Texts
    debrief: Some[SheetQuestion]


class TreatySheet(Record):
    intro: Text
    articles: Some[RetoldArticle]
    questions: Some[SheetQuestion]


class RubricRow(Record):
    """What is looked for, and what it is like: in full, in part, at its beginning."""

    aim: Line
    full: Text
    partly: Text
    begins: Text


class SourcePacket(Record):
    """Words of the time to hold in one's hand, and what to ask of each of them.

    `voices` are those of voices.yaml, as they stand there, and `articles` those of the treaty, as
    printed, however hard they read; what we ask is within the band. `rubric` is for the teacher.
    """

    intro: Text
    voices: Some[Slug]
    articles: Slugs = ()
    observe: Some[Text]
    reflect: Some[Text]
    question: Some[Text]
    exit: Some[Text]
    rubric: Some[RubricRow]


class HistoryTopic(Record):
    """A topic for a project, a question that it can answer, and a claim to test."""

    topic: Line
    question: Text
    thesis: Text


class HistoryDay(Record):
    """What a project for National History Day begins with, whatever the year's theme is.

    `primary` are works of the bibliography by people who were there, or their papers; all others
    count as secondary. `process` is asked for the process paper.
    """

    intro: Text
    contest: Items[Statement]
    theme: Some[Text]
    topics: Some[HistoryTopic]
    primary: Slugs
    process: Some[Text]


class Term(Record):
    word: Line
    meaning: Text


class Lesson(Record):
    """For the teacher. `headings` are those of the guide, by name only."""

    when: When
    title: Line
    minutes: Number
    aim: Text
    headings: Texts
    materials: Texts
    steps: Some[Text]
    words: Texts = ()
    discuss: Texts


class Standard(Record):
    """A code that work on the trail can serve. Codes whose wording was not seen are refused.

    `span` is the framework's own span of grades that the code belongs to; of a band that lies in
    two spans, `grades` says which of its grades the code is for (none: all of them).
    """

    framework: Slug
    code: Line
    gist: Text
    use: Text
    span: Line | None = None
    grades: Numbers = ()
    basis: Literal["seen"]
    sources: Urls = ()


class Framework(Record):
    """`spans` are the grades that its codes are set for; `note` says what of it was read."""

    id: Slug
    name: Line
    note: Text
    spans: Texts = ()


class Matter(Record):
    """Something hard that the class will meet, told to the teacher, with its sources."""

    id: Slug
    name: Line
    text: Text
    sites: Slugs = ()
    demands: Numbers = ()
    articles: Slugs = ()
    events: Slugs = ()
    sources: Some[Url]


class Facing(Record):
    """How a matter is met in a band: words to say to students, and advice."""

    matter: Slug
    say: Text
    advice: Text


class Band(Record):
    """Grades that share their sheets. `reads_at` is the highest Flesch-Kincaid grade."""

    id: Slug
    name: Line
    grades: Some[Number]
    reads_at: Grade
    intro: Text
    teaches: Some[Text]
    facing: Items[Facing]
    standards: Items[Standard]
    lessons: Some[Lesson]
    stops_intro: Text
    stops: Some[StopQuestions]
    scavenger_intro: Text
    scavenger: Some[Clue]
    roleplay: RolePlay
    treaty: TreatySheet
    sources: SourcePacket | None = None
    history: HistoryDay | None = None
    words: Some[Term]

    def standards_of(self, grade: int) -> tuple[Standard, ...]:
        """Those that are set for a grade of the band."""
        return tuple(s for s in self.standards if not s.grades or grade in s.grades)

    @property
    def sheets(self) -> tuple[SheetKind, ...]:
        """The kinds of sheets that there are for the band."""
        missing = {"sources"} if self.sources is None else set()
        missing |= {"history"} if self.history is None else set()
        return tuple(kind for kind in SHEETS if kind not in missing)


class GuideHeading(Record):
    name: Line
    about: Text


class TeacherGuide(Record):
    """A guide of others: its headings by name, and where to ask for it."""

    title: Line
    text: Text
    headings: Some[GuideHeading]
    ask: Text
    ask_url: Url
    sources: Some[Url]


class EducationFile(Record):
    """data/education.yaml. The stops' numbers are those of `tour`; `no_set` tells whom there are no
    lessons for, and what there is instead."""

    tour: Slug
    intro: Text
    reading: Texts
    no_set: Text | None = None
    standards_note: Text
    frameworks: Items[Framework]
    guide: TeacherGuide | None = None
    further: Items[Statement] = ()
    matters: Items[Matter]
    bands: Some[Band]


def student_texts(band: Band) -> Iterator[tuple[SheetKind, str]]:
    """Every text of the file that students of a band read, with the sheet it stands on."""
    yield "stops", band.stops_intro
    for stop in band.stops:
        yield "stops", stop.look
        yield from (("stops", question.ask) for question in stop.questions)
    yield "scavenger", band.scavenger_intro
    for clue in band.scavenger:
        yield "scavenger", clue.clue
        yield "scavenger", clue.task
    play = band.roleplay
    yield "roleplay", play.intro
    for role in play.roles:
        yield from (("roleplay", text) for text in (role.brief, *role.knows, *role.not_known))
        yield from (("roleplay", text) for text in role.parts)
        yield from (("roleplay", telegram.text) for telegram in role.telegrams)
    yield from (("roleplay", demand.text) for demand in play.demands if demand.text)
    yield from (("roleplay", text) for text in play.steps)
    yield from (("roleplay", question.ask) for question in play.debrief)
    yield "treaty", band.treaty.intro
    yield from (("treaty", retold.text) for retold in band.treaty.articles if retold.text)
    yield from (("treaty", question.ask) for question in band.treaty.questions)
    if packet := band.sources:
        asked = (packet.intro, *packet.observe, *packet.reflect, *packet.question, *packet.exit)
        yield from (("sources", text) for text in asked)
    if kit := band.history:
        yield from (("history", text) for text in (kit.intro, *kit.theme, *kit.process))
        for topic in kit.topics:
            yield from (("history", text) for text in (topic.question, topic.thesis))
    yield from (("words", term.meaning) for term in band.words)
