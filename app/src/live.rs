//! Live updates: the server says what changed, and whatever shows it reads again.
//!
//! Not a copy of the data: nothing is known from a change but that it happened. Invariant: whoever
//! looks at the page reads again when the stream was opened, also after it was lost, so a change
//! that nobody heard of is seen all the same. The first time that waits until the page is drawn: what it
//! shows was asked for as the stream was. A hidden page listens to nothing.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use waypost_core::api::{ChangeKind, Changed};
use waypost_core::wire;
use web_sys::{Event, EventSource, MessageEvent};

use crate::client::Standing;
use crate::load::Reading;
use crate::memo::memo;
use crate::reactive::effect;
use crate::session;
use crate::signal::RwSignal;
use crate::stored::Stored;

/// Where the stream is.
const EVENTS: &str = "/api/v1/events";
/// How soon a stream that was refused is asked for again.
const AGAIN: Duration = Duration::from_secs(30);
/// When everything is read again after the first stream was opened, while a screen is being read anyway.
const LATER: Duration = Duration::from_secs(10);

/// How many changes of each kind were heard of, by the kind's place in [`ChangeKind`].
type Heard = [u32; 7];

thread_local! {
    static HEARD: Cell<Option<RwSignal<Heard>>> = const { Cell::new(None) };
    static SOURCE: RefCell<Option<EventSource>> = const { RefCell::new(None) };
    /// Whether the page is older than its first stream: it was hidden, or a stream has spoken.
    static SETTLED: Cell<bool> = const { Cell::new(false) };
}

/// Listens while somebody is signed in and looks; call once, at the root.
pub(crate) fn listen() {
    HEARD.set(Some(RwSignal::new(Heard::default())));
    let hear = Closure::<dyn Fn(Event)>::new(|event: Event| hear(&event)).into_js_value();
    let standing = session::client().standing();
    let inside = memo(move || standing.with(|standing| matches!(standing, Standing::SignedIn(_))));
    let listening = StoredValue::new_local(hear);
    let turn = move || {
        let hidden = document().hidden();
        SETTLED.set(SETTLED.get() || hidden);
        let wanted = inside.get_untracked() && !hidden;
        listening.with_value(|hear| if wanted { open(hear.unchecked_ref()) } else { close() });
    };
    effect(move || {
        inside.track();
        turn();
    });
    window_event_listener_untyped("visibilitychange", move |_| turn());
    set_interval(
        move || {
            if SOURCE.with_borrow(|source| source.as_ref().is_none_or(is_closed)) {
                turn();
            }
        },
        AGAIN,
    );
}

fn is_closed(source: &EventSource) -> bool {
    source.ready_state() == EventSource::CLOSED
}

fn open(hear: &js_sys::Function) {
    close();
    let Ok(source) = EventSource::new(EVENTS) else { return };
    for name in ["open", "changed", "ended", "error"] {
        // The browser refuses no listener.
        let _ = source.add_event_listener_with_callback(name, hear);
    }
    SOURCE.set(Some(source));
}

fn close() {
    if let Some(source) = SOURCE.take() {
        source.close();
    }
}

/// An opened stream, one that was refused, and an ended session: everything is read again, and the
/// reading says what is the matter.
fn hear(event: &Event) {
    if !SETTLED.replace(true) && event.type_() == "open" {
        set_timeout(read_all, LATER);
        return;
    }
    let text = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
    let changed = text.and_then(|text| wire::read::<Changed>(&text).ok());
    let refused = || SOURCE.with_borrow(|source| source.as_ref().is_some_and(is_closed));
    let silent = event.type_() == "error" && !refused();
    if let Some(heard) = HEARD.get().filter(|_| !silent) {
        heard.update(|heard| {
            for (kind, turns) in heard.iter_mut().enumerate() {
                *turns += u32::from(changed.as_ref().is_none_or(|one| one.kind as usize == kind));
            }
        });
    }
}

/// Everything that is followed is read again.
pub(crate) fn read_all() {
    if let Some(heard) = HEARD.get() {
        heard.update(|heard| heard.iter_mut().for_each(|turns| *turns += 1));
    }
}

/// Reads again whenever something of these `kinds` changed, in whichever subsidiary.
pub(crate) fn follow(reading: Reading, kinds: &'static [ChangeKind]) {
    let Some(heard) = HEARD.get() else { return };
    let turns = move |heard: &Heard| -> u32 {
        kinds.iter().filter_map(|kind| heard.get(*kind as usize)).sum()
    };
    let begun = heard.with_untracked(turns);
    let last = Stored::new(begun);
    effect(move || {
        let now = heard.with(turns);
        if last.get_value() != now {
            last.set_value(now);
            reading.refresh();
        }
    });
}
