//! Values that are kept beside what is drawn, and that nobody hears of when they change.
//!
//! They lie where signals lie, so that there is one machinery for both.

use crate::signal::RwSignal;

/// A value that is kept; copied freely.
pub(crate) struct Stored<T>(RwSignal<T>);

impl<T> Clone for Stored<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Stored<T> {}

impl<T: Send + Sync + 'static> Stored<T> {
    /// Keeps this value.
    pub(crate) fn new(value: T) -> Self {
        Self(RwSignal::new(value))
    }

    /// Looks at the value.
    pub(crate) fn with_value<R>(self, look: impl FnOnce(&T) -> R) -> R {
        self.0.with_untracked(look)
    }

    /// The same; none where whoever kept it has gone.
    pub(crate) fn try_with_value<R>(self, look: impl FnOnce(&T) -> R) -> Option<R> {
        self.0.try_with_untracked(look)
    }

    /// The value.
    pub(crate) fn get_value(self) -> T
    where
        T: Clone,
    {
        self.0.get_untracked()
    }

    /// The value; none where whoever kept it has gone.
    pub(crate) fn try_get_value(self) -> Option<T>
    where
        T: Clone,
    {
        self.0.try_get_untracked()
    }

    /// Puts another value in its place; without a word where whoever kept it has gone.
    pub(crate) fn set_value(self, value: T) {
        self.0.try_set(value);
    }

    /// Changes the value, and answers what that came to; none where whoever kept it has gone.
    pub(crate) fn update_value<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        self.0.try_update(change)
    }
}
