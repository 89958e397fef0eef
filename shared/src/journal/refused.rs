//! Why an event may not happen, why a history cannot be trusted, why a line cannot be read; each with its sentence.

use super::event::{FORMAT, Unreadable};
use super::hash::Hash;
use super::place::BadName;
use super::target::Target;
use crate::words::Bilingual;

/// An event that the state of the inspection does not allow. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// A second beginning.
    AlreadyBegun,
    /// The inspection is finished or handed over.
    Closed,
    /// Reopening what is open.
    StillOpen,
    /// The draft was made from a state that is no longer so, as when another tab wrote in between.
    Stale {
        target: Target,
    },
    /// Old and new are the same.
    NothingChanges {
        target: Target,
    },
    UnknownChecklist {
        checklist: String,
    },
    UnknownRow {
        target: Target,
    },
    /// The number belonged to a row before, or is not the next one.
    RowNumber {
        target: Target,
    },
    /// A row, photograph or checklist that is there already.
    AlreadyThere {
        target: Target,
    },
    /// A row, photograph or checklist that is not there.
    NotThere {
        target: Target,
    },
    /// The profile has no groups, and is no checklist.
    NotForSite,
    BadName {
        name: String,
    },
    CannotUndo {
        seq: u64,
        why: CannotUndo,
    },
    /// The signature is over another state than the present one.
    SignedOtherState {
        signed: Hash,
        head: Hash,
    },
    /// Answers can be carried over into an empty inspection only.
    NotEmpty,
    /// Answers carried over must come from the inspection that this one says it follows.
    NotFollowed,
    /// The other tablet's branch is not whole.
    BadBranch {
        broken: Box<Break>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotUndo {
    /// No change under this number stands: it was never made, was undone already, or is of a kind that stays.
    NotStanding,
    /// A later change of the same thing stands; undo that first.
    ChangedSince { by: u64, target: Target },
}

impl From<BadName> for Refused {
    fn from(BadName { name }: BadName) -> Self {
        Self::BadName { name }
    }
}

/// The first event that breaks the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    pub at: u64,
    pub why: Why,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// There are no events.
    Empty,
    /// The first event is not a beginning.
    NotBegun,
    /// Another layout than this version's.
    Format { format: u32 },
    /// An event is missing, doubled or out of place.
    Sequence { found: u64 },
    /// It does not continue the event before it.
    Link,
    /// Its content is not what its hash says: it was altered.
    Altered,
    /// It claims what the state before it does not allow.
    Refused(Refused),
}

impl Refused {
    pub fn words(&self) -> Bilingual {
        match self {
            Self::AlreadyBegun => {
                Bilingual::new("cuộc kiểm tra đã bắt đầu rồi", "the inspection has begun already")
            }
            Self::Closed => Bilingual::new(
                "cuộc kiểm tra đã kết thúc; hãy mở lại trước khi sửa",
                "the inspection is finished; reopen it before changing anything",
            ),
            Self::StillOpen => Bilingual::new("cuộc kiểm tra đang mở", "the inspection is open"),
            Self::Stale { target } => Bilingual::new(
                format!("`{target}` vừa được sửa ở nơi khác; hãy xem lại trước khi ghi"),
                format!("`{target}` was changed elsewhere a moment ago; look again before recording"),
            ),
            Self::NothingChanges { target } => Bilingual::new(
                format!("`{target}` không có gì thay đổi"),
                format!("nothing changes in `{target}`"),
            ),
            Self::UnknownChecklist { checklist } => Bilingual::new(
                format!("cuộc kiểm tra này không có bảng kiểm `{checklist}`"),
                format!("this inspection has no checklist `{checklist}`"),
            ),
            Self::UnknownRow { target } => Bilingual::new(
                format!("`{target}` thuộc một dòng không có trong danh sách"),
                format!("`{target}` is of a row that is not in the list"),
            ),
            Self::RowNumber { target } => Bilingual::new(
                format!("số dòng của `{target}` đã được dùng"),
                format!("the row number of `{target}` was used before"),
            ),
            Self::AlreadyThere { target } => {
                Bilingual::new(format!("`{target}` đã có rồi"), format!("`{target}` is there already"))
            }
            Self::NotThere { target } => {
                Bilingual::new(format!("`{target}` không còn ở đây"), format!("`{target}` is not there"))
            }
            Self::NotForSite => Bilingual::new(
                "hồ sơ cơ sở không có nhóm lặp và không phải là bảng kiểm",
                "the establishment's profile has no groups and is no checklist",
            ),
            Self::BadName { name } => {
                let name: String = name.chars().take(80).collect();
                Bilingual::new(
                    format!("`{name}` không phải là tên hợp lệ"),
                    format!("`{name}` is not a valid name"),
                )
            }
            Self::CannotUndo { why: CannotUndo::NotStanding, .. } => {
                Bilingual::new("việc này không hoàn tác được", "this cannot be undone")
            }
            Self::CannotUndo { why: CannotUndo::ChangedSince { target, .. }, .. } => Bilingual::new(
                format!("`{target}` đã được sửa sau đó; hãy hoàn tác lần sửa ấy trước"),
                format!("`{target}` was changed since; undo that change first"),
            ),
            Self::SignedOtherState { .. } => Bilingual::new(
                "nội dung đã thay đổi kể từ khi hiện ra để ký; hãy xem và ký lại",
                "the record changed since it was shown for signing; look at it and sign again",
            ),
            Self::NotEmpty => Bilingual::new(
                "chỉ lấy lại được câu trả lời cũ vào một cuộc kiểm tra chưa có câu trả lời nào",
                "earlier answers can be taken over only into an inspection without answers",
            ),
            Self::NotFollowed => Bilingual::new(
                "cuộc kiểm tra này không nối tiếp cuộc kiểm tra mà câu trả lời được lấy từ đó",
                "this inspection does not follow the one that the answers are from",
            ),
            Self::BadBranch { broken } => {
                let words = broken.words();
                Bilingual::new(
                    format!("nhật ký của máy kia không nguyên vẹn: {}", words.vi),
                    format!("the other tablet's journal is not whole: {}", words.en),
                )
            }
        }
    }
}

impl Break {
    pub fn words(&self) -> Bilingual {
        let at = self.at;
        match &self.why {
            Why::Empty => Bilingual::new("nhật ký trống", "the journal is empty"),
            Why::NotBegun => Bilingual::new(
                "nhật ký không bắt đầu bằng việc mở cuộc kiểm tra",
                "the journal does not begin with the beginning of an inspection",
            ),
            Why::Format { format } => newer(*format),
            Why::Sequence { found } => Bilingual::new(
                format!("nhật ký thiếu hoặc thừa dòng: chờ dòng {at}, gặp dòng {found}"),
                format!("an event is missing or out of place: expected event {at}, found {found}"),
            ),
            Why::Link => Bilingual::new(
                format!("dòng {at} của nhật ký không nối tiếp dòng trước nó"),
                format!("event {at} of the journal does not continue the one before it"),
            ),
            Why::Altered => Bilingual::new(
                format!("dòng {at} của nhật ký đã bị sửa sau khi ghi"),
                format!("event {at} of the journal was altered after it was recorded"),
            ),
            Why::Refused(refused) => {
                let words = refused.words();
                Bilingual::new(
                    format!("dòng {at} của nhật ký không thể xảy ra: {}", words.vi),
                    format!("event {at} of the journal cannot have happened: {}", words.en),
                )
            }
        }
    }
}

impl Unreadable {
    pub fn words(&self) -> Bilingual {
        match self {
            Self::NeedsNewer { format, .. } => newer(*format),
            Self::Malformed { .. } => {
                Bilingual::new("dòng nhật ký không đọc được", "the line of the journal cannot be read")
            }
            Self::NotCanonical => Bilingual::new(
                "dòng nhật ký đã bị sửa bằng tay",
                "the line of the journal was edited by hand",
            ),
            Self::Torn => {
                Bilingual::new("dòng cuối của nhật ký bị đứt", "the last line of the journal is cut off")
            }
        }
    }
}

fn newer(format: u32) -> Bilingual {
    Bilingual::new(
        format!(
            "nhật ký viết bằng phiên bản mới hơn (khuôn dạng {format}, máy này đọc đến {FORMAT}); hãy cập nhật \
             ứng dụng, dữ liệu vẫn còn nguyên"
        ),
        format!(
            "the journal was written by a newer version (format {format}, this one reads up to {FORMAT}); update \
             the app, the records are untouched"
        ),
    )
}
