//! Where events happened.

use super::native::Native;

/// A place.
///
/// # Units
///
/// `latitude` and `longitude` are WGS 84 degrees, −90 to 90 and −180 to 180.
#[derive(Debug, Clone, PartialEq, PartialOrd, Default)]
#[non_exhaustive]
pub struct Place {
    /// The key, unique among the places of a record.
    pub key: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// The region that it lies in.
    pub region: Option<Box<str>>,
    /// The country, as ISO 3166 alpha-2.
    pub country: Option<Box<str>>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// A remark.
    pub note: Option<Box<str>>,
    /// What another format said of it beyond this model.
    pub native: Native,
}

impl std::fmt::Display for Place {
    /// The name, with its region if there is one and it is called otherwise.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.region {
            Some(region) if *region != self.name => write!(f, "{} ({region})", self.name),
            _ => f.write_str(&self.name),
        }
    }
}
