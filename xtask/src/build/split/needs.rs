//! Which parts need which function and which piece of data, by what the linker noted.
//!
//! The cutter finds out the same and tells nobody. Invariant: where the two differed, something would be
//! loaded with another file, and nothing would be missing.

use crate::build::optimise::imported_functions;
use anyhow::{Context, Result};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use wasmparser::{
    CustomSectionReader, ExternalKind, KnownCustom, Linking, Parser, Payload, RelocationType,
    SymbolInfo,
};

/// A function or a piece of data, and the parts that need it.
pub(super) struct Need<'a> {
    /// Its number among the linker's symbols.
    pub(super) symbol: u32,
    pub(super) is_function: bool,
    pub(super) parts: BTreeSet<&'a str>,
}

/// All that a part needs, but for what is imported.
pub(super) fn read(linked: &[u8]) -> Result<Vec<Need<'_>>> {
    let module = Linked::read(linked)?;
    let functions = module.functions();
    let leads = module.leads(&functions);
    let mut parts: BTreeMap<u32, BTreeSet<&str>> = BTreeMap::new();
    for &(name, function) in &module.exports {
        let Some(part) = part_of(name) else { continue };
        let first = functions.get(&function);
        let mut next = vec![*first.with_context(|| format!("the linker notes no symbol {name}"))?];
        while let Some(symbol) = next.pop() {
            if parts.entry(symbol).or_default().insert(part) {
                next.extend(&leads[symbol as usize]);
            }
        }
    }
    let needs = parts.into_iter().filter_map(|(symbol, parts)| {
        let is_function = match module.symbols[symbol as usize] {
            SymbolInfo::Func { index, .. } => (index >= module.imported).then_some(true),
            SymbolInfo::Data { symbol: Some(data), .. } => (data.size > 0).then_some(false),
            _ => None,
        }?;
        Some(Need { symbol, is_function, parts })
    });
    Ok(needs.collect())
}

/// The part that an exported function begins: `__wasm_split_00mapping00_export_…` begins `mapping`.
fn part_of(export: &str) -> Option<&str> {
    let (part, _) = export.strip_prefix("__wasm_split_00")?.split_once("00_export_")?;
    Some(part)
}

/// What the linker wrote.
#[derive(Default)]
struct Linked<'a> {
    /// How many functions are imported; the module's own have the numbers after them.
    imported: u32,
    exports: Vec<(&'a str, u32)>,
    symbols: Vec<SymbolInfo<'a>>,
    /// Where in the file functions stand, and the segments of the data begin.
    bodies: Vec<Range<u64>>,
    segments: Vec<u64>,
    /// Where in the file the code and the data begin, which places in the notes are counted from.
    code: u64,
    data: u64,
    /// Where in the file a symbol is named, and which.
    notes: Vec<(u64, u32)>,
}

impl<'a> Linked<'a> {
    fn read(wasm: &'a [u8]) -> Result<Linked<'a>> {
        let mut linked = Linked::default();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(section) => linked.imported = imported_functions(section)?,
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            linked.exports.push((export.name, export.index));
                        }
                    }
                }
                Payload::CodeSectionStart { range, .. } => linked.code = range.start,
                Payload::CodeSectionEntry(body) => linked.bodies.push(body.range()),
                Payload::DataSection(section) => {
                    linked.data = section.range().start;
                    for segment in section {
                        let segment = segment?;
                        linked.segments.push(segment.range.end - segment.data.len() as u64);
                    }
                }
                Payload::CustomSection(section) => linked.read_notes(&section)?,
                _ => {}
            }
        }
        Ok(linked)
    }

    fn read_notes(&mut self, section: &CustomSectionReader<'a>) -> Result<()> {
        match section.as_known() {
            KnownCustom::Linking(linking) => {
                for part in linking.subsections() {
                    if let Linking::SymbolTable(symbols) = part? {
                        self.symbols = symbols.into_iter().collect::<wasmparser::Result<_>>()?;
                    }
                }
            }
            KnownCustom::Reloc(notes) => {
                let begin = match section.name() {
                    "reloc.CODE" => self.code,
                    "reloc.DATA" => self.data,
                    _ => return Ok(()),
                };
                for note in notes.entries() {
                    let note = note?;
                    // That is the number of a type, and of no symbol.
                    if note.ty != RelocationType::TypeIndexLeb {
                        self.notes.push((begin + u64::from(note.offset), note.index));
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The symbol of each function; the first, where it has several.
    fn functions(&self) -> BTreeMap<u32, u32> {
        let mut functions = BTreeMap::new();
        for (symbol, info) in (0..).zip(&self.symbols) {
            if let SymbolInfo::Func { index, .. } = info {
                functions.entry(*index).or_insert(symbol);
            }
        }
        functions
    }

    /// What each symbol leads to: what it names, and the data inside of it.
    fn leads(&self, functions: &BTreeMap<u32, u32>) -> Vec<Vec<u32>> {
        let places = self.places(functions);
        let mut leads = vec![Vec::new(); self.symbols.len()];
        let (mut around, mut open) = (Vec::with_capacity(places.len()), Vec::<usize>::new());
        for (at, (range, symbol)) in places.iter().enumerate() {
            while open.last().is_some_and(|last| places[*last].0.end <= range.start) {
                open.pop();
            }
            let outer = open.last().copied();
            if let Some(outer) = outer {
                leads[places[outer].1 as usize].push(*symbol);
            }
            around.push(outer);
            open.push(at);
        }
        for (place, named) in &self.notes {
            let before = places.partition_point(|(range, _)| range.start <= *place);
            let mut at = before.checked_sub(1);
            while let Some(past) = at.filter(|inner| places[*inner].0.end <= *place) {
                at = around[past];
            }
            if let Some(at) = at {
                let symbol = match self.symbols[*named as usize] {
                    SymbolInfo::Func { index, .. } => functions[&index],
                    _ => *named,
                };
                leads[places[at].1 as usize].push(symbol);
            }
        }
        leads
    }

    /// Where functions and data stand in the file, and their symbols; what lies in another comes after it.
    fn places(&self, functions: &BTreeMap<u32, u32>) -> Vec<(Range<u64>, u32)> {
        let bodies = (self.imported..).zip(&self.bodies);
        let mut places: Vec<(Range<u64>, u32)> = bodies
            .filter_map(|(function, body)| Some((body.clone(), *functions.get(&function)?)))
            .collect();
        for (symbol, info) in (0..).zip(&self.symbols) {
            if let SymbolInfo::Data { symbol: Some(data), .. } = info
                && data.size > 0
            {
                let start = self.segments[data.index as usize] + u64::from(data.offset);
                places.push((start..start + u64::from(data.size), symbol));
            }
        }
        places.sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
        places
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::read;

    #[test]
    fn what_a_part_leads_to_is_what_it_needs_also_through_data() {
        let linked = sample::linked();
        let needs = read(&linked).unwrap();
        let parts = |symbol: u32| -> Vec<&str> {
            let need = needs.iter().find(|need| need.symbol == symbol);
            need.into_iter().flat_map(|need| need.parts.iter().copied()).collect()
        };
        assert_eq!(parts(sample::OF_HOME_AND_OTHERS), ["home", "others"]);
        assert_eq!(parts(sample::OF_MAPPING_AND_OTHERS), ["mapping", "others"]);
        assert_eq!(parts(sample::DATA_SYMBOL), ["home", "mapping"]);
        assert_eq!(parts(sample::OF_HOME_AND_MAPPING), ["home", "mapping"]);
        assert!(parts(sample::START).is_empty());
    }
}
