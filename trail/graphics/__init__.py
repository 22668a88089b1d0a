"""Drawn from values: maps, the diagram of days, the rota, Folium's maps."""
