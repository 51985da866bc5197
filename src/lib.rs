//! Who stood with whom, who fought whom, who split from whom.
//!
//! The library also says since when, until when, and according to whom. The nodes of the graph are armed
//! groups, coalitions, armies and their partners. Its edges are their alliances, memberships, support,
//! splits and clashes. Every edge has a time, a source and a certainty. You ask every question of a
//! [`View`]: the graph on a day or during a span of days, and as it was known on a day.
//!
//! # Aims
//!
//! In order of importance:
//!
//! 1. **Deaths are counted once**, however many actors and reports an event has.
//! 2. **A claim is not shown as a fact.** Every answer names its certainty, its claimants, its sources
//!    and its statements. The record also keeps whatever contradicts the answer.
//! 3. **No date is more exact than its source.** Every answer says whether it holds *certainly* or
//!    *possibly*.
//! 4. **The same question has the same answer**, in the same order, whatever the order in which the
//!    record was written.
//! 5. Speed.
//!
//! # Example
//!
//! The crate contains a record that you can try it with: [`Record::mali`].
//!
//! ```
//! use factions::{ActorGraph, Record, date};
//!
//! let graph = ActorGraph::new(Record::mali());
//! let csp = graph.actor("CSP")?;
//! // a group left "in late September": for the 25th nobody can say more than *possibly*
//! assert_eq!(
//!     graph.at(date(2023, 9, 25)).members(csp)[0].to_string(),
//!     "MSA is a member of CSP \
//!      (possibly; reported; sources: crisiswatch-2023-10, csp-rome-2021-05)",
//! );
//! // by mid-October only the CMA is a member
//! let members = graph.at(date(2023, 10, 16)).members(csp);
//! assert_eq!((members.len(), members[0].member.to_string().as_str()), (1, "CMA"));
//! # Ok::<(), factions::UnknownActor>(())
//! ```
//!
//! You write your own record as a text or a file:
//!
//! ```
//! use factions::{ActorGraph, Certainty, Holds, Record, date};
//!
//! let record = Record::from_toml(r#"
//! [sources.crisiswatch]
//! title = "CrisisWatch: Mali, October 2023"
//! published = "early 2023-11"
//!
//! [actors]
//! csp = { name = "Permanent Strategic Framework", short = "CSP", kind = "coalition" }
//! msa = { name = "Movement for the Salvation of Azawad", short = "MSA", kind = "armed-group" }
//!
//! [[relations]]
//! kind = "membership"
//! from = "msa"
//! to = "csp"
//! start = "2021-05"
//! source = "crisiswatch"
//!
//! [[events]]
//! id = "msa-leaves"
//! kind = "split"
//! when = "late 2023-09"
//! from = "csp"
//! to = "msa"
//! source = "crisiswatch"
//! "#)?;
//! let graph = ActorGraph::new(record);
//! let csp = graph.actor("CSP")?;
//!
//! let members = graph.at(date(2023, 9, 25)).members(csp);
//! assert_eq!(members[0].grounds.holds, Holds::Possibly);
//!
//! // a view is a value: you can narrow it, keep it, and ask it again
//! let autumn = graph.during(date(2023, 9, 1)..date(2023, 11, 1));
//! let changes = autumn.at_least(Certainty::Reported).changes();
//! assert_eq!(
//!     changes[0].to_string(),
//!     "MSA left CSP between 2023-09-21 and 2023-09-30 by split `msa-leaves` \
//!      (certainly; reported; source: crisiswatch)",
//! );
//! assert!(autumn.known_on(date(2023, 10, 15)).changes().is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Terms
//!
//! These words mean the same everywhere in the documentation.
//!
//! | term | meaning |
//! |---|---|
//! | actor | whoever takes part: an armed group, an army, a state, a person ([`Actor`]). An actor has a *key*, a short name in lower case that is unique in its record |
//! | coalition | an actor whose members are other actors |
//! | relation | a tie that lasts over a period: a membership, an alliance, support ([`Relation`]) |
//! | event | something that happened on a day: a clash, a split, a declaration ([`Event`]) |
//! | statement | one relation or event as one source has it ([`Statement`]). If two statements contradict each other, the record keeps both |
//! | evidence | how well a statement is known, on whose word, and from which sources ([`Evidence`]) |
//! | happening | an event, however many statements describe it ([`Happening`]). It counts once |
//! | telling | one of the statements that describe the same event or relation (`same_as` joins them) |
//! | counted | a statement is counted by a view if all filters of the view but its days admit it |
//! | tie | an edge of the graph: what a statement says of one pair of actors ([`TieRef`]) |
//! | dyad | a pair of actors, with all that is between them ([`Dyad`]) |
//! | toll | the people killed in a happening ([`Toll`]); *losses* are those whom one actor lost ([`View::losses_of`]) |
//! | view | the graph as its filters show it: on some days, as known on a day, by some evidence ([`View`]). It *admits* a statement that its filters let through |
//! | reading | one day chosen out of each inexact date of a thing |
//! | certainly, possibly | a thing holds *certainly* on a day if it does on every reading of its dates, and *possibly* if it does on at least one ([`Holds`]). Both words are only about time |
//! | certainty | how well a thing is known: denied, planned, alleged, claimed, reported or confirmed ([`Certainty`]). A *claim* is what a party says that it did. An *allegation* is what others say that it did |
//! | valid time | when a thing was so in the world: [`at`](ActorGraph::at) and [`during`](ActorGraph::during) choose it |
//! | known on | a thing is known on a day if it was published by that day and not withdrawn: [`known_on`](View::known_on) chooses the day |
//! | as of | the day for which a source or record speaks ([`Record::as_of`]): what is *ongoing* was so on that day, and no later day is covered |
//! | covered | a record covers the days whose events it claims to report ([`Covered`]). On other days its silence says nothing |
//! | stance | how two actors stand to each other, by their own ties and those of their coalitions and members ([`Stance`]) |
//! | lineage | who came from whom by splits, mergers and renamings ([`Lineage`]) |
//! | storage order | the order of answers where no other is stated: by first day, last day, kind, actors and id |
//! | plain | said of cost: a statement without another telling and with exact dates; a relation may have an open end, an event one span of days. The graph finds these by their place; it looks at all others one by one |
//! | class | said of cost: the plain statements of one kind with the same evidence. A graph has few classes |
//!
//! # The types, in the order of the flow
//!
//! 1. Values. A [`When`] is a date that is as exact as its source. A [`Period`] has a start and an end;
//!    its [`Bounds`] say on which days it certainly and possibly held. [`ActorKind`], [`RelationKind`] and
//!    [`EventKind`] are closed lists. Each [`Kind`] has a [`Sign`]: positive, negative or neutral. The
//!    [`Ends`] of a [`Statement`] say who is tied to whom.
//! 2. A [`Record`] is a checked collection of actors, sources, places and statements.
//!    [`Record::load`], [`Record::from_toml`] and similar functions read one, and [`Record::draft`]
//!    makes one in code. If anything is wrong with it, you get all the [`Problems`] at once.
//!    [`Record::compare`] says what differs between two records.
//! 3. An [`ActorGraph`] is an index of a record. It never changes, and threads can share it. It finds
//!    actors by what people call them ([`ActorGraph::actor`]). It returns [`ActorRef`],
//!    [`StatementRef`] and [`TieRef`], which are `Copy`.
//! 4. A [`View`] shows the graph on some days. [`ActorGraph::at`], [`ActorGraph::during`] and
//!    [`ActorGraph::ever`] make one. These methods narrow it:
//!    [`certainly`](View::certainly), [`known_on`](View::known_on),
//!    [`at_least`](View::at_least), [`only`](View::only), [`without`](View::without),
//!    [`among`](View::among), [`from_sources`](View::from_sources) and
//!    [`events_during`](View::events_during).
//! 5. Answers print as sentences and serialise with serde. Their [`Grounds`] say how they hold and from
//!    which statements they follow:
//!
//! | question | answer |
//! |---|---|
//! | [`members`](View::members), [`coalitions`](View::coalitions), [`parts`](View::parts), [`wholes`](View::wholes) | [`Membership`] |
//! | [`allies`](View::allies), [`partners`](View::partners), [`adversaries`](View::adversaries), [`supporters`](View::supporters), [`clients`](View::clients), [`patrons`](View::patrons), [`affiliates`](View::affiliates), [`victims`](View::victims), [`attackers`](View::attackers) | [`Associate`] |
//! | [`stance`](View::stance) | [`Stance`], with every [way](WayBetween) that leads to it |
//! | [`changes`](View::changes), [`moves`](View::moves) | [`Change`], [`Move`] |
//! | [`events`](View::events), [`toll`](View::toll), [`losses_of`](View::losses_of), [`denied`](View::denied) | [`Happening`], [`TollTotal`], [`TollTotal`], [`Denial`] |
//! | [`top_actors`](View::top_actors), [`top_dyads`](View::top_dyads), [`top_places`](View::top_places), and for each month `top_actors_by` and similar; [`events_of`](View::events_of), [`events_at`](View::events_at) | [`Ranking`] of [`BusyActor`], [`BusyDyad`], [`BusyPlace`]; [`Happening`] |
//! | [`series`](View::series), [`dyad`](View::dyad), [`diff`](View::diff), [`lineage`](View::lineage), [`names`](View::names) | [`Series`], [`Dyad`], [`Difference`], [`Lineage`], [`NameInTime`] |
//! | [`coalition_as_one`](View::coalition_as_one), [`collective`](View::collective): the same questions about several actors together | [`Collective`], then [`CollectiveEvent`], [`CollectiveDyad`], [`CollectiveStance`], [`CollectiveAssociate`] |
//! | [`learned`](View::learned): what became known between two days, and which answers changed | [`Learned`], with a [`LearnedStatement`] or [`LearnedRow`] for each |
//! | [`contradictions`](View::contradictions), [`components`](View::components) | [`Contradiction`], [`Component`](view::Component) |
//!
//! 6. A [`SignedGraph`] ([`View::signed`]) has one edge for each dyad of friends or of foes. On it you
//!    compute the measures of the literature on signed networks. You ask analyses over time of the view:
//!
//! | question | answer |
//! |---|---|
//! | [`triad_census`](SignedGraph::triad_census), [`triads`](SignedGraph::triads), [`frustration`](SignedGraph::frustration), [`partition`](SignedGraph::partition) | [`TriadCensus`], [`Triad`], [`Frustration`], [`Partition`] |
//! | [`degrees`](SignedGraph::degrees), [`cohesion`](SignedGraph::cohesion), [`common_enemies`](SignedGraph::common_enemies) | [`ActorDegrees`], [`Cohesion`], [`CommonEnemies`] |
//! | with the feature `linear-algebra`: `walk_balance`, `local_balance`, `pn_index`, `eigenvector_centrality`, `smallest_laplacian_eigenvalue` | a `Score` each, `SignedEigenvector` |
//! | [`dyad_history`](View::dyad_history), month by month [`by_step`](DyadHistory::by_step), [`side_switches`](View::side_switches), [`survival`](View::survival), [`firsts_on_record`](View::firsts_on_record) | [`DyadHistory`], [`StepStanding`], [`SideSwitch`], [`Survival`], [`FirstOnRecord`] |
//! | [`co_belligerents`](View::co_belligerents), [`opponents`](View::opponents), [`fragmentation`](View::fragmentation) | [`EventPair`], [`FragmentationStep`] |
//! | [`motifs`](View::motifs), [`reach`](View::reach), [`rolling`](Series::rolling), [`escalation`](Series::escalation) | [`MotifCensus`], [`Reached`], [`RollingWindow`], [`Escalation`] |
//!
//! [`ToHtml::to_html`] shows lists of answers, series, rankings and charts in a notebook.
//!
//! petgraph's algorithms run on a view directly, and on its [`undirected`](View::undirected) form. Each
//! tie is an edge, so two actors with several ties have parallel edges. For algorithms that need ids
//! without gaps, use [`to_petgraph`](View::to_petgraph). For those that need a graph without parallel
//! edges, use [`to_petgraph_of_dyads`](View::to_petgraph_of_dyads) or [`SignedGraph::to_petgraph`].
//!
//! # Elsewhere
//!
//! - `docs/QUESTIONS.md`: which question is for which task, and what it costs
//! - `docs/guide/`: three programs, explained piece by piece
//! - `README.md`: a longer tour
//! - `docs/FORMAT.md`: every key of a record
//! - `docs/DESIGN.md`: answers to objections
//!
//! The tests run the programs in `examples/`.

// words: what can be said
pub mod model;

// what was asserted, checked
pub mod record;

// files into records
pub mod import;

// the record, indexed once
pub mod graph;

// the graph as of a date
pub mod view;

// questions to a view
pub mod query;

// what is computed on signed networks
pub mod analysis;

// views and answers, written out
pub mod export;

pub use analysis::{
    ActorDegrees, Cohesion, CommonEnemies, CommonEnemy, ComponentCamps, ComponentPartition,
    ConflictRule, Degree, DyadHistory, DyadSign, Escalation, EventPair, Family, FirstKind,
    FirstOnRecord, FragmentationStep, Frustration, Lifetime, MeanChange, Measure, Motif,
    MotifCensus, MotifCount, MotifStep, PairCount, Partition, PartitionRule, ReachRule, Reached,
    RollingWindow, SearchBudget, SideSwitch, SignChange, SignRule, SignedEdge, SignedGraph,
    SignedTie, Spell, SpellRule, Spread, StepStanding, Survival, SurvivalCurve, SurvivalStep,
    Triad, TriadCensus,
};
#[cfg(feature = "linear-algebra")]
pub use analysis::{Score, SignedEigenvector, SpectralError, TieDirection};
pub use export::{
    Camps, Color, Comparison, DifferentGraphs, Dot, Drawing, DrawingWarning, EventStyle, Genealogy,
    Hue, SeriesChart, SizeChart, Theme, Timeline, ToHtml,
};
#[cfg(feature = "arrow")]
pub use graph::BulkBatches;
pub use graph::{
    ActorGraph, ActorRef, ActorSet, Bulk, EventRow, IntoId, RelationRow, RowActor, RowEnd, RowSide,
    SourceSet, StatementRef, TieRef, UnknownActor, UnknownSource,
};
pub use jiff::civil::{Date, date};
pub use model::{
    ActivePeriod, Actor, ActorId, ActorKind, Alias, Bounds, Certainty, Content, Coverage, Covered,
    DataSetIds, Day, Deaths, End, Ends, Event, EventKind, Evidence, Holds, Kind, Kinds, Loss,
    NoDate, NotADay, Period, Place, PlaceId, Relation, RelationKind, Sign, Source, SourceId,
    Statement, StatementId, Step, SupportForm, TieId, Toll, UnknownWord, When, WhenError, Window,
};
pub use query::{
    Activity, ActorLeftOut, Associate, Batch, BusyActor, BusyDyad, BusyPlace, Cause, Chain, Change,
    ChangeKind, Claim, Claims, Collective, CollectiveAssociate, CollectiveDyad, CollectiveEvent,
    CollectiveMember, CollectiveRelation, CollectiveStance, CollectiveWay, Contradiction,
    ContradictionKind, Count, DaySpan, Denial, Descent, DiffWord, Difference, Dyad, DyadRelation,
    Grounds, Happening, HoldsCount, Killed, KilledOf, Learned, LearnedRow, LearnedStatement,
    Lineage, Losses, Membership, Move, MoveRule, NameInTime, NeighborColumns, NothingAmong,
    PairTurn, RankBy, Ranking, Relative, Role, Series, Stance, StanceSummary, StanceWord,
    StepCount, StepRanking, StepTolls, Tally, TollTotal, WayBetween, WaysBetween,
};
pub use record::{EntryChange, Problem, Problems, Record, RecordComparison};
pub use view::{Connected, Neighbor, Neighbors, Present, View};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

#[cfg(doctest)]
#[doc = include_str!("../docs/DESIGN.md")]
mod design {}
