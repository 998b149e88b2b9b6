//! What speaks against a table being a role matrix: rotas, inventories, prices, addresses. May use: the plan, the table cut to what
//! counts, the words of headers, diagnostics.

use super::addresses::is_address;
use super::cells::text_at;
use super::plan::Plan;
use super::profile::SAMPLE;
use super::region::Grid;
use super::words::{self, Kinds};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::LoadError;
use crate::load::mapping::Orientation;

/// Something that role matrices seldom have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Rows are times, weeks or sprints, or columns are and the cells name jobs.
    Rota,
    /// Rows are addresses of a program, and no header names a role.
    Addresses,
    /// Rows are numbered things, each with a role: machines.
    Things,
    /// Products are compared by what they can do, and nothing speaks of roles.
    Features,
    /// Rows are parameters of a program: their type, whether they are required.
    Fields,
    /// Rows are releases: their date, what changed.
    Releases,
    /// A column holds amounts of money.
    Money,
    /// A row or column sums them up.
    Total,
    /// A column holds mail addresses.
    Mail,
    /// A column holds telephone numbers.
    Telephone,
}

impl Sign {
    /// Whether the sign is that of a table of another kind, which no second sign has to confirm.
    pub fn is_sure(self) -> bool {
        matches!(self, Sign::Fields | Sign::Releases)
    }

    fn said(self) -> &'static str {
        match self {
            Sign::Rota => "it says who does what when",
            Sign::Addresses => "its rows are addresses of a program, and no header names a role",
            Sign::Things => "its rows are numbered things that have a role each",
            Sign::Features => "it compares features, and no header, label or heading speaks of roles",
            Sign::Fields => "it lists parameters with their types",
            Sign::Releases => "it lists releases with their dates and changes",
            Sign::Money => "a column holds amounts of money",
            Sign::Total => "they are summed up",
            Sign::Mail => "a column holds mail addresses",
            Sign::Telephone => "a column holds telephone numbers",
        }
    }
}

/// Refuses a table with two signs of a price list or a list of addresses; tells of one, of a rota and of an inventory.
///
/// # Errors
/// Where it is surely no role matrix.
pub fn tell(grid: &Grid, plan: &Plan, diagnostics: &mut Diagnostics) -> Result<(), LoadError> {
    let signs = signs(grid, plan);
    if signs.is_empty() {
        return Ok(());
    }
    let said: Vec<&str> = signs.iter().map(|sign| sign.said()).collect();
    let said = said.join(", and ");
    if are_sure(&signs, grid, plan) {
        let hint =
            "looked for roles, jobs, levels or competencies in headers and labels; if it is one, say `--orientation`";
        let message = format!("the table is no role matrix: {said}");
        return Err(Diagnostic::new(&codes::normalize::NOT_A_ROLE_MATRIX, message).at(grid.origin).hint(hint).into());
    }
    let way = plan.verdict.orientation.name();
    let hint = format!("if it is one all the same, say `--orientation {way}`");
    let message = format!("the table may be no role matrix: {said}");
    diagnostics.push(Diagnostic::new(&codes::normalize::DOUBTFUL_MATRIX, message).at(grid.origin).hint(hint));
    Ok(())
}

/// Whether two signs of a list, or one that is sure, speak against a table, and no word for it.
pub fn are_sure(signs: &[Sign], grid: &Grid, plan: &Plan) -> bool {
    let corner = plan.labels.first().map_or("", |label| grid.header[*label].text().as_str());
    let (rows, columns) = words::of_corner(corner);
    let name = |index: &usize| grid.header[*index].text().as_str();
    let jobs = plan.values.iter().filter(|index| words::is_job(name(index)) && !words::is_id(name(index))).count();
    (signs.len() >= 2 || signs.iter().any(|sign| sign.is_sure()))
        && !signs.iter().any(|sign| matches!(sign, Sign::Rota | Sign::Things))
        && !rows.or(columns).has(Kinds::ROLE.or(Kinds::LEVEL).or(Kinds::DIMENSION))
        && jobs * 2 < plan.values.len()
}

/// The signs of something else; none in what a workbook of ours remembers.
pub fn signs(grid: &Grid, plan: &Plan) -> Vec<Sign> {
    if plan.verdict.orientation == Orientation::Long || plan.roles_in_cells || grid.known.is_any() {
        return Vec::new();
    }
    let texts = |index: usize| {
        let cells = grid.lines.iter().take(SAMPLE).map(move |line| text_at(&line.cells, index));
        cells.filter(|text| !text.is_empty())
    };
    let most = |index: usize, test: &dyn Fn(&str) -> bool| {
        let (found, all) = texts(index).fold((0, 0), |(found, all), text| (found + usize::from(test(text)), all + 1));
        found >= 2 && found * 2 > all
    };
    let mut signs = Vec::new();
    let label = plan.labels.first().copied();
    let is_period = |text: &str| words::ends_as_period(text) || words::is_time(text);
    let name = |index: usize| grid.header[index].text().as_str();
    let times_right = plan.values.iter().filter(|index| words::ends_as_period(name(**index))).count();
    let jobs_in = |index: &usize| most(*index, &words::is_job);
    if label.is_some_and(|label| most(label, &is_period))
        || (times_right >= 2 && times_right * 2 > plan.values.len() && plan.values.iter().all(jobs_in))
    {
        signs.push(Sign::Rota);
    }
    let corner = label.map_or("", name);
    let headers = || plan.values.iter().map(|index| name(*index));
    if label.is_some_and(|label| most(label, &is_address)) && !headers().any(words::is_job_or_level) {
        signs.push(Sign::Addresses);
    }
    if words::are_fields(corner, headers()) {
        signs.push(Sign::Fields);
    }
    if words::are_releases(corner, headers()) {
        signs.push(Sign::Releases);
    }
    let rows_are_roles = plan.verdict.orientation == Orientation::RolesAsRows;
    if !rows_are_roles && words::is_feature_corner(corner) && !has_word_for_roles(grid, plan) {
        signs.push(Sign::Features);
    }
    let has_role = plan.values.iter().any(|index| words::is_role_header(name(*index)));
    if rows_are_roles
        && has_role
        && label.is_some_and(|label| is_named_otherwise(name(label)) && most(label, &is_numbered))
    {
        signs.push(Sign::Things);
    }
    // Pay and addresses may be said of roles.
    let is_role = |index: usize| {
        let kinds = words::of_header(name(index));
        kinds.has(Kinds::ROLE) || most(index, &words::is_job)
    };
    if label.is_some_and(is_role) {
        return signs;
    }
    let is_role_name = |index: usize| words::is_job_or_level(name(index));
    if plan.values.iter().any(|index| !is_role_name(*index) && most(*index, &is_money)) {
        signs.push(Sign::Money);
        let is_total = |index: usize| words::is_aggregate(name(index));
        if plan.values.iter().any(|index| is_total(*index))
            || label.is_some_and(|label| texts(label).any(words::is_aggregate))
        {
            signs.push(Sign::Total);
        }
    }
    for (sign, test) in [(Sign::Mail, is_mail as fn(&str) -> bool), (Sign::Telephone, is_telephone)] {
        if plan.values.iter().any(|index| most(*index, &test)) {
            signs.push(sign);
        }
    }
    signs
}

/// Whether a header, a label, a heading or the marks speak of roles.
fn has_word_for_roles(grid: &Grid, plan: &Plan) -> bool {
    let is_role = |text: &str| words::is_job_or_level(text) || words::is_role_header(text);
    let cells = |columns: &[usize]| -> Vec<&str> {
        let lines = grid.lines.iter().take(SAMPLE);
        let texts = lines.flat_map(|line| columns.iter().map(|index| text_at(&line.cells, *index)));
        texts.filter(|text| !text.is_empty()).collect()
    };
    let assigned = cells(&plan.values).iter().filter(|text| words::is_involvement(text)).count();
    let title = grid.title.as_ref().map(|title| title.as_str());
    plan.values.iter().any(|index| is_role(grid.header[*index].text().as_str()))
        || cells(&plan.labels).into_iter().any(is_role)
        || grid.headings.iter().map(String::as_str).chain(title).any(words::speaks_of_roles)
        || assigned * 2 > cells(&plan.values).len()
}

/// Whether a corner says something else than "role" and "level".
fn is_named_otherwise(corner: &str) -> bool {
    !corner.trim().is_empty() && !words::of_header(corner).has(Kinds::ROLE.or(Kinds::LEVEL))
}

/// `node-1`, `srv02.north`.
fn is_numbered(text: &str) -> bool {
    text.len() <= 40
        && !text.contains(char::is_whitespace)
        && text.chars().any(|character| character.is_ascii_digit())
        && text.chars().filter(|character| character.is_alphabetic()).count() >= 2
}

/// `15–25 €`, `$1,200`, `300 kr`.
fn is_money(text: &str) -> bool {
    let is_sign =
        |character| matches!(character, '€' | '$' | '£' | '¥' | '￥' | '₽' | '₴' | '₺' | '₹' | '₩' | '₫' | '₪' | '฿');
    let is_word =
        |word: &str| matches!(word, "eur" | "usd" | "gbp" | "chf" | "kr" | "zł" | "kč" | "руб" | "грн" | "円" | "元");
    text.len() <= 40
        && text.chars().any(|character| character.is_ascii_digit())
        && (text.contains(is_sign)
            || text.to_lowercase().split(|character: char| !character.is_alphabetic()).any(is_word))
}

fn is_mail(text: &str) -> bool {
    text.trim_start_matches("mailto:").split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !text.contains(char::is_whitespace) && host.contains('.') && !host.ends_with('.')
    })
}

/// Seven digits and more, and what stands between them.
fn is_telephone(text: &str) -> bool {
    if text.len() > 40 {
        return false;
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let signs = text.bytes().filter(|byte| matches!(byte, b'+' | b'-' | b' ' | b'(' | b')' | b'/' | b'.')).count();
    let is_date = || digits <= 8 && words::is_time(text);
    (7..=15).contains(&digits) && digits + signs == text.len() && signs >= 1 && !is_date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_mail_and_telephone_numbers_are_told_from_other_texts() {
        assert!(is_money("~15–25 €") && is_money("$1,200") && is_money("300 kr") && is_money("12 EUR/Monat"));
        assert!(!is_money("3") && !is_money("no €") && !is_money("3 krads"));
        assert!(is_mail("a.b@example.org") && !is_mail("@home") && !is_mail("R @ example.org"));
        assert!(is_telephone("+49 30 1234567") && is_telephone("030/123-4567"));
        assert!(!is_telephone("2024-03-01") && !is_telephone("1234567") && !is_telephone("1.1.2"));
    }
}
