//! How long a sign-in lasts, as the token endpoint says it beside the tokens.

use std::time::Duration;

use oauth2::ExtraTokenFields;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Seconds, as far as they are said: Intuit says them, Microsoft does not. What is no number costs the date,
/// and never the sign-in.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct Lasts {
    /// Until the refresh token ends, unless it is exchanged before.
    x_refresh_token_expires_in: Option<Value>,
    /// Until the sign-in ends, however often it is exchanged.
    x_refresh_token_hard_expires_in: Option<Value>,
}

impl ExtraTokenFields for Lasts {}

impl Lasts {
    /// Whatever ends first.
    pub(super) fn least(&self) -> Option<Duration> {
        let said = [&self.x_refresh_token_expires_in, &self.x_refresh_token_hard_expires_in];
        let seconds = said.into_iter().filter_map(|one| one.as_ref()?.as_u64());
        seconds.min().map(Duration::from_secs)
    }
}

#[cfg(test)]
mod tests {
    use oauth2::StandardTokenResponse;
    use oauth2::basic::BasicTokenType;
    use serde_json::json;

    use super::*;

    /// How long the sign-in lasts by an answer with `more` in it.
    fn least(more: &Value) -> Option<Duration> {
        let mut answer = json!({"access_token": "a", "token_type": "bearer", "expires_in": 3600});
        for (name, value) in more.as_object().unwrap() {
            answer[name] = value.clone();
        }
        let answer: StandardTokenResponse<Lasts, BasicTokenType> =
            serde_json::from_value(answer).unwrap();
        answer.extra_fields().least()
    }

    #[test]
    fn what_ends_first_counts_and_what_is_no_number_is_not_known() {
        let (rolling, hard) = ("x_refresh_token_expires_in", "x_refresh_token_hard_expires_in");
        for (answer, expect) in [
            (json!({}), None),
            (json!({rolling: 8_726_400}), Some(8_726_400)),
            (json!({rolling: 8_726_400, hard: 86_400}), Some(86_400)),
            (json!({rolling: "soon", hard: null}), None),
        ] {
            assert_eq!(least(&answer), expect.map(Duration::from_secs), "{answer}");
        }
    }
}
