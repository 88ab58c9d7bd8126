"""From a company's own document to clause files, to a repository, or to a whole history."""
