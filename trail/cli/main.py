"""The `trail` command: arguments, messages, exit codes.

0 done; 1 something is wrong, one line a fault on stderr; 2 the command was not understood.
What a command needs is imported inside it, so that `trail check` waits for no web framework.
"""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trail import __version__
from trail.base.errors import DatasetError, ExportError, TrailError
from trail.base.paths import DATA
from trail.cli import add as cli_add
from trail.cli import fix as cli_fix
from trail.cli import health as cli_health
from trail.cli import migrate as cli_migrate
from trail.cli import new as cli_new
from trail.cli import picture as cli_picture
from trail.cli import plan as cli_plan
from trail.cli import print as cli_print
from trail.cli import publish as cli_publish
from trail.cli import questions as cli_questions
from trail.cli import serve as cli_serve
from trail.cli import tours as cli_tours
from trail.cli import translate as cli_translate

if TYPE_CHECKING:
    from trail.guide.walk.network_check import Reach


@dataclass(frozen=True)
class Options:
    """What stands before the command's name and holds for every command."""

    data_dir: Path


class TrailGroup(click.Group):
    """Turns the project's own errors into lines on stderr and exit code 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except TrailError as error:
            click.echo(str(error), err=True)
            if isinstance(error, DatasetError):
                click.echo(error.unchecked, err=True)
                click.echo(_count(len(error.problems), "fault"), err=True)
            ctx.exit(1)
        except BrokenPipeError:
            raise
        except OSError as error:
            # A full disk fails again when Python flushes at its end: give it nothing to flush.
            sys.stdout = io.StringIO()
            where = f"{error.filename}: " if error.filename else ""
            click.echo(f"{where}{error.strerror or error}", err=True)
            ctx.exit(1)


@click.group(cls=TrailGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="trail", message="%(prog)s %(version)s")
@click.option(
    "--data",
    "data_dir",
    type=click.Path(path_type=Path),
    default=DATA,
    envvar="TRAIL_DATA",
    metavar="DIR",
    help="The dataset's directory; also TRAIL_DATA. Default: the one that came with the program.",
)
@click.pass_context
def main(ctx: click.Context, data_dir: Path) -> None:
    """A guide to the places of a historic trail, from one dataset."""
    ctx.obj = Options(data_dir)


@main.command()
@click.argument("directory", metavar="[DIR]", type=click.Path(path_type=Path), required=False)
@click.option("--fix", "mend", is_flag=True, help="First put right what can be without loss.")
@click.option("--yes", is_flag=True, help="With --fix: without asking.")
@click.option("--all", "whole", is_flag=True, help="Draw every page, sheet, file and map, too.")
@click.pass_obj
def check(options: Options, directory: Path | None, mend: bool, yes: bool, whole: bool) -> None:
    """Check a dataset: every fault in a line of its own, or what was checked.

    With --fix, encoding and quotation marks, letters that nobody sees and what a GIS leaves
    behind are put right first: the difference is shown, then you are asked, and the former file
    stays beside the new one as NAME.old.

    With --all everything that the trail shows is drawn once, and kept nowhere: what can't be is
    named with what it is drawn from.
    """
    from trail.curation.sites.examples import examples_left
    from trail.export.sheets.letters import font_remarks
    from trail.fieldtrip.plan_check import plan_problems
    from trail.guide.guide import open_trail
    from trail.guide.walk.leg_check import leg_doubts
    from trail.guide.walk.network import Network
    from trail.guide.walk.network_check import connected_parts, reaches
    from trail.guide.walk.place_check import misplaced

    directory = directory or options.data_dir
    if mend:
        cli_fix.fix(directory, yes)
    guide = open_trail(directory)
    problems = plan_problems(guide)
    if problems:
        raise DatasetError(sorted(problems))
    found = guide.dataset
    located = sum(site.position is not None for site in found.sites)
    facts = [fact for site in found.sites for fact in site.properties.facts]
    sources = {url for fact in facts for url in fact.sources}
    drawn = sum(len(layer.features) for layer in found.layers)
    stops = sum(len(tour.stops) for tour in found.trail.tours)
    click.echo(f"{directory}: no faults")
    for line in (
        f"{_count(len(found.sites), 'site')}, {located} of them with a position",
        f"{_count(len(facts), 'fact')} from {_count(len(sources), 'source')}",
        f"{_count(len(found.trail.tours), 'tour')} with {_count(stops, 'stop')}",
        f"{_count(len(found.people), 'person', 'people')}, {_count(len(found.tracks), 'track')}",
        f"{_count(len(found.layers), 'map layer')} with {_count(drawn, 'feature')}",
    ):
        click.echo(f"  {line}")
    network = Network.of_dataset(found)
    if network:
        km = sum(edge.length_m for edge in network.edges) / 1000
        blocks = _count(len(network.edges), "block")
        pieces = len(connected_parts(network.edges))
        joined = "in one piece" if pieces == 1 else f"in {pieces:,} pieces"
        click.echo(f"  walking network: {blocks}, {km:.1f} km, {joined}")
        for reach in _told(reaches(found, network)):
            click.echo(f"  {reach.site.id}: {reach.offset_m:.0f} m from the network")
            if not reach.joined:
                click.echo(f"    over {network.reach_m:.0f} m: its legs will be straight lines")
        for doubt in leg_doubts(found, network):
            click.echo(f"  look at {doubt}")
    for remark in found.remarks:
        click.echo(f"  {remark}; `trail check --fix` writes it as it should be")
    for place in misplaced(found, network):
        click.echo(f"  {place.site.id}: {place.why}; far: true says that it is so")
    if left := examples_left(found):
        click.echo(f"  examples left in place, to be replaced or removed: {left}")
    for line in font_remarks(found, found.trail.lang):
        click.echo(f"  {line}")
    _check_languages(directory, [language.code for language in found.languages])
    if whole:
        _draw_all(directory)


def _check_languages(directory: Path, codes: list[str]) -> None:
    """Raises DatasetError with the faults of a translation."""
    from trail import dataset
    from trail.curation.languages.names import refuse_lost_names

    told = {code: dataset.load(directory, code).translation for code in codes}
    refuse_lost_names(directory, codes)
    for code, translation in told.items():
        if translation is not None:
            done, missing = len(translation.made_of), len(translation.wanting)
            click.echo(f"  {code}: {_count(done, 'text')} translated, {missing:,} to be")


def _draw_all(directory: Path) -> None:
    from trail.cli.options import ProgressBar
    from trail.web.publish import draw_all, failure_line
    from trail.web.shell.settings import Settings

    bar = ProgressBar()
    try:
        drawn = draw_all(Settings(directory), bar.show)
    finally:
        bar.clear()
    if drawn.failures:
        raise ExportError("\n".join(failure_line(failure) for failure in drawn.failures))
    pages, files = _count(drawn.pages, "page"), _count(drawn.files, "file")
    click.echo(f"  all drawn: {pages}, {files}, and the book")


def _told(found: tuple[Reach, ...]) -> list[Reach]:
    """The stops that no street reaches, and in any case the farthest."""
    return [reach for k, reach in enumerate(found) if k == 0 or not reach.joined]


@main.command()
def schema() -> None:
    """Print the JSON Schema of sites.geojson (draft 2020-12)."""
    from trail.dataset.files.jsonschema import sites_schema

    click.echo(json.dumps(sites_schema(), indent=2, ensure_ascii=False))


main.add_command(cli_tours.order)
main.add_command(cli_tours.legs)
main.add_command(cli_serve.serve)
main.add_command(cli_print.print_sheet)
main.add_command(cli_plan.plan)
main.add_command(cli_publish.publish)
main.add_command(cli_questions.questions)
main.add_command(cli_new.new)
main.add_command(cli_add.add)
main.add_command(cli_add.remove)
main.add_command(cli_picture.picture)
main.add_command(cli_health.health)
main.add_command(cli_migrate.migrate)
main.add_command(cli_translate.translate)


@main.command("import-osm")
@click.argument("extract", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--bbox", required=True, metavar="W,S,E,N", help="What to take, in degrees.")
@click.option(
    "--data",
    "data_dir",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="As before the command.",
)
@click.pass_obj
def import_osm(options: Options, extract: Path, bbox: str, data_dir: Path | None) -> None:
    """Redraw streets, water, land, parks and buildings from an OpenStreetMap extract.

    FILE (.osm or .osm.pbf) is one that you downloaded. The files of those layers in the dataset's
    map/ are replaced together, or not at all. Run `trail check` afterwards.
    """
    from trail.curation.osm import importing as osm

    report = osm.import_osm(extract, osm.parse_bbox(bbox), data_dir or options.data_dir)
    for line in report.lines():
        click.echo(line)
    for doubt in osm.doubts_of(data_dir or options.data_dir):
        click.echo(f"look at {doubt}")


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
