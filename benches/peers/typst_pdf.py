"""CSV to PDF with typst: `typst_pdf.py INPUT.csv OUTPUT.pdf`."""

import os
import sys

import typst

source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "table.typ")
typst.compile(source, output=sys.argv[2], root="/", sys_inputs={"matrix": os.path.abspath(sys.argv[1])})
