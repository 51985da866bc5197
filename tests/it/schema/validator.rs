//! A validator of the few words of JSON Schema that ours uses; any other word is a panic.

use serde_json::{Map, Value};

/// What a schema says against a value; `None`: nothing.
pub(super) fn complaint(root: &Value, schema: &Value, value: &Value) -> Option<String> {
    let words = match schema {
        Value::Bool(true) => return None,
        Value::Bool(false) => return Some(format!("{value} may not be here")),
        schema => schema.as_object().expect("a schema is an object"),
    };
    words
        .iter()
        .find_map(|(word, of)| broken(root, words, word, of, value))
}

fn broken(
    root: &Value,
    words: &Map<String, Value>,
    word: &str,
    of: &Value,
    value: &Value,
) -> Option<String> {
    let each = || of.as_array().expect("a list of schemas").iter();
    let says = |holds: bool| (!holds).then(|| format!("{value}: {word} {of}"));
    match word {
        "$schema" | "title" | "description" | "$defs" => None,
        "$ref" => {
            let pointer = of.as_str().and_then(|text| text.strip_prefix('#'));
            let schema = root.pointer(pointer.expect("it points into the schema"));
            complaint(root, schema.expect("it leads somewhere"), value)
        }
        "type" => says(match of.as_str().expect("a word") {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "number" => value.is_number(),
            "integer" => value.is_i64() || value.is_u64(),
            "boolean" => value.is_boolean(),
            other => panic!("unknown type {other}"),
        }),
        "const" => says(of == value),
        "enum" => says(each().any(|one| one == value)),
        "anyOf" => says(each().any(|one| complaint(root, one, value).is_none())),
        "oneOf" => says(
            each()
                .filter(|one| complaint(root, one, value).is_none())
                .count()
                == 1,
        ),
        "minimum" => says(value.as_f64() >= of.as_f64()),
        "maximum" => says(value.as_f64() <= of.as_f64()),
        "minItems" => says(
            value
                .as_array()
                .is_none_or(|list| Some(list.len() as u64) >= of.as_u64()),
        ),
        "pattern" => says(
            value
                .as_str()
                .is_none_or(|text| fits(of.as_str().expect("a text"), text)),
        ),
        "items" => value
            .as_array()?
            .iter()
            .find_map(|one| complaint(root, of, one)),
        "properties" => value.as_object()?.iter().find_map(|(key, value)| {
            let found = complaint(root, of.get(key)?, value)?;
            Some(format!("{key}: {found}"))
        }),
        "propertyNames" => {
            let names = value
                .as_object()?
                .keys()
                .map(|name| Value::from(name.as_str()));
            names
                .into_iter()
                .find_map(|name| complaint(root, of, &name))
        }
        "additionalProperties" => {
            let known = words.get("properties");
            let more = value.as_object()?.iter();
            let mut more =
                more.filter(|(key, _)| known.is_none_or(|known| known.get(key).is_none()));
            more.find_map(|(key, value)| Some(format!("{key}: {}", complaint(root, of, value)?)))
        }
        "required" => says(value.as_object().is_none_or(|members| has_all(members, of))),
        "dependentRequired" => {
            let members = value.as_object()?;
            let mut asking = of.as_object().expect("names").iter();
            says(asking.all(|(key, needs)| !members.contains_key(key) || has_all(members, needs)))
        }
        other => panic!("unknown word {other}"),
    }
}

fn has_all(members: &Map<String, Value>, names: &Value) -> bool {
    let mut names = names.as_array().expect("a list of names").iter();
    names.all(|name| members.contains_key(name.as_str().expect("a name")))
}

/// Whether a text fits one of the patterns that ours uses.
fn fits(pattern: &str, text: &str) -> bool {
    let is_slug = |part: &str| {
        let is_plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit();
        !part.is_empty() && part.bytes().all(is_plain)
    };
    match pattern {
        "\\S" => !text.trim().is_empty(),
        "^[a-z0-9]+(-[a-z0-9]+)*$" => text.split('-').all(is_slug),
        "^[A-Z]{2}$" => text.len() == 2 && text.bytes().all(|c| c.is_ascii_uppercase()),
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => {
            let numbers: Vec<&str> = text.split('-').collect();
            let is_number = |number: &&str| number.bytes().all(|c| c.is_ascii_digit());
            let lengths: Vec<usize> = numbers.iter().map(|number| number.len()).collect();
            lengths == [4, 2, 2] && numbers.iter().all(is_number)
        }
        other => panic!("unknown pattern {other}"),
    }
}
