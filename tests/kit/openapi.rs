//! The server's own description, read back: its operations, requests that fit them or break them,
//! and whether an answer is one that it promises.

mod answer;
mod breaking;
mod generate;

use reqwest::Method;
use serde_json::Value;

pub use breaking::{Broken, breakings};
pub use generate::Generator;

use crate::{Client, Reply};

/// The description.
#[derive(Debug)]
pub struct Api {
    /// The whole document.
    pub document: Value,
    /// Every operation.
    pub operations: Vec<Operation>,
    validators: answer::Validators,
}

/// One method of one path.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its stable name.
    pub id: String,
    /// The method.
    pub method: Method,
    /// The path with its parameters in braces.
    pub path: String,
    /// As described.
    pub described: Value,
}

impl Api {
    /// Reads the description from the server.
    pub async fn of(client: &Client) -> Api {
        let document = client.get("/api/openapi.json").await.expect(200).json();
        let mut operations = Vec::new();
        for (path, item) in document["paths"].as_object().expect("paths") {
            for (method, described) in item.as_object().expect("methods") {
                operations.push(Operation {
                    id: described["operationId"].as_str().expect("an operationId").to_owned(),
                    method: method.to_uppercase().parse().expect("a method"),
                    path: path.clone(),
                    described: described.clone(),
                });
            }
        }
        Api { document, operations, validators: answer::Validators::default() }
    }

    /// What is wrong with `reply` as an answer of `operation`; none when it is promised.
    pub fn mismatch(&self, operation: &Operation, reply: &Reply) -> Option<String> {
        answer::mismatch(self, operation, reply)
    }
}

impl Operation {
    /// The path with `id` in place of each parameter.
    pub fn path_with(&self, id: &str) -> String {
        let mut path = String::new();
        for part in self.path.split('/').skip(1) {
            path.push('/');
            path.push_str(if part.starts_with('{') { id } else { part });
        }
        path
    }

    /// Whether its path has a parameter.
    pub fn names_something(&self) -> bool {
        self.path.contains('{')
    }

    /// Whether it takes a body.
    pub fn takes_body(&self) -> bool {
        self.described.get("requestBody").is_some()
    }

    /// The schema of its body.
    pub fn body_schema(&self) -> Option<&Value> {
        self.described.pointer("/requestBody/content/application~1json/schema")
    }

    /// Its query's parameters: name and schema.
    pub fn query(&self) -> Vec<(&str, &Value)> {
        let parameters = self.described["parameters"].as_array().map_or(&[][..], Vec::as_slice);
        let query = parameters.iter().filter(|parameter| parameter["in"] == "query");
        query.map(|one| (one["name"].as_str().expect("a name"), &one["schema"])).collect()
    }

    /// Whether it is open to everybody.
    pub fn is_public(&self) -> bool {
        self.described.get("security").is_none()
    }
}
