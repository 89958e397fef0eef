//! What a new inspection can be made of: checklists on offer, and questions of the establishment's profile.

use super::card::Face;

/// A checklist on offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub id: String,
    pub title: String,
    pub sector: String,
    pub requirements: usize,
    /// The establishment's profile says that it concerns it.
    pub suits: bool,
}

/// A question of the establishment's profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileField {
    pub face: Face,
    /// Asked at once; the others are behind "more".
    pub essential: bool,
}
