//! Heapsort, because a page pays for `slice::sort_unstable` with 8 KB of WebAssembly (of 110) and for this with 0.3 KB.
//! It takes O(n log n) on any input, in place.

#[cfg(feature = "edit")]
use alloc::vec::Vec;

/// Sorts `items` in ascending order; equal ones come in any.
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

/// The items in the ascending order of a key; those of one key keep their order.
#[cfg(feature = "edit")]
pub(crate) fn sorted_by_key<T, K: Ord>(items: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut order: Vec<(K, usize)> = items.iter().map(key).zip(0..).collect();
    sort(&mut order);
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order.iter().filter_map(|(_, index)| items.get_mut(*index)?.take()).collect()
}
