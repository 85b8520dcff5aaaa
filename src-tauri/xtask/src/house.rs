//! Where things are in this checkout, and how a program is started in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Stopped;

/// The checkout that this xtask was built in.
pub struct House {
    /// The folder of the workspace's `Cargo.toml`.
    pub root: PathBuf,
}

impl House {
    /// The checkout around this crate, as cargo names it at run time.
    pub fn here() -> House {
        let own = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = own.ancestors().nth(2).unwrap_or(&own).to_path_buf();
        House { root }
    }

    /// The folder of the interface.
    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// The folder that cargo builds into.
    pub fn target(&self) -> PathBuf {
        match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => self.root.join(folder),
            None => self.root.join("target"),
        }
    }

    /// A program of ours as the debug profile leaves it.
    pub fn built(&self, name: &str) -> PathBuf {
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        self.target().join("debug").join(file)
    }

    /// Cargo, in the root.
    pub fn cargo(&self) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.current_dir(&self.root);
        command
    }

    /// A program of npm's (`npm`, `npx`), in the interface's folder.
    pub fn npm(&self, name: &str) -> Command {
        // npm's programs are shell scripts, which Windows runs under another name.
        let file = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
        let mut command = Command::new(file);
        command.current_dir(self.ui());
        command
    }
}

/// The command as a person would type it.
pub fn spelled(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut words =
        vec![program.file_stem().unwrap_or(program.as_os_str()).to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| {
        let word = word.to_string_lossy();
        if word.contains(' ') { format!("'{word}'") } else { word.into_owned() }
    }));
    words.join(" ")
}

/// Runs a command with this terminal as its own, after showing it.
pub fn carry_out(command: &mut Command) -> Result<(), Stopped> {
    let words = spelled(command);
    println!("> {words}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{words}` did not succeed ({status}).")),
        Err(error) => Err(format!("`{words}` could not be started: {error}.")),
    }
}

/// What a command prints, when it can be started and succeeds.
pub fn printed(command: &mut Command) -> Option<String> {
    let ended = command.stdin(Stdio::null()).output().ok()?;
    ended.status.success().then(|| String::from_utf8_lossy(&ended.stdout).into_owned())
}

/// Whether a program of this name is on the search path.
pub fn on_path(name: &str) -> bool {
    let Some(path) = std::env::var_os("PATH") else {
        return false;
    };
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path).any(|folder| folder.join(&file).is_file())
}
