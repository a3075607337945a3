//! The fuzz targets run what `core/tests/it/hostile` runs on a few thousand inputs.

#[path = "../../../core/tests/it/hostile/readers.rs"]
mod readers;

pub use readers::run;
