"""The text in force on a day: which recorded state it is, what stands beside it, how it prints."""
