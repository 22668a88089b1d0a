"""Streets and ground of any town out of an OpenStreetMap extract."""
