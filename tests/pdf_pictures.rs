//! Four pages as pictures against those in `tests/snapshots/pdf`: what the layout as text cannot show. Needs pdftoppm
//! (Debian package poppler-utils); without it the test says so and passes, but not where `CI` is set.
//!
//! `BLESS=1 cargo test --test pdf_pictures` writes the pictures anew; look at them before you commit them.
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

mod common;

use std::fs;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{load_file, matrix_from_csv};
use rolematrix::compare::Comparison;
use rolematrix::diagnostic::Diagnostics;
use rolematrix::document::Metadata;
use rolematrix::export::pdf::{PageOrientation, PdfExporter, PdfOptions};
use rolematrix::export::{Exporter, Presentation};
use rolematrix::model::RoleMatrix;
use rolematrix::theme::Theme;
use rolematrix::view::ComparisonView;

/// Dots per inch: enough to see a rule, a band, a mark and where text stands.
const RESOLUTION: &str = "60";

/// A grey picture.
struct Picture {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

fn read_png(path: &Path) -> Option<Picture> {
    let decoder = png::Decoder::new(std::io::BufReader::new(fs::File::open(path).ok()?));
    let mut reader = decoder.read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a small picture")];
    let frame = reader.next_frame(&mut pixels).expect("a whole PNG");
    pixels.truncate(frame.buffer_size());
    if frame.color_type == png::ColorType::Rgb {
        // The page is drawn in grey, whatever the file says: one channel is enough.
        pixels = pixels.chunks(3).map(|pixel| pixel[0]).collect();
    }
    Some(Picture { width: frame.width, height: frame.height, pixels })
}

fn write_png(path: &Path, picture: &Picture) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder of snapshots");
    let file = BufWriter::new(fs::File::create(path).expect("the picture can be written"));
    let mut encoder = png::Encoder::new(file, picture.width, picture.height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header().expect("the picture can be written");
    writer.write_image_data(&picture.pixels).expect("the picture can be written");
}

/// The first page as pdftoppm draws it; `None` where there is no pdftoppm.
fn draw(matrix: &RoleMatrix, marks: bool, options: PdfOptions) -> Option<Picture> {
    let comparison = Comparison::of(matrix).with_marks_shown(marks);
    let metadata = Metadata { language: matrix.language.clone(), ..Metadata::default() };
    let presentation = Presentation { comparison: &comparison, view: &ComparisonView, metadata: &metadata };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("page.pdf");
    let mut bytes = Vec::new();
    let options = PdfOptions { system_fonts: false, ..options };
    PdfExporter::new(options).export(&presentation, &mut bytes, &mut Diagnostics::default()).expect("a PDF");
    fs::write(&file, bytes).expect("the file can be written");
    let mut command = Command::new("pdftoppm");
    command.args(["-r", RESOLUTION, "-gray", "-png", "-singlefile", "-f", "1"]).arg(&file);
    match command.arg(folder.path().join("page")).status() {
        Ok(status) => assert!(status.success(), "pdftoppm draws the page"),
        Err(_) if std::env::var_os("REQUIRE_PDFTOPPM").is_none() => {
            println!("skipped: there is no pdftoppm here (Debian package poppler-utils)");
            return None;
        }
        Err(error) => panic!("pdftoppm: {error}"),
    }
    read_png(&folder.path().join("page.png"))
}

fn check(name: &str, drawn: Option<Picture>) {
    let Some(drawn) = drawn else { return };
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/pdf").join(format!("{name}.png"));
    if std::env::var_os("BLESS").is_some() {
        write_png(&path, &drawn);
        return;
    }
    let expected = read_png(&path).unwrap_or_else(|| panic!("{} is not there; bless it", path.display()));
    assert_eq!((drawn.width, drawn.height), (expected.width, expected.height), "the page's size, {name}");
    let pairs = drawn.pixels.iter().zip(&expected.pixels);
    let far = pairs.filter(|(drawn, expected)| drawn.abs_diff(**expected) > 96).count();
    // Versions of the renderer smooth edges in different ways; a line of text that moves changes more than this.
    let share = far as f64 / drawn.pixels.len() as f64;
    let hint = "look at the page, and bless it with `BLESS=1 cargo test --test pdf_pictures` if it is right";
    assert!(share < 0.001, "{name}: {:.2}% of the picture changed; {hint}", share * 100.0);
}

#[test]
fn the_seed_page_with_groups_and_marks() {
    let options = PdfOptions { footer: Some("Hiring panel".into()), ..PdfOptions::default() };
    check("ai-roles", draw(&load_file("data/ai-roles.yaml"), true, options));
}

#[test]
fn a_panel_of_columns_of_nine_roles() {
    check("catalogue", draw(&load_file("data/catalogue.yaml"), false, PdfOptions::default()));
}

#[test]
fn a_grid_with_lists() {
    let matrix = matrix_from_csv(
        "Dimension,Data Engineer,Analyst\nScope,\"• pipelines\n• stores\n  1. hot\n  2. cold\",reports\nTeam,6,\n",
    );
    let theme = Some(Theme::built_in("mono").expect("built in"));
    let orientation = PageOrientation::Portrait;
    check("grid", draw(&matrix, false, PdfOptions { theme, orientation, ..PdfOptions::default() }));
}

#[test]
fn a_page_that_reads_from_right_to_left() {
    check("right-to-left", draw(&load_file("tests/fixtures/languages/he.json"), true, PdfOptions::default()));
}
