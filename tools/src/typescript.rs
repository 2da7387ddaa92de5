//! The types of this crate in TypeScript, to be compared with pkg-template/tools.d.ts.
//!
//! This test compares the types with the file tests/typescript/types.txt. tests/js/tools-types.test.js compares that
//! file with tools.d.ts. So a field that is added on one side only fails one of the two tests.
//!
//! `cargo test -p burgee-tools typescript -- --ignored` writes the file.

use crate::edit::*;
use crate::explain::{Explanation, ExplanationStep};
use crate::readers::*;
use crate::snapshot::*;
use crate::{Error, Finding, Severity, check};
use ts_rs::TS;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/typescript/types.txt");

const HEADER: &str = "// Written by tools/src/typescript.rs: do not edit.\n\
                      import type { Json, Reason } from 'burgee';\n\
                      import type { Weights } from 'burgee/tools';\n\n";

macro_rules! declarations {
    ($($name:ty),* $(,)?) => {
        [$(format!("export {}\n", <$name>::decl())),*].concat()
    };
}

fn types() -> String {
    let declarations = declarations!(
        Severity,
        Finding,
        Error,
        check::Audience,
        check::CheckReport,
        ExplanationStep,
        Explanation,
        FlagType,
        FlagSummary,
        FlagDetails,
        ExperimentSummary,
        FlagEvaluation,
        FlagKey,
        CreateFlag,
        UpdateFlag,
        RenameFlag,
        RenameVariant,
        EnableForAll,
        RolloutPercentage,
        UserTargets,
        TierTargets,
        DomainTargets,
        Reweight,
        CreateAbTest,
        InitialStatus,
        StartExperiment,
        ConcludeExperiment,
        ExperimentId,
        UndoPatch,
        Undo,
        Operation,
        EditOutcome,
        EppoOptions,
        Fractional,
        FlagdOptions,
        Units,
        GrowthbookOptions,
        UnleashUnits,
        UnleashOptions,
        LeftOut,
        ImportReport,
    );
    // Documentation is not compared.
    let is_comment = |line: &&str| ["/**", " *"].iter().any(|start| line.starts_with(start));
    let lines: Vec<&str> = declarations.lines().filter(|line| !is_comment(line)).collect();
    format!("{HEADER}{}\n", lines.join("\n"))
}

#[test]
fn the_file_has_the_present_types() {
    let written = std::fs::read_to_string(FILE).expect("tests/typescript/types.txt exists");
    assert_eq!(written, types(), "run `cargo test -p burgee-tools typescript -- --ignored`");
}

#[test]
#[ignore = "writes tests/typescript/types.txt"]
fn write_the_file() {
    std::fs::write(FILE, types()).unwrap();
}
