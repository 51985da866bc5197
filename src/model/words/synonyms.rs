//! Words that people use for a word of a closed list, and the word of the list that they mean.
//!
//! People who come from ACLED, UCDP, `CrisisWatch` or the news write these words. An error names
//! the right word. If that depends on what happened, the error names each possible word with its
//! case.

/// What people write, with blanks between; the words of the list that may be meant; what is to be
/// said with them.
type Row = (&'static str, &'static [&'static str], &'static str);

const ACTOR_KINDS: &[Row] = &[
    (
        "army armed-forces military police gendarmerie soldier soldiers troops navy air-force \
         security-force security-forces special-forces national-guard border-guard \
         intelligence-service intelligence government-force government-forces \
         military-forces police-forces defence-force regular-army",
        &["state-force"],
        "",
    ),
    (
        "country nation nation-state republic kingdom",
        &["state"],
        "; its government is `government`, its army `state-force`",
    ),
    (
        "gov govt regime junta administration cabinet ministry authority \
         authorities transitional-government de-facto-authorities executive",
        &["government"],
        "",
    ),
    (
        "rebel rebels rebel-group rebel-groups insurgent insurgents insurgent-group \
         insurgency guerrilla guerrillas guerilla armed-faction faction \
         terrorist terrorists terrorist-group terrorist-organization jihadist jihadists \
         jihadi-group jihadist-group islamist separatist separatists non-state-armed-group \
         nsag non-state-actor non-state-group fighters resistance armed-opposition \
         rebel-movement rebellion armed-movement armed-organization formally-organized-group",
        &["armed-group"],
        "",
    ),
    (
        "militias self-defence self-defense self-defence-group self-defense-group vigilante \
         vigilantes vigilante-group paramilitary paramilitaries paramilitary-group \
         tribal-militia ethnic-militia communal-militia political-militia identity-militia \
         pro-government-militia local-militia civil-defence civil-defense auxiliary",
        &["militia"],
        "",
    ),
    (
        "alliance bloc umbrella umbrella-group umbrella-organization federation confederation \
         joint-command platform front-alliance network",
        &["coalition"],
        ", and each who is in it by a relation of kind `membership`",
    ),
    (
        "front",
        &["coalition", "armed-group"],
        ": a front of several groups is a coalition",
    ),
    (
        "mercenary mercenaries pmc private-military-company private-military-contractor \
         contractor contractors private-security private-security-company private-force",
        &["private-military"],
        "",
    ),
    (
        "peacekeeper peacekeepers peacekeeping peacekeeping-mission peacekeeping-force \
         mission un-mission un-force multinational-force external-force external-forces \
         external-other-forces foreign-force foreign-forces task-force joint-force \
         regional-force stabilization-mission",
        &["international-force"],
        "; the army of one foreign state is `state-force`",
    ),
    (
        "igo intergovernmental-organization regional-organization international-organisation \
         organization-of-states united-nations un supranational-organization",
        &["international-organization"],
        "",
    ),
    (
        "party political-party political-group political-movement movement ngo civil-society \
         civil-society-organization trade-union union opposition political-organisation \
         political-wing association religious-organization",
        &["political-organization"],
        "; if it is armed, `armed-group`",
    ),
    (
        "organization organisation group actor",
        &["armed-group", "political-organization", "criminal-group"],
        ", by what it is",
    ),
    (
        "gang gangs cartel cartels mafia bandit bandits criminal criminals organized-crime \
         organised-crime traffickers smugglers pirates criminal-organization",
        &["criminal-group"],
        "",
    ),
    (
        "protester protesters protestor protestors rioter rioters mob demonstrator \
         demonstrators strikers",
        &["crowd"],
        "",
    ),
    (
        "civilian population villager villagers refugee refugees idps people non-combatants \
         noncombatants victims",
        &["civilians"],
        "",
    ),
    (
        "community tribe clan ethnic-group village",
        &["civilians", "militia"],
        ": those who are hit are civilians, those who fight a militia",
    ),
    (
        "individual leader commander politician human man woman official warlord",
        &["person"],
        "",
    ),
    (
        "unknown unidentified-armed-group unidentified-group unknown-group gunmen \
         unknown-gunmen armed-men anonymous unnamed unspecified",
        &["unidentified"],
        "",
    ),
    (
        "company business corporation firm media misc miscellaneous none",
        &["other"],
        "; a company that fights is `private-military`",
    ),
];

const RELATION_KINDS: &[Row] = &[
    (
        "member members member-of membership-of joined join joins belongs-to belongs in \
         coalition part-of-coalition",
        &["membership"],
        ": `from` is the member, `to` the coalition",
    ),
    (
        "ally allies allied allied-with pact partnership allied-to defence-pact friend",
        &["alliance"],
        "",
    ),
    (
        "partner partners collaboration collaborates collaborator joint-operations \
         joint-operation coordination cooperates co-operation working-relationship",
        &["cooperation"],
        "",
    ),
    (
        "part partof faction faction-of wing armed-wing branch subgroup subsidiary \
         subordinate subordinate-to division unit component section parent controls commands",
        &["part-of"],
        ": `from` is the part, `to` the whole",
    ),
    (
        "affiliate affiliates affiliated affiliated-with allegiance pledge pledged baya bayah \
         franchise loyalty province client",
        &["affiliation"],
        ": `from` is the affiliate, `to` the patron",
    ),
    (
        "supports supporter supported supporting backs backing backed-by sponsor sponsors \
         sponsorship aid aids funds funding arms arming proxy patron patronage assistance \
         military-aid external-support training secondary-warring",
        &["support"],
        ": `from` supports `to`, and `forms` says with what",
    ),
    (
        "hosts host hosted shelter sanctuary safe-haven harbours harbors refuge",
        &["hosting"],
        ": `from` is the host",
    ),
    (
        "rival rivals hostility hostile competition competitor feud tension tensions opposed \
         opponent opponents",
        &["rivalry"],
        "",
    ),
    (
        "enemy enemies war at-war at-war-with conflict armed-conflict adversary adversaries \
         belligerent belligerents hostilities insurgency rebellion civil-war fighting-with",
        &["belligerence"],
        "; one fight of it is an event of kind `clash`",
    ),
    (
        "peace peace-agreement peace-deal peace-accord treaty accord deal memorandum \
         peace-process power-sharing nonaggression-pact non-aggression-pact non-aggression \
         signatory party-to",
        &["agreement"],
        "; the day of its signing is an event of kind `signing`",
    ),
    (
        "truce cease-fire ceasefires armistice cessation-of-hostilities humanitarian-pause",
        &["ceasefire"],
        "",
    ),
    (
        "neutral neutral-to neutral-towards non-belligerence",
        &["neutrality"],
        "",
    ),
    (
        "leader leads commander negotiation negotiations talks dialogue link linked \
         association associated tie related",
        &["other"],
        ", and say in `note` which",
    ),
];

const EVENT_KINDS: &[Row] = &[
    (
        "battle battles fight fights fighting firefight gunfight combat skirmish skirmishes \
         clashes armed-clash ambush ambushes offensive engagement shootout exchange-of-fire \
         state-based state-based-conflict state-based-violence non-state non-state-conflict \
         non-state-violence confrontation infighting incursion",
        &["clash"],
        "",
    ),
    (
        "siege besieged blockade encirclement war campaign",
        &["clash"],
        ", with a first and a last day (`when = \"2023-10-02/2023-10-05\"`) if it went on on every day",
    ),
    (
        "attack attacks armed-attack assault raid raids violence",
        &["clash", "strike", "violence-against-civilians"],
        ": the first if the other side fought back, the second from a distance, the third if \
         civilians were the target",
    ),
    (
        "bombing bombings bomb bombs airstrike airstrikes air-strike air-strikes air-raid \
         drone drone-strike air-drone-strike shelling artillery missile missile-attack \
         missile-strike rocket rockets rocket-attack mortar bombardment explosion explosions \
         remote-violence explosions-remote-violence ied remote-explosive-landmine-ied \
         landmine mine grenade suicide-bomb suicide-bombing suicide-attack car-bomb \
         shelling-artillery-missile-attack chemical-weapon sabotage",
        &["strike"],
        "",
    ),
    (
        "capture captured takeover take-over conquest seized seizes occupation looting \
         looting-property-destruction overrun annexation liberation recapture \
         non-state-actor-overtakes-territory government-regains-territory territorial-change \
         coup",
        &["seizure"],
        "",
    ),
    (
        "kidnapping kidnappings kidnap kidnapped abducted abductions hostage hostage-taking \
         enforced-disappearance disappearance abduction-forced-disappearance",
        &["abduction"],
        "",
    ),
    (
        "detention arrests arrested detained imprisonment surrender captivity",
        &["arrest"],
        "",
    ),
    (
        "massacre massacres atrocity atrocities killing killings murder execution one-sided \
         one-sided-violence osv civilian-targeting lynching rape sexual-violence torture \
         pogrom genocide ethnic-cleansing violence-on-civilians terrorism terrorist-attack \
         war-crime",
        &["violence-against-civilians"],
        "",
    ),
    (
        "assassination assassinated targeted-killing",
        &["violence-against-civilians", "strike"],
        ": of a civilian, of one who fights",
    ),
    (
        "truce-violation ceasefire-violation ceasefire-violations violation breach \
         broken-ceasefire truce-breach",
        &["ceasefire-breach"],
        "",
    ),
    (
        "splinter splinters splintering breakaway secession schism fragmentation split-off \
         splits defection defected defects faction break expulsion",
        &["split"],
        ": `from` the whole, `to` who leaves it",
    ),
    (
        "merge merged merges unification union fusion absorption absorbed integration \
         amalgamation",
        &["merger"],
        ": `from` those who merge, `to` the successor",
    ),
    (
        "renamed renames renaming rebrand rebranding rebranded name-change new-name",
        &["rename"],
        ": `from` the old actor, `to` the new one",
    ),
    (
        "treaty accord peace-agreement peace-deal deal signed signature truce memorandum \
         armistice peace",
        &["signing"],
        "; that it holds is a relation of kind `agreement` or `ceasefire`",
    ),
    (
        "agreement",
        &["signing"],
        "; being party to it is a relation of kind `agreement`",
    ),
    (
        "ceasefire cease-fire",
        &["signing", "declaration"],
        "; that it holds is a relation of kind `ceasefire`",
    ),
    (
        "deploy deployed deploys arrival reinforcement reinforcements intervention invasion \
         mobilization mobilisation troop-movement",
        &["deployment"],
        "",
    ),
    (
        "retreat pull-out pullout departure withdraw withdrew evacuation demobilization",
        &["withdrawal"],
        "",
    ),
    (
        "statement announcement communique declares declared threat condemnation \
         communication claim speech war-declaration declaration-of-war",
        &["declaration"],
        "",
    ),
    (
        "denial deny denies denied rebuttal",
        &[],
        "a denial has the kind of what it denies: write that event with `certainty = \"denied\"`, and who denies it \
         as `by`",
    ),
    (
        "demonstration demonstrations riot riots protests rally march mob-violence \
         peaceful-protest violent-demonstration unrest",
        &["protest"],
        "",
    ),
    (
        "sanction sanctions listing terrorist-listing ban banned outlawing proscription",
        &["designation"],
        "",
    ),
    (
        "join joined joins joining entry accession leave left leaves exit quit",
        &[],
        "joining and leaving are the `start` and `end` of a relation of kind `membership`; who leaves at \
         odds makes a `split`",
    ),
    (
        "founding founded formation formed creation created established establishment \
         emergence dissolution dissolved disbanded disbandment end",
        &[],
        "it is no event: write it as `active = { start = \"2012\", end = \"2014\" }` of the actor",
    ),
    (
        "election elections talks meeting negotiation negotiations summit visit \
         strategic-development strategic-developments aid prisoner-exchange incident event \
         headquarters-or-base-established change-to-group-activity disrupted-weapons-use",
        &["other"],
        ", and say in `note` which",
    ),
];

const CERTAINTIES: &[Row] = &[
    (
        "rumour rumor rumoured rumored suspected suspicion unconfirmed unverified possible \
         possibly likely probable probably uncertain accused accusation allegation alleges \
         allegedly purported disputed contested low doubtful unknown unclear maybe presumed \
         attributed",
        &["alleged"],
        "; the source's own word goes into `hedge`",
    ),
    (
        "verified certain certainly sure true established proven independent high fact \
         factual known documented corroborated confirms yes",
        &["confirmed"],
        "",
    ),
    (
        "claim claims self-claimed asserted asserts stated-by-party responsibility-claimed",
        &["claimed"],
        ", and who claims it as `by`",
    ),
    (
        "deny denies denial refuted false rejected disproven disproved no debunked",
        &["denied"],
        "",
    ),
    (
        "plan plans intended intends intention threatened expected future upcoming",
        &["planned"],
        "",
    ),
    (
        "announced announcement",
        &["reported", "planned"],
        ": of what it did, of what it will do",
    ),
    (
        "report reports reportedly stated said published medium normal default media witness \
         according-to",
        &["reported"],
        "; the source's own word goes into `hedge`",
    ),
];

const FORMS: &[Row] = &[
    (
        "arms weapon ammunition munitions armaments missiles drones",
        &["weapons"],
        "",
    ),
    (
        "money finance finances financial financing cash funds economic payments",
        &["funding"],
        "",
    ),
    (
        "men fighters soldiers personnel combat manpower forces air-support recruits",
        &["troops"],
        "",
    ),
    (
        "equipment vehicles material materials uniforms",
        &["materiel"],
        "",
    ),
    (
        "intel information reconnaissance surveillance",
        &["intelligence"],
        "",
    ),
    (
        "sanctuary base bases land safe-haven shelter access-to-territory",
        &["territory"],
        "",
    ),
    (
        "supply supplies transport transportation food fuel",
        &["logistics"],
        "",
    ),
    (
        "diplomatic diplomacy propaganda moral rhetorical recognition",
        &["political"],
        "",
    ),
    (
        "trainers instructors advisers advisors expertise train",
        &["training"],
        "",
    ),
    (
        "military material-support other",
        &["troops", "weapons", "materiel"],
        ", by what it was",
    ),
];

/// The lists, each by the name that an error has for it.
const LISTS: &[(&str, &[Row])] = &[
    ("actor kind", ACTOR_KINDS),
    ("relation kind", RELATION_KINDS),
    ("event kind", EVENT_KINDS),
    ("certainty", CERTAINTIES),
    ("form of support", FORMS),
];

/// The remedy for a word that means one of a list, in the field's own words.
pub(crate) fn meant(list: &str, word: &str) -> Option<String> {
    let (_, rows) = LISTS.iter().find(|known| known.0 == list)?;
    let spelt = plain(word);
    let found = |word: &str| {
        // most rows are told apart without being taken to pieces
        let has = |row: &&Row| row.0.contains(word) && row.0.split(' ').any(|one| one == word);
        rows.iter().find(has)
    };
    let (_, is, say) = found(&spelt).or_else(|| found(spelt.strip_suffix('s')?))?;
    let quoted: Vec<String> = is.iter().map(|word| format!("`{word}`")).collect();
    Some(match &quoted[..] {
        [] => (*say).to_owned(),
        [one] => format!("write {one}{say}"),
        [others @ .., word] => format!("write {} or {word}{say}", others.join(", ")),
    })
}

/// A word as the lists have it: in lower case, with hyphens between its parts.
fn plain(word: &str) -> String {
    let lower = word.trim().to_lowercase();
    let parts = lower.split(|c: char| !c.is_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActorKind, Certainty, EventKind, RelationKind, SupportForm};
    use std::collections::BTreeSet;

    /// The words of the list that an error calls so.
    fn words_of(list: &str) -> &'static [&'static str] {
        let all = [
            (ActorKind::LIST, ActorKind::WORDS),
            (RelationKind::LIST, RelationKind::WORDS),
            (EventKind::LIST, EventKind::WORDS),
            (Certainty::LIST, Certainty::WORDS),
            (SupportForm::LIST, SupportForm::WORDS),
        ];
        let found = all.into_iter().find(|known| known.0 == list);
        found
            .unwrap_or_else(|| panic!("there is no list `{list}`"))
            .1
    }

    /// Keys of the format that remedies name.
    const KEYS: &[&str] = &["from", "to", "by", "note", "hedge", "forms", "start", "end"];

    #[test]
    fn every_word_that_a_remedy_names_is_there() {
        for (list, rows) in LISTS {
            let words = words_of(list);
            for (meant_by, is, say) in *rows {
                assert!(!is.is_empty() || !say.is_empty(), "{list}: {meant_by:?}");
                for word in *is {
                    assert!(words.contains(word), "{list}: `{word}` is no word of it");
                }
                for named in say.split('`').skip(1).step_by(2) {
                    let is_word = LISTS.iter().any(|list| words_of(list.0).contains(&named));
                    let is_key = KEYS.contains(&named) || named.contains(" = ");
                    assert!(
                        is_word || is_key,
                        "{list}: `{named}` is neither word nor key"
                    );
                }
            }
        }
    }

    #[test]
    fn every_word_is_plain_stands_once_and_is_none_of_its_list() {
        for (list, rows) in LISTS {
            let words = words_of(list);
            let mut met = BTreeSet::new();
            for word in rows.iter().flat_map(|row| row.0.split(' ')) {
                assert_eq!(plain(word), word, "{list}");
                assert!(met.insert(word), "{list}: `{word}` stands twice");
                assert!(!words.contains(&word), "{list}: `{word}` is a word of it");
            }
        }
    }

    #[test]
    fn what_people_write_is_answered_by_the_word_that_is_meant() {
        let cases = [
            (ActorKind::LIST, "Army", "`state-force`"),
            (ActorKind::LIST, "country", "`state`"),
            (ActorKind::LIST, "Rebel Group", "`armed-group`"),
            (ActorKind::LIST, "Rebel_Groups", "`armed-group`"),
            (ActorKind::LIST, "Identity Militias", "`militia`"),
            (
                ActorKind::LIST,
                "External/Other Forces",
                "`international-force`",
            ),
            (RelationKind::LIST, "enemies", "`belligerence`"),
            (RelationKind::LIST, "truce", "`ceasefire`"),
            (EventKind::LIST, "siege", "`clash`"),
            (EventKind::LIST, "Battle", "`clash`"),
            (EventKind::LIST, "Air/drone strike", "`strike`"),
            (EventKind::LIST, "Suicide bombs", "`strike`"),
            (
                EventKind::LIST,
                "Abduction/forced disappearance",
                "`abduction`",
            ),
            (Certainty::LIST, "rumoured", "`alleged`"),
            (Certainty::LIST, "Verified", "`confirmed`"),
            (SupportForm::LIST, "money", "`funding`"),
        ];
        for (list, word, named) in cases {
            let remedy = meant(list, word).unwrap_or_default();
            assert!(remedy.contains(named), "{list}, {word}: {remedy}");
        }
        assert_eq!(meant(ActorKind::LIST, "colition"), None);
    }
}
