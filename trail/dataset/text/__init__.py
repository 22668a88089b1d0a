"""Bytes of a file to plain values, each with its place."""
