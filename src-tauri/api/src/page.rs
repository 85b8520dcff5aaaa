//! Pages of rows.

/// The most rows that one page has.
const MOST: u32 = 1_000;

/// The rows from `offset` on, `limit` of them at most.
pub(crate) fn page<T>(rows: &[T], offset: u32, limit: u32) -> &[T] {
    let from = usize::try_from(offset).unwrap_or(usize::MAX).min(rows.len());
    let most = usize::try_from(limit.min(MOST)).unwrap_or(usize::MAX);
    &rows[from..from.saturating_add(most).min(rows.len())]
}

/// The same, or all of them from `offset` on where no limit is asked for.
pub(crate) fn page_or_all<T>(rows: &[T], offset: u32, limit: Option<u32>) -> &[T] {
    match limit {
        Some(limit) => page(rows, offset, limit),
        None => rows.get(usize::try_from(offset).unwrap_or(usize::MAX)..).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::{page, page_or_all};

    #[test]
    fn pages_end_where_the_rows_do() {
        let rows = [1, 2, 3, 4, 5];
        for (offset, limit, expected) in [
            (0, 2, &[1, 2][..]),
            (4, 2, &[5]),
            (5, 2, &[]),
            (u32::MAX, u32::MAX, &[]),
            (0, u32::MAX, &[1, 2, 3, 4, 5]),
            (3, 0, &[]),
        ] {
            assert_eq!(page(&rows, offset, limit), expected, "{offset} {limit}");
        }
        assert_eq!(page(&[0; 2_000], 0, u32::MAX).len(), 1_000);
        assert_eq!(page_or_all(&[0; 2_000], 500, None).len(), 1_500);
        assert_eq!(page_or_all(&rows, u32::MAX, None).len(), 0);
        assert_eq!(page_or_all(&rows, 3, Some(1)), [4]);
    }
}
