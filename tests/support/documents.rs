//! Files of documents and of what is found in them: a title, the text, and behind `>` the findings.
//!
//! ```text
//! # compile::TYPE: what the title says
//! {"format": "burgee/1", "flags": []}
//! > error type flags 1:32 expected an object, found a list
//! > try: …
//! ```
//! A title may begin with the names of faults that the case is for. A line `%repeat 3 , "f#": 1` stands for
//! `"f0": 1,"f1": 1,"f2": 1` (and `_` for nothing in between), for documents that are too large to be written.

use burgee::document::{CatalogueEntry, Issue, Severity};

pub(crate) struct Case {
    pub(crate) title: String,
    pub(crate) faults: Vec<String>,
    pub(crate) text: String,
    pub(crate) expect: String,
}

/// The cases of a file.
pub(crate) fn cases(file: &str) -> Vec<Case> {
    file.split("\n# ").skip(1).map(read).collect()
}

/// What differs from what was expected, for a person.
pub(crate) fn failures(cases: &[Case], report: impl Fn(&Case) -> String) -> String {
    let mut failures = String::new();
    for case in cases {
        let found = report(case);
        if found != case.expect {
            failures += &format!("# {}\nexpected\n{}\nfound\n{found}\n\n", case.title, case.expect);
        }
    }
    failures
}

/// The file with what is found now.
pub(crate) fn rewritten(file: &str, report: impl Fn(&Case) -> String) -> String {
    let mut parts = file.split("\n# ");
    let mut out = String::from(parts.next().unwrap());
    for part in parts {
        let text = part.trim_end().lines().filter(|line| !line.starts_with('>'));
        out += &format!("\n# {}\n{}\n", text.collect::<Vec<_>>().join("\n"), report(&read(part)));
    }
    out
}

fn read(case: &str) -> Case {
    let (title, body) = case.split_once('\n').unwrap();
    let (expect, text): (Vec<&str>, Vec<&str>) = body.trim_end().lines().partition(|line| line.starts_with('>'));
    let names = title.split(": ").next().filter(|names| names.contains("::")).unwrap_or_default();
    Case {
        title: title.into(),
        faults: names.split_whitespace().map(Into::into).collect(),
        text: text.into_iter().map(line).collect::<Vec<_>>().join("\n"),
        expect: expect.join("\n"),
    }
}

fn line(line: &str) -> String {
    let Some(rest) = line.strip_prefix("%repeat ") else { return line.into() };
    let mut words = rest.splitn(3, ' ');
    let times: usize = words.next().unwrap().parse().unwrap();
    let between = words.next().unwrap();
    let pattern = words.next().unwrap();
    if between == "_" && !pattern.contains('#') {
        return pattern.repeat(times);
    }
    let items: Vec<_> = (0..times).map(|n| pattern.replace('#', &n.to_string())).collect();
    items.join(if between == "_" { "" } else { between })
}

/// Two lines for each issue, the second with its hint. Of more than 20, the first three and the last one.
pub(crate) fn describe(text: &str, issues: &[Issue], hint: fn(&Issue) -> &'static str) -> Vec<String> {
    let mut lines = Vec::new();
    let shown = if issues.len() > 20 { 3 } else { issues.len() };
    for issue in issues.iter().take(shown).chain(issues.last().filter(|_| issues.len() > shown)) {
        let (line, column) = issue.line_and_column(text);
        let severity = if issue.severity == Severity::Error { "error" } else { "warning" };
        let path = if issue.path.is_empty() { "." } else { &issue.path };
        lines.push(format!("> {severity} {} {path} {line}:{column} {}", issue.code, issue.message));
        lines.push(format!("> try: {}", hint(issue)));
    }
    if issues.len() > shown {
        lines.push(format!("> {} issues", issues.len()));
    }
    lines
}

/// The rules for messages and hints.
pub(crate) fn check_wording(name: &str, entry: &CatalogueEntry) {
    for text in [entry.fault.message, entry.hint] {
        assert!(!text.chars().next().unwrap().is_uppercase(), "{name}: `{text}` starts in upper case");
        assert!(!text.ends_with('.'), "{name}: `{text}` ends in a full stop");
        assert!(text.len() <= 120, "{name}: `{text}` is long");
        assert!(text.matches('`').count() % 2 == 0, "{name}: a backtick of `{text}` has no partner");
    }
    assert!(!entry.hint.contains("{}"), "{name}: a hint is the same for all");
}
