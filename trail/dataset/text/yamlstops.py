"""Stops put into the tours of trail.yaml, and taken out, whose comments and layout stay."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from trail.base.errors import EditError
from trail.dataset.text.faults import Faults
from trail.dataset.text.yamltext import parse_yaml
from trail.dataset.text.yamlwords import LOADER


def with_stop(file: str, text: str, tour: str, site: str) -> str:
    """The text with a site as the last stop of a tour.

    Raises EditError where there is no such tour, or the file is laid out so that it can't be done
    without touching anything else.
    """
    tours = dict(_tours(text))
    if tour not in tours:
        raise EditError(f"there is no tour {tour[:40]!r}; there are {', '.join(tours)}")
    listed = tours[tour]
    stops = [item.value for item in listed.value]
    if site in stops:
        raise EditError(f"tour {tour} stops at {site} already")
    if listed.flow_style:
        at = listed.end_mark.index - 1
        changed = f"{text[:at].rstrip()}{', ' if stops else ''}{site}{text[at:]}"
    elif listed.value:
        # Behind the line of the last stop, with its comment.
        last = listed.value[-1]
        end = text.find("\n", last.end_mark.index)
        indent = text[text.rfind("\n", 0, last.start_mark.index) + 1 : last.start_mark.index]
        new = f"{indent}{site}"
        changed = f"{text}\n{new}\n" if end < 0 else f"{text[:end]}\n{new}{text[end:]}"
    else:
        changed = text
    return _checked(file, text, changed, {tour: [*stops, site]}, f"put {site} into {tour}")


def without_stop(file: str, text: str, site: str) -> str:
    """The text with a site taken out of every tour that stops there."""
    changed, wanted = text, {}
    for tour, _ in _tours(text):
        listed = dict(_tours(changed))[tour]
        stops = [item.value for item in listed.value]
        if site not in stops:
            continue
        wanted[tour] = [stop for stop in stops if stop != site]
        item = listed.value[stops.index(site)]
        start, end = item.start_mark.index, item.end_mark.index
        if listed.flow_style:
            after = changed[end:].lstrip()
            if after.startswith(","):
                changed = changed[:start] + after[1:].lstrip()
            else:
                changed = changed[:start].rstrip().removesuffix(",") + changed[end:]
        else:
            line = changed.rfind("\n", 0, start) + 1
            following = changed.find("\n", end)
            changed = changed[:line] + (changed[following + 1 :] if following >= 0 else "")
    return _checked(file, text, changed, wanted, f"take {site} out of {', '.join(wanted)}")


def _tours(text: str) -> Iterator[tuple[str, yaml.SequenceNode]]:
    """Each tour's id, and the list of its stops as it lies in the text."""
    root = yaml.compose(text, Loader=LOADER)
    tours = _value(root, "tours")
    for tour in tours.value if isinstance(tours, yaml.SequenceNode) else ():
        name, stops = _value(tour, "id"), _value(tour, "stops")
        if isinstance(name, yaml.ScalarNode) and isinstance(stops, yaml.SequenceNode):
            yield name.value, stops


def _value(node: yaml.Node | None, name: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for key, value in pairs if key.value == name), None)


def _checked(file: str, text: str, changed: str, wanted: dict[str, list[str]], what: str) -> str:
    """The changed text, where it holds what is wanted and nothing else has changed."""
    before = parse_yaml(file, text, Faults())
    after = parse_yaml(file, changed, Faults())
    if before is None or after is None or not isinstance(before.value, dict):
        raise EditError(f"{file} can't be changed as it is laid out; {what} by hand")
    tours = before.value.get("tours")
    told = [
        {**tour, "stops": wanted.get(tour["id"], tour["stops"])}
        for tour in (tours if isinstance(tours, list) else [])
    ]
    if after.value != {**before.value, "tours": told}:
        raise EditError(f"{file} can't be changed as it is laid out; {what} by hand")
    return changed
