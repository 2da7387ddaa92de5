//! Segments that are not used.

use super::Check;
use super::lints::UNUSED_SEGMENT;
use super::parts::distinct;
use crate::nodes::text_of;

impl Check<'_> {
    pub(super) fn unused(&mut self) {
        let conditions = self.each_condition().into_iter();
        let mut used: Vec<&str> = conditions.filter_map(|condition| text_of(condition, "segment")).collect();
        used.extend(self.parts("experiments").into_iter().filter_map(|experiment| text_of(experiment, "audience")));
        let used = distinct(used.into_iter());
        for segment in self.parts("segments") {
            if used.binary_search(&segment.name()).is_err() {
                self.warn(segment, &UNUSED_SEGMENT, &[segment.name()]);
            }
        }
    }
}
