"""Printed documents: pure functions from data to the bytes of a PDF. Nothing here knows Frappe.

    shaping, lines, text    Arabic and Latin on one line: joined, in the right order, wrapped, extractable
    phrases                 what a document says, in French and in Arabic
    tables, signatures, qr  the parts of a page
    page                    heading, number, check code, page x of y
    sections                documents made of facts, paragraphs, rolls and signatures
    content                 what a document says, however it is laid out
    amounts                 dirhams in figures and in words

The same data gives the same bytes. Sentences are handed in translated.
"""
