//! Slugs: the form of a key.

/// Whether a key is a slug: lower-case letters, digits and single hyphens between them.
pub(crate) fn is_slug(key: &str) -> bool {
    let is_plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit();
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(is_plain);
    !key.is_empty() && key.split('-').all(is_part)
}

/// The nearest slug: what is no letter or digit becomes a hyphen; empty if there is none.
pub(crate) fn slug(key: &str) -> String {
    let mut slug = String::new();
    for c in key.chars().take(60) {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}
