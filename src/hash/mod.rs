//! Hash functions: the positions of units, natively and as other systems compute them.

mod foreign;
pub mod md5;
#[cfg(feature = "compile")]
mod name_table;
pub mod native;

pub use foreign::{Function, Scheme, Units};
#[cfg(feature = "compile")]
pub use name_table::NameTable;
