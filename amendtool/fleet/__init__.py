"""One standard amendment for many companies: the pattern, the list, and each row by itself.

A row calls the use case that the verb of the same name calls for one company, and does nothing
else to its repository.
"""
