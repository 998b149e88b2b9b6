//! Any matrix with any options, in every format: no panic, the same bytes twice, and nothing lost that an independent
//! reader looks for.

mod common;

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use common::generate::any_matrix;
use common::markdown_reader;
use common::properties::cases;
use proptest::prelude::*;
use rolematrix::compare::{Comparison, Only, Orientation, Selection};
use rolematrix::diagnostic::Diagnostics;
use rolematrix::document::Metadata;
use rolematrix::export::csv::{CsvDialect, CsvOptions, LineEnding, Quoting, Shape, TextForm};
use rolematrix::export::markdown::{MarkdownOptions, TableForm, TableStyle};
use rolematrix::export::pdf::{PageOrientation, Paper, PdfOptions};
use rolematrix::export::registry::{FORMATS, FormatOptions};
use rolematrix::export::xlsx::{self, OnOverflow, XlsxOptions};
use rolematrix::export::{ExportError, Presentation};
use rolematrix::model::{RoleMatrix, Text};
use rolematrix::theme::{BUILT_IN, Theme};
use rolematrix::view::{OneRole, VIEWS, View, WithAbout};

/// What is shown of a matrix, and how.
#[derive(Clone, Debug)]
struct Request {
    view: usize,
    transposed: bool,
    marks: bool,
    about: bool,
    one_role: bool,
    focused: bool,
    only: Option<Only>,
    backwards: bool,
    options: FormatOptions,
}

impl Request {
    fn comparison<'m>(&self, matrix: &'m RoleMatrix) -> Comparison<'m> {
        let mut selection = Selection::all(matrix);
        if self.backwards {
            selection.roles.reverse();
            selection.dimensions.reverse();
        }
        let orientation = if self.transposed { Orientation::RolesAsRows } else { Orientation::RolesAsColumns };
        let mut comparison = Comparison::new(matrix, selection).oriented(orientation).with_marks_shown(self.marks);
        if self.focused {
            comparison = comparison.focused(0);
        }
        match self.only {
            Some(only) => comparison.only(only),
            None => comparison,
        }
    }

    /// The bytes, or the message of the refusal.
    fn export(&self, comparison: &Comparison<'_>, format: &str) -> Result<Vec<u8>, String> {
        let metadata = Metadata { language: comparison.matrix().language.clone(), ..Metadata::default() };
        let with_about = WithAbout(VIEWS[self.view]);
        let view: &dyn View = if self.about { &with_about } else { VIEWS[self.view] };
        let one_role = OneRole { view, role: 0 };
        let view: &dyn View = if self.one_role { &one_role } else { view };
        let presentation = Presentation { comparison, view, metadata: &metadata };
        let format = FORMATS.iter().find(|known| known.name == format).expect("a format");
        let (mut bytes, mut diagnostics) = (Vec::new(), Diagnostics::default());
        match (format.exporter)(&self.options).export(&presentation, &mut bytes, &mut diagnostics) {
            Ok(()) => Ok(bytes),
            Err(ExportError::Refused(refusal)) => Err(refusal.message.clone()),
            Err(ExportError::Write(error)) => panic!("memory is there: {error}"),
        }
    }
}

fn one_of<T: Clone + std::fmt::Debug + 'static>(values: &[T]) -> impl Strategy<Value = T> + use<T> {
    prop::sample::select(values.to_vec())
}

fn pdf_options() -> impl Strategy<Value = PdfOptions> {
    let paper = one_of(&[Paper::A4, Paper::Letter]);
    let orientation = one_of(&[PageOrientation::Auto, PageOrientation::Portrait, PageOrientation::Landscape]);
    let theme = prop::option::of(0..BUILT_IN.len());
    let size = prop::option::of(6.0f32..14.0);
    let footer = prop::option::of(Just("Panel of 3 June".to_owned()));
    (paper, orientation, theme, size, prop::option::of(1usize..4), footer, any::<bool>()).prop_map(
        |(paper, orientation, theme, font_size, columns_per_page, footer, confidential)| PdfOptions {
            paper,
            orientation,
            theme: theme.map(|theme| Theme::built_in(BUILT_IN[theme].0).expect("a built-in theme")),
            font_size,
            columns_per_page,
            footer,
            confidential,
            // What fonts a machine has is not ours to try.
            system_fonts: false,
            ..PdfOptions::default()
        },
    )
}

fn markdown_options() -> impl Strategy<Value = MarkdownOptions> {
    let style = one_of(&[TableStyle::Compact, TableStyle::Padded]);
    let form = one_of(&[TableForm::Table, TableForm::Html, TableForm::Lists]);
    (style, form, prop::option::weighted(0.8, 1u8..7), any::<bool>(), any::<bool>()).prop_map(
        |(table_style, form, heading, contents, folded)| MarkdownOptions {
            table_style,
            form,
            heading,
            contents,
            folded,
        },
    )
}

fn csv_options() -> impl Strategy<Value = CsvOptions> {
    let dialects: Vec<CsvDialect> = CsvDialect::NAMES.iter().map(|(_, dialect)| *dialect).collect();
    let mark = prop::option::of(any::<bool>());
    let delimiter = prop::option::of(one_of(b",;\t|"));
    let ending = prop::option::of(one_of(&[LineEnding::CrLf, LineEnding::Lf]));
    let quoting = prop::option::of(one_of(&[Quoting::Necessary, Quoting::Always]));
    let form = (one_of(&[Shape::Wide, Shape::Long]), any::<bool>(), one_of(&[TextForm::Plain, TextForm::Markdown]));
    (one_of(&dialects), mark, delimiter, ending, quoting, form).prop_map(
        |(dialect, byte_order_mark, delimiter, line_ending, quoting, (shape, formula_guard, text))| CsvOptions {
            dialect,
            byte_order_mark,
            delimiter,
            line_ending,
            quoting,
            shape,
            formula_guard,
            text,
        },
    )
}

fn xlsx_options() -> impl Strategy<Value = XlsxOptions> {
    let overflow: Vec<OnOverflow> = OnOverflow::NAMES.iter().map(|(_, policy)| *policy).collect();
    (one_of(&[xlsx::Paper::A4, xlsx::Paper::Letter]), one_of(&overflow)).prop_map(|(paper, on_overflow)| XlsxOptions {
        paper,
        on_overflow,
        ..XlsxOptions::default()
    })
}

fn format_options() -> impl Strategy<Value = FormatOptions> {
    (pdf_options(), markdown_options(), csv_options(), xlsx_options()).prop_map(|(pdf, markdown, csv, xlsx)| {
        let mut options = FormatOptions { pdf, markdown, csv, xlsx, ..FormatOptions::default() };
        (options.wiki.heading, options.wiki.contents) = (markdown.heading, markdown.contents);
        options.wiki.folded = markdown.folded;
        options
    })
}

fn request() -> impl Strategy<Value = Request> {
    let only = prop::option::weighted(0.3, one_of(&[Only::Differing, Only::Shared]));
    let flags = prop::array::uniform6(any::<bool>());
    (0..VIEWS.len(), flags, only, format_options()).prop_map(|(view, flags, only, options)| {
        let [transposed, marks, about, one_role, focused, backwards] = flags;
        Request { view, transposed, marks, about, one_role, focused, only, backwards, options }
    })
}

/// The usual view of everything, so that everything must be found again.
fn whole() -> impl Strategy<Value = Request> {
    (request(), any::<bool>()).prop_map(|(request, transposed)| Request {
        view: 0,
        about: false,
        one_role: false,
        only: None,
        transposed,
        ..request
    })
}

/// Each row's name and cells, read off the matrix.
fn rows(comparison: &Comparison<'_>) -> Vec<Vec<Text>> {
    let (roles, dimensions) = (comparison.selection().roles.len(), comparison.selection().dimensions.len());
    let role_names: Vec<Text> = comparison.roles().map(|role| role.name.clone()).collect();
    let dimension_names: Vec<Text> = comparison.dimensions().map(|dimension| dimension.name.clone()).collect();
    let cell = |dimension: usize, role: usize| comparison.cell(dimension, role).text.clone();
    let row = |name: &Text, cells: Vec<Text>| [vec![name.clone()], cells].concat();
    match comparison.orientation() {
        Orientation::RolesAsColumns => (0..dimensions)
            .map(|dimension| row(&dimension_names[dimension], (0..roles).map(|role| cell(dimension, role)).collect()))
            .collect(),
        Orientation::RolesAsRows => (0..roles)
            .map(|role| row(&role_names[role], (0..dimensions).map(|dimension| cell(dimension, role)).collect()))
            .collect(),
    }
}

fn column_names(comparison: &Comparison<'_>) -> Vec<Text> {
    match comparison.orientation() {
        Orientation::RolesAsColumns => comparison.roles().map(|role| role.name.clone()).collect(),
        Orientation::RolesAsRows => comparison.dimensions().map(|dimension| dimension.name.clone()).collect(),
    }
}

fn strings(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.as_str().to_owned()).collect()
}

/// The last cells of each row: what stands before them is the group.
fn without_group(row: Vec<String>, columns: usize) -> Vec<String> {
    let before = row.len().saturating_sub(columns);
    row.into_iter().skip(before).collect()
}

/// The guard of a field taken off: an apostrophe before what a spreadsheet would take for a formula.
fn unguarded(field: &str) -> String {
    const STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    match field.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(STARTS) => rest.to_owned(),
        _ => field.to_owned(),
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn whatever_is_asked_of_whatever_matrix_each_format_gives_the_same_bytes_twice(
        matrix in any_matrix(), request in request()
    ) {
        let comparison = request.comparison(&matrix);
        for format in FORMATS {
            let first = request.export(&comparison, format.name);
            prop_assert_eq!(&first, &request.export(&request.comparison(&matrix), format.name), "{}", format.name);
            prop_assert!(first.is_err() || format.kind != rolematrix::export::registry::FormatKind::Text
                || std::str::from_utf8(first.as_deref().unwrap_or_default()).is_ok(), "{}", format.name);
        }
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn csv_holds_every_text_in_its_place(matrix in any_matrix(), request in whole()) {
        let comparison = request.comparison(&matrix);
        let options = CsvOptions { text: TextForm::Plain, ..request.options.csv.clone() };
        let request = Request { options: FormatOptions { csv: options.clone(), ..request.options.clone() }, ..request };
        let bytes = request.export(&comparison, "csv").expect("CSV holds any comparison");
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
        let delimiter = options.delimiter();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(bytes);
        let field = |field: &str| if options.formula_guard { unguarded(field) } else { field.to_owned() };
        let records: Vec<Vec<String>> =
            reader.records().map(|record| record.expect("a record").iter().map(field).collect()).collect();
        let grouped = usize::from(comparison.has_groups());
        if options.shape == Shape::Wide {
            let expected = rows(&comparison);
            let columns = expected.first().map_or(1, Vec::len);
            let named = without_group(records[0].clone(), columns - 1);
            prop_assert_eq!(named, strings(&column_names(&comparison)));
            prop_assert_eq!(records.len(), expected.len() + 1);
            for (record, row) in records.into_iter().skip(1).zip(&expected) {
                prop_assert_eq!(without_group(record, columns), strings(row));
            }
        } else {
            let mut expected = Vec::new();
            for (role_index, role) in comparison.roles().enumerate() {
                for (index, dimension) in comparison.dimensions().enumerate() {
                    let cell = &comparison.cell(index, role_index).text;
                    expected.push(strings(&[role.name.clone(), dimension.name.clone(), cell.clone()]));
                }
            }
            let found: Vec<Vec<String>> = records.into_iter().skip(1).map(|mut record| {
                if grouped == 1 {
                    record.remove(1);
                }
                record
            }).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn json_holds_every_text_in_its_place(matrix in any_matrix(), request in whole()) {
        let comparison = request.comparison(&matrix);
        let bytes = request.export(&comparison, "json").expect("JSON holds anything");
        let json: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
        let text = |value: &serde_json::Value| -> String {
            let run = |run: &serde_json::Value| run.as_str().or(run["text"].as_str()).expect("a run").to_owned();
            match value {
                serde_json::Value::String(text) => text.clone(),
                serde_json::Value::Null => String::new(),
                rich => rich["runs"].as_array().expect("runs").iter().map(run).collect(),
            }
        };
        let list = |key: &str| json[key].as_array().cloned().expect("a list");
        let names = |key: &str| list(key).iter().map(|entry| text(&entry["name"])).collect::<Vec<_>>();
        let role_names: Vec<Text> = comparison.roles().map(|role| role.name.clone()).collect();
        prop_assert_eq!(names("roles"), strings(&role_names));
        for (index, (entry, dimension)) in list("dimensions").iter().zip(comparison.dimensions()).enumerate() {
            prop_assert_eq!(text(&entry["name"]), dimension.name.as_str());
            prop_assert_eq!(entry["group"].as_str(), dimension.group.as_deref());
            for (column, role) in list("roles").iter().enumerate() {
                let id = role["id"].as_str().expect("an id");
                prop_assert_eq!(text(&entry["cells"][id]), comparison.cell(index, column).text.as_str());
            }
        }
        prop_assert_eq!(list("dimensions").len(), comparison.dimensions().len());
    }

    #[test]
    fn a_markdown_table_holds_every_text_in_its_place(matrix in any_matrix(), request in whole()) {
        let comparison = request.comparison(&matrix);
        let markdown = MarkdownOptions { form: TableForm::Table, ..request.options.markdown };
        let request = Request { options: FormatOptions { markdown, ..request.options.clone() }, ..request };
        let page = String::from_utf8(request.export(&comparison, "md").expect("Markdown holds any comparison"));
        let page = page.expect("UTF-8");
        let mut found = markdown_reader::cells(&page).into_iter();
        let expected = rows(&comparison);
        let columns = expected.first().map_or(1, Vec::len);
        let header = found.next().expect("a header");
        prop_assert_eq!(&header[header.len() - (columns - 1)..], &column_names(&comparison)[..], "{}", page);
        let found: Vec<Vec<Text>> = found.map(|row| row[row.len() - columns..].to_vec()).collect();
        prop_assert_eq!(found, expected, "{}", page);
    }
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn a_workbook_holds_every_text_in_its_place(matrix in any_matrix(), request in whole()) {
        let comparison = request.comparison(&matrix);
        let bytes = request.export(&comparison, "xlsx").expect("a workbook holds short texts");
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("an independent reader opens it");
        let sheet = book.worksheet_range_at(0).expect("a sheet").expect("a range");
        let read = |cell: &Data| match cell {
            Data::String(text) => text.clone(),
            Data::Empty => String::new(),
            other => panic!("{other:?} is no text"),
        };
        let found: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(read).collect()).collect();
        let expected = rows(&comparison);
        let columns = expected.first().map_or(1, Vec::len);
        prop_assert_eq!(found.len(), expected.len() + 1);
        for (row, expected) in found.into_iter().skip(1).zip(&expected) {
            prop_assert_eq!(without_group(row, columns), strings(expected));
        }
    }
}

/// Words of scripts that are set from left to right, with the signs that break lines.
fn words() -> impl Strategy<Value = Text> {
    prop::collection::vec("[a-zA-Zéßøλж0-9]{1,9}[.,;:/()–-]?", 1..8).prop_map(|words| Text::plain(words.join(" ")))
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn a_pdf_holds_the_letters_of_every_cell_in_their_order(
        matrix in any_matrix(), texts in prop::collection::vec(words(), 12), request in whole()
    ) {
        let mut matrix = matrix;
        let (rows, columns) = (matrix.dimensions().len(), matrix.roles().len());
        for (index, text) in texts.iter().take(rows * columns).enumerate() {
            matrix.cell_mut(index / columns, index % columns).text = text.clone();
        }
        let request = Request { marks: false, ..request };
        let bytes = request.export(&request.comparison(&matrix), "pdf").expect("a PDF holds anything");
        let document = lopdf::Document::load_mem(&bytes).expect("an independent reader opens it");
        let pages: Vec<u32> = document.get_pages().keys().copied().collect();
        let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
        let shown = letters(&document.extract_text(&pages).expect("the text can be read"));
        for cell in matrix.cells() {
            prop_assert!(shown.contains(&letters(cell.text.as_str())), "{:?} is not in {}", cell.text.as_str(), shown);
        }
    }
}
