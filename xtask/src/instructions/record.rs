//! bench/instructions.json: the counts, and the compiler of the counted program.

use anyhow::{Context as _, Result};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::Path;

/// Instructions by task.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub(super) rustc: String,
    pub(super) counts: Vec<(String, f64)>,
}

impl Record {
    pub(super) fn get(&self, task: &str) -> Option<f64> {
        self.counts.iter().find(|(name, _)| name == task).map(|(_, count)| *count)
    }

    pub(super) fn read(file: &Path) -> Result<Self> {
        let text = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
        let value: Value = serde_json::from_str(&text).with_context(|| format!("{} is not JSON", file.display()))?;
        Self::of(&value).with_context(|| {
            format!(
                "{} has no `rustc` or no `counts`; write it again with `cargo xtask bench count --record`",
                file.display()
            )
        })
    }

    pub(super) fn write(&self, file: &Path) -> Result<()> {
        let counts: Map<_, _> = self.counts.iter().map(|(task, count)| (task.clone(), json!(count))).collect();
        let value = json!({ "rustc": self.rustc, "counts": counts });
        fs::write(file, format!("{value:#}\n")).with_context(|| format!("writing {}", file.display()))
    }

    fn of(value: &Value) -> Option<Self> {
        let counts = value.get("counts")?.as_object()?;
        let counts = counts.iter().map(|(task, count)| Some((task.clone(), count.as_f64()?)));
        Some(Self { rustc: value.get("rustc")?.as_str()?.to_owned(), counts: counts.collect::<Option<_>>()? })
    }
}
