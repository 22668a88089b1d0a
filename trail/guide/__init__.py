"""The trail worked out, once: its walks, its days, its words, what can be found."""
