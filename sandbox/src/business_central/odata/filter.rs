//! `$filter`: parsed once, checked against the entity type, then asked of every record.
//!
//! Refused: `or` over different fields, lambdas, arithmetic, functions beyond the three that
//! Business Central has, and `in` without schema version 2.1.

use std::cmp::Ordering;

use super::{
    lexer::{Token, syntax_error, tokens},
    literal::literal,
};
use crate::business_central::{
    errors::{Answer, bad_request, unknown_property},
    field::Field,
    record::Record,
    schema::{EntityType, Kind, Property},
};

/// Brackets and `not` may be nested this deep.
const DEEPEST: usize = 50;
/// A filter may have this many conditions.
const MOST: usize = 500;

/// A filter.
#[derive(Debug)]
pub(crate) enum Expression {
    And(Box<Expression>, Box<Expression>),
    Or(Box<Expression>, Box<Expression>),
    Not(Box<Expression>),
    Compare(&'static Property, Comparison, Field<'static>),
    Text(TextFunction, &'static Property, String),
    In(&'static Property, Vec<Field<'static>>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum TextFunction {
    StartsWith,
    EndsWith,
    Contains,
}

impl Expression {
    /// Reads a filter for records of one type.
    ///
    /// # Errors
    /// What cannot be read, names a property that does not exist, or is refused (module text).
    pub(crate) fn parse(source: &str, entity: &EntityType, with_in: bool) -> Answer<Self> {
        let words = tokens(source)?;
        let mut parser =
            Parser { words: &words, next: 0, entity, with_in, depth: 0, conditions: 0 };
        let expression = parser.or()?;
        if parser.next < words.len() {
            return Err(syntax_error());
        }
        expression.check_or()?;
        Ok(expression)
    }

    pub(crate) fn matches(&self, record: Record<'_>) -> bool {
        match self {
            Self::And(one, two) => one.matches(record) && two.matches(record),
            Self::Or(one, two) => one.matches(record) || two.matches(record),
            Self::Not(inner) => !inner.matches(record),
            Self::Compare(property, comparison, value) => record
                .field(property)
                .compare(value)
                .is_some_and(|ordering| comparison.holds(ordering)),
            Self::Text(function, property, needle) => match record.field(property) {
                Field::Text(text) => function.holds(&text, needle),
                _ => false,
            },
            Self::In(property, values) => values.contains(&record.field(property)),
        }
    }

    /// Whether every match must have this value, as `documentId eq …` demands.
    pub(crate) fn pins(&self, property: &str) -> bool {
        match self {
            Self::And(one, two) => one.pins(property) || two.pins(property),
            Self::Compare(it, Comparison::Equal, _) => it.name == property,
            _ => false,
        }
    }

    fn check_or(&self) -> Answer<()> {
        match self {
            Self::Or(one, two) => {
                let mut names = Vec::new();
                self.names(&mut names);
                if names.iter().any(|name| names.first() != Some(name)) {
                    return Err(bad_request(
                        "The 'OR' operator is not supported on distinct fields on an OData \
                         filter.",
                    ));
                }
                one.check_or().and_then(|()| two.check_or())
            }
            Self::And(one, two) => one.check_or().and_then(|()| two.check_or()),
            Self::Not(inner) => inner.check_or(),
            Self::Compare(..) | Self::Text(..) | Self::In(..) => Ok(()),
        }
    }

    fn names(&self, names: &mut Vec<&'static str>) {
        match self {
            Self::And(one, two) | Self::Or(one, two) => {
                one.names(names);
                two.names(names);
            }
            Self::Not(inner) => inner.names(names),
            Self::Compare(property, ..) | Self::Text(_, property, _) | Self::In(property, _) => {
                names.push(property.name);
            }
        }
    }
}

impl Comparison {
    fn named(word: &str) -> Option<Self> {
        Some(match word {
            "eq" => Self::Equal,
            "ne" => Self::NotEqual,
            "gt" => Self::Greater,
            "ge" => Self::GreaterOrEqual,
            "lt" => Self::Less,
            "le" => Self::LessOrEqual,
            _ => return None,
        })
    }

    fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::NotEqual => ordering.is_ne(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterOrEqual => ordering.is_ge(),
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
        }
    }
}

impl TextFunction {
    fn named(word: &str) -> Option<Self> {
        Some(match word {
            "startswith" => Self::StartsWith,
            "endswith" => Self::EndsWith,
            "contains" => Self::Contains,
            _ => return None,
        })
    }

    fn holds(self, text: &str, needle: &str) -> bool {
        match self {
            Self::StartsWith => text.starts_with(needle),
            Self::EndsWith => text.ends_with(needle),
            Self::Contains => text.contains(needle),
        }
    }
}

struct Parser<'a> {
    words: &'a [Token],
    next: usize,
    entity: &'a EntityType,
    with_in: bool,
    depth: usize,
    conditions: usize,
}

impl Parser<'_> {
    fn or(&mut self) -> Answer<Expression> {
        let mut left = self.and()?;
        while self.skip_word("or") {
            left = Expression::Or(Box::new(left), Box::new(self.and()?));
        }
        Ok(left)
    }

    fn and(&mut self) -> Answer<Expression> {
        let mut left = self.not()?;
        while self.skip_word("and") {
            left = Expression::And(Box::new(left), Box::new(self.not()?));
        }
        Ok(left)
    }

    fn not(&mut self) -> Answer<Expression> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(syntax_error());
        }
        let found = if self.skip_word("not") {
            Ok(Expression::Not(Box::new(self.not()?)))
        } else if self.skip(&Token::Open) {
            let inner = self.or()?;
            self.demand(&Token::Close).map(|()| inner)
        } else {
            self.condition()
        };
        self.depth -= 1;
        found
    }

    fn condition(&mut self) -> Answer<Expression> {
        self.conditions += 1;
        if self.conditions > MOST {
            return Err(syntax_error());
        }
        let word = self.word()?;
        if self.skip(&Token::Open) {
            return self.text_function(&word);
        }
        let property = self.property(&word)?;
        let operator = self.word()?;
        if operator == "in" {
            return self.list(property);
        }
        let comparison = Comparison::named(&operator).ok_or_else(syntax_error)?;
        Ok(Expression::Compare(property, comparison, self.literal(property)?))
    }

    fn text_function(&mut self, word: &str) -> Answer<Expression> {
        let Some(function) = TextFunction::named(word) else {
            return Err(bad_request(format!("The function '{word}' is not supported.")));
        };
        let name = self.word()?;
        let property = self.property(&name)?;
        self.demand(&Token::Comma)?;
        let Some(Token::Text(needle)) = self.take() else { return Err(syntax_error()) };
        self.demand(&Token::Close)?;
        if !matches!(property.kind, Kind::Text(_)) {
            return Err(bad_request(format!(
                "No function signature for the function with name '{word}' matches the \
                 property '{name}'."
            )));
        }
        Ok(Expression::Text(function, property, needle))
    }

    fn list(&mut self, property: &'static Property) -> Answer<Expression> {
        if !self.with_in {
            return Err(bad_request("The 'in' operator needs $schemaversion=2.1."));
        }
        self.demand(&Token::Open)?;
        let mut values = vec![self.literal(property)?];
        while self.skip(&Token::Comma) {
            values.push(self.literal(property)?);
        }
        self.demand(&Token::Close)?;
        Ok(Expression::In(property, values))
    }

    fn literal(&mut self, property: &'static Property) -> Answer<Field<'static>> {
        let token = self.take().ok_or_else(syntax_error)?;
        literal(property, &token)
    }

    fn property(&self, name: &str) -> Answer<&'static Property> {
        if name.contains('/') {
            return Err(bad_request(format!(
                "Filtering through a navigation or a lambda ('{name}') is not supported."
            )));
        }
        self.entity.property(name).ok_or_else(|| unknown_property(name, self.entity.name))
    }

    fn take(&mut self) -> Option<Token> {
        let token = self.words.get(self.next).cloned();
        self.next += 1;
        token
    }

    fn word(&mut self) -> Answer<String> {
        match self.take() {
            Some(Token::Word(word)) => Ok(word),
            _ => Err(syntax_error()),
        }
    }

    fn skip(&mut self, token: &Token) -> bool {
        let found = self.words.get(self.next) == Some(token);
        self.next += usize::from(found);
        found
    }

    fn skip_word(&mut self, word: &str) -> bool {
        self.skip(&Token::Word(word.to_owned()))
    }

    fn demand(&mut self, token: &Token) -> Answer<()> {
        if self.skip(token) { Ok(()) } else { Err(syntax_error()) }
    }
}
