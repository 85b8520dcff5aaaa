//! The nearest of several names, for messages about one that is not there.

/// The name nearest to `wanted`, when one is near enough to be meant: at most a third of its letters
/// differ, and two always may.
#[must_use]
pub fn name<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = letters(wanted);
    let limit = (wanted.len() / 3).max(2);
    names
        .map(|name| (distance(&wanted, &letters(name)), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

/// Whether one letter added, dropped or changed leads from one name to the other.
pub(crate) fn is_one_slip(one: &str, other: &str) -> bool {
    let (one, other) = (letters(one), letters(other));
    one.len().abs_diff(other.len()) <= 1 && distance(&one, &other) == 1
}

/// A name as it is compared: small letters and digits only.
fn letters(name: &str) -> Vec<char> {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How many letters must be added, dropped or changed to get from one name to the other
/// (Levenshtein 1966).
fn distance(from: &[char], to: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (index, letter) in from.iter().enumerate() {
        let mut left = index + 1;
        let mut above_left = index;
        for (other, above) in to.iter().zip(row.iter_mut().skip(1)) {
            let changed = above_left + usize::from(letter != other);
            above_left = *above;
            left = changed.min(*above + 1).min(left + 1);
            *above = left;
        }
        if let Some(first) = row.first_mut() {
            *first = index + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_offered_and_far_ones_are_not() {
        let names = ["SalesAmount", "SalesOrderNumber", "OrderDate", "ID"];
        let rows = [
            ("SalesAmout", Some("SalesAmount")),
            ("sales amount", Some("SalesAmount")),
            ("Sales_Order_Nr", Some("SalesOrderNumber")),
            ("orderdat", Some("OrderDate")),
            ("Freight", None),
            ("Id", Some("ID")),
        ];
        for (wanted, expected) in rows {
            assert_eq!(name(wanted, names.into_iter()), expected, "{wanted}");
        }
        assert_eq!(distance(&letters("kitten"), &letters("sitting")), 3);
    }
}
