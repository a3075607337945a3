//! The grammar: `select … from … where … orderby … startposition … maxresults …`.

use super::lexer::{Piece, Token, tokens};
use crate::quickbooks_online::refusal::{Answer, Refusal, not_modelled, query_unreadable};

/// What is selected.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Selected {
    All,
    Count,
    Some(Vec<String>),
}

/// How a property is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Less,
    More,
    AtMost,
    AtLeast,
    Like,
    In,
}

/// `property operator values`; one value but for `in`.
#[derive(Debug)]
pub(super) struct Condition {
    pub(super) property: String,
    pub(super) operator: Operator,
    pub(super) values: Vec<String>,
}

/// A query as it was written.
#[derive(Debug)]
pub(super) struct Statement {
    pub(super) selected: Selected,
    pub(super) entity: String,
    pub(super) conditions: Vec<Condition>,
    /// Property, and whether it falls.
    pub(super) order: Vec<(String, bool)>,
    pub(super) start: i64,
    pub(super) most: i64,
}

/// Rows when a query does not say how many.
const DEFAULT_ROWS: i64 = 100;

/// # Errors
/// 4000 with the piece that was met and those that were expected.
pub(super) fn parse(query: &str) -> Answer<Statement> {
    Parser { tokens: tokens(query)?, at: 0 }.statement()
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
}

impl Parser {
    fn statement(&mut self) -> Answer<Statement> {
        self.expect("select")?;
        let selected = self.selected()?;
        self.expect("from")?;
        let entity = self.word()?;
        let mut conditions = Vec::new();
        if self.accept("where") {
            conditions.push(self.condition()?);
            while self.accept("and") {
                conditions.push(self.condition()?);
            }
        }
        let order = self.order()?;
        let start = if self.accept("startposition") { self.count()? } else { 1 };
        let most = if self.accept("maxresults") { self.count()? } else { DEFAULT_ROWS };
        if self.peek() == &Piece::End {
            return Ok(Statement { selected, entity, conditions, order, start, most });
        }
        let mut expected = vec!["<EOF>"];
        if !conditions.is_empty() {
            expected.extend(["\".\"", "<AND>"]);
        }
        expected.extend(["<ORDERBY>", "<STARTPOSITION>", "<MAXRESULTS>"]);
        Err(self.unexpected(&expected))
    }

    fn selected(&mut self) -> Answer<Selected> {
        if self.accept_mark("*") {
            return Ok(Selected::All);
        }
        if self.accept("count") {
            self.expect_mark("(")?;
            self.expect_mark("*")?;
            self.expect_mark(")")?;
            return Ok(Selected::Count);
        }
        let mut names = vec![self.word()?];
        while self.accept_mark(",") {
            names.push(self.word()?);
        }
        Ok(Selected::Some(names))
    }

    fn condition(&mut self) -> Answer<Condition> {
        let property = self.word()?;
        let operator = self.operator()?;
        if operator != Operator::In {
            return Ok(Condition { property, operator, values: vec![self.value()?] });
        }
        self.expect_mark("(")?;
        let mut values = vec![self.value()?];
        while self.accept_mark(",") {
            values.push(self.value()?);
        }
        self.expect_mark(")")?;
        Ok(Condition { property, operator, values })
    }

    fn operator(&mut self) -> Answer<Operator> {
        for (mark, operator) in [
            ("=", Operator::Equal),
            ("!=", Operator::NotEqual),
            ("<", Operator::Less),
            (">", Operator::More),
            ("<=", Operator::AtMost),
            (">=", Operator::AtLeast),
        ] {
            if self.accept_mark(mark) {
                return Ok(operator);
            }
        }
        if self.accept("like") {
            return Ok(Operator::Like);
        }
        if self.accept("in") {
            return Ok(Operator::In);
        }
        for word in ["between", "contains"] {
            if self.accept(word) {
                return Err(not_modelled(&format!("`{word}` in queries")));
            }
        }
        Err(self.unexpected(&["\"=\"", "\"!=\"", "\"<\"", "\">\"", "<IN>", "<LIKE>"]))
    }

    fn order(&mut self) -> Answer<Vec<(String, bool)>> {
        let mut order = Vec::new();
        if self.accept("order") {
            self.expect("by")?;
        } else if !self.accept("orderby") {
            return Ok(order);
        }
        loop {
            let property = self.word()?;
            let falls = self.accept("desc");
            if !falls {
                self.accept("asc");
            }
            order.push((property, falls));
            if !self.accept_mark(",") {
                return Ok(order);
            }
        }
    }

    fn peek(&self) -> &Piece {
        self.tokens.get(self.at).map_or(&Piece::End, |token| &token.piece)
    }

    fn accept(&mut self, keyword: &str) -> bool {
        let met = matches!(self.peek(), Piece::Word(word) if word.eq_ignore_ascii_case(keyword));
        self.at += usize::from(met);
        met
    }

    fn accept_mark(&mut self, mark: &str) -> bool {
        let met = matches!(self.peek(), Piece::Mark(it) if *it == mark);
        self.at += usize::from(met);
        met
    }

    fn expect(&mut self, keyword: &str) -> Answer<()> {
        if self.accept(keyword) {
            return Ok(());
        }
        Err(self.unexpected(&[&format!("<{}>", keyword.to_uppercase())]))
    }

    fn expect_mark(&mut self, mark: &str) -> Answer<()> {
        if self.accept_mark(mark) {
            Ok(())
        } else {
            Err(self.unexpected(&[&format!("\"{mark}\"")]))
        }
    }

    fn word(&mut self) -> Answer<String> {
        match self.peek().clone() {
            Piece::Word(word) => {
                self.at += 1;
                Ok(word)
            }
            _ => Err(self.unexpected(&["<IDENTIFIER>"])),
        }
    }

    fn value(&mut self) -> Answer<String> {
        match self.peek().clone() {
            Piece::Text(value) | Piece::Number(value) => {
                self.at += 1;
                Ok(value)
            }
            Piece::Word(word) if ["true", "false"].contains(&word.to_lowercase().as_str()) => {
                self.at += 1;
                Ok(word.to_lowercase())
            }
            _ => Err(self.unexpected(&["<STRING>", "<NUMBER>", "<TRUE>", "<FALSE>"])),
        }
    }

    fn count(&mut self) -> Answer<i64> {
        match self.peek().clone() {
            Piece::Number(number) if number.parse::<i64>().is_ok() => {
                self.at += 1;
                Ok(number.parse().unwrap_or_default())
            }
            _ => Err(self.unexpected(&["<NUMBER>"])),
        }
    }

    /// `Encountered " <OR> "or "" at line 1, column 45.` and what would have fitted.
    fn unexpected(&self, expected: &[&str]) -> Refusal {
        const KEYWORDS: [&str; 18] = [
            "select",
            "from",
            "where",
            "and",
            "or",
            "not",
            "in",
            "like",
            "between",
            "contains",
            "orderby",
            "order",
            "by",
            "asc",
            "desc",
            "startposition",
            "maxresults",
            "count",
        ];
        let column = self.tokens.get(self.at).map_or(1, |token| token.column);
        let (kind, image) = match self.peek() {
            Piece::Word(word) if KEYWORDS.contains(&word.to_lowercase().as_str()) => {
                (format!("<{}>", word.to_uppercase()), word.clone())
            }
            Piece::Word(word) => ("<IDENTIFIER>".to_owned(), word.clone()),
            Piece::Text(text) => ("<STRING>".to_owned(), format!("'{text}'")),
            Piece::Number(number) => ("<NUMBER>".to_owned(), number.clone()),
            Piece::Mark(mark) => (format!("\"{mark}\""), (*mark).to_owned()),
            Piece::End => ("<EOF>".to_owned(), String::new()),
        };
        let expected: String =
            expected
                .iter()
                .map(|it| {
                    if *it == "<EOF>" {
                        "\n    <EOF> ".to_owned()
                    } else {
                        format!("\n    {it} ...")
                    }
                })
                .collect();
        query_unreadable(&format!(
            "Encountered \" {kind} \"{image} \"\" at line 1, column {column}.\nWas expecting one \
             of:{expected}\n    "
        ))
    }
}
