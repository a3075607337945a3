//! Points between two steps at which a process may end. Work passes each by name; a test stops it
//! there and starts anew from what is durable, a running server never stops at one.

/// Decides whether work goes on past a point.
pub trait Checkpoints: Send + Sync + 'static {
    /// False ends the work at `point`: nothing more is sent or stored.
    fn pass(&self, point: &str) -> bool;
}

/// Goes on past every point.
#[derive(Clone, Copy, Debug)]
pub struct Always;

impl Checkpoints for Always {
    fn pass(&self, _point: &str) -> bool {
        true
    }
}
