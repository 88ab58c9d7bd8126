"""``python -m amendtool``."""

from amendtool.cli import main

main()
