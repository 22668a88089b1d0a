"""The walking network, orders, itineraries and turns."""
