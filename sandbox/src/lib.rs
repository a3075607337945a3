//! Accounting systems as local servers that keep real books, for tests and the demo.
//!
//! Not a mock: a posted invoice leads to ledger entries, a refused one to the real refusal, and
//! what is not modelled is refused by name. Depends on nothing else of the product, so that its
//! books can judge the connector. See README.md for addresses and the control endpoint.
//!
//! ```no_run
//! # async fn example() -> Result<(), waypost_sandbox::StartError> {
//! let sandbox = waypost_sandbox::Sandbox::start(waypost_sandbox::Config::default()).await?;
//! println!("{}/production/api/v2.0/companies", sandbox.api_base());
//! sandbox.stop().await;
//! # Ok(())
//! # }
//! ```

mod browser;
mod business_central;
mod clock;
mod config;
mod control;
mod entra;
mod faults;
mod front;
mod house;
mod http;
mod ids;
mod intuit;
mod limits;
mod line;
mod listener;
mod quickbooks_online;
mod request_log;
mod sandbox;
pub mod seed;
mod seed_check;
mod world;

pub use business_central::enums::{AccountCategory, AccountType, PartyBlocked};
pub use clock::Time;
pub use config::Config;
pub use ids::{company_id, record_id};
pub use limits::LimitFigures;
pub use line::{Heard, Line};
pub use quickbooks_online::QuickBooksFigures;
pub use sandbox::{Sandbox, StartError};
pub use seed::Seed;
