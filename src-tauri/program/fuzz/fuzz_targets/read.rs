//! Any text is a program, or is refused with a place and a reason; what was read is written and read
//! again as the same program, and can be checked and said.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tierwright_program::{Program, check, program_sentences};

fuzz_target!(|text: &str| {
    match Program::from_json(text) {
        Ok(program) => {
            let again = Program::from_json(&program.to_json());
            assert_eq!(again.as_ref(), Ok(&program), "what was written is read again");
            let _ = check(&program);
            let _ = program_sentences(&program);
        }
        Err(refused) => assert!(!refused.place.is_empty() && !refused.reason.is_empty()),
    }
});
