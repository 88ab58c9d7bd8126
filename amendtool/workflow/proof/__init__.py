"""Whether the history holds: every state replayed from its record, and what no record explains."""
