//! The amounts of an outcome before anything is cut: a block for each incentive, which outcomes of
//! programs that differ elsewhere share.

use std::sync::Arc;

use crate::settlement::Settlements;

/// Minor units by incentive, then settlement, then partner.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cells {
    partners: usize,
    blocks: Vec<Block>,
}

/// The amounts of one incentive, by settlement, then partner.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    amounts: Arc<Vec<i64>>,
    /// The sizes of all of them added up.
    size: i128,
}

impl Block {
    pub fn new(amounts: Arc<Vec<i64>>) -> Self {
        let size =
            match amounts.iter().try_fold(0_i64, |sum, one| sum.checked_add(one.checked_abs()?)) {
                Some(size) => i128::from(size),
                None => amounts.iter().map(|one| i128::from(*one).abs()).sum(),
            };
        Self { amounts, size }
    }
}

impl Cells {
    pub fn new(partners: usize, blocks: Vec<Block>) -> Self {
        Self { partners, blocks }
    }

    /// The block of an incentive.
    pub fn block(&self, incentive: usize) -> &Block {
        &self.blocks[incentive]
    }

    /// The amounts of an incentive, by settlement, then partner.
    pub fn of(&self, incentive: usize) -> &[i64] {
        &self.blocks[incentive].amounts
    }

    /// The amount of a settlement of an incentive for a partner.
    pub fn get(&self, incentive: usize, settlement: usize, partner: usize) -> i64 {
        self.of(incentive)[settlement * self.partners + partner]
    }

    /// The sizes of all amounts added up.
    pub fn size(&self) -> i128 {
        self.blocks.iter().map(|block| block.size).sum()
    }

    /// All amounts by row, then partner.
    pub fn by_row(&self) -> Vec<i64> {
        let blocks: Vec<&[i64]> =
            self.blocks.iter().map(|block| block.amounts.as_slice()).collect();
        blocks.concat()
    }

    /// The same from all amounts by row, then partner.
    pub fn from_rows(partners: usize, settlements: &Settlements, by_row: &[i64]) -> Self {
        let blocks = (0..settlements.incentives()).map(|incentive| {
            let rows = settlements.rows_of(incentive, None);
            let amounts = &by_row[rows.start * partners..rows.end * partners];
            Block::new(Arc::new(amounts.to_vec()))
        });
        Self { partners, blocks: blocks.collect() }
    }
}
