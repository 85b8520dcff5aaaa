//! SHA-256 digests, which name files and the manifest.

use sha2::{Digest as _, Sha256};

/// The SHA-256 of some bytes, as `sha256sum` prints it: 64 hexadecimal digits in lower case.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a text has the form of a digest.
pub(crate) fn is_sha256_hex(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_the_one_everybody_else_computes() {
        // The examples of FIPS 180-2, appendix B.1, and of the empty message.
        for (bytes, digest) in [
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ] {
            assert_eq!(sha256_hex(bytes.as_bytes()), digest);
            assert!(is_sha256_hex(digest));
        }
        assert!(!is_sha256_hex("ABC"));
    }
}
