//! The one sort of whole lists, and maps that are sorted lists.
//!
//! Every sort of a type of its own costs a browser four kilobytes of code; this one sorts places.
//! Not for what is sorted per document. Invariant: equals keep their order.

use litemap::LiteMap;
use std::cmp::Ordering;
use std::mem;

/// Sorts by `compare`; equals keep their order.
pub fn sort<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut order = sorted(items, compare);
    arrange(&mut order, &mut |one, other| items.swap(one, other));
}

/// The places of the items, sorted by `compare`; equals keep their order.
#[must_use]
pub fn sorted<T>(items: &[T], compare: impl Fn(&T, &T) -> Ordering) -> Vec<usize> {
    places(items.len(), &|one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    })
}

/// Each of the items once, in their order.
#[must_use]
pub fn distinct<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    sort(&mut items, T::cmp);
    items.dedup();
    items
}

/// The entries by key; of two with the same key the later one counts.
pub(crate) fn map<K: Ord, V>(mut entries: Vec<(K, V)>) -> LiteMap<K, V> {
    sort(&mut entries, |one, other| one.0.cmp(&other.0));
    let mut map: LiteMap<K, V> = LiteMap::new();
    for (key, value) in entries {
        map.insert(key, value);
    }
    map
}

/// The places of so many items in the order of their names.
///
/// # Errors
/// The first place whose name an earlier one has.
#[cfg_attr(target_arch = "wasm32", inline(never))]
pub(crate) fn named<'a>(
    count: usize,
    name: &dyn Fn(usize) -> &'a str,
) -> Result<Vec<usize>, usize> {
    let order = places(count, &|one, other| name(one).cmp(name(other)));
    let pairs = order.iter().zip(order.iter().skip(1));
    let repeats = pairs.filter(|(one, other)| name(**one) == name(**other));
    match repeats.map(|(_, other)| *other).min() {
        Some(at) => Err(at),
        None => Ok(order),
    }
}

#[inline(never)]
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

/// Swaps two at a time until at every place stands what stood at the place that `order` has there.
#[inline(never)]
fn arrange(order: &mut [usize], swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut at = start;
        // Each circle of places once: what stands at its start comes to its end step by step.
        while let Some(from) = order.get_mut(at).map(|from| mem::replace(from, at)) {
            if from == start {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{distinct, named, sort};

    #[test]
    fn the_first_repetition_is_found() {
        let of = |words: &[&'static str]| named(words.len(), &|at| words[at]);
        assert_eq!(of(&["b", "a", "c", "a", "b"]), Err(3));
        assert_eq!(of(&["b", "c", "a"]), Ok(vec![2, 0, 1]));
        assert_eq!(of(&[]), Ok(vec![]));
    }

    #[test]
    fn what_stands_several_times_is_left_once() {
        assert_eq!(distinct(vec!["b", "a", "c", "a", "b"]), ["a", "b", "c"]);
        assert!(distinct(Vec::<&str>::new()).is_empty());
    }

    #[test]
    fn equals_keep_their_order_and_nothing_is_lost() {
        let mut words = ["pear", "fig", "plum", "kiwi", "yam", "date"];
        sort(&mut words, |one, other| one.len().cmp(&other.len()));
        assert_eq!(words, ["fig", "yam", "pear", "plum", "kiwi", "date"]);
    }

    #[test]
    fn several_circles_are_turned_each_by_itself() {
        let mut numbers = [3, 0, 1, 2, 5, 4, 6, 9, 7, 8];
        sort(&mut numbers, i32::cmp);
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
}
