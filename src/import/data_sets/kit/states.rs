//! States and their numbers: a small dated table.
//!
//! The table has the numbers of the list of Gleditsch and Ward and of the Correlates of War, as their lists
//! of members of the interstate system give them (Gleditsch and Ward 1999, revised; Correlates of War
//! Project, State System Membership 2016), and the codes of ISO 3166-1. A list uses one number for one
//! state after another, and the two lists differ, so a state is identified by list, number and year.

/// The list that a state's number comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import::data_sets) enum Scheme {
    /// Gleditsch and Ward, which UCDP uses.
    GleditschWard,
    /// Correlates of War.
    CorrelatesOfWar,
}

/// One state with its numbers in each list, 0 where it has none.
struct State {
    alpha2: &'static str,
    iso: u16,
    gleditsch_ward: u16,
    correlates_of_war: u16,
}

const fn state(
    alpha2: &'static str,
    iso: u16,
    gleditsch_ward: u16,
    correlates_of_war: u16,
) -> State {
    State {
        alpha2,
        iso,
        gleditsch_ward,
        correlates_of_war,
    }
}

/// Returns the ISO 3166 code of a present state by its number in a list and a year.
///
/// Returns `None` if the number belonged to no present state in that year, as for the German Democratic Republic.
pub(in crate::import::data_sets) fn alpha2(
    scheme: Scheme,
    number: i64,
    year: i16,
) -> Option<&'static str> {
    let number = u16::try_from(number).ok().filter(|number| *number > 0)?;
    let places = match scheme {
        Scheme::GleditschWard => &BY_GLEDITSCH_WARD,
        Scheme::CorrelatesOfWar => &BY_CORRELATES_OF_WAR,
    };
    let place = places.get(usize::from(number))?.checked_sub(1)?;
    let own = STATES.get(usize::from(place))?;
    // the number belonged to a state of another extent before
    let since = FOLLOWED
        .iter()
        .find(|(of, which, _)| (*of, *which) == (scheme, number));
    since
        .is_none_or(|(_, _, since)| year >= *since)
        .then_some(own.alpha2)
}

/// Returns the ISO 3166 code of a country by its ISO 3166 number.
pub(in crate::import::data_sets) fn alpha2_of_iso(number: i64) -> Option<&'static str> {
    let number = u16::try_from(number).ok().filter(|number| *number > 0)?;
    let state = STATES.iter().find(|state| state.iso == number)?;
    Some(state.alpha2)
}

/// The upper limit of the numbers in a list of states.
const NUMBERS: usize = 1_000;

static BY_GLEDITSCH_WARD: [u8; NUMBERS] = by_number(Scheme::GleditschWard);
static BY_CORRELATES_OF_WAR: [u8; NUMBERS] = by_number(Scheme::CorrelatesOfWar);

/// Returns a lookup from number to the state's place in `STATES` plus one, 0 where no state has the number.
const fn by_number(scheme: Scheme) -> [u8; NUMBERS] {
    assert!(STATES.len() < u8::MAX as usize, "a place has a byte");
    let mut places = [0; NUMBERS];
    let mut place = 0;
    while place < STATES.len() {
        let state = &STATES[place];
        let number = match scheme {
            Scheme::GleditschWard => state.gleditsch_ward,
            Scheme::CorrelatesOfWar => state.correlates_of_war,
        };
        place += 1;
        if number > 0 && places[number as usize] == 0 {
            #[expect(clippy::cast_possible_truncation, reason = "there are fewer states")]
            let own = place as u8;
            places[number as usize] = own;
        }
    }
    places
}

/// Numbers that belonged to another state before the given year.
const FOLLOWED: &[(Scheme, u16, i16)] = &[
    // Yugoslavia, in the Correlates of War, until 2006
    (Scheme::CorrelatesOfWar, 345, 2006),
    // the Yemen Arab Republic until 1990 (in the Correlates of War, the later state has a number of its own)
    (Scheme::GleditschWard, 678, 1990),
    // the Soviet Union
    (Scheme::GleditschWard, 365, 1992),
    (Scheme::CorrelatesOfWar, 365, 1992),
    // the German Federal Republic before the union, and the Reich before it
    (Scheme::GleditschWard, 260, 1990),
    (Scheme::CorrelatesOfWar, 255, 1990),
    // the Ottoman Empire
    (Scheme::GleditschWard, 640, 1923),
    (Scheme::CorrelatesOfWar, 640, 1923),
    // the Democratic Republic of Vietnam before the union
    (Scheme::GleditschWard, 816, 1976),
    (Scheme::CorrelatesOfWar, 816, 1976),
    // the Kingdom of Serbia in the nineteenth century
    (Scheme::GleditschWard, 340, 2006),
];

#[rustfmt::skip]
const STATES: &[State] = &[
    state("US", 840, 2, 2), state("CA", 124, 20, 20), state("BS", 44, 31, 31), state("CU", 192, 40, 40),
    state("HT", 332, 41, 41), state("DO", 214, 42, 42), state("JM", 388, 51, 51), state("TT", 780, 52, 52),
    state("BB", 52, 53, 53), state("DM", 212, 54, 54), state("GD", 308, 55, 55), state("LC", 662, 56, 56),
    state("VC", 670, 57, 57), state("AG", 28, 58, 58), state("KN", 659, 60, 60), state("MX", 484, 70, 70),
    state("BZ", 84, 80, 80), state("GT", 320, 90, 90), state("HN", 340, 91, 91), state("SV", 222, 92, 92),
    state("NI", 558, 93, 93), state("CR", 188, 94, 94), state("PA", 591, 95, 95), state("CO", 170, 100, 100),
    state("VE", 862, 101, 101), state("GY", 328, 110, 110), state("SR", 740, 115, 115), state("EC", 218, 130, 130),
    state("PE", 604, 135, 135), state("BR", 76, 140, 140), state("BO", 68, 145, 145), state("PY", 600, 150, 150),
    state("CL", 152, 155, 155), state("AR", 32, 160, 160), state("UY", 858, 165, 165), state("GB", 826, 200, 200),
    state("IE", 372, 205, 205), state("NL", 528, 210, 210), state("BE", 56, 211, 211), state("LU", 442, 212, 212),
    state("FR", 250, 220, 220), state("MC", 492, 221, 221), state("LI", 438, 223, 223), state("CH", 756, 225, 225),
    state("ES", 724, 230, 230), state("AD", 20, 232, 232), state("PT", 620, 235, 235), state("DE", 276, 260, 255),
    state("PL", 616, 290, 290), state("AT", 40, 305, 305), state("HU", 348, 310, 310), state("CZ", 203, 316, 316),
    state("SK", 703, 317, 317), state("IT", 380, 325, 325), state("SM", 674, 331, 331), state("MT", 470, 338, 338),
    state("AL", 8, 339, 339), state("RS", 688, 340, 345), state("ME", 499, 341, 341), state("MK", 807, 343, 343),
    state("HR", 191, 344, 344), state("BA", 70, 346, 346), state("XK", 0, 347, 347), state("SI", 705, 349, 349),
    state("GR", 300, 350, 350), state("CY", 196, 352, 352), state("BG", 100, 355, 355), state("MD", 498, 359, 359),
    state("RO", 642, 360, 360), state("RU", 643, 365, 365), state("EE", 233, 366, 366), state("LV", 428, 367, 367),
    state("LT", 440, 368, 368), state("UA", 804, 369, 369), state("BY", 112, 370, 370), state("AM", 51, 371, 371),
    state("GE", 268, 372, 372), state("AZ", 31, 373, 373), state("FI", 246, 375, 375), state("SE", 752, 380, 380),
    state("NO", 578, 385, 385), state("DK", 208, 390, 390), state("IS", 352, 395, 395), state("CV", 132, 402, 402),
    state("ST", 678, 403, 403), state("GW", 624, 404, 404), state("GQ", 226, 411, 411), state("GM", 270, 420, 420),
    state("ML", 466, 432, 432), state("SN", 686, 433, 433), state("BJ", 204, 434, 434), state("MR", 478, 435, 435),
    state("NE", 562, 436, 436), state("CI", 384, 437, 437), state("GN", 324, 438, 438), state("BF", 854, 439, 439),
    state("LR", 430, 450, 450), state("SL", 694, 451, 451), state("GH", 288, 452, 452), state("TG", 768, 461, 461),
    state("CM", 120, 471, 471), state("NG", 566, 475, 475), state("GA", 266, 481, 481), state("CF", 140, 482, 482),
    state("TD", 148, 483, 483), state("CG", 178, 484, 484), state("CD", 180, 490, 490), state("UG", 800, 500, 500),
    state("KE", 404, 501, 501), state("TZ", 834, 510, 510), state("BI", 108, 516, 516), state("RW", 646, 517, 517),
    state("SO", 706, 520, 520), state("DJ", 262, 522, 522), state("ET", 231, 530, 530), state("ER", 232, 531, 531),
    state("AO", 24, 540, 540), state("MZ", 508, 541, 541), state("ZM", 894, 551, 551), state("ZW", 716, 552, 552),
    state("MW", 454, 553, 553), state("ZA", 710, 560, 560), state("NA", 516, 565, 565), state("LS", 426, 570, 570),
    state("BW", 72, 571, 571), state("SZ", 748, 572, 572), state("MG", 450, 580, 580), state("KM", 174, 581, 581),
    state("MU", 480, 590, 590), state("SC", 690, 591, 591), state("MA", 504, 600, 600), state("DZ", 12, 615, 615),
    state("TN", 788, 616, 616), state("LY", 434, 620, 620), state("SD", 729, 625, 625), state("SS", 728, 626, 626),
    state("IR", 364, 630, 630), state("TR", 792, 640, 640), state("IQ", 368, 645, 645), state("EG", 818, 651, 651),
    state("SY", 760, 652, 652), state("LB", 422, 660, 660), state("JO", 400, 663, 663), state("IL", 376, 666, 666),
    state("SA", 682, 670, 670), state("YE", 887, 678, 679), state("KW", 414, 690, 690), state("BH", 48, 692, 692),
    state("QA", 634, 694, 694), state("AE", 784, 696, 696), state("OM", 512, 698, 698), state("AF", 4, 700, 700),
    state("TM", 795, 701, 701), state("TJ", 762, 702, 702), state("KG", 417, 703, 703), state("UZ", 860, 704, 704),
    state("KZ", 398, 705, 705), state("CN", 156, 710, 710), state("MN", 496, 712, 712), state("TW", 158, 713, 713),
    state("KP", 408, 731, 731), state("KR", 410, 732, 732), state("JP", 392, 740, 740), state("IN", 356, 750, 750),
    state("BT", 64, 760, 760), state("PK", 586, 770, 770), state("BD", 50, 771, 771), state("MM", 104, 775, 775),
    state("LK", 144, 780, 780), state("MV", 462, 781, 781), state("NP", 524, 790, 790), state("TH", 764, 800, 800),
    state("KH", 116, 811, 811), state("LA", 418, 812, 812), state("VN", 704, 816, 816), state("MY", 458, 820, 820),
    state("SG", 702, 830, 830), state("BN", 96, 835, 835), state("PH", 608, 840, 840), state("ID", 360, 850, 850),
    state("TL", 626, 860, 860), state("AU", 36, 900, 900), state("PG", 598, 910, 910), state("NZ", 554, 920, 920),
    state("VU", 548, 935, 935), state("SB", 90, 940, 940), state("FJ", 242, 950, 950), state("KI", 296, 970, 946),
    state("NR", 520, 971, 970), state("TO", 776, 972, 955), state("TV", 798, 973, 947), state("MH", 584, 983, 983),
    state("PW", 585, 986, 986), state("FM", 583, 987, 987), state("WS", 882, 990, 990),
    // not members of the system
    state("PS", 275, 0, 0), state("EH", 732, 0, 0), state("VA", 336, 0, 0), state("HK", 344, 0, 0), state("MO", 446, 0, 0),
    state("PR", 630, 0, 0), state("GF", 254, 0, 0), state("GP", 312, 0, 0), state("MQ", 474, 0, 0), state("RE", 638, 0, 0),
    state("YT", 175, 0, 0), state("NC", 540, 0, 0), state("PF", 258, 0, 0), state("GL", 304, 0, 0), state("FO", 234, 0, 0),
    state("GI", 292, 0, 0), state("BM", 60, 0, 0), state("KY", 136, 0, 0), state("TC", 796, 0, 0), state("AW", 533, 0, 0),
    state("CW", 531, 0, 0), state("GU", 316, 0, 0), state("JE", 832, 0, 0), state("GG", 831, 0, 0), state("IM", 833, 0, 0),
];

#[cfg(test)]
mod tests {
    use super::*;
    use Scheme::{CorrelatesOfWar, GleditschWard};

    #[test]
    fn a_number_stands_for_a_state_in_a_list_and_a_year() {
        assert_eq!(alpha2(GleditschWard, 432, 2023), Some("ML"));
        // the two lists differ
        assert_eq!(alpha2(GleditschWard, 678, 2015), Some("YE"));
        assert_eq!(alpha2(CorrelatesOfWar, 679, 2015), Some("YE"));
        assert_eq!(alpha2(GleditschWard, 680, 2015), None);
        assert_eq!(alpha2(GleditschWard, 260, 2015), Some("DE"));
        assert_eq!(alpha2(CorrelatesOfWar, 255, 2015), Some("DE"));
        assert_eq!(alpha2(CorrelatesOfWar, 255, 1914), None);
        assert_eq!(alpha2(GleditschWard, 640, 1914), None);
        assert_eq!(alpha2(GleditschWard, 316, 2015), Some("CZ"));
        assert_eq!(alpha2(GleditschWard, 315, 1990), None);
        assert_eq!(alpha2(GleditschWard, 816, 2015), Some("VN"));
        assert_eq!(alpha2(GleditschWard, 817, 1970), None);
        // one state after another
        assert_eq!(alpha2(GleditschWard, 365, 1989), None);
        assert_eq!(alpha2(GleditschWard, 365, 1995), Some("RU"));
        assert_eq!(alpha2_of_iso(466), Some("ML"));
        assert_eq!(alpha2_of_iso(0), None);
    }

    #[test]
    fn no_number_stands_for_two() {
        for of in [
            |state: &State| state.iso,
            |state: &State| state.gleditsch_ward,
            |state: &State| state.correlates_of_war,
        ] {
            let mut numbers: Vec<u16> = STATES.iter().map(of).filter(|n| *n > 0).collect();
            let count = numbers.len();
            numbers.sort_unstable();
            numbers.dedup();
            assert_eq!(numbers.len(), count);
        }
    }
}
