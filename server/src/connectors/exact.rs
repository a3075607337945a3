//! Numbers of a reply, exact: money never passes through a float.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use waypost_core::wire::Amount;

/// A JSON number, exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::connectors) struct Exact(pub(in crate::connectors) Decimal);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.normalize().to_string())
            .map_err(serde::ser::Error::custom)?
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Exact, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let text = raw.get();
        Decimal::from_str_exact(text)
            .or_else(|_| Decimal::from_scientific(text))
            .map(Exact)
            .map_err(|_| serde::de::Error::custom(format!("{text} is not a number")))
    }
}

impl Exact {
    /// This amount.
    pub(in crate::connectors) fn of(amount: Amount) -> Exact {
        Exact(Decimal::new(amount.cents(), 2))
    }

    /// Whole cents; none for what has more decimals, or is more than an amount holds: money is never
    /// rounded on the way in.
    pub(in crate::connectors) fn amount(self) -> Option<Amount> {
        let cents = self.0.checked_mul(Decimal::ONE_HUNDRED)?.normalize();
        let whole = (cents.scale() == 0).then(|| i64::try_from(cents.mantissa()).ok());
        whole.flatten().and_then(Amount::from_cents)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_keeps_every_digit() {
        for text in ["500", "1000.00", "401.12", "-0.01", "99999999999.99", "0.00001", "1e3"] {
            let exact: Exact = serde_json::from_str(text).unwrap();
            let again: Exact =
                serde_json::from_str(&serde_json::to_string(&exact).unwrap()).unwrap();
            assert_eq!(exact, again, "{text}");
        }
        assert_eq!(serde_json::to_string(&Exact("401.12".parse().unwrap())).unwrap(), "401.12");
    }
}
