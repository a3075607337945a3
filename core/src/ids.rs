//! The lines of one document by their ids.
//!
//! Not an index that is kept: made where it is needed, for most documents have a few lines.

use crate::order;
use crate::wire::Line;

/// Up to so many lines, comparing each with each costs less than sorting them.
const FEW: usize = 16;

/// Places of lines by id.
pub(crate) struct Ids<'a>(Vec<(&'a str, usize)>);

impl<'a> Ids<'a> {
    /// No lines.
    pub(crate) const NONE: Ids<'static> = Ids(Vec::new());

    /// Of the lines for which `is_meant`.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub(crate) fn of(lines: &'a [Line], is_meant: fn(&Line) -> bool) -> Ids<'a> {
        let mut ids: Vec<(&str, usize)> = Vec::with_capacity(lines.len());
        for (at, line) in lines.iter().enumerate() {
            if is_meant(line) {
                ids.push((&line.id, at));
            }
        }
        order::sort(&mut ids, |one, other| one.0.cmp(other.0));
        Ids(ids)
    }

    /// The place of the first line of this id.
    pub(crate) fn first(&self, id: &str) -> Option<usize> {
        let at = self.0.partition_point(|(known, _)| *known < id);
        self.0.get(at).filter(|(known, _)| *known == id).map(|(_, place)| *place)
    }
}

/// The places of lines whose id an earlier line has.
pub(crate) fn repeated(lines: &[Line]) -> Vec<usize> {
    let mut places = Vec::new();
    if lines.len() <= FEW {
        for (at, line) in lines.iter().enumerate() {
            if lines.iter().take(at).any(|former| former.id == line.id) {
                places.push(at);
            }
        }
        return places;
    }
    let Ids(ids) = Ids::of(lines, |_| true);
    for (one, other) in ids.iter().zip(ids.iter().skip(1)) {
        if one.0 == other.0 {
            places.push(other.1);
        }
    }
    order::sort(&mut places, usize::cmp);
    places
}
