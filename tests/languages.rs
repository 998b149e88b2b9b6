//! One input gives outputs in one language, and what a workbook of any language says loads back.

mod common;

use std::fs;
use std::io::{Cursor, Read};

use common::workbench::{Workbench, assert_ends};

/// A part of a workbook in the bench's folder.
fn part(bench: &Workbench, workbook: &str, name: &str) -> String {
    let bytes = fs::read(bench.path(workbook)).expect("the workbook is there");
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    package.by_name(name).expect("the part is there").read_to_string(&mut text).expect("the part is UTF-8");
    text
}

const GERMAN: &str = "Bereich,Dimension,Data Engineer,Analyst\n\
    Arbeit,Umfang,Leitet die Entwicklung und ist für das Team verantwortlich,Berichte für die Leitung\n\
    Arbeit,Mittel,SQL,SQL\n\
    Ort,Stadt,Berlin,Bonn\n";

#[test]
fn every_output_of_a_german_source_is_german_whatever_is_selected() {
    let bench = Workbench::new();
    bench.write("rollen.csv", GERMAN);
    // Nothing of the cells that are selected here is German.
    for selection in [&[][..], &["--dimensions", "Mittel,Stadt"]] {
        for view in ["comparison", "profiles", "scorecard"] {
            let flags = ["export", "rollen.csv", "-o", "out.xlsx", "--force", "--view", view];
            assert_ends(&bench.run(&[&flags, selection].concat()), 0, "");
            assert!(part(&bench, "out.xlsx", "xl/worksheets/sheet1.xml").contains("Seite &amp;P von &amp;N"), "{view}");
            let strings = part(&bench, "out.xlsx", "xl/sharedStrings.xml");
            assert!(strings.contains(">Gruppe<") && !strings.contains(">Group<"), "{view}: {strings}");
        }
        let marked = ["export", "rollen.csv", "-o", "marked.xlsx", "--force", "--marks"];
        assert_ends(&bench.run(&[&marked, selection].concat()), 0, "");
        assert!(part(&bench, "marked.xlsx", "xl/sharedStrings.xml").contains(">verschieden<"));
        let ended = bench.run(&[&["export", "rollen.csv", "-f", "md", "--transpose"], selection].concat());
        assert!(ended.stdout.contains("| Rolle |"), "{}", ended.stdout);
        let ended = bench.run(&[&["export", "rollen.csv", "-f", "md", "--marks"], selection].concat());
        assert!(
            ended.stdout.contains("| Gruppe |") && ended.stdout.contains("- **verschieden**: "),
            "{}",
            ended.stdout
        );
    }
    // What is asked for comes first.
    assert_ends(&bench.run(&["export", "rollen.csv", "-o", "out.xlsx", "--force", "--lang", "fr"]), 0, "");
    assert!(part(&bench, "out.xlsx", "xl/sharedStrings.xml").contains(">Groupe<"));
}

#[test]
fn a_workbook_in_any_language_loads_back_either_way_round() {
    let bench = Workbench::new();
    bench.write("rollen.csv", GERMAN);
    let expected = bench.run(&["export", "rollen.csv", "-f", "csv"]).stdout;
    assert!(expected.starts_with("Group,Dimension,"), "{expected}");
    let without_groups = bench.run(&["export", "rollen.csv", "-f", "csv", "--transpose"]).stdout;
    for language in ["en", "de", "fr", "es", "ja", "ar", "zh", "he", "hi"] {
        for (flags, expected) in [(&[][..], &expected), (&["--transpose"], &without_groups)] {
            for name in ["out.xlsx", "out.md"] {
                let export = ["export", "rollen.csv", "-o", name, "--force", "--lang", language];
                assert_ends(&bench.run(&[&export, flags].concat()), 0, "");
                let ended = bench.run(&[&["export", name, "-f", "csv"], flags].concat());
                assert_eq!(&ended.stdout, expected, "{language} {name} {flags:?}: {}", ended.stderr);
            }
        }
    }
}
