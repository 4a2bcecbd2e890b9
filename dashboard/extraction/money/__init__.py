"""Amounts of money: shapes as named rows, currencies decided in one module."""

from dashboard.extraction.money.find import find_money, number_style
from dashboard.extraction.money.repeated import RepeatedAmount, repeated_amounts

__all__ = ["RepeatedAmount", "find_money", "number_style", "repeated_amounts"]
