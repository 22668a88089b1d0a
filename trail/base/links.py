"""Public addresses: of the trail's pages, and of works by their DOI."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from trail.base.errors import ExportError
from trail.base.webaddress import reaches_nobody


@dataclass(frozen=True)
class Links:
    """Addresses that codes lead to, under the public address of the site."""

    base_url: str
    with_codes: bool = True
    pictured: bool = False  # codes to be seen and not read: the address may be an example

    @classmethod
    def under(cls, base_url: str | None, *, codes: bool = True) -> Links:
        """Without `codes` no address is needed; else ExportError: none leads nowhere."""
        if not base_url and not codes:
            return cls("", with_codes=False)
        if not base_url:
            raise ExportError(
                "the codes on the sheet need the site's public address; give --base-url"
            )
        parts = urlsplit(base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
            raise ExportError(
                f"{base_url[:80]!r} is no address that a code can lead to; "
                "expected one such as https://trail.example.org"
            )
        return cls(base_url.rstrip("/"), codes)

    @property
    def codes(self) -> bool:
        """Whether codes may be printed: wanted, and leading where a stranger's phone gets to."""
        return self.with_codes and (self.pictured or reaches_nobody(self.base_url) is None)

    @property
    def home(self) -> str:
        return f"{self.base_url}/"

    def site(self, site_id: str) -> str:
        return f"{self.base_url}/sites/{site_id}/"

    def class_sheet(self, name: str) -> str:
        return f"{self.base_url}/teach/sheets/{name}/"

    def group_day(self, fragment: str) -> str:
        return f"{self.base_url}/teach/plan/group/#{fragment}"

    @property
    def days(self) -> str:
        return f"{self.base_url}/days/"

    def tour(self, tour_id: str) -> str:
        return f"{self.base_url}/tours/{tour_id}/"


def doi_url(doi: str) -> str:
    """Where a DOI leads; it may hold signs that an address can't."""
    return f"https://doi.org/{quote(doi, safe='/:;()')}"
