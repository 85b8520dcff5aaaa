//! Imported text in a CSV cell: it stays text, whatever program opens the file.
//!
//! A spreadsheet takes a cell for a formula by how it begins, and a file that is opened with
//! another separator begins cells where we did not. So an apostrophe is put before each character
//! that could begin a formula and stands at the beginning of the text or after a separator, with
//! nothing but white space, quotes and invisible characters between. An apostrophe in such a place
//! gets one of its own, so that the text can be had back exactly.
//! Source of the characters: OWASP, "CSV Injection", and ASVS 5, requirement 1.2.10.

/// Characters that can begin a formula, and the apostrophe that says that none begins.
const GUARDED: &[char] =
    &['=', '+', '-', '@', '\'', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];

/// Characters that one program or another takes for the end of a cell.
const SEPARATORS: &[char] = &[',', ';', '|', '\t', '\r', '\n'];

/// A text as it is written into a cell.
#[must_use]
pub fn guarded(text: &str) -> String {
    let mut cell = String::with_capacity(text.len() + 1);
    let mut could_begin = true;
    for letter in text.chars() {
        if could_begin && GUARDED.contains(&letter) {
            cell.push('\'');
        }
        cell.push(letter);
        could_begin = begins_after(letter, could_begin);
    }
    cell
}

/// The text that a cell was written from; nothing where no text is written so.
pub(crate) fn unguarded(cell: &str) -> Option<String> {
    let mut text = String::with_capacity(cell.len());
    let mut could_begin = true;
    let mut letters = cell.chars();
    while let Some(mut letter) = letters.next() {
        if could_begin && letter == '\'' {
            letter = letters.next()?;
        }
        text.push(letter);
        could_begin = begins_after(letter, could_begin);
    }
    (guarded(&text) == cell).then_some(text)
}

/// Whether the character after this one could be the first of a cell.
fn begins_after(letter: char, could_begin: bool) -> bool {
    SEPARATORS.contains(&letter) || (could_begin && is_skipped(letter))
}

/// Whether a reader may skip this character at the beginning of a cell.
fn is_skipped(letter: char) -> bool {
    let invisible = matches!(letter, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}');
    letter == '"' || letter.is_whitespace() || letter.is_control() || invisible
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_text_begins_a_formula() {
        let rows = [
            ("Contoso", "Contoso"),
            ("", ""),
            ("O'Brien & Sons", "O'Brien & Sons"),
            ("'t Hof", "''t Hof"),
            ("00123", "00123"),
            ("A-1 Parts + Service = @ home", "A-1 Parts + Service = @ home"),
            ("=1+1", "'=1+1"),
            ("+41 44 000", "'+41 44 000"),
            ("-2", "'-2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t'=1"),
            ("\r=1", "'\r'=1"),
            ("\n=1", "'\n'=1"),
            ("\0=1", "'\0'=1"),
            ("＝1", "'＝1"),
            ("  =1", "  '=1"),
            ("\u{FEFF}=1", "\u{FEFF}'=1"),
            ("\"=1\"", "\"'=1\""),
            ("a;=1", "a;'=1"),
            ("a,=1", "a,'=1"),
            ("a;\"=1", "a;\"'=1"),
            ("a\n=1", "a\n'=1"),
            ("a|b|@x", "a|b|'@x"),
            ("=cmd|'/c calc'!A0", "'=cmd|''/c calc'!A0"),
            ("'=1", "''=1"),
        ];
        for (text, cell) in rows {
            assert_eq!(guarded(text), cell, "{text:?}");
        }
    }

    #[test]
    fn cells_that_no_text_gives_are_refused() {
        for cell in ["=1", "'", "a;=1", "'Contoso", "a;'b", " '"] {
            assert_eq!(unguarded(cell), None, "{cell:?}");
        }
        assert_eq!(unguarded("''").as_deref(), Some("'"));
    }

    proptest! {
        #[test]
        fn the_text_comes_back(text in "[=+@'\"; ,|a\t\n\r\u{FEFF}-]{0,12}") {
            let cell = guarded(&text);
            prop_assert_eq!(unguarded(&cell), Some(text));
            for (at, letter) in cell.char_indices() {
                if letter != '\'' && GUARDED.contains(&letter) {
                    let only_skipped = |c| is_skipped(c) && !SEPARATORS.contains(&c);
                    let before = cell[..at].trim_end_matches(only_skipped);
                    let begins = before.is_empty() || before.ends_with(SEPARATORS);
                    prop_assert!(!begins, "{:?} at {} of {:?}", letter, at, cell);
                }
            }
        }
    }
}
