"""Siyaq: who, when, how much, and says who, read out of Arabic news."""

__version__ = "0.1.0"
