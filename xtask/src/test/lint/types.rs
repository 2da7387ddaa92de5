//! Type-checks the JavaScript. Its types are in comments.

use crate::build::files;
use crate::{command, workspace::Workspace};
use anyhow::{Context as _, Result, bail};
use serde_json::json;
use std::fs;
use std::path::PathBuf;

/// Files with the same global types.
pub(super) struct Project {
    pub(super) about: &'static str,
    config: &'static str,
    folders: &'static [&'static str],
}

pub(super) const PROJECTS: [Project; 2] = [
    Project {
        about: "the package, the page and the tests",
        config: "tsconfig.json",
        folders: &["pkg", "www", "tests", "xtask/size"],
    },
    Project { about: "the Worker", config: "tsconfig.worker.json", folders: &["www/worker"] },
];

/// Folders that are not checked, or with another project.
const EXCLUDED: [&str; 4] = ["node_modules", "dist", ".wrangler", "worker"];

/// Names every file: if a folder has `a.js` and `a.d.ts`, a pattern would match only `a.d.ts`.
pub(super) fn check(workspace: &Workspace, project: &Project) -> Result<()> {
    let sources = sources(workspace, project)?;
    if sources.is_empty() {
        bail!("found no JavaScript in {}: run `cargo xtask build`", project.folders.join(", "));
    }
    let config = workspace.cache(project.config);
    let text = json!({ "extends": format!("../../{}", project.config), "files": sources, "include": [] });
    fs::create_dir_all(workspace.cache(""))?;
    fs::write(&config, text.to_string()).with_context(|| format!("writing {}", config.display()))?;
    command::run(workspace.tool("tsc").arg("--project").arg(&config))
}

fn sources(workspace: &Workspace, project: &Project) -> Result<Vec<PathBuf>> {
    let mut sources = vec![workspace.path("xtask/types/modules.d.ts")];
    for folder in project.folders {
        let folder = workspace.path(folder);
        for file in files(&folder)? {
            let inside = file.strip_prefix(&folder)?;
            let excluded = inside.iter().any(|part| EXCLUDED.iter().any(|name| part == *name));
            if !excluded && file.extension().is_some_and(|extension| extension == "js") {
                sources.push(file);
            }
        }
    }
    Ok(sources)
}
