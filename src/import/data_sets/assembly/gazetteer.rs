//! The places that rows name, each once.

use super::cast::behind;
use crate::import::data_sets::kit::names::{Keys, slug_of};
use crate::model::{Place, PlaceId};
use crate::record::{At, QuickMap, Reader};
use std::collections::BTreeSet;
use std::fmt::Write;

/// A place as a row has it.
#[derive(Debug, Clone, Copy)]
pub(in crate::import::data_sets) struct PlaceCells<'c> {
    pub(in crate::import::data_sets) name: &'c str,
    pub(in crate::import::data_sets) region: &'c str,
    pub(in crate::import::data_sets) country: Option<&'static str>,
    /// Latitude and longitude; `None`: the point is not where it was.
    pub(in crate::import::data_sets) point: Option<(f64, f64)>,
}

/// The places that rows name, each once.
#[derive(Debug, Default)]
pub(in crate::import::data_sets) struct Gazetteer {
    numbers: QuickMap<Box<str>, PlaceId>,
    places: Vec<(PlaceId, Place, At)>,
    /// The content of a place, written anew for each row.
    content: String,
}

impl Gazetteer {
    /// The number of a place; `None`: it has no name.
    pub(in crate::import::data_sets) fn number(
        &mut self,
        reader: &mut Reader,
        cells: PlaceCells<'_>,
        at: At,
    ) -> Option<PlaceId> {
        let PlaceCells {
            name,
            region,
            country,
            point,
        } = cells;
        if name.is_empty() {
            return None;
        }
        // no slug has such a character: no key of a record is like it
        let content = &mut self.content;
        content.clear();
        for text in [name, region, country.unwrap_or("")] {
            content.push_str(text);
            content.push('\u{1F}');
        }
        if let Some((latitude, longitude)) = point {
            let _ = write!(
                content,
                "{:x}\u{1F}{:x}",
                latitude.to_bits(),
                longitude.to_bits()
            );
        }
        if let Some(number) = self.numbers.get(&**content) {
            return Some(*number);
        }
        let number = reader.place_number(content);
        let is_own = !region.is_empty() && region != name;
        let place = Place {
            name: name.into(),
            region: is_own.then(|| region.into()),
            country: country.map(Into::into),
            latitude: point.map(|point| point.0),
            longitude: point.map(|point| point.1),
            ..Place::default()
        };
        self.numbers.insert(content.as_str().into(), number);
        self.places.push((number, place, at));
        Some(number)
    }

    /// Gives each place a key, in the order of their content; hands back where they stand.
    pub(in crate::import::data_sets) fn finish(
        mut self,
        reader: &mut Reader,
        keys: &mut Keys,
    ) -> BTreeSet<At> {
        let mut derived = BTreeSet::new();
        self.places.sort_by(|a, b| {
            let known = a.1.partial_cmp(&b.1);
            known.unwrap_or(std::cmp::Ordering::Equal)
        });
        for (number, mut place, at) in self.places {
            place.key = keys.new_like(&slug_of(&place.name), "place").into();
            let at = behind(at, 2);
            derived.insert(at);
            reader.given_place(number, place, at);
        }
        derived
    }
}
