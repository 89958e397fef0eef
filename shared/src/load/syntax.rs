//! Sentences about text that is not YAML, or is YAML that the format refuses. Made for people who do not know YAML:
//! each names the likely cause and the way out.

use granit_parser::{ErrorKind, ScanError};

use super::reader::{Reader, quote};
use super::yaml::{MAX_BYTES, MAX_DEPTH, MAX_NODES};
use crate::diag::Diagnostic;
use crate::span::{FileId, Span};

/// Why the parser stopped, at the words that made it stop; `open` is the innermost bracket still open there.
pub(crate) fn explain(reader: &Reader<'_>, error: &ScanError, open: Option<Span>) -> Diagnostic {
    let text = reader.text;
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let place = Place::new(reader.file, text, at);
    if let Some(tab) = place.indenting_tab() {
        return tab_indent(tab);
    }
    if let Some(colon) = place.colon_without_space() {
        return missing_space(colon);
    }
    let here = place.word();
    let character = place.character();
    let separator = matches!(
        error.kind(),
        ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::ExpectedFlowSequenceSeparator
            | ErrorKind::InvalidColonPlacement
    );
    if separator && let Some(open) = open.filter(|open| (open.start as usize) < place.line_start()) {
        let place = Place { at: open.start as usize, ..place };
        return bracket(&place, open, if reader.slice(open) == "[" { '[' } else { '{' });
    }
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => too_deep(character),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => tab_indent(place.tab_nearby().unwrap_or(character)),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => wrong(
            character,
            "dấu nháy mở ở đây không được đóng",
            "the quote that opens here is never closed",
            ("thêm dấu nháy đóng ở cuối đoạn chữ", "add the closing quote at the end of the text"),
        ),
        ErrorKind::UnclosedFlowCollection { open } => bracket(&place, character, *open),
        ErrorKind::MismatchedFlowCollectionEnd { open, .. } => bracket(&place, character, *open),
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping => wrong(
            here,
            "tệp kết thúc khi ngoặc `[` hoặc `{` chưa đóng",
            "the file ends before a `[` or `{` is closed",
            ("thêm ngoặc đóng", "add the closing bracket"),
        ),
        ErrorKind::MisplacedFlowCollectionEnd => wrong(
            character,
            "ngoặc đóng này không có ngoặc mở",
            "this closing bracket has no opening one",
            ("xóa ngoặc, hoặc đặt đoạn chữ trong dấu nháy", "delete it, or put the text in quotes"),
        ),
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => wrong(
            here,
            "cần dấu phẩy hoặc ngoặc đóng",
            "expected a comma or the closing bracket",
            (
                "đoạn chữ có `,` `[` `]` `{` `}` bên trong ngoặc phải đặt trong dấu nháy \"…\"; ngoặc mở phải được đóng",
                "inside brackets, text that contains `,` `[` `]` `{` `}` needs quotes \"…\"; an open bracket must be closed",
            ),
        ),
        ErrorKind::InvalidColonPlacement => wrong(
            place.line_words(),
            "ngoặc `[` mở trước dòng này chưa được đóng",
            "a `[` opened before this line is not closed",
            (
                "thêm `]`, hoặc đặt khoảng giá trị như `[1..50)` trong dấu nháy",
                "add `]`, or put a range such as `[1..50)` in quotes",
            ),
        ),
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => wrong(
            here,
            "còn chữ sau dấu nháy đóng",
            "there is text after the closing quote",
            (
                "đặt cả đoạn trong cùng một cặp dấu nháy; trong '…' dấu nháy đơn viết hai lần, trong \"…\" viết \\\"",
                "put the whole text in one pair of quotes; inside '…' write '' and inside \"…\" write \\\" for a quote",
            ),
        ),
        ErrorKind::MappingValueNotAllowed if place.key_on_line_is_deeper() => indentation(place.line_words()),
        ErrorKind::MappingValueNotAllowed => wrong(
            place.value_on_line(),
            "đoạn chữ chứa `: ` phải đặt trong dấu nháy",
            "text that contains `: ` needs quotes",
            ("viết \"…\" quanh đoạn chữ sau khóa", "write \"…\" around the text after the key"),
        ),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => wrong(
            here,
            "cần dấu hai chấm sau khóa",
            "expected a colon after the key",
            (
                "viết `khóa: giá trị`, có khoảng trắng sau dấu hai chấm",
                "write `key: value`, with a space after the colon",
            ),
        ),
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidIndentation
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::ExpectedDocumentStart
        | ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEofBlockSequence => indentation(place.line_words()),
        ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::BlockEntryInFlowCollection
        | ErrorKind::InvalidBlockEntryWhitespace => wrong(
            character,
            "dấu `-` của danh sách phải ở đầu một dòng mới",
            "the `-` of a list must begin a new line",
            (
                "xuống dòng trước `-`, hoặc đặt đoạn chữ trong dấu nháy",
                "break the line before `-`, or put the text in quotes",
            ),
        ),
        ErrorKind::InvalidBlockScalarHeader | ErrorKind::ZeroBlockScalarIndent => starts_with(&place),
        ErrorKind::UnexpectedCharacter { .. }
        | ErrorKind::MissingAnchorOrAliasName
        | ErrorKind::PlainScalarStartsWithDashFlowIndicator => starts_with(&place),
        ErrorKind::UndeclaredTagHandle
        | ErrorKind::InvalidTagTerminator
        | ErrorKind::InvalidTagEscape
        | ErrorKind::ExpectedTagBang
        | ErrorKind::MissingTagUri
        | ErrorKind::UnclosedVerbatimTag
        | ErrorKind::InvalidGlobalTagCharacter => tag(here, reader.slice(here)),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => wrong(
            place.escape(),
            "dấu `\\` trong \"…\" không mở một ký hiệu hợp lệ",
            "the `\\` inside \"…\" begins no known escape",
            (
                "viết `\\\\` cho chính dấu đó, hoặc dùng nháy đơn '…'",
                "write `\\\\` for the character itself, or use single quotes '…'",
            ),
        ),
        ErrorKind::CommentNotSeparated => wrong(
            character,
            "cần khoảng trắng trước `#`",
            "expected a space before `#`",
            (
                "thêm khoảng trắng để bắt đầu ghi chú, hoặc đặt đoạn chữ trong dấu nháy",
                "add a space to begin a comment, or put the text in quotes",
            ),
        ),
        ErrorKind::CommentInterceptedScalar => wrong(
            here,
            "ghi chú `#` chen vào giữa một đoạn chữ nhiều dòng",
            "a `#` comment stands inside a text of several lines",
            ("chuyển ghi chú ra ngoài, hoặc dùng dấu nháy", "move the comment away, or use quotes"),
        ),
        ErrorKind::DirectiveDisallowed => wrong(
            place.line_words(),
            "dòng bắt đầu bằng `%` không được dùng",
            "a line that begins with `%` is not used here",
            ("xóa dòng này", "delete the line"),
        ),
        _ => wrong(
            here,
            "không hiểu cấu trúc từ đây",
            "the structure cannot be understood from here",
            (
                "xem thụt lề, dấu hai chấm, dấu nháy và ngoặc ở dòng này và dòng trước",
                "look at indentation, colons, quotes and brackets on this line and the one before",
            ),
        ),
    }
}

fn wrong(span: Span, vi: &str, en: &str, help: (&str, &str)) -> Diagnostic {
    Diagnostic::new("yaml-syntax", span, vi, en).help(help.0, help.1)
}

fn indentation(span: Span) -> Diagnostic {
    wrong(
        span,
        "thụt lề của dòng này không khớp với các dòng trên",
        "the indentation of this line does not match the lines above",
        (
            "các khóa của cùng một khối phải thẳng cột; khối con thụt vào hai khoảng trắng",
            "keys of one block stand in one column; what belongs to a key is two spaces further in",
        ),
    )
}

/// A bracket that never closes, or closes with another: often a range such as `[1..50)` without quotes.
fn bracket(place: &Place<'_>, span: Span, open: char) -> Diagnostic {
    let rest = place.rest_of_line();
    let range = rest.find("..").and_then(|_| rest.find([')', ']', '[']).map(|_| ()));
    if open == '[' && range.is_some() && rest.starts_with('[') {
        let end =
            rest.find([')', ']']).or_else(|| rest.get(1..).and_then(|tail| tail.find('[')).map(|at| at + 1));
        let length = end.map_or(1, |end| end as u32 + 1);
        let written = Span { end: span.start + length, ..span };
        let words = rest.get(..length as usize).unwrap_or("");
        return wrong(
            written,
            "khoảng giá trị phải đặt trong dấu nháy",
            "a range needs quotes",
            ("dấu `[` không có nháy mở một danh sách của YAML", "without quotes `[` opens a YAML list"),
        )
        .fix(written, format!("\"{words}\""));
    }
    let close = if open == '[' { ']' } else { '}' };
    Diagnostic::new(
        "yaml-syntax",
        span,
        format!("ngoặc `{open}` mở ở đây không được đóng bằng `{close}`"),
        format!("the `{open}` that opens here is never closed by `{close}`"),
    )
    .help(
        format!("thêm `{close}`, hoặc đặt đoạn chữ trong dấu nháy \"…\""),
        format!("add `{close}`, or put the text in quotes \"…\""),
    )
}

/// Text whose first character means something else to YAML.
fn starts_with(place: &Place<'_>) -> Diagnostic {
    let span = place.plain_text();
    let written = place.slice(span);
    let first = written.chars().next().unwrap_or(' ');
    let diagnostic = Diagnostic::new(
        "yaml-syntax",
        span,
        format!("đoạn chữ bắt đầu bằng `{first}` phải đặt trong dấu nháy"),
        format!("text that begins with `{first}` needs quotes"),
    );
    if written.contains(['"', '\\']) {
        return diagnostic.help("viết '…' quanh đoạn chữ", "write '…' around the text");
    }
    diagnostic
        .help("viết \"…\" quanh đoạn chữ", "write \"…\" around the text")
        .fix(span, format!("\"{written}\""))
}

fn tab_indent(span: Span) -> Diagnostic {
    Diagnostic::new("yaml-tab", span, "dòng này thụt lề bằng phím Tab", "this line is indented with a tab")
        .help("dùng khoảng trắng, hai cho mỗi bậc", "use spaces, two for each level")
        .fix(span, "  ".repeat((span.end - span.start) as usize))
}

fn missing_space(colon: Span) -> Diagnostic {
    wrong(
        colon,
        "cần khoảng trắng sau dấu hai chấm",
        "expected a space after the colon",
        ("viết `khóa: giá trị`", "write `key: value`"),
    )
    .fix(colon, ": ")
}

pub(crate) fn not_text(span: Span) -> Diagnostic {
    Diagnostic::new(
        "not-text",
        span,
        "tệp chứa ký tự không in được: đây không phải tệp chữ",
        "the file holds characters that cannot be printed: it is not a text file",
    )
    .help("lưu tệp dạng chữ, mã UTF-8", "save it as plain text in UTF-8")
}

pub(crate) fn not_utf8(file: FileId, valid: usize, utf16: bool) -> Diagnostic {
    let span = Span::new(file, valid as u32, valid as u32);
    let diagnostic =
        Diagnostic::new("not-text", span, "tệp không phải chữ mã UTF-8", "the file is not text in UTF-8");
    if utf16 {
        return diagnostic.help(
            "tệp được lưu dạng UTF-16 (\"Unicode\"); hãy lưu lại dạng UTF-8",
            "it was saved as UTF-16 (\"Unicode\"); save it again as UTF-8",
        );
    }
    diagnostic.help("lưu tệp dạng chữ, mã UTF-8", "save it as plain text in UTF-8")
}

pub(crate) fn too_large(file: FileId, bytes: usize) -> Diagnostic {
    let (found, most) = (bytes.div_ceil(1 << 20), MAX_BYTES >> 20);
    Diagnostic::new(
        "too-large",
        Span::new(file, 0, 0),
        format!("tệp dài {found} MiB, nhiều nhất là {most} MiB"),
        format!("the file is {found} MiB long, at most {most} MiB are read"),
    )
    .help("chia thành nhiều bảng kiểm hoặc bảng dữ liệu", "split it into several checklists or data tables")
}

pub(crate) fn too_many_nodes(span: Span) -> Diagnostic {
    Diagnostic::new(
        "too-large",
        span,
        format!("tệp có hơn {MAX_NODES} mục, phần từ đây không được đọc"),
        format!("the file has more than {MAX_NODES} parts, what follows is not read"),
    )
    .help("chia thành nhiều bảng kiểm hoặc bảng dữ liệu", "split it into several checklists or data tables")
}

pub(crate) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(
        "too-deep",
        span,
        format!("lồng nhau quá {MAX_DEPTH} bậc"),
        format!("more than {MAX_DEPTH} levels inside each other"),
    )
}

pub(crate) fn second_document(span: Span) -> Diagnostic {
    Diagnostic::new(
        "yaml-documents",
        span,
        "tệp chứa nhiều tài liệu YAML",
        "the file holds several YAML documents",
    )
    .help(
        "mỗi tệp một tài liệu: xóa `---` hoặc tách tệp",
        "one document to a file: delete `---` or split the file",
    )
}

pub(crate) fn anchor(span: Span, name: &str) -> Diagnostic {
    let name = quote(name);
    Diagnostic::new(
        "yaml-anchor",
        span,
        format!("neo `&` và tham chiếu `*` của YAML không được dùng: {name}"),
        format!("YAML anchors `&` and aliases `*` are not used: {name}"),
    )
    .help(
        "viết lại nội dung, hoặc đặt tên bằng `let:`; đoạn chữ bắt đầu bằng `&` hay `*` đặt trong dấu nháy",
        "write the content again, or name it under `let:`; put text that begins with `&` or `*` in quotes",
    )
}

pub(crate) fn merge_key(span: Span) -> Diagnostic {
    Diagnostic::new(
        "yaml-merge-key",
        span,
        "khóa gộp `<<` của YAML không được dùng",
        "the YAML merge key `<<` is not used",
    )
    .help("viết đủ các khóa ở đây", "write the keys out here")
}

pub(crate) fn tag(span: Span, written: &str) -> Diagnostic {
    let word = quote(written);
    Diagnostic::new(
        "yaml-tag",
        span,
        format!("nhãn kiểu của YAML không được dùng: {word}"),
        format!("YAML tags are not used: {word}"),
    )
    .help(
        "xóa nhãn; đoạn chữ bắt đầu bằng `!` đặt trong dấu nháy",
        "delete it; put text that begins with `!` in quotes",
    )
}

pub(crate) fn key_is_not_text(span: Span) -> Diagnostic {
    Diagnostic::new(
        "yaml-key",
        span,
        "khóa phải là một từ, không phải danh sách hay khối",
        "a key must be a word, not a list or a mapping",
    )
}

pub(crate) fn duplicate_key(span: Span, first: Span, key: &str) -> Diagnostic {
    let key = quote(key);
    Diagnostic::new(
        "duplicate-key",
        span,
        format!("khóa {key} được viết hai lần"),
        format!("the key {key} is written twice"),
    )
    .related(first, "lần đầu ở đây", "first written here")
    .help("giữ lại một", "keep one of them")
}

/// The surroundings of the byte at which the parser stopped.
struct Place<'s> {
    file: FileId,
    text: &'s str,
    at: usize,
}

impl<'s> Place<'s> {
    /// At the end of the text, the place is its last word.
    fn new(file: FileId, text: &'s str, at: usize) -> Self {
        let before = text.get(..at).unwrap_or(text);
        let rest = text.get(at..).unwrap_or("");
        let at = if rest.trim().is_empty() {
            before.trim_end().char_indices().next_back().map_or(0, |(last, _)| last)
        } else {
            at + (rest.len() - rest.trim_start().len())
        };
        Self { file, text, at }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start as u32, end as u32)
    }

    fn slice(&self, span: Span) -> &'s str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    fn line_start(&self) -> usize {
        self.text.get(..self.at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
    }

    fn rest_of_line(&self) -> &'s str {
        let rest = self.text.get(self.at..).unwrap_or("");
        rest.lines().next().unwrap_or("").trim_end()
    }

    fn line(&self) -> &'s str {
        self.text.get(self.line_start()..).and_then(|rest| rest.lines().next()).unwrap_or("")
    }

    fn character(&self) -> Span {
        let length = self.text.get(self.at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        self.span(self.at, self.at + length)
    }

    /// To the next space or bracket, at least one character.
    fn word(&self) -> Span {
        let rest = self.rest_of_line();
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '{' | '}'))
            .map_or(rest.len(), |(end, _)| end);
        self.span(self.at, self.at + end)
    }

    /// The line without its indentation and comment.
    fn line_words(&self) -> Span {
        let (start, line) = (self.line_start(), self.line());
        let words = line.split(" #").next().unwrap_or(line);
        let indent = words.len() - words.trim_start().len();
        self.span(start + indent, start + words.trim_end().len().max(indent))
    }

    /// From here to the end of the unquoted text: the line, or inside brackets the next comma or bracket.
    fn plain_text(&self) -> Span {
        let rest = self.rest_of_line();
        let inside = {
            let before = self.text.get(self.line_start()..self.at).unwrap_or("");
            before.matches(['{', '[']).count() > before.matches(['}', ']']).count()
        };
        let rest = rest.split(" #").next().unwrap_or(rest);
        let rest = if inside { rest.split([',', '}', ']']).next().unwrap_or(rest) } else { rest };
        self.span(self.at, self.at + rest.trim_end().len().max(1))
    }

    /// What follows the first `key: ` of this line.
    fn value_on_line(&self) -> Span {
        let words = self.line_words();
        let line = self.slice(words);
        let skip = line.find(": ").map_or(0, |colon| colon + 2);
        Span { start: words.start + skip as u32, ..words }
    }

    /// The only `: ` of this line belongs to a key that stands deeper than the text of the line above allows.
    fn key_on_line_is_deeper(&self) -> bool {
        let line = self.line();
        let key = line.trim_start().trim_start_matches("- ");
        let first = key.find(": ").or_else(|| key.strip_suffix(':').map(str::len));
        let key_start = self.line_start() + (line.len() - key.len());
        first.is_some_and(|colon| key_start + colon == self.at)
    }

    /// A tab among the blanks that begin the line of the mistake, or the line after it.
    fn indenting_tab(&self) -> Option<Span> {
        let next = self.line_start() + self.line().len();
        let next = self.text.get(next..).and_then(|rest| rest.find('\n')).map(|newline| next + newline + 1);
        [Some(self.line_start()), next].into_iter().flatten().find_map(|start| {
            let line = self.text.get(start..)?.lines().next()?;
            let blanks = line.get(..line.len() - line.trim_start().len())?;
            if line.trim().is_empty() {
                return None;
            }
            let tab = blanks.find('\t')?;
            let tabs = blanks.get(tab..)?.bytes().take_while(|byte| *byte == b'\t').count();
            Some(self.span(start + tab, start + tab + tabs))
        })
    }

    fn tab_nearby(&self) -> Option<Span> {
        let tab = self.line().find('\t').map(|tab| self.line_start() + tab)?;
        Some(self.span(tab, tab + 1))
    }

    /// The colon of `key:value` on this line or the one above.
    fn colon_without_space(&self) -> Option<Span> {
        let this = self.line_start();
        let above = this
            .checked_sub(1)
            .and_then(|end| self.text.get(..end))
            .map(|before| before.rfind('\n').map_or(0, |at| at + 1));
        [above, Some(this)].into_iter().flatten().find_map(|start| {
            let line = self.text.get(start..)?.lines().next()?;
            let key = line.trim_start().trim_start_matches("- ");
            let length = key.bytes().take_while(|byte| byte.is_ascii_lowercase() || *byte == b'_').count();
            let after = key.get(length..)?.strip_prefix(':')?;
            let glued = length > 0 && after.chars().next().is_some_and(|c| !c.is_whitespace() && c != '/');
            let colon = start + (line.len() - key.len()) + length;
            glued.then(|| self.span(colon, colon + 1))
        })
    }

    /// The backslash and the character after it.
    fn escape(&self) -> Span {
        let rest = self.text.get(self.at..).unwrap_or("");
        let mut escapes = rest.char_indices().peekable();
        while let Some((at, c)) = escapes.next() {
            if c == '\\' {
                let known = "0abtnvfre \"/\\N_LPxuU\t\n";
                match escapes.next() {
                    Some((_, next)) if known.contains(next) && !matches!(next, 'x' | 'u' | 'U') => {}
                    Some((after, next)) => return self.span(self.at + at, self.at + after + next.len_utf8()),
                    None => break,
                }
            }
        }
        self.character()
    }
}
