//! Hash functions: the positions of units, natively and as other systems compute them.

mod foreign;
pub mod md5;
mod name_table;
pub mod native;

pub use foreign::{Function, Scheme, Units};
pub use name_table::NameTable;
