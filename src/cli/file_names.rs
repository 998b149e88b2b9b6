//! File names made from the ids of roles: nothing in an id can lead out of the folder or name a device.

use rolematrix::model::{IdentifierSet, slug};

/// Bytes of a name: file systems take 255 for all of it, and the extension and a number need some.
const LONGEST: usize = 120;

/// Names that Windows keeps for devices, whatever the extension.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];
/// And these with a digit behind.
const NUMBERED_DEVICES: &[&str] = &["com", "lpt"];

/// A file name without extension for each id, in order: lower case letters, digits and hyphens, no two alike, also
/// where the file system does not tell case.
pub fn file_names<'a>(ids: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut taken = IdentifierSet::default();
    ids.into_iter().map(|id| taken.claim(&safe(id), "role")).collect()
}

fn safe(id: &str) -> String {
    let mut name = slug(id);
    let mut end = LONGEST.min(name.len());
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.truncate(end);
    if is_device(&name) { format!("{name}-role") } else { name }
}

fn is_device(name: &str) -> bool {
    let numbered = |device: &&str| {
        name.strip_prefix(*device).is_some_and(|rest| rest.chars().count() == 1 && rest.chars().all(char::is_numeric))
    };
    DEVICES.contains(&name) || NUMBERED_DEVICES.iter().any(numbered)
}

#[cfg(test)]
mod tests {
    use super::file_names;

    #[test]
    fn no_id_leads_out_of_the_folder_or_names_a_device() {
        let ids = ["../../etc/passwd", "CON", "com1", "nul", "a/b\\c", "...", "", "A", "a", "MLOps Engineer "];
        let names = file_names(ids);
        assert_eq!(
            names,
            [
                "etc-passwd",
                "con-role",
                "com1-role",
                "nul-role",
                "a-b-c",
                "role",
                "role-2",
                "a",
                "a-2",
                "mlops-engineer"
            ]
        );
    }

    #[test]
    fn long_names_are_cut_and_stay_apart() {
        let long = "ä".repeat(300);
        let names = file_names([long.as_str(), long.as_str()]);
        assert!(names[0].len() <= 120 && names[1].ends_with("-2"), "{names:?}");
    }
}
