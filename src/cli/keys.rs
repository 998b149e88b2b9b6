//! Flags that messages name, as the keys of the file that somebody edits instead: nobody types `--delimiter` for `build`.
//! May use: toml.

/// The flags that say how an input is laid out: keys of a mapping.
const OF_LAYOUT: &[&str] =
    &["encoding", "delimiter", "table", "sheet", "dimension-column", "group-column", "role-column", "exclude-columns"];
/// Flags whose keys are called otherwise.
const OTHERWISE: &[(&str, &str)] = &[
    ("format", "formats"),
    ("font", "fonts"),
    ("no-system-fonts", "system_fonts"),
    ("weight", "scorecard.weights"),
    ("scale", "scorecard.scale"),
    ("interviewers", "scorecard.interviewers"),
    ("note-lines", "scorecard.note_lines"),
];
/// Flags of the commands themselves, and of other ones: they have no key.
const TYPED: &[&str] = &["force", "check", "config", "allow-outside", "base", "mapping-out", "init"];
const WAYS_OF_PAGES: &[&str] = &["portrait", "landscape", "auto"];

/// The file that is edited in the place of flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edited {
    /// The file of jobs.
    Jobs,
    /// The mapping beside an input: what else there is to say has no flag.
    Mapping,
}

/// The key of `rolematrix.toml` that is as a flag (without its `--`), from the job on.
pub fn of_flag(flag: &str) -> String {
    let otherwise = OTHERWISE.iter().find(|(name, _)| *name == flag);
    otherwise.map_or_else(|| flag.replace('-', "_"), |(_, key)| (*key).to_owned())
}

impl Edited {
    /// A message with keys for flags: `` `--output out/` `` is `` `output = "out/"` ``.
    pub fn in_words(self, message: &str) -> String {
        let parts: Vec<&str> = message.split('`').collect();
        let last = parts.len() - 1;
        let mut is_of_mapping = None;
        let mut words: Vec<String> = Vec::with_capacity(parts.len());
        for (number, part) in parts.iter().enumerate() {
            // What stands between backticks that have no partner is no code.
            let key = if number % 2 == 1 && number < last { self.key(part) } else { None };
            is_of_mapping = if key.is_some() && self == Edited::Mapping { Some(number) } else { is_of_mapping };
            words.push(key.unwrap_or_else(|| (*part).to_owned()));
        }
        if let Some(after) = is_of_mapping.and_then(|number| words.get_mut(number + 1)) {
            after.insert_str(0, " in a mapping beside the source");
        }
        words.join("`")
    }

    fn key(self, code: &str) -> Option<String> {
        if let Some(formats) = code.strip_prefix("-f ").filter(|_| self == Edited::Jobs) {
            let formats: Vec<String> = formats.split(',').map(|format| format!("\"{format}\"")).collect();
            return Some(format!("formats = [{}]", formats.join(", ")));
        }
        let typed = code.strip_prefix("--")?;
        let (flag, value) = typed.split_once(' ').map_or((typed, None), |(flag, value)| (flag, Some(value)));
        let is_of_pages = value.is_some_and(|value| WAYS_OF_PAGES.contains(&value));
        let is_of_layout = OF_LAYOUT.contains(&flag) || (flag == "orientation" && !is_of_pages);
        match (self, is_of_layout) {
            (Edited::Jobs, true) => Some(with_value(format!("mapping.{}", of_flag(flag)), value)),
            (Edited::Mapping, true) => Some(with_value(of_flag(flag), value)),
            (Edited::Mapping, false) => None,
            (Edited::Jobs, false) if TYPED.contains(&flag) => None,
            (Edited::Jobs, false) => Some(match (flag, value) {
                // It is a table there, and no file.
                ("mapping", _) => "mapping".to_owned(),
                ("no-system-fonts", None) => "system_fonts = false".to_owned(),
                ("weight", Some(weight)) => match weight.rsplit_once('=') {
                    Some((name, weight)) => format!("scorecard.weights.{} = {weight}", quoted(name)),
                    None => of_flag(flag),
                },
                _ => with_value(of_flag(flag), value),
            }),
        }
    }
}

fn with_value(key: String, value: Option<&str>) -> String {
    match value {
        None => key,
        Some("on") => format!("{key} = true"),
        Some("off") => format!("{key} = false"),
        Some(value) if value.starts_with('"') || value.parse::<u32>().is_ok() => format!("{key} = {value}"),
        Some(value) => format!("{key} = {}", quoted(value.trim_matches('\''))),
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
