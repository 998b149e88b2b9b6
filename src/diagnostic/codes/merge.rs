//! Codes of `merge`, and of overwriting a workbook that somebody edited.

use crate::diagnostic::{Code, Severity};

/// Every code of this stage.
pub const ALL: &[&Code] = &[
    &BASE_DAMAGED,
    &MERGE_CONFLICT,
    &WITHOUT_BASE,
    &EDITED_WORKBOOK,
    &FORM_KEPT,
    &OTHER_VIEW,
    &ANOTHER_MATRIX,
    &WRITTEN_ANEW,
    &NOT_IN_PLACE,
    &ORDER_KEPT,
    &LINKS_DROPPED,
    &SUMMARIES_KEPT,
];

/// The hidden names of a workbook are not whole.
pub const BASE_DAMAGED: Code = Code {
    name: "base-damaged",
    severity: Severity::Warning,
    summary: "what a workbook remembers of its source cannot be read",
    explanation: "A workbook that `rolematrix` writes remembers, in hidden defined names, the ids of its source and a \
                  fingerprint of every text. Without them ids are made from the names again, and `merge` needs the \
                  version that the workbook was made from: `--base FILE`.",
};

/// Both sides changed the same text.
pub const MERGE_CONFLICT: Code = Code {
    name: "merge-conflict",
    severity: Severity::Error,
    summary: "the source and the edited file both changed the same text",
    explanation: "Since the file was exported, the source has changed too, and at the same place. Nothing is written: \
                  bring one of the two in line with the other by hand, then merge again. So is a row or column that one side \
                  removed and the other changed: a cell, its name, summary or group. A name that the edit made empty, or gave to two roles or to two dimensions of a group, is a conflict too.",
};

/// Nothing says what the file was made from.
pub const WITHOUT_BASE: Code = Code {
    name: "without-base",
    severity: Severity::Error,
    summary: "nothing says which version an edited file was made from",
    explanation: "To tell an edit from an older text, `merge` must know the version that was exported. XLSX workbooks \
                  remember it; for CSV and other files, and for workbooks that lost it, name that version with \
                  `--base FILE` (an earlier commit of the source, for example).",
};

/// The export would overwrite somebody's edits.
pub const EDITED_WORKBOOK: Code = Code {
    name: "edited-workbook",
    severity: Severity::Error,
    summary: "the workbook that would be overwritten holds what `rolematrix` did not write",
    explanation: "Somebody edited the workbook since it was exported, or it comes from elsewhere. Take its edits over with \
                  `rolematrix merge`, write to another name, or overwrite it with `--force`. A scorecard or handouts that \
                  somebody filled in cannot be merged: keep them under another name.",
};

/// A build left a form that somebody filled in as it is.
pub const FORM_KEPT: Code = Code {
    name: "form-kept",
    severity: Severity::Warning,
    summary: "a scorecard that somebody filled in was kept, and not built anew",
    explanation: "`build` and `watch` write what is out of date, but a scorecard with entries is somebody's work and not out \
                  of date. Move it away, and the next build writes an empty one; `build --force` overwrites it.",
};

/// A workbook of another view cannot be merged.
pub const OTHER_VIEW: Code = Code {
    name: "other-view",
    severity: Severity::Error,
    summary: "the workbook shows another view than the comparison, and cannot be merged or compared",
    explanation: "Scorecards, lists of changes and handouts say in the file what they are. Their cells are not those of the \
                  matrix, so taking them over would put questions and ratings where roles are. The workbook of an export \
                  without `--view` goes there and back.",
};

/// A file could not be edited in place.
pub const WRITTEN_ANEW: Code = Code {
    name: "written-anew",
    severity: Severity::Warning,
    summary: "the source was written anew; comments and text beside the matrix are not kept",
    explanation: "Texts that changed are replaced where they stand, and the rest of the file stays as it is. Where that \
                  does not work (rows or columns came or went, a text was put together from several values, or a value \
                  stands for several cells) the whole file is written from the matrix: comments, other tables and other \
                  text are gone from it.",
};

/// A file can neither be edited in place nor be written anew.
pub const NOT_IN_PLACE: Code = Code {
    name: "not-in-place",
    severity: Severity::Error,
    summary: "the edits cannot be put into the source, and it cannot be written anew either",
    explanation: "Texts that changed are replaced where they stand. Where that does not work, a file is written from the \
                  matrix; but TOML is only read, and a file whose layout a mapping or flags say would no longer be laid \
                  out like that, so that the next run could not read it. The source stays as it is: write another file, \
                  such as `-o OTHER.yaml`, or make the edits by hand.",
};

/// The edited file lost the list of summaries.
pub const SUMMARIES_KEPT: Code = Code {
    name: "summaries-kept",
    severity: Severity::Warning,
    summary: "the edited file has no summaries of roles any more, and those of the source were kept",
    explanation: "The summaries of roles stand on a sheet of their own. Where that sheet is gone, or its columns have \
                  other headers, the workbook says nothing about summaries, and `merge` takes none away. To remove \
                  them, edit the source.",
};

/// Rows or columns were moved in the edited file.
pub const ORDER_KEPT: Code = Code {
    name: "order-kept",
    severity: Severity::Note,
    summary: "rows or columns were moved in the edited file; the source keeps its order",
    explanation: "Sorting a sheet is a way to look at it. A merge takes over what was edited, not where it stands.",
};

/// Links within a text are not in a workbook.
pub const LINKS_DROPPED: Code = Code {
    name: "links-dropped",
    severity: Severity::Warning,
    summary: "the links of an edited text are gone",
    explanation: "A workbook holds a link for a cell as a whole only. Where the text of a cell was edited, its links are \
                  kept as far as the linked words still stand in it; the others have to be set again by hand.",
};

/// The edited file belongs to another source.
pub const ANOTHER_MATRIX: Code = Code {
    name: "another-matrix",
    severity: Severity::Error,
    summary: "the edited file was made from another matrix than the source that is named",
    explanation: "No role or no dimension that the edited file was made with is in the source, by name or by a cell. Merging it \
                  would list everything as a conflict, or take over nothing. Name the source that the file was made from.",
};
