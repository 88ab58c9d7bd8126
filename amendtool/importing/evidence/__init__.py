"""From the blocks of a document to its tree of printed provisions, by evidence of the document.

No drafting style and no table of levels goes in: a mark is what the document prints again.
"""
