"""The articles as in force on a day, and the comparison of two days."""
