//! What any reader of the embedded record must be able to find out from it.

use super::*;
use factions::Certainty;

fn mali() -> Record {
    let text = include_str!("../../../examples/data/mali.toml");
    match Record::from_toml(text) {
        Ok(record) => record,
        Err(problems) => panic!("{problems}"),
    }
}

#[test]
fn msa_is_in_the_csp_until_late_september() {
    let mali = mali();
    assert_eq!(member(&mali, on("2023-09-15"), "msa", "csp"), CERTAINLY);
    assert_eq!(member(&mali, on("2023-09-25"), "msa", "csp"), POSSIBLY);
    assert_eq!(member(&mali, on("2023-10-15"), "msa", "csp"), None);
}

#[test]
fn exactly_one_member_leaves_the_csp_and_the_change_says_why() {
    let mali = mali();
    let all = Oracle::new(&mali, during("2023-09-01", "2023-11-01")).changes();
    let lines: Vec<_> = all.iter().map(|change| told(&mali, change)).collect();
    assert_eq!(
        lines,
        ["left msa csp 2023-09-21..2023-09-30 certainly reported"]
    );
    let change = all.first().expect("one change");
    assert_eq!(change.cause, causes(&mali, &["msa-leaves-csp"]));
    assert_eq!(change.statements, ids(&mali, &["msa-in-csp"]));
}

#[test]
fn the_ambush_counts_once() {
    let mali = mali();
    let oracle = Oracle::new(&mali, on("2023-10-10"));
    let (all, certain) = oracle.toll();
    assert_eq!((all.violent, all.best), (1, 10));
    assert_eq!((certain.violent, certain.best), (1, 10));
    let ambush = statement(&mali, "ambush-near-sibo");
    assert_eq!(
        oracle
            .ties()
            .iter()
            .filter(|tie| tie.statement == ambush)
            .count(),
        3
    );
}

#[test]
fn army_and_wagner_are_partners_and_jnim_an_adversary() {
    let mali = mali();
    let oracle = Oracle::new(&mali, on("2023-10-10"));
    let [army, wagner, jnim] = ["mali-army", "wagner", "jnim"].map(|key| actor(&mali, key));
    let by_event = statement(&mali, "ambush-near-sibo");
    assert!(
        oracle.partners(army)[&wagner]
            .statements
            .contains(&by_event)
    );
    assert_eq!(
        oracle.adversaries(wagner)[&jnim].statements,
        BTreeSet::from([by_event])
    );
    assert_eq!(oracle.adversaries(wagner)[&jnim].holds, Holds::Certainly);
    let stance = oracle.stance(wagner, jnim);
    assert_eq!((stance.word, stance.holds), ("negative", CERTAINLY));
}

#[test]
fn the_army_is_at_odds_with_the_csp_through_its_member() {
    let mali = mali();
    let oracle = Oracle::new(&mali, during("2023-10-01", "2023-11-01"));
    let [army, cma, csp] = ["mali-army", "cma", "csp"].map(|key| actor(&mali, key));
    let stance = oracle.stance(army, csp);
    assert_eq!(stance.word, "negative");
    let planes = statement(&mali, "planes-fired-on-at-tessalit");
    let member = statement(&mali, "cma-in-csp");
    let way = stance
        .ways
        .iter()
        .find(|way| way.statements == [planes, member]);
    let way = way.expect("the way of the CMA's clash");
    assert_eq!((&way.actors[..], way.length), (&[army, cma, csp][..], 1));
    assert_eq!(way.holds, Holds::Certainly);
}

#[test]
fn nothing_of_a_report_of_november_is_known_in_october() {
    let mali = mali();
    let lens = Lens {
        known_on: Some(day("2023-10-05")),
        ..Lens::ever()
    };
    let oracle = Oracle::new(&mali, lens);
    let november = mali.source_by_key("crisiswatch-2023-10").expect("declared");
    let mut known = 0;
    for (_, statement) in oracle.numbered() {
        let only = statement.evidence.sources == [november];
        assert!(
            !(only && oracle.counted(statement).is_some()),
            "{}",
            statement.id
        );
        known += usize::from(oracle.counted(statement).is_some());
    }
    assert!(known > 0);
    let february = statement(&mali, "france-announces-withdrawal");
    assert!(
        oracle
            .events()
            .iter()
            .any(|event| event.statements.contains(&february))
    );
}

#[test]
fn reported_or_better_leaves_out_claims_and_their_tolls() {
    let mali = mali();
    let october = during("2023-10-01", "2023-11-01");
    let sure = Lens {
        at_least: Certainty::Reported,
        ..october.clone()
    };
    let told = |lens: &Lens| -> BTreeSet<_> {
        let events = Oracle::new(&mali, lens.clone()).events();
        events
            .iter()
            .flat_map(|event| event.statements.clone())
            .collect()
    };
    let gone: BTreeSet<_> = told(&october).difference(&told(&sure)).copied().collect();
    let claims = [
        "bamba-base-taken",
        "taoussa-base-taken",
        "killings-at-takoukate",
        "kidal-camp-taken-over",
    ];
    assert_eq!(gone, ids(&mali, &claims));
    let (all, _) = Oracle::new(&mali, october).toll();
    assert_eq!(all.best, 16 + 10 + 7 + 6);
    let (all, _) = Oracle::new(&mali, sure).toll();
    assert_eq!(all.best, 16 + 6);
    // Sibo's toll is unknown, and so are those of Anefis and of the planes
    assert_eq!((all.violent, all.violent_without_figure), (5, 3));
}
