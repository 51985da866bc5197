//! Splits, mergers and renamings end memberships: the bounds of a tie in this view.

use factions::{ActorId, EventKind, Holds, Relation, Statement, StatementId};

use super::Oracle;
use super::evidence::pairs;
use super::time::{Days, INF, Span, Stated, StatedEnd, as_of_day, tightened};

/// A split, merger or renaming that ends memberships of a pair.
#[derive(Debug, Clone)]
pub(crate) struct Ender {
    pub(crate) id: StatementId,
    pub(crate) known: Holds,
    pub(crate) days: Days,
}

/// One way in which a tie may run: with this ender applied, or with none.
#[derive(Debug, Clone)]
pub(crate) struct Course {
    pub(crate) span: Span,
    pub(crate) cause: Option<StatementId>,
    pub(crate) has_end: bool,
}

impl Oracle<'_> {
    /// "A split of X from Y ends the membership or part-of of X in Y …"; "A merger or renaming ends
    /// the memberships of the old actors likewise"; "It counts in every view whose evidence filters
    /// (`known_on`, `at_least`, `from_sources`) admit the split, whatever kinds or actors the view
    /// shows; the earliest admitted split applies".
    ///
    /// A split is written "the whole → what leaves".
    ///
    /// CHOICE: "the memberships of the old actors". (1) Those in which an old actor is the member
    /// or part. (2) Also those of others in the old actor. Taken: (1), as "likewise" reads: a split
    /// ends what X is in.
    ///
    /// CHOICE: "the earliest" of splits of uncertain date. (1) By first possible day, then last,
    /// then the stated order of statements. (2) By last possible day, or by every possible order.
    /// Taken: (1).
    pub(crate) fn enders(&self, x: ActorId, y: ActorId) -> Vec<Ender> {
        let mut enders = Vec::new();
        for (id, statement) in self.numbered() {
            let Some(event) = statement.event() else {
                continue;
            };
            let ends_it = match event.kind {
                EventKind::Split => pairs(&statement.ends).contains(&(y, x)),
                EventKind::Merger | EventKind::Rename => {
                    pairs(&statement.ends).iter().any(|&(old, _)| old == x)
                }
                _ => false,
            };
            if let (true, Some(known)) = (ends_it, self.admitted(statement)) {
                enders.push(Ender {
                    id,
                    known,
                    days: Days::of(event),
                });
            }
        }
        enders.sort_by_key(|ender| (ender.days.first(), ender.days.last(), ender.id));
        enders
    }

    /// Every way in which a relation between x and y may run, the earliest ender first.
    ///
    /// The last one is what is certain of the enders: the earliest certainly known one, or none.
    /// Those before it are enders that are only possibly known.
    pub(crate) fn courses(&self, statement: &Statement, x: ActorId, y: ActorId) -> Vec<Course> {
        let relation = statement.relation().expect("only a relation runs");
        let stated = self.stated(statement, relation);
        let mut courses = Vec::new();
        if relation.kind.is_step() {
            for ender in self.enders(x, y) {
                // CHOICE: an admitted split whose days the membership's end or seen days cannot
                // meet, and a later split whose days they can. (1) "stays as it is" is said of the
                // earlier split; the later one applies. (2) "the earliest admitted split applies",
                // so no other one does. Taken: (1).
                let Some(span) = ended_by(&stated, &ender.days) else {
                    continue;
                };
                courses.push(Course {
                    span,
                    cause: Some(ender.id),
                    has_end: true,
                });
                if ender.known == Holds::Certainly {
                    return courses;
                }
            }
        }
        courses.push(Course {
            span: stated.bounds(),
            cause: None,
            has_end: matches!(stated.end, StatedEnd::On(..)),
        });
        courses
    }

    pub(crate) fn stated(&self, statement: &Statement, relation: &Relation) -> Stated {
        // "only those sources date and carry a statement"
        let mut evidence = statement.evidence.clone();
        if let Some(sources) = &self.lens.sources {
            evidence.sources.retain(|id| sources.contains(id));
        }
        Stated::new(&relation.period, as_of_day(self.record, &evidence))
    }

    /// The four bounds of a relation between x and y in this view.
    ///
    /// "one that is only possibly known limits *certainly* alone": it holds possibly as without
    /// that split, and certainly only where it does so with and without it.
    pub(crate) fn span(&self, statement: &Statement, x: ActorId, y: ActorId) -> Span {
        let courses = self.courses(statement, x, y);
        let mut span = courses.last().expect("there is always one course").span;
        for course in &courses {
            span.s1 = span.s1.max(course.span.s1);
            span.e0 = span.e0.min(course.span.e0);
        }
        span
    }
}

/// The bounds of a membership that the split ends, or none if it does not end it.
pub(crate) fn ended_by(stated: &Stated, split: &Days) -> Option<Span> {
    let Span { s0, e1, .. } = stated.loose();
    // "ends the membership … of X in Y that can hold on the day before one of its days": possibly
    // on day d − 1 is s0 ≤ d − 1 < e1; so "A membership that certainly begins on or after the split
    // is untouched"
    if !can_hold_before(s0, e1, split) {
        return None;
    }
    // "a stated end meets the split's days and becomes their intersection, an open or unknown one
    // becomes the split's days"
    let end = match stated.end {
        StatedEnd::On(first, last) => (first, last),
        StatedEnd::Unknown | StatedEnd::Ongoing(_) => (-INF, INF),
    };
    let mut met = Vec::new();
    for &(first, last) in &split.ranges {
        let (first, last) = (first.max(end.0), last.min(end.1));
        if first <= last {
            met.push((first, last));
        }
    }
    // "An end or seen day that the split's days cannot meet stays as it is": one of the days must
    // come after the start and after every seen day
    let latest_seen = stated.seen.iter().copied().max().unwrap_or(-INF);
    if !met.iter().any(|&(_, last)| s0 < last && latest_seen < last) {
        return None;
    }
    // CHOICE: a split on one of several days with gaps between them. (1) The end becomes the span
    // of those days that the stated end allows; rules 2 and 3 then narrow the span. (2) The end
    // becomes only those days that the end, the seen days and the start allow, and then their span
    // (a split on the 2nd or the 10th of what starts on the 3rd: (1) ends on 4–10, (2) on the
    // 10th). (3) The span of all the split's days meets the span of the end. Taken: (1): "In a
    // period `[a,b]` stands for its span".
    let first = met.iter().map(|range| range.0).min()?;
    let last = met.iter().map(|range| range.1).max()?;
    // "a split that ends the period takes the place of *ongoing* with its seen day"
    let ended = Stated {
        end: StatedEnd::On(first, last),
        ..stated.clone()
    };
    Some(tightened(ended.loose()))
}

/// Whether what runs from s0 to e1 at most can hold on the day before one of the days.
pub(crate) fn can_hold_before(s0: i64, e1: i64, days: &Days) -> bool {
    // s0 ≤ d − 1 < e1, that is: s0 < d ≤ e1
    days.ranges
        .iter()
        .any(|&(first, last)| first <= e1 && s0 < last && s0 < e1)
}
