"""Answers for programs: OGC API - Features, feed, health."""
