//! The schemata of FollowTheMoney (version 4) that a record has entries for.

/// A schema whose entities link two others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub(super) schema: &'static str,
    /// The properties that name the two ends.
    pub(super) ends: [&'static str; 2],
    /// The entry that a link becomes.
    pub(super) as_what: As,
}

/// The entry that a link becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum As {
    Membership,
    /// A relation of the kind that its role names, or else `other`.
    Named,
    /// A relation of kind `other`, with this word for the link.
    Other(&'static str),
    /// An event of descent.
    Descent,
    /// An event of kind `other`, from one end to the other.
    Event,
}

const fn link(schema: &'static str, ends: [&'static str; 2], as_what: As) -> Link {
    Link {
        schema,
        ends,
        as_what,
    }
}

/// All schemata that are drawn as an edge, and calls, whose two ends may be actors.
const LINKS: [Link; 17] = [
    link("Membership", ["member", "organization"], As::Membership),
    link("UnknownLink", ["subject", "object"], As::Named),
    link("Succession", ["predecessor", "successor"], As::Descent),
    link("Payment", ["payer", "beneficiary"], As::Event),
    link("Call", ["caller", "receiver"], As::Event),
    link("Associate", ["person", "associate"], As::Other("associate")),
    link(
        "Control",
        ["controller", "controlled"],
        As::Other("control"),
    ),
    link(
        "ContractAward",
        ["supplier", "contract"],
        As::Other("contract award"),
    ),
    link(
        "CourtCaseParty",
        ["party", "case"],
        As::Other("party to a case"),
    ),
    link("Debt", ["debtor", "creditor"], As::Other("debt")),
    link(
        "Directorship",
        ["director", "organization"],
        As::Other("directorship"),
    ),
    link(
        "Employment",
        ["employee", "employer"],
        As::Other("employment"),
    ),
    link("Family", ["person", "relative"], As::Other("family")),
    link("Occupancy", ["holder", "post"], As::Other("occupancy")),
    link("Ownership", ["owner", "asset"], As::Other("ownership")),
    link(
        "ProjectParticipant",
        ["participant", "project"],
        As::Other("participation"),
    ),
    link(
        "Representation",
        ["agent", "client"],
        As::Other("representation"),
    ),
];

/// Returns the link with this schema, if there is one.
pub(super) fn link_of(schema: &str) -> Option<Link> {
    LINKS.into_iter().find(|link| link.schema == schema)
}

/// The schemata that have a more general schema, with their direct parents.
const PARENTS: [(&str, &[&str]); 22] = [
    ("LegalEntity", &["Thing"]),
    ("Group", &["LegalEntity"]),
    ("Organization", &["LegalEntity"]),
    ("Company", &["Organization", "Asset"]),
    ("PublicBody", &["Organization"]),
    ("Person", &["LegalEntity"]),
    ("Asset", &["Thing"]),
    ("Document", &["Thing"]),
    ("Article", &["Document"]),
    ("Audio", &["Document"]),
    ("Email", &["Folder", "PlainText", "HyperText"]),
    ("Folder", &["Document"]),
    ("HyperText", &["Document"]),
    ("Image", &["Document"]),
    ("Message", &["Folder", "PlainText", "HyperText"]),
    ("Package", &["Folder"]),
    ("Pages", &["Document"]),
    ("PlainText", &["Document"]),
    ("Table", &["Document"]),
    ("Video", &["Document"]),
    ("Workbook", &["Folder"]),
    ("Trip", &["Event"]),
];

/// Whether a schema equals another one or is a special case of it.
fn is_a(schema: &str, other: &str) -> bool {
    let parents = PARENTS.iter().find(|one| one.0 == schema);
    schema == other || parents.is_some_and(|one| one.1.iter().any(|parent| is_a(parent, other)))
}

/// Whether entities of a schema may act.
pub(super) fn is_actor(schema: &str) -> bool {
    is_a(schema, "LegalEntity")
}

/// Whether entities of a schema may be a source.
pub(super) fn is_source(schema: &str) -> bool {
    is_a(schema, "Document")
}

/// Whether entities of a schema are events.
pub(super) fn is_event(schema: &str) -> bool {
    is_a(schema, "Event")
}

/// Returns the more special of two schemata, if one is a case of the other.
pub(super) fn common<'s>(one: &'s str, other: &'s str) -> Option<&'s str> {
    if is_a(one, other) {
        Some(one)
    } else if is_a(other, one) {
        Some(other)
    } else {
        None
    }
}
