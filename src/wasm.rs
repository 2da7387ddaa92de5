//! The WebAssembly boundary: numbers in, numbers out, and buffers in linear memory. One instance holds one snapshot.
//!
//! | step | JavaScript calls | and then |
//! |---|---|---|
//! | load | `input(length)`, writes UTF-8 there, `load()` | reads `output_at()`, `output_length()` |
//! | store | `code_at()`, `code_length()` | reads the program that `load` compiled |
//! | restore | `input(length)`, writes a program there in base64, `restore(flags)` | |
//! | context | `words(count)`, `bytes(length)` | writes records and text there (see `context/mod.rs`) |
//! | decide | `decide(flag, now, consent)` | decodes the number (see `Decision`) |
//! | all | `decide_all(now, consent)` | reads one number per flag there |
//!
//! Addresses change when memory grows, which only `input`, `load`, `restore`, `words` and `bytes` cause. The module for
//! compiled snapshots has no `load`.
#![expect(unsafe_code, reason = "a static without threads, and nothing else")]
#![expect(unreachable_pub, reason = "the exports are called from outside Rust")]

use crate::context::{Consent, PackedContext};
use crate::evaluate::evaluate;
use crate::evaluate::trace::Silent;
use crate::literal::pattern::Scratch;
use crate::program::{Program, base64};
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;

/// A module has few and long allocations, so the smallest allocator is enough: it takes 0.7 KB, dlmalloc 4.8 KB.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
// SAFETY: WebAssembly without the threads proposal has one thread.
static ALLOCATOR: lol_alloc::AssumeSingleThreaded<lol_alloc::FreeListAllocator> =
    unsafe { lol_alloc::AssumeSingleThreaded::new(lol_alloc::FreeListAllocator::new()) };

#[cfg(target_arch = "wasm32")]
#[panic_handler]
fn trap(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

struct Instance {
    input: Vec<u8>,
    output: String,
    program: Program,
    context: PackedContext,
    scratch: Scratch,
    decisions: Vec<u32>,
}

/// The state of a module, which runs on one thread.
struct Single(RefCell<Instance>);

// SAFETY: WebAssembly without the threads proposal has one thread, and this module is never built with it.
unsafe impl Sync for Single {}

static INSTANCE: Single = Single(RefCell::new(Instance {
    input: Vec::new(),
    output: String::new(),
    program: Program::EMPTY,
    context: PackedContext::EMPTY,
    scratch: Scratch::new(),
    decisions: Vec::new(),
}));

/// A call that traps leaves the instance borrowed, so every later call traps too instead of using an undefined state.
fn with<R>(act: impl FnOnce(&mut Instance) -> R) -> R {
    act(&mut INSTANCE.0.borrow_mut())
}

/// Reserves `length` bytes for a snapshot's text or program, and returns the address.
#[wasm_bindgen]
pub fn input(length: u32) -> u32 {
    with(|instance| {
        instance.input.resize(length as usize, 0);
        instance.input.as_ptr() as u32
    })
}

/// Starts using the program in the input, which is base64, and returns 1. If the text is not valid base64 or the program
/// has another number of flags than its manifest, the previous program stays and the result is 0.
#[wasm_bindgen]
pub fn restore(flags: u32) -> u32 {
    with(|instance| {
        let mut input = core::mem::take(&mut instance.input);
        let decoded = base64::decode(&mut input);
        let program = Program::of_bytes(input);
        let taken = decoded && program.flag_count() == flags as usize;
        if taken {
            instance.serve(program);
        }
        u32::from(taken)
    })
}

impl Instance {
    /// Starts using a program. JavaScript reserves room for the context before the first decision.
    fn serve(&mut self, program: Program) {
        self.context = PackedContext::EMPTY;
        self.decisions = alloc::vec![0; program.flag_count()];
        self.program = program;
    }
}

/// The address of the context's records, two 64-bit words each, with room for at least `count` of them.
#[wasm_bindgen]
pub fn words(count: u32) -> u32 {
    with(|instance| {
        let words = &mut instance.context.records;
        words.resize(words.len().max((count as usize).saturating_mul(2)), 0);
        words.as_ptr() as u32
    })
}

/// The address of the context's text, with room for at least `length` bytes.
#[wasm_bindgen]
pub fn bytes(length: u32) -> u32 {
    with(|instance| {
        let bytes = &mut instance.context.text;
        bytes.resize(bytes.len().max(length as usize), 0);
        bytes.as_ptr() as u32
    })
}

/// Decides one flag at `now` (ms since 1970) with `consent` (0 unknown, 1 granted, 2 denied).
#[wasm_bindgen]
pub fn decide(flag: u32, now: f64, consent: u32) -> u32 {
    with(|instance| {
        instance.at(now, consent);
        instance.decide(flag)
    })
}

/// Decides all flags, and returns the address of one 32-bit number per flag.
#[wasm_bindgen]
pub fn decide_all(now: f64, consent: u32) -> u32 {
    with(|instance| {
        instance.at(now, consent);
        for index in 0..instance.decisions.len() {
            let decision = instance.decide(index as u32);
            instance.decisions.get_mut(index).into_iter().for_each(|slot| *slot = decision);
        }
        instance.decisions.as_ptr() as u32
    })
}

impl Instance {
    fn at(&mut self, now: f64, consent: u32) {
        self.context.now = now as i64;
        self.context.consent = match consent {
            1 => Consent::Granted,
            2 => Consent::Denied,
            _ => Consent::Unknown,
        };
    }

    fn decide(&mut self, flag: u32) -> u32 {
        evaluate(&self.program, &self.context, flag, &mut self.scratch, &mut Silent).bits()
    }
}

/// Loading snapshots as text.
#[cfg(feature = "compile")]
mod source {
    use super::{Instance, with};
    use crate::assemble::assemble;
    use crate::compile::{Compiled, compile};
    use crate::document;
    use crate::manifest::{issues, manifest};
    use alloc::string::String;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Compiles the snapshot in the input. On success, returns 1, starts using it, and the output is its manifest. Otherwise
    /// returns 0, the previous snapshot stays, and the output is the list of issues.
    #[wasm_bindgen]
    pub fn load() -> u32 {
        with(|instance| {
            let input = core::mem::take(&mut instance.input);
            u32::from(instance.replace(String::from_utf8(input).unwrap_or_default()))
        })
    }

    impl Instance {
        fn replace(&mut self, text: String) -> bool {
            let document = match document::parse(text) {
                Ok(document) => document,
                Err((issue, text)) => return self.refuse(&text, &[issue]),
            };
            match compile(&document) {
                Ok(Compiled { model, issues }) => {
                    self.output = manifest(&document, &model, &issues);
                    self.serve(assemble(&model, &mut |_, _| ()));
                    true
                }
                Err(found) => self.refuse(document.text(), &found),
            }
        }

        fn refuse(&mut self, text: &str, found: &[document::Issue]) -> bool {
            self.output.clear();
            issues(&mut self.output, text, found);
            false
        }
    }

    /// The address of the program in use.
    #[wasm_bindgen]
    pub fn code_at() -> u32 {
        with(|instance| instance.program.bytes().as_ptr() as u32)
    }

    /// Its length in bytes.
    #[wasm_bindgen]
    pub fn code_length() -> u32 {
        with(|instance| instance.program.bytes().len() as u32)
    }

    /// The address of the output's UTF-8 bytes.
    #[wasm_bindgen]
    pub fn output_at() -> u32 {
        with(|instance| instance.output.as_ptr() as u32)
    }

    /// The output's length in bytes.
    #[wasm_bindgen]
    pub fn output_length() -> u32 {
        with(|instance| instance.output.len() as u32)
    }

    /// Frees the output.
    #[wasm_bindgen]
    pub fn output_done() {
        with(|instance| instance.output = String::new());
    }
}
