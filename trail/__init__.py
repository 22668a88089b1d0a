"""Treaty Trail: a guide to the places of a historic trail, from one dataset."""

__version__ = "0.2.0"
