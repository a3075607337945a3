//! Values that change, and that whoever reads them hears of.
//!
//! The library's signal with its value held apart, as [`crate::memo`] does: its machinery exists once,
//! and what stands here for each type is a look.

use std::any::Any;
use std::marker::PhantomData;

use leptos::prelude::{Read, ReadUntracked, RwSignal as Machinery, Set, Track, Write};

use crate::held::{own, own_mut};

/// A value of some type.
type Boxed = Box<dyn Any + Send + Sync>;

/// A value that changes; copied freely.
pub(crate) struct RwSignal<T> {
    held: Machinery<Boxed>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// One that holds this value.
    pub(crate) fn new(value: T) -> Self {
        Self { held: machinery(Box::new(value)), of: PhantomData }
    }

    /// Looks at the value, and whoever looks hears of its changes.
    pub(crate) fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(own(&**self.held.read()))
    }

    /// Looks at the value as it is now.
    pub(crate) fn with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(own(&**self.held.read_untracked()))
    }

    /// The same; none where whatever held the signal has gone.
    pub(crate) fn try_with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> Option<R> {
        self.held.try_read_untracked().map(|held| look(own(&**held)))
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

    /// Puts another value in its place.
    pub(crate) fn set(self, value: T) {
        self.held.set(Box::new(value));
    }

    /// The same; without a word where whatever held the signal has gone.
    pub(crate) fn try_set(self, value: T) {
        self.held.try_set(Box::new(value));
    }

    /// The value as it is now; none where whatever held the signal has gone.
    pub(crate) fn try_get_untracked(self) -> Option<T>
    where
        T: Clone,
    {
        self.try_with_untracked(T::clone)
    }

    /// Changes the value; without a word where whatever held the signal has gone.
    pub(crate) fn update(self, change: impl FnOnce(&mut T)) {
        self.try_update(change);
    }

    /// The same, and answers what that came to.
    pub(crate) fn try_update<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        self.held.try_write().map(|mut held| change(own_mut(&mut **held)))
    }

    /// Hears of its changes.
    pub(crate) fn track(self) {
        self.held.track();
    }
}

fn machinery(value: Boxed) -> Machinery<Boxed> {
    Machinery::new(value)
}

#[cfg(test)]
mod tests {
    use leptos::prelude::Owner;

    use super::*;
    use crate::memo::memo;

    #[test]
    fn whoever_reads_hears_of_what_is_put_there_and_of_what_is_changed() {
        Owner::new().with(|| {
            let names = RwSignal::new(vec!["a-40100"]);
            let number = memo(move || names.with(Vec::len));
            assert_eq!(number.get(), 1);
            names.set(Vec::new());
            assert_eq!(number.get(), 0);
            let last = names.try_update(|names| {
                names.extend(["a-40100", "a-40200"]);
                names.pop()
            });
            assert_eq!((last, number.get()), (Some(Some("a-40200")), 1));
            assert_eq!(names.get_untracked(), ["a-40100"]);
        });
    }

    #[test]
    fn a_signal_whose_owner_has_gone_is_set_without_a_word() {
        let owner = Owner::new();
        let busy = owner.with(|| RwSignal::new(true));
        assert_eq!(busy.try_get_untracked(), Some(true));
        owner.cleanup();
        busy.try_set(false);
        assert_eq!(busy.try_with_untracked(|busy| *busy), None);
    }
}
