//! Fenced blocks of code, followed line by line (CommonMark 4.5), for what is looked for before a parser sees the page.
//! May use: nothing.
//!
//! ````text
//! ```sql        opens: three or more ` or ~, not indented like code
//! ~~~           is code: another sign
//! ```` x        is code: text behind the signs
//! ````          closes: the same sign, as many or more
//! ````

/// Which fence is open.
#[derive(Default)]
pub struct Fences {
    open: Option<Fence>,
    /// Whether the last line that is not indented begins an item of a list, below which others may be indented.
    in_item: bool,
}

/// A fence that is open.
struct Fence {
    sign: char,
    length: usize,
    /// Whether a line without indent ends it, as it ends the item.
    in_item: bool,
    /// Whether a line that is no quotation ends it.
    in_quote: bool,
}

/// Deepest indent of a fence outside of lists: beyond it a line is code by itself.
const DEEPEST_INDENT: usize = 3;

impl Fences {
    /// Whether a line belongs to a fenced block of code, its fences included.
    pub fn take(&mut self, line: &str) -> bool {
        let in_quote = line.trim_start().starts_with('>') && self.open.as_ref().is_none_or(|fence| fence.in_quote);
        let content = if in_quote { line.trim_start().trim_start_matches(['>', ' ']) } else { line };
        let body = content.trim_start_matches([' ', '\t']);
        let blanks = content[..content.len() - body.len()].chars();
        let indent: usize = blanks.map(|blank| if blank == '\t' { 4 } else { 1 }).sum();
        if let Some(fence) = &self.open {
            let is_over = fence.in_quote && !in_quote || fence.in_item && indent == 0 && !body.trim().is_empty();
            if !is_over {
                let length = body.chars().take_while(|sign| *sign == fence.sign).count();
                let is_end = length >= fence.length && body[length..].trim().is_empty();
                if is_end && (indent <= DEEPEST_INDENT || fence.in_item) {
                    self.open = None;
                }
                return true;
            }
            self.open = None;
        }
        let item = item(body).filter(|_| indent <= DEEPEST_INDENT || self.in_item);
        if indent == 0 && !body.trim().is_empty() {
            self.in_item = item.is_some();
        }
        let (body, is_first) = item.map_or((body, false), |body| (body, true));
        let in_item = is_first || self.in_item && indent > 0;
        if indent > DEEPEST_INDENT && !in_item {
            return false;
        }
        self.open = opened(body).map(|(sign, length)| Fence { sign, length, in_item, in_quote });
        self.open.is_some()
    }
}

/// The sign of a fence that a line opens, and how many it has.
fn opened(body: &str) -> Option<(char, usize)> {
    let sign = body.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let length = body.chars().take_while(|other| *other == sign).count();
    // Behind backticks a backtick makes it code within a line.
    let is_open = length >= 3 && !(sign == '`' && body[length..].contains('`'));
    is_open.then_some((sign, length))
}

/// What stands behind the marker of an item.
fn item(body: &str) -> Option<&str> {
    let rest = match body.strip_prefix(['-', '*', '+']) {
        Some(rest) => rest,
        None => {
            let rest = body.trim_start_matches(|digit: char| digit.is_ascii_digit());
            let digits = body.len() - rest.len();
            rest.strip_prefix(['.', ')']).filter(|_| (1..10).contains(&digits))?
        }
    };
    rest.starts_with([' ', '\t']).then(|| rest.trim_start_matches([' ', '\t']))
}
