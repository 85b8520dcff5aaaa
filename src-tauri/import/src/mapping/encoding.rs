//! The encodings that files are written in.

use encoding_rs as known;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the characters of a file are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16; the byte order mark says which half comes first, without one the low half does.
    #[serde(rename = "utf-16")]
    Utf16,
    /// UTF-16 with the high half first.
    #[serde(rename = "utf-16be")]
    Utf16High,
    /// Windows-1252, the old Western European code page.
    #[serde(rename = "windows-1252")]
    Windows1252,
    /// Windows-1250, the old Central European code page.
    #[serde(rename = "windows-1250")]
    Windows1250,
    /// Windows-1251, the old Cyrillic code page.
    #[serde(rename = "windows-1251")]
    Windows1251,
    /// Windows-1253, the old Greek code page.
    #[serde(rename = "windows-1253")]
    Windows1253,
    /// Windows-1254, the old Turkish code page.
    #[serde(rename = "windows-1254")]
    Windows1254,
    /// Windows-1255, the old Hebrew code page.
    #[serde(rename = "windows-1255")]
    Windows1255,
    /// Windows-1256, the old Arabic code page.
    #[serde(rename = "windows-1256")]
    Windows1256,
    /// Windows-1257, the old Baltic code page.
    #[serde(rename = "windows-1257")]
    Windows1257,
    /// ISO 8859-2, Central European.
    #[serde(rename = "iso-8859-2")]
    Iso88592,
    /// ISO 8859-15, Western European with the euro sign.
    #[serde(rename = "iso-8859-15")]
    Iso885915,
    /// KOI8-R, Cyrillic.
    #[serde(rename = "koi8-r")]
    Koi8R,
    /// Mac Roman, the old code page of the Macintosh.
    #[serde(rename = "macintosh")]
    Macintosh,
    /// Shift JIS, Japanese.
    #[serde(rename = "shift_jis")]
    ShiftJis,
    /// EUC-JP, Japanese.
    #[serde(rename = "euc-jp")]
    EucJp,
    /// EUC-KR, Korean.
    #[serde(rename = "euc-kr")]
    EucKr,
    /// Big5, traditional Chinese.
    #[serde(rename = "big5")]
    Big5,
    /// GB 18030, simplified Chinese; GBK is part of it.
    #[serde(rename = "gb18030")]
    Gb18030,
}

impl Encoding {
    /// Every encoding.
    pub const ALL: &'static [Self] = &[
        Self::Utf8,
        Self::Utf16,
        Self::Utf16High,
        Self::Windows1252,
        Self::Windows1250,
        Self::Windows1251,
        Self::Windows1253,
        Self::Windows1254,
        Self::Windows1255,
        Self::Windows1256,
        Self::Windows1257,
        Self::Iso88592,
        Self::Iso885915,
        Self::Koi8R,
        Self::Macintosh,
        Self::ShiftJis,
        Self::EucJp,
        Self::EucKr,
        Self::Big5,
        Self::Gb18030,
    ];

    /// Its name in sentences.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Utf16High => "UTF-16, high half first",
            Self::Windows1252 => "Windows-1252",
            Self::Windows1250 => "Windows-1250",
            Self::Windows1251 => "Windows-1251",
            Self::Windows1253 => "Windows-1253",
            Self::Windows1254 => "Windows-1254",
            Self::Windows1255 => "Windows-1255",
            Self::Windows1256 => "Windows-1256",
            Self::Windows1257 => "Windows-1257",
            Self::Iso88592 => "ISO 8859-2",
            Self::Iso885915 => "ISO 8859-15",
            Self::Koi8R => "KOI8-R",
            Self::Macintosh => "Mac Roman",
            Self::ShiftJis => "Shift JIS",
            Self::EucJp => "EUC-JP",
            Self::EucKr => "EUC-KR",
            Self::Big5 => "Big5",
            Self::Gb18030 => "GB 18030",
        }
    }

    /// How its bytes become text.
    pub(crate) const fn known(self) -> &'static known::Encoding {
        match self {
            Self::Utf8 => known::UTF_8,
            Self::Utf16 => known::UTF_16LE,
            Self::Utf16High => known::UTF_16BE,
            Self::Windows1252 => known::WINDOWS_1252,
            Self::Windows1250 => known::WINDOWS_1250,
            Self::Windows1251 => known::WINDOWS_1251,
            Self::Windows1253 => known::WINDOWS_1253,
            Self::Windows1254 => known::WINDOWS_1254,
            Self::Windows1255 => known::WINDOWS_1255,
            Self::Windows1256 => known::WINDOWS_1256,
            Self::Windows1257 => known::WINDOWS_1257,
            Self::Iso88592 => known::ISO_8859_2,
            Self::Iso885915 => known::ISO_8859_15,
            Self::Koi8R => known::KOI8_R,
            Self::Macintosh => known::MACINTOSH,
            Self::ShiftJis => known::SHIFT_JIS,
            Self::EucJp => known::EUC_JP,
            Self::EucKr => known::EUC_KR,
            Self::Big5 => known::BIG5,
            Self::Gb18030 => known::GB18030,
        }
    }

    /// The encoding that a detector named, if it is one of ours.
    pub(crate) fn of_known(wanted: &'static known::Encoding) -> Option<Self> {
        // GBK is read as the larger GB 18030.
        let wanted = if wanted == known::GBK { known::GB18030 } else { wanted };
        Self::ALL.iter().copied().find(|encoding| encoding.known() == wanted)
    }

    /// Whether a character takes two bytes, so that zero bytes are part of it.
    pub(crate) const fn is_wide(self) -> bool {
        matches!(self, Self::Utf16 | Self::Utf16High)
    }
}
