"""The desk: articles, their history and their tables as pages in a browser.

Pages are made here, of what the use cases give and in the HTML of ``render``. A folder of static
files is all of them; nothing here writes one.
"""
