"""How a map looks in black ink: paint and type for the classes of `cartography`."""

from __future__ import annotations

SANS = "PT Sans"
SERIF = "Libertinus Serif"

# PT Sans runs at most this broad, in parts of the widths that `cartography.metrics` assumes.
NARROW = 0.89

# Nothing here is grey: what a 1-bit printer can't show is not drawn.
MAP_STYLE = f"""
.m-paper, .m-street, .m-route-case, .m-clus, .m-start, .m-here {{ fill: #fff }}
.m-ring, .m-dot-town {{ fill: #fff }}
.m-land, .m-water, .m-lake, .m-state {{ fill: #fff; stroke: #000; stroke-linejoin: round }}
.m-state {{ stroke: none }}
.m-coast, .m-river, .m-border, .m-wave, .m-rail, .m-ties, .m-foot {{ fill: none; stroke: #000 }}
.m-coast, .m-river, .m-border, .m-wave {{ stroke-linejoin: round }}
.m-grain {{ fill: #000 }}
.m-park {{ fill: url(#m-dots) }}
.m-building, .m-square {{ fill: #fff; stroke: #000; stroke-linejoin: round }}
.m-grounds {{ stroke: #000; stroke-linecap: round }}
.m-casing, .m-street {{ fill: none; stroke-linecap: round; stroke-linejoin: round }}
.m-casing {{ stroke: #000 }}
.m-street {{ stroke: #fff }}
.m-route, .m-route-case, .m-spur {{ fill: none; stroke: #000 }}
.m-route, .m-route-case, .m-spur {{ stroke-linecap: round; stroke-linejoin: round }}
.m-route-case {{ stroke: #fff }}
.m-route--straight {{ stroke-linecap: butt }}
.m-arrow {{ fill: #000; stroke: #fff; stroke-linejoin: round; paint-order: stroke }}
.m-dot, .m-sq {{ fill: #000; stroke: #fff }}
.m-ring, .m-start, .m-here, .m-clus, .m-dot-town {{ stroke: #000 }}
.m-dot-town {{ stroke-width: 3 }}
.m-beyond, .m-pin {{ fill: #000 }}
.m-lead, .m-lead-case {{ fill: none; stroke: #000 }}
.m-lead-case {{ stroke: #fff }}
.m-area, .m-acc {{ fill: none; stroke: #000; stroke-linecap: round }}
.m-over {{ font-family: "{SANS}"; fill: #000 }}
.m-clear {{ fill: #fff }}
.m-over .m-n {{ font-weight: 700; fill: #fff }}
.m-over .m-n-gone {{ fill: #000 }}
.m-stop {{ font-weight: 700 }}
.m-wl, .m-pl {{ font-family: "{SERIF}"; font-style: italic }}
"""
