"""The teacher's room and the planner of class trips."""
