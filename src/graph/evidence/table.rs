//! Evidence of statements, interned: how sure, known when, from whom.

use super::named;
use crate::model::{Certainty, Day, Evidence, SourceId};
use crate::record::{QuickMap, Record};
use std::collections::HashMap;
use std::sync::Arc;

/// What a view's filters of evidence ask of a statement.
///
/// Equal evidence of many statements is one row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct EvidenceRow {
    pub(crate) certainty: Certainty,
    pub(crate) known: Span,
    pub(crate) withdrawn: Span,
    pub(crate) sources: Box<[SourceId]>,
}

/// What of it filters ask most, close together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EvidenceFact {
    pub(crate) certainty: Certainty,
    pub(crate) known: Span,
    pub(crate) withdrawn: Span,
}

impl From<&EvidenceRow> for EvidenceFact {
    fn from(row: &EvidenceRow) -> Self {
        Self {
            certainty: row.certainty,
            known: row.known,
            withdrawn: row.withdrawn,
        }
    }
}

/// The first and the last day on which something can have come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Span {
    pub(crate) first: Day,
    pub(crate) last: Day,
}

impl Span {
    /// Before all time: it has always been so.
    pub(crate) const ALWAYS: Self = Self {
        first: Day::BEFORE_ALL,
        last: Day::BEFORE_ALL,
    };
    /// After all time: it never comes about.
    pub(crate) const NEVER: Self = Self {
        first: Day::AFTER_ALL,
        last: Day::AFTER_ALL,
    };

    /// Whichever comes first, day by day.
    pub(crate) fn earlier(self, other: Self) -> Self {
        Self {
            first: self.first.min(other.first),
            last: self.last.min(other.last),
        }
    }
}

/// From when statements with these sources are known: their earliest publication.
///
/// Always, if no source has a date.
pub(crate) fn known_from(record: &Record, sources: impl IntoIterator<Item = SourceId>) -> Span {
    let published = sources.into_iter().filter_map(|id| {
        let published = record.source(id).published.as_ref()?;
        Some(Span {
            first: published.first_day(),
            last: published.last_day(),
        })
    });
    published.reduce(Span::earlier).unwrap_or(Span::ALWAYS)
}

/// The rows of evidence, and for each statement which one is its own.
#[derive(Debug, Clone)]
pub(crate) struct EvidenceTable {
    rows: Vec<EvidenceRow>,
    facts: Vec<EvidenceFact>,
    of_statement: Vec<u32>,
}

impl EvidenceTable {
    /// Interns the evidence of every statement of a record.
    pub(crate) fn new(record: &Record) -> Self {
        let shared = SharedEvidence::new(record);
        let withdrawn_by = withdrawn_by(record, &shared);
        let mut numbers: QuickMap<EvidenceRow, u32> = QuickMap::default();
        let mut rows = Vec::new();
        let mut intern = |evidence: &Evidence, later: Option<Span>| {
            let own = evidence.withdrawn.as_ref();
            let own = own.map_or(Span::NEVER, |when| Span {
                first: when.first_day(),
                last: when.last_day(),
            });
            let row = EvidenceRow {
                certainty: evidence.certainty,
                known: known_from(record, evidence.sources.iter().copied()),
                withdrawn: later.map_or(own, |later| own.earlier(later)),
                sources: evidence.sources.to_vec().into_boxed_slice(),
            };
            *numbers.entry(row).or_insert_with_key(|row| {
                rows.push(row.clone());
                u32::try_from(rows.len() - 1).unwrap_or(u32::MAX)
            })
        };
        let mut of_shared: Vec<Option<u32>> = vec![None; shared.all.len()];
        let of_statement = shared.of_statement.iter().zip(0_u32..);
        // rows are numbered as they are met, statement by statement
        let of_statement = of_statement.map(|(&place, statement)| {
            let evidence = shared.all[place as usize];
            match withdrawn_by.get(&statement) {
                Some(&later) => intern(evidence, Some(later)),
                None => *of_shared[place as usize].get_or_insert_with(|| intern(evidence, None)),
            }
        });
        let of_statement = of_statement.collect();
        Self {
            of_statement,
            facts: rows.iter().map(EvidenceFact::from).collect(),
            rows,
        }
    }

    /// The number of the row that a statement of the table has.
    pub(crate) fn number(&self, statement: usize) -> u32 {
        self.of_statement[statement]
    }

    /// The row with a number.
    #[inline]
    pub(crate) fn row(&self, number: u32) -> &EvidenceRow {
        &self.rows[number as usize]
    }

    /// Every row, in the order of numbers.
    pub(crate) fn each(&self) -> impl Iterator<Item = &EvidenceRow> {
        self.rows.iter()
    }

    /// Whether any row says that something is denied.
    pub(crate) fn has_denied(&self) -> bool {
        let mut facts = self.facts.iter();
        facts.any(|fact| fact.certainty == Certainty::Denied)
    }

    /// What filters ask most of the row with a number.
    #[inline]
    pub(crate) fn fact(&self, number: u32) -> EvidenceFact {
        self.facts[number as usize]
    }

    /// The numbers of some rows; one is made where there is none like it.
    pub(crate) fn intern_all(&mut self, rows: impl Iterator<Item = EvidenceRow>) -> Vec<u32> {
        let mut numbers: HashMap<EvidenceRow, u32> = self.rows.iter().cloned().zip(0..).collect();
        let interned = rows.map(|row| {
            *numbers.entry(row).or_insert_with_key(|row| {
                self.facts.push(EvidenceFact::from(row));
                self.rows.push(row.clone());
                u32::try_from(self.rows.len() - 1).unwrap_or(u32::MAX)
            })
        });
        interned.collect()
    }

    /// Makes room for as many more as are to come.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.of_statement.reserve_exact(more);
    }

    /// Gives the next statement the row with a number.
    pub(crate) fn push(&mut self, number: u32) {
        self.of_statement.push(number);
    }
}

/// The evidence that statements share, each once, and the place of each statement's own.
struct SharedEvidence<'r> {
    all: Vec<&'r Evidence>,
    of_statement: Vec<u32>,
}

impl<'r> SharedEvidence<'r> {
    fn new(record: &'r Record) -> Self {
        let mut all = Vec::new();
        let mut places: QuickMap<usize, u32> = QuickMap::default();
        // rows of one source have the same, one behind the other
        let mut last = (0, 0);
        let of_statement = record.statements().iter().map(|statement| {
            let evidence = &statement.evidence;
            let address = Arc::as_ptr(evidence).addr();
            if last.0 == address {
                return last.1;
            }
            let place = *places.entry(address).or_insert_with(|| {
                all.push(&**evidence);
                u32::try_from(all.len() - 1).unwrap_or(u32::MAX)
            });
            last = (address, place);
            place
        });
        Self {
            of_statement: of_statement.collect(),
            all,
        }
    }
}

/// When the statements are withdrawn that later ones withdraw: by the publication of these.
fn withdrawn_by(record: &Record, shared: &SharedEvidence<'_>) -> QuickMap<u32, Span> {
    let withdraw = || shared.all.iter().filter(|one| !one.withdraws.is_empty());
    let named = withdraw().flat_map(|one| &one.withdraws);
    let by_id = named::places(record, named.map(|id| &**id));
    let mut spans: QuickMap<u32, Span> = QuickMap::default();
    for evidence in withdraw() {
        let published = known_from(record, evidence.sources.iter().copied());
        for id in &evidence.withdraws {
            if let Some(&place) = by_id.get(&**id) {
                let span = spans.entry(place).or_insert(published);
                *span = span.earlier(published);
            }
        }
    }
    spans
}
