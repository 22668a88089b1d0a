"""The walk, the saving and the map in three engines, by WebDriver."""
