"""Reading a collection: files in any of the known formats to Article or Rejected."""

from dashboard.articles.columns import (
    FIELDS,
    Column,
    ColumnPreview,
    preview_bytes,
    preview_columns,
    preview_stream,
)
from dashboard.articles.duplicates import content_key, near_duplicate_groups, signature
from dashboard.articles.formats import ENDINGS
from dashboard.articles.progress import ReadSoFar
from dashboard.articles.reading import read_articles, read_bytes, read_file, read_stream
from dashboard.articles.records import recognised_fields
from dashboard.articles.written_dates import ReadDate

__all__ = [
    "ENDINGS",
    "FIELDS",
    "Column",
    "ColumnPreview",
    "ReadDate",
    "ReadSoFar",
    "content_key",
    "near_duplicate_groups",
    "preview_bytes",
    "preview_columns",
    "preview_stream",
    "read_articles",
    "read_bytes",
    "read_file",
    "read_stream",
    "recognised_fields",
    "signature",
]
