//! What both people changed, side by side: was, theirs, yours. Yours stands until decided.

use leptos::html::Div;
use leptos::prelude::*;
use waypost_core::names;

use super::Editor;
use super::merge::Both;
use crate::memo::memo;
use crate::reactive::effect;
use crate::ui::banner::banner;
use crate::ui::button::button;
use crate::ui::field::is_writing;

impl Editor {
    /// Whether there is something to decide, or to know, before going on.
    pub(crate) fn is_interrupted(self) -> bool {
        self.both.with(|both| !both.is_empty()) || self.is_restored()
    }

    fn is_restored(self) -> bool {
        self.restored.get() && self.changes.get() > 0
    }
}

/// The banner above the work; nothing while nothing collides. Restored edits are said here as well.
pub(crate) fn conflicts(editor: Editor) -> AnyView {
    let place = NodeRef::<Div>::new();
    let collides = memo(move || editor.both.with(|both| !both.is_empty()));
    effect(move || {
        if collides.get() {
            // Drawn first: an empty place takes no focus.
            request_animation_frame(move || {
                let place = place.try_get_untracked().flatten().filter(|_| !is_writing());
                let _ = place.map(|place| place.focus());
            });
        }
    });
    view! {
        <div class="stack conflict-place" tabindex="-1" node_ref=place>
        {move || editor.is_restored().then(|| banner(
            "warn",
            "Your unsaved changes were kept",
            view! { <p>"They are on this page again. Save them or discard them below."</p> },
        ))}
        {move || {
            let both = editor.both.get();
            (!both.is_empty()).then(|| {
                let saved = editor.saved.get();
                let who = saved.draft.saved_by.clone().unwrap_or_else(|| "Somebody else".into());
                banner(
                    "warn",
                    format!("{who} changed the same lines while you were editing"),
                    view! {
                        <p>"Everything else of both was kept. Yours stands below until you choose."</p>
                        <ul class="conflicts">{both.iter().map(|one| row(editor, one)).collect_view()}</ul>
                    },
                )
            })
        }}
        </div>
    }
    .into_any()
}

fn row(editor: Editor, both: &Both) -> AnyView {
    let accounts = editor.accounts();
    let label = names::label(&both.slot, editor.catalog().as_deref());
    let title = |held: &Option<String>| {
        held.as_deref().map_or_else(|| "no account".to_owned(), |id| accounts.title(id))
    };
    let words = format!(
        "{label}. Was: {}. Theirs: {}. Yours: {}.",
        title(&both.was),
        title(&both.theirs),
        title(&both.yours)
    );
    let settle = move |slot: &waypost_core::Slot| {
        editor.both.update(|all| all.retain(|one| one.slot != *slot));
    };
    let (kept, taken) = (both.slot.clone(), both.slot.clone());
    let theirs = both.theirs.clone();
    view! {
        <li>
            <p>{words}</p>
            <div class="cluster">
                {button("Keep yours", move || settle(&kept))}
                {button("Take theirs", move || {
                    editor.set(&taken, theirs.clone());
                    settle(&taken);
                })}
            </div>
        </li>
    }
    .into_any()
}
