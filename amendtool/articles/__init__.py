"""The articles of incorporation as immutable values, and the text forms they are read from.

Pure: nothing here reads a file, knows git or prints.
"""
