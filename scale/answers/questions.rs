//! Every question of a view as SQL, beside the rows that the view itself answers.

use factions::export::{NotInSql, SqlQuery};
use factions::{
    ActorGraph, ActorId, ActorRef, Count, Date, Day, Holds, Kind, RankBy, Step, StepTolls,
    TollTotal, View,
};

/// A value of a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cell {
    Null,
    Truth(bool),
    Number(i64),
    Day(Date),
    Text(String),
}

/// A question as SQL, and the rows of the view.
pub(crate) struct Question {
    pub(crate) name: String,
    pub(crate) query: Result<SqlQuery, NotInSql>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

impl Question {
    pub(crate) fn new(
        name: impl Into<String>,
        query: Result<SqlQuery, NotInSql>,
        mut rows: Vec<Vec<Cell>>,
    ) -> Self {
        rows.sort();
        Self {
            name: name.into(),
            query,
            rows,
        }
    }
}

/// All questions of a view; those by steps by each of these.
#[expect(clippy::too_many_lines, reason = "a list: a question a line or two")]
pub(crate) fn questions(view: View<'_, '_>, steps: &[Step]) -> Vec<Question> {
    let mut all = Vec::new();
    let mut ask = |name: String, query, rows| all.push(Question::new(name, query, rows));
    let (graph, sql) = (view.graph(), view.sql());
    let actors: Vec<ActorId> = graph.actors().map(ActorRef::id).collect();
    let asked = among(view, &actors);
    let pairs = pairs(&asked);
    ask("toll".into(), sql.toll(), of_total(&[], view.toll()));
    let of = |one: &ActorId| vec![key(graph, *one)];
    let of_two = |pair: &(ActorId, ActorId)| vec![key(graph, pair.0), key(graph, pair.1)];
    let rows = asked
        .iter()
        .flat_map(|one| of_total(&of(one), view.toll_of(*one)));
    ask("actors".into(), sql.actors(), rows.collect());
    let rows = asked
        .iter()
        .flat_map(|one| of_total(&of(one), view.losses_of(*one)));
    ask("losses".into(), sql.losses(), rows.collect());
    let rows = pairs
        .iter()
        .flat_map(|pair| of_total(&of_two(pair), view.toll_between(pair.0, pair.1)));
    ask("dyads".into(), sql.dyads(), rows.collect());
    for &step in steps {
        let named = |name: &str| format!("{name} by {step}");
        ask(
            named("tolls"),
            sql.tolls_by(step),
            by_step(&view.tolls_by(step)),
        );
        let (mut of_actors, mut of_losses, mut of_dyads) = (Vec::new(), Vec::new(), Vec::new());
        for one in &asked {
            let series = view.series_of(*one, step);
            let tallies = series
                .steps
                .iter()
                .map(|one| (Some(one.window.from), &one.tally));
            let tallies: Vec<_> = tallies.chain([(None, &series.not_dated)]).collect();
            let totals = tallies.iter().map(|(day, tally)| (*day, tally.total));
            of_actors.extend(by(step, &of(one), totals));
            let losses = tallies
                .iter()
                .map(|(day, tally)| (*day, tally.losses.expect("it is of an actor")));
            of_losses.extend(by(step, &of(one), losses));
        }
        for pair in &pairs {
            let series = view.series_between(pair.0, pair.1, step);
            let totals = series
                .steps
                .iter()
                .map(|one| (Some(one.window.from), one.tally.total));
            let totals = totals.chain([(None, series.not_dated.total)]);
            of_dyads.extend(by(step, &of_two(pair), totals));
        }
        ask(named("actors"), sql.actors_by(step), of_actors);
        ask(named("losses"), sql.losses_by(step), of_losses);
        ask(named("dyads"), sql.dyads_by(step), of_dyads);
    }
    for whole in wholes(view, &actors) {
        let name = graph.record().actor(whole).key.to_string();
        let members = view.members(whole);
        let one = view.coalition_as_one(whole);
        let rows = members
            .iter()
            .map(|one| vec![text(one.member.key()), holds(one.grounds.holds)]);
        ask(
            format!("members of {name}"),
            sql.members(&name),
            rows.collect(),
        );
        ask(
            format!("coalition {name}"),
            sql.coalition(&name),
            of_total(&[], one.toll()),
        );
        ask(
            format!("losses of coalition {name}"),
            sql.coalition_losses(&name),
            of_total(&[], one.losses()),
        );
        let Some(&step) = steps.first() else { continue };
        let tolls = by_step(&one.tolls_by(step));
        ask(
            format!("coalition {name} by {step}"),
            sql.coalition_by(&name, step),
            tolls,
        );
        let series = one.series(step);
        let losses = series
            .steps
            .iter()
            .map(|one| (Some(one.window.from), &one.tally));
        let losses = losses.chain([(None, &series.not_dated)]);
        let losses = losses.map(|(day, tally)| (day, tally.losses.expect("it is of a collective")));
        ask(
            format!("losses of coalition {name} by {step}"),
            sql.coalition_losses_by(&name, step),
            by(step, &[], losses),
        );
    }
    let ties = asked.iter().flat_map(|&one| view.neighbors(one));
    let mut ties: Vec<_> = ties
        .filter(|near| matches!(near.tie.kind(), Kind::Relation(_)))
        .collect();
    ties.sort_by_key(|near| near.tie.id());
    ties.dedup_by_key(|near| near.tie.id());
    let rows = ties.iter().map(|near| {
        let tie = near.tie;
        vec![
            text(tie.kind().as_str()),
            text(tie.from().key()),
            text(tie.to().key()),
            Cell::Truth(tie.is_directed()),
            holds(near.holds),
        ]
    });
    ask("ties".into(), sql.ties(), rows.collect());
    for (by, count) in [
        (RankBy::Events, 3),
        (RankBy::Deaths, 2),
        (RankBy::Losses, 2),
    ] {
        let top = view.top_actors(by, count);
        let rows = top.rows.iter().flat_map(|row| {
            let own = &row.activity;
            let total = if by == RankBy::Losses {
                own.losses
            } else {
                own.toll
            };
            of_total(&[place(own.rank), text(row.actor.key())], total)
        });
        ask(
            format!("top actors by {by}"),
            sql.top_actors(by, count),
            rows.collect(),
        );
        if by == RankBy::Losses {
            continue;
        }
        let top = view.top_dyads(by, count);
        let rows = top.rows.iter().flat_map(|row| {
            let named = [
                place(row.activity.rank),
                text(row.one.key()),
                text(row.other.key()),
            ];
            of_total(&named, row.activity.toll)
        });
        ask(
            format!("top dyads by {by}"),
            sql.top_dyads(by, count),
            rows.collect(),
        );
    }
    all
}

fn among(view: View<'_, '_>, actors: &[ActorId]) -> Vec<ActorId> {
    // of those who are not asked for, SQL has no rows
    let sql = format!("{:?}", view.sql());
    if !sql.contains("among: Some") {
        return actors.to_vec();
    }
    let graph = view.graph();
    let asked = sql
        .split("among: Some([")
        .nth(1)
        .and_then(|rest| rest.split(']').next());
    let asked = asked.unwrap_or_default().to_owned();
    let is_asked =
        |one: &&ActorId| asked.contains(&format!("\"{}\"", graph.record().actor(**one).key));
    actors.iter().filter(is_asked).copied().collect()
}

/// A few of those that have members or parts, and one that has none.
fn wholes(view: View<'_, '_>, actors: &[ActorId]) -> Vec<ActorId> {
    let ever = view.graph().ever();
    let has_any = |one: &ActorId| !ever.members(*one).is_empty() || !ever.parts(*one).is_empty();
    let (with, without): (Vec<ActorId>, Vec<ActorId>) = actors.iter().partition(|one| has_any(one));
    with.into_iter()
        .take(3)
        .chain(without.into_iter().take(1))
        .collect()
}

/// Each two, the first by key first.
fn pairs(actors: &[ActorId]) -> Vec<(ActorId, ActorId)> {
    let rest = |(at, &one): (usize, &ActorId)| {
        actors[at + 1..]
            .iter()
            .map(move |&other| (one, other))
            .collect::<Vec<_>>()
    };
    actors.iter().enumerate().flat_map(rest).collect()
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn holds(holds: Holds) -> Cell {
    text(holds.as_str())
}

fn place(rank: usize) -> Cell {
    Cell::Number(i64::try_from(rank).expect("there are few"))
}

fn key(graph: &ActorGraph, actor: ActorId) -> Cell {
    text(&graph.record().actor(actor).key)
}

fn number(number: u64) -> Cell {
    Cell::Number(i64::try_from(number).expect("figures are small"))
}

fn of_count(count: &Count) -> Vec<Cell> {
    let mut cells: Vec<Cell> = [
        count.happenings,
        count.violent,
        count.without_figure,
        count.without_best,
        count.with_figure,
    ]
    .map(number)
    .into();
    let killed = count.killed();
    cells.extend([
        killed.map_or(Cell::Null, |killed| number(killed.low)),
        count.best().map_or(Cell::Null, number),
        killed.map_or(Cell::Null, |killed| number(killed.high)),
    ]);
    cells
}

/// The rows of totals by steps.
pub(crate) fn by_step(tolls: &StepTolls) -> Vec<Vec<Cell>> {
    let steps = tolls.steps.iter();
    let dated = steps.map(|(days, total)| (Some(days.from), *total));
    by(tolls.step, &[], dated.chain([(None, tolls.not_dated)]))
}

/// The row of a total, or none where there is no happening.
pub(crate) fn of_total(before: &[Cell], total: TollTotal) -> Vec<Vec<Cell>> {
    if total.all().happenings == 0 {
        return Vec::new();
    }
    let mut row = before.to_vec();
    row.extend(of_count(&total.certainly));
    row.extend(of_count(&total.possibly));
    vec![row]
}

fn by(
    step: Step,
    before: &[Cell],
    totals: impl Iterator<Item = (Option<Day>, TollTotal)>,
) -> Vec<Vec<Cell>> {
    let row = |(day, total): (Option<Day>, TollTotal)| {
        let mut named = before.to_vec();
        named.extend(in_step(step, day));
        of_total(&named, total)
    };
    totals.flat_map(row).collect()
}

/// The columns of the step that a day is in.
fn in_step(step: Step, day: Option<Day>) -> Vec<Cell> {
    let width = if matches!(step, Step::Day | Step::Year) {
        1
    } else {
        2
    };
    let Some(date) = day.and_then(Day::date) else {
        return vec![Cell::Null; width];
    };
    let number = |number: i16| Cell::Number(i64::from(number));
    match step {
        Step::Week => {
            let week = date.iso_week_date();
            vec![number(week.year()), number(i16::from(week.week()))]
        }
        Step::Month => vec![number(date.year()), number(i16::from(date.month()))],
        Step::Quarter => vec![
            number(date.year()),
            number(i16::from((date.month() - 1) / 3 + 1)),
        ],
        Step::Year => vec![number(date.year())],
        _ => vec![Cell::Day(date)],
    }
}
