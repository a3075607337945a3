//! An order of functions in which those that are alike stand together, so that they compress well.
//!
//! Nothing of what they do: bytes, and which four of them stand in a row. Invariant: the same functions
//! come out in the same order.

/// A function as it is ordered: its type, and its instructions.
pub(super) type Function<'a> = (u32, &'a [u8]);

/// Shorter ones stand before longer ones, by these lengths: what is of a size is alike.
const SIZES: [usize; 2] = [64, 600];

/// Among this many the next is looked for.
const WINDOW: usize = 700;

/// The places of the functions in their new order: from one to that which has most in common with it.
pub(super) fn order(functions: &[Function<'_>]) -> Vec<usize> {
    let marks: Vec<Marks> = functions.iter().map(|(_, code)| Marks::of(code)).collect();
    let size = |at: usize| SIZES.iter().filter(|size| functions[at].1.len() >= **size).count();
    let mut order = Vec::with_capacity(functions.len());
    for class in 0..=SIZES.len() {
        let mut rest: Vec<usize> = (0..functions.len()).filter(|at| size(*at) == class).collect();
        rest.sort_by_key(|at| functions[*at]);
        let mut next = 0;
        while next < rest.len() {
            let last = rest.remove(next);
            order.push(last);
            let likeness = |at: &usize| marks[last].likeness(&marks[rest[*at]]);
            // Of equals the first.
            next = (0..rest.len().min(WINDOW)).rev().max_by_key(likeness).unwrap_or_default();
        }
    }
    order
}

/// Which four bytes stand in a row somewhere in a text: a bit for each, where several may share one.
struct Marks {
    bits: [u128; Marks::WORDS],
    count: u32,
}

impl Marks {
    const WORDS: usize = 32;

    fn of(code: &[u8]) -> Marks {
        let mut bits = [0_u128; Marks::WORDS];
        for four in code.windows(4) {
            // FNV-1a, whose high bits are folded over the low ones.
            let hash = four.iter().fold(0x811c_9dc5_u32, |hash, byte| {
                (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
            });
            let hash = hash ^ (hash >> 15);
            bits[(hash >> 7) as usize % Marks::WORDS] |= 1 << (hash % 128);
        }
        Marks { bits, count: bits.iter().map(|word| word.count_ones()).sum() }
    }

    /// How much two have in common, of all that they have.
    fn likeness(&self, other: &Marks) -> u32 {
        let both = self.bits.iter().zip(&other.bits);
        let common: u32 = both.map(|(one, other)| (one & other).count_ones()).sum();
        (common << 16) / (self.count + other.count + 10)
    }
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn each_stands_beside_what_it_has_most_in_common_with() {
        let functions: [(u32, &[u8]); 4] = [
            (0, b"1 abcdefgh one"),
            (0, b"2 stuvwxyz two"),
            (0, b"3 abcdefgh three"),
            (0, b"4 stuvwxyz four"),
        ];
        assert_eq!(order(&functions), [0, 2, 1, 3]);
    }

    #[test]
    fn what_is_long_stands_after_what_is_short_and_nothing_is_lost() {
        let long = [7; 100];
        let functions: [(u32, &[u8]); 4] = [(0, &long), (1, b""), (0, b"short"), (0, b"short")];
        assert_eq!(order(&functions), [2, 3, 1, 0]);
        assert!(order(&[]).is_empty());
    }
}
