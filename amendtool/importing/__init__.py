"""Reading an existing document into a charter: nothing refused, nothing lost, nothing invented.

bytes -> blocks (word, markdown, text, web) -> outline -> charter and report
"""
