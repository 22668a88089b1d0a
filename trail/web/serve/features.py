"""Every feature of the app, in the order of its menus: the one list of them."""

from __future__ import annotations

from trail.web.api.feature import API
from trail.web.ask.ask import ASK
from trail.web.maps.scripts import MAPS
from trail.web.offline.addresses import ADDRESSES
from trail.web.offline.offline import OFFLINE
from trail.web.printing.feature import PRINTING
from trail.web.printing.opengraph import OPENGRAPH
from trail.web.search.search import SEARCH
from trail.web.story.pages import STORY
from trail.web.teach.feature import TEACH
from trail.web.walk.feature import ABOUT, WALK

FEATURES = (
    MAPS,
    OFFLINE,
    WALK,
    STORY,
    TEACH,
    PRINTING,
    SEARCH,
    ASK,
    ABOUT,
    API,
    ADDRESSES,
    OPENGRAPH,
)
