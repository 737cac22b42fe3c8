"""The desks: one file a tab, each with one ``DESK``."""
