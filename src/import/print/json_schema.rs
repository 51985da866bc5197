//! The schema of the format, printed.

use crate::import::print::json as print_json;
use crate::record::{Node, Record, Value, schema};

/// # Its schema
impl Record {
    /// The format as a JSON Schema (draft 2020-12), with which editors complete and check a record.
    ///
    /// The readers and the schema use the same tables, so the schema knows the same keys and words.
    /// The root describes a whole document, as JSON and TOML have it; `#/$defs/line` describes one
    /// line of JSON Lines. The schema says what may stand where. Only a reader knows what makes
    /// sense together, for example whether an actor is declared or a date is in the calendar.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    ///
    /// let schema = Record::json_schema();
    /// assert!(schema.contains(r#""withdrawn": {"#));
    /// ```
    pub fn json_schema() -> String {
        let mut out = String::new();
        indented(&mut out, &schema(), 0);
        out.push('\n');
        out
    }
}

/// Prints a value, tables and lists of tables over several lines.
fn indented(out: &mut String, node: &Node, depth: usize) {
    let new_line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    };
    let is_table = |node: &Node| matches!(node.value, Value::Table(_));
    match &node.value {
        Value::Table(entries) if !entries.is_empty() => {
            out.push('{');
            for (at, entry) in entries.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                new_line(out, depth + 1);
                print_json::inline(out, &Node::text(&*entry.key));
                out.push_str(": ");
                indented(out, &entry.node, depth + 1);
            }
            new_line(out, depth);
            out.push('}');
        }
        Value::Array(elements) if elements.iter().any(is_table) => {
            out.push('[');
            for (at, element) in elements.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                new_line(out, depth + 1);
                indented(out, element, depth + 1);
            }
            new_line(out, depth);
            out.push(']');
        }
        _ => print_json::inline(out, node),
    }
}
