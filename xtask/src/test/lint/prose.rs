//! Finds phrases that make prose hard to read for people whose first language is not English.
//!
//! Searches code, comments and documents. A phrase is also found if a line break or a comment marker splits it.

use super::files::{self, ProjectFile};
use crate::workspace::Workspace;
use anyhow::{Result, bail};
use fancy_regex::Regex;

/// A pattern, and what to write in its place.
struct Phrase {
    pattern: &'static str,
    instead: &'static str,
}

const PHRASES: [Phrase; 17] = [
    Phrase {
        pattern: r"(?i)(?<!there )\b(?:is|are) no (?!longer|more|less|larger|smaller|wider|later|earlier|older|newer|faster|slower|shorter|higher|lower|better|worse|different|need\b)",
        instead: "`is not a …` or `has no …`",
    },
    Phrase { pattern: r"(?i)\b(?:is|are) to be\b", instead: "`must be`" },
    Phrase { pattern: r"(?i)\bcom(?:es?|ing) to\b", instead: "`evaluates to`, `results in` or `is`" },
    Phrase {
        pattern: r"(?i)\bbehind (?:the|its|their) (?:last|end)\b",
        instead: "`after the last` or `one past the last`",
    },
    Phrase { pattern: r"\bWho (?:has|gets|counts|asks|wants|needs)\b", instead: "a noun: `users who have …`" },
    Phrase { pattern: r"(?i)\bwhoever\b", instead: "a noun: `the caller`, `every user who …`" },
    Phrase { pattern: r"(?i)\bnobody (?:jumps|changes)\b", instead: "`assignments stay the same`" },
    Phrase { pattern: r"(?i)\bof what\b", instead: "the name of the thing" },
    Phrase { pattern: r"(?i)\b(?:said|told(?! apart\b)|handed)\b", instead: "`reported`, `returned`, `passed`" },
    Phrase {
        pattern: r"(?i)\bstands? (?:in(?! for\b| the way\b)|at|before|behind|there|where|nowhere)\b",
        instead: "`is`",
    },
    Phrase { pattern: r"(?i)\b(?:deals?|dealt) (?:\w+ )?anew\b", instead: "`re-buckets`" },
    Phrase { pattern: r"(?i)\banew\b", instead: "`again`" },
    Phrase { pattern: r"(?i)\bone (?:word|argument) too many\b", instead: "`unexpected argument`" },
    Phrase {
        pattern: r"(?i)\bin (?:\S+ )?\S+'s? words\b",
        instead: "the name of the thing: events, requests, messages",
    },
    Phrase { pattern: r"(?i)\bon the wire\b", instead: "the name of the thing: requests, responses, events" },
    Phrase { pattern: r"(?i)\bis a jest\b", instead: "a statement of fact" },
    Phrase {
        pattern: r"(?i)\b(?:const|struct|enum|type|trait|mod|class|interface|function) (?:mut )?(?:given|seen|done|said|told|handed|nobody|whole)\b",
        instead: "a noun for a type or a value, a verb for a function",
    },
];

/// A legal use of a phrase.
struct Exception {
    /// The file or folder.
    path: &'static str,
    /// The text that is legal. Empty: all of the file.
    text: &'static str,
    #[expect(dead_code, reason = "for the reader")]
    reason: &'static str,
}

const EXCEPTIONS: [Exception; 3] = [
    Exception { path: "xtask/src/test/lint/prose.rs", text: "", reason: "it lists the phrases" },
    Exception { path: "tests/", text: "", reason: "names and comments of older tests are not rewritten yet" },
    Exception { path: "tools/tests/", text: "", reason: "names and comments of older tests are not rewritten yet" },
];

const EXTENSIONS: [&str; 14] =
    [".rs", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".md", ".html", ".css", ".txt", ".toml", ".sql", ".ci/run"];

/// Fails if a file of the project has one of the phrases. Prints each with its file and line.
pub(super) fn check(workspace: &Workspace) -> Result<()> {
    let phrases = PHRASES.iter().map(|phrase| Ok((Regex::new(phrase.pattern)?, phrase.instead)));
    let phrases = phrases.collect::<Result<Vec<_>>>()?;
    let mut hits = 0;
    for file in files::of_project(workspace)? {
        if !EXTENSIONS.iter().any(|extension| file.path.ends_with(extension)) {
            continue;
        }
        for hit in find(&file, &phrases)? {
            eprintln!("{}:{}: `{}`: write {}", file.path, hit.line, hit.text, hit.instead);
            hits += 1;
        }
    }
    if hits > 0 {
        bail!(
            "{hits} phrases are hard to read: rewrite them as proposed above, or list a legal use in \
             xtask/src/test/lint/prose.rs with its reason"
        );
    }
    Ok(())
}

#[derive(Debug, PartialEq, Eq)]
struct Hit {
    line: usize,
    text: String,
    instead: &'static str,
}

fn find(file: &ProjectFile, phrases: &[(Regex, &'static str)]) -> Result<Vec<Hit>> {
    let text = Flowing::new(&file.text);
    let mut hits = Vec::new();
    for (regex, instead) in phrases {
        for found in regex.find_iter(&text.text) {
            let found = found?;
            if !is_exception(&file.path, &text.text, found.start(), found.end()) {
                hits.push(Hit { line: text.line(found.start()), text: found.as_str().trim().to_owned(), instead });
            }
        }
    }
    hits.sort_by_key(|hit| hit.line);
    Ok(hits)
}

fn is_exception(path: &str, text: &str, start: usize, end: usize) -> bool {
    EXCEPTIONS.iter().filter(|exception| path.starts_with(exception.path)).any(|exception| {
        exception.text.is_empty()
            || text.match_indices(exception.text).any(|(at, legal)| at <= start && end <= at + legal.len())
    })
}

/// A text in one line, without indentation and comment markers.
struct Flowing {
    text: String,
    /// The offset in `text` at which each line begins.
    starts: Vec<usize>,
}

/// Longer markers come first.
const MARKERS: [&str; 8] = ["///", "//!", "//", "/**", "*", "#", "--", ">"];

impl Flowing {
    fn new(source: &str) -> Self {
        let mut flowing = Self { text: String::new(), starts: Vec::new() };
        for line in source.lines() {
            flowing.starts.push(flowing.text.len());
            let line = line.trim_start();
            let line = MARKERS.iter().find_map(|marker| line.strip_prefix(marker)).unwrap_or(line);
            flowing.text.push_str(line.trim().trim_end_matches('\\').trim_end());
            flowing.text.push(' ');
        }
        flowing
    }

    /// The number of the line at an offset, from 1.
    fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }
}

#[cfg(test)]
mod tests {
    use super::{Hit, PHRASES, ProjectFile, Regex, find};

    fn hits(text: &str) -> Vec<(usize, String)> {
        let file = ProjectFile { path: "docs/a.md".into(), text: text.into() };
        let phrases: Vec<_> =
            PHRASES.iter().map(|phrase| (Regex::new(phrase.pattern).unwrap(), phrase.instead)).collect();
        find(&file, &phrases).unwrap().into_iter().map(|Hit { line, text, .. }| (line, text)).collect()
    }

    #[test]
    fn finds_a_phrase_with_its_line() {
        assert_eq!(hits("One.\nThis is no number.\n"), [(2, "is no".to_owned())]);
        assert_eq!(
            hits("`events` is to be a list; it comes to 1"),
            [(1, "is to be".to_owned()), (1, "comes to".to_owned())]
        );
    }

    #[test]
    fn finds_a_phrase_across_lines_and_comment_markers() {
        assert_eq!(hits("    /// index behind\n    /// the last part"), [(1, "behind the last".to_owned())]);
        assert_eq!(hits("  \"which is \\\n   no number\""), [(1, "is no".to_owned())]);
    }

    #[test]
    fn legal_uses_are_not_found() {
        let legal = [
            "it is no longer used",
            "there is no file",
            "There are no files",
            "this is no larger than that",
            "users who have it",
            "`const worded = 1`",
            "it becomes todo",
            "values stand in for an evaluator",
        ];
        assert_eq!(hits(&legal.join("\n")), []);
    }

    #[test]
    fn every_pattern_finds_an_example() {
        let examples = [
            "is no number",
            "are to be read",
            "comes to 1",
            "behind its last part",
            "Who has code",
            "whoever reads",
            "Nobody jumps",
            "of what is read",
            "is told",
            "stands before it",
            "deals everyone anew",
            "packed anew",
            "is one word too many",
            "in the harness's words",
            "on the wire",
            "is a jest",
            "struct Given",
        ];
        assert_eq!(examples.len(), PHRASES.len());
        for (example, phrase) in examples.iter().zip(PHRASES) {
            assert!(Regex::new(phrase.pattern).unwrap().is_match(example).unwrap(), "{example}");
        }
    }
}
