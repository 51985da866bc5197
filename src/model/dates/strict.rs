//! Writes a date for readers that do not know our shorthands: as standard EDTF, or as one exact day.

use super::when::When;
use crate::model::days::{Day, NotADay};

/// # Standard
impl When {
    /// Writes the date as strict EDTF (ISO 8601-2, level 2 at most), without this crate's
    /// shorthands.
    ///
    /// Most dates keep the text that they were written with. Three things change. `late 2023-09`
    /// becomes the choice of its days. Spaces are removed. After a range within a choice or a list,
    /// the range's last day is written once more: the meaning stays the same, but some readers
    /// (edtf.js 4.11.1) take the first day of a range for the whole range.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::When;
    ///
    /// let edtf = |text: &str| text.parse::<When>().map(|when| when.to_edtf());
    /// assert_eq!(edtf("2023-10~")?, "2023-10~");
    /// assert_eq!(edtf("late 2023-09")?, "[2023-09-21..2023-09-30,2023-09-30]");
    /// assert_eq!(edtf("[2023-10-02, 2023-10-04]")?, "[2023-10-02,2023-10-04]");
    /// assert_eq!(edtf("[2022-02-17..2022-08-15]")?, "[2022-02-17..2022-08-15,2022-08-15]");
    /// assert_eq!(edtf("[..2023-10-07]")?, "[..2023-10-07]");
    /// # Ok::<(), factions::WhenError>(())
    /// ```
    pub fn to_edtf(&self) -> String {
        let written = self.to_string();
        if written.starts_with(['e', 'm', 'l']) {
            let days = [self.first_day(), self.last_day()].map(|day| day.to_string());
            return format!("[{}..{},{}]", days[0], days[1], days[1]);
        }
        let inner = |ends: [char; 2]| written.strip_prefix(ends[0])?.strip_suffix(ends[1]);
        let Some((ends, inner)) = [['[', ']'], ['{', '}']]
            .into_iter()
            .find_map(|ends| Some((ends, inner(ends)?)))
        else {
            return written;
        };
        let mut all: Vec<&str> = Vec::new();
        for element in inner.split(',').map(str::trim) {
            all.push(element);
            let range = element.split_once("..");
            let last = range.filter(|(first, _)| !first.is_empty());
            all.extend(last.map(|(_, last)| last).filter(|last| !last.is_empty()));
        }
        all.dedup();
        format!("{}{}{}", ends[0], all.join(","), ends[1])
    }
}

impl TryFrom<&When> for Day {
    type Error = NotADay;

    /// The day of a date that names one exact day and is not uncertain.
    ///
    /// # Errors
    ///
    /// Returns an error for every date that is less exact or uncertain, and for several days.
    fn try_from(when: &When) -> Result<Self, NotADay> {
        when.exact_day()
            .ok_or_else(|| NotADay::new(&when.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_strict_is_the_same_date() {
        for text in [
            "2023-10-07",
            "2023?",
            "2023-10%",
            "[..2023-10-07]",
            "[2023-10-07..]",
            "[2023-10-02,2023-10-04..2023-10-09]",
            "{2023-10-02,2023-10-04}",
            "{2023-10-02..2023-10-04, 2023-11-07}",
            "2023-10-02/2023-10-05",
            "early 2023-02",
            "mid 2023-02",
            "late 2023-02",
        ] {
            let when: When = text.parse().expect(text);
            let strict: When = when.to_edtf().parse().expect(text);
            assert!(
                strict.possible_ranges().eq(when.possible_ranges()),
                "{text}"
            );
            assert_eq!(strict.is_several(), when.is_several(), "{text}");
            assert_eq!(strict.to_edtf(), strict.to_string(), "{text}");
        }
    }
}
