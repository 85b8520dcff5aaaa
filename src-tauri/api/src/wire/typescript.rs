//! The wire in TypeScript, made from the Rust types.

use std::{collections::BTreeMap, fmt::Write as _};

use ts_rs::{Config, TS, TypeVisitor};

use super::{
    Failure,
    operations::{Operation, OperationVisitor, each},
};

/// Every type of the wire, and an interface that names each operation with its request and answer.
#[must_use]
pub fn typescript() -> String {
    let mut file =
        File { config: Config::new(), types: BTreeMap::new(), operations: String::new() };
    each(&mut file);
    TypeVisitor::visit::<Failure>(&mut file);
    let mut text = String::from(HEAD);
    text.push_str(&file.operations);
    text.push_str("}\n");
    for declaration in file.types.values() {
        text.push('\n');
        text.push_str(declaration);
    }
    text
}

const HEAD: &str = "\
// Made from src-tauri/api/src/wire by `TIERWRIGHT_WRITE=1 cargo test -p tierwright-api`; do not edit.

/** Every operation: what it is asked and what it answers. */
export interface Operations {
";

/// The file as far as it is written; types are ordered by name.
struct File {
    config: Config,
    types: BTreeMap<String, String>,
    operations: String,
}

impl OperationVisitor for File {
    fn visit<O: Operation>(&mut self) {
        let (request, answer) = (O::name(&self.config), O::Answer::name(&self.config));
        // Writing to a string cannot fail.
        let _ =
            writeln!(self.operations, "  {}: {{ request: {request}; response: {answer} }};", O::OP);
        TypeVisitor::visit::<O>(self);
        TypeVisitor::visit::<O::Answer>(self);
    }
}

impl TypeVisitor for File {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Types of the language itself are declared nowhere.
        if T::output_path().is_none() || self.types.contains_key(&T::ident(&self.config)) {
            return;
        }
        let docs = T::docs().unwrap_or_default();
        let declaration = format!("{docs}export {}", T::decl(&self.config));
        self.types.insert(T::ident(&self.config), tidy(&declaration));
        T::visit_dependencies(self);
    }
}

/// A declaration with one field a line, indented, and comments of one line on one line.
fn tidy(declaration: &str) -> String {
    let text = declaration.replace("/**\n * ", "/** ").replace("\n */", " */");
    let text = text.replace(", };", ",\n};").replace("*/export", "*/\nexport");
    let mut tidied = String::new();
    let mut inside = false;
    for line in text.lines().map(str::trim_end) {
        inside &= line != "};";
        let field =
            line.strip_suffix(',').map_or_else(|| line.to_owned(), |field| format!("{field};"));
        let indent = if inside { "  " } else { "" };
        tidied.push_str(indent);
        tidied.push_str(&field);
        tidied.push('\n');
        inside |= line.ends_with('{');
    }
    tidied
}
