//! Sorting with little code.

/// Sorts in ascending order, by heapsort: O(n log n) on any input, in place. `slice::sort_unstable` takes 3.4 KB more of
/// core.wasm after gzip, and `BinaryHeap` 1 KB more.
pub(crate) fn sort<T: Ord>(items: &mut [T]) {
    let length = items.len();
    for root in (0..length / 2).rev() {
        sink(items, root);
    }
    for end in (1..length).rev() {
        items.swap(0, end);
        sink(items.get_mut(..end).unwrap_or_default(), 0);
    }
}

/// Moves the item at `root` down until no child is greater.
fn sink<T: Ord>(heap: &mut [T], mut root: usize) {
    loop {
        let left = root * 2 + 1;
        let greater = match (heap.get(left), heap.get(left + 1)) {
            (Some(a), Some(b)) if a < b => left + 1,
            (Some(_), _) => left,
            (None, _) => return,
        };
        if heap.get(root) >= heap.get(greater) {
            return;
        }
        heap.swap(root, greater);
        root = greater;
    }
}
