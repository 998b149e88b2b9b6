//! Tables of Markdown pages, read by a parser that is not ours.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use rolematrix::model::{Style, Text};

/// The cells of the first table, header row first, as rich text.
pub fn cells(markdown: &str) -> Vec<Vec<Text>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut rows: Vec<Vec<Text>> = Vec::new();
    let mut builder = Text::build();
    let mut styles: Vec<Style> = vec![Style::PLAIN];
    let mut link: Option<String> = None;
    let strong = Style { strong: true, ..Style::PLAIN };
    let emphasis = Style { emphasis: true, ..Style::PLAIN };
    let deleted = Style { deleted: true, ..Style::PLAIN };
    let inserted = Style { inserted: true, ..Style::PLAIN };
    let code = Style { code: true, ..Style::PLAIN };
    for event in Parser::new_ext(markdown, options) {
        let top = styles.last().copied().unwrap_or_default();
        match event {
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => builder = Text::build(),
            Event::End(TagEnd::TableCell) => {
                rows.last_mut().expect("row").push(std::mem::take(&mut builder).finish());
            }
            Event::End(TagEnd::Table) => return rows,
            Event::Start(Tag::Strong) => styles.push(top.with(strong)),
            Event::Start(Tag::Emphasis) => styles.push(top.with(emphasis)),
            Event::Start(Tag::Strikethrough) => styles.push(top.with(deleted)),
            Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough) => drop(styles.pop()),
            Event::Start(Tag::Link { dest_url, .. }) => link = Some(dest_url.into_string()),
            Event::End(TagEnd::Link) => link = None,
            Event::Text(text) => builder.add(&text, top, link.as_deref()),
            Event::Code(text) => builder.add(&text, top.with(code), link.as_deref()),
            Event::InlineHtml(tag) => match &*tag {
                "<br>" => builder.add("\n", top, link.as_deref()),
                "<strong>" => styles.push(top.with(strong)),
                "<em>" => styles.push(top.with(emphasis)),
                "<del>" => styles.push(top.with(deleted)),
                "<ins>" => styles.push(top.with(inserted)),
                "<code>" => styles.push(top.with(code)),
                "</strong>" | "</em>" | "</del>" | "</ins>" | "</code>" => drop(styles.pop()),
                other => panic!("unexpected tag {other}"),
            },
            _ => {}
        }
    }
    rows
}
