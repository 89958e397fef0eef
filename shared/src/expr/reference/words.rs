//! The tables of the reference page that are not made from code.

/// What is written, and what it means in Vietnamese and English.
pub(super) type Row = (&'static str, &'static str, &'static str);

#[rustfmt::skip]
pub(super) const LITERALS: &[Row] = &[
    ("`yes` `no` `true` `false`", "có, không", "yes or no"),
    ("`12` `0.5` `.5` `-3`", "số thập phân chính xác; dấu thập phân là `.`, không có phân cách hàng nghìn, không có số mũ", "an exact decimal; the point is `.`, without thousands separator or exponent"),
    ("`3.5 m` `20%` `85 dBA` `2 mg/m3`", "số có đơn vị, có hoặc không có dấu cách", "a number with a unit, with or without a space"),
    ("`3 months` `7 days` `5 hours`", "ba loại khoảng thời gian khác nhau", "three different kinds of time span"),
    ("`2026-03-01`", "ngày", "a date"),
    ("`2026-03-01T08:30` `2026-03-01T08:30:15`", "ngày có giờ, không có múi giờ", "a date with time, without a time zone"),
    ("`08:30` `08:30:15`", "giờ trong ngày", "a time of day"),
    (r#"`"lời văn"`"#, r#"lời văn; `\"` `\\` `\n` `\t` `\r` `\u0041` bên trong"#, r#"a text; `\"` `\\` `\n` `\t` `\r` `\u0041` inside"#),
    ("`[1, 2, 3]` `[]`", "danh sách", "a list"),
    ("`as_of`", "ngày áp dụng luật: ngày của cuộc kiểm tra", "the day whose law applies: that of the inspection"),
];

#[rustfmt::skip]
pub(super) const OPERATORS: &[Row] = &[
    ("`a or b`", "ít nhất một", "at least one"),
    ("`a and b`", "cả hai", "both"),
    ("`not(a)` `not a`", "ngược lại; lấy cả phép so sánh đứng sau", "the opposite; takes the whole comparison after it"),
    ("`=` `!=` `<` `<=` `>` `>=` `in` `between … and …`", "so sánh; không nối tiếp nhau: `1 < x and x < 5`, hoặc `x in (1..5)`", "comparison; never in a row: `1 < x and x < 5`, or `x in (1..5)`"),
    ("`a + b` `a - b`", "cộng, trừ", "addition, subtraction"),
    ("`a * b` `a / b`", "nhân, chia; luôn chính xác", "multiplication, division; always exact"),
    ("`a ** b`", "lũy thừa với số mũ nguyên; `2 ** 3 ** 2` là `(2 ** 3) ** 2`", "power with a whole exponent; `2 ** 3 ** 2` is `(2 ** 3) ** 2`"),
    ("`-a`", "số đối; `-2 ** 2` là `(-2) ** 2`", "the negative; `-2 ** 2` is `(-2) ** 2`"),
    ("`a.b` `list[…]` `f(…)`", "phần của một giá trị, lọc, gọi hàm", "part of a value, filter, call"),
];

#[rustfmt::skip]
pub(super) const TYPES_OF_OPERATORS: &[Row] = &[
    ("`3 m + 20 cm`", "cùng loại đơn vị: `3.2 m`", "one kind of unit: `3.2 m`"),
    ("`2 m * 3 m` `6 m2 / 3 m` `2 m ** 3`", "đơn vị nhân, chia theo: `6 m2`, `2 m`, `8 m3`", "units multiply and divide along: `6 m2`, `2 m`, `8 m3`"),
    ("`6 m / 3 m`", "số không có đơn vị: `2`", "a bare number: `2`"),
    ("`date + 7 days` `date - 7 days`", "ngày", "a date"),
    ("`date + 3 months`", "ngày, theo quy tắc cuối tháng: giữ ngày trong tháng, hoặc ngày cuối của tháng ngắn hơn; `2026-01-31 + 1 month` là `2026-02-28`", "a date, by the month-end rule: the same day of the month, or the last of a shorter month; `2026-01-31 + 1 month` is `2026-02-28`"),
    ("`date - date`", "số ngày", "a number of days"),
    ("`date-time ± hours, days, months`", "ngày có giờ", "a date with time"),
    ("`date-time - date-time` `time - time`", "thời gian (giờ, phút, giây)", "a time span (hours, minutes, seconds)"),
    ("`time ± hours`", "giờ trong ngày, quay vòng qua nửa đêm", "a time of day, around midnight"),
    ("`30 degC - 25 degC`", "chênh lệch nhiệt độ: `5 delta_K`; hai nhiệt độ không cộng, không nhân", "a temperature difference: `5 delta_K`; temperatures neither add nor multiply"),
    ("`30 degC + 5 delta_K`", "nhiệt độ", "a temperature"),
    (r#"`"a" + "b"`"#, "lời văn nối lại", "the texts joined"),
    ("`= !=`", "hai giá trị cùng loại; một số có đơn vị không so được với số không có đơn vị", "two values of one type; a number with a unit does not compare with a bare one"),
    ("`< <= > >=`", "số, ngày, giờ, lời văn (theo mã ký tự)", "numbers, dates, times, text (by code points)"),
];

#[rustfmt::skip]
pub(super) const FORMS: &[Row] = &[
    ("`if c then a else b`", "`a` khi `c` là có, `b` khi là không", "`a` when `c` is yes, `b` when it is no"),
    ("`x in [1..5]` `[1..5)` `(1..5]` `(1..5)`", "trong khoảng; `[ ]` gồm đầu mút, `( )` không gồm; cũng viết `]1..5[`", "within the range; `[ ]` with the end, `( )` without; also written `]1..5[`"),
    ("`x between 1 and 5`", "như `x in [1..5]`", "as `x in [1..5]`"),
    ("`x in (1, 2)` `x in [1, 2]` `x in list`", "bằng một trong các giá trị", "equal to one of the values"),
    ("`x in (< 5, >= 10, [6..7))`", "thỏa ít nhất một phép thử", "passing at least one of the tests"),
    ("`some c in cranes satisfies …`", "có ít nhất một", "at least one does"),
    ("`every c in cranes satisfies …`", "tất cả đều", "all do"),
    ("`for c in cranes return …`", "danh sách các kết quả; nhiều biến cách nhau bằng `,`", "the list of results; several variables are separated by `,`"),
    ("`for i in 1..5 return …`", "lần lượt 1, 2, 3, 4, 5", "1, 2, 3, 4, 5 in turn"),
    ("`cranes[item.load > 5 t]`", "các phần tử thỏa điều kiện; `item` là phần tử đang xét", "the elements for which it holds; `item` is the element at hand"),
    ("`list[1]` `list[-1]`", "phần tử thứ nhất, phần tử cuối", "the first element, the last"),
];

#[rustfmt::skip]
pub(super) const DIFFERENCES: &[Row] = &[
    ("`date(\"2026-03-01\")` `@\"2026-03-01\"`", "đọc như `2026-03-01`", "read as `2026-03-01`"),
    ("`duration(\"P3M\")` `duration(\"P7D\")` `duration(\"PT5H\")`", "đọc như `3 months`, `7 days`, `5 h`", "read as `3 months`, `7 days`, `5 h`"),
    ("`duration(\"P1DT2H\")`", "bị từ chối: ngày tính theo lịch, giờ tính theo đồng hồ", "refused: days go by the calendar, hours by the clock"),
    ("`string length(x)` `list contains(l, x)` …", "đọc như `string_length(x)`, `list_contains(l, x)`", "read as `string_length(x)`, `list_contains(l, x)`"),
    ("`null`", "không có: câu chưa trả lời, câu không áp dụng và lỗi là ba thứ khác nhau", "there is none: unanswered, not applicable and error are three things"),
    ("`1 / 0` → `null`", "lỗi, được nêu ra là lỗi", "an error, shown as an error"),
    ("`1 = \"a\"` → `null`", "bị từ chối trước khi chạy", "refused before anything runs"),
    ("decimal128, 34 chữ số / digits", "phân số chính xác; kết quả quá 38 chữ số là lỗi, không bao giờ làm tròn ngầm", "exact fractions; a result beyond 38 digits is an error, nothing is rounded silently"),
    ("`not(a) = b`", "là `not(a = b)`, cùng nghĩa với có và không", "is `not(a = b)`, which means the same for yes and no"),
    ("`1e6`", "bị từ chối; viết `1000000`", "refused; write `1000000`"),
    ("`date + duration(\"P1M\")`", "cùng quy tắc cuối tháng", "the same month-end rule"),
    ("`[1..5]` như một giá trị / as a value", "khoảng chỉ đứng sau `in`", "a range stands after `in` only"),
    ("múi giờ / time zones", "không có", "none"),
    ("giây lẻ / fractions of a second", "không viết được", "cannot be written"),
    ("`min([])` `mean([])` → `null`", "không áp dụng", "not applicable"),
    ("`sum([])` → `null`", "`0`", "`0`"),
    ("context `{a: 1}`, `function(x)`, `instance of`", "không có", "none"),
    ("`sqrt` `exp` `log` `matches` `replace` `split` `sort`", "không có", "none"),
];
