//! Effects whose code is shared: a closure is boxed before the library sees it, so there is one instance
//! and not one for each closure. Only size is at stake.

use leptos::prelude::Effect;

/// Runs now, and again whenever a signal that it reads changes.
pub(crate) fn effect(run: impl Fn() + 'static) {
    let run: Box<dyn Fn()> = Box::new(run);
    Effect::new(run);
}
