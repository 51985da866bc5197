//! What support consists of.

use super::word::words;

words! {
    /// A form that support can take.
    pub enum SupportForm("form of support") {
        /// Troops.
        Troops = "troops",
        /// Weapons.
        Weapons = "weapons",
        /// Equipment other than weapons.
        Materiel = "materiel",
        /// Training.
        Training = "training",
        /// Money.
        Funding = "funding",
        /// Intelligence.
        Intelligence = "intelligence",
        /// Territory, such as bases or a sanctuary.
        Territory = "territory",
        /// Transport and supplies.
        Logistics = "logistics",
        /// Political backing.
        Political = "political",
    }
}
