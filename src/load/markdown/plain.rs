//! Role summaries in a page: those of list items, and those of a page without markup but its table.
//! May use: load's page.

use crate::load::Loaded;
use crate::model::Text;

/// `**Name**: summary`, or with the colon in the name's markers. The name may hold other styles beside.
pub fn name_and_summary(item: &Text) -> Option<(Text, Text)> {
    let strong = item.runs().take_while(|run| run.style.strong).count();
    let name: String = item.runs().take(strong).map(|run| run.text).collect();
    let (mut name, mut summary) = (name.as_str(), Text::build());
    for (index, run) in item.runs().skip(strong).enumerate() {
        let text = match (index, run.text.strip_prefix(':')) {
            (0, Some(after)) => after.trim_start(),
            (0, None) => {
                name = name.strip_suffix(':')?;
                run.text.trim_start()
            }
            _ => run.text,
        };
        summary.add(text, run.style, run.link);
    }
    let summary = summary.finish();
    (strong > 0 && !summary.is_empty()).then(|| (Text::plain(name), summary))
}

/// A page without markup but its table: lines `Role`, each before the name or summary of a role, and a line of lead.
pub fn read(loaded: &mut Loaded, text: &str) {
    let Some(table) = loaded.tables.first() else { return };
    if loaded.page.title.is_some() || !loaded.page.role_summaries.is_empty() {
        return;
    }
    let Some(header) = table.rows.first() else { return };
    let names: Vec<String> = header.iter().skip(1).map(|cell| cell.text().as_str().trim().to_owned()).collect();
    let lines: Vec<&str> =
        text.lines().map(str::trim).take_while(|line| !line.starts_with('|')).filter(|line| !line.is_empty()).collect();
    let mut summaries = Vec::new();
    for pair in lines.windows(2) {
        if pair[0].eq_ignore_ascii_case("role") && !names.iter().any(|name| name == pair[1]) {
            summaries.push(pair[1]);
        }
    }
    if summaries.len() != names.len() || names.is_empty() {
        return;
    }
    loaded.page.role_summaries = names
        .iter()
        .zip(&summaries)
        .map(|(name, summary)| (Text::plain(name.as_str()), Text::plain(*summary)))
        .collect();
    let title = match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => return,
    };
    loaded.page.title = Some(Text::plain(title));
    // The lead is the line that names every role.
    let lead = lines.iter().find(|line| names.len() > 1 && names.iter().all(|name| line.contains(name.as_str())));
    loaded.page.lead = lead.map(|lead| Text::plain(*lead));
}
