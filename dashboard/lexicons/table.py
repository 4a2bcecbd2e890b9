"""Where readers of lexicons find the CSV reader; number words, left of here, need it too."""

from dashboard.arabic.word_tables import LEXICONS, LexiconError, Row, table

__all__ = ["LEXICONS", "LexiconError", "Row", "table"]
