//! `formats`: what can be written and read.

use rolematrix::export::registry::{FormatKind, Registry};

use super::end::End;
use super::report::Reporter;

/// Lists the formats.
pub fn run(reporter: &mut Reporter) -> End {
    let mut text = String::from("Formats that can be written (--format):\n");
    for format in Registry::default().iter() {
        let names: Vec<&str> = std::iter::once(format.name).chain(format.aliases.iter().copied()).collect();
        let extensions: Vec<String> = format.extensions.iter().map(|extension| format!(".{extension}")).collect();
        let kind = match format.kind {
            FormatKind::Text => "text",
            FormatKind::Binary => "binary",
        };
        text += &format!("  {:<22} {:<16} {kind:<6}  {}\n", names.join(", "), extensions.join(" "), format.summary);
    }
    reporter.print(text.as_bytes())
}
