//! Days as numbers, and how something holds on a day or in a window of days.
//!
//! Read `day`, `window` and `bounds` in this order. They are arithmetic on small `Copy` values.

// a day, days from one to another, and four days that bound a thing
mod bounds;
mod day;
mod window;

// steps of the calendar
mod step;

// several readings and several tellings of one thing
mod levels;
mod readings;
mod sure_days;

pub use bounds::Bounds;
pub use day::{Day, NoDate, NotADay};
pub(crate) use levels::Levels;
pub(crate) use readings::{Readings, Spans};
pub use step::Step;
pub(crate) use sure_days::SureDays;
pub use window::{Holds, Window};
