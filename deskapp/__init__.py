"""A register for the front desk of a property-management office."""

__version__ = "0.5.0"
