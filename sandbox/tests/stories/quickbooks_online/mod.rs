//! Stories of QuickBooks Online, told with plain HTTP requests and judged by the books.

mod batches;
mod bills;
mod change_data;
mod company;
mod deposits;
mod faults;
mod invoices;
mod limits;
mod lists;
mod payments;
mod person;
mod queries;
mod refusals;
mod request_ids;
mod sign_in;
mod tokens;
mod updates;
mod voids;
mod webhooks;
