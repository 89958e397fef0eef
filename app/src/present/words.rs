//! Every word the user can see that does not come from a rule: Vietnamese and English side by side. Nothing else may
//! hold visible text.

use soat::words::Lang;

/// Declares plain strings: `name: "tiếng Việt", "English";`.
macro_rules! words {
    ($($name:ident: $vi:literal, $en:literal;)*) => {
        $(pub fn $name(lang: Lang) -> &'static str {
            match lang {
                Lang::Vi => $vi,
                Lang::En => $en,
            }
        })*
    };
}

words! {
    app_name: "Soát", "Soát";
    skip_to_content: "Bỏ qua, tới nội dung", "Skip to content";
    back: "Quay lại", "Back";
    back_to_list: "Về danh sách", "Back to the list";
    see_question: "Xem câu hỏi", "See the question";
    back_to_fill: "Về bảng kiểm", "Back to the checklist";
    close: "Đóng", "Close";
    cancel: "Thôi", "Cancel";
    settings: "Cài đặt", "Settings";
    search: "Tìm", "Search";
    loading: "Đang mở…", "Opening…";
    works_offline: "Dùng được khi không có mạng", "Works without a network";
    undo: "Hoàn tác", "Undo";
    retry: "Thử lại", "Try again";
    remove: "Xóa", "Remove";
    more: "Xem thêm", "More";
    yes: "Có", "Yes";
    no: "Không", "No";
    not_applicable: "Không áp dụng", "Not applicable";
    today: "hôm nay", "today";
    yesterday: "hôm qua", "yesterday";
    optional: "không bắt buộc", "optional";
    not_found: "Không có trang này.", "There is no such page.";

    pass: "Đạt", "Pass";
    fail: "Không đạt", "Fail";
    unanswered: "Chưa trả lời", "Unanswered";
    na: "Không áp dụng", "Not applicable";
    error: "Lỗi quy tắc", "Rule error";
    answered: "Đã trả lời", "Answered";
    computed: "Tự tính", "Computed";
    n_pass: "đạt", "pass";
    n_fail: "không đạt", "fail";
    n_unanswered: "chưa trả lời", "unanswered";
    n_na: "không áp dụng", "not applicable";
    n_error: "lỗi quy tắc", "rule errors";
    critical: "Nghiêm trọng", "Critical";
    major: "Đáng kể", "Major";
    minor: "Nhẹ", "Minor";
    unverified: "chưa kiểm chứng", "not verified";
    unverified_hint: "Chưa có nguyên văn điều khoản để đối chiếu. Kiểm tra lại trước khi kết luận.", "The article's own words were not at hand. Check before concluding.";
    partly_unverified: "có nội dung chưa kiểm chứng", "partly not verified";
    stop_work: "Đề nghị dừng", "Stop work";
    stop_work_now: "Đề nghị dừng ngay", "Stop work now";

    inspections: "Các cuộc kiểm tra", "Inspections";
    in_progress: "Đang kiểm tra", "In progress";
    in_progress_self: "Đang tự kiểm tra", "Self-assessment in progress";
    continue_it: "Làm tiếp", "Continue";
    new_inspection: "Kiểm tra mới", "New inspection";
    find_inspection: "Tìm cơ sở, địa chỉ…", "Find an establishment…";
    first_title: "Chưa có cuộc kiểm tra nào", "No inspection yet";
    first_text: "Chọn bảng kiểm, trả lời từng câu ngay tại hiện trường. Không cần mạng: mọi câu trả lời được lưu trên máy này.", "Pick a checklist and answer on the spot. No network needed: every answer is kept on this device.";
    first_action: "Bắt đầu cuộc kiểm tra đầu tiên", "Start the first inspection";
    nothing_found: "Không có cuộc kiểm tra nào khớp.", "No inspection matches.";
    untitled: "Cơ sở chưa đặt tên", "Unnamed establishment";
    all_pass: "Đạt hết", "All pass";
    not_handed_over: "Chưa bàn giao", "Not handed over";
    handed_over: "Đã bàn giao", "Handed over";
    finished: "Đã kết thúc", "Finished";
    kept_here: "Dữ liệu nằm trên máy này.", "The data stays on this device.";
    kept_promised: "Dữ liệu nằm trên máy này, trình duyệt đã cam kết giữ.", "The data stays on this device; the browser has promised to keep it.";
    kept_not_promised: "Dữ liệu nằm trên máy này nhưng trình duyệt chưa cam kết giữ: nên sao lưu.", "The data stays on this device, but the browser has not promised to keep it: make a backup.";
    back_up_now: "Sao lưu ngay", "Back up now";
    never_backed_up: "Chưa sao lưu lần nào.", "Never backed up.";

    kind: "Loại", "Kind";
    kind_inspection: "Kiểm tra", "Inspection";
    kind_inspection_hint: "Đoàn kiểm tra, thanh tra làm việc tại cơ sở", "An inspectorate's team visits the site";
    kind_self: "Tự kiểm tra", "Self-assessment";
    kind_self_hint: "Cơ sở tự rà soát theo cùng bộ quy tắc", "The establishment checks itself by the same rules";
    establishment: "Cơ sở được kiểm tra", "The establishment";
    establishment_more: "Trả lời về hoạt động để chọn sẵn bảng kiểm", "Answer about activities to pick checklists";
    inspection_date: "Ngày kiểm tra", "Date of the inspection";
    inspection_date_hint: "Kết luận theo pháp luật có hiệu lực vào ngày này.", "Judged by the law in force on this day.";
    checklists: "Bảng kiểm", "Checklists";
    checklists_hint: "Đã chọn sẵn những bảng phù hợp với cơ sở.", "Those that suit the establishment are already ticked.";
    suggested: "phù hợp", "suits";
    start: "Bắt đầu", "Start";
    choose_a_checklist: "Chọn ít nhất một bảng kiểm.", "Choose at least one checklist.";
    name_the_establishment: "Ghi tên cơ sở.", "Name the establishment.";
    no_rules: "Chưa tải được bộ quy tắc. Mở Soát một lần khi có mạng, sau đó dùng được ngoại tuyến.", "The rules are not here yet. Open Soát once with a network; after that it works offline.";
    rules_broken: "Bộ quy tắc của bảng kiểm này có lỗi nên không mở được.", "The rules of this checklist have errors, so it cannot be opened.";

    see_result: "Xem kết quả", "See the result";
    result: "Kết quả", "Result";
    next_steps: "Bước tiếp theo", "Next steps";
    sections: "Các mục", "Sections";
    all: "Tất cả", "All";
    find_question: "Tìm câu hỏi, điều khoản…", "Find a question or article…";
    no_question_found: "Không có câu nào khớp.", "No question matches.";
    so_far: "Đến lúc này", "So far";
    still_missing: "Còn thiếu để kết luận", "Missing to conclude";
    nothing_missing: "Đã đủ để kết luận.", "Nothing is missing.";
    why: "Vì sao?", "Why?";
    why_hide: "Ẩn giải thích", "Hide the explanation";
    because: "Vì", "Because";
    remedy: "Khắc phục", "Remedy";
    penalty: "Khung tham khảo", "Penalty range";
    penalty_hint: "Khung phạt để tham khảo, không phải mức phạt; người có thẩm quyền quyết định.", "A range for reference, not a fine; the competent person decides.";
    basis: "Căn cứ", "Basis";
    holder: "Trách nhiệm", "Responsible";
    deadline: "Thời hạn", "Deadline";
    note: "Ghi chú", "Note";
    add_note: "Thêm ghi chú", "Add a note";
    edit_note: "Sửa ghi chú", "Edit the note";
    note_hint: "Điều quan sát được, ai nói, ở đâu.", "What was seen, who said it, where.";
    take_photo: "Chụp ảnh", "Take a photo";
    photo: "Ảnh", "Photo";
    photo_required: "Cần ảnh chứng minh", "A photo is needed";
    photo_removed: "Đã bỏ ảnh", "Photo removed";
    photo_large: "Xem ảnh", "View the photo";
    remove_photo: "Bỏ ảnh này", "Remove this photo";
    clear_answer: "Bỏ câu trả lời", "Clear the answer";
    save_note: "Ghi", "Save";
    reason: "Lý do", "Reason";
    reason_na: "Vì sao không áp dụng?", "Why is it not applicable?";
    decrease: "Giảm", "Decrease";
    increase: "Tăng", "Increase";
    sign_here: "Ký vào khung", "Sign in the box";
    sign_clear: "Ký lại", "Sign again";
    sign_save: "Xong chữ ký", "Keep the signature";
    use_location: "Lấy vị trí", "Use my location";
    location_refused: "Máy không cho lấy vị trí. Có thể ghi tay: vĩ độ, kinh độ.", "The device refused its location. Type it: latitude, longitude.";
    locating: "Đang lấy vị trí…", "Locating…";
    date_pattern: "ngày/tháng/năm", "day, month, year";
    moment_pattern: "ngày và giờ", "date and time";
    choose: "Chọn…", "Choose…";
    hidden_unless: "Chưa hỏi", "Not asked yet";
    asked_because: "hỏi vì", "asked because";
    overall: "Yêu cầu tổng hợp", "Overall requirements";
    list_complete: "Danh sách đã đủ", "The list is complete";
    list_complete_hint: "Bật khi đã ghi hết. Danh sách trống mà đã đủ nghĩa là không có. Chưa bật thì các yêu cầu về danh sách này chưa kết luận.", "Turn on when all are entered. An empty, complete list means there are none. Until then nothing is concluded about the list.";
    group_empty: "Chưa ghi mục nào. Thêm từng mục, hoặc bật “Danh sách đã đủ” nếu không có.", "Nothing entered. Add one, or turn on “The list is complete” if there are none.";
    section_hidden: "Mục này không áp dụng theo các câu trả lời hiện tại.", "This section does not apply, given the answers so far.";
    filter_empty: "Không có câu nào ở bộ lọc này.", "Nothing under this filter.";
    next_section: "Mục tiếp", "Next section";
    previous_section: "Mục trước", "Previous section";
    all_done: "Đã trả lời hết · xem kết quả", "All answered · see the result";
    not_recorded: "Chưa ghi được", "Not recorded";

    saved: "Đã lưu trên máy", "Saved on this device";
    saving: "Đang lưu…", "Saving…";
    reading_only: "Chỉ xem", "Read only";
    other_tab: "Cuộc kiểm tra này đang mở ở một thẻ khác, nên ở đây chỉ xem.", "This inspection is open in another tab, so it is read-only here.";
    take_over: "Làm tiếp ở đây", "Continue here";
    taken_over: "Cuộc kiểm tra vừa được mở để làm tiếp ở thẻ khác.", "The inspection was taken over by another tab.";
    finished_notice: "Cuộc kiểm tra đã kết thúc, chỉ xem.", "The inspection is finished and read-only.";
    reopen: "Mở lại", "Reopen";
    reopen_reason: "Vì sao mở lại?", "Why reopen it?";
    reopened: "Đã mở lại", "Reopened";
    record_broken: "Nhật ký của cuộc kiểm tra này không khớp: có dòng bị sửa hoặc mất. Dữ liệu vẫn còn nguyên, chỉ xem được phần trước chỗ hỏng.", "This inspection's journal does not add up: a line was changed or lost. Nothing was deleted; the part before the damage is shown.";
    no_such_inspection: "Không có cuộc kiểm tra này trên máy.", "This inspection is not on this device.";

    no_findings: "Chưa phát hiện nội dung nào không đạt.", "Nothing fails so far.";
    with_deadline: "Khắc phục có thời hạn", "To remedy by a deadline";
    other_findings: "Nội dung không đạt khác", "Other findings";
    advice: "Khuyến nghị, không phải vi phạm", "Advice, not a violation";
    warnings: "Lưu ý", "Worth noting";
    rule_errors: "Lỗi trong bộ quy tắc", "Errors in the rules";
    hand_over: "Bàn giao", "Hand over";
    law_of_day: "theo pháp luật có hiệu lực ngày này", "by the law in force on this day";

    complete_question: "Đã đủ để bàn giao chưa?", "Is it complete?";
    people: "Người tham gia, chữ ký", "People and signatures";
    add_person: "Thêm người", "Add a person";
    person_name: "Họ và tên", "Full name";
    person_role: "Chức vụ, vai trò", "Position, role";
    role_inspector: "Người kiểm tra", "Inspector";
    role_site: "Đại diện cơ sở", "For the establishment";
    sign: "Lấy chữ ký", "Sign";
    signed: "Đã ký", "Signed";
    not_signed: "Chưa ký", "Not signed";
    papers: "Giấy tờ mang đi", "Papers to take away";
    export_report: "Kết quả (JSON)", "Report (JSON)";
    export_journal: "Nhật ký (JSON)", "Journal (JSON)";
    print_view: "Biên bản để in", "Minutes to print";
    print: "In", "Print";
    share: "Chia sẻ", "Share";
    finish: "Kết thúc kiểm tra", "Finish the inspection";
    finish_anyway: "Vẫn kết thúc", "Finish anyway";
    finish_hint: "Sau khi kết thúc chỉ xem được; mở lại phải ghi lý do.", "Once finished it is read-only; reopening asks for a reason.";
    ready: "Đã đủ.", "Complete.";

    language: "Ngôn ngữ", "Language";
    vietnamese: "Tiếng Việt", "Tiếng Việt";
    english: "English", "English";
    theme: "Giao diện", "Theme";
    theme_auto: "Theo máy", "Device";
    theme_light: "Sáng", "Light";
    theme_dark: "Tối", "Dark";
    theme_outdoor: "Ngoài trời", "Outdoor";
    theme_outdoor_hint: "“Ngoài trời”: đen trên trắng, nét đậm, đọc được dưới nắng.", "“Outdoor”: black on white with thick lines, readable in the sun.";
    storage: "Bộ nhớ", "Storage";
    storage_persisted: "Trình duyệt đã cam kết giữ dữ liệu của Soát.", "The browser has promised to keep Soát's data.";
    storage_best_effort: "Trình duyệt chưa cam kết giữ: khi máy thiếu chỗ, dữ liệu có thể bị xóa. Nên sao lưu.", "The browser has not promised to keep it: short of space it may delete the data. Make backups.";
    storage_ask: "Xin cam kết giữ", "Ask it to keep the data";
    storage_refused: "Trình duyệt từ chối. Cài Soát vào màn hình chính thường sẽ được.", "The browser refused. Installing Soát to the home screen usually helps.";
    storage_unknown: "Trình duyệt này không cho biết dung lượng.", "This browser does not tell how much space is left.";
    storage_low: "Máy sắp hết chỗ. Câu trả lời vẫn lưu được, ảnh có thể bị từ chối.", "Space is nearly full. Answers still save; photos may be refused.";
    backup: "Sao lưu", "Backup";
    backup_hint: "Một tệp chứa mọi cuộc kiểm tra, ảnh và chữ ký. Cất ở nơi khác.", "One file with every inspection, photo and signature. Keep it elsewhere.";
    backup_export: "Tải bản sao lưu", "Download a backup";
    backup_import: "Khôi phục từ tệp", "Restore from a file";
    backup_running: "Đang làm bản sao lưu…", "Making the backup…";
    restoring: "Đang khôi phục…", "Restoring…";
    not_a_backup: "Tệp này không phải bản sao lưu của Soát. Không có gì thay đổi.", "This is not a Soát backup. Nothing was changed.";
    backup_newer: "Bản sao lưu do phiên bản Soát mới hơn làm ra. Cập nhật Soát rồi khôi phục. Không có gì thay đổi.", "The backup was made by a newer Soát. Update, then restore. Nothing was changed.";
    backup_damaged: "Bản sao lưu bị hỏng hoặc đã bị sửa. Không có gì thay đổi.", "The backup is damaged or was edited. Nothing was changed.";
    address: "Địa chỉ", "Address";
    tax_code: "Mã số thuế", "Tax code";
    your_name: "Tên của bạn", "Your name";
    your_name_hint: "Ghi vào nhật ký cạnh mỗi câu trả lời.", "Recorded in the journal beside every answer.";
    minutes: "BIÊN BẢN KIỂM TRA", "INSPECTION MINUTES";
    minutes_self: "BIÊN BẢN TỰ KIỂM TRA", "SELF-ASSESSMENT MINUTES";
    about: "Về Soát", "About Soát";
    about_text: "Dữ liệu không rời máy nếu bạn không tự gửi.", "Nothing leaves this device unless you send it.";
    update_waiting: "Có bản Soát mới, sẽ dùng từ lần mở sau.", "A new Soát is ready and will be used the next time it is opened.";
    update_refused: "Một cuộc kiểm tra đang mở, nên chưa đổi bản. Đóng nó rồi thử lại.", "An inspection is open, so the version was not changed. Close it and try again.";
    update_now: "Dùng ngay", "Use it now";

    db_newer: "Dữ liệu trên máy do phiên bản Soát mới hơn tạo. Cập nhật Soát để mở; dữ liệu vẫn nguyên.", "The data was made by a newer Soát. Update to open it; nothing was touched.";
    db_closed: "Trình duyệt vừa ngắt bộ nhớ. Soát đang nối lại, câu trả lời vẫn ở trên màn hình.", "The browser closed the storage. Soát is reconnecting; the answers are still on screen.";
    db_unavailable: "Trình duyệt không cho lưu trên máy (có thể đang ở cửa sổ ẩn danh). Câu trả lời sẽ mất khi đóng thẻ: hãy xuất tệp trước.", "The browser does not allow storage (a private window?). Answers are lost when the tab closes: export first.";
    db_full: "Máy đã hết chỗ. Xóa bớt tệp khác trên máy rồi thử lại.", "The device is full. Free some space, then try again.";
    db_failed: "Máy chưa ghi được.", "The device could not write.";
    photo_unreadable: "Không đọc được ảnh này. Hãy chụp lại.", "The photo could not be read. Take it again.";
    saved_file: "Đã tải tệp xuống.", "The file was downloaded.";
    share_failed: "Máy này không chia sẻ được tệp; hãy tải xuống.", "This device cannot share files; download instead.";
}

/// `3 nội dung không đạt, 1 phải đề nghị dừng ngay.`
pub fn summary(lang: Lang, fails: usize, stops: usize) -> String {
    match (lang, fails, stops) {
        (_, 0, _) => no_findings(lang).to_owned(),
        (Lang::Vi, _, 0) => format!("{fails} nội dung không đạt."),
        (Lang::Vi, _, _) => format!("{fails} nội dung không đạt, {stops} phải đề nghị dừng ngay."),
        (Lang::En, 1, 0) => "1 requirement fails.".to_owned(),
        (Lang::En, _, 0) => format!("{fails} requirements fail."),
        (Lang::En, 1, _) => "1 requirement fails and calls for stopping work now.".to_owned(),
        (Lang::En, _, 1) => format!("{fails} requirements fail, 1 calls for stopping work now."),
        (Lang::En, _, _) => format!("{fails} requirements fail, {stops} call for stopping work now."),
    }
}

/// What unanswered questions mean for the result.
pub fn may_change(lang: Lang, open: usize) -> String {
    match (lang, open) {
        (Lang::Vi, 0) => "Mọi câu có thể làm thay đổi kết luận đều đã trả lời.".to_owned(),
        (Lang::En, 0) => "Every question that could change a verdict is answered.".to_owned(),
        (Lang::Vi, _) => format!("Còn {open} câu chưa trả lời có thể làm thay đổi kết luận."),
        (Lang::En, 1) => "1 unanswered question can still change a verdict.".to_owned(),
        (Lang::En, _) => format!("{open} unanswered questions can still change a verdict."),
    }
}

pub fn next_question(lang: Lang, left: usize) -> String {
    match (lang, left) {
        (_, 0) => all_done(lang).to_owned(),
        (Lang::Vi, _) => format!("Còn {left} câu · câu tiếp theo"),
        (Lang::En, _) => format!("{left} left · next question"),
    }
}

pub fn result_with(lang: Lang, fails: usize) -> String {
    if fails == 0 { result(lang).to_owned() } else { format!("{} · {fails}", result(lang)) }
}

pub fn others_missing(lang: Lang, n: usize) -> String {
    match lang {
        Lang::Vi => format!("Còn {n} câu khác…"),
        Lang::En => format!("{n} more…"),
    }
}

pub fn n_faults(lang: Lang, n: usize) -> String {
    match (lang, n) {
        (Lang::Vi, _) => format!("{n} lỗi"),
        (Lang::En, 1) => "1 fault".to_owned(),
        (Lang::En, _) => format!("{n} faults"),
    }
}

pub fn answered_of(lang: Lang, answered: usize, shown: usize) -> String {
    match lang {
        Lang::Vi => format!("Đã trả lời {answered}/{shown}"),
        Lang::En => format!("{answered} of {shown} answered"),
    }
}

pub fn fails_badge(lang: Lang, n: usize) -> String {
    match lang {
        Lang::Vi => format!("{n} không đạt"),
        Lang::En => format!("{n} fail"),
    }
}

pub fn filter_open(lang: Lang, n: usize) -> String {
    format!("{} {n}", unanswered(lang))
}

pub fn filter_fail(lang: Lang, n: usize) -> String {
    format!("{} {n}", fail(lang))
}

pub fn stopped_at(lang: Lang, section: &str) -> String {
    match lang {
        Lang::Vi => format!("dừng ở mục {section}"),
        Lang::En => format!("stopped at {section}"),
    }
}

pub fn add_row(lang: Lang, group: &str) -> String {
    match lang {
        Lang::Vi => format!("Thêm: {group}"),
        Lang::En => format!("Add: {group}"),
    }
}

pub fn unnamed_row(lang: Lang, n: usize) -> String {
    match lang {
        Lang::Vi => format!("Mục {n}"),
        Lang::En => format!("Entry {n}"),
    }
}

pub fn remove_row(lang: Lang, label: &str) -> String {
    match lang {
        Lang::Vi => format!("Xóa “{label}”"),
        Lang::En => format!("Remove “{label}”"),
    }
}

pub fn removed(lang: Lang, label: &str) -> String {
    match lang {
        Lang::Vi => format!("Đã xóa “{label}”"),
        Lang::En => format!("“{label}” removed"),
    }
}

pub fn changed_to(lang: Lang, answer: &str) -> String {
    match lang {
        Lang::Vi => format!("Đã đổi thành: {answer}"),
        Lang::En => format!("Changed to: {answer}"),
    }
}

pub fn cleared(lang: Lang) -> String {
    match lang {
        Lang::Vi => "Đã bỏ câu trả lời".to_owned(),
        Lang::En => "Answer cleared".to_owned(),
    }
}

pub fn undone(lang: Lang) -> String {
    match lang {
        Lang::Vi => "Đã hoàn tác".to_owned(),
        Lang::En => "Undone".to_owned(),
    }
}

pub fn before(lang: Lang, date: &str) -> String {
    match lang {
        Lang::Vi => format!("hạn đến hết {date}"),
        Lang::En => format!("by {date}"),
    }
}

pub fn at_once(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "ngay",
        Lang::En => "at once",
    }
}

pub fn inspected_on(lang: Lang, is_self: bool, date: &str) -> String {
    match (lang, is_self) {
        (Lang::Vi, false) => format!("Kiểm tra ngày {date}"),
        (Lang::Vi, true) => format!("Tự kiểm tra ngày {date}"),
        (Lang::En, false) => format!("Inspected on {date}"),
        (Lang::En, true) => format!("Self-assessed on {date}"),
    }
}

pub fn requirements_count(lang: Lang, n: usize) -> String {
    match lang {
        Lang::Vi => format!("{n} yêu cầu"),
        Lang::En => format!("{n} requirements"),
    }
}

pub fn last_backup(lang: Lang, date: &str) -> String {
    match lang {
        Lang::Vi => format!("Bản sao lưu gần nhất: {date}."),
        Lang::En => format!("Last backup: {date}."),
    }
}

pub fn storage_used(lang: Lang, used: &str, quota: &str) -> String {
    match lang {
        Lang::Vi => format!("Đang dùng {used} trong {quota} được phép."),
        Lang::En => format!("{used} of {quota} in use."),
    }
}

/// A photo did not fit: the answer is safe, and how much room is missing.
pub fn photo_refused(lang: Lang, needed: &str, free: &str) -> String {
    match lang {
        Lang::Vi => format!("Ảnh chưa lưu được: cần {needed}, máy chỉ còn {free}. Câu trả lời đã lưu."),
        Lang::En => {
            format!("The photo was not saved: it needs {needed}, only {free} is left. The answer is saved.")
        }
    }
}

pub fn unsaved(lang: Lang, n: usize) -> String {
    match (lang, n) {
        (Lang::Vi, _) => format!("{n} thay đổi chưa lưu."),
        (Lang::En, 1) => "1 change is not saved.".to_owned(),
        (Lang::En, _) => format!("{n} changes are not saved."),
    }
}

pub fn restored(lang: Lang, added: usize, present: usize) -> String {
    match lang {
        Lang::Vi => format!("Đã khôi phục {added} cuộc kiểm tra; {present} đã có sẵn, giữ nguyên."),
        Lang::En if added == 1 => format!("1 inspection restored; {present} already here, left alone."),
        Lang::En => format!("{added} inspections restored; {present} already here, left alone."),
    }
}

pub fn missing_questions(lang: Lang, n: usize) -> String {
    match (lang, n) {
        (Lang::Vi, _) => format!("{n} câu chưa trả lời"),
        (Lang::En, 1) => "1 unanswered question".to_owned(),
        (Lang::En, _) => format!("{n} unanswered questions"),
    }
}

pub fn missing_photos(lang: Lang, n: usize) -> String {
    match (lang, n) {
        (Lang::Vi, _) => format!("{n} ảnh chứng minh"),
        (Lang::En, 1) => "1 photo as evidence".to_owned(),
        (Lang::En, _) => format!("{n} photos as evidence"),
    }
}

pub fn missing_signature(lang: Lang, label: &str) -> String {
    let lower = label.to_lowercase();
    match lang {
        Lang::Vi => format!("chữ ký {lower}"),
        Lang::En => format!("signature: {lower}"),
    }
}

pub fn missing_is(lang: Lang, parts: &[String]) -> String {
    match (lang, parts) {
        (_, []) => ready(lang).to_owned(),
        (Lang::Vi, _) => format!("Thiếu: {}.", parts.join(", ")),
        (Lang::En, _) => format!("Missing: {}.", parts.join(", ")),
    }
}

pub fn month_short(lang: Lang, month: i8) -> String {
    const ENGLISH: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    match lang {
        Lang::Vi => format!("th {month}"),
        Lang::En => usize::try_from(month - 1)
            .ok()
            .and_then(|index| ENGLISH.get(index))
            .map_or_else(|| month.to_string(), |name| (*name).to_owned()),
    }
}

/// What a verdict still waits for.
pub fn needs(lang: Lang, names: &[String]) -> String {
    match lang {
        Lang::Vi => format!("Chưa kết luận được, còn thiếu: {}", names.join("; ")),
        Lang::En => format!("Not decided yet, missing: {}", names.join("; ")),
    }
}

pub fn does_not_apply(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "Yêu cầu này không áp dụng theo các câu trả lời và ngày kiểm tra.",
        Lang::En => "The requirement does not apply, given the answers and the date.",
    }
}

pub fn parameter(lang: Lang, title: &str, value: &str, law: Option<&str>, is_unverified: bool) -> String {
    let source = law.map(|law| format!(" ({law})")).unwrap_or_default();
    let mark = if is_unverified { format!(" · {}", unverified(lang)) } else { String::new() };
    match lang {
        Lang::Vi => format!("Tham số: {title}: {value}{source}{mark}"),
        Lang::En => format!("Parameter: {title}: {value}{source}{mark}"),
    }
}

pub fn is_list_complete(lang: Lang, title: &str) -> String {
    match lang {
        Lang::Vi => format!("Danh sách “{title}” đã đủ chưa?"),
        Lang::En => format!("Is the list “{title}” complete?"),
    }
}

pub fn for_household(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "với hộ, cá nhân",
        Lang::En => "for a household",
    }
}

pub fn amount_open(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "mức phạt tùy số lượng chưa trả lời",
        Lang::En => "depends on a number not answered yet",
    }
}

/// Amounts in đồng: `50–80 triệu đồng`, `2.500.000 đồng`.
pub fn million_dong(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "triệu đồng",
        Lang::En => "million VND",
    }
}

pub fn dong(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "đồng",
        Lang::En => "VND",
    }
}

pub fn for_organisation(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "với tổ chức",
        Lang::En => "for an organisation",
    }
}

pub fn for_individual(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "với cá nhân",
        Lang::En => "for an individual",
    }
}

pub fn amount_unread(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "có chế tài, mức tiền chưa đọc được",
        Lang::En => "a sanction exists; its amount was not read",
    }
}

pub fn amount_warning(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "phạt cảnh cáo",
        Lang::En => "a formal warning",
    }
}
