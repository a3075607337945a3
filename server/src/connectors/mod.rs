//! Accounting systems: stateless translators between what Waypost means and what they speak. A
//! connector does no IO, keeps no state, and knows neither store nor http; the same translator
//! serves a worker that pushes and a remote that pulls.

mod class;

pub use class::Class;
