"""The file of an amendment: strict YAML, read and written."""
