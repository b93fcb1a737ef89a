"""The caps that keep one file from stopping a run. Reaching one is an FC004 problem, never silence."""

from __future__ import annotations

# Bytes of one file that are looked at. Text beyond it is cut and the source marked partial; a container
# (docx, pdf) cut in the middle cannot be opened, so it is not read at all.
MAX_FILE_BYTES = 100_000_000

# Characters of an article that are read, and of a table: a thick book has a million. Text beyond it is cut.
MAX_TEXT_CHARS = 2_000_000
MAX_TABLE_CHARS = 20_000_000

# Characters of a web page that are parsed; the parser's time grows with the square of what some pages hold.
# Images and fonts that stand in the page itself do not count.
MAX_HTML_CHARS = 1_000_000

# One web page, Word file, PDF, workbook or file of records, read in a process of its own: the seconds, of the clock and
# of the processor, and the memory that may go into it. Articles that reach the other caps take 1.5 s and 75 MB as a web
# page, 10 s and 400 MB as a Word file.
READ_SECONDS = 60
READ_MEMORY_BYTES = 2_000_000_000

# Pages of a PDF that are read.
MAX_PDF_PAGES = 1_000
# Characters of text a PDF may give: a page can draw one letter millions of times.
MAX_PDF_CHARS = 20_000_000

# A Word file is a zip: its declared and its counted inflated bytes, its entries, and the ratio of inflated to
# packed bytes of any entry above RATIO_FROM_BYTES. Real documents stay below 30; zip bombs start at 1 000.
MAX_INFLATED_BYTES = 200_000_000
MAX_ZIP_ENTRIES = 5_000
MAX_ZIP_RATIO = 200
RATIO_FROM_BYTES = 1_000_000
