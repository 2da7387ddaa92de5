//! Downloads the public case suites that the npm packages of their authors do not ship.
//!
//! The data is never committed. Git identifies a commit by the hash of its contents, so the pinned commits also prove
//! that the download is unchanged.

use crate::{command, terminal, workspace::Workspace};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::Path;
use std::process::Command;

struct Suite {
    /// The folder that tests/js/readers/suites.js looks for.
    name: &'static str,
    repository: &'static str,
    commit: &'static str,
    /// What is needed: folders and files of the repository, and their names in the suite's folder.
    contents: &'static [(&'static str, &'static str)],
}

const SUITES: [Suite; 2] = [
    Suite {
        name: "growthbook",
        repository: "https://github.com/growthbook/growthbook",
        commit: "8f1db4456915a8e7b7faf23d5632ca7219d2f469",
        contents: &[("packages/sdk-js/test/cases.json", "cases.json")],
    },
    Suite {
        name: "eppo",
        repository: "https://github.com/Eppo-exp/sdk-test-data",
        commit: "6643e8cf8d4fc144e815233ed570a0c35b998e71",
        contents: &[("ufc", "ufc"), ("configuration-wire", "configuration-wire")],
    },
];

const ADVICE: &str = "the suites come from github.com with git: check the network and `git --version`.
Without a network, copy them from another machine and set BURGEE_SUITES to the folder that has `growthbook` and `eppo`";

pub(crate) fn fetch(workspace: &Workspace) -> Result<()> {
    for suite in &SUITES {
        let folder = workspace.cache("suites").join(suite.name);
        if is_present(suite, &folder) {
            terminal::step(&format!("the suite of {} is up to date in {}", suite.name, folder.display()));
            continue;
        }
        terminal::step(&format!("downloading the suite of {} from {} …", suite.name, suite.repository));
        download(workspace, suite, &folder).context(ADVICE)?;
    }
    Ok(())
}

fn is_present(suite: &Suite, folder: &Path) -> bool {
    fs::read_to_string(folder.join("commit")).is_ok_and(|commit| commit == suite.commit)
}

fn download(workspace: &Workspace, suite: &Suite, folder: &Path) -> Result<()> {
    let clone = workspace.cache("suites").join(format!("{}.git", suite.name));
    for stale in [folder, &clone] {
        if stale.exists() {
            fs::remove_dir_all(stale).with_context(|| format!("removing {}", stale.display()))?;
        }
    }
    fs::create_dir_all(&clone)?;
    fs::create_dir_all(folder)?;
    command::run_quietly(git(workspace, &clone).args(["init", "--quiet"]))?;
    command::run_quietly(git(workspace, &clone).args(["remote", "add", "origin", suite.repository]))?;
    // Without the contents of files: Git downloads those that are checked out. The whole repository may be large.
    let fetch = ["fetch", "--quiet", "--depth=1", "--filter=blob:none", "origin", suite.commit];
    command::run_quietly(git(workspace, &clone).args(fetch))?;
    let paths = suite.contents.iter().map(|(path, _)| path);
    command::run_quietly(git(workspace, &clone).args(["checkout", "--quiet", suite.commit, "--"]).args(paths))?;
    for (path, name) in suite.contents {
        fs::rename(clone.join(path), folder.join(name)).with_context(|| format!("moving {path}"))?;
    }
    fs::remove_dir_all(&clone)?;
    Ok(fs::write(folder.join("commit"), suite.commit)?)
}

fn git(workspace: &Workspace, clone: &Path) -> Command {
    let mut git = workspace.command("git");
    git.arg("-C").arg(clone);
    git
}
