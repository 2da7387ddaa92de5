//! A borrowed handle to one value of a document.

use super::{At, FEW, Kind, Member, Node, NodeRecord, Parts};

impl<'d> Node<'d> {
    /// Its index in the document.
    #[must_use]
    pub fn index(self) -> u32 {
        self.index
    }

    pub(crate) fn at(self) -> Option<At> {
        At::new(self.index)
    }

    fn span(self) -> &'d NodeRecord {
        self.document.span(self.index)
    }

    /// The name of the member with this value, which is the node before it.
    #[must_use]
    pub fn name(self) -> &'d str {
        self.document.node(self.index.saturating_sub(1)).text().unwrap_or_default()
    }

    /// A node outside the document, which reads as `null`.
    #[must_use]
    pub fn nothing(self) -> Node<'d> {
        self.document.node(0)
    }

    /// The type of the value.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.span().kind
    }

    /// The offset of its first byte.
    #[must_use]
    pub fn start(self) -> u32 {
        self.span().start
    }

    /// One past its last byte (exclusive end).
    #[must_use]
    pub fn end(self) -> u32 {
        self.span().end
    }

    /// The source text of the value.
    #[must_use]
    pub fn source(self) -> &'d str {
        let span = self.span();
        self.document.text.get(span.start as usize..span.end as usize).unwrap_or("null")
    }

    /// The text of a string, decoded.
    #[must_use]
    pub fn text(self) -> Option<&'d str> {
        let span = self.span();
        (span.kind == Kind::String).then(|| self.document.string(span))
    }

    /// A number as it is written.
    #[must_use]
    pub fn number(self) -> Option<&'d str> {
        (self.kind() == Kind::Number).then(|| self.source())
    }

    /// A boolean.
    #[must_use]
    pub fn boolean(self) -> Option<bool> {
        match self.kind() {
            Kind::False => Some(false),
            Kind::True => Some(true),
            _ => None,
        }
    }

    /// The items of a list; none for other nodes.
    #[must_use]
    pub fn items(self) -> Items<'d> {
        Items(self.parts(Kind::Array))
    }

    /// The members of an object in the order of the text; none for other nodes.
    #[must_use]
    pub fn members(self) -> Members<'d> {
        Members(self.parts(Kind::Object))
    }

    fn parts(self, kind: Kind) -> Parts<'d> {
        self.document.parts_of(if self.kind() == kind { self.index } else { 0 })
    }

    /// The member called `name`, if this is an object that has one.
    #[must_use]
    pub fn get(self, name: &str) -> Option<Node<'d>> {
        self.find(name).map(|(_, node)| node)
    }

    /// The index of the member called `name`, from 0.
    #[must_use]
    pub fn position(self, name: &str) -> Option<u32> {
        self.find(name).map(|(position, _)| position)
    }

    fn find(self, name: &str) -> Option<(u32, Node<'d>)> {
        // Only objects with more nodes than this have members in the table.
        if self.span().link.wrapping_sub(self.index) > 2 * FEW
            && let Some([position, index]) = self.document.names.get(self.index, name)
        {
            return Some((position, self.document.node(index)));
        }
        let mut near = (0..FEW).zip(self.parts(Kind::Object));
        let (position, at) = near.find(|(_, at)| self.document.is(at.get() - 1, name))?;
        Some((position, self.document.node(at.get())))
    }

    /// A description of the type for messages, with an article.
    #[must_use]
    pub fn description(self) -> &'static str {
        self.kind().description()
    }
}

/// The items of a list.
#[derive(Clone, Copy, Debug)]
pub struct Items<'d>(Parts<'d>);

impl<'d> Iterator for Items<'d> {
    type Item = Node<'d>;

    fn next(&mut self) -> Option<Node<'d>> {
        let at = self.0.next()?;
        Some(self.0.document.node(at.get()))
    }
}

/// The members of an object.
#[derive(Clone, Copy, Debug)]
pub struct Members<'d>(Parts<'d>);

impl<'d> Iterator for Members<'d> {
    type Item = Member<'d>;

    fn next(&mut self) -> Option<Member<'d>> {
        let at = self.0.next()?;
        let document = self.0.document;
        Some(Member { name: document.name_of(at), start: document.start_of_name(at), node: document.node(at.get()) })
    }
}
