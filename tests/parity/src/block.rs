//! Documents by chance, a thousand at a time, and the digest of everything core says of them.

use crate::chance::{WORLD, World};
use crate::keystone;
use sha2::{Digest, Sha256};

/// Documents of one block.
pub const BLOCK: u64 = 1000;

/// SHA-256 of every answer to the documents `first..first + count`, in hexadecimal.
#[must_use]
pub fn digest(first: u64, count: u64) -> String {
    let mut hash = Sha256::new();
    each(first, count, |world, document| {
        if document % WORLD == 0 {
            hash.update(&world.findings);
        }
        hash.update(world.answer(document));
        hash.update("\n");
    });
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The document of this number, what core says of it, and what it says of the mapping.
#[must_use]
pub fn shown(number: u64) -> String {
    let mut text = String::new();
    each(number, 1, |world, document| {
        text =
            format!("{}\n{}\n{}", world.document(document), world.answer(document), world.findings);
    });
    text
}

fn each(first: u64, count: u64, mut visit: impl FnMut(&World, u64)) {
    let mut current: Option<(u64, World)> = None;
    for document in first..first + count {
        let number = document / WORLD;
        let known = current.take().filter(|(known, _)| *known == number);
        let world = known.map_or_else(|| World::new(number, &keystone), |(_, world)| world);
        visit(&world, document);
        current = Some((number, world));
    }
}
