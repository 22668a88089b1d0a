"""`python -m trail`: the `trail` command."""

from trail.cli import main

main()
