//! Document numbers within an accounting system's length limit (R27).
//!
//! Not a numbering service, and not the judge of collisions: whoever stores the result does that.
//! Invariant: the same number and limit give the same result, always within the limit.

/// A number that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitted {
    /// At most as many characters as allowed.
    pub text: String,
    /// Whether it differs from what was given, so that both must be stored.
    pub shortened: bool,
}

/// Characters of the suffix that tells shortened numbers apart.
const SUFFIX: usize = 5;

/// Fits `number` into `max_len` characters: unchanged where it fits, else its beginning, a hyphen and
/// five characters computed from the whole.
#[must_use]
pub fn fit(number: &str, max_len: usize) -> Fitted {
    if number.chars().count() <= max_len {
        return Fitted { text: number.to_owned(), shortened: false };
    }
    let suffix = suffix(number);
    let text = if max_len > SUFFIX + 1 {
        let kept: String = number.chars().take(max_len - SUFFIX - 1).collect();
        format!("{kept}-{suffix}")
    } else {
        suffix.chars().take(max_len).collect()
    };
    Fitted { text, shortened: true }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Edge case 54: QuickBooks Desktop takes 11 characters on an invoice, 20 on a bill.
    #[test]
    fn a_number_that_fits_is_kept() {
        assert_eq!(
            fit("REF-1002345", 11),
            Fitted { text: "REF-1002345".to_owned(), shortened: false }
        );
    }

    #[test]
    fn two_long_numbers_stay_apart_and_within_the_limit() {
        let (first, second) = (fit("SUMMARY-2026-09-0001", 11), fit("SUMMARY-2026-09-0002", 11));
        assert!(first.shortened && second.shortened);
        assert_ne!(first.text, second.text);
        assert_eq!(first.text.chars().count(), 11);
        assert!(first.text.starts_with("SUMMA-"), "{}", first.text);
        assert_eq!(fit("SUMMARY-2026-09-0001", 11), first);
    }

    #[test]
    fn any_limit_and_any_text_fit() {
        for max_len in 0..12 {
            assert!(fit("Łódź–Kraków 2026", max_len).text.chars().count() <= max_len);
        }
    }
}
