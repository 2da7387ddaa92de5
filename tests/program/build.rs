//! Code by hand, as no compiler writes it: see the layout in `src/program/mod.rs`.

pub(crate) const ALL: u8 = 0;
pub(crate) const ANY: u8 = 1;
pub(crate) const NOT: u8 = 2;
pub(crate) const SEGMENT: u8 = 3;
pub(crate) const FLAG: u8 = 4;
pub(crate) const BUCKET: u8 = 5;

/// Of rules.
pub(crate) const WINDOW: u8 = 1;
pub(crate) const CONDITION: u8 = 2;
pub(crate) const EXPERIMENT: u8 = 4;

/// Lists of flags, segments, experiments and holdouts.
pub(crate) fn program(lists: [&[Vec<u8>]; 4]) -> Vec<u8> {
    let mut bytes: Vec<u8> = lists.iter().flat_map(|list| (list.len() as u32).to_le_bytes()).collect();
    let mut address = bytes.len() + lists.iter().map(|list| list.len() * 4).sum::<usize>();
    for part in lists.into_iter().flatten() {
        bytes.extend((address as u32).to_le_bytes());
        address += part.len();
    }
    lists.into_iter().flatten().for_each(|part| bytes.extend(part));
    bytes
}

/// One that is enabled, with off 0 and fallthrough 1.
pub(crate) fn flag(rules: &[Vec<u8>]) -> Vec<u8> {
    let head = [1, 0, 0, 1, 0];
    [&head[..], &(rules.len() as u16).to_le_bytes(), &rules.concat()].concat()
}

/// Serves the variant 2 where it applies.
pub(crate) fn rule(bits: u8, parts: &[&[u8]]) -> Vec<u8> {
    sized(&[], &[&[bits, 2, 0], &parts.concat()[..]].concat())
}

pub(crate) fn condition(kind: u8, body: &[u8]) -> Vec<u8> {
    sized(&[kind], body)
}

/// A reference to a segment, or to a flag that has to serve the variant 1.
pub(crate) fn reference(kind: u8, index: u32) -> Vec<u8> {
    let variants = if kind == FLAG { &[1, 0, 0, 0, 1, 0, 0, 0][..] } else { &[] };
    condition(kind, &[&index.to_le_bytes(), variants].concat())
}

/// A running experiment of all times, with so many holdouts.
pub(crate) fn experiment(holdouts: u32) -> Vec<u8> {
    let head = [&[1][..], &[0; 4], &i64::MIN.to_le_bytes(), &i64::MAX.to_le_bytes()].concat();
    [head, holdouts.to_le_bytes().to_vec(), vec![0; holdouts as usize * 4]].concat()
}

/// A bucket of the first attribute under some salt, or under a hash of so long a text.
pub(crate) fn bucket(hashed: Option<usize>) -> Vec<u8> {
    let slots = [0; 4];
    match hashed {
        None => [&[1][..], &slots, &[0; 8]].concat(),
        Some(length) => {
            let before = [&(length as u32).to_le_bytes()[..], &vec![b'x'; length]].concat();
            [&[129][..], &slots, &[2, 0, 0], &[0; 4], &[0; 8], &before, &[0; 4]].concat()
        }
    }
}

fn sized(head: &[u8], body: &[u8]) -> Vec<u8> {
    [head, &(body.len() as u32).to_le_bytes(), body].concat()
}
