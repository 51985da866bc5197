//! The places where events happened.

use super::native::Native;

/// A place where events happened.
///
/// # Units
///
/// `latitude` and `longitude` are WGS 84 degrees, −90 to 90 and −180 to 180.
#[derive(Debug, Clone, PartialEq, PartialOrd, Default)]
#[non_exhaustive]
pub struct Place {
    /// The key, unique among the places of a record.
    pub key: Box<str>,
    /// The name of the place.
    pub name: Box<str>,
    /// The region in which the place lies.
    pub region: Option<Box<str>>,
    /// The country, as a code of ISO 3166 alpha-2.
    pub country: Option<Box<str>>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// A remark.
    pub note: Option<Box<str>>,
    /// What a file of another format said about the place that this model cannot express.
    pub native: Native,
}

impl std::fmt::Display for Place {
    /// Writes the name, followed by the region if it differs from the name.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.region {
            Some(region) if *region != self.name => write!(f, "{} ({region})", self.name),
            _ => f.write_str(&self.name),
        }
    }
}
