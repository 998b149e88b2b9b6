"""HTML to PDF with WeasyPrint: `weasyprint_pdf.py INPUT.html OUTPUT.pdf`."""

import sys

import weasyprint

weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])
