"""Pictures on their way into the dataset: what is taken, what goes, what is refused and why."""

# ruff: noqa: E501

from __future__ import annotations

import io
import os
import zlib
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from PIL import Image

from tests.sample_pictures import PHOTO, RECORD, photo, sample_with_pictures
from trail import dataset
from trail.base.errors import EditError
from trail.cli.main import main
from trail.curation.pictures.adding import read_picture
from trail.dataset.text.jpeg import read_jpeg
from trail.dataset.text.svg import UnfitPicture
from trail.dataset.text.yamlappend import with_record

TOLD = (
    "--alt", "A square & <people>", "--caption", "Seen from the steps.", "--by", "A. Keeper",
    "--rights", "CC0-1.0", "--credit", "Photograph: A. Keeper", "--yes",
)  # fmt: skip


def add(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--data", str(data), "picture", "add", *arguments])


def saved(image: Image.Image, path: Path, **options: Any) -> Path:
    image.save(path, **options)
    return path


def plain(size: tuple[int, int] = (640, 480), mode: str = "RGB") -> Image.Image:
    return Image.linear_gradient("L").resize(size).convert(mode)


def with_gps() -> Image.Exif:
    exif = Image.Exif()
    gps = exif.get_ifd(0x8825)
    gps.update({1: "N", 2: (43.0, 4.0, 36.0), 3: "W", 4: (70.0, 45.0, 30.0)})
    exif.get_ifd(0x8769)[36867] = "2026:05:01 10:00:00"
    return exif


@pytest.mark.parametrize(
    ("ending", "mode", "options"),
    [
        ("jpg", "RGB", {}), ("jpg", "CMYK", {}), ("jpg", "L", {}), ("png", "RGBA", {}),
        ("png", "P", {}), ("png", "1", {}), ("webp", "RGB", {}), ("avif", "RGB", {}),
        ("png", "I;16", {}), ("png", "LA", {}),
    ],
)  # fmt: skip
def test_every_usual_kind_becomes_a_plain_jpeg(
    tmp_path: Path, ending: str, mode: str, options: dict[str, Any]
) -> None:
    image = plain(mode="L").convert("I").convert("I;16") if mode == "I;16" else plain(mode=mode)
    found = read_picture(saved(image, tmp_path / f"one.{ending}", **options))
    assert (found.ending, found.width, found.height) == (".jpg", 640, 480)
    assert read_jpeg(found.body) == (640, 480)
    with Image.open(io.BytesIO(found.body)) as kept:
        assert (kept.mode, dict(kept.getexif())) == ("RGB", {})


def test_what_could_be_seen_through_stands_on_white(tmp_path: Path) -> None:
    image = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    found = read_picture(saved(image, tmp_path / "clear.png"))
    with Image.open(io.BytesIO(found.body)) as kept:
        assert kept.getpixel((150, 150)) == (255, 255, 255)


def test_sixteen_bits_keep_their_tones(tmp_path: Path) -> None:
    image = Image.new("I;16", (300, 300), 32768)
    found = read_picture(saved(image, tmp_path / "deep.png"))
    with Image.open(io.BytesIO(found.body)) as kept:
        assert kept.getpixel((150, 150)) == (128, 128, 128)


def test_a_picture_is_turned_as_it_was_held_and_tells_nothing_else(tmp_path: Path) -> None:
    exif = with_gps()
    exif[0x0112] = 6  # the camera stood on its side
    found = read_picture(saved(plain((800, 600)), tmp_path / "held.jpg", exif=exif, comment=b"me"))
    assert (found.width, found.height) == (600, 800)
    assert found.position is not None
    assert found.position.lat == pytest.approx(43.0766667)
    assert found.position.lon == pytest.approx(-70.7583333)
    assert found.taken == "2026-05-01"
    for secret in (b"Exif", b"2026", b"me"):
        assert secret not in found.body


@pytest.mark.parametrize(
    "gps",
    [
        {2: (91.0, 0.0, 0.0)}, {1: "X"}, {3: None}, {2: (43.0, 4.0)},
        {2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)},
    ],
)  # fmt: skip
def test_half_a_place_is_none(tmp_path: Path, gps: dict[int, Any]) -> None:
    exif = with_gps()
    ifd = exif.get_ifd(0x8825)
    for key, value in gps.items():
        if value is None:
            ifd.pop(key, None)
        else:
            ifd[key] = value
    assert read_picture(saved(plain(), tmp_path / "half.jpg", exif=exif)).position is None


@pytest.mark.parametrize(
    "options",
    [
        {"icc_profile": b"nonsense" * 30}, {"exif": b"Exif\0\0" + b"\xff" * 300},
        {"comment": b"<script>alert(1)</script>"},
    ],
)  # fmt: skip
def test_nonsense_beside_a_picture_is_left_out(tmp_path: Path, options: dict[str, Any]) -> None:
    found = read_picture(saved(plain(), tmp_path / "odd.jpg", **options))
    assert (found.width, found.height, found.position) == (640, 480, None)
    for value in options.values():
        assert value[:8] not in found.body


def test_what_stands_behind_a_picture_goes(tmp_path: Path) -> None:
    path = saved(plain(), tmp_path / "two.jpg")
    path.write_bytes(path.read_bytes() + b"PK\x03\x04 a packed file")
    assert b"packed" not in read_picture(path).body


def test_a_large_picture_is_made_smaller(tmp_path: Path) -> None:
    found = read_picture(saved(plain((4320, 1080)), tmp_path / "wide.jpg"))
    assert (found.width, found.height) == (2160, 540)


def bomb(path: Path) -> Path:
    """A PNG that claims 100,000 pixels each way in a hundred bytes."""
    body = io.BytesIO()
    plain().save(body, "PNG")
    raw = bytearray(body.getvalue())
    raw[16:24] = (100_000).to_bytes(4) * 2
    raw[29:33] = zlib.crc32(bytes(raw[12:29])).to_bytes(4)
    path.write_bytes(bytes(raw))
    return path


def animated(path: Path) -> Path:
    plain().save(path, save_all=True, append_images=[plain(mode="L").convert("RGB").rotate(90)])
    return path


def with_chunk(kind: bytes, path: Path) -> Path:
    """A PNG with a chunk that is 80 MB once it is unpacked."""
    raw = saved(plain(), path).read_bytes()
    inside = kind + b"k\0\0" + zlib.compress(b"a" * 80_000_000)
    chunk = (len(inside) - 4).to_bytes(4) + inside + zlib.crc32(inside).to_bytes(4)
    path.write_bytes(raw[:33] + chunk + raw[33:])
    return path


def odd(body: bytes, path: Path) -> Path:
    path.write_bytes(body)
    return path


def piped(path: Path) -> Path:
    os.mkfifo(path)
    return path


def endless(path: Path) -> Path:
    path.symlink_to("/dev/zero")
    return path


def cut(path: Path) -> Path:
    saved(plain(), path)
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2])
    return path


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("bomb.png", bomb, "has over 40 million pixels"),
        ("large.png", lambda path: saved(Image.new("1", (8000, 5001)), path), "8,000 x 5,001 pixels"),
        ("stamp.jpg", lambda path: saved(plain((239, 500)), path), "239 x 500 pixels; at least 240"),
        ("moves.webp", animated, "is animated"),
        ("cut.jpg", cut, "can't be read as a picture"),
        ("cut.png", cut, "can't be read as a picture"),
        ("cut.webp", cut, "picture"),
        ("text.png", partial(with_chunk, b"zTXt"), "can't be read as a picture"),
        ("profile.png", partial(with_chunk, b"iCCP"), "can't be read as a picture"),
        ("thin.png", lambda path: saved(Image.new("1", (200_000, 200)), path), "at least 240"),
        ("pipe.jpg", piped, "there is no such file"),
        ("endless.jpg", endless, "there is no such file"),
        ("doc.pdf", lambda path: saved(plain(), path), "is no picture that can be read"),
        ("script.jpg", partial(odd, b"%!PS-Adobe-3.0 EPSF-3.0"), "is no picture that can be read"),
        ("drawn.jpg", partial(odd, b'<svg xmlns="http://www.w3.org/2000/svg"/>'), "is no picture that can be read"),
        ("empty.jpg", lambda path: (path.write_bytes(b"") and path) or path, "is no picture that can be read"),
        ("words.jpg", lambda path: path.write_text("hello") and path, "is no picture that can be read"),
        ("page.jpg", lambda path: path.write_text("<script>alert(1)</script>") and path, "is no picture"),
        ("one.gif", lambda path: saved(plain(), path), "is no picture that can be read: JPEG, PNG"),
        ("one.tiff", lambda path: saved(plain(), path), "is no picture that can be read: JPEG, PNG"),
        ("one.bmp", lambda path: saved(plain(), path), "is no picture that can be read: JPEG, PNG"),
        ("gone.jpg", lambda path: path, "there is no such file"),
        ("gone.svg", lambda path: path, "there is no such file"),
        ("folder.jpg", lambda path: path.mkdir() or path, "there is no such file"),
    ],
)  # fmt: skip
def test_what_is_no_picture_to_publish_is_refused(
    tmp_path: Path, name: str, make: Any, said: str
) -> None:
    path = make(tmp_path / name)
    with pytest.raises(EditError) as caught:
        read_picture(path)
    assert said in str(caught.value)


INKSCAPE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!-- Created with a program -->\n'
    '<svg width="48" height="32" version="1.1" id="svg5" xmlns="http://www.w3.org/2000/svg"'
    ' xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:version="1.2">\n'
    '<inkscape:namedview id="n"/><metadata id="m"><who>me</who></metadata><defs id="d"/>'
    '<g inkscape:label="Layer 1" id="layer1">'
    '<path style="fill:none;stroke:#ABC;stroke-width:2px;opacity:1" d="M0 0h9" id="path1"/></g></svg>'
)


def test_what_a_drawing_program_noted_goes(tmp_path: Path) -> None:
    path = tmp_path / "drawn.svg"
    path.write_text(INKSCAPE)
    found = read_picture(path)
    assert (found.ending, found.width, found.height) == (".svg", 48, 32)
    kept = found.body.decode()
    assert 'stroke="#aabbcc"' in kept
    assert 'stroke-width="2"' in kept
    for gone in ("inkscape", "id=", "me<", "style", "opacity", "<?xml", "<!--"):
        assert gone not in kept


def test_the_declaration_of_svg_itself_goes(tmp_path: Path) -> None:
    path = tmp_path / "one.svg"
    told = '"-//W3C//DTD SVG 1.1//EN"\n "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"'
    path.write_text(f'<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC {told}>\n{svg(SHAPE)}')
    assert read_picture(path).body.decode().startswith("<svg ")


def svg(inside: str, top: str = "") -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"{top}>{inside}</svg>'


SHAPE = '<path d="M0 0h9"/>'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (svg("<script>alert(1)</script>" + SHAPE), "has the element 'script'"),
        (svg('<path d="M0 0h9" onclick="x()"/>'), "has the attribute 'onclick'"),
        (svg(SHAPE, ' onload="x()"'), "has the attribute 'onload'"),
        (svg('<a href="https://example.org">' + SHAPE + "</a>"), "has the element 'a'"),
        (svg('<image href="https://example.org/x.png"/>'), "has the element 'image'"),
        (svg('<use href="#x"/>'), "has the element 'use'"),
        (svg("<defs><script>x()</script></defs>" + SHAPE), "has the element 'defs'"),
        (svg('<path style="fill:url(https://example.org)" d="M0 0h9"/>'), "has fill="),
        (svg('<path style="background:url(x)" d="M0 0h9"/>'), "refers to something else in a style"),
        (svg('<path xmlns:x="http://www.w3.org/1999/xlink" x:href="#a" d="M0 0h9"/>'), "has the attribute 'href'"),
        (svg('<g transform="translate(1)">' + SHAPE + "</g>"), "has the attribute 'transform'"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]>' + svg(SHAPE), "has a declaration"),
        (svg("<![CDATA[x]]>"), "has a declaration"),
        (svg("hello " + SHAPE), "has text between its shapes"),
        (svg(""), "has nothing drawn in it"),
        ('<?xml-stylesheet href="https://example.org/x.css"?>' + svg(SHAPE), "has a declaration"),
        (svg("<g>" * 2000 + SHAPE + "</g>" * 2000), "has groups nested too deep"),
        (svg(SHAPE * 5001), "has over 5000 shapes"),
        (svg('<path d="MNaN 1e999h-1e308"/>'), "has d="),
        (svg("<foreignObject/>"), "has the element 'foreignObject'"),
        (svg('<rect width="1"><animate attributeName="href" to="javascript:1"/></rect>'), "has something in its rect"),
        (svg('<path fill="&#106;avascript:1" d="M0 0h9"/>'), "has fill="),
        (svg(SHAPE).replace('viewBox="0 0 9 9"', 'viewBox="0 0 1e309 -1"'), "has no usable viewBox"),
        (svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml">x()</h:script>' + SHAPE), "has the element 'script' in what a program noted"),
        (svg('<h:p xmlns:h="http://www.w3.org/1999/xhtml"/>' + SHAPE), "has the element 'p' in what"),
        (svg('<o:x xmlns:o="urn:o"><o:IFrame/></o:x>' + SHAPE), "has the element 'IFrame' in what"),
        (svg("<metadata><script>x()</script></metadata>" + SHAPE), "has the element 'script' in what"),
        (svg('<path xml:base="https://example.org" d="M0 0h9"/>'), "has the attribute 'base'"),
        ('<!DOCTYPE svg PUBLIC "-//x" "file:///etc/passwd">' + svg(SHAPE), "has a declaration"),
        ('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "https://example.org/svg.dtd">' + svg(SHAPE), "has a declaration"),
        ("<svg", "no well-formed SVG"),
        ("", "no well-formed SVG"),
        ("<html/>", "is no SVG"),
    ],
)  # fmt: skip
def test_an_svg_that_could_run_or_load_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "one.svg"
    path.write_text(text)
    with pytest.raises(EditError) as caught:
        read_picture(path)
    assert said in str(caught.value)


def test_an_svg_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "one.svg"
    path.write_bytes(b"\xff\xfe<\0s\0")
    with pytest.raises(EditError, match="no text in UTF-8"):
        read_picture(path)


def test_the_command_writes_file_and_record_and_nothing_else(tmp_path: Path) -> None:
    data = sample_with_pictures().write(tmp_path / "data")
    before = (data / "pictures" / "pictures.yaml").read_text()
    photograph = saved(plain(), tmp_path / "square.jpg", exif=with_gps())
    done = add(data, str(photograph), "--site", "custom-house", "--focus", "0.3", "0.4", *TOLD)
    assert done.exit_code == 0, done.output
    assert (
        "Taken at latitude 43.07667, longitude -70.75833, says the camera: not published."
        in done.output
    )
    assert "from the site's mark" in done.output
    found = dataset.load(data).pictures
    assert found is not None
    old, new = found.of_site("custom-house")
    assert old.file == "custom-house.svg"
    assert (new.kind, new.file, new.date.text, new.rights) == (
        "photograph",
        "custom-house-2.jpg",
        "2026-05-01",
        "CC0-1.0",
    )
    assert (new.alt, new.focus, new.checked_by) == ("A square & <people>", (0.3, 0.4), None)
    assert (found.photographs[new.file].width, found.photographs[new.file].height) == (640, 480)
    after = yaml.safe_load((data / "pictures" / "pictures.yaml").read_text())
    del after["sites"]["custom-house"][1]
    assert after == yaml.safe_load(before)


def test_then_and_now_become_a_pair(tmp_path: Path) -> None:
    data = sample_with_pictures().write(tmp_path / "data")
    path = str(saved(plain(), tmp_path / "now.png"))
    pair = ("--site", "custom-house", "--then", "custom-house.svg", "--bearing", "42.5")
    done = add(data, path, *pair, "--date", "2026", *TOLD)
    assert done.exit_code == 0, done.output
    found = dataset.load(data).pictures
    assert found is not None
    (made,) = found.records.pairs["custom-house"]
    assert (made.then, made.now, made.bearing_deg) == (
        "custom-house.svg", "custom-house-2.jpg", 42.5,
    )  # fmt: skip
    wrong = add(data, path, *pair[:3], "gone.svg", "--date", "2026", *TOLD)
    assert wrong.exit_code == 1
    assert "pairs.custom-house[1].then: there is no picture of it 'gone.svg'" in wrong.output


@pytest.mark.parametrize(
    ("arguments", "section", "item"),
    [
        (("--person", "hana"), "people", "hana"),
        (("--day", "1911-02-03"), "days", "1911-02-03"),
        (("--site", "lost-camp"), "sites", "lost-camp"),
    ],
)
def test_people_days_and_new_sites_get_pictures(
    tmp_path: Path, arguments: tuple[str, ...], section: str, item: str
) -> None:
    data = sample_with_pictures().write(tmp_path / "data")
    path = saved(plain(), tmp_path / "one.png")
    done = add(data, str(path), *arguments, "--date", "1911", *TOLD)
    assert done.exit_code == 0, done.output
    found = dataset.load(data).pictures
    assert found is not None
    (record,) = getattr(found.records, section)[item]
    assert (record.date.text, record.kind) == ("1911", "photograph")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--site", "nowhere", "--date", "1911", *TOLD), "there is no site 'nowhere'"),
        (("--date", "1911", *TOLD), "give one of --site, --person, --marker and --day"),
        (("--site", "custom-house", "--day", "1911-02-03", *TOLD), "give one of --site"),
        (("--site", "custom-house", *TOLD), "give --date"),
        (("--day", "1911-02-03", "--then", "x.svg", *TOLD), "--then goes with --site"),
        (("--site", "custom-house", "--bearing", "3", *TOLD), "--bearing with --then"),
        (("--site", "custom-house", "--then", "x", "--bearing", "360", *TOLD), "--bearing"),
        (("--site", "custom-house", "--date", "1911-02-30", *TOLD), ".date"),
        (("--site", "custom-house", "--date", "1911", "--yes"), "give --alt"),
        (("--site", "custom-house", "--date", "1911", *TOLD, "--rights", "mine"), ".rights"),
        (("--site", "custom-house", "--date", "1911", *TOLD, "--source", "javascript:x"), ".source"),
        (("--site", "custom-house", "--date", "1911", *TOLD, "--name", "Ж"), "no file name can be made"),
        (("--site", "custom-house", "--date", "1911", *TOLD[:-1]), "nothing was written"),
    ],
)  # fmt: skip
def test_a_picture_without_rights_words_or_owner_is_not_written(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    data = sample_with_pictures().write(tmp_path / "data")
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    done = add(data, str(saved(plain(), tmp_path / "one.png")), *arguments)
    assert done.exit_code in (1, 2)
    assert said in done.output
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_a_record_goes_to_the_end_of_its_list_and_moves_nothing() -> None:
    text = "# top\nsites:\n  a:\n    - file: one  # first\n\n  # about b\n  b:\n    - file: two\n"
    changed = with_record("p.yaml", text, "sites", "a", {"file": "three"})
    assert changed == (
        "# top\nsites:\n  a:\n    - file: one  # first\n    - file: three\n\n  # about b\n  b:\n    - file: two\n"
    )
    assert with_record("p.yaml", "sites:\n  b:\n  - file: two", "sites", "b", {"file": "x: #"}) == (
        "sites:\n  b:\n  - file: two\n  - file: 'x: #'\n"
    )
    assert with_record("p.yaml", "sites: {}\n", "days", "1905-09-05", {"file": "x"}) == (
        "sites: {}\n\ndays:\n  1905-09-05:\n    - file: x\n"
    )


@pytest.mark.parametrize(
    "text", ["sites: {}\n", "sites: {a: [{file: one}]}\n", "- 1\n", "{sites: {a: []}}\n"]
)
def test_a_layout_that_can_t_be_added_to_is_told_with_the_record(text: str) -> None:
    with pytest.raises(EditError, match="put this under sites: a: by hand:\n- file: two"):
        with_record("p.yaml", text, "sites", "a", {"file": "two"})


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "is no JPEG"),
        (b"\x89PNG", "is no JPEG"),
        (PHOTO[:100], "is no JPEG"),
        (PHOTO[:-20], "is cut short"),
        (PHOTO + b"PK\x03\x04", "is cut short, or has something behind"),
        (photo(exif=with_gps()), "tells more than its picture"),
        (photo(comment=b"taken by me"), "tells more than its picture"),
    ],
)
def test_a_jpeg_that_is_none_or_tells_more_is_refused(raw: bytes, said: str) -> None:
    with pytest.raises(UnfitPicture) as caught:
        read_jpeg(raw)
    assert said in caught.value.wrong


def test_a_faulty_photograph_is_a_fault_of_its_file(tmp_path: Path) -> None:
    from trail.base.errors import DatasetError

    records = {"sites": {"custom-house": [{**RECORD, "file": "shed.jpg", "thumbnail": None}]}}
    data = sample_with_pictures(
        records,
        **{"custom-house.svg": None, "thumbs/custom-house.svg": None, "people/hana.svg": None},
    ).write(tmp_path)
    (data / "pictures" / "shed.jpg").write_bytes(photo(exif=with_gps()))
    with pytest.raises(DatasetError) as caught:
        dataset.load(data)
    assert [str(problem) for problem in caught.value.problems] == [
        "pictures/shed.jpg: tells more than its picture, such as a place in EXIF;"
        " expected one that `trail picture add` has written"
    ]
