"""The curator's work: sites begun and added, streets imported, health, readers' questions."""
