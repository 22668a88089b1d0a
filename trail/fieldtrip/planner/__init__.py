"""The planner of class trips: groups, rotation and timetable worked out from a request."""
