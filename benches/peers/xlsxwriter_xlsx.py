"""CSV to a styled workbook with XlsxWriter, in constant memory: `xlsxwriter_xlsx.py INPUT.csv OUTPUT.xlsx`."""

import csv
import sys

import xlsxwriter

workbook = xlsxwriter.Workbook(sys.argv[2], {"constant_memory": True, "strings_to_formulas": False})
head = workbook.add_format({"bold": True, "text_wrap": True, "bottom": 2})
cell = workbook.add_format({"text_wrap": True, "valign": "top", "bottom": 1})
sheet = workbook.add_worksheet()
sheet.freeze_panes(1, 1)
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row, record in enumerate(csv.reader(file)):
        for column, field in enumerate(record):
            sheet.write_string(row, column, field, cell if row else head)
workbook.close()
