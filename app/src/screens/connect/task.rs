//! One task of the list: its name, whether it is done, and what it consists of, folded away unless
//! it is the one to do now.

use leptos::prelude::*;

use crate::ui::tag::{Tone, tag};

/// Whether a task is done, or can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// To read, not to do.
    Fact,
    /// Done; may be done again.
    Done,
    /// The one to do now.
    Now,
    /// Can be done at any time.
    Open,
    /// Waits for an earlier task.
    Later,
}

impl Progress {
    /// Done, or to do now, or waiting for what comes before it.
    pub(super) fn of(done: bool, ready: bool) -> Self {
        match (done, ready) {
            (true, _) => Self::Done,
            (false, true) => Self::Now,
            (false, false) => Self::Later,
        }
    }
}

/// The task in the list.
pub(super) fn task(
    title: &'static str,
    progress: Progress,
    body: impl IntoView + 'static,
) -> AnyView {
    let mark = match progress {
        Progress::Done => Some(tag(Tone::Ok, "Done")),
        Progress::Now => Some(tag(Tone::Warn, "To do now")),
        Progress::Later => Some(tag(Tone::Plain, "Later")),
        Progress::Fact | Progress::Open => None,
    };
    view! {
        <li class="task" class:now=progress == Progress::Now>
            <details open=progress == Progress::Now>
                <summary class="task-head"><h2>{title}</h2>{mark}</summary>
                <div class="task-body stack">{body}</div>
            </details>
        </li>
    }
    .into_any()
}
