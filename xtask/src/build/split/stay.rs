//! What stays in the main part, although only parts need it.
//!
//! The cutter makes a file for each set of parts that need something together, and many small files
//! compress worse than few. What is said here to stay comes with the page. Invariant: whatever that
//! leads to stays as well, because at least the same parts need it.

use super::{hold, needs};
use anyhow::{Result, ensure};
use std::collections::BTreeSet;

/// Parts, and what all of them need stays. Home and the mapping share little that the other screens do
/// not, and what nearly everybody needs is loaded in any case. What home and the other screens share is
/// apart: the mapping has to be light.
const STAYS: [[&str; 2]; 1] = [["home", "mapping"]];

/// The module as it is cut: what stays in the main part is held there, until [`hold::released`].
pub(super) fn held(linked: &[u8]) -> Result<Vec<u8>> {
    let mut needs = needs::read(linked)?;
    for part in STAYS.iter().flatten() {
        let is_one = needs.iter().any(|need| need.parts.contains(part));
        ensure!(is_one, "no function of the interface begins a part {part}");
    }
    needs.retain(|need| stays(&need.parts));
    hold::hold(linked, &needs)
}

fn stays(parts: &BTreeSet<&str>) -> bool {
    STAYS.iter().any(|all| all.iter().all(|part| parts.contains(part)))
}

#[cfg(test)]
mod tests {
    use super::super::{hold, sample};
    use super::{held, stays};
    use std::collections::BTreeSet;
    use std::{env, fs, process};

    #[test]
    fn what_home_and_the_mapping_need_stays_whoever_else_needs_it() {
        let stays = |parts: &[&'static str]| stays(&parts.iter().copied().collect::<BTreeSet<_>>());
        assert!(stays(&["home", "mapping"]));
        assert!(stays(&["home", "mapping", "others"]));
        assert!(!stays(&["home", "others"]));
        assert!(!stays(&["mapping", "others"]));
        assert!(!stays(&["home"]));
    }

    #[test]
    fn the_cutter_leaves_in_the_main_part_what_stays_and_brings_the_rest_with_who_needs_it() {
        let folder = env::temp_dir().join(format!("waypost-cut-{}", process::id()));
        let main = folder.join("main.wasm");
        let linked = held(&sample::linked()).unwrap();
        let mut options = wasm_split_cli_support::Options::new(&linked);
        options.output_dir = &folder;
        options.main_out_path = &main;
        let cut = wasm_split_cli_support::transform(options).unwrap();
        let page = hold::released(&fs::read(&main).unwrap()).unwrap();
        let brought = |part: &str| -> Vec<u8> {
            let pieces = cut.prefetch_map[part].iter();
            pieces
                .flat_map(|piece| fs::read(folder.join(format!("{piece}.wasm"))).unwrap())
                .collect()
        };
        let [home, mapping, others] = sample::PARTS.map(brought);
        fs::remove_dir_all(&folder).unwrap();

        wasmparser::validate(&page).unwrap();
        let has = |code: &[u8], function| {
            let mark = sample::mark(function);
            code.windows(mark.len()).any(|bytes| bytes == mark)
        };
        let where_is = |function| [&page, &home, &mapping, &others].map(|code| has(code, function));
        assert_eq!(where_is(sample::OF_HOME_AND_MAPPING), [true, false, false, false]);
        assert_eq!(where_is(sample::OF_HOME_AND_OTHERS), [false, true, false, true]);
        assert_eq!(where_is(sample::OF_MAPPING_AND_OTHERS), [false, false, true, true]);
        let data = |code: &[u8]| code.windows(4).any(|bytes| bytes == sample::DATA);
        assert!(data(&page) && !data(&home) && !data(&mapping));
    }
}
