"""The computation of periods: from days of law to days, each with how it was counted.

It knows no articles and no amendments: days go in, days with their account come out.
"""
