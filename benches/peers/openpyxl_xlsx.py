"""CSV to a styled workbook with openpyxl, write-only: `openpyxl_xlsx.py INPUT.csv OUTPUT.xlsx`."""

import csv
import sys

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

workbook = Workbook(write_only=True)
sheet = workbook.create_sheet()
sheet.freeze_panes = "B2"
wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row, record in enumerate(csv.reader(file)):
        cells = [WriteOnlyCell(sheet, field) for field in record]
        for cell in cells:
            cell.alignment = wrapped
            if row == 0:
                cell.font = bold
        sheet.append(cells)
workbook.save(sys.argv[2])
