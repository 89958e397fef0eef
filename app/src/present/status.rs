//! How things stand around an inspection, as the pages tell it: saved or not, the storage's promise, a new version.

/// Whether the last change is safe.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SavedView {
    #[default]
    Saved,
    Saving,
    /// What happened, in a sentence.
    Failed(String),
    ReadOnly,
}

/// What just happened, and whether there is a way back from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToastView {
    pub text: String,
    pub can_undo: bool,
}

/// Whether the browser promised to keep the data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Promise {
    #[default]
    Unknown,
    Given,
    Refused,
}

/// A new version of the app never comes in by itself while an inspection is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Update {
    #[default]
    None,
    Waiting,
    /// An inspection is open in some tab.
    Refused,
}

/// Bytes in use, and bytes allowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    pub used: u64,
    pub quota: u64,
}

impl Room {
    pub fn free(self) -> u64 {
        self.quota.saturating_sub(self.used)
    }

    /// Less than 50 MB, or less than a twentieth of what is allowed.
    pub fn is_low(self) -> bool {
        self.quota > 0 && (self.free() < 50_000_000 || self.free() < self.quota / 20)
    }

    /// At least one, so that the bar can be seen.
    pub fn percent(self) -> u64 {
        self.used.saturating_mul(100).checked_div(self.quota).unwrap_or_default().clamp(1, 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_low_by_size_or_by_share() {
        assert!(!Room { used: 1, quota: 64_000_000_000 }.is_low());
        assert!(Room { used: 63_000_000_000, quota: 64_000_000_000 }.is_low());
        assert!(Room { used: 0, quota: 40_000_000 }.is_low());
        // A browser that tells no quota gives no alarm.
        assert!(!Room::default().is_low());
    }
}
