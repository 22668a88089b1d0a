"""`python -m drawings`: draw `data/pictures/` anew, or see whether it is as drawn."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from drawings import records
from drawings.everything import draw_all

DATA = Path(__file__).resolve().parent.parent / "data"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m drawings", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the dataset's directory")
    parser.add_argument("--check", action="store_true", help="write nothing; say what differs")
    parser.add_argument(
        "--seals",
        nargs="+",
        type=Path,
        metavar="FONT",
        help="draw the people's seals too, from these fonts: the first that has a sign gives it",
    )
    chosen = parser.parse_args(arguments)
    drawn = dict(draw_all(chosen.data))
    if chosen.seals:
        from drawings.seals import draw_seals

        drawn |= draw_seals(chosen.data, chosen.seals)
    folder = chosen.data / records.FOLDER
    different = [
        name for name, svg in drawn.items() if not _same(folder / name, svg.encode("utf-8"))
    ]
    for name in different:
        if not chosen.check:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(drawn[name].encode("utf-8"))
        print(f"{records.FOLDER}/{name}", "differs" if chosen.check else "drawn")
    return 1 if chosen.check and different else 0


def _same(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


if __name__ == "__main__":
    sys.exit(main())
