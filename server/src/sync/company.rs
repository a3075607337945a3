//! The company in the books: which ones the sign-in may see, choosing one, testing the access, and
//! reading its chart whole.

use waypost_core::api::{AccessTest, Company};
use waypost_core::wire::{Chart, System};

use super::connect::{no_connection, standing};
use super::remote::Remote;
use super::{Inner, Trouble};
use crate::clock::text;
use crate::connectors::{Answer, Ask, Class, Readable, Rejection, RemoteCompany};
use crate::store::connection::{self, Connection};
use crate::store::{Db, Scope, StoreError, chart, item, mapping, party};

impl Inner {
    pub(super) async fn companies(
        &self,
        scope: &Scope,
        subsidiary: &str,
    ) -> Result<Vec<Company>, Trouble> {
        let connection = self.connection(scope, subsidiary).await?;
        let remote = Remote::new(self, scope, &connection).ok_or_else(no_connection)?;
        Ok(remote.companies().await?)
    }

    pub(super) async fn choose_company(
        &self,
        scope: &Scope,
        subsidiary: &str,
        id: &str,
    ) -> Result<(), Trouble> {
        let mut chosen = self.connection(scope, subsidiary).await?;
        let company = {
            let remote = Remote::new(self, scope, &chosen).ok_or_else(no_connection)?;
            remote.companies().await?.into_iter().find(|company| company.id == id)
        };
        let company = company.ok_or_else(|| {
            Trouble::missing(
                "company_unknown",
                "This sign-in sees no company of that id. Choose one of the list.",
            )
        })?;
        let current = chosen.clone();
        chosen.company = Some(company.clone());
        let read = {
            let remote = Remote::new(self, scope, &chosen).ok_or_else(no_connection)?;
            remote.chart().await?
        };
        let mut tx = self.store.begin().await?;
        let mapped = mapping::active(&mut tx, scope, &chosen.id).await?.is_some();
        chosen = current;
        self.take_company(&mut tx, scope, &mut chosen, company).await?;
        chosen.state = standing(&chosen, mapped);
        if !connection::save(&mut tx, scope, &chosen).await? {
            return Err(Trouble::conflict(
                "connection_changed",
                "Somebody else changed this connection meanwhile. Look again, then choose.",
            ));
        }
        let fetched_at = text(self.clock.now());
        chart::put(&mut tx, scope, &chosen.id, &read, &fetched_at).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Makes `company` the connection's: another one than before has other parties and items, and the
    /// mapping was made for the former.
    pub(super) async fn take_company(
        &self,
        db: &mut Db,
        scope: &Scope,
        connection: &mut Connection,
        company: Company,
    ) -> Result<(), StoreError> {
        let before = connection.company.replace(company.clone());
        if before.as_ref().is_some_and(|before| before.id != company.id) {
            connection.company_before = before.or(connection.company_before.take());
            party::forget_all(db, scope, &connection.id).await?;
            item::forget_all(db, scope, &connection.id).await?;
        }
        if connection.company_before.as_ref().is_some_and(|before| before.id == company.id) {
            connection.company_before = None;
        }
        Ok(())
    }

    /// Reads the chart whole. A failure keeps the last one, and says why beside it (R15).
    pub(super) async fn refresh_chart(
        &self,
        scope: &Scope,
        subsidiary: &str,
    ) -> Result<Chart, Trouble> {
        let connection = self.connection(scope, subsidiary).await?;
        if connection.company.is_none() {
            return Err(Trouble::conflict("no_company", "No company is chosen. Choose one first."));
        }
        let remote = Remote::new(self, scope, &connection).ok_or_else(no_connection)?;
        let read = remote.chart().await;
        let mut tx = self.store.begin().await?;
        let outcome = match read {
            Ok(read) => {
                let fetched_at = text(self.clock.now());
                chart::put(&mut tx, scope, &connection.id, &read, &fetched_at).await?;
                Ok(read)
            }
            Err(rejection) => {
                chart::note_trouble(&mut tx, scope, &connection.id, &rejection.message).await?;
                Err(rejection.into())
            }
        };
        tx.commit().await?;
        outcome
    }

    pub(super) async fn check_access(
        &self,
        scope: &Scope,
        subsidiary: &str,
    ) -> Result<Vec<AccessTest>, Trouble> {
        let connection = self.connection(scope, subsidiary).await?;
        let remote = Remote::new(self, scope, &connection).ok_or_else(no_connection)?;
        Ok(remote.check().await)
    }

    async fn connection(&self, scope: &Scope, subsidiary: &str) -> Result<Connection, Trouble> {
        let mut db = self.store.read().await?;
        connection::of_subsidiary(&mut db, scope, subsidiary).await?.ok_or_else(no_connection)
    }
}

impl From<RemoteCompany> for Company {
    fn from(one: RemoteCompany) -> Company {
        Company { id: one.id, name: one.name, display_name: one.display_name }
    }
}

impl Remote<'_> {
    async fn companies(&self) -> Result<Vec<Company>, Rejection> {
        let mut companies = Vec::new();
        for answer in self.ask(&Ask::Companies).await {
            match answer {
                Answer::Companies(page) => companies.extend(page.into_iter().map(Company::from)),
                Answer::Rejected(rejection) | Answer::Unknown(rejection) => return Err(rejection),
                _ => {}
            }
        }
        Ok(companies)
    }

    /// All pages of the chart, or why not (R15).
    pub(super) async fn chart(&self) -> Result<Chart, Rejection> {
        let mut accounts = Vec::new();
        for answer in self.ask(&Ask::Accounts).await {
            match answer {
                Answer::Accounts(page) => accounts.extend(page),
                Answer::Rejected(rejection) | Answer::Unknown(rejection) => return Err(rejection),
                _ => {}
            }
        }
        Ok(Chart {
            system: self.connection.system,
            company: self
                .connection
                .company
                .as_ref()
                .map_or_else(String::new, |company| company.name.clone()),
            fetched_at: Some(text(self.inner.clock.now())),
            accounts,
            extra: Default::default(),
        })
    }

    /// Tests the access, reading only. After a failure that explains the rest, the rest is untried.
    async fn check(&self) -> Vec<AccessTest> {
        let mut tests = Vec::new();
        let token = self.inner.access_token(self.scope, self.connection, None).await;
        let signed_in = note(&mut tests, "sign_in", "Sign-in accepted", token.map(|_| "Accepted."));
        let companies = if signed_in { Some(self.companies().await) } else { None };
        let company = self.connection.company.as_ref();
        let place = match self.connection.system {
            System::BusinessCentral => "Environment exists",
            _ => "Books can be reached",
        };
        let visible = match &companies {
            None => false,
            Some(Err(rejection)) => note(&mut tests, "environment", place, Err(rejection.clone())),
            Some(Ok(companies)) => {
                note(&mut tests, "environment", place, Ok("Found."));
                let found = company.is_some_and(|one| companies.iter().any(|it| it.id == one.id));
                let result = if found { Ok("Visible.") } else { Err(invisible(company)) };
                note(&mut tests, "company", "Company visible", result)
            }
        };
        let capabilities = self.ledger.capabilities();
        for (what, name, title) in READS {
            if what == Readable::Entries && !capabilities.entries {
                continue;
            }
            if visible {
                let answer = self.ask(&Ask::MayRead(what)).await.pop();
                let result = match answer {
                    Some(Answer::Rejected(rejection) | Answer::Unknown(rejection)) => {
                        Err(rejection)
                    }
                    _ => Ok("Readable."),
                };
                note(&mut tests, name, title, result);
            } else {
                untried(&mut tests, name, title, "Not tried: mend the failure above first.");
            }
        }
        if visible && capabilities.system == System::QuickbooksOnline {
            self.check_numbers(&mut tests).await;
        }
        untried(
            &mut tests,
            "post",
            "May create and post documents",
            "Cannot be tested without writing to the books. The first document shows it; nothing \
             is lost if it is refused.",
        );
        tests
    }
}

impl Remote<'_> {
    /// Whether invoices keep the source's numbers. It works either way, and is surer when they do.
    async fn check_numbers(&self, tests: &mut Vec<AccessTest>) {
        let (name, title) = ("own_numbers", "Invoices keep the numbers of their loads");
        match self.ask(&Ask::CompanyRules).await.pop() {
            Some(Answer::CompanyRules(rules)) if rules.keeps_numbers => {
                note(tests, name, title, Ok("Custom transaction numbers are on."));
            }
            Some(Answer::CompanyRules(_)) => untried(
                tests,
                name,
                title,
                "Custom transaction numbers are off, so QuickBooks Online numbers invoices by itself; \
                 the load's number stands in the memo. Turn them on there (Account and settings, \
                 Sales, Sales form content), so that people find an invoice by its load.",
            ),
            Some(Answer::Rejected(why) | Answer::Unknown(why)) => {
                note(tests, name, title, Err(why));
            }
            _ => {}
        }
    }
}

const READS: [(Readable, &str, &str); 6] = [
    (Readable::Accounts, "read_accounts", "May read the chart of accounts"),
    (Readable::Customers, "read_customers", "May read customers"),
    (Readable::Vendors, "read_vendors", "May read vendors"),
    (Readable::Invoices, "read_invoices", "May read sales invoices"),
    (Readable::Bills, "read_bills", "May read purchase invoices"),
    (Readable::Entries, "read_entries", "May read ledger entries"),
];

fn note(
    tests: &mut Vec<AccessTest>,
    name: &str,
    title: &str,
    result: Result<&str, Rejection>,
) -> bool {
    let passed = result.is_ok();
    let message = result.map_or_else(|rejection| rejection.message, str::to_owned);
    tests.push(AccessTest {
        name: name.to_owned(),
        title: title.to_owned(),
        passed: Some(passed),
        message,
    });
    passed
}

fn untried(tests: &mut Vec<AccessTest>, name: &str, title: &str, message: &str) {
    tests.push(AccessTest {
        name: name.to_owned(),
        title: title.to_owned(),
        passed: None,
        message: message.to_owned(),
    });
}

fn invisible(company: Option<&Company>) -> Rejection {
    let message = match company {
        Some(company) => format!(
            "This sign-in does not see the company {}. Give its user or app access to it in the \
             books, or choose another company.",
            company.display_name
        ),
        None => "No company is chosen. Choose one.".to_owned(),
    };
    Rejection {
        code: "company_invisible",
        class: Class::NeedsConfig,
        message,
        remote_wide: false,
        subject: None,
        retry_after: None,
    }
}
