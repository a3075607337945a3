//! Stories of a subsidiary whose books are in QuickBooks Online, judged by the sandbox's books.

mod changed;
mod exactly_once;
mod export;
mod hints;
mod items;
mod moved;
mod numbers;
mod outage;
mod parties;
mod payment_runs;
mod payments;
mod payments_corrected;
mod payments_retried;
mod payments_shared;
mod reconciliation;
mod refusals;
mod sample_payments;
mod sign_in;
mod sign_in_ends;
mod together;
