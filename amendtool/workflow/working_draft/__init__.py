"""A draft that somebody works on in a page: what is done to it, kept of it, shown and saved."""
