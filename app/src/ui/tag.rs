//! A state in a word or two. The word says it; the colour only repeats it.

use leptos::prelude::*;

/// How a tag is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Nothing special.
    Plain,
    /// As it should be; carries a check mark.
    Ok,
    /// Worth a look.
    Warn,
    /// Stands still until a person acts.
    Bad,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "tag",
            Self::Ok => "tag ok",
            Self::Warn => "tag warn",
            Self::Bad => "tag bad",
        }
    }
}

/// The tag.
pub(crate) fn tag(tone: Tone, words: impl Into<String>) -> AnyView {
    let check = (tone == Tone::Ok).then(|| view! { <span aria-hidden="true">"✓"</span> });
    view! { <span class=tone.class()>{check}{words.into()}</span> }.into_any()
}
