//! What keeps a query in its bounds: an answer that is wrong, memory that is scarce, tables that are elsewhere.

use crate::made::{self, Shape, Uncertain};
use crate::tables::Folder;
use crate::{limits, questions::by_step};
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::streaming::StreamingTable;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::object_store::ObjectStore;
use datafusion::object_store::local::LocalFileSystem;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::streaming::PartitionStream;
use factions::export::Sql;
use factions::{ActorGraph, ActorKind, Bulk, Day, EventKind, EventRow, Record, RowActor, Step};
use factions_scale::{Engine, Limits, Progress, ScaleError};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// A table that loses one row more each time it is read, as an engine did that lost a machine.
#[derive(Debug)]
struct Leaking {
    rows: RecordBatch,
    schema: SchemaRef,
    reads: AtomicUsize,
}

impl PartitionStream for Leaking {
    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn execute(&self, _: Arc<TaskContext>) -> SendableRecordBatchStream {
        let lost = self.reads.fetch_add(1, Ordering::SeqCst) + 1;
        let left = self.rows.num_rows().saturating_sub(lost);
        let rows = futures::stream::iter([Ok(self.rows.slice(0, left))]);
        let stream = RecordBatchStreamAdapter::new(Arc::clone(&self.schema), rows);
        Box::pin(stream)
    }
}

#[test]
fn an_answer_that_does_not_count_what_is_read_is_an_error() {
    let graph = made::rows(11, 60, Uncertain::Nobody, 0, Shape::Plain).graph;
    let folder = Folder::of(&graph);
    let engine = Engine::open(folder.path(), &limits()).expect("the tables are read");
    let queries = [
        Sql::ever().toll(),
        Sql::ever().dyads_by(Step::Month),
        Sql::ever().losses(),
    ]
    .map(|query| query.expect("SQL can say it"));
    for query in &queries {
        let answer = engine.ask(query).expect("nothing is lost yet");
        assert!(!answer.is_empty());
    }
    let rows = graph.to_columns().get("events")[0].clone();
    let leaking = Leaking {
        schema: rows.schema(),
        rows,
        reads: AtomicUsize::new(0),
    };
    let schema = Arc::clone(&leaking.schema);
    let table = StreamingTable::try_new(schema, vec![Arc::new(leaking)]);
    let table = Arc::new(table.expect("one part has the schema of the whole"));
    let context = engine.context();
    context.deregister_table("events").expect("it was there");
    context
        .register_table("events", table)
        .expect("it is a table");
    for query in &queries {
        let error = engine.ask(query).expect_err("rows are lost on the way");
        let is_told = matches!(&error, ScaleError::Miscounted { counted, read } if counted != read);
        assert!(is_told, "{error}\n{query}");
        assert!(error.to_string().contains("it is wrong, and not shown"));
    }
}

/// Clashes of forty actors, nearly each two on days of their own.
fn many() -> ActorGraph {
    let mut bulk = Bulk::new();
    let actors: Vec<RowActor> = (0..40)
        .map(|number| bulk.actor(&format!("a{number}"), ActorKind::ArmedGroup))
        .collect();
    let events = (0..30_000_usize).map(|number| {
        let one = number * 7 % 40;
        let other = (one + 1 + number * 13 % 39) % 40;
        let day = i32::try_from(number * 31 % 701).expect("it is a day");
        let day = Day::new(made::first_day() + day);
        EventRow::new(EventKind::Clash, actors[one], actors[other], day)
    });
    let events: Vec<EventRow> = events.collect();
    bulk.build(&[], &events).expect("no mistake")
}

#[test]
fn what_does_not_fit_into_memory_is_spilled_and_the_answer_is_the_same() {
    let graph = many();
    let folder = Folder::of(&graph);
    let told: Arc<Mutex<Progress>> = Arc::default();
    let scarce = Limits {
        memory: Some(8_000_000),
        ..limits()
    };
    let tell = Arc::clone(&told);
    let engine = Engine::open(folder.path(), &scarce).expect("the tables are read");
    let engine = engine.on_progress(move |progress| {
        let mut most = tell.lock().expect("nobody panics");
        if progress.spilled >= most.spilled {
            *most = progress;
        }
    });
    let query = Sql::ever().dyads_by(Step::Day).expect("SQL can say it");
    let answer = engine.ask(&query).expect("what does not fit is spilled");
    let told = *told.lock().expect("nobody panics");
    assert!(
        told.spilled > 0 && told.rows > 0 && told.bytes > 0,
        "{told:?}"
    );
    let roomy = Engine::open(folder.path(), &limits()).expect("the tables are read");
    let all = roomy.ask(&query).expect("it fits");
    assert!(all.len() > 5_000);
    assert!(answer.rows().eq(all.rows()), "spilling changed the answer");
    // of memory that is not enough for anything there is no answer
    let none = Limits {
        memory: Some(10_000),
        ..limits()
    };
    let engine = Engine::open(folder.path(), &none).expect("the tables are read");
    let error = engine.ask(&query).expect_err("nothing fits");
    assert!(matches!(error, ScaleError::Engine(_)), "{error}");
}

#[test]
fn tables_are_read_at_a_url_and_through_a_store_of_objects() {
    let graph = ActorGraph::new(Record::mali());
    let folder = Folder::of(&graph);
    let query = Sql::ever().tolls_by(Step::Month).expect("SQL can say it");
    let expected = by_step(&graph.ever().tolls_by(Step::Month));
    let path = folder.path().canonicalize().expect("it is there");
    let at = format!("file://{}", path.display());
    let by_url = Engine::open_at(&at, None, &limits()).expect("the tables are read");
    assert_eq!(
        by_url.ask(&query).expect("it answers").len(),
        expected.len()
    );
    // as `s3://bucket` is handed over with a store of Amazon's
    let store = LocalFileSystem::new_with_prefix(&path).expect("it is a folder");
    let store: Arc<dyn ObjectStore> = Arc::new(store);
    let given = Some(("kept://tables", store));
    let by_store = Engine::open_at("kept://tables/", given, &limits());
    let by_store = by_store.expect("the tables are read");
    let answers = [by_url, by_store].map(|engine| engine.ask(&query).expect("it answers"));
    assert!(answers[0].rows().eq(answers[1].rows()));
    let unknown = Engine::open_at("s3://nobody/tables", None, &limits());
    let unknown = unknown.expect_err("nobody handed over such a store");
    assert!(unknown.to_string().contains("s3://nobody"), "{unknown}");
    let empty = Engine::open(std::path::Path::new("/nobody/has/this"), &limits());
    let empty = empty.expect_err("there is no such folder");
    assert!(empty.to_string().contains("has no tables"), "{empty}");
}
