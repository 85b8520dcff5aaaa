//! Whether any text or list of a program is long, found without writing the program down: every
//! change of a number asks for it again.

use std::io::{Error, Result, Write, sink};

use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter, Serializer};

use super::{MOST_LETTERS, MOST_MEMBERS};
use crate::Program;

/// Whether no text and no list is longer than any may be. Where one is, its place decides.
pub(super) fn are_small(program: &Program) -> bool {
    program.serialize(&mut Serializer::with_formatter(sink(), Lengths::default())).is_ok()
}

/// Gives up at the first text or list that is too long.
#[derive(Default)]
struct Lengths {
    letters: usize,
    /// By list that is open: its members so far.
    members: Vec<usize>,
}

impl Lengths {
    fn letters(&mut self, more: usize) -> Result<()> {
        self.letters += more;
        if self.letters > MOST_LETTERS { Err(Error::other("a long text")) } else { Ok(()) }
    }
}

impl Formatter for Lengths {
    fn begin_string<W: ?Sized + Write>(&mut self, _: &mut W) -> Result<()> {
        self.letters = 0;
        Ok(())
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, _: &mut W, text: &str) -> Result<()> {
        self.letters(text.chars().count())
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, _: &mut W, _: CharEscape) -> Result<()> {
        self.letters(1)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, _: &mut W) -> Result<()> {
        self.members.push(0);
        Ok(())
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, _: &mut W, _: bool) -> Result<()> {
        match self.members.last_mut() {
            Some(members) if *members >= MOST_MEMBERS => Err(Error::other("a long list")),
            Some(members) => {
                *members += 1;
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn end_array<W: ?Sized + Write>(&mut self, _: &mut W) -> Result<()> {
        self.members.pop();
        Ok(())
    }
}
