//! How far a query is.

use datafusion::physical_plan::ExecutionPlan;

/// How far a query is: what it has read, and what did not fit into memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Progress {
    /// The rows that were read of tables; of a table that it reads twice each twice.
    pub rows: u64,
    /// The bytes that were read of files.
    pub bytes: u64,
    /// The bytes that were spilled to disk.
    pub spilled: u64,
}

/// How far the parts of a plan are.
pub(crate) fn progress_of(plan: &dyn ExecutionPlan) -> Progress {
    let mut all = Progress::default();
    let parts = plan.children();
    if let Some(metrics) = plan.metrics() {
        let number = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        all.spilled = metrics.spilled_bytes().map_or(0, number);
        if parts.is_empty() {
            let bytes = metrics.sum_by_name("bytes_scanned");
            all.bytes = bytes.map_or(0, |bytes| number(bytes.as_usize()));
            all.rows = metrics.output_rows().map_or(0, number);
        }
    }
    for part in parts {
        let own = progress_of(&**part);
        all.rows += own.rows;
        all.bytes += own.bytes;
        all.spilled += own.spilled;
    }
    all
}
