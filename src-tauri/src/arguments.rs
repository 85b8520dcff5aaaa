//! The window's command line: the sample, a document, or nothing.

use std::ffi::OsString;
use std::path::Path;

use serde::Serialize;

/// What `--help` prints, and what follows a wrong use.
pub const HELP: &str = "\
Usage: tierwright-window [--sample | DOCUMENT]

  --sample    open the made-up channel
  DOCUMENT    open this .tierwright file
  --version   print the version
  --help      print this";

/// What the command line asked for.
#[derive(Debug, PartialEq)]
pub enum Asked {
    /// Print the version and leave.
    Version,
    /// Print the usage and leave.
    Help,
    /// Show the window.
    Open(Opening),
}

/// What the page shows first; it asks for this once, when it has loaded.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Opening {
    /// True when the made-up channel is wanted.
    pub sample: bool,
    /// The document to open, as an absolute path.
    pub path: Option<String>,
}

/// Reads the arguments after the program's own name; paths begin in `folder`, or in the process's
/// own where that is empty. The error is a sentence for the person.
pub fn read(words: impl IntoIterator<Item = OsString>, folder: &Path) -> Result<Asked, String> {
    let mut opening = Opening::default();
    for word in words {
        match word.to_str() {
            Some("--version" | "-V") => return Ok(Asked::Version),
            Some("--help" | "-h") => return Ok(Asked::Help),
            Some("--sample") => opening.sample = true,
            Some(flag) if flag.starts_with('-') => {
                return Err(format!("There is no option {flag}."));
            }
            Some(path) if opening.path.is_none() => {
                opening.path = Some(absolute(&folder.join(path))?)
            }
            Some(extra) => {
                return Err(format!("One window shows one document; {extra} is one too many."));
            }
            None => {
                return Err("The document's path is not readable as text.".to_owned());
            }
        }
    }
    if opening.sample && opening.path.is_some() {
        return Err("Choose the sample or a document, not both.".to_owned());
    }
    Ok(Asked::Open(opening))
}

/// The page knows nothing of a working directory, so the path must stand by itself.
fn absolute(path: &Path) -> Result<String, String> {
    std::path::absolute(path)
        .map_err(|error| format!("{} cannot be made into a full path: {error}.", path.display()))?
        .into_os_string()
        .into_string()
        .map_err(|_| "The document's path is not readable as text.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_words(words: &[&str]) -> Result<Asked, String> {
        read(words.iter().map(OsString::from), Path::new(""))
    }

    #[test]
    fn arguments_that_open_a_window_or_print() {
        let sample = Opening { sample: true, path: None };
        for (words, asked) in [
            (vec![], Asked::Open(Opening::default())),
            (vec!["--sample"], Asked::Open(sample)),
            (vec!["--version"], Asked::Version),
            (vec!["--sample", "--help"], Asked::Help),
        ] {
            assert_eq!(read_words(&words), Ok(asked), "{words:?}");
        }
    }

    #[test]
    fn a_document_is_kept_as_an_absolute_path() {
        let Ok(Asked::Open(opening)) = read_words(&["a.tierwright"]) else {
            panic!("a document is a fine argument");
        };
        let path = opening.path.unwrap_or_default();
        assert!(Path::new(&path).is_absolute(), "{path:?}");
        assert!(Path::new(&path).ends_with("a.tierwright"), "{path:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_second_start_names_its_document_from_its_own_folder() {
        let started = |word: &str| read([OsString::from(word)], Path::new("/somewhere/programs"));
        for (word, path) in [
            ("a.tierwright", "/somewhere/programs/a.tierwright"),
            ("/tmp/b.tierwright", "/tmp/b.tierwright"),
        ] {
            let opening = Opening { sample: false, path: Some(path.to_owned()) };
            assert_eq!(started(word), Ok(Asked::Open(opening)));
        }
    }

    #[test]
    fn wrong_use_is_said_in_a_sentence() {
        for (words, part) in [
            (vec!["--smaple"], "no option --smaple"),
            (vec!["a.tierwright", "b.tierwright"], "one too many"),
            (vec!["--sample", "a.tierwright"], "not both"),
        ] {
            let said = read_words(&words).expect_err("wrong use");
            assert!(said.contains(part), "{words:?} said {said}");
        }
    }
}
