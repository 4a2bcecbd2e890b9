"""How much of each thing is read; whatever goes beyond is rejected with one clear line.

Sizes are in bytes, lengths in code points. Readers look the numbers up when they run.
"""

ARTICLE_LENGTH = 4_000_000  # longer than a shelf of books: a mistake in the export
WORD_LENGTH = 100_000  # code points without a space: an embedded picture or a damaged text
LINE_LENGTH = 32_000_000  # one JSON line or CSV row; holds an article written in \u escapes
JSON_VALUE_LENGTH = 64_000_000  # one value of a .json file that is not a list of articles
CELL_LENGTH = 8_000_000

# Formats that must be held in memory whole.
WEB_PAGE_BYTES = 30_000_000
WEB_PAGE_LENGTH = 5_000_000  # after inlined pictures, styles and scripts are taken out
FEED_BYTES = 30_000_000
WORD_FILE_BYTES = 100_000_000
WORKBOOK_BYTES = 200_000_000
PDF_BYTES = 200_000_000
PDF_PAGES = 2_000
PARQUET_BYTES = 4_000_000_000
PARQUET_GROUP_BYTES = 1_000_000_000  # of one row group when unpacked
PARQUET_GROUP_VALUES = 10_000_000  # of one column of a row group

WORKBOOK_COLUMNS = 256
WORKBOOK_EMPTY_ROWS = 10_000  # in one run: the rest of the sheet is formatting, not articles

# Archives, and the formats that are archives inside (.docx, .xlsx).
UNPACKED_BYTES = 20_000_000_000  # of one archive
OFFICE_UNPACKED_BYTES = 400_000_000
PACKING_RATIO = 200  # news text packs 3 to 20 times; only checked above RATIO_FREE_BYTES
RATIO_FREE_BYTES = 20_000_000
MEMBERS = 200_000
IN_MEMORY_BYTES = 32_000_000  # of a member that must be sought in; more goes to a temporary file

DISTINCT_FAULTS = 50  # of one file, each in a line of its own; the rest is counted
SHOWN_LENGTH = 400  # of a reason or a place
