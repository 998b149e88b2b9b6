//! `embed`: blocks of existing pages are kept in step with their sources. May use: everything.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use memchr::memmem;
use rolematrix::compare::Comparison;
use rolematrix::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use rolematrix::document::Metadata;
use rolematrix::embed::{self, Block, BlockOptions, PageSyntax};
use rolematrix::export::registry::{Format, FormatKind, FormatOptions, Registry};
use rolematrix::export::{ExportError, Presentation};
use rolematrix::load::LoadOptions;
use rolematrix::model::{Origin, Place, RoleMatrix, SourceId};
use rolematrix::output;
use rolematrix::select::{SelectionRequest, names_before_ids, select};
use rolematrix::source::{SourceFile, Sources};
use rolematrix::suggest::did_you_mean;
use rolematrix::view::{VIEWS, guessed_language};

use super::args::EmbedArguments;
use super::end::End;
use super::inputs;
use super::keys::Edited;
use super::read;
use super::report::{Reporter, not_written};

/// Refreshes every page. A page that cannot be refreshed is left as it is; the others are still done.
pub fn run(arguments: &EmbedArguments, reporter: &mut Reporter) -> End {
    if let Some(source) = &arguments.init {
        if source.contains(['"', '\n', '\r']) || source.contains("--") {
            return reporter.usage("a marker cannot hold that source's path", "rename it: no quotes, no `--`");
        }
        if arguments.pages.iter().any(|page| page.is_dir()) {
            return reporter.usage("`--init` needs pages, not folders", "name the page that gets the block");
        }
    }
    reporter.name_keys_of(Edited::Mapping);
    let mut run = Run { matrices: BTreeMap::new(), sources: Sources::default(), registry: Registry::default() };
    let mut end = End::Done;
    for named in &arguments.pages {
        let mut pages = Vec::new();
        let mut skipped = Diagnostics::default();
        if let Err(error) = find_pages(named, &mut pages, &mut skipped) {
            reporter.show_one(unreadable(named, &error), &Sources::default());
            end = end.max(End::Input);
        }
        reporter.show(&skipped, &Sources::default());
        for page in pages {
            end = end.max(run.page(&page, arguments, reporter));
        }
    }
    end
}

/// A file itself, or the pages under a folder, sorted; hidden ones and symbolic links are left out. Other files that hold
/// a marker are told: the markers of a program's source may be none.
fn find_pages(path: &Path, pages: &mut Vec<PathBuf>, skipped: &mut Diagnostics) -> io::Result<()> {
    if !path.is_dir() {
        pages.push(path.to_path_buf());
        return Ok(());
    }
    let mut entries = fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().to_ascii_lowercase();
        let kind = entry.file_type()?;
        if name.starts_with('.') {
            continue;
        }
        let path = entry.path();
        if kind.is_dir() {
            find_pages(&path, pages, skipped)?;
        } else if kind.is_file() && PageSyntax::of_file_name(&name).is_some() {
            pages.push(path);
        } else if kind.is_file() && holds_marker(&path) {
            if PageSyntax::may_be_page(&name) {
                pages.push(path);
                continue;
            }
            let message =
                format!("{} holds a marker and was not refreshed: its ending is not that of a page", path.display());
            let hint = format!("name the file itself: `rolematrix embed \"{}\"`", path.display());
            skipped.push(Diagnostic::new(&codes::embed::SKIPPED_PAGE, message).hint(hint));
        }
    }
    Ok(())
}

/// Whether a file that may be anything holds a marker, or what looks like one, on a line of its own. What cannot be read
/// holds none.
fn holds_marker(path: &Path) -> bool {
    let is_small = fs::metadata(path).is_ok_and(|about| about.len() <= LARGEST_PAGE);
    let content = if is_small { fs::read(path).unwrap_or_default() } else { Vec::new() };
    if !["olematrix", "OLEMATRIX"].iter().any(|part| memmem::find(&content, part.as_bytes()).is_some()) {
        return false;
    }
    content.split(|byte| *byte == b'\n').any(|line| {
        let line = line.trim_ascii().to_ascii_lowercase();
        [("<!--", "-->"), ("/*", "*/")].iter().any(|(open, close)| {
            let inner = line.strip_prefix(open.as_bytes()).and_then(|rest| rest.strip_suffix(close.as_bytes()));
            inner.is_some_and(|inner| inner.trim_ascii_start().starts_with(b"rolematrix"))
        })
    })
}

/// The largest file that is searched for markers where its name is not that of a page, in bytes.
const LARGEST_PAGE: u64 = 4 << 20;

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::new(&codes::load::UNREADABLE, format!("{} cannot be read: {error}", path.display()))
        .hint("check the path")
}

struct Run {
    /// By canonical path; `None` is a source that was not understood, which was said once.
    matrices: BTreeMap<PathBuf, Option<RoleMatrix>>,
    sources: Sources,
    registry: Registry,
}

impl Run {
    fn page(&mut self, path: &Path, arguments: &EmbedArguments, reporter: &mut Reporter) -> End {
        let name = path.display().to_string();
        let old = match read::text(path) {
            Ok(old) => old,
            Err(error) => {
                reporter.show_one(unreadable(path, &error), &Sources::default());
                return End::Input;
            }
        };
        let syntax = PageSyntax::of(&name, &old);
        if let (Some(source), None) = (&arguments.init, syntax.format()) {
            let message = format!("no block was added to {name}: a page of HTML or XML has no format of its own");
            let hint = format!(
                "write the markers where the table is to stand: `<!-- rolematrix:begin source=\"{source}\" \
                 format=confluence -->` and `<!-- rolematrix:end -->`; what comes between is XHTML"
            );
            let mut diagnostic = Diagnostic::new(&codes::embed::UNKNOWN_PAGE, message).hint(hint);
            diagnostic.severity = Severity::Error;
            reporter.show_one(diagnostic, &Sources::default());
            return End::Input;
        }
        if arguments.init.is_some() && syntax == PageSyntax::Markdown && PageSyntax::of_file_name(&name).is_none() {
            let message = format!("{name}: its ending says nothing of its markup; the new block is Markdown");
            let hint = "if the page is no Markdown, take the block out again, and write the markers by hand: \
                        `/* rolematrix:begin source=PATH */` and `/* rolematrix:end */` in DokuWiki";
            let diagnostic = Diagnostic::new(&codes::embed::UNKNOWN_PAGE, message).hint(hint);
            reporter.show_one(diagnostic, &Sources::default());
        }
        let longer = arguments.init.as_ref().map(|source| {
            let options = BlockOptions { source: Some(source.clone()), ..BlockOptions::default() };
            embed::append_block(&old, syntax, &options)
        });
        let page = longer.as_ref().unwrap_or(&old);
        let mut pages = Sources::default();
        let id = pages.add(SourceFile { name: name.clone(), text: page.as_str().into(), ..SourceFile::default() });
        reporter.show(&embed::near_misses(page, syntax, id), &pages);
        if !page.contains("rolematrix:") {
            let message = format!("{name} holds no rolematrix block");
            reporter.show_one(Diagnostic::new(&codes::embed::NO_MARKER, message), &Sources::default());
            return End::Done;
        }
        let mut failed = End::Input;
        let fresh = embed::refresh(page, syntax, id, |block| {
            self.render(path, syntax, id, block, reporter).map_err(|(end, diagnostics)| {
                failed = failed.max(end);
                diagnostics
            })
        });
        let fresh = match fresh {
            Ok(fresh) => fresh,
            Err(faults) => {
                reporter.show(&faults, &pages);
                return failed;
            }
        };
        if fresh == old {
            return End::Done;
        }
        if arguments.check {
            return reporter.print(embed::unified_diff(&name, &old, &fresh).as_bytes()).max(End::Findings);
        }
        match output::write_file(path, |out| out.write_all(fresh.as_bytes())) {
            Ok(()) => {
                reporter.say(&format!("refreshed {name}"));
                End::Done
            }
            Err(error) => reporter.output_failed(&name, &error),
        }
    }

    /// What a block holds now, or how the page fails and why.
    fn render(
        &mut self,
        page: &Path,
        syntax: PageSyntax,
        id: SourceId,
        block: &Block,
        reporter: &mut Reporter,
    ) -> Result<String, (End, Diagnostics)> {
        let place = Origin::new(id, Place::Offset(u32::try_from(block.offset).unwrap_or(u32::MAX)));
        let fault = |end: End, diagnostic: Diagnostic| (end, [diagnostic.at(place)].into_iter().collect());
        let wrong = |message: String, hint: &str| {
            fault(End::Input, Diagnostic::new(&codes::embed::MARKER_OPTION, message).hint(hint))
        };
        let Some(source) = block.options.source.as_deref() else {
            return Err(wrong("the block names no source".to_owned(), "add `source=PATH`, relative to the page"));
        };
        if source.contains("://") || Path::new(source).has_root() {
            let message = format!("the source {source} is not a path relative to the page");
            return Err(wrong(message, "write `source=PATH`, from the page's folder on"));
        }
        let format = self.format(syntax, block).map_err(|(message, hint)| wrong(message, hint))?;
        let view = match block.options.view.as_deref() {
            None => VIEWS[0],
            Some(name) => match VIEWS.iter().find(|view| view.name() == name) {
                Some(view) => *view,
                None => {
                    let names: Vec<&str> = VIEWS.iter().map(|view| view.name()).collect();
                    let hint = did_you_mean(name, names.iter().copied())
                        .unwrap_or_else(|| format!("known are {}", names.join(", ")));
                    return Err(wrong(format!("there is no view `{name}`"), &hint));
                }
            },
        };
        let path = page.parent().unwrap_or(Path::new("")).join(source);
        let key = path.canonicalize().map_err(|error| fault(End::Input, unreadable(&path, &error)))?;
        if !self.matrices.contains_key(&key) {
            let matrix = load_matrix(&path, &mut self.sources, reporter);
            self.matrices.insert(key.clone(), matrix);
        }
        let Some(Some(matrix)) = self.matrices.get(&key) else {
            let message = format!("the source {} was not understood", path.display());
            return Err(fault(End::Input, Diagnostic::new(&codes::load::UNREADABLE, message)));
        };
        let list = |names: &Option<String>| names.iter().cloned().collect();
        let request = SelectionRequest {
            roles: list(&block.options.roles),
            dimensions: list(&block.options.dimensions),
            groups: list(&block.options.groups),
        };
        let selection = select(matrix, &request)
            .map_err(|misses| (End::Input, misses.0.into_iter().map(|miss| miss.diagnostic.at(place)).collect()))?;
        for told in names_before_ids(matrix, &request) {
            reporter.show_one(told.diagnostic.about(page.display().to_string()), &self.sources);
        }
        let mut options = FormatOptions::default();
        options.markdown.heading = block.options.heading;
        options.wiki.heading = block.options.heading;
        let folded = block.options.folded == Some(true);
        (options.markdown.folded, options.wiki.folded) = (folded, folded);
        let metadata = Metadata {
            date: None,
            language: matrix.language.clone(),
            guessed_language: Some(guessed_language(matrix).to_owned()),
            sources: path.file_name().map(|name| name.to_string_lossy().into_owned()).into_iter().collect(),
        };
        let comparison = Comparison::new(matrix, selection).with_marks_shown(block.options.marks == Some(true));
        let presentation = Presentation { comparison: &comparison, view, metadata: &metadata };
        let mut bytes = Vec::new();
        let mut diagnostics = Diagnostics::default();
        let exported = (format.exporter)(&options).export(&presentation, &mut bytes, &mut diagnostics);
        reporter.show(&diagnostics, &self.sources);
        let refused = match exported {
            Ok(()) => return Ok(String::from_utf8_lossy(&bytes).into_owned()),
            Err(ExportError::Write(error)) => not_written("the block", &error),
            Err(ExportError::Refused(refused)) => {
                let message = format!("the block was not written: {}", refused.message);
                Diagnostic::new(&codes::output::NOT_WRITTEN, message)
            }
        };
        Err(fault(End::Output, refused))
    }

    /// The format that a block names, or that of its page.
    fn format(&self, syntax: PageSyntax, block: &Block) -> Result<Format, (String, &'static str)> {
        let Some(name) = block.options.format.as_deref().or(syntax.format()) else {
            let message = "the block names no format, and a page of HTML or XML has none of its own".to_owned();
            return Err((message, "add `format=confluence` to the marker: its headings, lists and tables are XHTML"));
        };
        let hint = "`rolematrix formats` lists them";
        match self.registry.by_name(name) {
            Some(format) if format.kind == FormatKind::Text => Ok(*format),
            Some(_) => Err((format!("`{name}` is a binary format, which a page cannot hold"), hint)),
            None => Err((format!("there is no format `{name}`"), hint)),
        }
    }
}

/// The matrix of a source, laid out as the mapping beside it says, where there is one.
fn load_matrix(path: &Path, sources: &mut Sources, reporter: &mut Reporter) -> Option<RoleMatrix> {
    let paths = [path.to_path_buf()];
    let (inputs, _) = inputs::read_files(&paths, &LoadOptions::default(), None, false, sources, reporter);
    inputs.into_iter().next().map(|input| input.matrix)
}
