//! The routes, in the order of the server's table. One line of meaning each; no decisions.

use gloo_net::http::Method;
use js_sys::encode_uri_component as encode;
use serde::Deserialize;
use serde::de::IgnoredAny;
use waypost_core::api::{
    AccessTest, Activity, ApplicationCredentials, BeginSignIn, CatalogState, ChooseCompany,
    Company, Connection, Deed, DocumentDetail, DocumentRow, Draft, FirstAdministrator, Handled,
    IssuedKey, Key, Link, MappingState, NewKey, NewSubsidiary, OpenParty, Page, Receipt,
    RemoteCandidate, Run, RunDetail, Session, Setup, Several, SeveralDone, SignIn, SignInAddress,
    Skip, Subsidiary, SubsidiaryDays, Version, WhoItIs, WriteOff,
};
use waypost_core::wire::{AccountChange, Chart, Document, Mapping, Settings, Turnover};

use super::{Client, Trouble};

/// What a list of documents is narrowed to; empty fields narrow nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DocumentFilter {
    /// The subsidiary's source id.
    pub(crate) subsidiary: String,
    /// A state's name on the wire, such as `needs_you`; several with commas.
    pub(crate) state: String,
    /// Part of a number, an id or a party.
    pub(crate) words: String,
}

pub(super) type Answer<T> = Result<T, Trouble>;

impl Client {
    /// Whether the first administrator is still missing.
    pub(crate) async fn setup(self) -> Answer<Setup> {
        self.get("/setup").await
    }

    /// Makes the first administrator and signs in.
    pub(crate) async fn set_up(self, first: &FirstAdministrator) -> Answer<Session> {
        self.write(Method::POST, "/setup", first, None).await
    }

    /// Signs in.
    pub(crate) async fn sign_in(self, sign_in: &SignIn) -> Answer<Session> {
        self.write(Method::POST, "/session", sign_in, None).await
    }

    /// Who is signed in.
    pub(crate) async fn who(self) -> Answer<Session> {
        self.get("/session").await
    }

    /// Signs out.
    pub(crate) async fn sign_out(self) -> Answer<()> {
        self.exchange(Method::DELETE, "/session", None, None).await.map(drop)
    }

    /// Every subsidiary of the tenant.
    pub(crate) async fn subsidiaries(self) -> Answer<Page<Subsidiary>> {
        self.get("/subsidiaries").await
    }

    /// Adds a subsidiary.
    pub(crate) async fn add_subsidiary(self, new: &NewSubsidiary) -> Answer<Subsidiary> {
        self.write(Method::POST, "/subsidiaries", new, None).await
    }

    /// One subsidiary and where it stands.
    pub(crate) async fn subsidiary(self, id: &str) -> Answer<Subsidiary> {
        self.get(&below(id, "")).await
    }

    /// What the subsidiary's documents may carry.
    pub(crate) async fn catalog(self, id: &str) -> Answer<CatalogState> {
        self.get(&below(id, "/catalog")).await
    }

    /// Replaces the catalogue with the JSON of a file, as it is.
    pub(crate) async fn put_catalog(self, id: &str, json: String) -> Answer<CatalogState> {
        let path = below(id, "/catalog");
        super::request::read(&self.exchange(Method::PUT, &path, Some(json), None).await?)
    }

    /// The link to the books; none before anybody started to connect.
    pub(crate) async fn connection(self, id: &str) -> Answer<Option<Connection>> {
        match self.get(&below(id, "/connection")).await {
            Err(trouble) if trouble.code() == Some("no_connection") => Ok(None),
            answer => answer.map(Some),
        }
    }

    /// Begins a person's sign-in: where the browser goes next.
    pub(crate) async fn begin_sign_in(
        self,
        id: &str,
        begin: &BeginSignIn,
    ) -> Answer<SignInAddress> {
        self.write(Method::POST, &below(id, "/connection/sign-in"), begin, None).await
    }

    /// Signs in with an administrator's app registration.
    pub(crate) async fn use_application(
        self,
        id: &str,
        credentials: &ApplicationCredentials,
    ) -> Answer<Connection> {
        self.write(Method::PUT, &below(id, "/connection/application"), credentials, None).await
    }

    /// The companies that the sign-in may see.
    pub(crate) async fn companies(self, id: &str) -> Answer<Page<Company>> {
        self.get(&below(id, "/connection/companies")).await
    }

    /// Chooses the company whose books are kept.
    pub(crate) async fn choose_company(
        self,
        id: &str,
        choice: &ChooseCompany,
    ) -> Answer<Connection> {
        self.write(Method::PUT, &below(id, "/connection/company"), choice, None).await
    }

    /// Named tests that write nothing to the books.
    pub(crate) async fn check_access(self, id: &str) -> Answer<Vec<AccessTest>> {
        self.act(&below(id, "/connection/check"), None).await
    }

    /// Saves the settings of R26.
    pub(crate) async fn put_settings(
        self,
        id: &str,
        settings: &Settings,
        version: u64,
    ) -> Answer<Connection> {
        let path = below(id, "/connection/settings");
        self.write(Method::PUT, &path, settings, Some(version)).await
    }

    /// The chart of accounts as last read.
    pub(crate) async fn chart(self, id: &str) -> Answer<Chart> {
        self.get(&below(id, "/connection/chart")).await
    }

    /// Reads the chart again from the books.
    pub(crate) async fn refresh_chart(self, id: &str) -> Answer<Chart> {
        self.act(&below(id, "/connection/chart"), None).await
    }

    /// Mapped accounts that changed in the books since somebody last looked.
    pub(crate) async fn chart_changes(self, id: &str) -> Answer<Vec<AccountChange>> {
        self.get(&below(id, "/connection/chart/changes")).await
    }

    /// How many they are, without what there is to say about each.
    pub(crate) async fn count_chart_changes(self, id: &str) -> Answer<usize> {
        let all: Vec<IgnoredAny> = self.get(&below(id, "/connection/chart/changes")).await?;
        Ok(all.len())
    }

    /// Notes that they were seen.
    pub(crate) async fn see_chart_changes(self, id: &str) -> Answer<()> {
        let path = below(id, "/connection/chart/changes");
        self.exchange(Method::DELETE, &path, None, None).await.map(drop)
    }

    /// The draft and the active version; none before anybody started to connect.
    pub(crate) async fn mapping(self, id: &str) -> Answer<Option<MappingState>> {
        match self.get(&below(id, "/mapping")).await {
            Err(trouble) if trouble.code() == Some("no_connection") => Ok(None),
            answer => answer.map(Some),
        }
    }

    /// What the documents that wait and those of the last 30 days carry, slot by slot.
    pub(crate) async fn turnover(self, id: &str) -> Answer<Turnover> {
        self.get(&below(id, "/mapping/turnover")).await
    }

    /// The submitted versions, newest first, as many as one answer may hold.
    pub(crate) async fn versions(self, id: &str) -> Answer<Page<Version>> {
        self.get(&below(id, "/mapping/versions?limit=500")).await
    }

    /// What was done to the subsidiary, newest first.
    pub(crate) async fn deeds(self, id: &str) -> Answer<Page<Deed>> {
        self.get(&below(id, "/deeds?limit=100")).await
    }

    /// Saves the draft over `revision`.
    pub(crate) async fn put_draft(
        self,
        id: &str,
        mapping: &Mapping,
        revision: u64,
    ) -> Answer<Draft> {
        self.write(Method::PUT, &below(id, "/mapping/draft"), mapping, Some(revision)).await
    }

    /// Ends the mapping step for this revision.
    pub(crate) async fn done(self, id: &str, revision: u64) -> Answer<Draft> {
        self.act(&below(id, "/mapping/done"), Some(revision)).await
    }

    /// Makes the draft the active version.
    pub(crate) async fn submit(self, id: &str, revision: u64) -> Answer<Version> {
        self.act(&below(id, "/mapping/submit"), Some(revision)).await
    }

    /// Pushes documents, as the JSON of a file.
    pub(crate) async fn push_documents(self, json: String) -> Answer<Vec<Receipt>> {
        let answer = self.exchange(Method::POST, "/documents", Some(json), None).await?;
        super::request::read(&answer)
    }

    /// One page of documents, newest change first.
    pub(crate) async fn documents(
        self,
        filter: &DocumentFilter,
        cursor: Option<&str>,
        limit: u32,
    ) -> Answer<Page<DocumentRow>> {
        let named = [
            ("subsidiary", filter.subsidiary.as_str()),
            ("state", filter.state.as_str()),
            ("q", filter.words.as_str()),
            ("cursor", cursor.unwrap_or_default()),
        ];
        let named =
            named.map(|(name, value)| (name, Some(value).filter(|value| !value.is_empty())));
        self.get(&asking(format!("/documents?limit={limit}"), &named)).await
    }

    /// One document with everything that happened to it.
    pub(crate) async fn document(self, id: &str) -> Answer<DocumentDetail> {
        self.get(&document(id, "")).await
    }

    /// What the source sent of one document, and nothing of what became of it.
    pub(crate) async fn sent_document(self, id: &str) -> Answer<Document> {
        #[derive(Deserialize)]
        struct Sent {
            document: Document,
        }
        let sent: Sent = self.get(&document(id, "")).await?;
        Ok(sent.document)
    }

    /// Tries a document again.
    pub(crate) async fn retry(self, id: &str) -> Answer<DocumentRow> {
        self.act(&document(id, "/retry"), None).await
    }

    /// Leaves a document out of the books.
    pub(crate) async fn skip(self, id: &str, skip: &Skip) -> Answer<DocumentRow> {
        self.write(Method::POST, &document(id, "/skip"), skip, None).await
    }

    /// Notes that a document was entered by hand.
    pub(crate) async fn handled(self, id: &str, handled: &Handled) -> Answer<DocumentRow> {
        self.write(Method::POST, &document(id, "/handled"), handled, None).await
    }

    /// Has the rest of a posted invoice written off.
    pub(crate) async fn write_off(self, id: &str, write_off: &WriteOff) -> Answer<DocumentRow> {
        self.write(Method::POST, &document(id, "/write-off"), write_off, None).await
    }

    /// What the books hold that may be the document.
    pub(crate) async fn candidates(self, id: &str) -> Answer<Page<RemoteCandidate>> {
        self.get(&document(id, "/candidates")).await
    }

    /// Links a document to one of the books.
    pub(crate) async fn link(self, id: &str, link: &Link) -> Answer<DocumentRow> {
        self.write(Method::POST, &document(id, "/link"), link, None).await
    }

    /// Tries several documents of a subsidiary again.
    pub(crate) async fn retry_several(self, id: &str, several: &Several) -> Answer<SeveralDone> {
        self.write(Method::POST, &below(id, "/activity/retry"), several, None).await
    }

    /// Leaves several documents of a subsidiary out of the books.
    pub(crate) async fn skip_several(self, id: &str, several: &Several) -> Answer<SeveralDone> {
        self.write(Method::POST, &below(id, "/activity/skip"), several, None).await
    }

    /// Parties about which a person has to say who they are.
    pub(crate) async fn parties(self) -> Answer<Page<OpenParty>> {
        self.get("/parties").await
    }

    /// Says who a party is.
    pub(crate) async fn decide_party(self, id: &str, who: &WhoItIs) -> Answer<SeveralDone> {
        let path = format!("/parties/{}", String::from(encode(id)));
        self.write(Method::POST, &path, who, None).await
    }

    /// What a subsidiary's documents wait for.
    pub(crate) async fn activity(self, id: &str) -> Answer<Activity> {
        self.get(&below(id, "/activity")).await
    }

    /// One page of a list of its activity, newest change first.
    pub(crate) async fn activity_page(
        self,
        id: &str,
        list: &str,
        cause: Option<&str>,
        cursor: Option<&str>,
    ) -> Answer<Page<DocumentRow>> {
        let path = below(id, &format!("/activity/{}", String::from(encode(list))));
        self.get(&asking(path, &[("limit", Some("50")), ("cause", cause), ("cursor", cursor)]))
            .await
    }

    /// One page of a subsidiary's runs, newest first.
    pub(crate) async fn runs(self, id: &str, cursor: Option<&str>) -> Answer<Page<Run>> {
        self.get(&asking(below(id, "/runs"), &[("limit", Some("50")), ("cursor", cursor)])).await
    }

    /// One run with its documents.
    pub(crate) async fn run(self, id: &str, run: &str) -> Answer<RunDetail> {
        self.get(&below(id, &format!("/runs/{}", String::from(encode(run))))).await
    }

    /// The last thirty days of one subsidiary, or of all, in this browser's own days.
    pub(crate) async fn days(self, id: Option<&str>) -> Answer<Vec<SubsidiaryDays>> {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "whole minutes, fourteen hours at most"
        )]
        let behind = js_sys::Date::new_0().get_timezone_offset() as i64;
        let ahead = -behind;
        let path = format!("/runs/days?utc_offset={ahead}");
        self.get(&asking(path, &[("subsidiary", id)])).await
    }

    /// The API keys.
    pub(crate) async fn keys(self) -> Answer<Page<Key>> {
        self.get("/keys").await
    }

    /// Makes a key; its secret is in this answer only.
    pub(crate) async fn issue_key(self, new: &NewKey) -> Answer<IssuedKey> {
        self.write(Method::POST, "/keys", new, None).await
    }

    /// Revokes a key.
    pub(crate) async fn revoke_key(self, id: &str) -> Answer<()> {
        let path = format!("/keys/{}", String::from(encode(id)));
        self.exchange(Method::DELETE, &path, None, None).await.map(drop)
    }
}

/// A path below a subsidiary.
pub(super) fn below(id: &str, rest: &str) -> String {
    format!("/subsidiaries/{}{rest}", String::from(encode(id)))
}

/// A path below a document.
pub(super) fn document(id: &str, rest: &str) -> String {
    format!("/documents/{}{rest}", String::from(encode(id)))
}

/// A path that asks for what is named.
pub(super) fn asking(mut path: String, named: &[(&str, Option<&str>)]) -> String {
    for (name, value) in named {
        if let Some(value) = value {
            let sign = if path.contains('?') { '&' } else { '?' };
            path.push_str(&format!("{sign}{name}={}", String::from(encode(value))));
        }
    }
    path
}
