//! Kinds of events, from the types of rows.

use crate::model::EventKind;

/// The meaning of a row, by its type and sub-type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Story {
    Clash,
    /// Territory is taken: the first actor takes it.
    Seizure,
    Strike,
    AgainstCivilians,
    Abduction,
    Protest,
    /// Protesters are attacked: the *second* actor attacks the first.
    ExcessiveForce,
    Mob,
    Agreement,
    Arrests,
    Base,
    ChangeToGroup,
    Looting,
    Other,
}

/// Returns the meaning of a row, or `None` if its type is in no codebook.
pub(super) fn story(kind: &str, sub_kind: &str) -> Option<Story> {
    let [kind, sub_kind] = [kind, sub_kind].map(str::to_ascii_lowercase);
    let has = |text: &str| sub_kind.contains(text) || (sub_kind.is_empty() && kind.contains(text));
    if kind.starts_with("battle") {
        return Some(match () {
            () if has("regains territory") || has("overtakes territory") => Story::Seizure,
            () => Story::Clash,
        });
    }
    if kind.starts_with("explosions") || kind.starts_with("remote violence") {
        return Some(Story::Strike);
    }
    if kind.starts_with("violence against civilians") {
        return Some(match () {
            () if has("abduction") => Story::Abduction,
            () => Story::AgainstCivilians,
        });
    }
    if kind.starts_with("protests") || kind.starts_with("riots") {
        return Some(match () {
            () if has("excessive force") => Story::ExcessiveForce,
            () if has("mob violence") => Story::Mob,
            () => Story::Protest,
        });
    }
    // before 2019 these were separate types
    let is_strategic = kind.starts_with("strategic development");
    if kind.starts_with("headquarters") || (is_strategic && has("headquarters")) {
        return Some(Story::Base);
    }
    if kind.starts_with("non-violent transfer") || (is_strategic && has("non-violent transfer")) {
        return Some(Story::Seizure);
    }
    is_strategic.then(|| match () {
        () if has("agreement") => Story::Agreement,
        () if has("arrests") => Story::Arrests,
        () if has("change to") => Story::ChangeToGroup,
        () if has("looting") => Story::Looting,
        () => Story::Other,
    })
}

impl Story {
    /// Returns the kind of event, for this second actor.
    pub(super) fn kind(self, second: Second, notes: &str) -> EventKind {
        let (against, is_alone) = (second == Second::Civilians, second == Second::Nobody);
        match self {
            Self::AgainstCivilians => EventKind::ViolenceAgainstCivilians,
            Self::Clash | Self::Strike | Self::Mob if against => {
                EventKind::ViolenceAgainstCivilians
            }
            Self::ExcessiveForce if !is_alone => EventKind::ViolenceAgainstCivilians,
            Self::Clash | Self::Mob => EventKind::Clash,
            Self::Strike => EventKind::Strike,
            Self::Seizure => EventKind::Seizure,
            Self::Looting if !is_alone => EventKind::Seizure,
            Self::Abduction => EventKind::Abduction,
            Self::Protest | Self::ExcessiveForce => EventKind::Protest,
            Self::Agreement => EventKind::Signing,
            Self::Arrests => EventKind::Arrest,
            Self::Base => EventKind::Deployment,
            Self::ChangeToGroup if notes.starts_with("Movement of forces") => EventKind::Deployment,
            Self::ChangeToGroup | Self::Looting | Self::Other => EventKind::Other,
        }
    }
}

/// The second actor of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Second {
    Nobody,
    Civilians,
    Somebody,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sub_type_of_the_codebook_has_a_story() {
        for (kind, sub_kinds) in [
            (
                "Battles",
                &[
                    ("Government regains territory", Story::Seizure),
                    ("Non-state actor overtakes territory", Story::Seizure),
                    ("Armed clash", Story::Clash),
                ][..],
            ),
            (
                "Protests",
                &[
                    ("Excessive force against protesters", Story::ExcessiveForce),
                    ("Protest with intervention", Story::Protest),
                    ("Peaceful protest", Story::Protest),
                ],
            ),
            (
                "Riots",
                &[
                    ("Violent demonstration", Story::Protest),
                    ("Mob violence", Story::Mob),
                ],
            ),
            (
                "Explosions/Remote violence",
                &[
                    ("Chemical weapon", Story::Strike),
                    ("Air/drone strike", Story::Strike),
                    ("Suicide bomb", Story::Strike),
                    ("Shelling/artillery/missile attack", Story::Strike),
                    ("Remote explosive/landmine/IED", Story::Strike),
                    ("Grenade", Story::Strike),
                ],
            ),
            (
                "Violence against civilians",
                &[
                    ("Sexual violence", Story::AgainstCivilians),
                    ("Attack", Story::AgainstCivilians),
                    ("Abduction/forced disappearance", Story::Abduction),
                ],
            ),
            (
                "Strategic developments",
                &[
                    ("Agreement", Story::Agreement),
                    ("Arrests", Story::Arrests),
                    ("Change to group/activity", Story::ChangeToGroup),
                    ("Disrupted weapons use", Story::Other),
                    ("Headquarters or base established", Story::Base),
                    ("Looting/property destruction", Story::Looting),
                    ("Non-violent transfer of territory", Story::Seizure),
                    ("Other", Story::Other),
                ],
            ),
        ] {
            for (sub_kind, wanted) in sub_kinds {
                assert_eq!(story(kind, sub_kind), Some(*wanted), "{sub_kind}");
            }
        }
        // before 2019
        for (kind, wanted) in [
            ("Battle-No change of territory", Story::Clash),
            ("Battle-Government regains territory", Story::Seizure),
            ("Remote violence", Story::Strike),
            ("Riots/Protests", Story::Protest),
            ("Headquarters or base established", Story::Base),
            ("Non-violent transfer of territory", Story::Seizure),
            ("Strategic development", Story::Other),
        ] {
            assert_eq!(story(kind, ""), Some(wanted), "{kind}");
        }
        assert_eq!(story("Earthquake", ""), None);
    }
}
