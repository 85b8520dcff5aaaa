//! The system's packages: which are missing, and the command that installs them.

use std::process::{Command, Stdio};

use crate::Stopped;
use crate::house::{on_path, printed};

/// How to see that something is there.
#[derive(Clone, Copy, Debug)]
enum Sign {
    /// One of these programs is on the search path.
    Program(&'static [&'static str]),
    /// dpkg lists the package as installed.
    Package,
    /// pkg-config knows this library.
    Library(&'static str),
}

/// A package of Debian and Ubuntu, and the sign that what it brings is there.
#[derive(Clone, Copy, Debug)]
pub struct Package {
    /// Its name for apt.
    pub name: &'static str,
    /// What it is for, in a few words.
    pub purpose: &'static str,
    sign: Sign,
    /// Whether everything waits for it. Without one that is not needed, tests are skipped by name.
    needed: bool,
}

const fn package(name: &'static str, purpose: &'static str, sign: Sign) -> Package {
    Package { name, purpose, sign, needed: true }
}

/// To compile anything: SQLite is C, and Rust links with the C compiler.
pub const COMPILER: &[Package] =
    &[package("build-essential", "C compiler and linker", Sign::Program(&["cc"]))];

/// To compile the window.
pub const WEB_VIEW: &[Package] = &[
    package("pkg-config", "finds libraries", Sign::Program(&["pkg-config"])),
    package("libwebkit2gtk-4.1-dev", "the web view", Sign::Library("webkit2gtk-4.1")),
];

/// To test the page in a browser.
pub const BROWSER: &[Package] = &[
    // Ubuntu has it as a snap only.
    Package { needed: false, ..package("chromium", "browser", Sign::Program(BROWSERS)) },
    package("fonts-dejavu-core", "letters for pictures", Sign::Package),
];

/// The names Chromium goes by; the browser tests look for the same ones.
const BROWSERS: &[&str] =
    &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// To run the SQL of exports in other databases, and to recalculate their workbooks.
pub const DATABASES: &[Package] = &[
    Package { needed: false, ..package("postgresql", "database", Sign::Package) },
    Package {
        needed: false,
        ..package("openjdk-17-jre-headless", "runs Spark", Sign::Program(&["java"]))
    },
    Package {
        needed: false,
        ..package("libreoffice-calc", "recalculates workbooks", Sign::Program(&["soffice"]))
    },
];

/// To test the real window where nobody sees it.
pub const SCREEN: &[Package] = &[
    package("xvfb", "display without a screen", Sign::Program(&["xvfb-run"])),
    package("dbus-daemon", "bus of its own", Sign::Program(&["dbus-run-session"])),
    package("xauth", "key to that display", Sign::Program(&["xauth"])),
    package("webkit2gtk-driver", "drives the web view", Sign::Program(&["WebKitWebDriver"])),
    package("xdotool", "presses keys in the window", Sign::Program(&["xdotool"])),
    package("imagemagick", "takes pictures of it", Sign::Program(&["import"])),
    package("fonts-dejavu-core", "letters for pictures", Sign::Package),
];

/// Who may install packages here.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Rights {
    /// This is root.
    Root,
    /// `sudo` asks for no password.
    Sudo,
    /// Neither.
    None,
}

/// Installs those of the packages that are missing, after showing the command. Without the rights
/// to do so, or without apt, it stops and says what is missing.
pub fn install(wanted: &[Package]) -> Result<(), Stopped> {
    let missing = missing(wanted);
    if missing.is_empty() {
        return Ok(());
    }
    println!("Missing on this machine:");
    for package in &missing {
        println!("  {} ({})", package.name, package.purpose);
    }
    if !on_path("apt-get") {
        return Err(format!(
            "This system has no apt-get. Install what Debian calls {} with its own package manager \
             (https://tauri.app/start/prerequisites has names for other systems), then try again.",
            names(&missing).join(", ")
        ));
    }
    let rights = rights();
    let update = command(rights, &["update"]);
    if rights == Rights::None {
        let install = install_command(rights, &names(&missing));
        return Err(format!(
            "This account may not install packages. Run these two commands, then try again:\n  {}\n  {}",
            update.join(" "),
            install.join(" ")
        ));
    }
    // A source of somebody else's that does not answer fails the update; what matters is whether
    // the packages then install.
    let _ = start(&update);
    let (offered, not_offered): (Vec<Package>, Vec<Package>) =
        missing.iter().partition(|package| package.needed || offered(package.name));
    for package in not_offered {
        println!("There is no package {} here; what needs it is skipped by name.", package.name);
    }
    if offered.is_empty() {
        return Ok(());
    }
    start(&install_command(rights, &names(&offered)))?;
    match self::missing(&offered).first() {
        None => Ok(()),
        Some(package) => Err(format!(
            "apt-get installed {}, yet what it should bring ({}) is not there.",
            package.name, package.purpose
        )),
    }
}

fn names(packages: &[Package]) -> Vec<&'static str> {
    packages.iter().map(|package| package.name).collect()
}

/// Whether apt has a version of this package to install.
fn offered(name: &str) -> bool {
    printed(Command::new("apt-cache").args(["policy", name]).env("LC_ALL", "C"))
        .is_some_and(|policy| has_candidate(&policy))
}

/// `apt-cache policy` prints nothing for a name it has never heard of.
fn has_candidate(policy: &str) -> bool {
    policy.lines().any(|line| {
        line.trim().strip_prefix("Candidate: ").is_some_and(|version| version != "(none)")
    })
}

fn missing(wanted: &[Package]) -> Vec<Package> {
    let listed = printed_even_if_failed(wanted);
    let mut missing: Vec<Package> = Vec::new();
    for package in wanted {
        let there = match package.sign {
            Sign::Program(names) => names.iter().any(|name| on_path(name)),
            Sign::Package => installed(&listed, package.name),
            Sign::Library(name) => {
                printed(Command::new("pkg-config").args(["--exists", name])).is_some()
            }
        };
        if !there && missing.iter().all(|other| other.name != package.name) {
            missing.push(*package);
        }
    }
    missing
}

/// dpkg-query exits with 1 when it does not know one of the names, yet prints the others.
fn printed_even_if_failed(wanted: &[Package]) -> String {
    Command::new("dpkg-query")
        .args(["--show", "--showformat=${db:Status-Abbrev} ${Package}\\n"])
        .args(wanted.iter().map(|package| package.name))
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .map(|ended| String::from_utf8_lossy(&ended.stdout).into_owned())
        .unwrap_or_default()
}

/// Whether dpkg's list has this package as installed, rather than removed with its settings kept.
fn installed(listed: &str, name: &str) -> bool {
    listed.lines().any(|line| {
        let mut words = line.split_whitespace();
        words.next().is_some_and(|state| state.ends_with('i')) && words.next() == Some(name)
    })
}

fn rights() -> Rights {
    if printed(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0") {
        Rights::Root
    } else if on_path("sudo") && printed(Command::new("sudo").args(["-n", "true"])).is_some() {
        Rights::Sudo
    } else {
        Rights::None
    }
}

fn command(rights: Rights, words: &[&str]) -> Vec<String> {
    let before: &[&str] = match rights {
        Rights::Root => &["env"],
        Rights::Sudo => &["sudo", "-n", "env"],
        Rights::None => &["sudo", "env"],
    };
    let apt = ["DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"];
    let all = before.iter().chain(&apt).chain(words);
    all.map(|word| (*word).to_owned()).collect()
}

fn install_command(rights: Rights, names: &[&str]) -> Vec<String> {
    let mut words = vec!["install", "-y", "--no-install-recommends"];
    words.extend(names);
    command(rights, &words)
}

fn start(words: &[String]) -> Result<(), Stopped> {
    let said = words.join(" ");
    println!("> {said}");
    let status = Command::new(&words[0]).args(&words[1..]).stdin(Stdio::null()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{said}` did not succeed ({status}).")),
        Err(error) => Err(format!("`{said}` could not be started: {error}.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dpkg_lists_installed_and_other_packages() {
        let listed = "ii  xvfb\nrc  xdotool\nun  chromium\nhi  imagemagick\n";
        for (name, there) in [
            ("xvfb", true),
            ("xdotool", false),
            ("chromium", false),
            ("imagemagick", true),
            ("xauth", false),
        ] {
            assert_eq!(installed(listed, name), there, "{name}");
        }
    }

    #[test]
    fn apt_offers_what_has_a_candidate() {
        for (policy, offered) in [
            ("chromium:\n  Installed: (none)\n  Candidate: 156.0-1\n", true),
            ("chromium:\n  Installed: (none)\n  Candidate: (none)\n", false),
            ("", false),
        ] {
            assert_eq!(has_candidate(policy), offered, "{policy:?}");
        }
    }

    #[test]
    fn the_install_command_is_one_a_person_can_type() {
        for (rights, words) in [
            (
                Rights::Root,
                "env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends xvfb xauth",
            ),
            (
                Rights::None,
                "sudo env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends xvfb xauth",
            ),
        ] {
            let said = install_command(rights, &["xvfb", "xauth"]).join(" ");
            assert_eq!(said, words);
        }
    }

    #[test]
    fn a_package_wanted_twice_is_missing_once() {
        let nothing = package("no-such-package", "", Sign::Program(&["no-such-program"]));
        let names: Vec<&str> =
            missing(&[nothing, nothing]).iter().map(|package| package.name).collect();
        assert_eq!(names, ["no-such-package"]);
    }
}
