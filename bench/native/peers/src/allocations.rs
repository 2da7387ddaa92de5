//! Counts the bytes that a function allocates.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

static TAKEN: AtomicUsize = AtomicUsize::new(0);
static GIVEN_BACK: AtomicUsize = AtomicUsize::new(0);

/// Bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allocated {
    /// Allocated and not freed.
    pub(crate) held: usize,
    /// Allocated in total.
    pub(crate) taken: usize,
}

/// Runs a function and returns what it allocated. No other thread may allocate meanwhile.
pub(crate) fn during<T>(work: impl FnOnce() -> T) -> (T, Allocated) {
    let (taken, given_back) = (TAKEN.load(Relaxed), GIVEN_BACK.load(Relaxed));
    let result = work();
    let (taken, given_back) = (TAKEN.load(Relaxed) - taken, GIVEN_BACK.load(Relaxed) - given_back);
    (result, Allocated { held: taken.saturating_sub(given_back), taken })
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Only one thread counts, so a load and a store are enough. They take almost no time beside an allocation.
fn add(sum: &AtomicUsize, bytes: usize) {
    sum.store(sum.load(Relaxed).wrapping_add(bytes), Relaxed);
}

// SAFETY: every call is forwarded unchanged to the system's allocator.
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
