//! One network with values that another program computed: numpy's `eigh` and `solve`, networkx.
//!
//! In two pieces, with ties in one direction, the same tie twice, a dyad of both signs, and an actor
//! without a tie.

use crate::example_support::support::unsigned::Unsigned;
use crate::support::tiny;
use factions::{
    ActorGraph, ActorRef, ConflictRule, SearchBudget, SignRule, SignedGraph, TieDirection,
};

/// Who, `>` to or `=` with whom, and the sign.
const TIES: &str = "1=0+ 0>1+ 2=0- 7>0- 4=1+ 1=7+ 2>5- 7=2+ 2>8- 3>4+ 4>3+ 3=5- 6>3+ 7=3+ 4=6- 4>7+ 6>5+ 7=5+ 8>6- a=9- 9>b+ 9>c+ c>a- 1=0-";
const ACTORS: [&str; 14] = [
    "n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9", "na", "nb", "nc", "nd",
];

/// What is expected, by key; numpy's and networkx's values to twelve digits.
struct Expected {
    walks: f64,
    density: f64,
    centralisation: f64,
    local: &'static [f64],
    /// The PN index of all, in and out.
    index: [&'static [f64]; 3],
    vector: &'static [f64],
    betweenness: &'static [f64],
    closeness: &'static [f64],
    cores: &'static [usize],
}

/// Of those with a tie of one sign.
const TIED: Expected = Expected {
    walks: 0.629_712_337_731,
    density: 0.256_410_256_41,
    centralisation: 0.287_878_787_879,
    local: &[
        0.851_275_797_014,
        0.876_978_581_388,
        0.639_771_782_144,
        0.425_173_337_534,
        0.626_953_040_291,
        0.331_255_529_41,
        0.438_939_525_784,
        0.583_990_345_196,
        0.812_894_594_137,
        1.0,
        1.0,
        1.0,
        1.0,
    ],
    index: [
        &[
            0.836_151_073_13,
            1.091_536_054_229,
            0.829_114_154_667,
            1.052_578_611_513,
            1.059_792_333_721,
            0.929_032_218_647,
            0.923_085_812_105,
            1.137_072_967_772,
            0.853_983_336_102,
            1.014_424_788_539,
            0.834_403_427_575,
            1.042_267_699_522,
            0.972_734_080_558,
        ],
        &[
            0.839_713_116_981,
            1.090_361_843_867,
            0.969_171_352_466,
            1.051_768_582_837,
            1.004_515_052_283,
            0.934_138_065_426,
            0.833_278_292_109,
            1.206_834_614_247,
            0.931_261_775_352,
            0.923_076_923_077,
            0.837_729_737_688,
            1.042_377_248_301,
            1.042_377_248_301,
        ],
        &[
            0.919_235_720_628,
            1.092_139_569_439,
            0.824_858_695_78,
            1.014_294_730_653,
            1.070_100_352_364,
            0.962_637_393_691,
            0.999_036_522_654,
            1.098_583_900_443,
            0.930_560_142_324,
            1.017_053_959_218,
            0.923_076_923_077,
            1.0,
            0.930_189_188_526,
        ],
    ],
    vector: &[
        -0.094_964_516_699,
        0.402_110_811_619,
        0.523_938_843_355,
        0.978_601_132_897,
        -0.435_683_159_035,
        1.0,
        -0.801_137_782_259,
        -0.820_637_977_212,
        -0.088_723_087_662,
        0.0,
        0.0,
        0.0,
        0.0,
    ],
    betweenness: &[
        0.0,
        0.0,
        0.059_090_909_091,
        0.013_131_313_131,
        0.038_383_838_384,
        0.026_262_626_263,
        0.050_505_050_505,
        0.135_353_535_354,
        0.010_606_060_606,
        0.030_303_030_303,
        0.0,
        0.0,
        0.0,
    ],
    closeness: &[
        0.355_555_555_556,
        0.355_555_555_556,
        0.444_444_444_444,
        0.444_444_444_444,
        0.444_444_444_444,
        0.444_444_444_444,
        0.410_256_410_256,
        0.533_333_333_333,
        0.355_555_555_556,
        0.25,
        0.187_5,
        0.15,
        0.187_5,
    ],
    cores: &[2, 2, 2, 3, 3, 3, 3, 3, 2, 2, 2, 1, 2],
};

/// Of all actors.
const ALL: Expected = Expected {
    walks: 0.634_737_907_154,
    density: 0.219_780_219_78,
    centralisation: 0.282_051_282_051,
    local: &[
        0.851_275_797_014,
        0.876_978_581_388,
        0.639_771_782_144,
        0.425_173_337_534,
        0.626_953_040_291,
        0.331_255_529_41,
        0.438_939_525_784,
        0.583_990_345_196,
        0.812_894_594_137,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
    ],
    index: [
        &[
            0.848_836_162_74,
            1.083_817_710_337,
            0.839_699_179_959,
            1.047_704_245_459,
            1.053_829_764_335,
            0.933_819_740_282,
            0.928_689_393_756,
            1.125_430_704_419,
            0.863_970_109_714,
            1.012_239_673_609,
            0.847_230_740_514,
            1.038_932_295_139,
            0.973_760_699_715,
            1.0,
        ],
        &[
            0.851_851_040_413,
            1.082_785_198_503,
            0.970_736_523_207,
            1.046_962_443_889,
            1.003_783_608_511,
            0.938_161_510_406,
            0.846_345_682_759,
            1.190_794_315_968,
            0.935_682_234_481,
            0.928_571_428_571,
            0.850_065_745_051,
            1.039_020_576_424,
            1.039_020_576_424,
            1.0,
        ],
        &[
            0.925_327_959_753,
            1.084_406_843_249,
            0.836_130_951_745,
            1.012_240_573_218,
            1.062_609_638_186,
            0.965_264_208_777,
            0.999_136_797_587,
            1.089_805_522_892,
            0.934_896_485_942,
            1.014_534_987_029,
            0.928_571_428_571,
            1.0,
            0.934_610_327_304,
            1.0,
        ],
    ],
    vector: &[
        -0.094_964_516_699,
        0.402_110_811_619,
        0.523_938_843_355,
        0.978_601_132_897,
        -0.435_683_159_035,
        1.0,
        -0.801_137_782_259,
        -0.820_637_977_212,
        -0.088_723_087_662,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
    ],
    betweenness: &[
        0.0,
        0.0,
        0.05,
        0.011_111_111_111,
        0.032_478_632_479,
        0.022_222_222_222,
        0.042_735_042_735,
        0.114_529_914_53,
        0.008_974_358_974,
        0.025_641_025_641,
        0.0,
        0.0,
        0.0,
        0.0,
    ],
    closeness: &[
        0.328_205_128_205,
        0.328_205_128_205,
        0.410_256_410_256,
        0.410_256_410_256,
        0.410_256_410_256,
        0.410_256_410_256,
        0.378_698_224_852,
        0.492_307_692_308,
        0.328_205_128_205,
        0.230_769_230_769,
        0.173_076_923_077,
        0.138_461_538_462,
        0.173_076_923_077,
        0.0,
    ],
    cores: &[2, 2, 2, 3, 3, 3, 3, 3, 2, 2, 2, 1, 2, 0],
};

fn graph() -> ActorGraph {
    let tie = |word: &str| {
        let [from, how, to, sign] = word.chars().collect::<Vec<char>>()[..] else {
            panic!("four letters");
        };
        let kind = match (how, sign) {
            (_, '-') => "rivalry",
            ('>', _) => "support",
            _ => "alliance",
        };
        let ends = match how {
            '>' => format!("from = \"n{from}\"\nto = \"n{to}\""),
            _ => format!("between = [\"n{from}\", \"n{to}\"]"),
        };
        format!("[[relations]]\nkind = \"{kind}\"\n{ends}\n")
    };
    let body: String = TIES.split_whitespace().map(tie).collect();
    ActorGraph::new(tiny::record("", &ACTORS, &body))
}

#[track_caller]
fn are_near(found: impl IntoIterator<Item = f64>, expected: &[f64]) {
    let found: Vec<f64> = found.into_iter().collect();
    assert_eq!(found.len(), expected.len());
    for (place, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert!(
            (found - expected).abs() < 1e-11,
            "{place}: {found} is not {expected}"
        );
    }
}

fn is_as(signed: &SignedGraph<'_>, expected: &Expected) {
    let walks = signed.walk_balance().expect("small").expect("edges");
    are_near([walks], &[expected.walks]);
    let cohesion = signed.cohesion();
    let cohesion = [cohesion.density, cohesion.centralisation];
    are_near(
        cohesion.into_iter().flatten(),
        &[expected.density, expected.centralisation],
    );
    let local = signed.local_balance().expect("small");
    are_near(local.iter().map(|one| one.value), expected.local);
    let directions = [TieDirection::All, TieDirection::In, TieDirection::Out];
    for (direction, expected) in directions.into_iter().zip(expected.index) {
        let index = signed.pn_index(direction).expect("solvable");
        are_near(index.iter().map(|one| one.value), expected);
    }
    let vector = signed.eigenvector_centrality().expect("dominant");
    are_near(vector.scores.iter().map(|one| one.value), expected.vector);
    let unsigned = Unsigned::of(signed);
    let of = |measure: &dyn Fn(ActorRef<'_>) -> Option<f64>| -> Vec<f64> {
        let actors = signed.actors().iter();
        actors.filter_map(|&actor| measure(actor)).collect()
    };
    are_near(
        of(&|actor| unsigned.betweenness(actor)),
        expected.betweenness,
    );
    are_near(of(&|actor| unsigned.closeness(actor)), expected.closeness);
    let cores = signed.actors().iter();
    let cores: Option<Vec<usize>> = cores.map(|&actor| unsigned.core_number(actor)).collect();
    assert_eq!(cores.as_deref(), Some(expected.cores));
}

#[test]
fn measures_are_as_another_program_computes_them() {
    let graph = graph();
    let signed = graph.ever().signed(ConflictRule::Ambivalent);
    assert_eq!((signed.actors().len(), signed.edges().len()), (13, 20));
    is_as(&signed, &TIED);
    // one piece is balanced
    let least = signed.smallest_laplacian_eigenvalue().expect("small");
    are_near(least, &[0.0]);
    // by all 4,096 divisions of numpy
    assert_eq!(signed.frustration(SearchBudget::default()).index(), Some(3));
}

#[test]
fn measures_of_all_actors_are_as_another_program_computes_them() {
    let graph = graph();
    let signed = graph.ever().signed(SignRule::default().with_all_actors());
    assert_eq!((signed.actors().len(), signed.edges().len()), (14, 20));
    is_as(&signed, &ALL);
    assert_eq!(signed.frustration(SearchBudget::default()).index(), Some(3));
}
