//! Rich text: one string plus styled spans. May use: arcstr.
//!
//! ```text
//! content  Owns the plan\n• reports to the CTO
//! spans    └strong┘                   └link┘
//! lines    paragraph     | list item (bullet, depth 0)
//! ```
//!
//! List items are lines that start with a marker (`• ` or `1. `, two spaces of indent for each level). The marker is
//! part of the content, so text that went through a format without lists is still the same text.

use std::fmt;

use arcstr::Substr;

/// How a run of characters is set. The default is plain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Style {
    /// Strong importance: bold.
    pub strong: bool,
    /// Stress emphasis: italic.
    pub emphasis: bool,
    /// Code: monospaced or tinted.
    pub code: bool,
    /// Removed text: struck through.
    pub deleted: bool,
    /// Added text: underlined.
    pub inserted: bool,
}

impl Style {
    /// The style of plain text.
    pub const PLAIN: Style = Style { strong: false, emphasis: false, code: false, deleted: false, inserted: false };

    /// Whether nothing is set.
    pub fn is_plain(self) -> bool {
        self == Style::PLAIN
    }

    /// Everything that is set in either.
    pub fn with(self, other: Style) -> Style {
        Style {
            strong: self.strong || other.strong,
            emphasis: self.emphasis || other.emphasis,
            code: self.code || other.code,
            deleted: self.deleted || other.deleted,
            inserted: self.inserted || other.inserted,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Span {
    /// Byte offsets into the content.
    start: usize,
    end: usize,
    style: Style,
    link: Option<Box<str>>,
}

/// A stretch of characters of one style and one link target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Run<'a> {
    /// The characters; may hold `\n`.
    pub text: &'a str,
    /// How they are set.
    pub style: Style,
    /// Where they lead: a URL as written in the source.
    pub link: Option<&'a str>,
}

/// The marker of a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListMarker {
    /// `• `
    Bullet,
    /// `N. `
    Number(u32),
}

/// What a line of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineKind {
    /// A line of running text.
    Paragraph,
    /// An item of a list, at a nesting depth that starts at 0.
    Item {
        /// Nesting depth: 0 for the outermost list.
        depth: usize,
        /// Bullet or number.
        marker: ListMarker,
    },
}

/// One line (between two `\n`) of a text, its list marker taken off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Paragraph or list item.
    pub kind: LineKind,
    /// The runs of the line, without the marker; empty for an empty line.
    pub runs: Vec<Run<'a>>,
}

/// Rich text. Lines are separated by `\n`.
///
/// ```
/// use rolematrix::model::{Style, Text};
/// let strong = Style { strong: true, ..Style::PLAIN };
/// let text = Text::build().push("Owns", strong, None).plain(" the plan").finish();
/// assert_eq!(text.as_str(), "Owns the plan");
/// assert_eq!(text.runs().count(), 2);
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Text {
    // Mostly a part of the source's text, shared with it: a copy of a text copies no characters.
    content: Substr,
    // None where all is plain, so that the many plain texts of a matrix are small and equal texts are equal values.
    spans: Option<Box<Spans>>,
}

/// Sorted, disjoint, at least one, none of them empty or plain.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Spans(Vec<Span>);

impl Text {
    /// Text without any style. A part of a shared string stays a part of it.
    pub fn plain(content: impl Into<Substr>) -> Text {
        Text { content: content.into(), spans: None }
    }

    /// Texts as one, with something between them.
    ///
    /// ```
    /// use rolematrix::model::Text;
    /// assert_eq!(Text::join(["a".into(), "b".into()], " / ").as_str(), "a / b");
    /// ```
    pub fn join(parts: impl IntoIterator<Item = Text>, between: &str) -> Text {
        let mut parts = parts.into_iter();
        let mut joined = TextBuilder::default();
        joined.extend(parts.next().unwrap_or_default().runs());
        for part in parts {
            joined.add(between, Style::PLAIN, None);
            joined.extend(part.runs());
        }
        joined.finish()
    }

    /// The target of a text that is one link from end to end.
    pub fn whole_link(&self) -> Option<&str> {
        let mut runs = self.runs();
        let target = runs.next()?.link?;
        runs.all(|run| run.link == Some(target)).then_some(target)
    }

    /// Starts a text that is put together run by run.
    pub fn build() -> TextBuilder {
        TextBuilder::default()
    }

    /// The characters without their styles.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// Takes the characters and drops the styles.
    pub fn into_string(self) -> String {
        self.content.to_string()
    }

    /// Whether there are no characters.
    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// Whether no run has a style or a link.
    pub fn is_plain(&self) -> bool {
        self.spans.is_none()
    }

    fn spans(&self) -> &[Span] {
        self.spans.as_ref().map_or(&[], |spans| &spans.0)
    }

    /// The text cut where style or link changes; the runs' texts add up to [`Text::as_str`].
    pub fn runs(&self) -> impl Iterator<Item = Run<'_>> + '_ {
        self.runs_between(0, self.content.len())
    }

    fn runs_between(&self, start: usize, end: usize) -> impl Iterator<Item = Run<'_>> + '_ {
        let mut at = start;
        let spans = self.spans();
        let mut next = spans.partition_point(|span| span.end <= start);
        std::iter::from_fn(move || {
            if at >= end {
                return None;
            }
            let span = spans.get(next).filter(|span| span.start < end);
            let run = match span {
                Some(span) if span.start <= at => {
                    next += 1;
                    let stop = span.end.min(end);
                    let text = &self.content[at..stop];
                    at = stop;
                    Run { text, style: span.style, link: span.link.as_deref() }
                }
                _ => {
                    let stop = span.map_or(end, |span| span.start);
                    let text = &self.content[at..stop];
                    at = stop;
                    Run { text, style: Style::PLAIN, link: None }
                }
            };
            Some(run)
        })
    }

    /// The lines of the text, each with its list marker read. A text without characters has one empty line.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> + '_ {
        let mut start = 0;
        self.content.split('\n').map(move |line| {
            let end = start + line.len();
            let (kind, marker_length) = line_kind(line);
            let runs = self.runs_between(start + marker_length, end).collect();
            start = end + 1;
            Line { kind, runs }
        })
    }

    /// The same text with every style and link of `style` and `link` added to all of it.
    pub fn styled(&self, style: Style) -> Text {
        let mut builder = Text::build();
        for run in self.runs() {
            builder = builder.push(run.text, run.style.with(style), run.link);
        }
        builder.finish()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_plain() {
            return fmt::Debug::fmt(&self.content, formatter);
        }
        formatter.debug_list().entries(self.runs()).finish()
    }
}

impl From<&str> for Text {
    fn from(content: &str) -> Text {
        Text::plain(content)
    }
}

impl From<String> for Text {
    fn from(content: String) -> Text {
        Text::plain(content)
    }
}

/// Reads the list marker of one line: its kind and the length in bytes of indent and marker.
fn line_kind(line: &str) -> (LineKind, usize) {
    let body = line.trim_start_matches(' ');
    let indent = line.len() - body.len();
    if indent.is_multiple_of(2) {
        let depth = indent / 2;
        if body.starts_with("• ") {
            return (LineKind::Item { depth, marker: ListMarker::Bullet }, indent + "• ".len());
        }
        let digits = body.bytes().take_while(u8::is_ascii_digit).count();
        // Only the shape that a list marker is written in: "01. " or "+1. " stay text.
        if (1..=9).contains(&digits)
            && body[digits..].starts_with(". ")
            && (digits == 1 || !body.starts_with('0'))
            && let Ok(number) = body[..digits].parse()
        {
            return (LineKind::Item { depth, marker: ListMarker::Number(number) }, indent + digits + 2);
        }
    }
    (LineKind::Paragraph, 0)
}

impl ListMarker {
    /// The marker as it stands in a text's content, with its trailing blank: `• ` or `3. `.
    pub fn written(self) -> String {
        match self {
            ListMarker::Bullet => "• ".to_owned(),
            ListMarker::Number(number) => format!("{number}. "),
        }
    }
}

/// Puts a [`Text`] together run by run.
#[derive(Clone, Debug, Default)]
pub struct TextBuilder {
    // All that was added so far, while that is one shared string; else empty.
    shared: Substr,
    content: String,
    spans: Vec<Span>,
}

impl TextBuilder {
    /// Adds a run.
    #[must_use]
    pub fn push(mut self, text: &str, style: Style, link: Option<&str>) -> TextBuilder {
        self.add(text, style, link);
        self
    }

    /// Adds a plain run.
    #[must_use]
    pub fn plain(self, text: &str) -> TextBuilder {
        self.push(text, Style::PLAIN, None)
    }

    /// Adds a plain run that is part of a shared string. Where it stays the only one, its characters are not copied.
    pub fn add_shared(&mut self, text: Substr) {
        if self.as_str().is_empty() {
            self.shared = text;
        } else {
            self.add(&text, Style::PLAIN, None);
        }
    }

    /// Adds a run, in place.
    pub fn add(&mut self, text: &str, style: Style, link: Option<&str>) {
        if text.is_empty() {
            return;
        }
        if !self.shared.is_empty() {
            self.content.push_str(&std::mem::take(&mut self.shared));
        }
        let start = self.content.len();
        self.content.push_str(text);
        let end = self.content.len();
        if style.is_plain() && link.is_none() {
            return;
        }
        if let Some(last) = self.spans.last_mut()
            && last.end == start
            && last.style == style
            && last.link.as_deref() == link
        {
            last.end = end;
            return;
        }
        self.spans.push(Span { start, end, style, link: link.map(Box::from) });
    }

    /// What has been added so far.
    pub fn as_str(&self) -> &str {
        if self.shared.is_empty() { &self.content } else { &self.shared }
    }

    /// The text.
    pub fn finish(self) -> Text {
        let content = if self.content.is_empty() { self.shared } else { Substr::from(self.content) };
        let spans = (!self.spans.is_empty()).then(|| Box::new(Spans(self.spans)));
        Text { content, spans }
    }
}

impl<'r> Extend<Run<'r>> for TextBuilder {
    fn extend<R: IntoIterator<Item = Run<'r>>>(&mut self, runs: R) {
        runs.into_iter().for_each(|run| self.add(run.text, run.style, run.link));
    }
}
