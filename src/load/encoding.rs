//! Bytes to characters, without a replacement character in silence.
//! May use: diagnostics, sources, encoding_rs and chardetng.
//!
//! In this order: byte order mark, the label that the user or the file states, UTF-16 by its zero bytes, UTF-8,
//! ISO-2022-JP by its escapes, and a guess among the legacy encodings.

use std::borrow::Cow;
use std::str::Utf8Error;

use arcstr::ArcStr;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use super::{LoadError, foreign};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Origin, Place, SourceId};
use crate::source::Sources;
use crate::suggest::nearest;

/// How the encoding of a text became known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// A byte order mark.
    Mark,
    /// The user's option, or a declaration in the file.
    Stated,
    /// The bytes leave no doubt: valid UTF-8, the zero bytes of UTF-16, the escapes of ISO-2022-JP.
    Certain,
    /// A guess from which characters are likely side by side.
    Guessed,
}

/// Text and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub text: Cow<'a, str>,
    /// The name of the encoding, as the WHATWG Encoding standard writes it.
    pub encoding: &'static str,
    /// Why this encoding.
    pub evidence: Evidence,
}

/// Why bytes are not text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The label names no encoding.
    #[error("`{0}` is not the name of an encoding")]
    UnknownLabel(String),
    /// A binary file.
    #[error("the input is {}, not text", .0.map_or("a binary file", |file| file.description))]
    NotText(Option<foreign::ForeignFile>),
    /// Bytes that the encoding does not have.
    #[error("the byte{} {} at offset {offset} {} not valid {encoding}", if .bytes.len() == 1 { "" } else { "s" }, hexadecimal(bytes), if .bytes.len() == 1 { "is" } else { "are" })]
    Malformed {
        /// The encoding that was tried.
        encoding: &'static str,
        /// Offset of the first bad byte in the input.
        offset: usize,
        /// The bad bytes.
        bytes: Vec<u8>,
        /// The text before the bad bytes, and a little after it: for showing the line, not for reading.
        around: String,
        /// Byte offset of the bad bytes in `around`.
        place: usize,
    },
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" ")
}

/// Decodes a source and notes its text in `sources`. A guess and a contradicted option are reported.
///
/// # Errors
/// [`LoadError`] where the bytes are not text, with the place of the first bad byte.
pub fn decode_source<'a>(
    source: SourceId,
    content: &[u8],
    label: Option<&str>,
    sources: &'a mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<&'a ArcStr, LoadError> {
    let whole = Origin::new(source, Place::Whole);
    // An input that was given as text is known to be UTF-8.
    let given = sources.get(source).map(|file| file.text.clone()).filter(|text| std::ptr::eq(text.as_bytes(), content));
    let utf8 = || given.as_ref().map_or_else(|| std::str::from_utf8(content), |text| Ok(text.as_str()));
    let decoded = match decode_with(content, label, utf8) {
        Ok(decoded) => decoded,
        Err(error) => return Err(refusal(error, source, sources).into()),
    };
    match decoded.evidence {
        Evidence::Guessed => diagnostics.push(
            Diagnostic::new(
                &codes::encoding::GUESSED_ENCODING,
                format!("the text is not UTF-8; it was read as {}, by a guess", decoded.encoding),
            )
            .at(whole)
            .hint(format!("if that is right, say `--encoding {}`; else name the right one", decoded.encoding)),
        ),
        Evidence::Mark => {
            let stated = label.and_then(|label| Encoding::for_label(label.as_bytes()));
            if let Some(stated) = stated
                && stated.name() != decoded.encoding
                && !decoded.encoding.starts_with(stated.name())
            {
                diagnostics.push(
                    Diagnostic::new(
                        &codes::encoding::ENCODING_MARK_WINS,
                        format!(
                            "the file starts with a byte order mark of {}, not {}",
                            decoded.encoding,
                            stated.name()
                        ),
                    )
                    .at(whole)
                    .hint("leave `--encoding` out for this file"),
                );
            }
        }
        Evidence::Stated | Evidence::Certain => {}
    }
    match sources.get_mut(source) {
        Some(file) => {
            // An input that was given as text is noted already, and is what its cells share.
            if !std::ptr::eq(decoded.text.as_ref(), file.text.as_str()) {
                file.text = decoded.text.into();
            }
            Ok(&file.text)
        }
        None => Err(Diagnostic::new(&codes::load::TOO_COMPLEX, "one run has too many inputs").into()),
    }
}

fn refusal(error: DecodeError, source: SourceId, sources: &mut Sources) -> Diagnostic {
    let message = error.to_string();
    let whole = Origin::new(source, Place::Whole);
    match error {
        DecodeError::UnknownLabel(label) => {
            let diagnostic = Diagnostic::new(&codes::encoding::UNKNOWN_ENCODING, message).at(whole);
            match likely_label(&label) {
                Some(known) => diagnostic.hint(format!("did you mean `--encoding {known}`?")),
                None => diagnostic.hint("leave `--encoding` out to have it detected"),
            }
        }
        DecodeError::NotText(file) => {
            let advice = file.map_or("give a text file, a workbook or a DOCX document", |file| file.advice);
            Diagnostic::new(&codes::encoding::NOT_TEXT, message).at(whole).hint(advice)
        }
        DecodeError::Malformed { encoding, around, place, .. } => {
            if let Some(file) = sources.get_mut(source) {
                file.text = around.into();
            }
            let hint = if encoding == UTF_8.name() {
                "save the file as UTF-8, or name its encoding: `--encoding windows-1252`"
            } else {
                "name the right encoding with `--encoding`, or save the file as UTF-8"
            };
            let place = Place::Offset(u32::try_from(place).unwrap_or(u32::MAX));
            Diagnostic::new(&codes::load::INVALID_ENCODING, message).at(Origin::new(source, place)).hint(hint)
        }
    }
}

/// The label that a mistyped one may have meant.
fn likely_label(label: &str) -> Option<&'static str> {
    const USUAL: &[&str] = &[
        "utf-8",
        "utf-16le",
        "utf-16be",
        "windows-1250",
        "windows-1251",
        "windows-1252",
        "windows-1253",
        "windows-1254",
        "windows-1255",
        "windows-1256",
        "windows-1257",
        "windows-1258",
        "windows-874",
        "iso-8859-1",
        "iso-8859-2",
        "iso-8859-5",
        "iso-8859-7",
        "iso-8859-15",
        "koi8-r",
        "koi8-u",
        "ibm866",
        "macintosh",
        "shift_jis",
        "euc-jp",
        "iso-2022-jp",
        "gbk",
        "gb18030",
        "big5",
        "euc-kr",
    ];
    const OTHER_NAMES: &[(&str, &str)] = &[
        ("cp932", "shift_jis"),
        ("cp936", "gbk"),
        ("cp949", "euc-kr"),
        ("cp950", "big5"),
        ("cp65001", "utf-8"),
        ("ansi", "windows-1252"),
        ("cp437", "ibm866"),
        ("cp850", "windows-1252"),
        ("unicode", "utf-16le"),
    ];
    let wanted = label.trim().to_lowercase();
    let other = OTHER_NAMES.iter().find(|(name, _)| *name == wanted).map(|(_, known)| *known);
    other.or_else(|| nearest(&wanted, USUAL.iter().copied()))
}

/// Decodes bytes. `label` is what the user or the file states, by any name of the WHATWG Encoding standard.
///
/// # Errors
/// [`DecodeError`] where the bytes are not text of any likely encoding, or not of the stated one.
///
/// ```
/// use rolematrix::load::encoding::{Evidence, decode};
/// let decoded = decode(b"Gr\xf6\xdfe;M\xfcller", None).unwrap();
/// assert_eq!((decoded.text.as_ref(), decoded.encoding), ("Größe;Müller", "windows-1252"));
/// assert_eq!(decoded.evidence, Evidence::Guessed);
/// ```
pub fn decode<'a>(content: &'a [u8], label: Option<&str>) -> Result<Decoded<'a>, DecodeError> {
    decode_with(content, label, || std::str::from_utf8(content))
}

/// As [`decode`]; `utf8` says whether the content is UTF-8.
fn decode_with<'a>(
    content: &'a [u8],
    label: Option<&str>,
    utf8: impl FnOnce() -> Result<&'a str, Utf8Error>,
) -> Result<Decoded<'a>, DecodeError> {
    if content.starts_with(&[0xff, 0xfe, 0, 0]) || content.starts_with(&[0, 0, 0xfe, 0xff]) {
        return decode_utf32(content);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(content) {
        return decode_as(encoding, &content[mark..], mark, Evidence::Mark);
    }
    if let Some(label) = label {
        let encoding = Encoding::for_label(label.as_bytes()).ok_or_else(|| DecodeError::UnknownLabel(label.into()))?;
        return decode_as(encoding, content, 0, Evidence::Stated);
    }
    if let Some(file) = foreign::recognize(content) {
        return Err(DecodeError::NotText(Some(file)));
    }
    if let Some(encoding) = unmarked_utf16(content) {
        return decode_as(encoding, content, 0, Evidence::Certain);
    }
    match utf8() {
        Ok(_) if is_iso_2022_jp(content) => decode_as(ISO_2022_JP, content, 0, Evidence::Certain),
        Ok(text) => Ok(Decoded { text: Cow::Borrowed(text), encoding: UTF_8.name(), evidence: Evidence::Certain }),
        Err(_) if is_binary(content) => Err(DecodeError::NotText(None)),
        Err(error) if is_damaged_utf8(content, error) => decode_as(UTF_8, content, 0, Evidence::Certain),
        Err(error) => decode_as(guess(content, error.valid_up_to()), content, 0, Evidence::Guessed),
    }
}

/// Decodes all of it or names the first place that is wrong. `skipped` is how many bytes came before `content`.
fn decode_as<'a>(
    encoding: &'static Encoding,
    content: &'a [u8],
    skipped: usize,
    evidence: Evidence,
) -> Result<Decoded<'a>, DecodeError> {
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(content) {
        return Ok(Decoded { text, encoding: encoding.name(), evidence });
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut around = String::with_capacity(content.len() + 16);
    let mut read = 0;
    loop {
        around.reserve(content.len().saturating_sub(read) + 16);
        let (result, used) = decoder.decode_to_string_without_replacement(&content[read..], &mut around, true);
        read += used;
        match result {
            DecoderResult::OutputFull => {}
            DecoderResult::InputEmpty => break,
            DecoderResult::Malformed(length, after) => {
                let end = read.saturating_sub(usize::from(after));
                let start = end.saturating_sub(usize::from(length));
                let bytes = content[start..end].to_vec();
                let place = around.len();
                around.push('\u{fffd}');
                let (rest, _) = encoding.decode_without_bom_handling(&content[read..content.len().min(read + 200)]);
                around.push_str(&rest);
                return Err(DecodeError::Malformed {
                    encoding: encoding.name(),
                    offset: skipped + start,
                    bytes,
                    around,
                    place,
                });
            }
        }
    }
    Ok(Decoded { text: Cow::Owned(around), encoding: encoding.name(), evidence })
}

/// UTF-32 has no label in the WHATWG standard, but a few programs write it with its mark.
fn decode_utf32(content: &[u8]) -> Result<Decoded<'static>, DecodeError> {
    let little = content.starts_with(&[0xff, 0xfe]);
    let encoding = if little { "UTF-32LE" } else { "UTF-32BE" };
    let mut text = String::with_capacity(content.len() / 4);
    for (index, bytes) in content.chunks(4).enumerate().skip(1) {
        let number = match <[u8; 4]>::try_from(bytes) {
            Ok(bytes) if little => Some(u32::from_le_bytes(bytes)),
            Ok(bytes) => Some(u32::from_be_bytes(bytes)),
            Err(_) => None,
        };
        let Some(character) = number.and_then(char::from_u32) else {
            let place = text.len();
            let (offset, bytes) = (index * 4, bytes.to_vec());
            return Err(DecodeError::Malformed { encoding, offset, bytes, around: text, place });
        };
        text.push(character);
    }
    Ok(Decoded { text: Cow::Owned(text), encoding, evidence: Evidence::Mark })
}

/// How much of a long text is looked at to tell what it is.
const SAMPLE: usize = 1 << 20;

/// UTF-16 without a mark: line ends, blanks and delimiters are two bytes, one of them zero.
fn unmarked_utf16(content: &[u8]) -> Option<&'static Encoding> {
    let sample = &content[..content.len().min(SAMPLE) & !1];
    // Most texts have none, and that is found out fast.
    memchr::memchr(0, sample)?;
    let zeros = memchr::memchr_iter(0, sample).count();
    // A stray zero byte in UTF-8 text is a control character; Latin text in UTF-16 has one in every second byte.
    if zeros * 5 < sample.len() && std::str::from_utf8(sample).is_ok() {
        return None;
    }
    let ascii_units = |zero: usize| {
        let pairs = sample.chunks_exact(2);
        pairs.filter(|pair| pair[zero] == 0 && matches!(pair[1 - zero], b'\t' | b'\n' | b'\r' | b' '..=b'~')).count()
    };
    let (big, little) = (ascii_units(0), ascii_units(1));
    let (encoding, ascii) = if little > big { (UTF_16LE, little) } else { (UTF_16BE, big) };
    if ascii < 2 || ascii < 10 * little.min(big) {
        return None;
    }
    let (text, malformed) = encoding.decode_without_bom_handling(sample);
    let may_be_cut = sample.len() < content.len();
    let odd = text.chars().filter(|character| is_odd(*character)).count();
    ((!malformed || may_be_cut) && odd * 50 <= text.chars().count()).then_some(encoding)
}

/// Characters that text does not have: controls, unassigned by design, private use.
fn is_odd(character: char) -> bool {
    matches!(character,
        '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}')
}

/// The escape sequences that switch to Japanese (RFC 1468) in what is otherwise ASCII.
fn is_iso_2022_jp(content: &[u8]) -> bool {
    content.is_ascii()
        && content.contains(&0x1b)
        && content.windows(3).any(|bytes| matches!(bytes, b"\x1b$B" | b"\x1b$@" | b"\x1b(J"))
}

/// Whether bytes that are not UTF-8 are no text at all: zero bytes, or many control characters.
fn is_binary(content: &[u8]) -> bool {
    let sample = &content[..content.len().min(SAMPLE)];
    let controls = sample.iter().filter(|byte| matches!(byte, 0..=8 | 0xe..=0x1a | 0x1c..=0x1f | 0x7f)).count();
    let zeros = sample.iter().filter(|byte| **byte == 0).count();
    zeros * 500 > sample.len() || controls * 50 > sample.len()
}

/// Whether bytes are UTF-8 that was damaged, not another encoding: most characters beyond ASCII are well formed.
fn is_damaged_utf8(content: &[u8], first: Utf8Error) -> bool {
    // Look at a stretch around the first bad byte, and at most one sample after it.
    let start = first.valid_up_to().saturating_sub(SAMPLE);
    let end = content.len().min(first.valid_up_to() + SAMPLE);
    let (mut well_formed, mut damaged) = (0usize, 0usize);
    let mut chunks = content[start..end].utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        well_formed += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        // The last chunk may be cut by the stretch's own end.
        damaged += usize::from(!chunk.invalid().is_empty() && (chunks.peek().is_some() || end == content.len()));
    }
    well_formed > 3 * damaged
}

/// The most likely legacy encoding.
fn guess(content: &[u8], first_bad: usize) -> &'static Encoding {
    // ASCII says nothing about the encoding: start a little before the first byte beyond it.
    let first = content[..first_bad].iter().position(|byte| !byte.is_ascii()).unwrap_or(first_bad);
    let start = first.saturating_sub(256);
    let sample = &content[start..content.len().min(start + SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, start + sample.len() == content.len());
    detector.guess(None, Utf8Detection::Deny)
}
