//! The one sort of whole lists, and maps that are sorted lists.
//!
//! Every sort of a type of its own costs a browser four kilobytes of code; this one sorts places.
//! Not for what is sorted per document. Invariant: equals keep their order.

use litemap::LiteMap;
use std::cmp::Ordering;
use std::mem;

/// Sorts by `compare`; equals keep their order.
pub fn sort<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = sorted(items, compare);
    let mut taken: Vec<Option<T>> = mem::take(items).into_iter().map(Some).collect();
    items.extend(order.into_iter().filter_map(|at| taken.get_mut(at).and_then(Option::take)));
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

/// The place of the first item that repeats an earlier one.
pub(crate) fn repeated<T>(items: &[T], compare: impl Fn(&T, &T) -> Ordering) -> Option<usize> {
    let order = sorted(items, &compare);
    let pairs = order.iter().zip(order.iter().skip(1));
    let repeats = pairs.filter(|(one, other)| match (items.get(**one), items.get(**other)) {
        (Some(one), Some(other)) => compare(one, other) == Ordering::Equal,
        _ => false,
    });
    repeats.map(|(_, other)| *other).min()
}

#[inline(never)]
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

#[cfg(test)]
mod tests {
    use super::{distinct, repeated, sort};

    #[test]
    fn the_first_repetition_is_found() {
        let of = |words: &[&str]| repeated(words, |one, other| one.cmp(other));
        assert_eq!(of(&["b", "a", "c", "a", "b"]), Some(3));
        assert_eq!(of(&["b", "a"]), None);
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn what_stands_several_times_is_left_once() {
        assert_eq!(distinct(vec!["b", "a", "c", "a", "b"]), ["a", "b", "c"]);
        assert!(distinct(Vec::<&str>::new()).is_empty());
    }

    #[test]
    fn equals_keep_their_order_and_nothing_is_lost() {
        let mut words = vec!["pear", "fig", "plum", "kiwi", "yam", "date"];
        sort(&mut words, |one, other| one.len().cmp(&other.len()));
        assert_eq!(words, ["fig", "yam", "pear", "plum", "kiwi", "date"]);
    }
}
