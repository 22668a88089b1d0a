"""One loader a file of the dataset."""
