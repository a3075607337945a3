//! The browser of the stories: one that is there, never one that Playwright downloads.

use crate::place::Place;
use std::env;
use std::path::PathBuf;

/// Names under which distributions install it, the packaged ones first.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The browser named in `WAYPOST_CHROMIUM`, else the first on `PATH`.
pub(crate) fn find(place: &Place) -> Option<PathBuf> {
    match env::var_os("WAYPOST_CHROMIUM") {
        Some(named) => Some(PathBuf::from(named)).filter(|file| file.is_file()),
        None => NAMES.iter().find_map(|name| place.which(name)),
    }
}
