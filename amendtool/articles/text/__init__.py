"""The text of the articles: characters, encodings, and clause files."""
