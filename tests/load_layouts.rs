//! Workbooks and documents as people lay them out, in several languages: what the matrix is, and what is told of the
//! rest.

use std::path::Path;

use rolematrix::diagnostic::{Diagnostics, Severity};
use rolematrix::load::mapping::Mapping;
use rolematrix::load::{Input, LoadOptions, load};
use rolematrix::model::RoleMatrix;
use rolematrix::normalize::normalize;
use rolematrix::source::{SourceFile, Sources};

/// The matrix of a fixture as lines `group > dimension: role=cell, …`, and the codes of its warnings.
fn read(name: &str, mapping: &str) -> (Vec<String>, Vec<&'static str>, Vec<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/layouts").join(name);
    let content = std::fs::read(path).expect("the fixture is there");
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let source = sources.add(SourceFile::default());
    let mapping = Mapping::parse(mapping, source).expect("a mapping");
    let input = Input { name, content: &content };
    let mut read = |mapping: Mapping, diagnostics: &mut Diagnostics| {
        let options = LoadOptions { mapping, ..LoadOptions::default() };
        let (_, loaded) = load(&input, &options, &mut sources, diagnostics).expect("the file loads");
        normalize(loaded, &options.mapping, diagnostics).expect("the file holds a matrix")
    };
    let (matrix, report) = read(mapping, &mut diagnostics);
    let (again, _) = read(report.mapping.clone(), &mut Diagnostics::default());
    assert_eq!(again, matrix, "{name} with\n{}", report.mapping.to_toml());
    let warnings: Vec<_> = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Warning).collect();
    let codes = warnings.iter().map(|diagnostic| diagnostic.code.name).collect();
    let hints = warnings.iter().filter_map(|diagnostic| diagnostic.hint.clone()).collect();
    (shown(&matrix), codes, hints)
}

fn shown(matrix: &RoleMatrix) -> Vec<String> {
    let rows = matrix.dimensions().iter().enumerate().map(|(row, dimension)| {
        let cells = matrix.roles().iter().enumerate().map(|(column, role)| {
            format!("{}={}", role.name.as_str(), matrix.cell(row, column).text.as_str().replace('\n', "; "))
        });
        let group = dimension.group.as_ref().map(|group| format!("{group} > ")).unwrap_or_default();
        format!("{group}{}: {}", dimension.name.as_str(), cells.collect::<Vec<_>>().join(", "))
    });
    rows.collect()
}

#[test]
fn a_german_raci_among_title_legend_and_note() {
    let (rows, codes, hints) = read("raci_de.xlsx", "");
    assert_eq!(
        rows,
        [
            "Planung > Ziele klären: Projektleiterin=A, Entwickler=C, Fachbereich=R",
            "Planung > Budget festlegen: Projektleiterin=R, Entwickler=I, Fachbereich=A",
            "Umsetzung > Bauen: Projektleiterin=A, Entwickler=R, Fachbereich=I",
            "Umsetzung > Testen: Projektleiterin=A, Entwickler=R, Fachbereich=C",
            "Umsetzung > Abnehmen: Projektleiterin=C, Entwickler=I, Fachbereich=A/R",
        ]
    );
    assert_eq!(codes, ["outside-the-table"], "{hints:?}");
}

#[test]
fn a_japanese_ladder_with_two_header_rows_and_merged_sections() {
    let (rows, codes, _) = read("ladder_ja.xlsx", "");
    assert_eq!(
        rows[0],
        "技術 > 設計: エンジニア / 初級=指導を受ける, エンジニア / 上級=独力で行う, マネージャー / 初級=理解する, マネージャー / 上級=方針を決める"
    );
    assert_eq!(rows.len(), 3);
    assert!(rows[2].starts_with("対人 > 連携"));
    assert!(codes.is_empty(), "{codes:?}");
}

#[test]
fn russian_rights_with_bold_group_headings() {
    let (rows, codes, hints) = read("rights_ru.ods", "");
    assert_eq!(
        rows,
        [
            "Документы > Просмотр: Администратор=✓, Редактор=✓, Читатель=✓",
            "Документы > Правка: Администратор=✓, Редактор=✓, Читатель=",
            "Пользователи > Добавление: Администратор=✓, Редактор=, Читатель=",
            "Пользователи > Удаление: Администратор=✓, Редактор=, Читатель=",
        ]
    );
    assert!(codes.contains(&"column-left-out"), "{codes:?} {hints:?}");
}

#[test]
fn a_french_long_table_in_an_old_workbook() {
    let (rows, codes, _) = read("long_fr.xls", "");
    assert_eq!(
        rows,
        [
            "Technique > SQL: Analyste=1, Ingénieure=2, Cheffe de projet=3",
            "Technique > Python: Analyste=2, Ingénieure=3, Cheffe de projet=4",
            "Humain > Écoute: Analyste=3, Ingénieure=4, Cheffe de projet=1",
            "Humain > Animation: Analyste=4, Ingénieure=1, Cheffe de projet=2",
        ]
    );
    assert_eq!(codes, ["guessed-layout"]);
}

#[test]
fn portuguese_sheets_that_are_each_a_dimension() {
    let mapping = "stack_sheets = [\"Entrega\", \"Comunicação\"]\nheader_row = 3\nno_dimension_column = true";
    let expected = [
        "Entrega: Júnior=pede ajuda; testa, Sênior=planeja; ensina",
        "Comunicação: Júnior=escuta, Sênior=explica; escreve",
    ];
    assert_eq!(read("sheets_pt.xlsx", mapping).0, expected);
    let (_, codes, hints) = read("sheets_pt.xlsx", "");
    assert!(codes.contains(&"sheets-alike"), "{codes:?}");
    assert!(hints.iter().any(|hint| hint.contains("stack_sheets = [\"Entrega\", \"Comunicação\"]")), "{hints:?}");
}

#[test]
fn spanish_jobs_as_rows_of_a_document() {
    let (rows, codes, hints) = read("jobs_es.docx", "");
    assert_eq!(
        rows,
        [
            "Área: Ingeniera de datos=Tecnología, Analista=Tecnología, Responsable de RR. HH.=Personas",
            "Responsabilidades: Ingeniera de datos=• construye; • mantiene, Analista=informa, Responsable de RR. HH.=contrata",
            "Requisitos: Ingeniera de datos=SQL, Analista=estadística, Responsable de RR. HH.=",
        ]
    );
    // That an area is merged over its jobs is a matter of course.
    assert!(codes.is_empty(), "{codes:?} {hints:?}");
}

#[test]
fn numbers_of_an_xls_file_whose_formats_cannot_be_read_are_told() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/layouts/long_fr.xls");
    let mut content = std::fs::read(path).expect("the fixture is there");
    let told = |content: &[u8]| {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let input = Input { name: "long_fr.xls", content };
        load(&input, &LoadOptions::default(), &mut sources, &mut diagnostics).expect("the file loads");
        diagnostics.iter().find(|told| told.code.name == "numbers-without-format").cloned()
    };
    assert!(told(&content).is_none(), "its formats are read");

    // A record of two bytes that nothing here needs becomes a font that is cut short.
    let save_links = [0xda, 0x00, 0x02, 0x00];
    let at = content.windows(4).position(|record| record == save_links).expect("the record is there");
    content[at] = 0x31;
    let told = told(&content).expect("it is told");
    assert_eq!(told.severity, Severity::Note);
    assert!(told.hint.as_deref().is_some_and(|hint| hint.contains("XLSX")));
}

#[test]
fn attributes_of_kramdown_below_a_table_are_no_row_and_a_row_that_looks_like_them_is_one() {
    let rows = |last: &str| {
        let page = format!("| Task | Engineer | Analyst |\n|---|---|---|\n| Build | R | A |\n{last}\n");
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let input = Input { name: "page.md", content: page.as_bytes() };
        let options = LoadOptions::default();
        let (_, loaded) = load(&input, &options, &mut sources, &mut diagnostics).expect("the page loads");
        shown(&normalize(loaded, &options.mapping, &mut diagnostics).expect("a matrix").0)
    };
    assert_eq!(rows("{: .wide #raci}"), ["Build: Engineer=R, Analyst=A"]);
    assert_eq!(rows("| {: .wide} | | |"), ["Build: Engineer=R, Analyst=A", "{: .wide}: Engineer=, Analyst="]);
}
