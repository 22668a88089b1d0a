"""A curator's pictures on their way into the dataset."""
