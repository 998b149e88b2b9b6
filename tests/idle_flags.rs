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

/// Flags, and the formats that take each.
const TAKEN: &[(&str, &str)] = &[
    ("--no-system-fonts", "pdf"),
    ("--orientation landscape", "pdf"),
    ("--lang de", "pdf,xlsx,md,commonmark,mediawiki,dokuwiki,confluence"),
    ("--date 2026-11-24", "pdf,xlsx"),
    ("--marks", "pdf,xlsx,md,commonmark,mediawiki,dokuwiki,confluence"),
    ("--on-overflow split", "xlsx"),
    ("--csv-dialect excel", "csv"),
    ("--csv-delimiter ;", "csv,tsv"),
    ("--csv-bom on", "csv,tsv"),
    ("--csv-line-ending lf", "csv,tsv"),
    ("--csv-quoting always", "csv,tsv"),
    ("--csv-shape long", "csv,tsv"),
    ("--text markdown", "csv,tsv"),
    ("--table-style padded", "md"),
    ("--table-form html", "md"),
    ("--heading 2", "md,commonmark,mediawiki,dokuwiki,confluence"),
    ("--contents", "md,commonmark,mediawiki,confluence"),
    ("--folded", "md,commonmark,mediawiki,dokuwiki,confluence"),
];

#[test]
fn every_flag_that_only_some_formats_take_is_told_where_none_of_them_is_written() {
    let bench = Workbench::new();
    let all = ["pdf", "xlsx", "csv", "tsv", "md", "commonmark", "json", "yaml", "mediawiki", "dokuwiki", "confluence"];
    for (flag, taken_by) in TAKEN {
        let flags: Vec<&str> = flag.split(' ').collect();
        let others: Vec<&str> =
            all.into_iter().filter(|format| !taken_by.split(',').any(|one| one == *format)).collect();
        let export = |formats: &str| {
            bench.run(&[&["export", "roles.csv", "-o", "out/", "--force", "-f", formats], &flags[..]].concat())
        };
        let idle = export(&others.join(","));
        assert_ends(&idle, 0, &format!("`{}` does nothing to {}", flags[0], others.join(", ")));
        assert!(idle.stderr.contains(&format!("`-f {taken_by}`")), "{}", idle.stderr);
        for format in taken_by.split(',') {
            let taken = export(&format!("{format},{}", others[0]));
            assert!(taken.code == 0 && !taken.stderr.contains("idle-flag"), "{format}: {}", taken.stderr);
        }
    }
    // The JSON of a comparison is the matrix; that of another view says what it is of, and in which language.
    for flag in [["--lang", "de"], ["--date", "2026-11-24"]] {
        let profiles =
            [&["export", "roles.csv", "-f", "json,csv", "-o", "out/", "--view", "profiles"], &flag[..]].concat();
        assert!(!bench.run(&profiles).stderr.contains("idle-flag"));
    }
    let redline = bench.run(&["diff", "roles.csv", "roles.csv", "-f", "md", "-o", "out/", "--paper", "a4"]);
    assert_ends(&redline, 0, "`--paper` does nothing to md");
}

#[test]
fn a_key_of_a_job_that_does_nothing_is_told_and_one_of_the_defaults_is_for_those_that_take_it() {
    let bench = Workbench::new();
    let job = "[defaults]\nsources = 'roles.csv'\nfooter = 'Panel'\nconfidential = true\n\
               [jobs.a]\nformats = ['csv', 'md']\noutput = 'out/'\n";
    bench.write("rolematrix.toml", format!("{job}heading = 2\n"));
    let quiet = bench.run(&["build"]);
    assert!(quiet.code == 0 && !quiet.stderr.contains("idle-flag"), "{}", quiet.stderr);
    bench.write("rolematrix.toml", format!("{job}paper = 'letter'\nsystem_fonts = false\n"));
    let told = bench.run(&["--diagnostics", "short", "build"]);
    assert_ends(&told, 0, "rolematrix.toml:8:9: warning[idle-flag]: `paper` does nothing to csv, md");
    assert!(told.stderr.contains("or write what takes it: `formats = [\"pdf\", \"xlsx\"]`"), "{}", told.stderr);
    assert!(
        told.stderr.contains("rolematrix.toml:9:16: warning[idle-flag]: `system_fonts = false`"),
        "{}",
        told.stderr
    );
    let card = "[jobs.a]\nsources = 'roles.csv'\nview = 'scorecard'\noutput = 'card.md'\ndimensions = 'Scope'\n\
                [jobs.a.scorecard]\nweights = { 'Reports to' = 2 }\n";
    bench.write("rolematrix.toml", card);
    let told = bench.run(&["--diagnostics", "short", "build"]);
    let said = "rolematrix.toml:7:28: warning[idle-flag]: `scorecard.weights.\"Reports to\" = 2` does nothing";
    assert_ends(&told, 0, said);
    assert!(told.stderr.contains("`dimensions = \"Scope,Reports to\"`"), "{}", told.stderr);
}

#[test]
fn two_answers_to_where_the_roles_are_are_refused_and_one_to_each_question_is_not() {
    let bench = Workbench::new();
    for twice in [["roles-as-rows", "roles-as-columns"], ["portrait", "auto"], ["portrait", "portrait"]] {
        for command in ["export", "show", "check", "inspect"] {
            let ended = bench.run(&[command, "roles.csv", "--orientation", twice[0], "--orientation", twice[1]]);
            assert_ends(&ended, 2, &format!("`--orientation {}` and `--orientation {}`", twice[0], twice[1]));
        }
    }
    let both = ["--orientation", "roles-as-columns", "--orientation", "landscape"];
    assert_ends(&bench.run(&[&["export", "roles.csv", "-o", "out.pdf"], &both[..]].concat()), 0, "");
}

#[test]
fn what_is_no_tag_of_a_language_is_refused_with_one_that_is() {
    let bench = Workbench::new();
    for (written, hint) in [("German", "such as `de`"), ("de_DE", "write `de-DE`"), ("", "such as `de`")] {
        let ended = bench.run(&["export", "roles.csv", "-f", "md", "--lang", written]);
        assert_ends(&ended, 2, hint);
        bench.write(
            "rolematrix.toml",
            format!("[jobs.a]\nsources = 'roles.csv'\noutput = 'a.md'\nlang = '{written}'\n"),
        );
        let ended = bench.run(&["--diagnostics", "short", "build"]);
        assert_ends(&ended, 2, &format!("rolematrix.toml:4:8: error[bad-config]: `lang` cannot be `{written}`"));
        assert!(ended.stderr.contains(hint), "{}", ended.stderr);
    }
    for tag in ["de", "pt-BR", "zh-Hant-TW", "tlh", "de-1996"] {
        assert_ends(&bench.run(&["export", "roles.csv", "-f", "md", "--lang", tag]), 0, "");
    }
}

#[test]
fn what_yaml_does_not_hold_is_told() {
    let bench = Workbench::new();
    let profiles = bench.run(&["export", "roles.csv", "-f", "yaml", "--view", "profiles"]);
    assert_ends(&profiles, 0, "yaml holds the whole matrix, and nothing of the profiles view");
    assert_ends(
        &bench.run(&["diff", "roles.csv", "roles.csv", "-f", "yaml"]),
        2,
        "yaml holds a matrix, not what changed",
    );
    assert_ends(
        &bench.run(&["export", "roles.csv", "-f", "yaml", "--about"]),
        0,
        "yaml cannot hold what the document is",
    );
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
