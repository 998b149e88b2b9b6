//! Cells and blocks of them, as references such as `B2:D4` name them. May use: nothing.

/// A block of cells that are shown as one; rows and columns count from 0, ends included.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// First row.
    pub top: usize,
    /// First column.
    pub left: usize,
    /// Last row.
    pub bottom: usize,
    /// Last column.
    pub right: usize,
}

/// Reads a reference such as `B2:D4` or `$B$2`.
pub fn block(reference: &str) -> Option<Block> {
    let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
    let (first, last) = (cell(first)?, cell(last)?);
    let (top, bottom) = (first.0.min(last.0), first.0.max(last.0));
    let (left, right) = (first.1.min(last.1), first.1.max(last.1));
    Some(Block { top, left, bottom, right })
}

/// Reads a reference such as `B2`: row and column from 0.
pub fn cell(reference: &str) -> Option<(usize, usize)> {
    let plain: String = reference.chars().filter(|character| *character != '$').collect();
    let digits = plain.find(|character: char| character.is_ascii_digit())?;
    let (letters, number) = plain.split_at(digits);
    if letters.is_empty() || letters.len() > 3 || !letters.chars().all(|letter| letter.is_ascii_alphabetic()) {
        return None;
    }
    let letters = letters.bytes().map(|letter| usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    let column = letters.fold(0, |column, letter| column * 26 + letter);
    Some((number.parse::<usize>().ok()?.checked_sub(1)?, column - 1))
}
