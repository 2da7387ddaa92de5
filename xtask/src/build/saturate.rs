//! Rewrites saturating float-to-integer conversions with instructions of WebAssembly 1.0.
//!
//! wasm2js does not support `trunc_sat`, and Binaryen's own pass for it follows LLVM, which differs from Rust where a
//! number does not fit. So each conversion becomes a call of a function that compares first.

use anyhow::{Context as _, Result};
use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};
use walrus::ir::{BinaryOp, Call, Instr, InstrLocId, UnaryOp, Value, VisitorMut, dfs_pre_order_mut};
use walrus::{FunctionBuilder, FunctionId, InstrSeqBuilder, LocalId, Module, ModuleConfig, ValType};

/// A conversion from `f64`, as Rust's `as` does it. There are none from `f32`: wasm2js reports an error for those.
struct Conversion {
    saturating: UnaryOp,
    trapping: UnaryOp,
    /// The range that fits: from `from` (inclusive) to `below` (exclusive).
    from: f64,
    below: f64,
    least: Value,
    most: Value,
}

const CONVERSIONS: [Conversion; 4] = [
    Conversion {
        saturating: UnaryOp::I32TruncSSatF64,
        trapping: UnaryOp::I32TruncSF64,
        from: i32::MIN as f64,
        below: 2_147_483_648.0,
        least: Value::I32(i32::MIN),
        most: Value::I32(i32::MAX),
    },
    Conversion {
        saturating: UnaryOp::I32TruncUSatF64,
        trapping: UnaryOp::I32TruncUF64,
        from: 0.0,
        below: 4_294_967_296.0,
        least: Value::I32(0),
        most: Value::I32(-1),
    },
    Conversion {
        saturating: UnaryOp::I64TruncSSatF64,
        trapping: UnaryOp::I64TruncSF64,
        from: i64::MIN as f64,
        below: 9_223_372_036_854_775_808.0,
        least: Value::I64(i64::MIN),
        most: Value::I64(i64::MAX),
    },
    Conversion {
        saturating: UnaryOp::I64TruncUSatF64,
        trapping: UnaryOp::I64TruncUF64,
        from: 0.0,
        below: 18_446_744_073_709_551_616.0,
        least: Value::I64(0),
        most: Value::I64(-1),
    },
];

/// Returns the module with each conversion replaced by a call.
pub(super) fn replace(module: &[u8]) -> Result<Vec<u8>> {
    let mut config = ModuleConfig::new();
    let mut module = config
        .generate_producers_section(false)
        .parse(module)
        .context("the optimised module is not a WebAssembly module")?;
    let functions: Vec<FunctionId> = module.funcs.iter_local().map(|(id, _)| id).collect();
    let calls = CONVERSIONS.iter().map(|one| (discriminant(&one.saturating), one.define(&mut module))).collect();
    let mut replacer = Replacer { calls };
    for id in functions {
        let function = module.funcs.get_mut(id).kind.unwrap_local_mut();
        dfs_pre_order_mut(&mut replacer, function, function.entry_block());
    }
    Ok(module.emit_wasm())
}

struct Replacer {
    calls: HashMap<Discriminant<UnaryOp>, FunctionId>,
}

impl VisitorMut for Replacer {
    fn visit_instr_mut(&mut self, instruction: &mut Instr, _: &mut InstrLocId) {
        if let Instr::Unop(unary) = instruction
            && let Some(func) = self.calls.get(&discriminant(&unary.op))
        {
            *instruction = Instr::Call(Call { func: *func });
        }
    }
}

impl Conversion {
    /// Adds the function. wasm-opt drops it if it is never called.
    fn define(&self, module: &mut Module) -> FunctionId {
        let (result, zero) = self.result();
        let number = module.locals.add(ValType::F64);
        let mut builder = FunctionBuilder::new(&mut module.types, &[ValType::F64], &[result]);
        let fits = |body: &mut InstrSeqBuilder<'_>| self.convert(body, number);
        let too_large = |body: &mut InstrSeqBuilder<'_>| _ = body.const_(self.most);
        builder.func_body().local_get(number).f64_const(self.below).binop(BinaryOp::F64Lt).if_else(
            result,
            fits,
            |body| {
                // NaN is not below any number, and not equal to itself.
                body.local_get(number).local_get(number).binop(BinaryOp::F64Eq);
                body.if_else(result, too_large, |body| _ = body.const_(zero));
            },
        );
        builder.finish(vec![number], &mut module.funcs)
    }

    /// Converts a number that is not too large.
    fn convert(&self, body: &mut InstrSeqBuilder<'_>, number: LocalId) {
        let (result, _) = self.result();
        body.local_get(number).f64_const(self.from).binop(BinaryOp::F64Ge).if_else(
            result,
            |body| _ = body.local_get(number).unop(self.trapping),
            |body| _ = body.const_(self.least),
        );
    }

    /// The type of the result, and the result for NaN.
    fn result(&self) -> (ValType, Value) {
        match self.least {
            Value::I32(_) => (ValType::I32, Value::I32(0)),
            _ => (ValType::I64, Value::I64(0)),
        }
    }
}
