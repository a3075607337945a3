//! What decides about the payments of one subsidiary's documents.

use waypost_core::capability::exports_customer_payments;
use waypost_core::wire::{Mapping, PaymentSettings, System};

use crate::store::{Db, Scope, StoreError, chart, connection, mapping};

/// The settings of a subsidiary; those of a connection without a mapping where there is none, so that
/// nothing is exported.
pub(super) async fn of_subsidiary(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
) -> Result<PaymentSettings, StoreError> {
    let Some(connection) = connection::of_subsidiary(db, scope, subsidiary).await? else {
        return Ok(none());
    };
    let active = mapping::active(db, scope, &connection.id).await?;
    let chart = chart::of_connection(db, scope, &connection.id).await?.chart;
    Ok(PaymentSettings {
        system: connection.system,
        mapping: active.map(|version| version.mapping).unwrap_or_default(),
        go_live: connection.settings.go_live,
        chart,
        extra: Default::default(),
    })
}

/// The settings for a document that is not known yet: those of a connection that payments are exported
/// to, so that the payment waits for its invoice; where there is none, nothing is exported.
pub(super) async fn of_unknown(db: &mut Db, scope: &Scope) -> Result<PaymentSettings, StoreError> {
    for subsidiary in connection::subsidiaries(db, scope).await? {
        let settings = of_subsidiary(db, scope, &subsidiary).await?;
        let exports = settings.mapping.customer_payments.export;
        if exports && exports_customer_payments(settings.system) {
            return Ok(settings);
        }
    }
    Ok(none())
}

fn none() -> PaymentSettings {
    PaymentSettings {
        system: System::QuickbooksOnline,
        mapping: Mapping::default(),
        go_live: None,
        chart: None,
        extra: Default::default(),
    }
}
