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
    /// Of the lines for which `is_meant`.
    pub(crate) fn of(lines: &'a [Line], is_meant: impl Fn(&Line) -> bool) -> Ids<'a> {
        let meant = lines.iter().enumerate().filter(|(_, line)| is_meant(line));
        let mut ids: Vec<_> = meant.map(|(at, line)| (line.id.as_str(), at)).collect();
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
    let stands_in = |others: &[Line], line: &Line| others.iter().any(|other| other.id == line.id);
    let repeats = |at: usize| {
        lines
            .split_at_checked(at)
            .is_some_and(|(former, rest)| rest.first().is_some_and(|line| stands_in(former, line)))
    };
    if lines.len() <= FEW {
        return (0..lines.len()).filter(|at| repeats(*at)).collect();
    }
    let Ids(ids) = Ids::of(lines, |_| true);
    let pairs = ids.iter().zip(ids.iter().skip(1));
    let mut places: Vec<usize> =
        pairs.filter(|(one, other)| one.0 == other.0).map(|(_, (_, at))| *at).collect();
    order::sort(&mut places, usize::cmp);
    places
}
