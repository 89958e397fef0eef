//! Text made comparable for searching: no case, no Vietnamese marks, so that `ho dao` finds `hố đào`.

/// Lower case, without tone and vowel marks; `đ` becomes `d`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match base(c) {
            Some(plain) => out.push(plain),
            // Combining marks of decomposed text.
            None if ('\u{0300}'..='\u{036f}').contains(&c) => {}
            None => out.push(c),
        }
    }
    out
}

/// Whether every word of the query is somewhere in the folded text.
pub fn matches(folded_text: &str, query: &str) -> bool {
    fold(query).split_whitespace().all(|word| folded_text.contains(word))
}

fn base(c: char) -> Option<char> {
    const TABLE: [(&str, char); 7] = [
        ("àáảãạăằắẳẵặâầấẩẫậ", 'a'),
        ("èéẻẽẹêềếểễệ", 'e'),
        ("ìíỉĩị", 'i'),
        ("òóỏõọôồốổỗộơờớởỡợ", 'o'),
        ("ùúủũụưừứửữự", 'u'),
        ("ỳýỷỹỵ", 'y'),
        ("đ", 'd'),
    ];
    if c.is_ascii() {
        return Some(c);
    }
    TABLE.iter().find(|(marked, _)| marked.contains(c)).map(|(_, plain)| *plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_case_do_not_matter() {
        assert_eq!(fold("Hố ĐÀO sâu, Ưu tiên"), "ho dao sau, uu tien");
        assert_eq!(fold("ho\u{0302}\u{0301}"), "ho");
        assert!(matches(&fold("Kết cấu chống đỡ vách hố đào"), "vach do"));
        assert!(!matches(&fold("Kết cấu chống đỡ vách"), "vach cau thang"));
        assert!(matches(&fold("QCVN 18:2021/BXD, mục 2.3.3"), "2.3.3"));
    }
}
