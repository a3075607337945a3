//! Values computed from signals, when they are asked for and only once for each change.
//!
//! The library's memo with its value held apart: its machinery exists once, and what stands here for
//! each type is a comparison and a look.

use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{Get, GetUntracked, Memo as Machinery, Track};

use crate::held::{Held, Same, is_same, own};

/// Computes a value; the one before it is given, once there is one.
type Compute = Box<dyn Fn(Option<&Held>) -> Held + Send + Sync>;

/// A value computed from signals; copied freely.
pub(crate) struct Memo<T> {
    held: Machinery<Held>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

/// A value computed from signals; those who read it hear of it only when it differs.
pub(crate) fn memo<T: PartialEq + Send + Sync + 'static>(
    compute: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    Memo::new(Box::new(move |_| Arc::new(compute()) as Held), is_same::<T>)
}

/// As [`memo`], computed from the value before as well.
pub(crate) fn memo_after<T: PartialEq + Send + Sync + 'static>(
    compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static,
) -> Memo<T> {
    let compute = move |before: Option<&Held>| -> Held {
        Arc::new(compute(before.and_then(|before| before.downcast_ref())))
    };
    Memo::new(Box::new(compute), is_same::<T>)
}

/// A value computed from signals that is too dear to compare: those who read it hear of every change
/// of what it is computed from.
pub(crate) fn recomputed<T: Send + Sync + 'static>(
    compute: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    Memo::new(Box::new(move |_| Arc::new(compute()) as Held), |_, _| false)
}

/// A value that stays as it is.
pub(crate) fn fixed<T: Send + Sync + 'static>(value: T) -> Memo<T> {
    let held: Held = Arc::new(value);
    Memo::new(Box::new(move |_| Arc::clone(&held)), |_, _| true)
}

impl<T: 'static> Memo<T> {
    fn new(compute: Compute, same: Same) -> Self {
        Self { held: machinery(compute, same), of: PhantomData }
    }

    /// Looks at the value, and whoever looks hears of its changes.
    pub(crate) fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(own(&*self.held.get()))
    }

    /// Looks at the value as it is now.
    pub(crate) fn with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(own(&*self.held.get_untracked()))
    }

    /// The value; whoever takes it hears of its changes.
    pub(crate) fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// The value as it is now.
    pub(crate) fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    /// Hears of its changes.
    pub(crate) fn track(self) {
        self.held.track();
    }
}

fn machinery(compute: Compute, same: Same) -> Machinery<Held> {
    Machinery::new_owning(move |before: Option<Held>| {
        let now = compute(before.as_ref());
        let differs = before.is_none_or(|before| !same(&before, &now));
        (now, differs)
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use leptos::prelude::Owner;

    use super::*;
    use crate::signal::RwSignal;

    /// Another memo that only reads this one, and how often it was computed.
    fn reader(of: Memo<bool>) -> (Memo<bool>, Arc<AtomicUsize>) {
        let turns = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&turns);
        let reader = memo(move || {
            counted.fetch_add(1, Ordering::Relaxed);
            of.get()
        });
        (reader, turns)
    }

    #[test]
    fn those_who_read_hear_of_a_value_only_when_it_differs() {
        Owner::new().with(|| {
            let number = RwSignal::new(1);
            let (is_even, turns) = reader(memo(move || number.get() % 2 == 0));
            let mut told = Vec::new();
            for next in [1, 3, 4, 6] {
                number.set(next);
                told.push((is_even.get(), turns.load(Ordering::Relaxed)));
            }
            assert_eq!(told, [(false, 1), (false, 1), (true, 2), (true, 2)]);
        });
    }

    #[test]
    fn of_what_is_not_compared_every_change_is_heard() {
        Owner::new().with(|| {
            let number = RwSignal::new(1);
            let (is_even, turns) = reader(recomputed(move || number.get() % 2 == 0));
            assert!(!is_even.get());
            number.set(3);
            assert!(!is_even.get());
            assert_eq!(turns.load(Ordering::Relaxed), 2);
        });
    }

    #[test]
    fn a_value_may_follow_from_the_one_before() {
        Owner::new().with(|| {
            let number = RwSignal::new(1);
            let most = memo_after(move |before: Option<&i32>| {
                before.copied().unwrap_or_default().max(number.get())
            });
            let mut told = Vec::new();
            for next in [2, 5, 3] {
                number.set(next);
                told.push(most.get());
            }
            assert_eq!(told, [2, 5, 5]);
        });
    }
}
