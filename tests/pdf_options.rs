//! The flags of PDF pages on the command line: each does what it says.
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

const MATRIX: &str = "Dimension,Data Engineer,Prompt Engineer,Analyst\nScope,pipelines,prompts,reports\nReports to,\"Head of Data, or the CTO\",\"Head of AI, or CTO\",CFO\n";

/// A folder of its own with a matrix in it, and the command run there.
struct Workbench(tempfile::TempDir);

impl Workbench {
    fn new() -> Workbench {
        let bench = Workbench(tempfile::tempdir().expect("a temporary folder"));
        bench.write("roles.csv", MATRIX);
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).expect("a file in a temporary folder");
    }

    /// Exit code and what was said.
    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rolematrix"));
        command.args(arguments).current_dir(self.0.path()).env_remove("SOURCE_DATE_EPOCH");
        let output = command.output().expect("the command runs");
        let said = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&said).into_owned())
    }

    /// The PDF that comes out with these flags.
    fn export(&self, flags: &[&str]) -> lopdf::Document {
        let (code, said) = self.run(&[&["export", "roles.csv", "-o", "out.pdf"], flags].concat());
        assert_eq!(code, 0, "{said}");
        lopdf::Document::load(self.path("out.pdf")).expect("an independent reader opens it")
    }
}

fn text(document: &lopdf::Document) -> String {
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).expect("the text can be read");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Width and height of the first page.
fn size(document: &lopdf::Document) -> (f32, f32) {
    let page = document.page_iter().next().expect("a page");
    let area = document.get_dictionary(page).and_then(|page| page.get(b"MediaBox")).and_then(|area| area.as_array());
    let area: Vec<f32> = area.expect("a size").iter().map(|side| side.as_float().expect("a number")).collect();
    (area[2], area[3])
}

/// The sizes of text that the first page uses.
fn text_sizes(document: &lopdf::Document) -> Vec<f32> {
    let page = document.page_iter().next().expect("a page");
    let content = document.get_and_decode_page_content(page).expect("operators");
    let fonts = content.operations.iter().filter(|operation| operation.operator == "Tf");
    fonts.filter_map(|operation| operation.operands.get(1)?.as_float().ok()).collect()
}

#[test]
fn paper_and_orientation_choose_the_page() {
    let bench = Workbench::new();
    assert_eq!(size(&bench.export(&["--orientation", "portrait"])), (595.28, 841.89));
    assert_eq!(size(&bench.export(&["--orientation", "landscape"])), (841.89, 595.28));
    assert_eq!(size(&bench.export(&["--orientation", "portrait", "--paper", "letter"])), (612.0, 792.0));
}

#[test]
fn font_size_sets_running_text() {
    let sizes = text_sizes(&Workbench::new().export(&["--font-size", "14"]));
    assert!(sizes.contains(&14.0), "{sizes:?}");
}

#[test]
fn columns_per_page_makes_panels() {
    let text = text(&Workbench::new().export(&["--columns-per-page", "2"]));
    assert!(text.contains("Roles 1–2 of 3") && text.contains("Roles 3–3 of 3"), "{text}");
}

#[test]
fn columns_that_are_neither_roles_nor_dimensions_are_captioned_as_columns() {
    let bench = Workbench::new();
    let flags = ["--view", "scorecard", "--interviewers", "3", "--columns-per-page", "3"];
    let shown = text(&bench.export(&flags));
    assert!(shown.contains("Columns 1–3 of 5") && !shown.contains("Dimensions 1"), "{shown}");
    assert!(text(&bench.export(&[&flags[..], &["--lang", "de"]].concat())).contains("Spalten 1–3 von 5"));
}

#[test]
fn footer_and_confidential_stand_on_the_page() {
    let text = text(&Workbench::new().export(&["--footer", "Panel of Monday", "--confidential"]));
    assert!(text.contains("Panel of Monday · Confidential"), "{text}");
}

#[test]
fn a_footer_longer_than_its_place_is_shown_whole() {
    let footer =
        "For the members of the hiring panel and nobody else, to be handed back after the interview. ".repeat(4);
    let text = text(&Workbench::new().export(&["--footer", &footer]));
    assert!(text.contains(footer.trim()), "{text}");
}

#[test]
fn the_date_is_in_words_of_the_language() {
    let text = text(&Workbench::new().export(&["--date", "2026-11-24", "--lang", "de"]));
    assert!(text.contains("24. November 2026 · Seite 1 von 1"), "{text}");
}

#[test]
fn no_system_fonts_leaves_a_box_and_says_so() {
    let bench = Workbench::new();
    bench.write("roles.csv", "Dimension,Analyst\nScope,漢\n");
    let (code, said) = bench.run(&["export", "roles.csv", "-o", "out.pdf", "--no-system-fonts"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("U+6F22") && said.contains("no-glyph"), "{said}");
    let document = lopdf::Document::load(bench.path("out.pdf")).expect("a PDF");
    assert!(text(&document).contains('漢'), "the text is still there");
}

#[test]
fn verbose_names_the_fonts_and_where_they_came_from() {
    let (_, said) = Workbench::new().run(&["export", "roles.csv", "-o", "out.pdf", "-v"]);
    assert!(said.contains("font SourceSans3-Regular (part of rolematrix)"), "{said}");
}

#[test]
fn no_file_of_the_system_fonts_is_opened_for_text_that_the_embedded_ones_have() {
    let bench = Workbench::new();
    let program = env!("CARGO_BIN_EXE_rolematrix");
    let traced = Command::new("strace")
        .args(["-f", "-e", "trace=open,openat", "-o", "trace", program, "export", "roles.csv", "-o", "out.pdf"])
        .current_dir(bench.0.path())
        .status();
    if traced.is_err() {
        println!("skipped: there is no strace here");
        return;
    }
    let trace = fs::read_to_string(bench.path("trace")).expect("a trace");
    let opened: Vec<&str> = trace.lines().filter(|line| line.contains("font") || line.contains(".ttf")).collect();
    assert!(opened.is_empty(), "{opened:?}");
}

#[test]
fn themes_lists_the_built_in_ones_and_prints_one_that_can_be_used() {
    let bench = Workbench::new();
    let (code, list) = bench.run(&["themes"]);
    assert!(code == 0 && ["panel", "compact", "large-print", "mono"].iter().all(|name| list.contains(name)), "{list}");
    let (code, theme) = bench.run(&["themes", "panel"]);
    assert_eq!(code, 0);
    bench.write("own.toml", theme.replace("size = 9.0", "size = 11.0"));
    assert!(text_sizes(&bench.export(&["--theme", "own.toml"])).contains(&11.0));
    let (code, said) = bench.run(&["themes", "pannel"]);
    assert!(code == 2 && said.contains("did you mean `panel`"), "{said}");
}

/// A PNG of one colour.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    let mut writer = encoder.write_header().expect("a PNG");
    writer.write_image_data(&vec![128; width as usize * height as usize * 4]).expect("a PNG");
    drop(writer);
    bytes
}

#[test]
fn a_theme_puts_a_logo_beside_the_title() {
    let bench = Workbench::new();
    fs::create_dir(bench.path("brand")).expect("a folder");
    bench.write("brand/logo.png", png(40, 20));
    bench.write("brand/own.toml", "[logo]\nfile = \"logo.png\"\n");
    let document = bench.export(&["--theme", "brand/own.toml"]);
    let images = document.objects.values().filter_map(|object| object.as_stream().ok());
    let mut images = images.filter(|stream| {
        stream.dict.get(b"Subtype").is_ok_and(|kind| kind.as_name().is_ok_and(|kind| kind == b"Image"))
    });
    let image = images.next().expect("an image");
    assert_eq!(image.dict.get(b"Width").and_then(|width| width.as_i64()).expect("a width"), 40);
}

#[test]
fn a_broken_or_huge_logo_is_refused_with_the_reason() {
    let bench = Workbench::new();
    bench.write("own.toml", "[logo]\nfile = \"logo.png\"\n");
    let refuse = |content: &[u8], reason: &str| {
        bench.write("logo.png", content);
        let (code, said) = bench.run(&["export", "roles.csv", "-o", "out.pdf", "--theme", "own.toml"]);
        assert!(code == 2 && said.contains("logo.png") && said.contains(reason), "{code} {said}");
    };
    let whole = png(40, 20);
    refuse(b"GIF89a", "no whole PNG");
    refuse(&whole[..whole.len() / 2], "no whole PNG");
    refuse(b"", "no whole PNG");
    // A header that claims four thousand million pixels.
    let mut huge = whole.clone();
    huge[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    let checksum = crc(&huge[12..29]);
    huge[29..33].copy_from_slice(&checksum.to_be_bytes());
    refuse(&huge, "65535 × 65535 pixels");
    fs::remove_file(bench.path("logo.png")).expect("the logo goes");
    let (code, said) = bench.run(&["export", "roles.csv", "-o", "out.pdf", "--theme", "own.toml"]);
    assert!(code == 2 && said.contains("logo.png"), "{said}");
}

/// The checksum of a PNG chunk (ISO 15948, annex D).
fn crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
        }
    }
    !crc
}

#[test]
fn a_theme_names_its_own_fonts() {
    let bench = Workbench::new();
    let font = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/SourceSans3-It.ttf");
    bench.write("own.toml", format!("[fonts]\nregular = \"{}\"\n", font.replace('\\', "/")));
    let (code, said) = bench.run(&["export", "roles.csv", "-o", "out.pdf", "--theme", "own.toml", "-v"]);
    assert!(code == 0 && said.contains(&format!("font SourceSans3-It ({font})")), "{said}");
    assert!(!said.contains("SourceSans3-Regular"), "{said}");
    bench.write("own.toml", "[fonts]\nregular = \"roles.csv\"\n");
    let (code, said) = bench.run(&["export", "roles.csv", "-o", "out.pdf", "--theme", "own.toml"]);
    assert!(code == 0 && said.contains("bad-font") && said.contains("roles.csv"), "{said}");
}

#[test]
fn a_font_that_is_not_there_is_refused() {
    let (code, said) = Workbench::new().run(&["export", "roles.csv", "-o", "out.pdf", "--font", "absent.ttf"]);
    assert!(code == 2 && said.contains("absent.ttf"), "{said}");
}

#[test]
fn long_words_are_whole_where_the_page_has_room_and_take_no_column_from_what_is_compared() {
    let bench = Workbench::new();
    let sentence = "Verantwortet den Betrieb der Modelle im Alltag und stimmt sich mit dem Fachbereich ab";
    let row = |name: &str, short: &str| format!("{name},{short},{short},{sentence},{sentence} und prüft sie\n");
    bench.write(
        "roles.csv",
        format!(
            "Dimension,Personalverantwortliche,Dokumentationspflichtige,Analystin,Entwicklerin\n{}{}",
            row("Qualitätssicherungsbeauftragung", "ja"),
            row("Ort", "nein")
        ),
    );
    let words = ["Personalverantwortliche", "Dokumentationspflichtige", "Qualitätssicherungsbeauftragung"];
    let shown = text(&bench.export(&["--orientation", "landscape"]));
    // The title names the roles too.
    for (word, count) in words.iter().zip([2, 2, 1]) {
        assert_eq!(shown.matches(word).count(), count, "{word}: {shown}");
    }
    // A header of rows that is a third of the page would leave room for one column less.
    let panels = |flags: &[&str]| text(&bench.export(&[&["--theme", "large-print"], flags].concat()));
    let shown = panels(&["--orientation", "portrait"]);
    assert!(shown.contains("Roles 1–2 of 4") || shown.contains("Rollen 1–2 von 4"), "{shown}");
}
