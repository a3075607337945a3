//! The bookkeeper: somebody who works in Business Central itself, without Waypost, as its app
//! registration may.

use reqwest::Method;
use serde_json::Value;

use crate::books::{Books, CLIENT_ID, CLIENT_SECRET};

/// Somebody who works in the books of one company.
pub struct Bookkeeper<'a> {
    books: &'a Books,
    company: &'a str,
    http: reqwest::Client,
}

impl<'a> Bookkeeper<'a> {
    /// Works in the company of that name.
    pub fn of(books: &'a Books, company: &'a str) -> Bookkeeper<'a> {
        Bookkeeper { books, company, http: reqwest::Client::new() }
    }

    /// Enters a document and posts it, unless it stays a draft. Its id.
    pub async fn enter(&self, set: &str, document: &Value, posted: bool) -> String {
        let made = self.ask(Method::POST, set, document).await;
        let id = made["id"].as_str().expect("an id").to_owned();
        if posted {
            let post = format!("{set}({id})/Microsoft.NAV.post");
            self.ask(Method::POST, &post, &Value::Null).await;
        }
        id
    }

    /// The id of what has this number, or this name, in a set.
    pub async fn id_of(&self, set: &str, property: &str, text: &str) -> String {
        let path = format!("{set}?$filter={property} eq '{text}'");
        let found = self.ask(Method::GET, &path, &Value::Null).await;
        found["value"][0]["id"].as_str().expect("an id").to_owned()
    }

    /// One request to Business Central.
    pub async fn ask(&self, method: Method, path: &str, body: &Value) -> Value {
        let company = waypost_sandbox::company_id(self.company);
        let api = self.books.api();
        let url = format!("{api}/production/api/v2.0/companies({company})/{path}");
        let mut request = self.http.request(method, url).bearer_auth(self.token().await);
        if !body.is_null() {
            request = request.json(body);
        }
        let reply = request.send().await.expect("the books");
        let (status, text) = (reply.status(), reply.text().await.expect("a body"));
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    async fn token(&self) -> String {
        let sign_in = format!("{}/keystone-freight.example/oauth2/v2.0/token", self.books.login());
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", CLIENT_ID),
            ("client_secret", CLIENT_SECRET),
            ("scope", "https://api.businesscentral.dynamics.com/.default"),
        ];
        let reply = self.http.post(sign_in).form(&form).send().await.expect("a sign-in");
        let token: Value = reply.json().await.expect("a token");
        token["access_token"].as_str().expect("a token").to_owned()
    }
}
