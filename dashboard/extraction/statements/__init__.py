"""Who said what: speaker, reporting verb and reported words."""

from dashboard.extraction.statements.finding import find_statements

__all__ = ["find_statements"]
