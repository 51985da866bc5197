//! The places of the events in the runs of actors.

/// An item of a run: the place of the event, and the deaths before it in all runs.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::graph) struct RunItem {
    pub(super) place: u32,
    pub(super) deaths: u32,
}

/// The place of each item of the runs.
#[derive(Debug, Clone)]
pub(super) enum RunColumn {
    /// With the deaths before each item, and of all, modulo 2^32.
    WithDeaths(Vec<RunItem>),
    /// Where tolls are ranges: the deaths stand with what tells events apart.
    Places(Vec<u32>),
}

impl Default for RunColumn {
    fn default() -> Self {
        Self::Places(Vec::new())
    }
}

impl RunColumn {
    /// The column of items; `best` gives the deaths of each.
    #[inline]
    pub(super) fn with_deaths(mut items: Vec<RunItem>, best: impl Fn(RunItem) -> u32) -> Self {
        let mut before = 0_u32;
        for item in &mut items {
            let own = best(*item);
            item.deaths = before;
            before = before.wrapping_add(own);
        }
        items.push(RunItem {
            place: 0,
            deaths: before,
        });
        Self::WithDeaths(items)
    }

    /// The column of items whose deaths stand elsewhere.
    pub(super) fn places(items: Vec<RunItem>) -> Self {
        let mut places: Vec<u32> = items.into_iter().map(|item| item.place).collect();
        places.shrink_to_fit();
        Self::Places(places)
    }

    /// The place of an item.
    #[inline]
    pub(super) fn place(&self, at: usize) -> usize {
        match self {
            Self::WithDeaths(items) => items[at].place as usize,
            Self::Places(places) => places[at] as usize,
        }
    }

    /// The deaths before an item, where they stand here.
    #[inline]
    pub(super) fn deaths_before(&self, at: usize) -> u32 {
        match self {
            Self::WithDeaths(items) => items[at].deaths,
            Self::Places(_) => 0,
        }
    }
}
