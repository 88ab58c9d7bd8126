"""Renderers: the table, the document around it and the articles in every format.

A renderer lays out what stands in the value that it is given and decides nothing: not one
character is added to a clause or taken from it. :mod:`amendtool.render.formats` lists them.
"""
