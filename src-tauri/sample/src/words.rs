//! The words that names are made of. Stems are coined from a head and a tail, so that they sound
//! like a place or a family without being taken from a company.

use crate::geography::Tongue;

/// Heads and tails of the stems of a tongue.
pub(crate) const fn stems_of(tongue: Tongue) -> (&'static [&'static str], &'static [&'static str]) {
    match tongue {
        Tongue::English => (&ENGLISH_HEADS, &ENGLISH_TAILS),
        Tongue::Northern => (&NORTHERN_HEADS, &NORTHERN_TAILS),
        Tongue::Romance => (&ROMANCE_HEADS, &ROMANCE_TAILS),
        Tongue::Japanese => (&JAPANESE_HEADS, &JAPANESE_TAILS),
        Tongue::Indian => (&INDIAN_HEADS, &INDIAN_TAILS),
    }
}

const ENGLISH_HEADS: [&str; 32] = [
    "Alder", "Amber", "Bram", "Briar", "Calder", "Carrow", "Cinder", "Corrin", "Drey", "Elder",
    "Ember", "Fallow", "Fenn", "Garrow", "Gorse", "Harrow", "Heron", "Kester", "Larch", "Linnet",
    "Marl", "Merrow", "Nether", "Orrin", "Pell", "Quern", "Rowan", "Tarn", "Thorne", "Wend",
    "Wilder", "Yarrow",
];
const ENGLISH_TAILS: [&str; 20] = [
    "beck", "bourne", "combe", "crest", "dale", "den", "fell", "gate", "holt", "lea", "march",
    "mere", "moor", "ridge", "shaw", "stead", "vale", "wick", "worth", "wold",
];
const NORTHERN_HEADS: [&str; 20] = [
    "Asker", "Brenn", "Dorn", "Eber", "Falken", "Fjell", "Grau", "Hagen", "Hasel", "Holm",
    "Kessel", "Löwen", "Mühl", "Ravn", "Söder", "Tann", "Varn", "Wester", "Wolken", "Zander",
];
const NORTHERN_TAILS: [&str; 11] =
    ["dal", "feld", "gaard", "hav", "heim", "horst", "lund", "mark", "sund", "tal", "vik"];
const ROMANCE_HEADS: [&str; 22] = [
    "Alba", "Arve", "Bela", "Brisa", "Calva", "Cerro", "Clara", "Dora", "Estre", "Isla", "Lumi",
    "Mira", "Monte", "Oliva", "Palo", "Ribe", "Serra", "Torre", "Vale", "Vela", "Verda", "Vina",
];
const ROMANCE_TAILS: [&str; 17] = [
    "bella", "cal", "dora", "fina", "gal", "lena", "lira", "luna", "mar", "mira", "nova", "rena",
    "rosa", "tana", "vega", "via", "zul",
];
const JAPANESE_HEADS: [&str; 14] = [
    "Aka", "Hoshi", "Kage", "Kaze", "Kiri", "Kura", "Mina", "Mizu", "Nagi", "Shira", "Sora",
    "Tama", "Tsuki", "Yuki",
];
const JAPANESE_TAILS: [&str; 13] = [
    "bata", "hama", "hara", "kawa", "mori", "mura", "nami", "saka", "sato", "shima", "tani",
    "zaki", "zawa",
];
const INDIAN_HEADS: [&str; 12] = [
    "Arun", "Chandr", "Dev", "Indr", "Kamal", "Madhur", "Nil", "Prabh", "Rav", "Sur", "Tar",
    "Vasant",
];
const INDIAN_TAILS: [&str; 9] =
    ["agiri", "aloka", "ambara", "apura", "avali", "ayana", "endra", "odaya", "otra"];

/// What customers do.
pub(crate) const INDUSTRIES: [&str; 24] = [
    "Bank",
    "Chemicals",
    "Clinics",
    "Energy",
    "Farms",
    "Foods",
    "Freight",
    "Health",
    "Homes",
    "Hotels",
    "Insurance",
    "Logistics",
    "Manufacturing",
    "Marine",
    "Media",
    "Motors",
    "Packaging",
    "Paper",
    "Pharma",
    "Retail",
    "Schools",
    "Steel",
    "Textiles",
    "Utilities",
];

pub(crate) const FIRST_NAMES: [&str; 32] = [
    "Aiko",
    "Alejandro",
    "Amara",
    "Ana",
    "Anders",
    "Beatriz",
    "Camille",
    "Chen",
    "Claire",
    "Daniel",
    "Deepa",
    "Elena",
    "Emeka",
    "Farah",
    "Gabriel",
    "Hana",
    "Ingrid",
    "Jonas",
    "Kenji",
    "Laila",
    "Lucas",
    "Maria",
    "Mateo",
    "Nadia",
    "Oliver",
    "Priya",
    "Rohan",
    "Sara",
    "Sofia",
    "Thomas",
    "Yusuf",
    "Zoe",
];
pub(crate) const LAST_NAMES: [&str; 32] = [
    "Almeida",
    "Andersen",
    "Baker",
    "Bianchi",
    "Carvalho",
    "Castillo",
    "Dubois",
    "Ekström",
    "Fernandes",
    "Fischer",
    "Garcia",
    "Hoffmann",
    "Ito",
    "Jansen",
    "Joshi",
    "Kim",
    "Kumar",
    "Laurent",
    "Lopez",
    "Mbeki",
    "Moreau",
    "Nair",
    "Nakamura",
    "Okafor",
    "Patel",
    "Petrov",
    "Rossi",
    "Santos",
    "Silva",
    "Tan",
    "Walker",
    "Wright",
];
