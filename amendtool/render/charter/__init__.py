"""The articles themselves in print: clean, or with tracked changes."""
