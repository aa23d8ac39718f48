"""Runs the app without a bench: builds Frappe, makes a site and serves it. Nothing under `apps/` knows it."""
