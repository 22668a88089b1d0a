"""Sites, tours and their parts, following a tour, files to take along."""
