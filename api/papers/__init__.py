"""Papers that fall out of records, as PDF: for each a pure function that says what stands on it, and a template.

A template is a text file of Typst, which an office may replace (`PULIH_PAPERS`). It is given JSON and nothing else, so
that what somebody wrote down is text on the paper and never a command.
"""
