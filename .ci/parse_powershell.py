"""Parses a PowerShell script and fails where it is not one: parse_powershell.py SCRIPT. Needs the package tree-sitter-powershell."""

import sys

import tree_sitter_powershell
from tree_sitter import Language, Parser

# `.Where{ … }` is a method with a block for its argument. The grammar knows blocks within parentheses only.
WITHOUT_PARENTHESES = b'.Where{ $_.CompletionText -like "$wordToComplete*" }'


def broken(node):
    """The nodes that are no part of the grammar, or that it misses."""
    if node.is_error or node.is_missing:
        yield node
    for child in node.children:
        yield from broken(child)


def main() -> None:
    with open(sys.argv[1], "rb") as script:
        source = script.read()
    source = source.replace(WITHOUT_PARENTHESES, b".Where({" + WITHOUT_PARENTHESES[7:-1] + b"})")
    root = Parser(Language(tree_sitter_powershell.language())).parse(source).root_node
    faults = [f"line {node.start_point.row + 1}: {source[node.start_byte:node.end_byte][:80]!r}" for node in broken(root)]
    commands = source.count(b"[CompletionResult]::new(")
    if faults or not commands:
        sys.exit(f"{sys.argv[1]} is no PowerShell: {faults[:5] or 'nothing is completed'}")
    print(f"{sys.argv[1]}: parsed as PowerShell, {commands} completions")


main()
