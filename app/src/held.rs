//! A value of whichever type, so that what keeps values exists once and not for each type. Only size
//! is at stake.

use std::any::Any;
use std::sync::Arc;

/// A value of some type, shared.
pub(crate) type Held = Arc<dyn Any + Send + Sync>;

/// Whether one value is as good as another.
pub(crate) type Same = fn(&Held, &Held) -> bool;

/// Whether two values of this type are equal.
pub(crate) fn is_same<T: PartialEq + 'static>(one: &Held, other: &Held) -> bool {
    own::<T>(&**one) == own::<T>(&**other)
}

/// A value as the type that it was kept as. One function for each type: whoever looks calls it.
#[cfg_attr(target_arch = "wasm32", inline(never))]
#[expect(clippy::expect_used, reason = "what keeps a value knows what was put there")]
pub(crate) fn own<T: 'static>(held: &(dyn Any + Send + Sync)) -> &T {
    held.downcast_ref().expect("a value of the type that was kept")
}

/// The same, to change it.
#[cfg_attr(target_arch = "wasm32", inline(never))]
#[expect(clippy::expect_used, reason = "what keeps a value knows what was put there")]
pub(crate) fn own_mut<T: 'static>(held: &mut (dyn Any + Send + Sync)) -> &mut T {
    held.downcast_mut().expect("a value of the type that was kept")
}
