"""The manual of the law: a package per statute, a file per article, each rule told by the test that shows it.

A docstring is "paragraph: the rule in our own words". `python -m tests.law` gathers them, and rows without a test of
their own, into docs/law.md.
"""
