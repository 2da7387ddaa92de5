//! What changed between two texts, as a person reads it: lines taken out with `-`, put in with `+`, some around them.

/// Lines shown around a change.
const AROUND: usize = 2;
/// Above this many pairs of lines no common ones are looked for in the middle.
const MOST_PAIRS: usize = 4_000_000;
/// Lines longer than this are cut to where they differ.
const LONG: usize = 160;
/// How much of a long line is shown beside the difference.
const BESIDE: usize = 40;

/// One line of a diff.
#[derive(Clone, Copy)]
struct Line<'t> {
    sign: char,
    text: &'t str,
    /// Where it stands in the new text, from 1.
    number: usize,
}

/// The difference in unified style; empty when there is none.
pub(super) fn diff(old: &str, new: &str) -> String {
    if old == new { String::new() } else { print(&lines(old, new)) }
}

/// A run of lines in the new text, and what stood there in the old one.
pub(super) struct Change {
    /// Offset in the new text, in bytes.
    pub(super) at: usize,
    pub(super) is: String,
    pub(super) was: String,
}

/// Everything that has to be put back for the old text, in the order of the new one.
pub(super) fn changes(old: &str, new: &str) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let (mut at, mut open) = (0, false);
    for line in lines(old, new) {
        if line.sign != ' ' {
            if !open {
                changes.push(Change { at, is: String::new(), was: String::new() });
            }
            let change = changes.last_mut().into_iter();
            change
                .for_each(|change| if line.sign == '+' { &mut change.is } else { &mut change.was }.push_str(line.text));
        }
        open = line.sign != ' ';
        at += if line.sign == '-' { 0 } else { line.text.len() };
    }
    changes
}

fn lines<'t>(old: &'t str, new: &'t str) -> Vec<Line<'t>> {
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let mut lines = Vec::new();
    compare(&old, &new, &mut lines);
    lines
}

/// Common lines at both ends, and what lies between.
fn compare<'t>(old: &[&'t str], new: &[&'t str], lines: &mut Vec<Line<'t>>) {
    let same = |(a, b): &(&&str, &&str)| a == b;
    let head = old.iter().zip(new).take_while(same).count();
    let (_, old_rest) = old.split_at_checked(head).unwrap_or_default();
    let (common, new_rest) = new.split_at_checked(head).unwrap_or_default();
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(same).count();
    let (old_middle, _) = old_rest.split_at_checked(old_rest.len() - tail).unwrap_or_default();
    let (new_middle, ending) = new_rest.split_at_checked(new_rest.len() - tail).unwrap_or_default();
    lines.extend((1..).zip(common).map(|(number, text)| Line { sign: ' ', text, number }));
    middle(old_middle, new_middle, head + 1, lines);
    let after = head + new_middle.len() + 1;
    lines.extend((after..).zip(ending).map(|(number, text)| Line { sign: ' ', text, number }));
}

/// The longest common subsequence, by the table of lengths from the end.
fn middle<'t>(old: &[&'t str], new: &[&'t str], mut number: usize, lines: &mut Vec<Line<'t>>) {
    let width = new.len() + 1;
    let mut lengths = vec![0u32; if old.len() * new.len() > MOST_PAIRS { 0 } else { (old.len() + 1) * width }];
    let at = |lengths: &[u32], i: usize, j: usize| lengths.get(i * width + j).copied().unwrap_or(0);
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let (down, right) = (at(&lengths, i + 1, j), at(&lengths, i, j + 1));
            let length = if a == b { at(&lengths, i + 1, j + 1) + 1 } else { down.max(right) };
            lengths.get_mut(i * width + j).into_iter().for_each(|slot| *slot = length);
        }
    }
    let (mut i, mut j) = (0, 0);
    while let Some((sign, text)) = match (old.get(i), new.get(j)) {
        (Some(a), Some(b)) if a == b && !lengths.is_empty() => Some((' ', *a)),
        (Some(a), Some(_)) if at(&lengths, i + 1, j) >= at(&lengths, i, j + 1) => Some(('-', *a)),
        (Some(a), None) => Some(('-', *a)),
        (_, Some(b)) => Some(('+', *b)),
        (None, None) => None,
    } {
        lines.push(Line { sign, text, number });
        i += usize::from(sign != '+');
        j += usize::from(sign != '-');
        number += usize::from(sign != '-');
    }
}

fn print(lines: &[Line<'_>]) -> String {
    let mut out = String::new();
    let mut shown = 0;
    for (index, line) in lines.iter().enumerate() {
        let near = lines.iter().skip(index.saturating_sub(AROUND)).take(index.min(AROUND) + AROUND + 1);
        if near.into_iter().all(|line| line.sign == ' ') {
            continue;
        }
        if out.is_empty() || shown + 1 != index {
            out.push_str(&format!("@@ line {} @@\n", line.number));
        }
        shown = index;
        let other = pair(lines, index);
        let text = line.text.trim_end_matches(['\r', '\n']);
        out.push_str(&format!("{}{}\n", line.sign, other.map_or_else(|| text.into(), |other| cut(text, other))));
    }
    out
}

/// The line that a single replaced line is to be compared with.
fn pair<'t>(lines: &[Line<'t>], index: usize) -> Option<&'t str> {
    let line = lines.get(index)?;
    let other = match line.sign {
        '-' => lines.get(index + 1).filter(|next| next.sign == '+'),
        '+' => lines.get(index.checked_sub(1)?).filter(|before| before.sign == '-'),
        _ => None,
    };
    let other = other.filter(|other| line.text.len().max(other.text.len()) > LONG);
    other.map(|other| other.text.trim_end_matches(['\r', '\n']))
}

/// A long line from a little before where it differs from another to a little behind.
fn cut(text: &str, other: &str) -> String {
    let head = text.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let length = text.chars().count();
    let most = length.min(other.chars().count()) - head;
    let tail = text.chars().rev().zip(other.chars().rev()).take(most).take_while(|(a, b)| a == b).count();
    let from = head.saturating_sub(BESIDE);
    let to = (length - tail + BESIDE).min(length);
    let part: String = text.chars().skip(from).take(to - from).collect();
    format!("{}{part}{}", if from > 0 { "…" } else { "" }, if to < length { "…" } else { "" })
}
