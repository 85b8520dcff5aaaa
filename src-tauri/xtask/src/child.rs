//! A program with a time limit, in a process group of its own, so that all it started ends with it.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How often a running program is looked at.
const LOOK: Duration = Duration::from_millis(100);
/// How long a program that was told to end may take before it is ended by force.
const GRACE: Duration = Duration::from_secs(5);
/// How long to listen for the last lines of a program that has ended.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// The groups that run now, for `end_all`.
static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// How a program ended.
#[derive(Debug, PartialEq)]
pub enum How {
    /// With exit code 0.
    Well,
    /// In another way, as said here.
    Badly(String),
}

/// A program that has ended.
pub struct Ended {
    /// How it ended.
    pub how: How,
    /// All it printed, on both of its outputs, in the order it arrived.
    pub text: String,
}

/// Runs a program without input until it ends or the time is up, showing each line it prints.
pub fn run(command: &mut Command, until: Instant) -> Ended {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // What is printed is read here before it is shown, and colours are noise to a reader.
    command.env("NO_COLOR", "1").env_remove("FORCE_COLOR");
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            let how = How::Badly(format!("could not be started: {error}"));
            let text = String::new();
            return Ended { how, text };
        }
    };
    let group = child.id();
    running().push(group);
    let lines = listen(&mut child);
    let mut text = String::new();
    let how = wait(&mut child, &lines, &mut text, until);
    // Whatever it left behind (a driver, a display) ends here too.
    signal(group, "KILL");
    let last = Instant::now() + LAST_WORDS;
    while let Ok(line) = lines.recv_timeout(last.saturating_duration_since(Instant::now())) {
        show(&line, &mut text);
    }
    running().retain(|other| *other != group);
    Ended { how, text }
}

/// Ends every program that runs, when this one is told to end.
pub fn end_all() {
    for group in running().iter() {
        signal(*group, "KILL");
    }
}

fn running() -> std::sync::MutexGuard<'static, Vec<u32>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

fn wait(child: &mut Child, lines: &Receiver<String>, text: &mut String, until: Instant) -> How {
    loop {
        match lines.recv_timeout(LOOK) {
            Ok(line) => show(&line, text),
            Err(RecvTimeoutError::Disconnected) => thread::sleep(LOOK),
            Err(RecvTimeoutError::Timeout) => {}
        }
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return How::Well,
            Ok(Some(status)) => return How::Badly(format!("ended with {status}")),
            Ok(None) if Instant::now() < until => {}
            Ok(None) => {
                end(child);
                return How::Badly("was ended because its time was up".to_owned());
            }
            Err(error) => return How::Badly(format!("could not be waited for: {error}")),
        }
    }
}

fn show(line: &str, text: &mut String) {
    println!("{line}");
    text.push_str(line);
    text.push('\n');
}

fn listen(child: &mut Child) -> Receiver<String> {
    let (sender, lines) = channel();
    if let Some(output) = child.stdout.take() {
        pass_on(output, sender.clone());
    }
    if let Some(output) = child.stderr.take() {
        pass_on(output, sender);
    }
    lines
}

fn pass_on(output: impl Read + Send + 'static, sender: Sender<String>) {
    thread::spawn(move || {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            if sender.send(line.trim_end_matches('\r').to_owned()).is_err() {
                break;
            }
        }
    });
}

fn end(child: &mut Child) {
    signal(child.id(), "TERM");
    let patience = Instant::now() + GRACE;
    while Instant::now() < patience {
        if matches!(child.try_wait(), Ok(Some(_))) {
            return;
        }
        thread::sleep(LOOK);
    }
    signal(child.id(), "KILL");
    // It is gone or cannot be reached; either way there is nothing more to do about it.
    let _ = child.wait();
}

/// Signals a whole group. The shell's own `kill` is there on every system, and an empty group is
/// no mistake.
fn signal(group: u32, name: &str) {
    let mut command = if cfg!(windows) {
        let mut command = Command::new("taskkill");
        command.args(["/T", "/F", "/PID", &group.to_string()]);
        command
    } else {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("kill -{name} -{group}")]);
        command
    };
    let _ = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn run_shell(script: &str, limit: Duration) -> Ended {
        run(Command::new("sh").args(["-c", script]), Instant::now() + limit)
    }

    #[test]
    fn both_outputs_are_kept_and_the_code_is_told() {
        let ended = run_shell("echo one; echo two >&2; exit 3", Duration::from_secs(20));
        assert!(ended.text.contains("one\n"), "{}", ended.text);
        assert!(ended.text.contains("two\n"), "{}", ended.text);
        assert!(matches!(&ended.how, How::Badly(said) if said.contains('3')));
    }

    #[test]
    fn a_program_whose_time_is_up_is_ended_with_all_it_started() {
        let name = format!("tierwright-xtask-outlived-{}", std::process::id());
        let trace = std::env::temp_dir().join(name);
        let script = format!("(sleep 2; touch '{}') & wait", trace.display());
        let began = Instant::now();
        let ended = run_shell(&script, Duration::from_millis(300));
        let said = "was ended because its time was up".to_owned();
        assert_eq!(ended.how, How::Badly(said));
        thread::sleep(Duration::from_secs(3).saturating_sub(began.elapsed()));
        assert!(!trace.exists(), "what it started went on without it");
    }

    #[test]
    fn what_a_program_leaves_behind_does_not_hold_up_its_end() {
        let began = Instant::now();
        let ended = run_shell("sleep 300 & echo done", Duration::from_secs(120));
        assert_eq!(ended.how, How::Well);
        assert!(began.elapsed() < Duration::from_secs(60));
    }

    #[test]
    fn a_program_that_is_not_there_is_said_to_be_so() {
        let ended = run(&mut Command::new("no-such-program"), Instant::now());
        assert!(matches!(&ended.how, How::Badly(said) if said.contains("could not be started")));
    }
}
