"""Amendments: operations on the articles, their file, and what applying them gives.

Pure: nothing here reads a file, knows git or prints.
"""
