//! The query options of a read, checked against the entity type. An option that is not known is
//! refused, never ignored.

use super::filter::Expression;
use crate::business_central::{
    errors::{Answer, bad_request, not_modelled, unknown_property},
    schema::{EntityType, Navigation, Property},
};

/// Query options that choose a company or a client and change no result.
const WITHOUT_EFFECT: [&str; 3] = ["company", "aid", "tenant"];
/// A `$expand` may have this many brackets.
const DEEPEST: usize = 20;

/// What a read asks for.
#[derive(Debug, Default)]
pub(crate) struct Query {
    pub(crate) filter: Option<Expression>,
    pub(crate) select: Option<Vec<&'static Property>>,
    pub(crate) expand: Vec<Expand>,
    /// Property and whether it descends.
    pub(crate) order: Vec<(&'static Property, bool)>,
    pub(crate) top: Option<usize>,
    pub(crate) skip: Option<usize>,
    pub(crate) count: bool,
    pub(crate) skip_token: Option<String>,
    /// The options as they came, for the next page's address.
    pub(crate) pairs: Vec<(String, String)>,
}

/// One expanded navigation with its own options.
#[derive(Debug)]
pub(crate) struct Expand {
    pub(crate) navigation: &'static Navigation,
    pub(crate) query: Query,
}

impl Query {
    /// Reads query options for records of one type.
    ///
    /// # Errors
    /// An option, property or navigation that does not exist or is not modelled.
    pub(crate) fn parse(entity: &'static EntityType, pairs: Vec<(String, String)>) -> Answer<Self> {
        let version =
            pairs.iter().find(|(name, _)| name == "$schemaversion").map(|pair| pair.1.as_str());
        let with_in = version == Some("2.1");
        let mut query = Self::default();
        for (position, (name, value)) in pairs.iter().enumerate() {
            if pairs[..position].iter().any(|(earlier, _)| earlier == name) {
                let text = format!("Query option '{name}' was specified more than once.");
                return Err(bad_request(text));
            }
            query.read(entity, name, value, with_in)?;
        }
        query.pairs = pairs;
        Ok(query)
    }

    fn read(
        &mut self,
        entity: &'static EntityType,
        name: &str,
        value: &str,
        with_in: bool,
    ) -> Answer<()> {
        match name {
            "$filter" => self.filter = Some(Expression::parse(value, entity, with_in)?),
            "$select" => self.select = select(entity, value)?,
            "$expand" => self.expand = expand(entity, value)?,
            "$orderby" => self.order = order(entity, value)?,
            "$top" => self.top = Some(whole(name, value)?),
            "$skip" => self.skip = Some(whole(name, value)?),
            "$count" => self.count = flag(name, value)?,
            "$skiptoken" => self.skip_token = Some(value.to_owned()),
            "$schemaversion" if ["1.0", "2.0", "2.1"].contains(&value) => {}
            other if WITHOUT_EFFECT.contains(&other) => {}
            other => {
                let text = format!("The query parameter '{other}' is not supported.");
                return Err(bad_request(text));
            }
        }
        Ok(())
    }
}

fn select(entity: &EntityType, list: &str) -> Answer<Option<Vec<&'static Property>>> {
    let mut chosen = Vec::new();
    for name in list.split(',').map(str::trim) {
        if name == "*" {
            return Ok(None);
        }
        if entity.navigation(name).is_some() {
            continue;
        }
        chosen.push(entity.property(name).ok_or_else(|| unknown_property(name, entity.name))?);
    }
    Ok(Some(chosen))
}

fn order(entity: &EntityType, list: &str) -> Answer<Vec<(&'static Property, bool)>> {
    let mut chosen = Vec::new();
    for item in list.split(',') {
        let mut words = item.split_whitespace();
        let name = words.next().unwrap_or_default();
        let descending = match (words.next(), words.next()) {
            (None | Some("asc"), None) => false,
            (Some("desc"), None) => true,
            _ => return Err(bad_request(format!("Syntax error in $orderby: '{item}'."))),
        };
        let property = entity.property(name).ok_or_else(|| unknown_property(name, entity.name))?;
        chosen.push((property, descending));
    }
    Ok(chosen)
}

fn expand(entity: &'static EntityType, list: &str) -> Answer<Vec<Expand>> {
    if list.matches('(').count() > DEEPEST {
        return Err(bad_request("The $expand is nested too deeply."));
    }
    let mut chosen = Vec::new();
    for item in split_outside(list, ',') {
        let (name, options) = match item.trim().split_once('(') {
            None => (item.trim(), ""),
            Some((name, rest)) => {
                let inner = rest.strip_suffix(')');
                (name, inner.ok_or_else(|| bad_request("Syntax error in $expand."))?)
            }
        };
        let navigation =
            entity.navigation(name).ok_or_else(|| unknown_property(name, entity.name))?;
        let target = navigation
            .target
            .and_then(entity_named)
            .ok_or_else(|| not_modelled(&format!("'{name}' of '{}'", entity.name)))?;
        let pairs = split_outside(options, ';')
            .into_iter()
            .filter(|option| !option.trim().is_empty())
            .map(|option| {
                let (name, value) = option.split_once('=').unwrap_or((option, ""));
                (name.trim().to_owned(), value.to_owned())
            })
            .collect();
        chosen.push(Expand { navigation, query: Query::parse(target, pairs)? });
    }
    Ok(chosen)
}

fn entity_named(name: &str) -> Option<&'static EntityType> {
    crate::business_central::record::ENTITIES.into_iter().find(|entity| entity.name == name)
}

/// Splits at a separator that stands outside of brackets and quotes.
fn split_outside(list: &str, separator: char) -> Vec<&str> {
    let (mut depth, mut quoted, mut start) = (0_usize, false, 0);
    let mut parts = Vec::new();
    for (position, letter) in list.char_indices() {
        match letter {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            found if found == separator && !quoted && depth == 0 => {
                parts.push(&list[start..position]);
                start = position + letter.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&list[start..]);
    parts
}

fn whole(name: &str, value: &str) -> Answer<usize> {
    value.parse().map_err(|_not_whole| {
        let text = format!("Invalid value '{value}' for {name} query option found.");
        bad_request(text)
    })
}

fn flag(name: &str, value: &str) -> Answer<bool> {
    value.parse().map_err(|_not_a_flag| {
        let text = format!("Invalid value '{value}' for {name} query option found.");
        bad_request(text)
    })
}
