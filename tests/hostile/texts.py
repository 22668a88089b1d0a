"""Markup of every language that the program writes, put into every text of a dataset."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tests.hostile.schema import Field, Place, look, places, put
from tests.sample import Sample
from trail.base.errors import Problem

# Short enough for a label. What they are code in: a spreadsheet, Jinja, HTML, XML, SVG, JavaScript,
# Typst, Python's and gettext's formats, iCalendar, BibTeX, YAML, Markdown, a URL, a header.
FRAGMENTS = (
    "=1+1", "{{7*7}}", "{%x%}", "{#5", "<b>", "<i x=", "'\"", "&lt;", "]]>", "-->", "#a()", "$x$",
    "`x`", "\\n;,", "}%s{", "${x}", "*_", "!!x", "%0a", "$&", "[x](y)", "<!--", "@x", "\\u{41}",
    "{n}", "{name}", "%(x)s", "//x", "\\x", "?&=",
)  # fmt: skip
# Where there is room, what would really do something, too. Some fields take 60 words at most.
SENTENCES = (
    "=HYPERLINK(\"x\")", "{{cycler.__init__.__globals__.os.getcwd()}}", "{%include'x'%}",
    "</script><script>alert(1)</script>", "<svg/onload=alert(1)>", "\" onclick=\"alert(1)",
    "<![CDATA[x]]>", "<!DOCTYPE x[<!ENTITY e 'x'>]>&e;", "#read(\"/etc/passwd\")",
    "$sum$ *b* _i_ `r`", "\\input{x}", "},year={1},x={", "BEGIN:VEVENT", ";VALUE=URI:",
    "!!python/object:os.system", "javascript:alert(1)", "url(//x)", "%(x)s {0.__class__}",
    "Set-Cookie:x=1", "`+alert(1)+`", "<?xml?>", "$&$1",
    "I. A. I. A. I. A. I. A.",  # or the texts for students would read too hard
)  # fmt: skip
# What an address, and a DOI, may hold by the standards or by our schema.
ADDRESS = "https://example.org/{tag}/{{{{7*7}}}}{{%x%}}{{#'$x$#a()%0a;,]]&lt;*_|`}}&q=@x"
DOI = '10.1234/{tag}{{{{7*7}}}}"><b>}},x={{\\'
FORMS = {"address": ADDRESS, "doi": DOI}
LONG = (*SENTENCES, *("".join(FRAGMENTS[k : k + 3]) for k in range(0, len(FRAGMENTS), 3)))
PATHS = ("/nowhere-{tag}.js", "/../nowhere-{tag}.js", "/nowhere/{tag}/", "//nowhere.example/{tag}")
ROOM = 600  # letters from which all of it goes into one text
TAG = re.compile(r"7\d{5}")

# Texts that name another text of the same dataset, as (file, path) of both.
NAMED = {
    ("education.yaml", "bands[].lessons[].headings[]"): ("education.yaml", "guide.headings[].name"),
    ("education.yaml", "bands[].lessons[].words[]"): ("education.yaml", "bands[].words[].word"),
    ("sites.geojson", "features[].properties.joins.street"): (
        "map/", "features[].properties.name",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Written:
    """A text that was put somewhere; no other holds its `tag`."""

    place: Place
    tag: str
    text: str
    fragments: tuple[str, ...]


class Filling:
    """A dataset whose every free text is markup.

    `round` gives short fields other fragments each time, and puts the tag in front of the
    markup or behind it: some languages mind how a text begins.
    """

    def __init__(self, sample: Sample, number: int) -> None:
        self.sample, self.number = sample, number
        self.written: dict[str, Written] = {}
        self._before: dict[str, Any] = {}
        self._next: dict[Field, int] = defaultdict(int)
        named: dict[tuple[str, str, str], str] = {}
        self._places = [
            place for file, value in sample.values().items() for place in places(file, value)
        ]
        for place in self._places:
            key = (place.field.file, place.field.path)
            if (place.field.free or place.field.form) and key not in NAMED:
                before = look(sample.values()[place.file], place.steps)
                named[*key, before] = self._write(place, before)
        for place in self._places:
            wanted = NAMED.get((place.field.file, place.field.path))
            if wanted:
                before = look(sample.values()[place.file], place.steps)
                put(sample.values()[place.file], place.steps, named[*wanted, before])

    def _write(self, place: Place, before: str) -> str:
        tag = f"7{self.number}{len(self.written):04d}"
        text, chosen = self._markup(place, tag)
        self.written[tag] = Written(place, tag, text, chosen)
        self._before[tag] = before
        put(self.sample.values()[place.file], place.steps, text)
        return text

    def _markup(self, place: Place, tag: str) -> tuple[str, tuple[str, ...]]:
        if place.field.form:
            text = FORMS[place.field.form].format(tag=tag)
            return text, (text,)
        room = place.field.longest - len(tag) - 1
        chosen = LONG if room >= ROOM else self._some(place.field, room)
        return " ".join([*chosen, tag] if self.number % 2 else [tag, *chosen]), chosen

    def _some(self, field: Field, room: int) -> tuple[str, ...]:
        """As many of the fragments as fit, going on where the field's last text ended."""
        start = self._next[field] + 11 * self.number
        ring = [FRAGMENTS[(start + k) % len(FRAGMENTS)] for k in range(len(FRAGMENTS))]
        chosen = list(_fitting(ring, room))
        self._next[field] += len(chosen)
        return tuple(chosen)

    def take_back(self, problem: Problem) -> list[Written]:
        """The texts that a fault names, made harmless again."""
        named = [one for one in self.written.values() if _names(problem, one.place)]
        for one in named:
            put(self.sample.values()[one.place.file], one.place.steps, self._before[one.tag])
            del self.written[one.tag]
        return named


class Paths(Filling):
    """Every free text looks like an address on this site, or of a script."""

    def _markup(self, place: Place, tag: str) -> tuple[str, tuple[str, ...]]:
        text = PATHS[len(self.written) % len(PATHS)].format(tag=tag)
        return (f"https://example.org{text}" if place.field.form else text), (text,)


def _names(problem: Problem, place: Place) -> bool:
    words = re.findall(r"[A-Za-z_$]\w*", problem.field)
    mine = [step for step in place.steps if isinstance(step, str)]
    return problem.file == place.file and mine[-len(words) :] == words


def _fitting(fragments: Sequence[str], room: int) -> Iterator[str]:
    for fragment in fragments:
        room -= len(fragment) + 1
        if room < -1:
            return
        yield fragment
