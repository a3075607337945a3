//! A batch's reply, taken apart: each part by its name, with an outcome of its own.

use std::collections::HashMap;

use serde_json::value::RawValue;

use super::decode::{all, met, one, refused, unreadable};
use super::wire::Reply as Body;
use super::{encode, errors};
use crate::connectors::{Answer, Ask, Call, Decoded, PART_MISSING, Part, Rejection, Reply};

/// A batch, taken apart. One that cannot be read in part cannot be read.
pub(super) fn decode(call: &Call, realm: &str, parts: Vec<Box<RawValue>>) -> Decoded {
    let read = |raw: Box<RawValue>| -> Result<(Body, Box<RawValue>), serde_json::Error> {
        let body = serde_json::from_str(raw.get())?;
        Ok((body, raw))
    };
    let read: Result<Vec<(Body, Box<RawValue>)>, serde_json::Error> =
        parts.into_iter().map(read).collect();
    match read {
        Ok(parts) => {
            let (answers, parts) = each(call, realm, parts).into_iter().unzip();
            Decoded { answers, next: None, parts }
        }
        Err(error) => all(call, &refused(call, unreadable(&error.to_string()), 200)),
    }
}

/// The parts of a batch, matched by their names, each with an outcome of its own.
fn each(call: &Call, realm: &str, parts: Vec<(Body, Box<RawValue>)>) -> Vec<(Answer, Part)> {
    let mut by_name: HashMap<String, (Body, Box<RawValue>)> =
        parts.into_iter().map(|(body, raw)| (body.part.clone(), (body, raw))).collect();
    call.asks
        .iter()
        .enumerate()
        .map(|(at, ask)| {
            let name = match ask {
                Ask::Create(_, once) => once.part.clone(),
                _ => encode::nth(at),
            };
            let Some((part, raw)) = by_name.remove(&name) else {
                let missing = unreadable("a batch came back without one of its parts");
                let why = Rejection { code: PART_MISSING, ..missing };
                return (refused(call, why, 200), Part { reply: None, next: None });
            };
            let answer = match &part.fault {
                Some(fault) => failed(ask, realm, errors::read(400, Some(fault), None), call),
                None => one(call, ask, realm, part).unwrap_or_else(|why| refused(call, why, 200)),
            };
            let body = raw.get().as_bytes().to_vec();
            let reply = Reply { status: 200, retry_after: None, body };
            (answer, Part { reply: Some(reply), next: None })
        })
        .collect()
}

/// A part that failed: this one alone, and the remote as a whole did not.
fn failed(ask: &Ask, realm: &str, why: Rejection, call: &Call) -> Answer {
    let alone = Rejection { remote_wide: false, ..why };
    match ask {
        Ask::Create(..) if alone.code == "remote_failed" || alone.code == "already_sent" => {
            Answer::Unknown(alone)
        }
        _ => met(ask, realm, alone, call, 400),
    }
}

#[cfg(test)]
mod tests {
    use waypost_core::wire::Kind;

    use super::*;
    use crate::connectors::{Alike, Target};

    #[test]
    fn a_part_keeps_its_own_reply_and_one_that_is_left_out_is_named_so() {
        let target = Target { environment: String::new(), company: "9341".to_owned() };
        let alike = |number: &str| Ask::Alike(Kind::Invoice, Alike::Number(number.to_owned()));
        let call = encode::calls(&target, &[alike("A"), alike("B")]).remove(0);
        let body = br#"{"BatchItemResponse": [{"bId": "q1", "QueryResponse": {}}], "time": "now"}"#;
        let reply = Reply { status: 200, retry_after: None, body: body.to_vec() };
        let Decoded { answers, parts, .. } = super::super::decode::reply(&call, &reply);
        assert_eq!(answers[0], Answer::Documents(Vec::new()));
        let own = parts[0].reply.as_ref().expect("its own reply");
        assert_eq!(own.body, br#"{"bId": "q1", "QueryResponse": {}}"#);
        let left_out =
            |answer: &Answer| matches!(answer, Answer::Rejected(why) if why.code == PART_MISSING);
        assert!(left_out(&answers[1]), "{:?}", answers[1]);
        assert_eq!(parts[1], Part { reply: None, next: None });
    }
}
