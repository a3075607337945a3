//! Short names at the border of WASM and its script.
//!
//! wasm-bindgen names what either asks of the other by meaning and hash, and writes the names into both
//! files; nobody else reads them. Invariant: what others ask for keeps its name, be it an export of the
//! script, or the memory and the table that the parts of the interface share.

use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::fs;
use std::path::Path;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{ExportSection, ImportSection, Module};
use wasmparser::{Export, ImportSectionReader, Parser, Payload};

/// What the script is called in the imports of the WASM.
const SCRIPT: &str = "$";

/// Shortens the names in both files.
pub(super) fn shorten(script: &Path, wasm: &Path) -> Result<()> {
    let (text, code) = shortened(&fs::read_to_string(script)?, &fs::read(wasm)?)
        .with_context(|| format!("the names in {} cannot be shortened", wasm.display()))?;
    fs::write(script, text)?;
    Ok(fs::write(wasm, code)?)
}

fn shortened(script: &str, wasm: &[u8]) -> Result<(String, Vec<u8>)> {
    let mut border = Border::find(script, wasm)?;
    let named = format!("\"{}\"", border.script);
    ensure!(script.matches(&named).count() == 1, "the script names {named} not just once");
    let text = border.in_script(&script.replace(&named, &format!("\"{SCRIPT}\"")));
    let mut module = Module::new();
    border.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok((text, module.finish()))
}

/// What either side asks of the other.
struct Border<'a> {
    /// What wasm-bindgen calls the script in the imports.
    script: &'a str,
    /// Short names by long ones.
    names: BTreeMap<&'a str, String>,
}

impl<'a> Border<'a> {
    fn find(script: &str, wasm: &'a [u8]) -> Result<Border<'a>> {
        let said: BTreeSet<&str> = words(script).map(|(_, word)| word).collect();
        let (mut from, mut names) = (None, Vec::new());
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import?;
                        if import.module.ends_with("_bg.js") {
                            from = Some(import.module);
                            names.push(import.name);
                        }
                    }
                }
                Payload::ExportSection(section) => {
                    for export in section {
                        let name = export?.name;
                        if is_made(name) && said.contains(name) {
                            names.push(name);
                        }
                    }
                }
                _ => {}
            }
        }
        let numbered = names.into_iter().enumerate();
        let names: BTreeMap<&str, String> =
            numbered.map(|(at, name)| (name, format!("${at:x}"))).collect();
        let taken = names.values().find(|short| said.contains(short.as_str()));
        ensure!(taken.is_none(), "the script says {taken:?} already");
        Ok(Border { script: from.context("it imports nothing from the script")?, names })
    }

    fn short<'n>(&'n self, name: &'n str) -> &'n str {
        self.names.get(name).map_or(name, String::as_str)
    }

    fn in_script(&self, script: &str) -> String {
        words(script).flat_map(|(between, word)| [between, self.short(word)]).collect()
    }
}

impl Reencode for Border<'_> {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error> {
        for import in section.into_imports() {
            let import = import?;
            let kind = self.entity_type(import.ty)?;
            if import.module == self.script {
                imports.import(SCRIPT, self.short(import.name), kind);
            } else {
                imports.import(import.module, import.name, kind);
            }
        }
        Ok(())
    }

    fn parse_export(
        &mut self,
        exports: &mut ExportSection,
        export: Export<'_>,
    ) -> Result<(), Error> {
        let kind = self.export_kind(export.kind)?;
        let index = self.external_index(export.kind, export.index)?;
        exports.export(self.short(export.name), kind, index);
        Ok(())
    }
}

/// Whether wasm-bindgen or the compiler made the name up, and no part of the interface asks for it.
fn is_made(name: &str) -> bool {
    let is_shared = name.starts_with("__wasm_split") || name == "__indirect_function_table";
    !is_shared && (name.contains("__") || name.starts_with("_R"))
}

/// A script as its words, each behind what stands before it; the last may be empty.
fn words(script: &str) -> impl Iterator<Item = (&str, &str)> {
    let of_a_word = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '$');
    let mut rest = script;
    std::iter::from_fn(move || {
        let (between, word) = rest.split_at(rest.find(of_a_word).unwrap_or(rest.len()));
        let end = word.find(|sign: char| !of_a_word(sign)).unwrap_or(word.len());
        rest = word.get(end..)?;
        (!between.is_empty() || end > 0).then(|| (between, word.get(..end).unwrap_or_default()))
    })
}

#[cfg(test)]
mod tests {
    use super::shortened;
    use wasm_encoder::{EntityType, ExportKind, ExportSection, ImportSection, Module, TypeSection};
    use wasmparser::{Parser, Payload};

    const SCRIPT: &str = r#"import * as import1 from "./load.js";
const import0 = {
    __wbg_call_1f2e: function(a) { return __wbg_call_1f2e_2(wasm.__wbindgen_malloc(a)); },
};
const imports = { "./core_bg.js": import0, "./load.js": import1 };
export function ask() { return `${wasm.ask()} ${_Rinvoke()}`; }
function _Rinvoke() { return wasm._Rinvoke(); }
function table() { return wasm.__indirect_function_table; }
"#;

    fn wasm() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("./load.js", "__wasm_split_load", EntityType::Function(0));
        imports.import("./core_bg.js", "__wbg_call_1f2e", EntityType::Function(0));
        let mut exports = ExportSection::new();
        for name in ["ask", "__wbindgen_malloc", "__wasm_split_shared0", "_Rinvoke"] {
            exports.export(name, ExportKind::Func, 0);
        }
        exports.export("__indirect_function_table", ExportKind::Table, 0);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&exports);
        module.finish()
    }

    fn names(wasm: &[u8]) -> Vec<String> {
        let mut names = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload.unwrap() {
                Payload::ImportSection(section) => {
                    let imports = section.into_imports().map(Result::unwrap);
                    names.extend(imports.map(|import| [import.module, import.name].join(" ")));
                }
                Payload::ExportSection(section) => {
                    let exports = section.into_iter().map(Result::unwrap);
                    names.extend(exports.map(|export| export.name.to_owned()));
                }
                _ => {}
            }
        }
        names
    }

    #[test]
    fn names_that_only_the_two_files_know_become_short_in_both() {
        let (script, wasm) = shortened(SCRIPT, &wasm()).unwrap();
        let short = r#"import * as import1 from "./load.js";
const import0 = {
    $0: function(a) { return __wbg_call_1f2e_2(wasm.$1(a)); },
};
const imports = { "$": import0, "./load.js": import1 };
export function ask() { return `${wasm.ask()} ${$2()}`; }
function $2() { return wasm.$2(); }
function table() { return wasm.__indirect_function_table; }
"#;
        assert_eq!(script, short);
        let imported = ["./load.js __wasm_split_load", "$ $0"];
        let shared = ["__wasm_split_shared0", "__indirect_function_table"];
        let exported = ["ask", "$1", shared[0], "$2", shared[1]];
        assert_eq!(names(&wasm), [&imported[..], &exported].concat());
    }

    #[test]
    fn a_script_with_such_names_of_its_own_is_refused() {
        let refused = shortened(&format!("{SCRIPT}const $1 = 0;"), &wasm()).unwrap_err();
        assert!(refused.to_string().contains("$1"), "{refused}");
    }
}
