"""Words that stand over the columns of a table: "Course", "Institute", "Year of passing"."""

from __future__ import annotations

import re

TABLE_HEADS = re.compile(
    r"(?i)^(?:s(?:r|l)?\.? ?no\.?|course|courses|certificat\w+|degree|qualification|exam\w*|"
    r"institut\w*|"
    r"university|board|organi[sz]ation|issuing \w+|issuer|provider|year\b.*|duration|date|period|"
    r"percentage|grade|marks?|title|name\b.*|subject|training|place|validity|specialization|"
    r"authority|certifying \w+|issued\b.*|awarded\b.*|offered by|conducted by|complet\w*|from|to|"
    r"programme?|topic|status|result|score|remarks|valid\w*|expir\w*|session|hours|level|%)\W*\w*$"
)
"""All of a column's title."""
