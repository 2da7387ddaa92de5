//! What can be wrong with what only the full module understands.

use crate::document::faults;

faults! {
    HASH_UNITS = "hash", "`md5` is of UTF-8 bytes",
        "leave `units` out";
    HASH_OF = "hash", "expected from 1 to 4294967296 positions",
        "`of` is how many positions there are: 4294967296, or what the hash is taken modulo";
    HASH_ROUNDS = "hash", "expected one or two rounds",
        "write 2 where the decimal digits of the hash are hashed again";
    POSITIONS = "positions", "expected two positions, the first and the end",
        "write `[first, end]`: the end itself is not included";
    TOO_FAR = "range", "there are {} positions",
        "end at most there: the end itself is not included";
    MIXED_BOUNDS = "condition", "a test has bounds of one type",
        "compare with numbers or with strings, and write two tests for both";
    CIDR = "cidr", "`{}` is no block of addresses such as `10.0.0.0/8`",
        "write an address, or an address, a slash and how many of its first bits count";
    PATTERN = "pattern", "`{}` is no pattern: {}",
        "patterns are a common part of RE2: no look-around, no back-references; write a backslash as two in JSON";
}
