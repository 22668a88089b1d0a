"""Runs Typst in a process of its own: reads orders as JSON, a line each, and answers each with
its status and length in a line, then the document's bytes; ends with its input.

Typst keeps what it worked out for documents to come, some hundred megabytes of it; here
that ends with the process. It imports nothing of this package, so that it starts at once.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

DONE, REFUSED = 0, 3  # the status; with the second, Typst's message stands for the document


def main() -> int:
    import typst  # here alone: the app, which imports this module, needs none of it

    fonts: dict[tuple[str, ...], typst.Fonts] = {}
    for line in sys.stdin.buffer:
        order = json.loads(line)
        folders = tuple(order["fonts"])
        if folders not in fonts:
            fonts[folders] = typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=True, font_paths=list(folders)
            )
        try:
            status, body = DONE, _document(order, fonts[folders])
        except typst.TypstError as error:
            # The first message alone, and all of them with where they arose.
            status, body = REFUSED, f"{error.message}\n{error.diagnostic}".encode()
        sys.stdout.buffer.write(f"{status} {len(body)}\n".encode() + body)
        sys.stdout.buffer.flush()
    return 0


def _document(order: dict[str, Any], fonts: typst.Fonts) -> bytes:
    import typst

    compiler = typst.Compiler(
        order["template"],
        root=order["root"],
        font_paths=fonts,
        sys_inputs={"content": order["content"]},
    )
    if order["ppi"] is None:
        moment = dt.datetime.fromisoformat(order["moment"])
        made = compiler.compile(format="pdf", pdf_standards=order["standards"], timestamp=moment)
    else:
        made = compiler.compile(format="png", ppi=order["ppi"])
    pages = made if isinstance(made, list) else [made]
    return pages[min(order["page"], len(pages)) - 1] or b""


if __name__ == "__main__":
    sys.exit(main())
