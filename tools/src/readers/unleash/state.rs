//! The state of an Unleash client after a response, or after the events of a delta.

use crate::Error;
use crate::nodes::{list, text_of};
use burgee::document::{Kind, Node};
use burgee::hash::NameTable;
use std::borrow::Cow;

/// Features by name and segments by id.
pub(super) struct State<'t> {
    pub(super) features: Table<'t>,
    segments: Table<'t>,
    /// The name of each segment, by its index.
    segment_names: Vec<String>,
}

/// Nodes by key, in the order of the keys' first occurrence.
pub(super) struct Table<'t> {
    keys: NameTable,
    nodes: Vec<(&'t str, Option<Node<'t>>)>,
}

impl<'t> State<'t> {
    pub(super) fn of(root: Node<'t>) -> Result<State<'t>, Error> {
        let mut state = State { features: Table::NEW, segments: Table::NEW, segment_names: Vec::new() };
        let is_list = |name| root.get(name).is_some_and(|node| node.kind() == Kind::Array);
        if is_list("events") {
            list(root.get("events")).into_iter().for_each(|event| state.apply(event));
        } else if is_list("features") {
            state.hydrate(root);
        } else {
            return Err("expected an object with a list `features` or `events`".into());
        }
        state.name_segments();
        Ok(state)
    }

    fn apply(&mut self, event: Node<'t>) {
        match text_of(event, "type").unwrap_or_default() {
            "hydration" => self.hydrate(event),
            "feature-updated" => self.features.put(event.get("feature"), "name"),
            "feature-removed" => self.features.remove(event.get("featureName")),
            "segment-updated" => self.segments.put(event.get("segment"), "id"),
            "segment-removed" => self.segments.remove(event.get("segmentId")),
            _ => {}
        }
    }

    fn hydrate(&mut self, snapshot: Node<'t>) {
        (self.features, self.segments) = (Table::NEW, Table::NEW);
        list(snapshot.get("features")).into_iter().for_each(|feature| self.features.put(Some(feature), "name"));
        list(snapshot.get("segments")).into_iter().for_each(|segment| self.segments.put(Some(segment), "id"));
    }

    /// The name of a segment is its name; its id if it has no name, or if two have the same name.
    fn name_segments(&mut self) {
        let mut used = NameTable::EMPTY;
        for (id, node) in &self.segments.nodes {
            let name = node.and_then(|node| text_of(node, "name")).filter(|name| !name.is_empty());
            let mut name = name.map_or_else(|| format!("segment {id}"), String::from);
            while used.get(0, &name).is_some() {
                name = format!("{name} ({id})");
            }
            let _ = used.add(0, &name, [0, 0]);
            self.segment_names.push(name);
        }
    }

    pub(super) fn named_segments(&self) -> Vec<(Cow<'t, str>, Node<'t>)> {
        let named = self.segment_names.iter().zip(&self.segments.nodes);
        named.filter_map(|(name, (_, node))| Some((Cow::Owned(name.clone()), (*node)?))).collect()
    }

    /// The name of the segment with an id.
    pub(super) fn segment_name(&self, id: Node<'_>) -> Option<Cow<'t, str>> {
        let (index, _) = self.segments.find(key_of(id))?;
        self.segment_names.get(index).map(|name| Cow::Owned(name.clone()))
    }
}

impl<'t> Table<'t> {
    const NEW: Table<'t> = Table { keys: NameTable::EMPTY, nodes: Vec::new() };

    fn find(&self, key: &str) -> Option<(usize, Node<'t>)> {
        let [index, _] = self.keys.get(0, key)?;
        let (_, node) = self.nodes.get(index as usize)?;
        Some((index as usize, (*node)?))
    }

    pub(super) fn get(&self, key: &str) -> Option<Node<'t>> {
        self.find(key).map(|(_, node)| node)
    }

    pub(super) fn all(&self) -> Vec<(&'t str, Node<'t>)> {
        self.nodes.iter().filter_map(|(key, node)| Some((*key, (*node)?))).collect()
    }

    /// Sets the node of a key. The key is the node's member `name`.
    fn put(&mut self, node: Option<Node<'t>>, name: &str) {
        let Some(key) = node.and_then(|node| node.get(name)).map(key_of) else { return };
        self.set(key, node);
    }

    fn remove(&mut self, key: Option<Node<'t>>) {
        key.into_iter().for_each(|key| self.set(key_of(key), None));
    }

    fn set(&mut self, key: &'t str, node: Option<Node<'t>>) {
        let known = self.keys.get(0, key).and_then(|[index, _]| self.nodes.get_mut(index as usize));
        if let Some(known) = known {
            known.1 = node;
        } else if self.keys.add(0, key, [self.nodes.len() as u32, 0]) {
            self.nodes.push((key, node));
        }
    }
}

/// A name, or the text of an id.
fn key_of(node: Node<'_>) -> &str {
    node.text().unwrap_or(node.source())
}
