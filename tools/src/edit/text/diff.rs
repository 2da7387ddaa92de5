//! The difference of two texts by lines.

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// Unchanged lines that are shown around a change.
const CONTEXT: usize = 2;
/// Lines longer than this are shortened to the part that differs.
const LONG: usize = 160;
/// Characters of a long line that are shown on each side of the difference.
const AROUND_DIFFERENCE: usize = 40;

/// One line of a difference.
#[derive(Clone, Copy)]
struct Line<'t> {
    /// `-` removed, `+` added, a space for an unchanged line.
    sign: char,
    text: &'t str,
    /// Its line number in the new text, from 1; of a removed line, that of the next line.
    number: usize,
}

/// The difference with `-`, `+` and context lines, below headers of the form `@@ line 7 @@`; empty for equal texts.
///
/// Not the unified format of `similar`, which prints long lines in full: a snapshot may be a single line.
pub(in crate::edit) fn diff(old: &str, new: &str) -> String {
    if old == new { String::new() } else { print(&lines(old, new)) }
}

/// A replaced run of lines.
pub(in crate::edit) struct Replacement {
    /// Offset in the new text, in bytes.
    pub(in crate::edit) at: usize,
    pub(in crate::edit) new: String,
    pub(in crate::edit) old: String,
}

/// The runs of lines that differ, in the order of the new text.
pub(in crate::edit) fn replacements(old: &str, new: &str) -> Vec<Replacement> {
    let mut all: Vec<Replacement> = Vec::new();
    let (mut at, mut is_open) = (0, false);
    for line in lines(old, new) {
        let is_changed = line.sign != ' ';
        if is_changed && !is_open {
            all.push(Replacement { at, new: String::new(), old: String::new() });
        }
        if let Some(last) = all.last_mut().filter(|_| is_changed) {
            let side = if line.sign == '+' { &mut last.new } else { &mut last.old };
            side.push_str(line.text);
        }
        is_open = is_changed;
        at += if line.sign == '-' { 0 } else { line.text.len() };
    }
    all
}

fn lines<'t>(old: &'t str, new: &'t str) -> Vec<Line<'t>> {
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let (mut lines, mut number) = (Vec::new(), 1);
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (tag, removed, added) = op.as_tag_tuple();
        if tag != DiffTag::Equal {
            let removed = old.get(removed).unwrap_or_default().iter();
            lines.extend(removed.map(|text| Line { sign: '-', text, number }));
        }
        let sign = if tag == DiffTag::Equal { ' ' } else { '+' };
        for text in new.get(added).unwrap_or_default() {
            lines.push(Line { sign, text, number });
            number += 1;
        }
    }
    lines
}

fn print(lines: &[Line<'_>]) -> String {
    let mut out = String::new();
    let mut shown = 0;
    for (index, line) in lines.iter().enumerate() {
        let near = lines.iter().skip(index.saturating_sub(CONTEXT)).take(index.min(CONTEXT) + CONTEXT + 1);
        if near.into_iter().all(|line| line.sign == ' ') {
            continue;
        }
        if out.is_empty() || shown + 1 != index {
            out.push_str(&format!("@@ line {} @@\n", line.number));
        }
        shown = index;
        let text = line.text.trim_end_matches(['\r', '\n']);
        let shown_text = counterpart(lines, index).map_or_else(|| text.into(), |other| shorten(text, other));
        out.push_str(&format!("{}{shown_text}\n", line.sign));
    }
    out
}

/// The other side of a replaced long line.
fn counterpart<'t>(lines: &[Line<'t>], index: usize) -> Option<&'t str> {
    let line = lines.get(index)?;
    let other = match line.sign {
        '-' => lines.get(index + 1).filter(|next| next.sign == '+'),
        '+' => lines.get(index.checked_sub(1)?).filter(|previous| previous.sign == '-'),
        _ => None,
    };
    let other = other.filter(|other| line.text.len().max(other.text.len()) > LONG);
    other.map(|other| other.text.trim_end_matches(['\r', '\n']))
}

/// The part of a long line that differs from another line, with some characters before and after it.
fn shorten(text: &str, other: &str) -> String {
    let head = text.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let length = text.chars().count();
    let max_tail = length.min(other.chars().count()) - head;
    let tail = text.chars().rev().zip(other.chars().rev()).take(max_tail).take_while(|(a, b)| a == b).count();
    let from = head.saturating_sub(AROUND_DIFFERENCE);
    let to = (length - tail + AROUND_DIFFERENCE).min(length);
    let part: String = text.chars().skip(from).take(to - from).collect();
    format!("{}{part}{}", if from > 0 { "…" } else { "" }, if to < length { "…" } else { "" })
}
