//! Colour, and making foreign text harmless on a terminal.

use std::io::IsTerminal;

/// Whether colour is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Style {
    pub colour: bool,
}

/// What a piece of text is, from which its colour follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    Error,
    Warning,
    Note,
    Good,
    /// Line numbers, bars and arrows.
    Frame,
    Strong,
}

/// `--color`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    Always,
    Never,
}

impl Style {
    /// | `--color` | terminal | `NO_COLOR` set, or `TERM=dumb` | colour |
    /// |---|---|---|---|
    /// | always | any | any | yes |
    /// | never | any | any | no |
    /// | auto | yes | no | yes |
    /// | auto | otherwise | | no |
    pub(crate) fn of_stdout(choice: Colour) -> Self {
        let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let plain = set("NO_COLOR").is_some() || set("TERM").is_some_and(|term| term == "dumb");
        let colour = match choice {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => !plain && std::io::stdout().is_terminal(),
        };
        Self { colour }
    }

    pub(crate) fn paint(self, ink: Ink, text: &str) -> String {
        if !self.colour || text.is_empty() {
            return text.to_owned();
        }
        let code = match ink {
            Ink::Error => "1;31",
            Ink::Warning => "1;33",
            Ink::Note => "1;36",
            Ink::Good => "1;32",
            Ink::Frame => "1;34",
            Ink::Strong => "1",
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }
}

/// Foreign text with everything that could steer a terminal made visible: an escape character is shown as `␛`, marks
/// that turn the writing direction as `�`, a tab as four spaces.
pub(crate) fn inert(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\t' => shown.push_str("    "),
            '\0'..='\x1f' => shown.push(char::from_u32(0x2400 + letter as u32).unwrap_or('\u{fffd}')),
            '\x7f' => shown.push('\u{2421}'),
            '\u{80}'..='\u{9f}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}' => shown.push('\u{fffd}'),
            _ => shown.push(letter),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_steer_the_terminal() {
        assert_eq!(inert("a\tb\x1b[31m\u{202e}đ"), "a    b␛[31m\u{fffd}đ");
    }

    #[test]
    fn without_colour_text_is_unchanged() {
        assert_eq!(Style { colour: false }.paint(Ink::Error, "x"), "x");
        assert_eq!(Style { colour: true }.paint(Ink::Error, "x"), "\x1b[1;31mx\x1b[0m");
    }
}
