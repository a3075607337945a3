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
    one.downcast_ref::<T>() == other.downcast_ref::<T>()
}
