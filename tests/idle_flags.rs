//! Flags of pages and scorecards: each reaches every format that takes it, and one that does nothing is told.

mod common;

use std::fs;
use std::io::{Cursor, Read};

use common::workbench::{Workbench, assert_ends};

fn footer(bench: &Workbench, workbook: &str) -> String {
    let bytes = fs::read(bench.path(workbook)).expect("the workbook is there");
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut sheet = String::new();
    package.by_name("xl/worksheets/sheet1.xml").expect("a sheet").read_to_string(&mut sheet).expect("UTF-8");
    let (_, after) = sheet.split_once("<oddFooter>").expect("a footer");
    after.split("</oddFooter>").next().unwrap_or_default().replace("&amp;", "&")
}

#[test]
fn the_footer_of_a_workbook_has_its_text_beside_the_page_number() {
    let bench = Workbench::new();
    for view in ["comparison", "profiles", "scorecard"] {
        let flags = ["--footer", "R&D panel", "--confidential", "--view", view];
        assert_ends(&bench.run(&[&["export", "roles.csv", "-o", "out.xlsx", "--force"], &flags[..]].concat()), 0, "");
        assert_eq!(footer(&bench, "out.xlsx"), "&LR&&D panel · Confidential&Rpage &P of &N");
    }
    assert_ends(&bench.run(&["export", "roles.csv", "-o", "out.xlsx", "--force", "--confidential"]), 0, "");
    assert_eq!(footer(&bench, "out.xlsx"), "&LConfidential&Rpage &P of &N");
}

#[test]
fn a_footer_that_excel_has_no_room_for_is_cut_and_told_with_the_length_that_fits() {
    let bench = Workbench::new();
    let long = "&".repeat(200);
    let export = |text: &str| {
        let ended =
            bench.run(&["export", "roles.csv", "-o", "out.xlsx", "--force", "--confidential", "--footer", text]);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        (footer(&bench, "out.xlsx"), ended.stderr)
    };
    let (written, said) = export(&long);
    assert!(written.ends_with(" · Confidential&Rpage &P of &N") && written.encode_utf16().count() <= 255, "{written}");
    let length = said.split("shorten `--footer` to ").nth(1).and_then(|rest| rest.split(' ').next()).expect("a hint");
    let (_, said) = export(&"x".repeat(length.parse().expect("a number")));
    assert!(said.is_empty(), "{said}");
}

#[test]
fn a_flag_of_pages_that_no_format_takes_is_told_with_those_that_do() {
    let bench = Workbench::new();
    bench.write("own.toml", "");
    for (flags, taken_by) in [
        (&["--footer", "Panel"][..], "pdf,xlsx"),
        (&["--theme", "mono"], "pdf,xlsx"),
        (&["--paper", "a4"], "pdf,xlsx"),
        (&["--confidential"], "pdf,xlsx"),
        (&["--font-size", "9"], "pdf"),
        (&["--columns-per-page", "2"], "pdf"),
    ] {
        let said = format!("`{}` does nothing to csv, md", flags[0]);
        let ended = bench.run(&[&["export", "roles.csv", "-f", "csv,md", "-o", "out/"], flags].concat());
        assert_ends(&ended, 0, &said);
        assert!(ended.stderr.contains(&format!("`-f {taken_by}`")), "{}", ended.stderr);
        let denied = ["--deny", "warnings", "export", "roles.csv", "-f", "csv", "-o", "out/"];
        assert_ends(&bench.run(&[&denied, flags].concat()), 1, "idle-flag");
        let taken = bench.run(&[&["export", "roles.csv", "-f", taken_by, "-o", "taken/"], flags].concat());
        assert!(taken.code == 0 && taken.stderr.is_empty(), "{}", taken.stderr);
    }
    // A look is a matter of those that have one; what must be known is told of every file without it.
    let both = ["export", "roles.csv", "-f", "pdf,csv", "-o", "out/", "--paper", "letter", "--footer", "Panel"];
    assert_eq!(bench.run(&both).stderr, "");
    assert_ends(&bench.run(&[&both[..], &["--confidential"]].concat()), 0, "`--confidential` does nothing to csv");
}

#[test]
fn a_weight_of_what_is_not_selected_is_told_and_several_may_stand_in_one_flag() {
    let bench = Workbench::new();
    let scorecard = ["export", "roles.csv", "-f", "md", "--view", "scorecard"];
    let weighted = bench.run(&[&scorecard[..], &["--weight", "Scope=3,Reports to=2"]].concat());
    assert_ends(&weighted, 0, "");
    let apart = bench.run(&[&scorecard[..], &["--weight", "Scope=3", "--weight", "Reports to=2"]].concat());
    assert_eq!(weighted.stdout, apart.stdout);
    assert_eq!((weighted.stderr.as_str(), weighted.stdout.contains("| 3 |")), ("", true), "{}", weighted.stdout);
    let idle = bench.run(&[&scorecard[..], &["--weight", "Scope=3", "--dimensions", "Reports to"]].concat());
    assert_ends(&idle, 0, "`--weight Scope=3` does nothing: what it weighs is not selected");
    assert!(idle.stderr.contains("`--dimensions \"Reports to,Scope\"`"), "{}", idle.stderr);
    let followed = bench.run(&[&scorecard[..], &["--weight", "Scope=3", "--dimensions", "Reports to,Scope"]].concat());
    assert_eq!((followed.code, followed.stderr.as_str()), (0, ""));
}
