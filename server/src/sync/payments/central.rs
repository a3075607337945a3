//! Payments of Business Central, which shows none: documents of ours that turn Paid stand for them, with
//! the total as amount and the day of the look as an approximate date (R31, R33). Paid by a credit memo is
//! no payment; one of ours, over what the source wrote off, makes the total less (R45).

use std::collections::BTreeMap;

use waypost_core::payment::{Turn, Turned};
use waypost_core::wire::{Amount, Kind, Payment};

use super::judge::{self, InBooks};
use super::read::{Reading, Stopped};
use crate::clock::text;
use crate::connectors::{Answer, Ask, RemoteDocument, RemoteState};
use crate::store::payment::{self, Known, Stored};
use crate::store::write_off;

/// Reads all documents that changed; how many were others'.
pub(super) async fn read(reading: &Reading<'_>) -> Result<usize, Stopped> {
    let mut not_ours = 0;
    for kind in [Kind::Invoice, Kind::Bill] {
        let answers = reading.all(Ask::ChangedDocuments(kind, text(reading.since))).await?;
        let mut changed: BTreeMap<String, RemoteDocument> = BTreeMap::new();
        for answer in answers {
            if let Answer::Documents(page) = answer {
                changed.extend(page.into_iter().map(|one| (one.id.clone(), one)));
            }
        }
        for one in changed.into_values() {
            let known = {
                let mut db = reading.lane.inner.store.read().await?;
                payment::of_remote(&mut db, reading.scope, &one.id).await?
            };
            match known {
                Some(known) => see(reading, &one, known).await?,
                None => not_ours += 1,
            }
        }
    }
    Ok(not_ours)
}

/// Sees a document of ours once more.
async fn see(reading: &Reading<'_>, one: &RemoteDocument, known: Known) -> Result<(), Stopped> {
    let (scope, connection) = (reading.scope, &reading.connection.id);
    let former = {
        let mut db = reading.lane.inner.store.read().await?;
        payment::turns(&mut db, scope, connection, &known.id).await?
    };
    let paid = one.state == RemoteState::Paid;
    let (turns, turn) = former.seen(paid);
    if turn == Turn::None {
        return Ok(());
    }
    let now = text(reading.lane.inner.clock.now());
    let Some(today) = now.get(..10).and_then(|day| day.parse().ok()) else { return Ok(()) };
    let Taken { credited, written_off } =
        if paid { credits(reading, one, &known.id).await? } else { Taken::default() };
    let turned = Turned {
        kind: one.kind,
        document: &known.standing.id,
        remote_document: &one.id,
        total: less(one.total, written_off),
        currency: known.standing.currency.as_deref(),
        seen_on: today,
    };
    let Some(seen) = turn.payment(&turned) else { return Ok(()) };
    let mut tx = reading.lane.begin().await?;
    let stored = keep(reading, tx.db(), seen, &now).await?;
    let balance = if paid { Amount::ZERO } else { one.total };
    let in_books = [InBooks { document: known.id.clone(), balance, credited }];
    let ids = reading.lane.inner.ids.as_ref();
    judge::decide(tx.db(), scope, &stored, &in_books, ids, &now).await?;
    payment::put_turns(tx.db(), scope, connection, &known.id, turns).await?;
    tx.commit().await?;
    Ok(())
}

/// What credit memos took off a document.
#[derive(Clone, Copy, Default)]
struct Taken {
    /// Those of others: no payment.
    credited: Amount,
    /// Ours, over what the source wrote off itself (R45): the document comes to less.
    written_off: Amount,
}

async fn credits(
    reading: &Reading<'_>,
    one: &RemoteDocument,
    document: &str,
) -> Result<Taken, Stopped> {
    let ours = {
        let mut db = reading.lane.inner.store.read().await?;
        write_off::standing(&mut db, reading.scope, document).await?
    };
    let (mut theirs, mut written_off) = (0, 0);
    for answer in reading.all(Ask::Credits(one.kind, one.id.clone())).await? {
        let Answer::Credits(credits) = answer else { continue };
        for credit in credits {
            if ours.iter().any(|our| our.written.remote_number == credit.number) {
                written_off += credit.total.cents();
            } else {
                theirs += credit.total.cents();
            }
        }
    }
    let amount = |cents| Amount::from_cents(cents).unwrap_or(one.total);
    Ok(Taken { credited: amount(theirs), written_off: amount(written_off) })
}

fn less(total: Amount, off: Amount) -> Amount {
    total.checked_add(-off).unwrap_or(total)
}

async fn keep(
    reading: &Reading<'_>,
    db: &mut crate::store::Db,
    seen: Payment,
    now: &str,
) -> Result<Stored, Stopped> {
    let scope = reading.scope;
    let remote_id = seen.remote_id.clone().unwrap_or_default();
    if let Some(known) = payment::of_books(db, scope, &remote_id).await? {
        return Ok(Stored { payment: seen, ..known });
    }
    let connection = reading.connection.id.clone();
    let source_id = format!("{connection}|{remote_id}");
    let id = reading.lane.inner.ids.fresh("pay");
    let stored = Stored { id, payment: seen, connection: Some(connection) };
    payment::add(db, scope, &source_id, &stored, now).await?;
    Ok(stored)
}
