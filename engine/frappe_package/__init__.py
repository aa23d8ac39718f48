"""Builds the `frappe` package: one pinned wheel of PyPI, renamed back, repaired and packed.

Only the standard library is used: it runs before anything is installed.
"""
