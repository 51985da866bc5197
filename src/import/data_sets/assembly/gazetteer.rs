//! The places that rows name, each once.

use super::new_actor::behind;
use crate::import::data_sets::kit::names::{Keys, slug_of};
use crate::model::{Place, PlaceId};
use crate::record::{At, Quick, QuickMap, Reader};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;

/// The cells of a place in a row.
#[derive(Debug, Clone, Copy)]
pub(in crate::import::data_sets) struct PlaceCells<'c> {
    pub(in crate::import::data_sets) name: &'c str,
    pub(in crate::import::data_sets) region: &'c str,
    pub(in crate::import::data_sets) country: Option<&'c str>,
    /// Latitude and longitude; `None` if the point is not the place of the events.
    pub(in crate::import::data_sets) point: Option<(f64, f64)>,
}

impl<'c> PlaceCells<'c> {
    /// Returns the cells that a row would have for this place.
    fn of(place: &'c Place) -> Self {
        Self {
            name: &place.name,
            region: place.region.as_deref().unwrap_or_default(),
            country: place.country.as_deref(),
            point: place.latitude.zip(place.longitude),
        }
    }

    /// Returns the fields that identify the place.
    fn content(&self) -> (&str, &str, Option<&str>, Option<(u64, u64)>) {
        let point = self
            .point
            .map(|(latitude, longitude)| (latitude.to_bits(), longitude.to_bits()));
        (self.name, self.own_region(), self.country, point)
    }

    /// Returns the region, unless it has the name of the place.
    fn own_region(&self) -> &str {
        if self.region == self.name {
            ""
        } else {
            self.region
        }
    }

    /// Whether the cells describe this place.
    fn is(&self, place: &Place) -> bool {
        self.content() == PlaceCells::of(place).content()
    }

    fn place(&self) -> Place {
        let region = self.own_region();
        Place {
            name: self.name.into(),
            region: (!region.is_empty()).then(|| region.into()),
            country: self.country.map(Into::into),
            latitude: self.point.map(|point| point.0),
            longitude: self.point.map(|point| point.1),
            ..Place::default()
        }
    }
}

/// The places that rows name, each once.
#[derive(Debug, Default)]
pub(in crate::import::data_sets) struct Gazetteer {
    hasher: Quick,
    /// The index of each place, by the hash of its content.
    by_hash: QuickMap<u64, u32>,
    places: Vec<(PlaceId, Place, At)>,
    /// The number of places that a record has already: the first ones of the list.
    known: usize,
    met: Met,
}

/// A cache of the cells of places, stored one after the other in one text.
///
/// It finds a known place without parsing its coordinates, and touches three cache lines: parsing took a third of the
/// time (a million rows of 30,000 places, 2026-11-30).
#[derive(Debug, Default)]
struct Met {
    texts: String,
    /// The range of the cells in the text and the place, by the hash of the cells.
    by_hash: QuickMap<u64, (u32, u32, PlaceId)>,
}

impl Met {
    /// Returns the place with these cells, or the free hash under which to keep them.
    fn find(&self, hash: u64, cells: &str) -> Result<PlaceId, u64> {
        let mut hash = hash;
        while let Some((from, to, number)) = self.by_hash.get(&hash) {
            if self.texts.get(*from as usize..*to as usize) == Some(cells) {
                return Ok(*number);
            }
            hash = hash.wrapping_add(1);
        }
        Err(hash)
    }

    fn keep(&mut self, hash: u64, cells: &str, number: PlaceId) {
        let from = self.texts.len();
        let ends = [from, from + cells.len()].map(u32::try_from);
        // a text of more than four gigabytes is not extended: further places are parsed each time
        if let [Ok(from), Ok(to)] = ends {
            self.texts.push_str(cells);
            self.by_hash.insert(hash, (from, to, number));
        }
    }
}

impl Gazetteer {
    /// Makes a gazetteer with the places of a record, which equal cells of rows then refer to.
    pub(super) fn beside(reader: &mut Reader, places: &[Place]) -> Self {
        let mut gazetteer = Self::default();
        for place in places {
            let number = reader.place_number(&place.key);
            let mut hash = gazetteer.hasher.hash_one(PlaceCells::of(place).content());
            while gazetteer.by_hash.contains_key(&hash) {
                hash = hash.wrapping_add(1);
            }
            let index = u32::try_from(gazetteer.places.len()).unwrap_or(u32::MAX);
            gazetteer.by_hash.insert(hash, index);
            let place = (number, place.clone(), At::in_text(0, 0));
            gazetteer.places.push(place);
        }
        gazetteer.known = gazetteer.places.len();
        gazetteer
    }

    /// Returns the places by their numbers.
    pub(super) fn by_number(&self) -> BTreeMap<PlaceId, &Place> {
        let places = self.places.iter();
        places.map(|(number, place, _)| (*number, place)).collect()
    }

    /// Returns the number of a place, or `None` if the place has no name.
    pub(in crate::import::data_sets) fn number(
        &mut self,
        reader: &mut Reader,
        cells: PlaceCells<'_>,
        at: At,
    ) -> Option<PlaceId> {
        if cells.name.is_empty() {
            return None;
        }
        let mut hash = self.hasher.hash_one(cells.content());
        // a content whose hash is taken goes to the next free one
        while let Some(index) = self.by_hash.get(&hash) {
            match self.places.get(*index as usize) {
                Some((number, place, _)) if cells.is(place) => return Some(*number),
                _ => hash = hash.wrapping_add(1),
            }
        }
        let index = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        self.by_hash.insert(hash, index);
        // no slug has such a character, so it cannot be the key of a record
        let number = reader.place_number(&format!("\u{1F}{index}"));
        self.places.push((number, cells.place(), at));
        Some(number)
    }

    /// Returns the number of the place with these cells; `read` parses them, and is called only for new cells.
    ///
    /// Equal cells always mean the same place.
    pub(in crate::import::data_sets) fn number_of<'c>(
        &mut self,
        reader: &mut Reader,
        (cells, read): (&str, impl FnOnce() -> PlaceCells<'c>),
        at: At,
    ) -> Option<PlaceId> {
        match self.met.find(self.hasher.hash_one(cells), cells) {
            Ok(number) => Some(number),
            Err(hash) => {
                let number = self.number(reader, read(), at)?;
                self.met.keep(hash, cells, number);
                Some(number)
            }
        }
    }

    /// Gives each cited place a key, in the order of their content; returns where rows first named them.
    pub(in crate::import::data_sets) fn finish(
        mut self,
        reader: &mut Reader,
        keys: &mut Keys,
        is_cited: impl Fn(PlaceId) -> bool,
    ) -> BTreeSet<At> {
        let mut derived = BTreeSet::new();
        self.places.drain(..self.known);
        self.places.retain(|(number, _, _)| is_cited(*number));
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
