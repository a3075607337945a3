//! `GET /{entity}/{id}`, and the company's own two.

use serde_json::Value;

use super::{
    call::Call,
    company_view,
    view::{show, titled},
};
use crate::quickbooks_online::{
    records::{company::Company, entity::Entity},
    refusal::{Answer, bad_id, deleted, not_found, unsupported},
};

/// # Errors
/// 2030 for an id that is no number, 610 for what is not or no more there.
pub(super) fn read(company: &Company, call: &Call, entity: Entity) -> Answer<Value> {
    let time = company.shown_moment(call.now);
    let id = call.segments.get(1).map(String::as_str);
    if entity.is_company() {
        // `companyinfo` is asked by the realm id, `preferences` by nothing.
        let own = entity == Entity::CompanyInfo && id == Some(company.realm.as_str());
        return match id {
            None if entity == Entity::Preferences => {
                Ok(titled(entity, company_view::show(company, entity), &time))
            }
            Some(_) if own => Ok(titled(entity, company_view::show(company, entity), &time)),
            Some(company_view::ONLY_ID) => {
                Ok(titled(entity, company_view::show(company, entity), &time))
            }
            _ => Err(not_found()),
        };
    }
    let Some(id) = id else {
        return Err(unsupported(&format!("GET {}", entity.name().to_lowercase())));
    };
    let id: u64 = id.parse().map_err(|_| bad_id(id))?;
    match company.record(entity, id) {
        Some(record) => Ok(titled(entity, show(company, record), &time)),
        None if company.was_deleted(entity, id) => Err(deleted()),
        None => Err(not_found()),
    }
}
