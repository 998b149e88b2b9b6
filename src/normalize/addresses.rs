//! Texts that say where a thing of a program is, and what is asked of it: paths, files, methods of HTTP (RFC 9110, 9).
//! They name what roles may reach, and are never what a role does. May use: nothing.

/// The methods of HTTP (RFC 9110, 9.3; RFC 5789).
const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// The ends of files that programs are made of.
const FILE_ENDS: [&str; 22] = [
    "cs", "css", "go", "html", "java", "js", "json", "jsx", "kt", "md", "php", "py", "rb", "rs", "sh", "sql", "ts",
    "tsx", "vue", "xml", "yaml", "yml",
];

/// Whether a text is an address. A stroke alone is one only beside others: in many tables it is a dash.
pub fn is_address(text: &str) -> bool {
    is_method(text) || is_path(text) || is_file(text) || starts_with_method(text)
}

/// `GET`, `PUT/PATCH`, `GET, POST`.
fn is_method(text: &str) -> bool {
    text.split(['/', ',', '|', '·', ' ']).filter(|part| !part.is_empty()).all(|part| METHODS.contains(&part))
        && text.contains(char::is_alphabetic)
}

/// `GET /users`.
fn starts_with_method(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(method, path)| is_method(method) && is_path(path.trim_start()))
}

/// `/users/{id}`, `api/v1/users`. A web address may well be what is said of a role: where its handbook is.
fn is_path(text: &str) -> bool {
    let starts = ["api/", "./", "~/"];
    let is_rooted =
        || text.strip_prefix('/').is_some_and(|rest| !rest.starts_with(char::is_whitespace) && !rest.is_empty());
    is_rooted() || starts.iter().any(|start| text.strip_prefix(start).is_some_and(|rest| !rest.is_empty()))
}

/// `Home.jsx`, `src/auth.js`. "Node.js" and "Vue.js" are skills.
fn is_file(text: &str) -> bool {
    let is_end = |end| FILE_ENDS.contains(&end) && (!matches!(end, "js" | "ts") || text.contains('/'));
    !text.contains(char::is_whitespace)
        && text.rsplit_once('.').is_some_and(|(name, end)| !name.is_empty() && is_end(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_files_and_methods_are_addresses_and_marks_are_none() {
        for text in
            ["GET", "PUT/PATCH", "GET, POST", "/users/{id}", "/:path(.*)*", "GET /users/**", "api/v1/x", "Home.jsx"]
        {
            assert!(is_address(text), "{text}");
        }
        for text in [
            "",
            "/",
            "R/A",
            "R/A/C",
            "get",
            "GET it",
            "/ none",
            "v1.2",
            "Node.js and more",
            "C/R/U/D",
            "Node.js",
            "ALL",
            "https://example.org/",
        ] {
            assert!(!is_address(text), "{text}");
        }
    }
}
