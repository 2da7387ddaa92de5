//! What is taken from the allocator while something runs.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

static TAKEN: AtomicUsize = AtomicUsize::new(0);
static GIVEN_BACK: AtomicUsize = AtomicUsize::new(0);

/// Bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allocated {
    /// Taken and not given back.
    pub(crate) held: usize,
    /// Taken in all.
    pub(crate) taken: usize,
}

/// Does something, and says what it took. Nothing else may run meanwhile.
pub(crate) fn during<T>(work: impl FnOnce() -> T) -> (T, Allocated) {
    let (taken, given_back) = (TAKEN.load(Relaxed), GIVEN_BACK.load(Relaxed));
    let result = work();
    let (taken, given_back) = (TAKEN.load(Relaxed) - taken, GIVEN_BACK.load(Relaxed) - given_back);
    (result, Allocated { held: taken.saturating_sub(given_back), taken })
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// One thread counts: a load and a store are enough, and cost as good as nothing next to an allocation.
fn add(sum: &AtomicUsize, bytes: usize) {
    sum.store(sum.load(Relaxed).wrapping_add(bytes), Relaxed);
}

// SAFETY: every call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        add(&TAKEN, layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        add(&TAKEN, layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        add(&TAKEN, size);
        add(&GIVEN_BACK, layout.size());
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        add(&GIVEN_BACK, layout.size());
        unsafe { System.dealloc(pointer, layout) }
    }
}
