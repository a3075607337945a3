//! Document numbers and party names as an accounting system takes them (R27, R28): its lengths and
//! characters as data, and texts fitted to them.
//!
//! Not a numbering service. Invariants: the same text gives the same result, always within the
//! limit; what was changed keeps its original, so that both are stored and nothing has to be guessed
//! back; two that fall together are held, never merged.

use crate::sync::Held;
use crate::wire::{Kind, System};

/// A text that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitted {
    /// As the system takes it.
    pub text: String,
    /// As the source wrote it, where that differs: stored beside the text.
    pub original: Option<String>,
}

/// What a system takes.
struct Texts {
    /// Most characters of an invoice's number.
    invoice: usize,
    /// Most characters of a bill's number.
    bill: usize,
    /// Most characters of a party's name.
    name: usize,
    /// Numbers are kept in capital letters.
    capitals: bool,
    /// The character that parts a name from its parent's, and stands in no name.
    parts_names: Option<char>,
}

fn texts(system: System) -> Texts {
    match system {
        // Both numbers are code fields, which turn letters into capitals by themselves.
        System::BusinessCentral => {
            Texts { invoice: 35, bill: 35, name: 100, capitals: true, parts_names: None }
        }
        System::QuickbooksOnline => {
            Texts { invoice: 21, bill: 21, name: 500, capitals: false, parts_names: Some(':') }
        }
        System::QuickbooksDesktop => {
            Texts { invoice: 11, bill: 20, name: 41, capitals: false, parts_names: Some(':') }
        }
        // Of the public descriptions of its fields; no account has confirmed them to us.
        System::Netsuite => {
            Texts { invoice: 45, bill: 45, name: 83, capitals: false, parts_names: None }
        }
    }
}

/// Characters of the suffix that tells shortened texts apart.
const SUFFIX: usize = 5;

/// The number of a document of `kind` as `system` takes it: unchanged where it fits, else its
/// beginning, a hyphen and five characters computed from the whole.
#[must_use]
pub fn fit(number: &str, system: System, kind: Kind) -> Fitted {
    let texts = texts(system);
    let most = match kind {
        Kind::Invoice => texts.invoice,
        Kind::Bill => texts.bill,
    };
    let plain = plain(number);
    let written = if texts.capitals { plain.to_uppercase() } else { plain };
    fitted(number, shortened(&written, number, most))
}

/// The name of a party as `system` takes it (edge case 57). A colon becomes a dash.
#[must_use]
pub fn fit_name(name: &str, system: System) -> Fitted {
    let texts = texts(system);
    let parted = match texts.parts_names {
        Some(parts) => name.replace(parts, " - "),
        None => name.to_owned(),
    };
    fitted(name, shortened(&plain(&parted), name, texts.name))
}

/// Two documents of ours carry one number: the later one waits for a person.
#[must_use]
pub fn taken(number: &str, by: &str) -> Held {
    Held::person(
        "number_collision",
        format!(
            "Number {number} stands in the books already, as {by} of another document of yours. \
             Give this one another number at the source.",
        ),
    )
}

/// Two documents of one number are on their way: the later one follows when the former's outcome
/// is certain.
#[must_use]
pub fn in_use(number: &str) -> Held {
    Held::for_now(
        "number_in_use",
        format!(
            "Another document of number {number} for the same party is on its way. This one \
             follows when that one's outcome is certain.",
        ),
    )
}

fn fitted(original: &str, text: String) -> Fitted {
    let changed = text != original;
    Fitted { text, original: changed.then(|| original.to_owned()) }
}

/// Without tabs, line ends and other control characters, doubled blanks and blanks around it: no
/// system keeps them.
fn plain(text: &str) -> String {
    let words = text.split(|one: char| one.is_whitespace() || one.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn shortened(written: &str, original: &str, most: usize) -> String {
    if written.chars().count() <= most {
        return written.to_owned();
    }
    let kept: String = written.chars().take(most.saturating_sub(SUFFIX + 1)).collect();
    format!("{kept}-{}", suffix(original))
}

/// FNV-1a over the bytes, written in digits and capitals that are not mistaken for one another.
fn suffix(number: &str) -> String {
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKLMNPQRSTVWXY";
    let mut hash = number.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    // The high bits of the product are the well mixed ones.
    hash ^= hash >> 32;
    (0..SUFFIX).map(|at| char::from(LETTERS[((hash >> (5 * at)) & 31) as usize])).collect()
}
