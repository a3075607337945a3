//! Where things are: the clone, its build output, and the cache outside the clone.
//!
//! Invariant: tools are installed only under the cache, so that a fresh clone finds them again.

use anyhow::{Context, Result};
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folders that every command works in; all paths are absolute.
pub(crate) struct Place {
    /// These commands, as a program that others start. Asked for at the beginning: later it may have been
    /// built anew, and its file replaced.
    pub(crate) program: PathBuf,
    /// The clone.
    pub(crate) root: PathBuf,
    /// Cargo's build output (`CARGO_TARGET_DIR`, or `target` in the clone).
    pub(crate) target: PathBuf,
    /// `waypost` in the user's cache folder.
    pub(crate) cache: PathBuf,
}

impl Place {
    /// Finds the folders from the environment that cargo and the login shell set.
    pub(crate) fn find() -> Result<Self> {
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package.parent().context("the xtask folder has no parent")?.to_path_buf();
        let target = root.join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
        let caches = match env::var_os("XDG_CACHE_HOME").filter(|set| !set.is_empty()) {
            Some(set) => PathBuf::from(set),
            None => PathBuf::from(
                env::var_os("HOME").context("HOME is not set: set it, or XDG_CACHE_HOME")?,
            )
            .join(".cache"),
        };
        Ok(Self { program: env::current_exe()?, root, target, cache: caches.join("waypost") })
    }

    /// Where `cargo install --root` puts Trunk and what proves the rules.
    pub(crate) fn tools(&self) -> PathBuf {
        self.cache.join("tools")
    }

    /// Where npm puts the build tools that it ships.
    pub(crate) fn node_tools(&self) -> PathBuf {
        self.tools().join("node")
    }

    /// The built interface, which the server embeds.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("app/dist")
    }

    /// The file that keeps the whole output of a long step.
    pub(crate) fn log(&self, step: &str) -> PathBuf {
        self.cache.join("logs").join(format!("{step}.log"))
    }

    /// A command in the clone that finds our tools before the machine's.
    pub(crate) fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.current_dir(&self.root).env("PATH", self.path());
        // Set for us by the cargo that started us: they would mislead the next toolchain, and build
        // scripts that look at them (ring's) would run again at every change between it and a shell.
        for (name, _) in env::vars_os() {
            let text = name.to_string_lossy();
            if text == "CARGO"
                || text.starts_with("CARGO_PKG_")
                || text.starts_with("CARGO_MANIFEST_")
            {
                command.env_remove(&name);
            }
        }
        command
    }

    /// Cargo, building into our target folder.
    pub(crate) fn cargo(&self) -> Command {
        let mut command = self.command("cargo");
        command.env("CARGO_TARGET_DIR", &self.target);
        command
    }

    /// The same with Clippy in the place of rustc for the crates of the workspace, and no warning
    /// allowed: one compilation serves both the lints and the tests.
    pub(crate) fn linting_cargo(&self) -> Command {
        let mut command = self.cargo();
        command.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver").env("CLIPPY_ARGS", "-Dwarnings");
        command
    }

    /// The program of this name in our tools or on `PATH`.
    pub(crate) fn which(&self, name: &str) -> Option<PathBuf> {
        env::split_paths(&self.path()).map(|folder| folder.join(name)).find(|file| file.is_file())
    }

    /// `PATH` with `folder` before all others.
    pub(crate) fn path_after(&self, folder: &Path) -> OsString {
        let mut path = folder.as_os_str().to_owned();
        path.push(":");
        path.push(self.path());
        path
    }

    fn path(&self) -> OsString {
        let mut folders =
            vec![self.tools().join("bin"), self.node_tools().join("node_modules/.bin")];
        folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        // Only a folder with the separator in its name cannot be joined; then the tools on the
        // machine's own PATH still work.
        env::join_paths(folders).unwrap_or_else(|_| env::var_os("PATH").unwrap_or_default())
    }
}
