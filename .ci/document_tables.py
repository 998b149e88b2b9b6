"""document_tables.py DOCUMENT.json FOLDER: the tables of a document that `export -f json` wrote, as FOLDER/0.csv, 1.csv …

What the Markdown page of the same view must hold, table by table."""
import csv, json, pathlib, sys

document = json.load(open(sys.argv[1], encoding="utf-8"))
folder = pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)


def plain(text):
    """The characters of a text: a string, or runs."""
    if isinstance(text, str):
        return text
    return "".join(run if isinstance(run, str) else run["text"] for run in text["runs"])


def rows(block):
    if "table" in block:
        table = block["table"]
        grouped = any("group" in row for row in table["rows"])
        yield (["Group"] if grouped else []) + [plain(table["corner"])] + [plain(name) for name in table["columns"]]
        for row in table["rows"]:
            yield ([row.get("group", "")] if grouped else []) + [plain(row["header"])] + [plain(cell) for cell in row["cells"]]
    elif "ratings" in block:
        ratings = block["ratings"]
        grouped = any("group" in item for item in ratings["criteria"])
        scale = ratings["scale"]
        lead = ["Group"] if grouped else []
        yield lead + ["Dimension", "What good looks like", f"Rating ({scale['lowest']}–{scale['highest']})", "Weight", "Notes"]
        for item in ratings["criteria"]:
            group = [item.get("group", "")] if grouped else []
            yield group + [plain(item["name"]), plain(item["expectation"]), "", str(item["weight"]), ""]
        yield ([""] if grouped else []) + ["Weighted total", "", "", "", ""]


count = 0
for block in document["blocks"]:
    table = list(rows(block))
    if table:
        with open(folder / f"{count}.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(table)
        count += 1
print(count)
