//! Themes: the colours of a picture as plain data, named by what they stand for.

use std::fmt;

/// A colour of a picture: red, green and blue.
///
/// It prints as `#RRGGBB`.
///
/// # Examples
///
/// ```
/// use factions::Color;
///
/// let vermillion = Color::new(0xD5_5E_00);
/// assert_eq!(vermillion.to_string(), "#D55E00");
/// assert!(vermillion.contrast(Color::new(0xFF_FF_FF)) > 3.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Color {
    /// The red part, from 0 to 255.
    pub red: u8,
    /// The green part, from 0 to 255.
    pub green: u8,
    /// The blue part, from 0 to 255.
    pub blue: u8,
}

impl Color {
    /// The colour of a number `0xRRGGBB`; higher digits are ignored.
    pub const fn new(rgb: u32) -> Self {
        let [_, red, green, blue] = rgb.to_be_bytes();
        Self { red, green, blue }
    }

    /// The contrast to another colour, from 1 to 21, as WCAG 2 defines it.
    ///
    /// Text needs at least 4.5, a line or border at least 3.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Returns the light of each channel, from 0 to 1.
    fn linear(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.040_45 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        })
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.red, self.green, self.blue)
    }
}

/// One hue in four tones: for lines, for words, and two to fill the space behind words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hue {
    /// The tone of lines and borders.
    pub line: Color,
    /// The tone of words.
    pub text: Color,
    /// The tone that fills a frame.
    pub ground: Color,
    /// The tone that fills a box.
    pub fill: Color,
}

impl Hue {
    const fn new(line: u32, text: u32, ground: u32, fill: u32) -> Self {
        Self {
            line: Color::new(line),
            text: Color::new(text),
            ground: Color::new(ground),
            fill: Color::new(fill),
        }
    }
}

/// The colours of a picture, named by what they stand for.
///
/// It is plain data: take a theme and change what you like. [`LIGHT`](Self::LIGHT) and [`DARK`](Self::DARK)
/// have the hues of Okabe and Ito (2008), which colour-blind readers can distinguish. [`PRINT`](Self::PRINT)
/// is for paper without colour. Nothing in a picture is shown by colour alone.
///
/// # Examples
///
/// ```
/// use factions::{ActorGraph, Color, Record, Theme};
///
/// # let record = Record::from_toml("format = 1")?;
/// let graph = ActorGraph::new(record);
/// let night = Theme { background: Color::new(0x00_00_00), ..Theme::DARK };
/// let picture = graph.ever().to_dot().theme(night).draw();
/// assert!(picture.text.contains("bgcolor=\"#000000\""));
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Theme {
    /// The colour behind everything.
    pub background: Color,
    /// The colour of names and titles.
    pub text: Color,
    /// The colour of small print.
    pub faint: Color,
    /// The colour of thin lines without a meaning of their own, and of what has not changed.
    pub rule: Color,
    /// The colour of borders without a hue, and of affiliations.
    pub edge: Color,
    /// The colour that fills boxes without a hue.
    pub paper: Color,
    /// The hue of acts of violence and rivalries, and of what is gone.
    pub hostile: Hue,
    /// The hue of alliances, cooperation and support.
    pub allied: Hue,
    /// The hue of memberships, and of what is new.
    pub belonging: Hue,
    /// The hue of splits and departures.
    pub parted: Hue,
    /// A further hue for frames.
    pub sky: Hue,
    /// A further hue for frames.
    pub amber: Hue,
    /// The hue of what is neither friendly nor hostile.
    pub plain: Hue,
}

impl Theme {
    /// Colours on white.
    pub const LIGHT: Self = Self {
        background: Color::new(0xFF_FF_FF),
        text: Color::new(0x00_00_00),
        faint: Color::new(0x55_55_55),
        rule: Color::new(0xBB_BB_BB),
        edge: Color::new(0x33_33_33),
        paper: Color::new(0xFF_FF_FF),
        hostile: Hue::new(0xD5_5E_00, 0x96_3F_00, 0xFD_F0_E7, 0xF9_DC_C8),
        allied: Hue::new(0x00_72_B2, 0x00_4D_73, 0xEA_F4_FA, 0xCF_E6_F3),
        belonging: Hue::new(0x00_9E_73, 0x00_66_4A, 0xE5_F5_F0, 0xC4_E8_DC),
        parted: Hue::new(0xAA_4A_86, 0x8A_3B_68, 0xFB_F0_F6, 0xF5_E0_EC),
        sky: Hue::new(0x2A_8F_C4, 0x00_4D_73, 0xE6_F4_FB, 0xC9_E6_F6),
        amber: Hue::new(0xB8_7F_00, 0x6B_4A_00, 0xFD_F5_E4, 0xFB_E3_B0),
        plain: Hue::new(0x66_66_66, 0x44_44_44, 0xF2_F2_F2, 0xD9_D9_D9),
    };

    /// Colours on a dark background.
    pub const DARK: Self = Self {
        background: Color::new(0x1B_1E_23),
        text: Color::new(0xF4_F4_F4),
        faint: Color::new(0xB8_BC_C2),
        rule: Color::new(0x5E_64_6C),
        edge: Color::new(0xC8_CC_D2),
        paper: Color::new(0x26_2A_31),
        hostile: Hue::new(0xFF_8A_3D, 0xFF_B2_7A, 0x33_22_1A, 0x4A_2C_1C),
        allied: Hue::new(0x56_B4_E9, 0xA6_D8_F5, 0x16_28_3A, 0x1E_3A_52),
        belonging: Hue::new(0x1F_AE_82, 0x8F_E3_C6, 0x14_30_2A, 0x1C_45_3A),
        parted: Hue::new(0xE0_8C_C0, 0xF2_BB_DD, 0x33_20_2C, 0x4A_2C_40),
        sky: Hue::new(0x7C_C7_F2, 0xB5_E0_F8, 0x1A_2E_3C, 0x23_42_56),
        amber: Hue::new(0xE6_9F_00, 0xFF_D0_7A, 0x33_29_0F, 0x4D_3C_12),
        plain: Hue::new(0xA0_A6_AE, 0xCD_D2_D8, 0x2A_2E_35, 0x3A_3F_48),
    };

    /// Greys only, for paper.
    pub const PRINT: Self = Self {
        hostile: Hue::new(0x00_00_00, 0x00_00_00, 0xF4_F4_F4, 0xE2_E2_E2),
        allied: Hue::new(0x44_44_44, 0x22_22_22, 0xF7_F7_F7, 0xE8_E8_E8),
        belonging: Hue::new(0x55_55_55, 0x22_22_22, 0xF7_F7_F7, 0xE8_E8_E8),
        parted: Hue::new(0x55_55_55, 0x22_22_22, 0xFA_FA_FA, 0xEE_EE_EE),
        sky: Hue::new(0x44_44_44, 0x22_22_22, 0xF7_F7_F7, 0xE8_E8_E8),
        amber: Hue::new(0x66_66_66, 0x22_22_22, 0xF7_F7_F7, 0xE8_E8_E8),
        ..Self::LIGHT
    };

    const fn hue(&self, tone: Tone) -> Hue {
        match tone {
            Tone::Hostile => self.hostile,
            Tone::Allied => self.allied,
            Tone::Belonging => self.belonging,
            Tone::Parted => self.parted,
            Tone::Sky => self.sky,
            Tone::Amber => self.amber,
            Tone::Plain => self.plain,
            Tone::Ink => Hue {
                line: self.edge,
                text: self.edge,
                ground: self.paper,
                fill: self.paper,
            },
        }
    }

    /// Formats a colour for DOT.
    pub(super) fn written(&self, ink: Ink) -> String {
        let color = match ink {
            Ink::Background => self.background,
            Ink::Text => self.text,
            Ink::Faint => self.faint,
            Ink::Rule => self.rule,
            Ink::Edge => self.edge,
            Ink::Paper => self.paper,
            Ink::Line(tone) => self.hue(tone).line,
            Ink::Words(tone) => self.hue(tone).text,
            Ink::Ground(tone) => self.hue(tone).ground,
            Ink::Fill(tone) => self.hue(tone).fill,
            Ink::Pale(tone) => return format!("{}66", self.hue(tone).line),
            Ink::Double(tone) => {
                let (line, between) = (self.hue(tone).line, self.background);
                return format!("{line}:{between}:{line}");
            }
        };
        color.to_string()
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::LIGHT
    }
}

/// The hues of a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::export::dot) enum Tone {
    Hostile,
    Allied,
    Belonging,
    Parted,
    Sky,
    Amber,
    Plain,
    /// No hue: the colour of a border.
    Ink,
}

/// A colour by its use; the theme decides its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::export::dot) enum Ink {
    Background,
    Text,
    Faint,
    Rule,
    Edge,
    Paper,
    Line(Tone),
    Words(Tone),
    Ground(Tone),
    Fill(Tone),
    /// A translucent line.
    Pale(Tone),
    /// Two lines side by side.
    Double(Tone),
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Theme; 3] = [Theme::LIGHT, Theme::DARK, Theme::PRINT];

    fn hues(theme: &Theme) -> [Hue; 7] {
        [
            theme.hostile,
            theme.allied,
            theme.belonging,
            theme.parted,
            theme.sky,
            theme.amber,
            theme.plain,
        ]
    }

    #[test]
    fn words_and_lines_stand_out_in_every_theme() {
        for theme in ALL {
            let grounds = [theme.background, theme.paper];
            let hues = hues(&theme);
            let grounds = grounds.into_iter();
            let grounds = grounds.chain(hues.iter().flat_map(|hue| [hue.ground, hue.fill]));
            for ground in grounds {
                assert!(theme.text.contrast(ground) >= 4.5, "text on {ground}");
                assert!(
                    theme.faint.contrast(ground) >= 4.5,
                    "small print on {ground}"
                );
            }
            for hue in hues {
                for ground in [theme.background, theme.paper, hue.ground, hue.fill] {
                    assert!(hue.text.contrast(ground) >= 4.5, "{} on {ground}", hue.text);
                }
                assert!(hue.line.contrast(theme.background) >= 3.0, "{}", hue.line);
            }
        }
    }

    /// Matrices for the colours as people see them who lack red, green or blue cones, by Machado, Oliveira
    /// and Fernandes (2009), in linear light.
    const SEEN_WITHOUT: [[[f64; 3]; 3]; 3] = [
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ];

    /// Converts linear light to CIE L*a*b*.
    fn lab([red, green, blue]: [f64; 3]) -> [f64; 3] {
        let curve = |share: f64| {
            if share > 0.008_856 {
                share.cbrt()
            } else {
                7.787 * share + 16.0 / 116.0
            }
        };
        let x = curve((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
        let y = curve(0.2126 * red + 0.7152 * green + 0.0722 * blue);
        let z = curve((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    #[test]
    fn colour_blind_readers_tell_the_lines_apart() {
        for theme in [Theme::LIGHT, Theme::DARK] {
            let lines =
                [theme.hostile, theme.allied, theme.belonging, theme.parted].map(|hue| hue.line);
            for matrix in SEEN_WITHOUT {
                let seen = lines.map(|line| {
                    let light = line.linear();
                    let row = |row: [f64; 3]| {
                        (0..3)
                            .map(|at| row[at] * light[at])
                            .sum::<f64>()
                            .clamp(0.0, 1.0)
                    };
                    lab(matrix.map(row))
                });
                for (at, one) in seen.iter().enumerate() {
                    for (other, two) in seen.iter().enumerate().skip(at + 1) {
                        let square: f64 = (0..3).map(|axis| (one[axis] - two[axis]).powi(2)).sum();
                        assert!(
                            square.sqrt() > 11.0,
                            "{} and {}: {}",
                            lines[at],
                            lines[other],
                            square.sqrt()
                        );
                    }
                }
            }
        }
    }
}
