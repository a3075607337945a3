//! One task of the list: its name, whether it is done, and what it consists of, folded away unless
//! it is the one to do now.

use leptos::prelude::*;

use crate::stored::Stored;
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

/// The tasks that somebody has opened, by their titles: they stay open when the list is drawn anew.
pub(super) type Opened = Stored<Vec<&'static str>>;

/// The task in the list.
pub(super) fn task(
    opened: Opened,
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
    let open = progress == Progress::Now || opened.with_value(|titles| titles.contains(&title));
    let stands_open = Stored::new(open);
    let toggle = move |_| {
        stands_open.update_value(|open| *open = !*open);
        opened.update_value(|titles| {
            titles.retain(|one| *one != title);
            titles.extend(stands_open.get_value().then_some(title));
        });
    };
    view! {
        <li class="task" class:now=progress == Progress::Now>
            <details open=open>
                <summary class="task-head" on:click=toggle><h2>{title}</h2>{mark}</summary>
                <div class="task-body stack">{body}</div>
            </details>
        </li>
    }
    .into_any()
}
