"""Women Incubation: from training to verified economic integration."""

__version__ = "0.1.0"
