//! The import rules of the pipeline, and the invariants of the format list.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What the files of each top-level module may name with `crate::`. A new module needs a line here.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("source", &["model"]),
    ("diagnostic", &["model", "source", "suggest"]),
    ("canonical", &["model", "compare"]),
    ("load", &["model", "source", "diagnostic", "canonical", "snapshot", "suggest"]),
    ("normalize", &["model", "source", "diagnostic", "load", "snapshot", "suggest", "labels"]),
    ("compare", &["model"]),
    ("snapshot", &["model", "compare"]),
    ("select", &["model", "diagnostic", "compare", "suggest"]),
    ("diff", &["model", "diagnostic", "compare"]),
    ("merge", &["model", "diagnostic", "compare", "diff", "canonical", "snapshot", "export"]),
    ("check", &["model", "source", "diagnostic", "compare", "suggest"]),
    ("labels", &[]),
    ("suggest", &[]),
    ("config", &["check", "model", "diagnostic", "load", "select", "theme", "export", "view", "suggest"]),
    ("theme", &["suggest"]),
    ("document", &["model", "compare"]),
    ("view", &["model", "compare", "document", "diff", "labels"]),
    ("export", &["model", "diagnostic", "compare", "document", "view", "canonical", "labels", "theme", "snapshot"]),
    ("embed", &["model", "source", "diagnostic", "suggest"]),
    ("output", &[]),
];

fn source_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("src is readable") {
        let path = entry.expect("src is readable").path();
        if path.is_dir() {
            files.extend(source_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The top-level module that a file of `src` belongs to.
fn module_of(file: &Path) -> String {
    let relative = file.strip_prefix(source_folder()).expect("file is under src");
    let first = relative.components().next().expect("file has a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The modules that a file names after `crate::`, in code.
fn imports(file: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(file).expect("source file is readable");
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        if let Some(list) = rest.strip_prefix('{') {
            let list = &list[..list.find('}').unwrap_or(list.len())];
            found.extend(list.split(',').map(|item| first_word(item.trim_start())));
        } else {
            found.insert(first_word(rest));
        }
    }
    found
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|character| character.is_alphanumeric() || *character == '_').collect()
}

#[test]
fn every_module_imports_only_what_the_pipeline_allows() {
    let mut faults = Vec::new();
    for file in source_files(&source_folder()) {
        let module = module_of(&file);
        if ["lib", "main", "cli"].contains(&module.as_str()) {
            continue;
        }
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            faults.push(format!("{module}: no line in MAY_USE"));
            continue;
        };
        for import in imports(&file) {
            if import != module && !allowed.contains(&import.as_str()) {
                faults.push(format!("{} uses crate::{import}", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_the_command_line_reads_clock_environment_and_terminal() {
    let mut faults = Vec::new();
    for file in source_files(&source_folder()) {
        let module = module_of(&file);
        if ["main", "cli"].contains(&module.as_str()) {
            continue;
        }
        let text = fs::read_to_string(&file).expect("source file is readable");
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            for forbidden in ["std::env", "SystemTime", "Instant::now", "Zoned::now", "Timestamp::now", "IsTerminal"] {
                if line.contains(forbidden) {
                    faults.push(format!("{}:{}: {forbidden}", file.display(), number + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_source_file_says_in_its_first_line_what_it_is() {
    let without: Vec<PathBuf> = source_files(&source_folder())
        .into_iter()
        .filter(|file| !fs::read_to_string(file).expect("source file is readable").starts_with("//! "))
        .collect();
    assert!(without.is_empty(), "{without:?}");
}

mod formats {
    use super::BTreeSet;
    use rolematrix::export::registry::{FORMATS, Registry};

    #[test]
    fn no_two_formats_share_a_name() {
        let mut seen = BTreeSet::new();
        for name in FORMATS.iter().flat_map(|format| std::iter::once(&format.name).chain(format.aliases)) {
            assert!(seen.insert(name), "{name} is taken twice");
        }
    }

    #[test]
    fn names_and_extensions_are_lower_case_without_a_dot() {
        for format in FORMATS {
            for word in std::iter::once(&format.name).chain(format.aliases).chain(format.extensions) {
                assert_eq!(*word, word.to_lowercase());
                assert!(!word.starts_with('.') && !word.is_empty(), "{word}");
            }
        }
    }

    #[test]
    fn every_format_is_found_by_its_names_and_says_what_it_is() {
        let registry = Registry::default();
        for format in FORMATS {
            for name in std::iter::once(&format.name).chain(format.aliases) {
                assert_eq!(registry.by_name(&name.to_uppercase()).map(|found| found.name), Some(format.name));
            }
            assert!(!format.extensions.is_empty(), "{} has no extension", format.name);
            assert!(format.media_type.contains('/'), "{}", format.media_type);
            assert!(!format.summary.is_empty() && !format.summary.ends_with('.'), "{}", format.summary);
        }
    }
}

mod codes {
    use super::BTreeSet;
    use rolematrix::diagnostic::codes;

    #[test]
    fn no_two_codes_share_a_name_and_every_code_is_explained() {
        let mut seen = BTreeSet::new();
        for code in codes::all() {
            assert!(seen.insert(code.name), "{} is taken twice", code.name);
            assert!(code.name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-'), "{}", code.name);
            assert!(!code.summary.ends_with('.') && code.explanation.ends_with('.'), "{}", code.name);
        }
    }
}

#[test]
fn the_architecture_page_names_every_module() {
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/architecture.md")).expect("the page");
    let modules: BTreeSet<String> = source_files(&source_folder()).iter().map(|file| module_of(file)).collect();
    for module in modules.iter().filter(|module| !["lib", "main"].contains(&module.as_str())) {
        assert!(page.contains(&format!("`{module}`")), "docs/architecture.md says nothing of `{module}`");
    }
}
