//! Every golden input, spoilt byte by byte, through every reader and through the rules: nothing panics,
//! what is refused is refused by name (R54). Deterministic; `tests/fuzz` goes on from here with coverage.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(unreachable_pub, reason = "the fuzz targets share these functions")]
#![cfg(not(target_arch = "wasm32"))]

mod readers;
mod seeds;

use readers::FORMATS;
use seeds::seeds;

/// A multiplicative generator: no randomness, only variety.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 40).unwrap() % limit.max(1)
    }
}

/// What tends to break readers.
const PIECES: &[&[u8]] = &[
    b"",
    b"null",
    b"{}",
    b"[]",
    b"\"\"",
    b"0",
    b"-1",
    b"1e999",
    b"0.1",
    b"-0.00",
    b"999999999999.99",
    b"\xff\xfe",
    b"\\u0000",
    b"\xc3\xa9",
    b"2026-02-30",
    b"=1+1",
    b",,,",
    b"\r\n",
    b"\"a.b\"",
    b"true",
    b"[[[[[[[[",
    b"tax",
    b"e_check",
];

fn spoilt(seed: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=chance.below(3) {
        let at = chance.below(bytes.len());
        let end = (at + chance.below(12)).min(bytes.len());
        match chance.below(4) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << chance.below(8),
            1 => drop(bytes.splice(at..end, PIECES[chance.below(PIECES.len())].iter().copied())),
            2 => {
                let other = chance.below(seed.len());
                let copied = seed[other..(other + chance.below(40)).min(seed.len())].to_vec();
                bytes.splice(at..at, copied);
            }
            _ => bytes.truncate(at.max(1)),
        }
    }
    bytes
}

#[test]
fn r54_every_golden_input_is_read_as_what_it_is() {
    let seeds = seeds();
    for (name, _) in FORMATS {
        assert!(seeds.iter().any(|seed| seed.0 == *name), "no seed for {name}");
    }
    for (name, bytes) in seeds {
        readers::run(name, &bytes);
    }
}

#[test]
fn r54_spoilt_golden_inputs_are_refused_by_name_and_nothing_panics() {
    let mut chance = Chance(54);
    for (name, seed) in seeds() {
        for _ in 0..12 {
            readers::run(name, &spoilt(&seed, &mut chance));
        }
    }
}

/// Writes the seeds as files for the fuzz targets: `WAYPOST_SEEDS=folder`, a folder a format.
#[test]
fn seeds_are_written_where_the_fuzz_targets_look_for_them() {
    let Ok(folder) = std::env::var("WAYPOST_SEEDS") else { return };
    for (at, (name, bytes)) in seeds().into_iter().enumerate() {
        let folder = std::path::Path::new(&folder).join(name);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("seed-{at}")), bytes).unwrap();
    }
}
