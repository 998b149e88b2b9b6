//! Theme files, and the fonts and the logo that they name: read here, so that nothing else opens files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rolematrix::export::pdf::{FontFile, Logo, TextFonts};
use rolematrix::theme::{BUILT_IN, Theme, ThemeError};

use super::read;
use super::target::Nonsense;

/// What a theme names, read.
#[derive(Default)]
pub struct ThemeFiles {
    /// Its fonts.
    pub fonts: TextFonts,
    /// Its logo.
    pub logo: Option<Logo>,
}

/// A built-in theme by name, or a theme file.
///
/// # Errors
/// An unknown name, a file that cannot be read, a broken theme.
pub fn theme(name: &str) -> Result<Theme, Nonsense> {
    let names: Vec<String> = BUILT_IN.iter().map(|(name, _)| format!("`{name}`")).collect();
    let hint = format!("{} are built in; a path names a theme file", names.join(", "));
    let parsed = if is_path(name) {
        let text = read::text(Path::new(name)).map_err(|error| {
            Nonsense::new(format!("the theme {name} cannot be read: {error}"), &*hint).of_key("theme")
        })?;
        Theme::parse(&text)
    } else {
        Theme::built_in(name)
    };
    parsed.map_err(|error| {
        let hint = match error {
            ThemeError::Unknown { .. } => &*hint,
            _ => "`rolematrix themes panel` prints a theme with every key and what it is for",
        };
        Nonsense::new(format!("the theme {name}: {error}"), hint).of_key("theme")
    })
}

/// Whether a theme is named by a path: the built-in ones have plain names.
pub fn is_path(name: &str) -> bool {
    name.contains(['/', '\\', '.'])
}

/// The files that a theme names, and its own: what its outputs depend on. A theme that cannot be read names none.
pub fn depends_on(name: &str) -> Vec<PathBuf> {
    if !is_path(name) {
        return Vec::new();
    }
    let mut files = vec![PathBuf::from(name)];
    if let Ok(theme) = theme(name) {
        let fonts = &theme.fonts;
        let named = [&fonts.regular, &fonts.italic, &fonts.semibold, &fonts.bold, &fonts.bold_italic, &theme.logo.file];
        files.extend(named.into_iter().filter_map(|file| place(file, name)));
    }
    files
}

/// Where a file is that a theme names: its paths are relative to its own file.
fn place(file: &str, theme: &str) -> Option<PathBuf> {
    let folder = if is_path(theme) { Path::new(theme).parent() } else { None };
    (!file.is_empty()).then(|| folder.map_or_else(|| PathBuf::from(file), |folder| folder.join(file)))
}

/// The fonts and the logo of a theme.
///
/// # Errors
/// A file that cannot be read, or is no font or no PNG.
pub fn files_of(theme: &Theme, name: &str) -> Result<ThemeFiles, Nonsense> {
    let place = |file: &str| place(file, name);
    let of_theme = |nonsense: Nonsense| nonsense.of_key("theme");
    let text_font = |file: &str| place(file).map(|path| font(&path).map_err(of_theme)).transpose();
    let fonts = TextFonts {
        regular: text_font(&theme.fonts.regular)?,
        italic: text_font(&theme.fonts.italic)?,
        semibold: text_font(&theme.fonts.semibold)?,
        bold: text_font(&theme.fonts.bold)?,
        bold_italic: text_font(&theme.fonts.bold_italic)?,
    };
    let logo = place(&theme.logo.file).map(|path| logo(&path)).transpose()?;
    Ok(ThemeFiles { fonts, logo })
}

/// A font file.
///
/// # Errors
/// One that cannot be read.
pub fn font(path: &Path) -> Result<FontFile, Nonsense> {
    let bytes = read::file(path).map_err(|error| {
        let fact = format!("the font {} cannot be read: {error}", path.display());
        Nonsense::new(fact, "name a font file (TTF or OTF)").of_key("fonts")
    })?;
    Ok(FontFile { name: path.display().to_string(), bytes: Arc::new(bytes) })
}

fn logo(path: &Path) -> Result<Logo, Nonsense> {
    let refuse = |error: String| {
        Nonsense::new(
            format!("the logo {} cannot be used: {error}", path.display()),
            "`logo.file` of the theme names a PNG file",
        )
        .of_key("theme")
    };
    let bytes = read::file(path).map_err(|error| refuse(error.to_string()))?;
    Logo::from_png(&bytes).map_err(|error| refuse(error.to_string()))
}
