//! Connecting a subsidiary to its books: a person's sign-in, or an administrator's application.
//! What was given is tried before anything is kept.

use jiff::SignedDuration;
use secrecy::{ExposeSecret, SecretString};
use waypost_core::api::{
    ApplicationCredentials, BeginSignIn, ConnectionState, SignInAddress, SignInKind,
};
use waypost_core::wire::System;

use super::remote::{PATIENCE, our_allowance};
use super::{Inner, Trouble, lane};
use crate::clock::text;
use crate::connectors::{Answer, Ask, RemoteCompany, Target, ledger};
use crate::hash::sha256_hex;
use crate::oauth::{self, Credential, Grant};
use crate::store::connection::{self, Connection};
use crate::store::sign_in::{self, SignIn};
use crate::store::{Db, Scope, credential, hold, mapping, subsidiary};

/// How long a person may take on Microsoft's page.
const SIGN_IN_LIFE: SignedDuration = SignedDuration::from_mins(10);

impl Inner {
    pub(super) async fn begin_sign_in(
        &self,
        scope: &Scope,
        subsidiary: &str,
        request: &BeginSignIn,
        session_hash: &str,
    ) -> Result<SignInAddress, Trouble> {
        let environment = environment_of(request.system, &request.environment)?;
        let registration = self.remotes.registration(request.system, None)?;
        let begun = oauth::begin(&registration, &self.remotes.redirect(request.system))?;
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        let connection = self.connection_for(&mut tx, scope, subsidiary, request.system).await?;
        let verifier = self
            .vault
            .seal(scope, &connection.id, begun.verifier.expose_secret().as_bytes())
            .map_err(|error| Trouble::remote("vault_unavailable", error.to_string()))?;
        let sign_in = SignIn {
            state_hash: sha256_hex(begun.state.expose_secret().as_bytes()),
            connection: connection.id,
            session_hash: session_hash.to_owned(),
            environment,
            verifier,
            expires_at: text(now + SIGN_IN_LIFE),
        };
        sign_in::begin(&mut tx, scope, &sign_in, &text(now)).await?;
        tx.commit().await?;
        Ok(SignInAddress { url: begun.url.into() })
    }

    pub(super) async fn finish_sign_in(
        &self,
        session_hash: &str,
        scope: &Scope,
        state: &str,
        (code, company): (&str, Option<&str>),
    ) -> Result<String, Trouble> {
        let sign_in = self.take_sign_in(scope, state, session_hash).await?;
        let connection = {
            let mut db = self.store.read().await?;
            connection::get(&mut db, scope, &sign_in.connection).await?.ok_or_else(forged)?
        };
        let verifier = self
            .vault
            .unseal(scope, &connection.id, &sign_in.verifier)
            .map_err(|error| Trouble::remote("vault_unavailable", error.to_string()))?;
        let verifier = String::from_utf8_lossy(verifier.expose_secret()).into_owned();
        let registration = self.remotes.registration(connection.system, None)?;
        let tokens = oauth::exchange(
            &self.transport,
            &registration,
            &self.remotes.redirect(connection.system),
            code,
            &SecretString::from(verifier),
        )
        .await?;
        let refresh = tokens.refresh.clone().ok_or_else(|| {
            Trouble::remote(
                "no_offline_access",
                "The sign-in does not last: no refresh token came with it. Let an administrator grant \
                 offline access to the application, then sign in again.",
            )
        })?;
        let target = Target {
            environment: sign_in.environment,
            company: noticed(connection.system, company)?.to_owned(),
        };
        let companies = self.try_access(connection.system, &target, &tokens.access).await?;
        let credential = Credential::new(Grant::Person { refresh }, tokens, self.clock.now());
        let signed = Signed { kind: SignInKind::Person, directory: None, credential };
        let company = companies.into_iter().find(|one| one.id == target.company);
        let chosen = company.is_some();
        self.keep(scope, &connection.id, &target.environment, &signed, company).await?;
        if chosen {
            // A chart that cannot be read now is said beside the company, and read later.
            let read = self.refresh_chart(scope, &connection.subsidiary).await;
            drop(read);
        }
        Ok(connection.subsidiary)
    }

    /// Gives the sign-in back to who gave it, and forgets it. Mappings and documents stay; what is due
    /// waits until somebody signs in again.
    pub(super) async fn sign_out(&self, scope: &Scope, subsidiary: &str) -> Result<(), Trouble> {
        let connection = {
            let mut db = self.store.read().await?;
            connection::of_subsidiary(&mut db, scope, subsidiary).await?
        };
        let mut connection = connection.ok_or_else(no_connection)?;
        if let Ok((_, stored)) = self.credential(scope, &connection).await
            && let Grant::Person { refresh } = &stored.grant
        {
            let registration = self.remotes.registration(connection.system, Some(&stored.grant))?;
            oauth::revoke(&self.transport, &registration, refresh).await?;
        }
        connection.state = ConnectionState::SignedOut;
        let mut tx = self.store.begin().await?;
        if !connection::save(&mut tx, scope, &connection).await? {
            return Err(Trouble::conflict(
                "connection_changed",
                "Somebody else changed this connection meanwhile. Look again, then sign out.",
            ));
        }
        credential::remove(&mut tx, scope, &connection.id).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn use_application(
        &self,
        scope: &Scope,
        subsidiary: &str,
        given: &ApplicationCredentials,
    ) -> Result<(), Trouble> {
        let environment = environment_of(given.system, &given.environment)?;
        let directory = directory(&given.directory)?;
        let grant = Grant::Application {
            directory: directory.clone(),
            client_id: given.client_id.trim().to_owned(),
            client_secret: SecretString::from(given.client_secret.clone()),
        };
        let registration = self.remotes.registration(given.system, Some(&grant))?;
        let tokens = oauth::application(&self.transport, &registration).await?;
        let target = Target { environment, company: String::new() };
        self.try_access(given.system, &target, &tokens.access).await?;
        let mut tx = self.store.begin().await?;
        let connection = self.connection_for(&mut tx, scope, subsidiary, given.system).await?;
        tx.commit().await?;
        let credential = Credential::new(grant, tokens, self.clock.now());
        let signed =
            Signed { kind: SignInKind::Application, directory: Some(directory), credential };
        self.keep(scope, &connection.id, &target.environment, &signed, None).await
    }

    /// Takes the sign-in that `state` names, once: whatever comes of it, it is used.
    async fn take_sign_in(
        &self,
        scope: &Scope,
        state: &str,
        session_hash: &str,
    ) -> Result<SignIn, Trouble> {
        let mut tx = self.store.begin().await?;
        let taken =
            sign_in::take(&mut tx, scope, &sha256_hex(state.as_bytes()), session_hash).await?;
        tx.commit().await?;
        let sign_in = taken.ok_or_else(forged)?;
        if sign_in.expires_at <= text(self.clock.now()) {
            return Err(Trouble::conflict(
                "sign_in_expired",
                "The sign-in took longer than ten minutes. Begin it again.",
            ));
        }
        Ok(sign_in)
    }

    /// The subsidiary's connection, made when it has none.
    async fn connection_for(
        &self,
        db: &mut Db,
        scope: &Scope,
        subsidiary: &str,
        system: System,
    ) -> Result<Connection, Trouble> {
        if ledger(system).is_none() {
            return Err(Trouble::conflict(
                "system_not_available",
                format!("Connecting to {system} is not part of this version."),
            ));
        }
        if subsidiary::name(db, scope, subsidiary).await?.is_none() {
            return Err(Trouble::missing(
                "no_subsidiary",
                format!("There is no subsidiary {subsidiary}. Add it first."),
            ));
        }
        if let Some(mut connection) = connection::of_subsidiary(db, scope, subsidiary).await? {
            if connection.system == system {
                return Ok(connection);
            }
            if !connection::change_system(db, scope, &connection.id, system).await? {
                return Err(other_system(connection.system));
            }
            connection.system = system;
            return Ok(connection);
        }
        let id = self.ids.fresh("con");
        let now = text(self.clock.now());
        let connection = connection::add(db, scope, &id, subsidiary, system, &now).await?;
        hold::release_unconnected(db, scope, subsidiary, &now).await?;
        Ok(connection)
    }

    /// The sign-in works: it sees these companies.
    async fn try_access(
        &self,
        system: System,
        target: &Target,
        token: &SecretString,
    ) -> Result<Vec<RemoteCompany>, Trouble> {
        let (Some(ledger), Some(base)) = (ledger(system), self.remotes.api(system)) else {
            return Ok(Vec::new());
        };
        let limits = ledger.capabilities();
        let (name, lane) = (limits.name, lane::name(limits.system.as_str(), target));
        for call in ledger.encode(target, &[Ask::Companies]) {
            // What is asked before anything is connected counts as well.
            let place = self.place(&lane, &lane, call.parts, limits, PATIENCE).await;
            let _place = place.map_err(|wait| our_allowance(name, wait))?;
            let reply = self.transport.send(base, &call, token).await.map_err(|failure| {
                Trouble::remote(
                    "remote_unreachable",
                    format!("{name} did not answer ({failure}). Nothing was kept. Try again."),
                )
            })?;
            for answer in ledger.decode(&call, &reply).answers {
                match answer {
                    Answer::Companies(companies) => return Ok(companies),
                    Answer::Rejected(rejection) | Answer::Unknown(rejection) => {
                        return Err(rejection.into());
                    }
                    _ => {}
                }
            }
        }
        Ok(Vec::new())
    }

    /// Keeps what was tried: credential, state and the company where the sign-in named it, in one
    /// transaction. Mappings stay.
    async fn keep(
        &self,
        scope: &Scope,
        id: &str,
        environment: &str,
        signed: &Signed,
        company: Option<RemoteCompany>,
    ) -> Result<(), Trouble> {
        let mut tx = self.store.begin().await?;
        let mut current = connection::get(&mut tx, scope, id).await?.ok_or_else(no_connection)?;
        if current.environment.as_deref().is_some_and(|before| before != environment) {
            // Another environment has other companies, even under the same names.
            current.company_before = current.company.take().or(current.company_before);
        }
        current.environment = Some(environment.to_owned()).filter(|name| !name.is_empty());
        if let Some(company) = company {
            self.take_company(&mut tx, scope, &mut current, company.into()).await?;
        }
        current.directory.clone_from(&signed.directory);
        current.sign_in = Some(signed.kind);
        let mapped = mapping::active(&mut tx, scope, id).await?.is_some();
        current.state = standing(&current, mapped);
        self.store_credential(&mut tx, scope, id, &signed.credential).await?;
        connection::save(&mut tx, scope, &current).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// A sign-in that was tried and works.
struct Signed {
    kind: SignInKind,
    directory: Option<String>,
    credential: Credential,
}

/// Where a signed-in connection stands.
pub(super) fn standing(connection: &Connection, mapped: bool) -> ConnectionState {
    match (&connection.company, mapped) {
        (None, _) => ConnectionState::ChooseCompany,
        (Some(_), false) => ConnectionState::Mapping,
        (Some(_), true) => ConnectionState::Active,
    }
}

/// No subsidiary's connection of that name.
pub(super) fn no_connection() -> Trouble {
    Trouble::missing(
        "no_connection",
        "This subsidiary is not connected to an accounting system. Connect it first.",
    )
}

fn forged() -> Trouble {
    Trouble::conflict(
        "sign_in_unknown",
        "This sign-in was not begun in this browser, or was finished before. Begin it again.",
    )
}

/// The subsidiary's books are in another system already.
fn other_system(system: System) -> Trouble {
    Trouble::conflict(
        "system_differs",
        format!(
            "The books of this subsidiary are in {} already. Add another subsidiary for other books.",
            waypost_core::names::system(system)
        ),
    )
}

/// The company that a sign-in page named: its id, digits alone, goes into an address. Business
/// Central's page names none; there a company is chosen afterwards.
fn noticed(system: System, company: Option<&str>) -> Result<&str, Trouble> {
    match (system, company) {
        (System::QuickbooksOnline, Some(realm))
            if (1..=30).contains(&realm.len()) && realm.bytes().all(|one| one.is_ascii_digit()) =>
        {
            Ok(realm)
        }
        (System::QuickbooksOnline, _) => Err(forged()),
        _ => Ok(""),
    }
}

/// Business Central's environment; other systems have none.
fn environment_of(system: System, given: &str) -> Result<String, Trouble> {
    if system == System::BusinessCentral { environment(given) } else { Ok(String::new()) }
}

/// An environment's name goes into an address: letters, digits, hyphen and underscore.
fn environment(given: &str) -> Result<String, Trouble> {
    let given = given.trim();
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    if given.is_empty() || given.len() > 30 || !given.chars().all(plain) {
        return Err(Trouble::refused(
            "environment_unknown",
            crate::connectors::Class::NeedsConfig,
            "An environment's name has up to 30 letters, digits, hyphens and underscores, such as \
             production. Copy it from Business Central's admin center.",
        ));
    }
    Ok(given.to_owned())
}

/// A directory's id or domain goes into an address too.
fn directory(given: &str) -> Result<String, Trouble> {
    let given = given.trim();
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.');
    if given.is_empty() || given.len() > 253 || !given.chars().all(plain) || given.contains("..") {
        return Err(Trouble::refused(
            "directory_unknown",
            crate::connectors::Class::NeedsConfig,
            "A directory is an id or a domain, such as keystone.onmicrosoft.com. Copy it from the \
             app registration's overview page.",
        ));
    }
    Ok(given.to_owned())
}
