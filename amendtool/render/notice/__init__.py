"""The documents around the table: the notice, the press release, the disclosure."""
