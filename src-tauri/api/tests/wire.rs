//! The wire in TypeScript is committed, so that the interface builds without Rust.

use std::path::Path;

use tierwright_api::wire::typescript;

#[test]
fn the_committed_typescript_is_the_one_these_types_make() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/host/generated/wire.ts");
    let made = typescript();
    if std::env::var_os("TIERWRIGHT_WRITE").is_some() {
        std::fs::write(&path, &made).expect("the file is written");
    }
    let committed =
        std::fs::read_to_string(&path).expect("the file is there").replace("\r\n", "\n");
    assert!(
        committed == made,
        "ui/src/host/generated/wire.ts is stale: TIERWRIGHT_WRITE=1 cargo test -p tierwright-api"
    );
}
