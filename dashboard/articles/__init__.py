"""Reading a collection: files in any of the known formats to Article or Rejected."""

from dashboard.articles.reading import read_articles, read_bytes

__all__ = ["read_articles", "read_bytes"]
