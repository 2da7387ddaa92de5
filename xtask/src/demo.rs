//! Serves the demo site on this machine.

use crate::{build, terminal, workspace::Workspace};
use anyhow::{Context as _, Result, bail};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::process::Child;
use std::thread::sleep;
use std::time::Duration;

const PORT: u16 = 8787;
const PORTS_TRIED: u16 = 20;
const PAUSE: Duration = Duration::from_millis(100);

pub(crate) fn demo(workspace: &Workspace, port: Option<u16>) -> Result<()> {
    build::build(workspace)?;
    let port = choose(port)?;
    terminal::step("starting the site in the Workers runtime (some seconds) …");
    let mut site = start(workspace, port)?;
    let group = Pid::from_raw(i32::try_from(site.id()).context("the process id of the demo site is out of range")?);
    ctrlc::set_handler(move || {
        // An error means that the site has ended already.
        let _ = killpg(group, Signal::SIGTERM);
    })?;
    if wait_until_up(&mut site, port)? {
        println!("\nBurgee demo: http://localhost:{port}\n(stop it with Ctrl-C)");
    }
    let status = site.wait()?;
    match status.code() {
        // Ended by Ctrl-C.
        Some(0 | 130 | 143) | None => Ok(()),
        Some(code) => bail!("the demo site ended with exit code {code}; its output is above"),
    }
}

/// In a process group of its own, so that one signal ends all of its processes.
fn start(workspace: &Workspace, port: u16) -> Result<Child> {
    let mut node = workspace.new_node()?;
    node.arg("www/dev.js").arg("--port").arg(port.to_string());
    node.env("WRANGLER_SEND_METRICS", "false");
    node.process_group(0).spawn().context("cannot start `node www/dev.js`")
}

/// Waits until the site accepts connections. Returns `false` if it ended first.
fn wait_until_up(site: &mut Child, port: u16) -> Result<bool> {
    while site.try_wait()?.is_none() {
        if TcpStream::connect(address(port)).is_ok() {
            return Ok(true);
        }
        sleep(PAUSE);
    }
    Ok(false)
}

/// Returns the requested port, or the first free one.
fn choose(requested: Option<u16>) -> Result<u16> {
    match requested {
        Some(port) if is_free(port) => Ok(port),
        Some(port) => bail!("port {port} is in use; choose another with `--port`"),
        None => (PORT..PORT + PORTS_TRIED).find(|port| is_free(*port)).with_context(|| {
            format!("no free port between {PORT} and {}; choose one with `--port`", PORT + PORTS_TRIED - 1)
        }),
    }
}

fn is_free(port: u16) -> bool {
    TcpListener::bind(address(port)).is_ok()
}

fn address(port: u16) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, port).into()
}
