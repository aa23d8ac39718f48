"""A small Frappe app, installed by the engine's tests only: it uses what a real app uses."""

__version__ = "1.0.0"
