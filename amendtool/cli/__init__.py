"""The command line: one file per verb, each of which parses, calls and prints.

The only place that knows click, the clock and the terminal. A verb's module is imported
when the verb is called, so that ``amendtool --help`` costs no more than click itself.
"""

from amendtool.cli.app import main

__all__ = ["main"]
