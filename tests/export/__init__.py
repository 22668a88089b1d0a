"""Tests of the files to take along."""
