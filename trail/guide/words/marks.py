"""Punctuation between pieces that are put together, in the marks of the language.

Sentences of one language come whole from translators. Where two are joined, or a name ends
one, the program sets the marks of English: Japanese has its own, and no space after them.
"""

from __future__ import annotations

import re

_OWN = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff08-\uff09\u300c-\u300f々ー"
_BETWEEN = re.compile(rf"(?<=[{_OWN}])([.,;:])(?: +|(?=$)|(?=[{_OWN}]))")
_AT_HEAD = re.compile(rf"^([.,;]) *(?=[{_OWN}]|$)")
_SPACE = re.compile(r"(?<=[。、；：]) +")
_MARKS = {".": "。", ",": "、", ";": "；", ":": "："}


def has_marks(lang: str) -> bool:
    """Whether a language has marks of its own for what English ends and parts sentences with."""
    return lang == "ja"


def in_marks(text: str, lang: str) -> str:
    """A text with the marks of its language where pieces of it meet."""
    if not has_marks(lang):
        return text
    text = _AT_HEAD.sub(lambda found: _MARKS[found[1]], text)
    text = _BETWEEN.sub(lambda found: _MARKS[found[1]], text)
    return _SPACE.sub("", text).replace("。。", "。")
