"""What is due in the data: doubts, old checks, links that are gone, missing translations."""
