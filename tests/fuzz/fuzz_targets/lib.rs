//! The fuzz targets run what `core/tests/hostile` runs on a few thousand inputs.

#[path = "../../../core/tests/hostile/readers.rs"]
mod readers;

pub use readers::run;
