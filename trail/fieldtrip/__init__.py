"""A class's day out: groups, rotation, timetable, lessons."""
