"""Every address there is, and the copy of the trail for a phone."""
