//! What ends a run early: wrong usage, or a file that cannot be read or written. Exit code 2, a sentence and a way out.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::process::ExitCode;

use soat::words::{Bilingual, Lang};

use crate::words::pick;

/// How a run ended that could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing to mend; warnings are allowed unless denied.
    Clean,
    /// There is something to mend.
    Findings,
}

/// Why a run could not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    Told {
        message: Bilingual,
        help: Option<Bilingual>,
    },
    /// Whoever reads standard output has gone: nobody is left to tell.
    ReaderGone,
}

impl Outcome {
    pub(crate) fn findings_if(found: bool) -> Self {
        if found { Self::Findings } else { Self::Clean }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Clean => Self::SUCCESS,
            Outcome::Findings => Self::from(1),
        }
    }
}

impl Failure {
    pub(crate) fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Told { message: Bilingual::new(vi, en), help: None }
    }

    #[must_use]
    pub(crate) fn help(self, vi: impl Into<String>, en: impl Into<String>) -> Self {
        match self {
            Self::Told { message, .. } => Self::Told { message, help: Some(Bilingual::new(vi, en)) },
            Self::ReaderGone => Self::ReaderGone,
        }
    }

    pub(crate) fn reading(path: &Path, error: &io::Error) -> Self {
        let path = path.display();
        match error.kind() {
            ErrorKind::NotFound => Self::new(
                format!("không có tệp hay thư mục `{path}`"),
                format!("there is no file or folder `{path}`"),
            )
            .help(
                "xem lại cách viết; đường dẫn tính từ thư mục đang đứng",
                "check the spelling; a path counts from the folder you are in",
            ),
            ErrorKind::PermissionDenied => {
                Self::new(format!("không có quyền đọc `{path}`"), format!("no permission to read `{path}`"))
                    .help(
                        "xin quyền đọc, hoặc chép tệp sang nơi khác",
                        "ask for the right to read it, or copy it elsewhere",
                    )
            }
            ErrorKind::IsADirectory => Self::new(
                format!("`{path}` là thư mục, không phải tệp"),
                format!("`{path}` is a folder, not a file"),
            )
            .help("nêu một tệp trong thư mục đó", "name a file inside it"),
            ErrorKind::InvalidData => {
                Self::new(format!("`{path}` không phải văn bản UTF-8"), format!("`{path}` is not UTF-8 text"))
                    .help("lưu lại tệp với mã UTF-8", "save the file as UTF-8")
            }
            _ => Self::new(
                format!("không đọc được `{path}`: {error}"),
                format!("cannot read `{path}`: {error}"),
            ),
        }
    }

    pub(crate) fn writing(path: &Path, error: &io::Error) -> Self {
        let path = path.display();
        match error.kind() {
            ErrorKind::AlreadyExists => Self::new(
                format!("`{path}` đã có rồi"),
                format!("`{path}` already exists"),
            )
            .help("chọn tên khác, hoặc dời tệp cũ đi", "choose another name, or move the old file away"),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                Self::new(format!("không có quyền ghi `{path}`"), format!("no permission to write `{path}`"))
                    .help(
                        "xin quyền ghi, hoặc ghi vào nơi khác",
                        "ask for the right to write there, or write elsewhere",
                    )
            }
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::new(
                format!("không có thư mục để ghi `{path}`"),
                format!("there is no folder to write `{path}` in"),
            )
            .help("tạo thư mục trước", "make the folder first"),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                Self::new(format!("hết chỗ để ghi `{path}`"), format!("no space left to write `{path}`"))
                    .help("xóa bớt tệp rồi làm lại", "free some space and try again")
            }
            _ => Self::new(
                format!("không ghi được `{path}`: {error}"),
                format!("cannot write `{path}`: {error}"),
            ),
        }
    }

    /// `error: sentence`, and `help: way out` on a line of its own.
    pub(crate) fn told(&self, lang: Lang) -> String {
        match self {
            Self::Told { message, help } => {
                let help = help
                    .as_ref()
                    .map(|help| format!("\n{}: {}", pick(lang, "cách sửa", "help"), help.get(lang)));
                format!("{}: {}{}\n", pick(lang, "lỗi", "error"), message.get(lang), help.unwrap_or_default())
            }
            Self::ReaderGone => String::new(),
        }
    }
}

/// Only standard output is written with `?`; files go through [`Failure::writing`].
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == ErrorKind::BrokenPipe {
            return Self::ReaderGone;
        }
        Self::new(format!("không ghi được kết quả: {error}"), format!("cannot write the result: {error}"))
    }
}
