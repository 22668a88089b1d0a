"""The bytes of the dataset's files, and JSON as plain values.

Nothing outside the directory is read: a symbolic link that leads out of it is
refused, so that a dataset from elsewhere can't show other files of the machine.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Collection
from hashlib import sha256
from pathlib import Path as FilePath

from trail.base.errors import DatasetError, Problem
from trail.dataset.text.faults import Document, Faults, Path, nearest, shown, visible
from trail.dataset.text.geojson import MAX_FEATURES
from trail.dataset.text.jsontext import explain_json, position_in
from trail.dataset.text.letters import find_unseen

MAX_BYTES = 64 * 2**20
FOLDERS = ("map", "pictures", "i18n")
_ENDINGS = frozenset([".yaml", ".yml", ".json", ".geojson"])
# What a repository may have at its top beside the data.
_REPOSITORY = frozenset(
    """
    compose.yaml compose.yml docker-compose.yaml docker-compose.yml mkdocs.yml
    package.json package-lock.json renovate.json
    """.split()  # noqa: SIM905
)
MAX_VALUES = 10_000_000
MENDS = "`trail check --fix` makes it one"
MENDS_TEXT = "`trail check --fix` takes it out"
DEEP = "lists and objects nested too deep"
SHALLOW = "at most a few levels, as the schema has them"

# No text has them, and YAML's reader stops at them without saying in which field.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MERGE = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
# What may turn into a letter that nobody sees when JSON is read.
_ESCAPE = re.compile(r"\\[ubf]")
_LONG_NUMBER = re.compile(r"-?\d{4301}")


class Folder:
    """The dataset's directory. `digest` covers every file read so far, by name.

    `finish` is given each file once it is read as plain values, and may change them.
    """

    def __init__(
        self,
        directory: FilePath,
        faults: Faults,
        finish: Callable[[Folder, Document], None] = lambda _folder, _document: None,
    ) -> None:
        self.directory = directory
        self.finish = finish
        self.faults = faults
        self._root = os.path.realpath(directory)
        self._sums: dict[str, str] = {}
        self._misnamed: set[str] = set()
        try:
            if not directory.exists():
                wrong = "there is no such directory"
            elif not directory.is_dir():
                wrong = "is not a directory"
            else:
                next(directory.iterdir(), None)
                return
        except OSError as error:
            wrong = f"can't be read ({error.strerror})"
        except ValueError:
            wrong = "is not a path"
        name = visible(str(directory), limit=300)
        raise DatasetError([Problem(name, "", "", wrong, "a directory with sites.geojson in it")])

    @property
    def digest(self) -> str:
        return sha256(json.dumps(sorted(self._sums.items())).encode()).hexdigest()

    def layer_files(self) -> list[str]:
        """The names of the drawn map's files, `map/land.geojson`, in order; none is fine."""
        folder = self.directory / "map"
        if not folder.exists():
            return []
        if not self._inside(folder):
            return []
        try:
            names = sorted(path.name for path in folder.iterdir())
        except OSError as error:
            self.faults.add("map", "", "", f"can't be read ({error.strerror})", "a directory")
            return []
        layers = []
        for name in names:
            if name.endswith(".geojson"):
                layers.append(f"map/{name}")
            elif name.lower().endswith(tuple(_ENDINGS)):
                file = f"map/{visible(name)}"
                self.faults.add(file, "", "", "is not a map layer", "a name in .geojson")
        return layers

    def refuse_strangers(self, known: Collection[str]) -> None:
        """Note files that look like data and that nobody reads: their names are misspelt.

        The directory may be a repository: what is hidden, or no data by its ending, is left alone.
        """
        try:
            there = sorted(self.directory.iterdir())
        except OSError:
            return
        missing = [name for name in known if not self.has(name)]
        folders = [name for name in FOLDERS if not self.has(name)]
        for path in there:
            name = path.name
            if name in known or name in FOLDERS or name in _REPOSITORY or name[0] in "._":
                continue
            if path.is_dir():
                near = nearest(name.lower(), folders)
                refused = bool(near)
            else:
                near = nearest(name.lower().removesuffix(".txt"), missing)
                refused = path.suffix.lower() in _ENDINGS or name.lower()[:-4] in missing
            if refused and not name.endswith("schema.json"):
                hint = f" (did you mean {near[0]}?)" if near else ""
                wrong = f"is no file of a trail{hint}"
                expected = "a name that is read, or another ending where it is no data"
                self.faults.add(visible(name), "", "", wrong, expected)
                self._misnamed |= set(near[:1])

    def files_below(self, name: str) -> list[str]:
        """The files of a folder and of the folders in it, by their names below it, in order.

        What begins with a dot is not the dataset's.
        """
        top = self.directory / name
        if not top.is_dir() or not self._inside(top):
            return []
        try:
            paths = sorted(top.rglob("*"))
        except OSError as error:
            self.faults.add(name, "", "", f"can't be read ({error.strerror})", "a directory")
            return []
        below = [path.relative_to(top) for path in paths if not path.is_dir()]
        return [path.as_posix() for path in below if not any(p[0] == "." for p in path.parts)]

    def has(self, file: str) -> bool:
        """Whether there is anything of that name, also a link that leads nowhere."""
        return os.path.lexists(self.directory / file)

    def read(self, file: str) -> str | None:
        """The text of a file, or None after its fault was noted."""
        raw = self.read_bytes(file)
        return None if raw is None else self._decoded(file, raw)

    def read_bytes(self, file: str) -> bytes | None:
        """What a file of the dataset holds, or None after its fault was noted."""
        raw = self.raw(file)
        if raw is not None:
            self._sums[file] = sha256(raw).hexdigest()
        return raw

    def _inside(self, path: FilePath) -> bool:
        real = os.path.realpath(path)
        if real == self._root or real.startswith(self._root.rstrip(os.sep) + os.sep):
            return True
        name = path.relative_to(self.directory).as_posix()
        self.faults.add(
            visible(name), "", "", "is a link that leads out of the directory", "a file in it"
        )
        return False

    def raw(self, file: str) -> bytes | None:
        """The bytes of a file, or None after its fault was noted."""
        path = self.directory / file
        name = visible(file)
        if not self._inside(path):
            return None
        try:
            # A pipe or device would never end: only regular files are opened.
            if path.exists() and not path.is_file():
                kind = "is a directory" if path.is_dir() else "is not a regular file"
                self.faults.add(name, "", "", kind, "a file")
                return None
            with path.open("rb") as stream:
                raw = stream.read(MAX_BYTES + 1)
        except FileNotFoundError:
            # That it has another name is its fault already.
            if file not in self._misnamed:
                self.faults.add(name, "", "", "is missing", "a file of this name in the directory")
            return None
        except OSError as error:
            wrong = f"can't be read ({error.strerror})"
            self.faults.add(name, "", "", wrong, "a file that can be read")
            return None
        if len(raw) > MAX_BYTES:
            limit = MAX_BYTES // 2**20
            self.faults.add(name, "", "", "is too big", f"at most {limit} MB")
            return None
        return raw

    def _decoded(self, file: str, raw: bytes) -> str | None:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            self.faults.add(file, "", "", "is UTF-16", f"a file saved as UTF-8; {MENDS}")
            return None
        try:
            # A byte order mark at the head is a harmless trace of some editors.
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = raw[: error.start].decode("utf-8")
            where = position_in(before, len(before))
            wrong = f"is not UTF-8: byte 0x{raw[error.start]:02X} at {where}"
            self.faults.add(file, "", "", wrong, f"a file saved as UTF-8; {MENDS}")
            return None
        if not text.strip():
            self.faults.add(file, "", "", "is empty", "the data that the name promises")
            return None
        if control := _CONTROL.search(text):
            where = position_in(text, control.start())
            wrong = f"control character U+{ord(control.group()):04X} at {where}"
            self.faults.add(file, "", "", wrong, "text without control characters")
            return None
        if mark := _MERGE.search(text):
            wrong = f"a merge was left unfinished at {position_in(text, mark.start())}"
            expected = "one of the two versions, and none of the lines <<<<<<<, ======= and >>>>>>>"
            self.faults.add(file, "", "", wrong, expected)
            return None
        return text


class _Repeated(dict[str, object]):
    """A JSON object that had some key twice; the last value is kept, as JSON readers do."""

    keys_twice: tuple[str, ...] = ()


def read_json(folder: Folder, file: str) -> Document | None:
    """A JSON file as plain values, or None after its fault was noted."""
    text = folder.read(file)
    if text is None:
        return None
    faults = folder.faults
    # Counted before anything is built: what is refused for its size is refused at once.
    if text.count('"Feature"') > MAX_FEATURES or text.count(",") > MAX_VALUES:
        faults.add(file, "", "", "holds too much", f"at most {MAX_FEATURES:,} features")
        return None
    suspicious = _ESCAPE.search(text) is not None or find_unseen(text) is not None

    def build(pairs: list[tuple[str, object]]) -> dict[str, object]:
        nonlocal suspicious
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        repeated = _Repeated(found)
        times = Counter(name for name, _ in pairs)
        repeated.keys_twice = tuple(name for name in found if times[name] > 1)
        suspicious = True
        return repeated

    try:
        value: object = json.loads(text, object_pairs_hook=build)
    except json.JSONDecodeError as error:
        faults.add(file, "", "", *explain_json(text, error))
        return None
    except RecursionError:
        faults.add(file, "", "", DEEP, SHALLOW)
        return None
    except ValueError:
        # Python refuses to read whole numbers beyond its limit of 4,300 digits.
        found = _LONG_NUMBER.search(text)
        where = position_in(text, found.start() if found else 0)
        faults.add(file, "", "", f"a number of thousands of digits at {where}", "a short number")
        return None
    document = Document(file, value)
    if suspicious:
        check_plain(document, faults)
    folder.finish(folder, document)
    return document


def check_plain(document: Document, faults: Faults) -> None:
    """Note repeated keys and letters that nobody sees anywhere in a document."""
    waiting: list[tuple[Path, object]] = [((), document.value)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            _check_text(document, path, value, faults)
        elif isinstance(value, list):
            waiting.extend(((*path, index), item) for index, item in enumerate(value))
        elif isinstance(value, dict):
            if isinstance(value, _Repeated):
                first, *more = value.keys_twice
                others = f", and {len(more)} more fields with it" if more else ""
                faults.at(document, (*path, first), f"is given twice{others}", "each field once")
            for name, item in value.items():
                _check_text(document, (*path, name), name, faults)
                waiting.append(((*path, name), item))


def _check_text(document: Document, path: Path, text: str, faults: Faults) -> None:
    if letter := find_unseen(text):
        wrong = f"{letter} in {shown(text)} is a letter that nobody sees"
        faults.at(document, path, wrong, f"text of visible letters; {MENDS_TEXT}")
