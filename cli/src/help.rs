//! The command line in the user's language: clap knows English only, so its help is rephrased from the table below and
//! its complaints are made into our own sentences.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory, FromArgMatches};
use soat::words::Lang;

use crate::args::Args;
use crate::failure::Failure;
use crate::words::lang_of_environment;

/// What is to be shown instead of running.
#[derive(Debug)]
pub(crate) enum Told {
    /// Help or version, on standard output.
    Asked(clap::Error),
    /// Wrong usage.
    Wrong(Failure, Lang),
}

impl Told {
    pub(crate) fn exit(self) -> ExitCode {
        match self {
            Self::Asked(text) => {
                // A reader that has gone needs no help.
                let _ = text.print();
                ExitCode::from(u8::from(text.use_stderr()) * 2)
            }
            Self::Wrong(failure, lang) => {
                eprint!("{}", failure.told(lang));
                ExitCode::from(2)
            }
        }
    }
}

pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Args, Told> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let lang = lang_of_arguments(&arguments);
    let parsed = command(lang).try_get_matches_from(arguments);
    parsed.and_then(|matches| Args::from_arg_matches(&matches)).map_err(|error| told(error, lang))
}

/// The command line as it presents itself in `lang`.
pub(crate) fn command(lang: Lang) -> Command {
    match lang {
        Lang::En => Args::command(),
        Lang::Vi => in_vietnamese(Args::command(), ""),
    }
}

/// The last `--lang` counts, as it does for clap; what is wrong with it clap will say.
fn lang_of_arguments(arguments: &[OsString]) -> Lang {
    let words: Vec<_> = arguments.iter().map(|word| word.to_string_lossy()).collect();
    let after = words.windows(2).filter_map(|pair| match pair {
        [flag, value] if flag == "--lang" => Some(value.as_ref()),
        _ => None,
    });
    let joined = words.iter().filter_map(|word| word.strip_prefix("--lang="));
    match after.chain(joined).last() {
        Some("vi") => Lang::Vi,
        Some("en") => Lang::En,
        _ => lang_of_environment(),
    }
}

fn told(error: clap::Error, lang: Lang) -> Told {
    match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Told::Asked(error),
        _ => Told::Wrong(complaint(&error), lang),
    }
}

/// Our sentence for what clap found wrong.
fn complaint(error: &clap::Error) -> Failure {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("`, `"),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let argument = text(ContextKind::InvalidArg);
    let value = text(ContextKind::InvalidValue);
    let failure = match error.kind() {
        ErrorKind::UnknownArgument => Failure::new(
            format!("không có tùy chọn hay tham số `{argument}`"),
            format!("there is no option or argument `{argument}`"),
        ),
        ErrorKind::InvalidSubcommand => {
            let name = text(ContextKind::InvalidSubcommand);
            Failure::new(format!("không có lệnh `{name}`"), format!("there is no command `{name}`"))
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            Failure::new(format!("`{argument}` thiếu giá trị"), format!("`{argument}` needs a value"))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => Failure::new(
            format!("`{argument}` không nhận giá trị `{value}`"),
            format!("`{argument}` does not take the value `{value}`"),
        ),
        ErrorKind::MissingRequiredArgument => {
            Failure::new(format!("còn thiếu `{argument}`"), format!("`{argument}` is missing"))
        }
        ErrorKind::ArgumentConflict => {
            let other = text(ContextKind::PriorArg);
            Failure::new(
                format!("`{argument}` không đi cùng `{other}`"),
                format!("`{argument}` cannot go with `{other}`"),
            )
        }
        _ => {
            let told = error.to_string();
            let line = told.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            Failure::new(line.clone(), line)
        }
    };
    let meant = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .find_map(|kind| nearest(error.get(kind)?));
    let values = text(ContextKind::ValidValue);
    match meant {
        Some(meant) => {
            failure.help(format!("có phải ý bạn là `{meant}`?"), format!("did you mean `{meant}`?"))
        }
        None if !values.is_empty() => {
            failure.help(format!("nhận: `{values}`"), format!("it takes: `{values}`"))
        }
        None => failure.help("xem `soat --help`", "see `soat --help`"),
    }
}

/// Of several suggestions clap puts the nearest last.
fn nearest(suggested: &ContextValue) -> Option<String> {
    match suggested {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => texts.last().cloned(),
        _ => None,
    }
}

fn in_vietnamese(command: Command, path: &str) -> Command {
    let name = if path.is_empty() { String::new() } else { format!("{path} ") };
    let bin = format!("soat {path}");
    let usage = command.clone().bin_name(bin.trim()).subcommand_value_name("LỆNH").render_usage().to_string();
    let command = command
        .about(phrase(path))
        .long_about(None::<&str>)
        .subcommand_help_heading("Lệnh")
        .subcommand_value_name("LỆNH")
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(
            clap::Arg::new("help")
                .short('h')
                .long("help")
                .action(clap::ArgAction::Help)
                .help("In phần trợ giúp"),
        )
        .override_usage(usage.trim_start_matches("Usage: ").replace("[OPTIONS]", "[TÙY CHỌN]"))
        .help_template("{about-with-newline}\nCách dùng: {usage}\n\n{all-args}{after-help}");
    let command = if path.is_empty() {
        command
            .arg(
                clap::Arg::new("version")
                    .short('V')
                    .long("version")
                    .action(clap::ArgAction::Version)
                    .help("In số phiên bản"),
            )
            .after_help(phrase("after"))
    } else {
        command
    };
    let command = command.mut_args(|arg| {
        let id = arg.get_id().as_str();
        let global = matches!(id, "help" | "version" | "lang" | "color");
        let said = if global { phrase(id) } else { phrase(&format!("{name}{id}")) };
        let heading = if arg.is_positional() { "Tham số" } else { "Tùy chọn" };
        arg.help(said).long_help(None::<&str>).help_heading(heading)
    });
    command.mut_subcommands(|command| {
        let path = command.get_name().to_owned();
        in_vietnamese(command, &path)
    })
}

fn phrase(key: &str) -> &'static str {
    PHRASES.iter().find(|(known, _)| *known == key).map_or("", |(_, phrase)| *phrase)
}

/// Help in Vietnamese: by subcommand, or by subcommand and argument.
#[rustfmt::skip]
const PHRASES: &[(&str, &str)] = &[
    ("", "Bảng kiểm viết thành quy tắc: kiểm lỗi, chạy ca thử, tính và giải thích."),
    ("after", "Mã thoát: 0 không có gì phải sửa, 1 có chỗ phải sửa, 2 dùng sai lệnh hoặc không đọc, ghi được tệp."),
    ("help", "In phần trợ giúp"),
    ("version", "In số phiên bản"),
    ("lang", "Ngôn ngữ của thông báo: vi hoặc en (mặc định: theo máy)"),
    ("color", "Tô màu: auto, always hoặc never"),

    ("check", "Tìm chỗ sai trong quy tắc: tên, kiểu, đơn vị, ngày, điều kiện không bao giờ đúng như đã viết"),
    ("check paths", "Tệp hoặc thư mục (mặc định: `rules`, hoặc thư mục đang đứng)"),
    ("check format", "Cách viết: human, concise, json, sarif, junit, github hoặc gitlab"),
    ("check deny", "Coi cảnh báo là lỗi"),
    ("check watch", "Kiểm lại mỗi khi có tệp thay đổi"),

    ("test", "Chạy các tình huống (`*.cases.yaml`), nêu mọi kết luận khác mong đợi"),
    ("test paths", "Tệp hoặc thư mục (mặc định: `rules`, hoặc thư mục đang đứng)"),
    ("test junit", "Viết thêm kết quả dạng JUnit XML vào tệp này"),
    ("test watch", "Chạy lại mỗi khi có tệp thay đổi"),
    ("test mutants", "Cài lỗi nhỏ vào quy tắc, nêu những lỗi không tình huống nào nhận ra"),
    ("test coverage", "Nêu kết luận chưa tình huống nào có, và điều kiện chưa tình huống nào cho thấy tự nó quyết định"),
    ("test write_missing", "Viết tình huống cho các kết luận còn thiếu, dạng YAML để đọc, sửa và thêm vào tệp; không viết gì khác"),
    ("test json", "Viết kết quả của --mutants và --coverage dạng JSON"),

    ("eval", "Tính một biểu thức, hoặc nhiều"),
    ("eval expr", "Biểu thức, ví dụ `depth > 2 m and not(shored)`"),
    ("eval lets", "Giá trị của một tên: 60, 3.5 m, yes, 2026-03-01 hoặc \"chữ\""),
    ("eval unanswered", "Câu hỏi chưa trả lời, với kiểu: boolean, number, number(m), integer, money, date, text hoặc choice(a,b); có thể thêm khoảng giá trị như number(m)[0..80]"),
    ("eval as_of", "Ngày áp dụng pháp luật (mặc định: hôm nay)"),
    ("eval format", "Cho người hay cho máy đọc: human hoặc json"),
    ("eval batch", "Đọc mỗi dòng một đối tượng JSON từ tệp này; `-` là đầu vào chuẩn"),

    ("run", "Kết luận cho một cơ sở: báo cáo của bảng kiểm theo tệp câu trả lời"),
    ("run checklist", "Bảng kiểm: mã như construction/basement, hoặc tệp của nó"),
    ("run answers", "Câu trả lời, YAML hoặc JSON: `site:` và `answers:` như trong tình huống"),
    ("run as_of", "Ngày áp dụng pháp luật (mặc định: theo tệp, hoặc hôm nay)"),
    ("run format", "Cho người hay cho máy đọc: human hoặc json"),

    ("fmt", "Sắp lại tệp quy tắc: thụt dòng và dấu cách; ghi chú và thứ tự giữ nguyên"),
    ("fmt paths", "Tệp hoặc thư mục (mặc định: `rules`, hoặc thư mục đang đứng); `-` đọc đầu vào chuẩn, viết đầu ra chuẩn"),
    ("fmt check", "Không sửa gì; nêu tệp cần sắp lại, mã thoát 1 nếu có"),

    ("explain", "Nói rõ một yêu cầu, câu hỏi, tham số, văn bản, hoặc mã của `soat check`"),
    ("explain id", "Tên như `shoring_design`, `construction/basement#shoring_design`, `law.deep_excavation_depth`, `qcvn18-2021` hoặc `unknown-question`"),
    ("explain paths", "Tệp hoặc thư mục để tìm (mặc định: `rules`, hoặc thư mục đang đứng)"),
    ("explain as_of", "Ngày áp dụng pháp luật (mặc định: hôm nay)"),

    ("new", "Viết khung một bảng kiểm mới, có ghi chú và tình huống"),
    ("new checklist", "Tên: lĩnh vực/tên, ví dụ construction/scaffolds"),
    ("new into", "Thư mục quy tắc để viết vào (mặc định: nơi đang đứng, hoặc `rules`)"),

    ("schema", "Viết JSON Schema của một loại tệp, cho trình soạn thảo"),
    ("schema kind", "Loại tệp: checklist, site, cases, answers, instruments, parameters, holidays, sector hoặc data"),
    ("schema out", "Viết tất cả vào thư mục này, tên `<loại>.schema.json`"),

    ("docs", "Viết các trang tra cứu: mã lỗi, ngôn ngữ biểu thức, định dạng tệp, lệnh; và từ quy tắc, trang văn bản"),
    ("docs page", "Trang nào: codes, language, formats, commands; hoặc instruments, tạo từ quy tắc"),
    ("docs rules", "Thư mục quy tắc để tạo trang văn bản (mặc định: `rules`)"),
    ("docs out", "Viết mọi trang bằng hai ngôn ngữ vào thư mục này, tên `vi/<trang>.md` và `en/<trang>.md`"),

    ("completions", "Viết mã tự hoàn thành lệnh cho shell"),
    ("completions shell", "Shell nào: bash, zsh, fish, elvish hoặc powershell"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn everything_is_said_in_vietnamese_too() {
        let mut missing = Vec::new();
        for command in Args::command().get_subcommands() {
            let path = command.get_name();
            if phrase(path).is_empty() {
                missing.push(path.to_owned());
            }
            let arguments = command.get_arguments().map(|arg| format!("{path} {}", arg.get_id()));
            missing.extend(arguments.filter(|key| phrase(key).is_empty()));
        }
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn no_phrase_is_left_over() {
        let command = Args::command();
        for (key, _) in PHRASES {
            let (path, argument) = key.split_once(' ').unwrap_or((key, ""));
            if matches!(path, "" | "after" | "help" | "version" | "lang" | "color") {
                continue;
            }
            let known = command.find_subcommand(path).expect(path);
            assert!(
                argument.is_empty() || known.get_arguments().any(|arg| arg.get_id() == argument),
                "{key}"
            );
        }
    }

    #[test]
    fn the_command_line_is_sound_in_both_languages() {
        command(Lang::En).debug_assert();
        command(Lang::Vi).debug_assert();
    }

    #[test]
    fn wrong_usage_is_a_sentence_with_a_way_out() {
        let cases = [
            ("soat chek", "lỗi: không có lệnh `chek`\ncách sửa: có phải ý bạn là `check`?\n"),
            (
                "soat check --formt json",
                "lỗi: không có tùy chọn hay tham số `--formt`\ncách sửa: có phải ý bạn là `--format`?\n",
            ),
            (
                "soat check --format xml",
                "lỗi: `--format <FORMAT>` không nhận giá trị `xml`\ncách sửa: nhận: `human`, `concise`, `json`, `sarif`, `junit`, `github`, `gitlab`\n",
            ),
            ("soat explain", "lỗi: còn thiếu `<ID>`\ncách sửa: xem `soat --help`\n"),
        ];
        for (line, expected) in cases {
            let mut arguments = words(line);
            arguments.push("--lang=vi".into());
            let Err(Told::Wrong(failure, lang)) = parse(arguments) else { panic!("{line}") };
            assert_eq!(failure.told(lang), expected, "{line}");
        }
    }
}
