"""education.yaml: read where there is one, and what in it refers to elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from trail.base.readability import reading_grade
from trail.dataset.checks.known import Ids, Known, ids_in, stops_of
from trail.dataset.checks.storyitems import ARTICLES, DEMANDS, EVENTS, WORKS
from trail.dataset.schema.education import Band, EducationFile, student_texts
from trail.dataset.text import parsing as wording
from trail.dataset.text.faults import Document, Faults, Path
from trail.dataset.text.folder import Folder
from trail.dataset.text.yamltext import read_yaml

FILE = "education.yaml"
# First parts of other addresses beside the bands'.
TAKEN = frozenset({"plan", "plans", "sheets"})


def load_education(
    folder: Folder,
    trail: Document | None,
    known: Known,
    story: Mapping[str, Document],
    voices: Ids | None,
    faults: Faults,
) -> EducationFile | None:
    """The file; None where the directory has none, or after its faults were noted."""
    if not folder.has(FILE):
        return None
    document = read_yaml(folder, FILE)
    if document is None:
        return None
    found = wording.parse(EducationFile, document.value, document, (), faults)
    if found is not None:
        _EducationCheck(document, trail, known, story, voices, faults).whole(found)
    return found


class _EducationCheck:
    def __init__(
        self,
        document: Document,
        trail: Document | None,
        known: Known,
        story: Mapping[str, Document],
        voices: Ids | None,
        faults: Faults,
    ) -> None:
        self.voices = voices
        self.document, self.faults, self.trail, self.known = document, faults, trail, known
        # A trail without a story has none of these to refer to.
        none: Ids = ()
        self.demands = ids_in(story.get(DEMANDS), "demands", "number") if known.story else none
        self.articles = ids_in(story.get(ARTICLES), "articles", "id") if known.story else none
        self.events = ids_in(story.get(EVENTS), "events", "id") if known.story else none
        self.works = ids_in(story.get(WORKS), "works", "id") if known.story else none
        self.matters: set[str] = set()
        self.frameworks: set[str] = set()
        self.headings: set[str] = set()
        self.stops: Ids | None = None

    def refer(self, path: Path, given: Iterable[str | int], known: Ids | None, what: str) -> None:
        """Each of a list is known, and named once."""
        seen: set[str | int] = set()
        for k, item in enumerate(given):
            if known is not None and item not in known:
                self.faults.unknown(self.document, (*path, k), what, item, known)
            elif item in seen:
                self.faults.at(self.document, (*path, k), f"{item} is named twice", "each once")
            seen.add(item)

    def one(self, path: Path, item: str | int, known: Ids | None, what: str) -> None:
        if known is not None and item not in known:
            self.faults.unknown(self.document, path, what, item, known)

    def unique(self, path: Path, key: str, items: Sequence[object]) -> None:
        seen: set[object] = set()
        for k, item in enumerate(items):
            value = getattr(item, key)
            if value in seen:
                self.faults.at(self.document, (*path, k, key), f"{value} stands twice", "once")
            seen.add(value)

    def whole(self, found: EducationFile) -> None:
        self.one(("tour",), found.tour, self.known.modes, "tour")
        self.stops = stops_of(self.trail, found.tour, self.faults)
        self.matters = {matter.id for matter in found.matters}
        self.frameworks = {framework.id for framework in found.frameworks}
        self.headings = {h.name for h in found.guide.headings} if found.guide else set()
        self.unique(("matters",), "id", found.matters)
        self.unique(("frameworks",), "id", found.frameworks)
        self.unique(("bands",), "id", found.bands)
        for k, matter in enumerate(found.matters):
            at: Path = ("matters", k)
            self.refer((*at, "sites"), matter.sites, self.known.sites, "site")
            self.refer((*at, "demands"), matter.demands, self.demands, "demand")
            self.refer((*at, "articles"), matter.articles, self.articles, "article")
            self.refer((*at, "events"), matter.events, self.events, "event")
        for k, band in enumerate(found.bands):
            self.band(("bands", k), band)

    def band(self, at: Path, band: Band) -> None:
        if band.id in TAKEN:
            self.faults.at(
                self.document, (*at, "id"), f"{band.id} is the address of something else",
                "another id",
            )  # fmt: skip
        self.refer((*at, "facing"), (f.matter for f in band.facing), self.matters, "matter")
        for k, standard in enumerate(band.standards):
            path = (*at, "standards", k, "framework")
            self.one(path, standard.framework, self.frameworks, "framework")
        self.unique((*at, "standards"), "code", band.standards)
        words = {term.word for term in band.words}
        for k, lesson in enumerate(band.lessons):
            self.refer((*at, "lessons", k, "headings"), lesson.headings, self.headings, "heading")
            self.refer((*at, "lessons", k, "words"), lesson.words, words, "word of the band")
        self.refer((*at, "stops"), (s.site for s in band.stops), self.stops, "stop of the tour")
        for k, clue in enumerate(band.scavenger):
            if clue.site is not None:
                self.one((*at, "scavenger", k, "site"), clue.site, self.stops, "stop of the tour")
        for k, role in enumerate(band.roleplay.roles):
            self.refer(
                (*at, "roleplay", "roles", k, "people"), role.people, self.known.people, "person"
            )
        play = band.roleplay
        if play.step_minutes and (
            len(play.step_minutes) != len(play.steps) or sum(play.step_minutes) != play.minutes
        ):
            self.faults.at(
                self.document, (*at, "roleplay", "step_minutes"),
                "the steps don’t add up", f"one number a step, {play.minutes} together",
            )  # fmt: skip
        demands = [demand.number for demand in band.roleplay.demands]
        self.refer((*at, "roleplay", "demands"), demands, self.demands, "demand")
        articles = [retold.article for retold in band.treaty.articles]
        self.refer((*at, "treaty", "articles"), articles, self.articles, "article")
        if band.sources is not None:
            named = band.sources.voices
            self.refer((*at, "sources", "voices"), named, self.voices, "voice of voices.yaml")
            printed = band.sources.articles
            self.refer((*at, "sources", "articles"), printed, self.articles, "article")
        if band.history is not None:
            self.refer((*at, "history", "primary"), band.history.primary, self.works, "work")
        self.unique((*at, "words"), "word", band.words)
        self.reading(at, band)

    def reading(self, at: Path, band: Band) -> None:
        """No sheet reads harder than its band can."""
        texts = list(student_texts(band))
        for kind in band.sheets:
            grade = reading_grade(text for of, text in texts if of == kind)
            if grade > band.reads_at:
                self.faults.at(
                    self.document,
                    (*at, kind),
                    f"the sheet reads at grade {grade:.1f}",
                    f"at most {band.reads_at:g} (Flesch-Kincaid): shorter sentences and words",
                )
