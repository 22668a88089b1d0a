"""The command that saves the trail as files: `trail publish`."""

from __future__ import annotations

import signal
from pathlib import Path

import click

from trail.cli.options import HasData, ProgressBar, parse_base_path, parse_base_url

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("out", metavar="[OUT]", type=_FILE, required=False)
@click.option(
    "--base-url", callback=parse_base_url, envvar="TRAIL_BASE_URL", metavar="URL", show_envvar=True,
    help="The address the site will have. Default: the dataset's.",
)  # fmt: skip
@click.option(
    "--base-path", default="", callback=parse_base_path, envvar="TRAIL_BASE_PATH", metavar="PATH",
    show_envvar=True, help="The path that it will lie under; OUT is what goes there.",
)  # fmt: skip
@click.option("--precompress", is_flag=True, help="A .gz and a .br beside each file that shrinks.")
@click.option(
    "--portable", is_flag=True,
    help="In OUT a copy that opens from a folder or memory stick, without a server or script.",
)  # fmt: skip
@click.option("--with-examples", is_flag=True, help="With the examples of a new trail, too.")
@click.option("--zip", "zip_file", metavar="FILE", type=_FILE, help="That copy in a zip file.")
@click.option("--epub", "epub_file", metavar="FILE", type=_FILE, help="The trail as an e-book.")
@click.option(
    "--language", "languages", multiple=True, metavar="CODE",
    help="Beside the trail's own only this language; can be repeated. Default: all there are.",
)  # fmt: skip
@click.option(
    "--processes", type=click.IntRange(1, 64), metavar="N", help="Default: one for each core."
)
@click.pass_obj
def publish(
    options: HasData,
    out: Path | None,
    base_url: str | None,
    base_path: str,
    precompress: bool,
    portable: bool,
    with_examples: bool,
    zip_file: Path | None,
    epub_file: Path | None,
    languages: tuple[str, ...],
    processes: int | None,
) -> None:
    """Save every page and file in the directory OUT, as a site for any host.

    OUT is replaced whole, once the new site is made and found sound; a directory that holds
    anything else is refused. The same data gives the same bytes.
    """
    if not (out or zip_file or epub_file):
        raise click.UsageError("name a directory OUT, or --zip FILE, or --epub FILE")
    if portable and not out:
        raise click.UsageError("--portable is about OUT; --zip is portable by itself")
    from trail.web.publish import PublishOptions, publish
    from trail.web.shell.settings import Settings

    own = _check_languages(options.data_dir, languages) if languages else ""
    others = tuple(code for code in languages if code != own) if languages else None
    settings = Settings(options.data_dir, base_url, base_path, languages=others)
    if out or zip_file:
        wanted = PublishOptions(out, portable, zip_file, precompress, processes or 0, with_examples)
        bar = ProgressBar()
        # Ended by whoever starts and stops programs, it clears up as if interrupted by hand.
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            made = publish(settings, wanted, bar.show)
        finally:
            signal.signal(signal.SIGTERM, before)
            bar.clear()
        for why in dict.fromkeys(sheet.why for sheet in made.left_out):
            urls = [sheet.url for sheet in made.left_out if sheet.why == why]
            click.echo(f"left out {', '.join(urls)}: {why}", err=True)
        for remark in made.remarks:
            click.echo(f"note: {remark}", err=True)
        if made.note and out:
            click.echo(f"note: {made.note}", err=True)
        where = " and ".join(str(path) for path in (out, zip_file) if path)
        click.echo(
            f"{where}: {made.pages:,} pages, {made.files:,} files, {made.size / 1e6:.1f} MB, "
            "no faults"
        )
    if epub_file:
        language = others[0] if others else None
        _bind(options.data_dir, base_url, base_path, epub_file, language)


def _check_languages(data_dir: Path, wanted: tuple[str, ...]) -> str:
    """The trail's own language, once all that are wanted are there."""
    from trail.guide.guide import open_trail

    found = open_trail(data_dir).dataset
    there = [found.trail.lang, *(language.code for language in found.languages)]
    for lang in wanted:
        if lang not in there:
            raise click.BadParameter(f"no language {lang!r}; there is {', '.join(there)}")
    return found.trail.lang


def _bind(
    data_dir: Path, base_url: str | None, base_path: str, file: Path, language: str | None
) -> None:
    from trail.export.books.epub import to_epub
    from trail.guide.guide import open_trail
    from trail.guide.words.catalogues import catalogue_of
    from trail.guide.words.phrases import locale_of
    from trail.web.publish.archive import check_file, write_file

    check_file(file)
    guide = open_trail(data_dir, language)
    base = base_url or guide.dataset.trail.base_url
    folder = f"{base_path}/{language}" if language else base_path
    translate = catalogue_of(guide.dataset.trail.lang).gettext
    locale = locale_of(guide.dataset.trail.lang)
    body = to_epub(guide, f"{base.rstrip('/')}{folder}" if base else None, translate, locale)
    write_file(body, file)
    click.echo(f"{file}: {len(body) / 1e6:.1f} MB")
