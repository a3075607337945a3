//! `waypost provision`: makes what an operator wants to find: a company, its subsidiaries, their
//! catalogue and documents, a key. Repeatable: the same again changes nothing.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use clap::Args;
use waypost_core::Rules;
use waypost_core::api::{CatalogState, KeyScope, NewSubsidiary};
use waypost_core::wire::{self, Catalog, Document};

use super::Failure;
use crate::clock::{Clock, MachineClock, text};
use crate::config::DatabaseFlags;
use crate::hash::sha256_hex;
use crate::ids::{Ids, RandomIds};
use crate::intake::catalog::{Merged, merge};
use crate::intake::document::{figures, take_in};
use crate::store::audit::{self, Entry};
use crate::store::{self, Db, Scope, Store, catalog, entry, key, subsidiary, tenant};

/// What is made.
#[derive(Clone, Debug, Args)]
pub struct Flags {
    #[command(flatten)]
    database: DatabaseFlags,
    /// The company's name; the company that is there is used when left out
    #[arg(long)]
    tenant: Option<String>,
    /// A subsidiary as ID=NAME; repeat it for more
    #[arg(long = "subsidiary", value_name = "ID=NAME", value_parser = subsidiary_flag)]
    subsidiaries: Vec<NewSubsidiary>,
    /// The catalogue of every subsidiary named
    #[arg(long, value_name = "FILE")]
    catalog: Option<PathBuf>,
    /// Documents: a file holds one document or a list
    #[arg(long, value_name = "FILE", num_args = 1..)]
    documents: Vec<PathBuf>,
    /// Issues an API key of this name for documents and catalogues, and prints its secret
    #[arg(long, value_name = "NAME")]
    print_api_key: Option<String>,
}

fn subsidiary_flag(text: &str) -> Result<NewSubsidiary, String> {
    match text.split_once('=') {
        Some((id, name)) if !id.trim().is_empty() && !name.trim().is_empty() => {
            Ok(NewSubsidiary { id: id.trim().to_owned(), name: name.trim().to_owned() })
        }
        _ => Err("write ID=NAME, such as S-KF=\"Keystone Freight\"".to_owned()),
    }
}

pub(super) async fn run(flags: Flags) -> Result<(), Failure> {
    let sent: Option<Catalog> = flags.catalog.as_deref().map(read_file).transpose()?;
    let mut documents = Vec::new();
    for file in &flags.documents {
        documents.extend(read_documents(file)?);
    }
    let store = Store::open(&flags.database.database).await?;
    store.migrate().await?;
    let mut tx = store.begin().await?;
    let scope = company(&mut tx, flags.tenant.as_deref()).await?;
    for new in &flags.subsidiaries {
        subsidiary::add(&mut tx, &scope, &new.id, &new.name, &now()).await?;
        if let Some(sent) = &sent {
            put_catalog(&mut tx, &scope, &new.id, sent.clone()).await?;
        }
    }
    take_all_in(&mut tx, &scope, &documents).await?;
    let secret = match &flags.print_api_key {
        Some(name) => Some(issue(&mut tx, &scope, name).await?),
        None => None,
    };
    store::commit(tx).await?;
    store.close().await;
    if let Some(secret) = secret {
        println!("{secret}");
    }
    Ok(())
}

async fn company(db: &mut Db, name: Option<&str>) -> Result<Scope, Failure> {
    for id in entry::tenants(db).await? {
        let scope = Scope::of(id);
        let known = tenant::name(db, &scope).await?;
        if name.is_none() || known.as_deref() == name {
            return Ok(scope);
        }
    }
    let name = name.ok_or("There is no company yet. Name it with --tenant.")?;
    let scope = Scope::of(RandomIds.fresh("ten"));
    tenant::add(db, &scope, name, &now()).await?;
    Ok(scope)
}

async fn put_catalog(db: &mut Db, scope: &Scope, id: &str, sent: Catalog) -> Result<(), Failure> {
    let before: Option<CatalogState> = catalog::get(db, scope, id).await?;
    if let Merged::Changed(state) = merge(before.as_ref(), sent) {
        catalog::put(db, scope, id, &state, &now()).await?;
    }
    Ok(())
}

async fn take_all_in(db: &mut Db, scope: &Scope, documents: &[Document]) -> Result<(), Failure> {
    let mut known: HashMap<&str, Rules> = HashMap::new();
    for document in documents {
        let id = document.subsidiary.as_str();
        if !known.contains_key(id) {
            let state = catalog::get(db, scope, id).await?;
            known.insert(id, figures(state.as_ref().map(|state| &state.catalog)));
        }
        let now = MachineClock.now();
        take_in(db, scope, document, &known[id], now, &RandomIds)
            .await
            .map_err(|error| format!("document {}: {error}", document.id))?;
    }
    Ok(())
}

async fn issue(db: &mut Db, scope: &Scope, name: &str) -> Result<String, Failure> {
    let scopes = vec![KeyScope::Documents, KeyScope::Catalog];
    let issued = crate::http::fresh_key(&RandomIds.fresh("key"), name, scopes, &now());
    key::add(db, scope, &issued.key, &sha256_hex(issued.secret.as_bytes())).await?;
    let entry = Entry {
        actor: "operator",
        action: "key.issue",
        subject: &issued.key.id,
        before: None,
        after: Some(serde_json::to_value(&issued.key)?),
    };
    audit::add(db, scope, &RandomIds.fresh("aud"), &now(), &entry).await?;
    Ok(issued.secret)
}

fn read_documents(file: &Path) -> Result<Vec<Document>, Failure> {
    let bytes = contents(file)?;
    let many = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
    if many { read_value(file, &bytes) } else { Ok(vec![read_value(file, &bytes)?]) }
}

fn read_file<T: serde::de::DeserializeOwned>(file: &Path) -> Result<T, Failure> {
    read_value(file, &contents(file)?)
}

fn contents(file: &Path) -> Result<Vec<u8>, Failure> {
    Ok(std::fs::read(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?)
}

fn read_value<T: serde::de::DeserializeOwned>(file: &Path, bytes: &[u8]) -> Result<T, Failure> {
    wire::read_slice(bytes).map_err(|unusable| {
        let line = unusable.line.map(|line| format!(":{line}")).unwrap_or_default();
        format!("{}{line}: {unusable}", file.display()).into()
    })
}

fn now() -> String {
    text(MachineClock.now())
}
