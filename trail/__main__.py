"""`python -m trail`: the `trail` command."""

from trail.cli.main import main

main()
