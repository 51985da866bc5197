//! What support consists of.

use super::word::words;

words! {
    /// What support consists of.
    pub enum SupportForm("form of support") {
        /// Troops.
        Troops = "troops",
        /// Weapons.
        Weapons = "weapons",
        /// Other materiel.
        Materiel = "materiel",
        /// Training.
        Training = "training",
        /// Money.
        Funding = "funding",
        /// Intelligence.
        Intelligence = "intelligence",
        /// Territory: bases, sanctuary.
        Territory = "territory",
        /// Transport and supply.
        Logistics = "logistics",
        /// Political backing.
        Political = "political",
    }
}
