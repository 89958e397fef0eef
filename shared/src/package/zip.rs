//! The container of a package: the part of the ZIP format that it uses, written and read to the last byte.
//!
//! Any ZIP tool can open a package, but a package has exactly one form: entries without gaps in the order of the
//! directory, every field of every header determined by the entry, no extra fields, no comments, all dates at the
//! format's first day. The reader writes each header again and compares, so that no byte of the file is without
//! meaning, nothing can be hidden between the entries, and entries cannot overlap.

/// How an entry's bytes are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Stored,
    Deflated,
}

/// One line of the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) method: Method,
    /// CRC-32 of the content.
    pub(super) crc: u32,
    /// Length as stored.
    pub(super) packed: u32,
    /// Length of the content.
    pub(super) bytes: u32,
    /// Where its header begins in the file.
    pub(super) offset: u32,
}

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
const LOCAL_LENGTH: usize = 30;
const CENTRAL_LENGTH: usize = 46;
const END_LENGTH: usize = 22;
/// Version 2.0 of the format: deflate.
const VERSION: u16 = 20;
/// 1980-01-01, the first day that the format knows.
const FIRST_DAY: u16 = 0x0021;

impl Method {
    const fn number(self) -> u16 {
        match self {
            Self::Stored => 0,
            Self::Deflated => 8,
        }
    }
}

impl Entry {
    /// What both headers of an entry say alike, from the version to the length of the extra field.
    fn common(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(26 + self.name.len());
        // The version, then the flags: plain, with lengths up front.
        for number in [VERSION, 0, self.method.number(), 0, FIRST_DAY] {
            out.extend(number.to_le_bytes());
        }
        for number in [self.crc, self.packed, self.bytes] {
            out.extend(number.to_le_bytes());
        }
        let length = u16::try_from(self.name.len()).unwrap_or(u16::MAX);
        out.extend(length.to_le_bytes());
        out.extend(0_u16.to_le_bytes());
        out
    }

    /// The header before the entry's bytes.
    pub(super) fn local_header(&self) -> Vec<u8> {
        let mut out = LOCAL.to_le_bytes().to_vec();
        out.extend(self.common());
        out.extend(self.name.as_bytes());
        out
    }

    /// The entry's line in the directory.
    pub(super) fn central_header(&self) -> Vec<u8> {
        let mut out = CENTRAL.to_le_bytes().to_vec();
        out.extend(VERSION.to_le_bytes());
        out.extend(self.common());
        // No comment, first disk, no attributes.
        out.extend([0; 10]);
        out.extend(self.offset.to_le_bytes());
        out.extend(self.name.as_bytes());
        out
    }

    /// Where its bytes begin.
    fn start(&self) -> u64 {
        u64::from(self.offset) + (LOCAL_LENGTH + self.name.len()) as u64
    }

    fn end(&self) -> u64 {
        self.start() + u64::from(self.packed)
    }

    /// The entry's bytes as stored, or nothing where its header is not the one it must have.
    pub(super) fn stored<'a>(&self, file: &'a [u8]) -> Option<&'a [u8]> {
        let (offset, start, end) = (self.offset as usize, self.start(), self.end());
        let (start, end) = (usize::try_from(start).ok()?, usize::try_from(end).ok()?);
        let header = file.get(offset..start)?;
        (header == self.local_header()).then(|| file.get(start..end)).flatten()
    }
}

/// The end of the file: the directory and the record that closes it.
pub(super) fn directory(entries: &[Entry]) -> Vec<u8> {
    let start = entries.last().map_or(0, Entry::end);
    let mut out: Vec<u8> = entries.iter().flat_map(Entry::central_header).collect();
    let length = u32::try_from(out.len()).unwrap_or(u32::MAX);
    out.extend(end_record(entries.len(), length, u32::try_from(start).unwrap_or(u32::MAX)));
    out
}

fn end_record(count: usize, length: u32, start: u32) -> Vec<u8> {
    let count = u16::try_from(count).unwrap_or(u16::MAX);
    let mut out = END.to_le_bytes().to_vec();
    for number in [0, 0, count, count] {
        out.extend(number.to_le_bytes());
    }
    out.extend(length.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend(0_u16.to_le_bytes());
    out
}

/// Why the container cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unzip {
    /// It neither begins nor ends as one.
    NotZip,
    /// It has no end.
    Torn,
    /// The directory is not as it must be.
    Directory,
    /// The header of the first entry is damaged.
    First,
    TooManyEntries(u16),
}

/// The file's entries. The headers before their bytes are compared by [`Entry::stored`].
pub(super) fn entries(file: &[u8], most: usize) -> Result<Vec<Entry>, Unzip> {
    let begins = u32_at(file, 0) == Some(LOCAL);
    let end = file.len().checked_sub(END_LENGTH).filter(|end| u32_at(file, *end) == Some(END));
    let end = match (begins, end) {
        (true, None) => return Err(Unzip::Torn),
        (false, None) => return Err(Unzip::NotZip),
        (_, Some(end)) => end,
    };
    let field = |at: usize| u16_at(file, end + at).ok_or(Unzip::Torn);
    let count = field(10)?;
    if usize::from(count) > most {
        return Err(Unzip::TooManyEntries(count));
    }
    let start = u32_at(file, end + 16).ok_or(Unzip::Torn)?;
    let mut at = start as usize;
    let mut entries = Vec::new();
    let mut offset = 0;
    for _ in 0..count {
        let entry = central_entry(file, at).ok_or(Unzip::Directory)?;
        let header = entry.central_header();
        if file.get(at..at + header.len()) != Some(&header) || u64::from(entry.offset) != offset {
            return Err(Unzip::Directory);
        }
        at += header.len();
        offset = entry.end();
        entries.push(entry);
    }
    let length = u32::try_from(at.saturating_sub(start as usize)).unwrap_or(u32::MAX);
    let closing = end_record(entries.len(), length, start);
    if at != end || offset != u64::from(start) || file.get(end..) != Some(&closing) {
        return Err(Unzip::Directory);
    }
    if begins { Ok(entries) } else { Err(Unzip::First) }
}

/// Reads the fields of a directory line that vary.
fn central_entry(file: &[u8], at: usize) -> Option<Entry> {
    let number = |field: usize| u32_at(file, at.checked_add(field)?);
    let method = match u16_at(file, at.checked_add(10)?)? {
        0 => Method::Stored,
        8 => Method::Deflated,
        _ => return None,
    };
    let length = usize::from(u16_at(file, at.checked_add(28)?)?);
    let name = file.get(at.checked_add(CENTRAL_LENGTH)?..)?.get(..length)?;
    Some(Entry {
        name: std::str::from_utf8(name).ok()?.to_owned(),
        method,
        crc: number(16)?,
        packed: number(20)?,
        bytes: number(24)?,
        offset: number(42)?,
    })
}

/// The first entry by its own header, before the directory is looked at: a later version may arrange the rest of the
/// file otherwise, but its first entry, stored, says which version it is.
pub(super) fn first(file: &[u8]) -> Option<(Entry, &[u8])> {
    let length = usize::from(u16_at(file, 26)?);
    let name = file.get(LOCAL_LENGTH..)?.get(..length)?;
    let entry = Entry {
        name: std::str::from_utf8(name).ok()?.to_owned(),
        method: Method::Stored,
        crc: u32_at(file, 14)?,
        packed: u32_at(file, 18)?,
        bytes: u32_at(file, 22)?,
        offset: 0,
    };
    let stored = entry.stored(file)?;
    (entry.packed == entry.bytes && crc32fast::hash(stored) == entry.crc).then_some((entry, stored))
}

fn u16_at(file: &[u8], at: usize) -> Option<u16> {
    file.get(at..)?.first_chunk().map(|bytes| u16::from_le_bytes(*bytes))
}

fn u32_at(file: &[u8], at: usize) -> Option<u32> {
    file.get(at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
}
