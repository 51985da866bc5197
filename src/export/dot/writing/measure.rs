//! Upper bounds on the size of text, for layouts that are computed here and not by Graphviz.

/// Returns an upper bound on the width of a line of text, in the fonts that Graphviz finds for Helvetica.
///
/// The widths are those of the font `DejaVu Sans`, rounded up; Helvetica, Arial and Liberation Sans are
/// narrower.
///
/// # Units
///
/// Points, of a font of `size` points.
pub(in crate::export) fn width(text: &str, size: f64, is_bold: bool) -> f64 {
    let hundredths: u32 = text.chars().map(|one| of(one, is_bold)).sum();
    f64::from(hundredths) * size / 100.0
}

/// Returns the width of a character in hundredths of the font size.
fn of(one: char, is_bold: bool) -> u32 {
    let [plain, bold] = match one {
        ' ' | '\u{a0}' | '.' | ',' | ':' | ';' | '\'' | '|' | 'i' | 'j' | 'l' | 'I' | 'J' | '/' => {
            [35, 42]
        }
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '!' => [42, 50],
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '&' | '…' | '—' => [101, 112],
        'a'..='z' | '0'..='9' => [65, 72],
        'A'..='Z' => [79, 86],
        '\u{80}'..='\u{2e7f}' => [85, 95],
        _ if one.is_ascii() => [84, 90],
        _ => [110, 115],
    };
    if is_bold { bold } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_as_wide_as_its_characters_together() {
        let whole = width("Old Pans", 10.0, true);
        let parts = width("Old ", 10.0, true) + width("Pans", 10.0, true);
        assert!((whole - parts).abs() < 1e-9);
        assert!(width("Old Pans", 10.0, false) < whole);
        assert!(width("سلام", 10.0, false) >= 34.0);
    }
}
