//! `docs/limits.md` says what the code does: each row's constant is there and has that value, and no limit of a loader is missing.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The constants of a source file with their values, where these are numbers.
fn constants(source: &str) -> Vec<(String, String)> {
    let constant = |line: &str| {
        let (_, rest) = line.trim_start().split_once("const ")?;
        let (name, rest) = rest.split_once(": ")?;
        let value = rest.split_once(" = ")?.1.strip_suffix(';')?;
        Some((name.to_owned(), written(value)?))
    };
    source.lines().filter_map(constant).collect()
}

/// A number of the code as the table writes it: `32 << 20` is 32 MB, `2_000_000` is 2,000,000.
fn written(value: &str) -> Option<String> {
    if let Some(megabytes) = value.strip_suffix(" << 20") {
        return Some(format!("{megabytes} MB"));
    }
    let digits = value.replace('_', "");
    let number: u64 = digits.parse().ok()?;
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    Some(groups.join(","))
}

/// The rows of the table: file, constant, value.
fn rows() -> Vec<(String, String, String)> {
    let page = read("docs/limits.md");
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let (file, constant) = cells.get(3)?.strip_prefix('`')?.strip_suffix('`')?.split_once("` `")?;
        Some((file.to_owned(), constant.to_owned(), (*cells.get(2)?).to_owned()))
    };
    page.lines().filter_map(row).collect()
}

fn source_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            source_files(&path, files);
        } else {
            files.push(path);
        }
    }
}

#[test]
fn each_limit_of_the_table_is_that_of_the_code() {
    let rows = rows();
    assert!(rows.len() > 35, "the table is read");
    for (file, constant, value) in rows {
        let found = constants(&read(&file)).into_iter().find(|(name, _)| *name == constant);
        assert_eq!(found, Some((constant, value)), "{file}");
    }
}

#[test]
fn each_limit_of_the_loaders_stands_in_the_table() {
    let rows = rows();
    let mut files = Vec::new();
    source_files(&root().join("src/load"), &mut files);
    for path in files {
        let name = path.strip_prefix(root()).expect("below the root").display().to_string();
        for (constant, _) in constants(&fs::read_to_string(&path).expect("a source file")) {
            let is_limit = constant.starts_with("MAX_") || constant.starts_with("MOST_");
            let told = rows.iter().any(|(file, known, _)| *file == name && *known == constant);
            assert!(told || !is_limit, "{name}: {constant} is not in docs/limits.md");
        }
    }
}
