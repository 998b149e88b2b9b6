//! What a Markdown page shows as code is no table and no marker, for everything that looks for one.

use rolematrix::diagnostic::Diagnostics;
use rolematrix::embed::{self, PageSyntax};
use rolematrix::load::{Input, LoadOptions, load};
use rolematrix::model::SourceId;
use rolematrix::normalize::normalize;
use rolematrix::source::Sources;

const HTML_TABLE: &str = "<table><tr><th>Task</th><th>Junior</th><th>Senior</th></tr>\n\
                          <tr><td>Code</td><td>reads</td><td>designs</td></tr></table>\n";
const BARE_TABLE: &str = "Task | Junior | Senior\nCode | reads | designs\nTalk | listens | leads\n";
const BLOCK: &str = "<!-- rolematrix:begin source=roles.csv -->\nold\n<!-- rolematrix:end -->\n";

/// Whether a page has a matrix.
fn has_matrix(page: &str) -> bool {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let options = LoadOptions::default();
    let input = Input { name: "page.md", content: page.as_bytes() };
    let read = load(&input, &options, &mut sources, &mut diagnostics)
        .and_then(|(_, loaded)| normalize(loaded, &options.mapping, &mut diagnostics));
    read.is_ok()
}

fn has_block(page: &str) -> bool {
    embed::blocks(page, PageSyntax::Markdown, SourceId(0)).is_ok_and(|blocks| blocks.len() == 1)
}

/// Who finds something below some lines: that which looks for HTML tables, for bare tables, and for blocks.
fn found_below(above: &str) -> [bool; 3] {
    [
        has_matrix(&format!("{above}\n{HTML_TABLE}")),
        has_matrix(&format!("{above}\n{BARE_TABLE}")),
        has_block(&format!("{above}\n{BLOCK}")),
    ]
}

#[test]
fn code_below_a_heading_belongs_to_what_the_heading_names_and_is_told_beside_a_list() {
    for (body, said, is_told) in [
        ("```\na\nb\n```", "a\nb", false),
        ("Runs.\n\n~~~sh\n- a\n~~~\n\nMore.", "Runs.\n- a\nMore.", false),
        ("Runs.\n\n```\n```", "Runs.", false),
        ("- runs\n\n```\na\n```", "• runs", true),
        ("```\n- a\n```\n\n- runs", "• runs", true),
    ] {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let page = format!("# Scope\n\n## Cook\n\n{body}\n\n## Waiter\n\nserves\n");
        let input = Input { name: "page.md", content: page.as_bytes() };
        let (_, loaded) = load(&input, &LoadOptions::default(), &mut sources, &mut diagnostics).expect("it is read");
        let (matrix, _) = normalize(loaded, &LoadOptions::default().mapping, &mut diagnostics).expect("a matrix");
        assert_eq!(matrix.cell(0, 0).text.as_str(), said, "{body:?}");
        let told = diagnostics.iter().any(|told| told.message.starts_with("text beside the lists was left out"));
        assert_eq!(told, is_told, "{body:?}");
    }
}

#[test]
fn code_in_an_item_of_a_list_stands_below_what_the_item_says() {
    let page = |item: &str| format!("# Scope\n\n## Cook\n\n- {item}\n- then\n\n## Waiter\n\n- serves\n");
    for (item, said) in [
        ("runs:\n  ```\n  a\n  b\n  ```", "• runs:\n  a\n  b\n• then"),
        ("runs:\n  ~~~sh\n  a\n  ~~~\n  and **more**", "• runs:\n  a\n  and more\n• then"),
        ("runs:\n  ```\n  a\n  ```\n  **more**", "• runs:\n  a\n  more\n• then"),
        ("runs:\n\n      a\n\n  and more\n", "• runs:\n  a\n  and more\n• then"),
        ("```\n  a\n  ```\n  ```\n  b\n  ```", "• a\n  b\n• then"),
        ("runs:\n  ```\n  a\n  ```\n  - b", "• runs:\n  a\n  • b\n• then"),
        ("runs:\n  ```\n  a\n  ```\n  > b", "• runs:\n  a\n  b\n• then"),
        ("runs:\n  ```\n  a\n  ```\n\n  <!-- b -->", "• runs:\n  a\n• then"),
        ("runs:\n  ```\n  a\n  ```\n\n  ---\n", "• runs:\n  a\n• then"),
        ("runs:\n  ```\n  ```", "• runs:\n• then"),
        ("runs:\n  ```\n  ```\n  more", "• runs:\n  more\n• then"),
    ] {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let page = page(item);
        let input = Input { name: "page.md", content: page.as_bytes() };
        let (_, loaded) = load(&input, &LoadOptions::default(), &mut sources, &mut diagnostics).expect("it is read");
        let (matrix, _) = normalize(loaded, &LoadOptions::default().mapping, &mut diagnostics).expect("a matrix");
        assert_eq!(matrix.cell(0, 0).text.as_str(), said, "{item:?}");
    }
}

#[test]
fn what_follows_an_open_fence_is_code_for_tables_and_blocks_alike() {
    let open = [
        "```",
        "~~~",
        "```sql",
        "~~~ a ~~~",
        "   ```",
        "````\n```",
        "~~~\n```",
        "```\n~~~",
        "```\n``` sql",
        "```\n    ```",
        "```\ncode\n```\n\n```",
        "```\n> ```",
    ];
    for above in open {
        assert_eq!(found_below(above), [false; 3], "below {above:?}");
    }
}

#[test]
fn what_follows_a_closed_fence_or_none_is_found_by_tables_and_blocks_alike() {
    let closed = [
        "```\ncode\n```\n",
        "~~~\ncode\n~~~\n",
        "````\n```\n````\n",
        "```\ncode\n`````\n",
        "```\ncode\n   ```  \n",
        "~~~\n```\n~~~\n",
        "`` ` ``` ``\n",
        "``` a ` b\n",
        "text\n\n    ```\n",
        "- item\n\n  ```\n  code\n  ```\n\ntext\n",
        "- item\n\n  ```\n  code\n\ntext\n",
        "1. item\n\n   ```\n   code\n   ```\n\ntext\n",
        "- item\n  - item\n\n    ```\n    code\n    ```\n\ntext\n",
        "- ```\n  code\n  ```\n\ntext\n",
        "> ```\n> code\n\ntext\n",
    ];
    for above in closed {
        assert_eq!(found_below(above), [true; 3], "below {above:?}");
    }
}

#[test]
fn a_tab_of_a_page_is_found_wherever_it_begins() {
    let tab = "=== \"By day\"\n\n    | Task | Junior | Senior |\n    |---|---|---|\n    | Alarm | calls | mends |\n";
    for length in [10, 65_533, 65_534, 65_535, 65_536] {
        let above = "x".repeat(length - 2) + "\n\n";
        assert!(has_matrix(&(above + tab)), "at byte {length}");
    }
}
