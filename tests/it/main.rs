//! Stories over the whole product: a real server, a real database, real books.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of the stories: what cannot go on fails the story"
)]

mod activity;
mod allowance;
mod ambiguous;
mod by_hand;
mod catalogs;
mod changed;
mod chart;
mod chart_changes;
mod closed_periods;
mod command_line;
mod command_line_decide;
mod command_line_moves;
mod crash;
mod database;
mod documents;
mod error_pages;
mod events;
mod every_refusal;
mod export;
mod export_refusals;
mod factoring_reports;
mod golden;
mod hostile;
mod intuit_webhooks;
mod keys;
mod kill;
mod lanes;
mod layers;
mod links;
mod mappings;
mod memory;
mod moving;
mod openapi;
mod pages;
mod parties;
mod payments;
mod payments_central;
mod people;
mod quickbooks_online;
mod reconciliation;
mod replicas;
mod restored;
mod roles;
mod runs;
mod secrets;
mod setup;
mod short_pay;
mod sign_in;
mod simulation;
mod store;
mod store_values;
mod tenancy;
mod together;
mod turnover;
mod webhooks;
mod worn_out;
