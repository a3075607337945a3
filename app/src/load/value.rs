//! What was read, of its own type again, once it is here.

use std::marker::PhantomData;
use std::sync::Arc;

use crate::held::Held;
use crate::signal::RwSignal;

/// A value that is here or not yet; copied freely.
pub(crate) struct Value<T> {
    held: RwSignal<Option<Held>>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Value<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Value<T> {}

impl<T: Send + Sync + 'static> Value<T> {
    /// What is held there, which is of this type.
    pub(super) fn of(held: RwSignal<Option<Held>>) -> Self {
        Self { held, of: PhantomData }
    }

    /// What is here without any reading.
    pub(crate) fn here(value: T) -> Self {
        let held: Held = Arc::new(value);
        Self::of(RwSignal::new(Some(held)))
    }

    /// The value; whoever takes it hears of its changes.
    pub(crate) fn get(self) -> Option<Arc<T>> {
        own(self.held.get())
    }

    /// The value as it is now.
    pub(crate) fn get_untracked(self) -> Option<Arc<T>> {
        own(self.held.get_untracked())
    }

    /// Looks at the value, and whoever looks hears of its changes.
    pub(crate) fn with<R>(self, look: impl FnOnce(&Option<Arc<T>>) -> R) -> R {
        look(&self.get())
    }

    /// Looks at the value as it is now.
    pub(crate) fn with_untracked<R>(self, look: impl FnOnce(&Option<Arc<T>>) -> R) -> R {
        look(&self.get_untracked())
    }
}

fn own<T: Send + Sync + 'static>(held: Option<Held>) -> Option<Arc<T>> {
    held.and_then(|held| held.downcast().ok())
}

#[cfg(test)]
mod tests {
    use leptos::prelude::Owner;

    use super::*;

    #[test]
    fn what_comes_is_of_its_own_type_again() {
        Owner::new().with(|| {
            let held = RwSignal::new(None::<Held>);
            let accounts: Value<Vec<&str>> = Value::of(held);
            assert_eq!(accounts.get(), None);
            let read: Held = Arc::new(vec!["a-40100"]);
            held.set(Some(read));
            assert_eq!(accounts.with(|here| here.as_deref().map(Vec::len)), Some(1));
            assert_eq!(Value::here(7).get_untracked(), Some(Arc::new(7)));
        });
    }
}
