"""schema.org descriptions of pages, as JSON-LD text for a data block."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from trail.dataset.schema.people import Person
from trail.dataset.schema.pictures import PictureRecord
from trail.dataset.schema.site import Site
from trail.dataset.schema.story import Event
from trail.dataset.schema.trail import TrailFile
from trail.guide.walk.values import Itinerary

CONTEXT = "https://schema.org"


def dump(data: dict[str, Any]) -> Markup:
    """JSON that can't end its script element: `<`, `>` and `&` are written as escapes."""
    text = json.dumps({"@context": CONTEXT} | data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - every character that HTML minds is escaped above


def breadcrumbs(crumbs: Sequence[tuple[str, str]]) -> Markup:
    """BreadcrumbList of (name, absolute URL), from the start page down."""
    items = [
        {"@type": "ListItem", "position": i, "name": name, "item": url}
        for i, (name, url) in enumerate(crumbs, 1)
    ]
    return dump({"@type": "BreadcrumbList", "itemListElement": items})


def _where(site: Site, url: str) -> dict[str, Any]:
    """The place by its name and town, as much as goes with something else."""
    # Nobody is sent to a private house as to an attraction.
    closed = site.properties.access.state in ("private", "restricted")
    return {
        "@type": "Place" if closed else "TouristAttraction",
        "@id": url,
        "url": url,
        "name": site.name,
        "address": {
            "@type": "PostalAddress",
            "addressLocality": site.properties.town,
            "addressRegion": site.properties.state,
        },
    }


def _place(site: Site, url: str) -> dict[str, Any]:
    data = _where(site, url)
    if site.properties.summary:
        data["description"] = site.properties.summary
    if site.properties.other_names:
        data["alternateName"] = [other.name for other in site.properties.other_names]
    accuracy_m = site.properties.position.accuracy_m
    if site.coordinates is not None and site.properties.position.show_as == "area" and accuracy_m:
        # A point would claim more than is known.
        data["geo"] = {
            "@type": "GeoCircle",
            "geoMidpoint": {
                "@type": "GeoCoordinates",
                "latitude": site.coordinates.lat,
                "longitude": site.coordinates.lon,
            },
            "geoRadius": accuracy_m,
        }
    elif site.coordinates is not None:
        data["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": site.coordinates.lat,
            "longitude": site.coordinates.lon,
        }
    # Whether one may go in is said only where it is known to be yes or no.
    if site.properties.access.state in ("open", "private", "restricted"):
        data["publicAccess"] = site.properties.access.state == "open"
    if site.properties.official_url:
        data["sameAs"] = site.properties.official_url
    return data


def attraction(site: Site, url: str, images: Sequence[tuple[PictureRecord, str]]) -> Markup:
    """TouristAttraction, or Place where nobody may go; only what the dataset knows.

    `images` are the site's pictures with the address of a file of each.
    """
    data = _place(site, url)
    if images:
        data["image"] = [_image(record, address) for record, address in images]
    return dump(data)


def _image(record: PictureRecord, address: str) -> dict[str, Any]:
    """ImageObject with its rights, as search engines read them."""
    spdx = f"https://spdx.org/licenses/{record.rights}.html"
    data = {
        "@type": "ImageObject",
        "contentUrl": address,
        "caption": record.caption,
        "description": record.alt,
        "creditText": record.credit,
        "license": record.rights if "://" in record.rights else spdx,
        # Whose it is: a society as well as a person, so that no kind is claimed of either.
        "creator": {"@type": "Thing", "name": record.by},
    }
    if record.source:
        data["acquireLicensePage"] = record.source
    return data


def trip(itinerary: Itinerary, url: str, stop_urls: Sequence[str]) -> Markup:
    """TouristTrip whose itinerary is the ordered list of stops."""
    items = [
        {"@type": "ListItem", "position": stop.number, "item": _place(stop.site, stop_url)}
        for stop, stop_url in zip(itinerary.stops, stop_urls, strict=True)
    ]
    return dump(
        {
            "@type": "TouristTrip",
            "@id": url,
            "url": url,
            "name": itinerary.tour.name,
            "description": itinerary.tour.summary,
            "itinerary": {
                "@type": "ItemList",
                "numberOfItems": len(items),
                "itemListElement": items,
            },
        }
    )


def website(name: str, description: str, url: str, language: str, search_url: str) -> Markup:
    """WebSite, for the start page; `search_url` takes its question as the parameter q."""
    return dump(
        {
            "@type": "WebSite",
            "@id": url,
            "url": url,
            "name": name,
            "description": description,
            "inLanguage": language,
            "potentialAction": {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": f"{search_url}?q={{search_term_string}}",
                },
                "query-input": "required name=search_term_string",
            },
        }
    )


def person(found: Person, url: str) -> Markup:
    """Person; of the life only what the dataset says in words, so no dates."""
    data = {"@type": "Person", "@id": url, "url": url, "name": found.name}
    if found.native_name:
        data["alternateName"] = found.native_name
    return dump(data | {"description": found.role})


def event(
    event: Event, url: str, sites: Sequence[tuple[Site, str]], people: Sequence[tuple[str, str]]
) -> Markup | None:
    """Event of one day; `sites` and `people` (by name) come with their absolute URLs.

    None where schema.org can't say what we know: for a day that is not certain, for what is
    told with low confidence, and for what a paper said, which is no event. That something was
    held as planned (eventStatus) is not claimed of the past.
    """
    when = event.date
    exact = when is not None and when.precision == "exact"
    if when is None or not exact or event.certainty == "low" or event.kind == "press":
        return None
    data: dict[str, Any] = {
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": event.title,
        "description": event.text,
        "startDate": when.first.isoformat(),
        "endDate": when.last.isoformat(),
    }
    places = [_where(site, site_url) for site, site_url in sites]
    if event.place:
        places.append({"@type": "Place", "name": event.place})
    if places:
        data["location"] = places if len(places) > 1 else places[0]
    if people:
        data["about"] = [
            {"@type": "Person", "@id": person_url, "url": person_url, "name": name}
            for name, person_url in people
        ]
    return dump(data)


def dataset(
    trail: TrailFile, url: str, licence_url: str, files: Sequence[tuple[str, str]]
) -> Markup:
    """Dataset of the sites, with its files as (media type, absolute URL)."""
    west, south, east, north = trail.region.bbox
    return dump(
        {
            "@type": "Dataset",
            "@id": f"{url}#dataset",
            "url": url,
            "name": trail.title,
            "description": trail.description,
            "version": trail.version,
            "dateModified": trail.data_date,
            "inLanguage": trail.lang,
            "license": licence_url,
            "isAccessibleForFree": True,
            "spatialCoverage": {
                "@type": "Place",
                "name": trail.region.name,
                # A box in schema.org is south west, north east, latitude first.
                "geo": {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"},
            },
            "temporalCoverage": f"{trail.period.start}/{trail.period.end}",
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": media_type, "contentUrl": address}
                for media_type, address in files
            ],
        }
    )
