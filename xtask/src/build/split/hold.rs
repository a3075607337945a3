//! Holding functions and data in the main part.
//!
//! The cutter leaves there whatever an exported function leads to. So one is added that names what is to
//! stay, and is no longer exported when the cut is done: then nobody knows it, and wasm-bindgen drops it.
//! Invariant: of what the linker wrote no other byte of a function changes.

use super::needs::Need;
use crate::build::optimise::imported_functions;
use anyhow::{Context, Result, bail};
use wasm_encoder::{
    CustomSection, Encode, ExportKind, ExportSection, Function, FunctionSection, Instruction,
    Module, RawSection,
};
use wasmparser::{
    CustomSectionReader, ExportSectionReader, FunctionSectionReader, KnownCustom, Parser, Payload,
    RelocAddendKind, RelocationEntry, RelocationType, TypeSectionReader,
};

/// What the added function is called.
const NAME: &str = "waypost_stays";

/// Where the linker notes what functions name.
const NOTES: &str = "reloc.CODE";

/// `call` and `i32.const`, and the number behind them, which the cutter fills in.
pub(super) const CALL: u8 = 0x10;
pub(super) const ADDRESS: u8 = 0x41;
pub(super) const NUMBER: [u8; 5] = [0x80, 0x80, 0x80, 0x80, 0];

/// Adds the function that names all of `held`.
pub(super) fn hold(linked: &[u8], held: &[Need<'_>]) -> Result<Vec<u8>> {
    let (mut kind, mut number, mut code) = (None, 0, Code::default());
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(linked) {
        let payload = payload?;
        let Some((id, range)) = payload.as_section() else { continue };
        let data = &linked[range.start as usize..range.end as usize];
        match &payload {
            Payload::TypeSection(section) => kind = takes_nothing(section.clone())?,
            Payload::ImportSection(section) => number = imported_functions(section.clone())?,
            _ => {}
        }
        match payload {
            Payload::FunctionSection(section) => {
                number += section.count();
                let kind = kind.context("it has no function that takes and gives nothing")?;
                module.section(&functions(section, kind)?);
            }
            Payload::ExportSection(section) => {
                let mut exports = exports(section)?;
                exports.export(NAME, ExportKind::Func, number);
                module.section(&exports);
            }
            Payload::CodeSectionStart { count, .. } => {
                code = Code::with(data, count, held);
                module.section(&RawSection { id, data: &code.bytes });
            }
            Payload::CustomSection(section) if section.name() == NOTES => {
                module.section(&code.notes(&section, held)?);
            }
            _ => {
                module.section(&RawSection { id, data });
            }
        }
    }
    Ok(module.finish())
}

/// The main part, where nobody knows that function any more.
pub(super) fn released(main: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(main) {
        let payload = payload?;
        let Some((id, range)) = payload.as_section() else { continue };
        let data = &main[range.start as usize..range.end as usize];
        match payload {
            Payload::ExportSection(section) => module.section(&exports(section)?),
            _ => module.section(&RawSection { id, data }),
        };
    }
    Ok(module.finish())
}

/// The type of a function that takes and gives nothing.
fn takes_nothing(section: TypeSectionReader<'_>) -> Result<Option<u32>> {
    for (number, kind) in (0..).zip(section.into_iter_err_on_gc_types()) {
        let kind = kind?;
        if kind.params().is_empty() && kind.results().is_empty() {
            return Ok(Some(number));
        }
    }
    Ok(None)
}

/// The types of the functions, and of the added one.
fn functions(section: FunctionSectionReader<'_>, kind: u32) -> Result<FunctionSection> {
    let mut functions = FunctionSection::new();
    for kind in section {
        functions.function(kind?);
    }
    functions.function(kind);
    Ok(functions)
}

/// What is exported, but for the added function.
fn exports(section: ExportSectionReader<'_>) -> Result<ExportSection> {
    let mut exports = ExportSection::new();
    for export in section {
        let export = export?;
        if export.name != NAME {
            exports.export(export.name, export.kind.into(), export.index);
        }
    }
    Ok(exports)
}

/// The code with the function that holds.
#[derive(Default)]
struct Code {
    bytes: Vec<u8>,
    /// By how much all that stood there has moved.
    moved: i64,
    /// Where each that is held is named.
    places: Vec<usize>,
}

impl Code {
    fn with(before: &[u8], count: u32, held: &[Need<'_>]) -> Code {
        let (mut function, mut places) = (Function::new([]), Vec::new());
        function.instruction(&Instruction::Unreachable);
        for need in held {
            function.raw([if need.is_function { CALL } else { ADDRESS }]);
            places.push(function.byte_len());
            // Behind it the stack is what it has to be, whatever was called.
            function.raw(NUMBER).instruction(&Instruction::Unreachable);
        }
        function.instruction(&Instruction::End);
        let mut bytes = Vec::new();
        (count + 1).encode(&mut bytes);
        // The count ends with its first byte below 128.
        let old = 1 + before.iter().take_while(|byte| **byte >= 0x80).count();
        let moved = bytes.len() as i64 - old as i64;
        bytes.extend(&before[old..]);
        function.encode(&mut bytes);
        let start = bytes.len() - function.byte_len();
        for place in &mut places {
            *place += start;
        }
        Code { bytes, moved, places }
    }

    /// The linker's notes, and those of the added function.
    fn notes(
        &self,
        section: &CustomSectionReader<'_>,
        held: &[Need<'_>],
    ) -> Result<CustomSection<'static>> {
        let KnownCustom::Reloc(before) = section.as_known() else {
            bail!("the linker's notes cannot be read")
        };
        let mut data = Vec::new();
        before.section_index().encode(&mut data);
        (before.entries().count() as usize + held.len()).encode(&mut data);
        for note in before.entries() {
            let note = note?;
            let offset = u32::try_from(i64::from(note.offset) + self.moved)?;
            write(&RelocationEntry { offset, ..note }, &mut data);
        }
        for (place, need) in self.places.iter().zip(held) {
            let ty = if need.is_function {
                RelocationType::FunctionIndexLeb
            } else {
                RelocationType::MemoryAddrSleb
            };
            let offset = u32::try_from(*place)?;
            write(&RelocationEntry { ty, offset, index: need.symbol, addend: 0 }, &mut data);
        }
        Ok(CustomSection { name: NOTES.into(), data: data.into() })
    }
}

/// Writes a note as the linker does.
pub(super) fn write(note: &RelocationEntry, data: &mut Vec<u8>) {
    data.push(note.ty as u8);
    note.offset.encode(data);
    note.index.encode(data);
    if note.ty.addend_kind() != RelocAddendKind::None {
        note.addend.encode(data);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{needs, sample};
    use super::{Code, NAME, Need, hold, released};
    use wasmparser::{Parser, Payload};

    fn exports(wasm: &[u8]) -> Vec<&str> {
        let mut names = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            if let Payload::ExportSection(section) = payload.unwrap() {
                names.extend(section.into_iter().map(|export| export.unwrap().name));
            }
        }
        names
    }

    #[test]
    fn a_function_is_exported_that_names_what_is_held_until_it_is_released() {
        let linked = sample::linked();
        let needs = needs::read(&linked).unwrap();
        let held = hold(&linked, &needs).unwrap();
        wasmparser::validate(&held).unwrap();
        assert_eq!(exports(&held), [&exports(&linked)[..], &[NAME]].concat());
        let noted = |needs: &[Need<'_>]| -> Vec<String> {
            needs.iter().map(|need| format!("{} {:?}", need.symbol, need.parts)).collect()
        };
        assert_eq!(noted(&needs::read(&held).unwrap()), noted(&needs));
        let released = released(&held).unwrap();
        wasmparser::validate(&released).unwrap();
        assert_eq!(exports(&released), exports(&linked));
    }

    #[test]
    fn what_the_linker_noted_moves_with_the_code() {
        let moved = |count: u32, code: &[u8]| Code::with(code, count, &[]).moved;
        assert_eq!(moved(3, &[3]), 0);
        assert_eq!(moved(127, &[0x7f]), 1);
        assert_eq!(moved(3, &[0x83, 0x80, 0]), -2);
    }
}
