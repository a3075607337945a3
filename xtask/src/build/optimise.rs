//! The last steps on WASM that a browser loads: wasm-opt, then alike functions beside each other.
//!
//! `-O1`, because what is shortest compresses worse than what repeats itself. Invariant: of the
//! functions only their numbers change.

use super::likeness::{self, Function};
use crate::place::Place;
use crate::run::shown;
use anyhow::{Context, Result};
use std::convert::Infallible;
use std::fs;
use std::path::Path;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{
    CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef,
};

/// What wasm-opt does, in this order: the ways through a function are laid out anew and its locals parted
/// before it is optimised again, which compresses better; what says who compiled it is left out.
const PASSES: [&str; 8] = [
    "-O1",
    "--flatten",
    "--rereloop",
    "-O1",
    "--ssa-nomerge",
    "-O1",
    "--strip-producers",
    "--strip-target-features",
];

/// Optimises a file in its place.
pub(super) fn optimise(place: &Place, wasm: &Path) -> Result<()> {
    shown(place.command("wasm-opt").args(PASSES).arg(wasm).arg("-o").arg(wasm))?;
    let ordered = ordered(&fs::read(wasm)?)
        .with_context(|| format!("the functions of {} cannot be ordered", wasm.display()))?;
    Ok(fs::write(wasm, ordered)?)
}

fn ordered(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut order = Order::find(wasm)?;
    let mut module = Module::new();
    order.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

/// An order of a module's own functions.
struct Order {
    /// Their old places, in the new order.
    places: Vec<usize>,
    /// The new number of each by its old one, imported functions included.
    numbers: Vec<u32>,
}

impl Order {
    fn find(wasm: &[u8]) -> Result<Order> {
        let (mut imported, mut types, mut codes) = (0_u32, Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let is_one = matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_));
                        imported += u32::from(is_one);
                    }
                }
                Payload::FunctionSection(section) => {
                    types = section.into_iter().collect::<wasmparser::Result<Vec<u32>>>()?;
                }
                Payload::CodeSectionEntry(body) => {
                    let mut code = body.get_binary_reader_for_operators()?;
                    codes.push(code.read_bytes(code.bytes_remaining())?);
                }
                _ => {}
            }
        }
        let functions: Vec<Function<'_>> = types.into_iter().zip(codes).collect();
        let places = likeness::order(&functions);
        let mut numbers: Vec<u32> = (0..imported).collect();
        numbers.resize(numbers.len() + places.len(), 0);
        for (number, place) in (imported..).zip(&places) {
            numbers[imported as usize + place] = number;
        }
        Ok(Order { places, numbers })
    }
}

impl Reencode for Order {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        Ok(self.numbers[function as usize])
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        let types = section.into_iter().collect::<wasmparser::Result<Vec<u32>>>()?;
        for place in &self.places {
            functions.function(types[*place]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        let bodies = section.into_iter().collect::<wasmparser::Result<Vec<FunctionBody<'_>>>>()?;
        for place in self.places.clone() {
            self.parse_function_body(code, bodies[place].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::ordered;
    use wasm_encoder::{
        CodeSection, EntityType, ExportKind, ExportSection, Function, FunctionSection,
        ImportSection, Instruction, Module, TypeSection, ValType,
    };
    use wasmparser::{Parser, Payload};

    /// `one`, then a function that calls it, of the type that comes first.
    fn wasm() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        types.ty().function([], [ValType::I32]);
        let mut imports = ImportSection::new();
        imports.import("script", "imported", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        functions.function(1).function(0);
        let mut exports = ExportSection::new();
        exports.export("imported", ExportKind::Func, 0).export("one", ExportKind::Func, 1);
        let mut code = CodeSection::new();
        for instructions in [
            [Instruction::Nop, Instruction::I32Const(1), Instruction::End],
            [Instruction::Call(1), Instruction::Drop, Instruction::End],
        ] {
            let mut function = Function::new([]);
            for instruction in &instructions {
                function.instruction(instruction);
            }
            code.function(&function);
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions);
        module.section(&exports).section(&code);
        module.finish()
    }

    #[test]
    fn functions_change_places_and_are_called_where_they_stand() {
        let wasm = ordered(&wasm()).unwrap();
        let (mut types, mut exports, mut codes) = (Vec::new(), Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(&wasm) {
            match payload.unwrap() {
                Payload::FunctionSection(section) => {
                    types.extend(section.into_iter().map(Result::unwrap));
                }
                Payload::ExportSection(section) => {
                    let each = section.into_iter().map(Result::unwrap);
                    exports.extend(each.map(|export| (export.name, export.index)));
                }
                Payload::CodeSectionEntry(body) => codes.push(body.as_bytes()),
                _ => {}
            }
        }
        assert_eq!(types, [0, 1]);
        assert_eq!(exports, [("imported", 0), ("one", 2)]);
        // No locals; call 2, drop, end. No locals; nop, i32.const 1, end.
        assert_eq!(codes, [&[0, 0x10, 2, 0x1a, 0x0b][..], &[0, 0x01, 0x41, 1, 0x0b][..]]);
    }
}
