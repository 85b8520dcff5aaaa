//! Why an explanation is not believed.

use std::fmt;

/// One sentence on what does not hold.
#[derive(Debug)]
pub struct Refusal(pub String);

pub type Holds = Result<(), Refusal>;

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Refuses with a sentence.
pub fn refuse<T>(why: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal(why.into()))
}

/// Refuses what does not hold.
pub fn holds(what: bool, why: impl FnOnce() -> String) -> Holds {
    if what { Ok(()) } else { refuse(why()) }
}

/// Refuses a figure that is another one than was found.
pub fn same<T: PartialEq + fmt::Debug>(what: &str, stated: &T, found: &T) -> Holds {
    holds(stated == found, || format!("{what}: it states {stated:?}, and {found:?} is found"))
}
