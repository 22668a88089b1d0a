"""The frozen values of every file of the dataset."""
