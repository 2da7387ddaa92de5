//! The type checker over the JavaScript as it is shipped, which says its types in comments.

use crate::build::files;
use crate::{command, workspace::Workspace};
use anyhow::{Context as _, Result, bail};
use serde_json::json;
use std::fs;
use std::path::PathBuf;

/// Files that run in one kind of place.
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

const ELSEWHERE: [&str; 4] = ["node_modules", "dist", ".wrangler", "worker"];

/// Names every file: of `a.js` and `a.d.ts` in one folder, a pattern would take only the second.
pub(super) fn check(workspace: &Workspace, project: &Project) -> Result<()> {
    let sources = sources(workspace, project)?;
    if sources.is_empty() {
        bail!("there is no JavaScript in {}", project.folders.join(", "));
    }
    let config = workspace.kept(project.config);
    let text = json!({ "extends": format!("../../{}", project.config), "files": sources, "include": [] });
    fs::create_dir_all(workspace.kept(""))?;
    fs::write(&config, text.to_string()).with_context(|| format!("writing {}", config.display()))?;
    command::run(workspace.tool("tsc").arg("--project").arg(&config))
}

fn sources(workspace: &Workspace, project: &Project) -> Result<Vec<PathBuf>> {
    let mut sources = vec![workspace.path("xtask/types/modules.d.ts")];
    for folder in project.folders {
        let folder = workspace.path(folder);
        for file in files(&folder)? {
            let inside = file.strip_prefix(&folder)?;
            let elsewhere = inside.iter().any(|part| ELSEWHERE.iter().any(|name| part == *name));
            if !elsewhere && file.extension().is_some_and(|extension| extension == "js") {
                sources.push(file);
            }
        }
    }
    Ok(sources)
}
