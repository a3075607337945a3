//! A module as the linker writes it, for tests: three parts, a function for each two of them, and data that
//! home and the mapping read and that alone names the function of both.

use super::hold::{ADDRESS, CALL, NUMBER, write};
use wasm_encoder::{
    ConstExpr, CustomSection, DataSection, DataSymbolDefinition, Encode, EntityType, ExportKind,
    ExportSection, Function, FunctionSection, ImportSection, Instruction, MemorySection,
    MemoryType, Module, RawSection, RefType, SectionId, SymbolTable, TableSection, TableType,
    TypeSection,
};
use wasmparser::{RelocationEntry, RelocationType};

pub(super) const PARTS: [&str; 3] = ["home", "mapping", "others"];

/// Functions, whose symbols have the same numbers: behind those that load the parts the one that calls
/// them, then those that begin a part, then what these call.
pub(super) const START: u32 = 3;
const FIRST: u32 = 4;
pub(super) const OF_HOME_AND_OTHERS: u32 = 7;
pub(super) const OF_HOME_AND_MAPPING: u32 = 8;
pub(super) const OF_MAPPING_AND_OTHERS: u32 = 9;

/// The data begin with this, then the function is named.
pub(super) const DATA: [u8; 4] = *b"seen";
pub(super) const DATA_SYMBOL: u32 = 11;

/// What each function calls, and whether it reads the data.
const BODIES: [(&[u32], bool); 7] = [
    (&[0, 1, 2], false),
    (&[OF_HOME_AND_OTHERS], true),
    (&[OF_MAPPING_AND_OTHERS], true),
    (&[OF_HOME_AND_OTHERS, OF_MAPPING_AND_OTHERS], false),
    (&[], false),
    (&[], false),
    (&[], false),
];

/// The places of the code and of the data among the sections.
const SECTIONS: [u32; 2] = [6, 7];

/// The module.
pub(super) fn linked() -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let (mut imports, mut exports) = (ImportSection::new(), ExportSection::new());
    exports.export("start", ExportKind::Func, START);
    for (part, number) in PARTS.into_iter().zip(FIRST..) {
        let import = point(part, "import");
        imports.import("__wasm_split_placeholder__", &import, EntityType::Function(0));
        exports.export(&point(part, "export"), ExportKind::Func, number);
    }
    let mut functions = FunctionSection::new();
    for _ in BODIES {
        functions.function(0);
    }
    let mut tables = TableSection::new();
    let element_type = RefType::FUNCREF;
    tables.table(TableType {
        element_type,
        table64: false,
        minimum: 1,
        maximum: None,
        shared: false,
    });
    let mut memories = MemorySection::new();
    let (maximum, page_size_log2) = (None, None);
    memories.memory(MemoryType {
        minimum: 1,
        maximum,
        memory64: false,
        shared: false,
        page_size_log2,
    });
    let (code, code_notes) = code();
    let mut data = DataSection::new();
    data.active(0, &ConstExpr::i32_const(1024), *b"seen\0\0\0\0");
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions).section(&tables);
    module.section(&memories).section(&exports);
    module.section(&RawSection { id: SectionId::Code as u8, data: &code }).section(&data);
    module.section(&linking()).section(&notes("reloc.CODE", SECTIONS[0], &code_notes));
    module.section(&notes("reloc.DATA", SECTIONS[1], &[in_data(&data)]));
    module.finish()
}

/// By what a function is known wherever it stands.
pub(super) fn mark(function: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    Instruction::I32Const(1_000_000 + function as i32).encode(&mut bytes);
    bytes
}

/// Where a part begins, as `wasm_split` names it.
fn point(part: &str, way: &str) -> String {
    format!("__wasm_split_00{part}00_{way}_0123456789abcdef0123456789abcdef_{part}")
}

fn code() -> (Vec<u8>, Vec<RelocationEntry>) {
    let (mut code, mut notes) = (Vec::new(), Vec::new());
    BODIES.len().encode(&mut code);
    for (number, (calls, reads)) in (START..).zip(BODIES) {
        let (mut function, mut named) = (Function::new([]), Vec::new());
        function.raw(mark(number)).instruction(&Instruction::Drop);
        for call in calls {
            function.raw([CALL]);
            named.push((RelocationType::FunctionIndexLeb, function.byte_len(), *call));
            function.raw(NUMBER);
        }
        if reads {
            function.raw([ADDRESS]);
            named.push((RelocationType::MemoryAddrSleb, function.byte_len(), DATA_SYMBOL));
            function.raw(NUMBER).instruction(&Instruction::Drop);
        }
        function.instruction(&Instruction::End);
        function.encode(&mut code);
        let start = code.len() - function.byte_len();
        notes.extend(named.into_iter().map(|(ty, place, index)| {
            let offset = u32::try_from(start + place).unwrap();
            RelocationEntry { ty, offset, index, addend: 0 }
        }));
    }
    (code, notes)
}

/// That the data end with the address of a function.
fn in_data(data: &DataSection) -> RelocationEntry {
    let mut bytes = Vec::new();
    data.encode(&mut bytes);
    // Without the length, a byte, and the address itself.
    let offset = u32::try_from(bytes.len() - 1 - 4).unwrap();
    RelocationEntry {
        ty: RelocationType::TableIndexI32,
        offset,
        index: OF_HOME_AND_MAPPING,
        addend: 0,
    }
}

fn linking() -> CustomSection<'static> {
    let mut symbols = SymbolTable::new();
    for loads in 0..START {
        symbols.function(SymbolTable::WASM_SYM_UNDEFINED, loads, None);
    }
    for own in START..=OF_MAPPING_AND_OTHERS {
        symbols.function(0, own, Some(&format!("function {own}")));
    }
    symbols.table(0, 0, Some("__indirect_function_table"));
    symbols.data(0, "data", Some(DataSymbolDefinition { index: 0, offset: 0, size: 8 }));
    // One segment, its name, its alignment and nothing special about it.
    let mut segments = Vec::new();
    1_u32.encode(&mut segments);
    "data".encode(&mut segments);
    segments.extend([0, 0]);
    // Version 2, then the segments and the symbols.
    let mut data = vec![2, 5];
    segments.as_slice().encode(&mut data);
    symbols.encode(&mut data);
    CustomSection { name: "linking".into(), data: data.into() }
}

fn notes(name: &'static str, section: u32, notes: &[RelocationEntry]) -> CustomSection<'static> {
    let mut data = Vec::new();
    section.encode(&mut data);
    notes.len().encode(&mut data);
    for note in notes {
        write(note, &mut data);
    }
    CustomSection { name: name.into(), data: data.into() }
}
