"""``python -m amendtool``."""

from amendtool.cli.process import run

run()
