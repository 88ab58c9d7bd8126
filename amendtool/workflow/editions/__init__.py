"""The articles in several editions: one amendment for all, each by itself, and kept in step."""
