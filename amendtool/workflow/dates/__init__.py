"""Days of law: those that came, what takes effect out of turn, and what ends by its own terms."""
