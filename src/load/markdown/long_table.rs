//! A page that is mostly one long table, read in parts on all cores. May use: the page, arcstr, rayon.
//!
//! ```text
//! # Roles                 ┐
//! | Dimension | SRE |     │ head ┐ first part: read as any page
//! |---|---|               ┘      │
//! | Scope | Platform |           ┘
//! | Pay | Band 4 |          further parts: header lines + their rows
//! | Growth | Staff |        rest: header lines + the last row + what follows the table
//! ```

use std::ops::Range;

use arcstr::ArcStr;
use memchr::{memchr, memchr_iter, memmem, memrchr};
use rayon::prelude::*;

use super::Follower;
use super::page::PageReader;
use crate::diagnostic::Diagnostics;
use crate::load::LoadError;
use crate::load::table::RawCell;

/// Shorter tables are read before a second thread has begun.
const BYTES_OF_A_PART: usize = 256 * 1024;
/// The first part is longer than each of the others, which are copied before they are read.
const FIRST_SHARE: usize = 6;
const OTHER_SHARE: usize = 5;

/// Reads a page whose table is long; nothing where there is none, or where only a read of the whole page tells what its
/// lines are. `page` is what is parsed, offset for offset, and `body_start` where its Markdown starts.
pub fn read(
    follower: &Follower<'_>,
    page: &str,
    body_start: usize,
    diagnostics: &mut Diagnostics,
) -> Result<Option<PageReader>, LoadError> {
    let bytes = page.as_bytes();
    // What a link refers to may be defined anywhere in a page (CommonMark 4.7); a vertical tab stands for another
    // character of the source.
    let is_plain = bytes.len() >= 2 * BYTES_OF_A_PART
        && follower.html_tables.is_empty()
        && !(follower.signs.brackets && memmem::find(bytes, b"]:").is_some())
        && !(follower.signs.vertical_tabs || follower.signs.returns && memchr(0x0b, bytes).is_some());
    let Some(table) = is_plain.then(|| find(page, body_start)).flatten() else { return Ok(None) };
    let count = (table.rows.len() / BYTES_OF_A_PART).min(rayon::current_num_threads());
    if count < 2 {
        return Ok(None);
    }
    let shares = FIRST_SHARE + (count - 1) * OTHER_SHARE;
    let first = table.rows.len() / shares * FIRST_SHARE;
    let other = table.rows.len() / shares * OTHER_SHARE;
    let mut cuts: Vec<usize> =
        (0..count - 1).map(|part| line_start(page, table.rows.start + first + other * part)).collect();
    // The last row is read with what follows it: a line below may be one more row.
    let last_row = line_start(page, table.rows.end - 1);
    cuts.push(last_row);
    let first_end = cuts[0];
    let read_first = || {
        let (mut reader, mut diagnostics) = (follower.page(body_start), Diagnostics::default());
        let read = follower.follow(&mut reader, &page[body_start..first_end], &mut diagnostics);
        read.map(|()| (reader, diagnostics))
    };
    let read_others = || -> Vec<Option<Rows>> {
        cuts.par_windows(2).map(|cut| read_rows(follower, page, &table, cut[0]..cut[1])).collect()
    };
    let (first, others) = rayon::join(read_first, read_others);
    let (mut reader, said) = first?;
    // The table is the last one, and each line a row of it: otherwise the lines are no table, or not all of it.
    let is_whole = reader.last_table().is_some_and(|last| {
        last.origin == reader.place(table.head.start - body_start)
            && last.rows.len() == 1 + lines(&page[table.rows.start..first_end])
    });
    let Some(others) = others.into_iter().collect::<Option<Vec<Rows>>>().filter(|_| is_whole) else { return Ok(None) };
    diagnostics.append(said);
    for Rows { rows, said } in others {
        reader.add_rows(rows);
        diagnostics.append(said);
    }
    let rest = [&page[table.head.clone()], &page[last_row..]].concat();
    reader.go_on(last_row - table.head.len(), 1);
    follower.follow(&mut reader, &rest, diagnostics)?;
    Ok(Some(reader))
}

/// Where a table is.
struct LongTable {
    /// The header and the line below it.
    head: Range<usize>,
    /// The rows, whole lines.
    rows: Range<usize>,
}

/// Finds the first lines that are a long table if they are one: each starts with a stroke.
fn find(page: &str, body_start: usize) -> Option<LongTable> {
    let mut start = body_start;
    while start < page.len() {
        let end = run_end(page, start);
        if end - start >= 2 * BYTES_OF_A_PART {
            let delimiters = line_end(page, start);
            let rows = line_end(page, delimiters);
            let is_delimiter = |byte: u8| b"|-: \t\r\n".contains(&byte);
            let is_head = page[delimiters..rows].bytes().all(is_delimiter) && page[..end].ends_with('\n');
            return is_head.then_some(LongTable { head: start..rows, rows: rows..end });
        }
        start = line_end(page, end);
    }
    None
}

/// The end of the lines from `start` on that begin with a stroke.
fn run_end(page: &str, start: usize) -> usize {
    let mut end = start;
    while page[end..].starts_with('|') {
        end = line_end(page, end);
    }
    end
}

/// The offset after the line that `offset` is in.
fn line_end(page: &str, offset: usize) -> usize {
    memchr(b'\n', &page.as_bytes()[offset..]).map_or(page.len(), |newline| offset + newline + 1)
}

/// Where the line starts that `offset` is in.
fn line_start(page: &str, offset: usize) -> usize {
    memrchr(b'\n', &page.as_bytes()[..offset]).map_or(0, |newline| newline + 1)
}

fn lines(text: &str) -> usize {
    memchr_iter(b'\n', text.as_bytes()).count()
}

/// Rows of a part, and what was said of them.
struct Rows {
    rows: Vec<Vec<RawCell>>,
    said: Diagnostics,
}

/// Reads the rows of a part below the header; nothing where it holds anything else.
fn read_rows(follower: &Follower<'_>, page: &str, table: &LongTable, range: Range<usize>) -> Option<Rows> {
    // Cells are parts of the copy: counting on every core who shares the source's text takes longer than the copy.
    let (head, body) = (&page[table.head.clone()], &page[range.clone()]);
    let copy = |bytes: &mut [u8]| {
        let (first, rest) = bytes.split_at_mut(head.len());
        first.copy_from_slice(head.as_bytes());
        rest.copy_from_slice(body.as_bytes());
    };
    let text = ArcStr::init_with(head.len() + body.len(), copy).ok()?;
    let base = range.start - table.head.len();
    let (mut reader, mut said) = (PageReader::of_copy(follower.source, text.clone(), base), Diagnostics::default());
    follower.follow(&mut reader, &text, &mut said).ok()?;
    let mut rows = reader.into_rows();
    let is_whole = rows.len() == 1 + lines(body);
    is_whole.then(|| Rows { rows: rows.split_off(1), said })
}
