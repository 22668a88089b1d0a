"""The catalogues: every message of the code is in them, and said whole in each language."""

from __future__ import annotations

import ast
import re

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from trail.base.paths import TRANSLATIONS
from trail.guide.words.catalogues import catalogue_of

ROOT = TRANSLATIONS.parent
LANGUAGES = sorted(path.parent.parent.name for path in TRANSLATIONS.glob("*/*/messages.po"))
_GAP = re.compile(r"%\(\w+\)s|\{\w+\}")


def catalogue(lang: str) -> Catalog:
    with (TRANSLATIONS / lang / "LC_MESSAGES" / "messages.po").open("rb") as stream:
        return read_po(stream, locale=lang)


def messages(found: Catalog) -> list[Message]:
    return [message for message in found if message.id]


def ids(message: Message) -> tuple[str, ...]:
    told = message.id if isinstance(message.id, tuple) else (str(message.id),)
    return (*told, message.context) if message.context else told


def strings(message: Message) -> tuple[str, ...]:
    told = message.string
    return (told,) if isinstance(told, str) else tuple(told or ())


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, ...]]:
    """The messages of the code, as `make catalogs` gathers them: its command is read out."""
    made = re.search(r"(extract -F .*?)--sort-by-file", (ROOT / "Makefile").read_text(), re.DOTALL)
    assert made
    words = re.search(r"-k '([^']+)'", made[1])
    assert words
    file = tmp_path_factory.mktemp("messages") / "now.pot"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        CommandLineInterface().run(  # type: ignore[no-untyped-call]
            [
                "pybabel", "-q", "extract", "-F", "translations/babel.cfg",
                "--ignore-dirs", "__pycache__", "-k", words[1],
                "-o", str(file), "trail", "templates",
            ]
        )  # fmt: skip
    with file.open("rb") as stream:
        return {ids(message) for message in messages(read_po(stream))}


@pytest.mark.parametrize(
    "message",
    [
        ("Legend",),  # of a template whose folder begins with _
        ("Stop", "button"),  # with a context
        ("Contents",),  # of the book
        ("%(count)s student", "%(count)s students"),  # counted by a sheet
        ("{n} mile", "{n} miles"),  # counted by a script
        ("Page %(number)s.",),
        ("%(count)s mile", "%(count)s miles"),
        ("The %(count)s stops, in order",),  # of a sheet of the tour
    ],
)
def test_messages_are_gathered_wherever_they_are_said(
    gathered: set[tuple[str, ...]], message: tuple[str, ...]
) -> None:
    assert message in gathered


def test_no_message_stands_inside_an_f_string() -> None:
    """There older Pythons hide it from whoever gathers messages."""
    said = {"_", "gettext", "ngettext", "words", "say"}
    inside = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted((ROOT / "trail").rglob("*.py"))
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in said
        and call.args
        and isinstance(call.args[0], ast.Constant)
    ]
    assert inside == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_is_translated(lang: str) -> None:
    assert [one.id for one in messages(catalogue(lang)) if not all(strings(one))] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_translation_loses_what_is_filled_in(lang: str) -> None:
    wrong = []
    for message in messages(catalogue(lang)):
        gaps = set(_GAP.findall(" ".join(ids(message))))
        for told in strings(message):
            found = set(_GAP.findall(told))
            # A form of the plural may say "one" in a word of its own.
            if found != gaps and not (found < gaps and message.pluralizable):
                wrong.append((message.id, told))
    assert wrong == []


@pytest.mark.parametrize(
    ("number", "told"),
    [(1, "1 точка"), (3, "3 точки"), (5, "5 точек"), (11, "11 точек"), (21, "21 точка")],
)  # fmt: skip
def test_russian_counts_in_three_forms(number: int, told: str) -> None:
    text = catalogue_of("ru").ngettext("%(num)s stop", "%(num)s stops", number)
    assert text % {"num": number} == told


def test_japanese_has_one_form() -> None:
    said = catalogue_of("ja")
    assert said.ngettext("%(num)s stop", "%(num)s stops", 1) % {"num": 1} == "1地点"
    assert said.ngettext("%(num)s stop", "%(num)s stops", 5) % {"num": 5} == "5地点"


def test_a_language_without_a_catalogue_says_what_the_code_says() -> None:
    assert catalogue_of("xx").gettext("Legend") == "Legend"
