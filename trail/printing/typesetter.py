"""Runs Typst in a process of its own: reads one order as JSON, writes the document's bytes.

Typst keeps what it worked out for documents to come, some hundred megabytes of it; here
that ends with the process. It imports nothing of this package, so that it starts at once.
"""

from __future__ import annotations

import datetime as dt
import json
import sys

REFUSED = 3  # exit code where Typst says no; its message is on stdout


def main() -> int:
    import typst  # here alone: the app, which imports this module, needs none of it

    order = json.load(sys.stdin.buffer)
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[order["fonts"]]
    )
    compiler = typst.Compiler(
        order["template"],
        root=order["root"],
        font_paths=fonts,
        sys_inputs={"content": order["content"]},
    )
    try:
        if order["ppi"] is None:
            moment = dt.datetime.fromisoformat(order["moment"])
            made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=moment)
        else:
            made = compiler.compile(format="png", ppi=order["ppi"])
    except typst.TypstError as error:
        sys.stdout.buffer.write(error.message.encode())
        return REFUSED
    pages = made if isinstance(made, list) else [made]
    sys.stdout.buffer.write(pages[min(order["page"], len(pages)) - 1] or b"")
    return 0


if __name__ == "__main__":
    sys.exit(main())
