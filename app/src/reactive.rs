//! Effects and memos whose code is shared: a closure is boxed before the library sees it, so there
//! is one instance for each kind of value and not one for each closure. Only size is at stake.

use leptos::prelude::{Effect, Memo};

/// Runs now, and again whenever a signal that it reads changes.
pub(crate) fn effect(run: impl Fn() + 'static) {
    let run: Box<dyn Fn()> = Box::new(run);
    Effect::new(run);
}

/// A value computed from signals, as the library keeps it, for views that name its type. Elsewhere it
/// is [`crate::memo::memo`].
pub(crate) fn memo<T: PartialEq + Send + Sync + 'static>(
    compute: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    let compute: Box<dyn Fn() -> T + Send + Sync> = Box::new(compute);
    Memo::new(move |_| compute())
}
