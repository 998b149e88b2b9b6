"""CSV to a padded Markdown table with tabulate: `tabulate_md.py INPUT.csv OUTPUT.md`."""

import csv
import sys

from tabulate import tabulate

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = list(csv.reader(file))
with open(sys.argv[2], "w", encoding="utf-8") as file:
    file.write(tabulate(rows[1:], headers=rows[0], tablefmt="github", disable_numparse=True))
