"""What every room may use: errors, positions and lengths, paths, files changed in one step."""
