//! Functions of the language.

/// FEEL's spellings with spaces, and our names.
pub fn spaced_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    [("date and time", "date_and_time"), ("string length", "string_length")].into_iter()
}
