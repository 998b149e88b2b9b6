"""scorecard_totals.py FILE.xlsx [FILLED.xlsx]: are a scorecard's formulas right?

1. The cached value of every formula equals what LibreOffice computes.
2. With ratings filled in, LibreOffice's totals and means equal those computed here; so do the summary's.
FILLED.xlsx, if given, gets the filled-in workbook. Exit 0 clean, 1 findings."""
import pathlib, subprocess, sys, tempfile
import openpyxl

source = sys.argv[1]
findings = []


def recalculated(workbook, folder, name):
    """The values that LibreOffice computes: openpyxl writes formulas without cached values."""
    path = pathlib.Path(folder, name)
    workbook.save(path)
    out = pathlib.Path(folder, "out")
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "xlsx",
                    "--outdir", out, path], check=True, capture_output=True, timeout=180)
    return openpyxl.load_workbook(out / name, data_only=True)


def same(one, other):
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) < 1e-9
    return ("" if one is None else one) == ("" if other is None else other)


def rating_cells(sheet):
    """The cells that take a rating: those whose validation is a list."""
    for validation in sheet.data_validations.dataValidation:
        if validation.type == "list":
            scale = [int(item) for item in validation.formula1.strip('"').split(",")]
            for area in validation.sqref.ranges:
                for row in range(area.min_row, area.max_row + 1):
                    yield row, area.min_col, scale


with tempfile.TemporaryDirectory() as folder:
    formulas = openpyxl.load_workbook(source)
    cached = openpyxl.load_workbook(source, data_only=True)
    computed = recalculated(formulas, folder, "empty.xlsx")
    count = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    count += 1
                    was, now = cached[sheet.title][cell.coordinate].value, computed[sheet.title][cell.coordinate].value
                    if not same(was, now):
                        findings.append(f"{sheet.title}!{cell.coordinate}: cached {was!r}, computed {now!r}")
    if count == 0:
        findings.append("no formulas")

    filled = openpyxl.load_workbook(source)
    expected = {}
    by_sheet = {}
    for number, sheet in enumerate(filled):
        cells = list(rating_cells(sheet))
        if not cells:
            continue
        weights = [cached[sheet.title].cell(row, column + 1).value for row, column, _ in cells]
        # The third criterion stays unrated.
        ratings = [None if index == 2 else scale[(index * 7 + number * 3) % len(scale)]
                   for index, (_, _, scale) in enumerate(cells)]
        for (row, column, _), rating in zip(cells, ratings):
            sheet.cell(row, column).value = rating
        total = sum(rating * weight for rating, weight in zip(ratings, weights) if rating is not None)
        rated = sum(weight for rating, weight in zip(ratings, weights) if rating is not None)
        last, column = cells[-1][0], cells[-1][1]
        expected[sheet.title, last + 1, column] = total
        expected[sheet.title, last + 2, column] = total / rated if rated else ""
        by_sheet[sheet.title] = (total, total / rated if rated else "")
    values = recalculated(filled, folder, "filled.xlsx")
    for (sheet, row, column), want in expected.items():
        got = values[sheet].cell(row, column).value
        if not same(want, got):
            findings.append(f"{sheet} row {row}: expected {want!r}, computed {got!r}")
    # A summary has the same totals, in the order of the sheets before it.
    for sheet in filled:
        if list(rating_cells(sheet)) or not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row):
            continue
        totals = [cell.value for row in values[sheet.title].iter_rows() for cell in row
                  if isinstance(cell.value, (int, float))]
        for name, (total, mean) in by_sheet.items():
            if not any(same(total, value) for value in totals) or not any(same(mean, value) for value in totals):
                findings.append(f"{sheet.title} lacks the total or mean of {name}")
    if len(sys.argv) > 2:
        filled.save(sys.argv[2])

for finding in findings:
    print(finding)
print(f"{'FAIL' if findings else 'PASS'} {source}: {count} formulas, {len(by_sheet)} sheets filled in")
sys.exit(1 if findings else 0)
