//! Why a package cannot be written or is not taken in; each with its sentence and, where there is one, its part.

use super::manifest::{JOURNAL, MANIFEST, PACKAGE_FORMAT, SIGNATURE};
use crate::journal::{Break, Hash, Unreadable};
use crate::words::Bilingual;

/// The name under which damage to the list at the end of the file is reported.
pub const DIRECTORY: &str = "directory";

/// A file that is not taken in. Nothing of it was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackageError {
    /// Another kind of file.
    NotAPackage,
    /// The end of the file is missing.
    Truncated,
    /// The whole file, or a part as it says of itself, is larger than this device takes.
    TooLarge {
        part: Option<String>,
        bytes: u64,
        limit: u64,
    },
    TooManyParts {
        parts: u64,
        limit: u64,
    },
    /// A part that unpacks to more than it says.
    Bomb {
        part: String,
    },
    /// A name that leads out of the folder, or that no package has.
    BadName {
        name: String,
    },
    /// The same name twice.
    Duplicate {
        name: String,
    },
    MissingManifest,
    /// Written by a later version.
    NeedsNewer {
        format: u32,
        app: String,
    },
    BadManifest {
        why: String,
    },
    /// Listed in the manifest, but not there.
    Missing {
        part: String,
    },
    /// There, but not listed in the manifest.
    Unlisted {
        part: String,
    },
    /// Its bytes are not those that the manifest lists.
    Altered {
        part: String,
    },
    /// The list at the end of the file is damaged.
    DamagedDirectory,
    /// A line of the journal, from 1, that cannot be read.
    UnreadableJournal {
        line: u64,
        why: Unreadable,
    },
    /// The journal's chain is broken.
    BrokenJournal {
        broken: Break,
    },
    /// The journal is whole, but it is not the one that the manifest names.
    OtherJournal {
        expected: Hash,
        found: Hash,
    },
    /// Not text in UTF-8, though it must be.
    NotText {
        part: String,
    },
    /// Signed by a key that does not fit, or altered after signing.
    BadSignature,
}

/// A package that cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackError {
    /// A rules file whose name a package cannot hold.
    BadName { name: String },
    /// The media's bytes are not the ones that the journal recorded.
    OtherMedia { expected: Hash, found: Hash },
    /// The media that was promised did not come, or more came.
    MediaOrder,
    /// More than 4 GB, or more than 65 535 parts.
    TooLarge { part: String },
}

impl PackageError {
    /// The part that is wrong, as it is called in the file; `None` where it is the file as a whole.
    pub fn part(&self) -> Option<&str> {
        match self {
            Self::NotAPackage | Self::Truncated | Self::TooManyParts { .. } => None,
            Self::TooLarge { part, .. } => part.as_deref(),
            Self::Bomb { part }
            | Self::Missing { part }
            | Self::Unlisted { part }
            | Self::Altered { part }
            | Self::NotText { part } => Some(part),
            Self::BadName { name } | Self::Duplicate { name } => Some(name),
            Self::MissingManifest | Self::NeedsNewer { .. } | Self::BadManifest { .. } => Some(MANIFEST),
            Self::DamagedDirectory => Some(DIRECTORY),
            Self::UnreadableJournal { .. } | Self::BrokenJournal { .. } | Self::OtherJournal { .. } => {
                Some(JOURNAL)
            }
            Self::BadSignature => Some(SIGNATURE),
        }
    }

    pub fn words(&self) -> Bilingual {
        match self {
            Self::NotAPackage => {
                Bilingual::new("tệp này không phải là hồ sơ Soát", "this file is not a Soát package")
            }
            Self::Truncated => Bilingual::new(
                "tệp bị cắt cụt: thiếu phần cuối; hãy sao chép lại từ máy gửi",
                "the file is cut off: its end is missing; copy it again from the device it came from",
            ),
            Self::TooLarge { part: None, bytes, limit } => Bilingual::new(
                format!("tệp quá lớn: {bytes} byte, máy này nhận đến {limit} byte"),
                format!("the file is too large: {bytes} bytes, this device takes up to {limit}"),
            ),
            Self::TooLarge { part: Some(part), bytes, limit } => Bilingual::new(
                format!("phần `{}` quá lớn: {bytes} byte, máy này nhận đến {limit} byte", shown(part)),
                format!(
                    "the part `{}` is too large: {bytes} bytes, this device takes up to {limit}",
                    shown(part)
                ),
            ),
            Self::TooManyParts { parts, limit } => Bilingual::new(
                format!("tệp có quá nhiều phần: {parts}, máy này nhận đến {limit}"),
                format!("the file has too many parts: {parts}, this device takes up to {limit}"),
            ),
            Self::Bomb { part } => Bilingual::new(
                format!("phần `{}` giải nén ra lớn hơn mức đã khai; tệp này không an toàn", shown(part)),
                format!("the part `{}` unpacks to more than it says; this file is not safe", shown(part)),
            ),
            Self::BadName { name } => Bilingual::new(
                format!("tệp có phần mang tên không được phép: `{}`", shown(name)),
                format!("the file has a part with a name that is not allowed: `{}`", shown(name)),
            ),
            Self::Duplicate { name } => Bilingual::new(
                format!("tệp có hai phần cùng tên `{}`", shown(name)),
                format!("the file has two parts named `{}`", shown(name)),
            ),
            Self::MissingManifest => Bilingual::new(
                "hồ sơ thiếu bảng kê `manifest.json`",
                "the package has no manifest `manifest.json`",
            ),
            Self::NeedsNewer { format, app } => Bilingual::new(
                format!(
                    "hồ sơ được ghi bằng phiên bản {}, khuôn dạng {format}; phiên bản này đọc đến khuôn dạng \
                     {PACKAGE_FORMAT}, hãy cập nhật ứng dụng",
                    shown(app)
                ),
                format!(
                    "the package was written by version {}, format {format}; this version reads up to format \
                     {PACKAGE_FORMAT}, update the app",
                    shown(app)
                ),
            ),
            Self::BadManifest { .. } => Bilingual::new(
                "bảng kê `manifest.json` của hồ sơ không đọc được hoặc đã bị sửa",
                "the package's manifest `manifest.json` cannot be read or was edited",
            ),
            Self::Missing { part } => Bilingual::new(
                format!("hồ sơ thiếu phần `{}`", shown(part)),
                format!("the part `{}` is missing from the package", shown(part)),
            ),
            Self::Unlisted { part } => Bilingual::new(
                format!("hồ sơ có thêm phần `{}` không có trong bảng kê", shown(part)),
                format!("the package has a part `{}` that its manifest does not list", shown(part)),
            ),
            Self::Altered { part } => Bilingual::new(
                format!("phần `{}` của hồ sơ đã bị thay đổi hoặc hư hỏng", shown(part)),
                format!("the part `{}` of the package was altered or damaged", shown(part)),
            ),
            Self::DamagedDirectory => Bilingual::new(
                "mục lục ở cuối tệp bị thay đổi hoặc hư hỏng",
                "the directory at the end of the file was altered or damaged",
            ),
            Self::UnreadableJournal { line, why } => {
                let words = why.words();
                Bilingual::new(
                    format!("nhật ký trong hồ sơ, dòng {line}: {}", words.vi),
                    format!("the package's journal, line {line}: {}", words.en),
                )
            }
            Self::BrokenJournal { broken } => {
                let words = broken.words();
                Bilingual::new(
                    format!("nhật ký trong hồ sơ không nguyên vẹn: {}", words.vi),
                    format!("the package's journal is not whole: {}", words.en),
                )
            }
            Self::OtherJournal { .. } => Bilingual::new(
                "nhật ký trong hồ sơ không phải là nhật ký ghi trong bảng kê",
                "the package's journal is not the one that its manifest names",
            ),
            Self::NotText { part } => Bilingual::new(
                format!("phần `{}` phải là văn bản nhưng không đọc được", shown(part)),
                format!("the part `{}` must be text and cannot be read", shown(part)),
            ),
            Self::BadSignature => Bilingual::new(
                "chữ ký số của hồ sơ không đúng: hồ sơ đã bị sửa sau khi ký, hoặc ký bằng khoá khác",
                "the package's digital signature does not fit: it was altered after signing, or signed with another key",
            ),
        }
    }
}

impl PackError {
    pub fn words(&self) -> Bilingual {
        match self {
            Self::BadName { name } => Bilingual::new(
                format!("không ghi được tệp quy tắc tên `{}` vào hồ sơ", shown(name)),
                format!("a rules file named `{}` cannot be put into a package", shown(name)),
            ),
            Self::OtherMedia { expected, .. } => Bilingual::new(
                format!("ảnh `{expected}` không đúng với ảnh đã ghi trong nhật ký"),
                format!("the photograph `{expected}` is not the one that the journal recorded"),
            ),
            Self::MediaOrder => Bilingual::new(
                "số ảnh đưa vào hồ sơ không khớp với danh sách",
                "the photographs put into the package do not match its list",
            ),
            Self::TooLarge { part } => Bilingual::new(
                format!("hồ sơ quá lớn, không ghi được phần `{}`", shown(part)),
                format!("the package is too large to hold the part `{}`", shown(part)),
            ),
        }
    }
}

/// A name from a foreign file, short enough and harmless on a screen.
fn shown(name: &str) -> String {
    name.chars().take(80).map(|character| if is_plain(character) { character } else { '\u{fffd}' }).collect()
}

/// Neither a control character nor one that turns the direction of the text around it.
fn is_plain(character: char) -> bool {
    !character.is_control()
        && !matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
