use crate::support::{check_cases, expect_equal};
use burgee::literal::cidr::{Address, Block};
use proptest::prelude::*;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether a block contains an address; `None` when one of the two does not parse.
fn contains(block: &str, address: &str) -> Option<bool> {
    Some(Block::parse(block)?.contains(Address::parse(address)?))
}

#[test]
fn a_block_contains_exactly_the_addresses_of_its_range() {
    let table = [
        ("10.0.0.0/8", "10.255.1.2", true),
        ("10.0.0.0/8", "11.0.0.0", false),
        ("10.1.2.3/8", "10.200.0.1", true),
        ("192.168.1.0/24", "192.168.1.255", true),
        ("192.168.1.0/24", "192.168.2.0", false),
        ("10.0.0.1", "10.0.0.1", true),
        ("10.0.0.1", "10.0.0.2", false),
        ("10.0.0.1/32", "10.0.0.1", true),
        ("0.0.0.0/0", "255.255.255.255", true),
        ("128.0.0.0/1", "127.255.255.255", false),
        ("2001:db8::/32", "2001:db8:ffff::1", true),
        ("2001:db8::/32", "2001:db9::", false),
        ("2001:DB8::1", "2001:db8:0:0:0:0:0:1", true),
        ("::1/128", "::1", true),
        ("::/0", "2001:db8::1", true),
        // An IPv4 address that a proxy mapped to IPv6 belongs to the same visitor.
        ("10.0.0.0/8", "::ffff:10.1.2.3", true),
        ("10.0.0.0/8", "::ffff:a01:203", true),
        ("10.0.0.0/8", "::ffff:11.1.2.3", false),
        ("0.0.0.0/0", "::ffff:1.2.3.4", true),
        ("::ffff:10.0.0.0/104", "10.1.2.3", true),
        ("::ffff:0:0/96", "10.1.2.3", true),
        ("::ffff:10.0.0.1", "10.0.0.1", true),
        ("::/0", "::ffff:1.2.3.4", true),
        // Neither address family contains the other.
        ("::/0", "1.2.3.4", false),
        ("::/64", "1.2.3.4", false),
        ("0.0.0.0/0", "::1", false),
        ("0.0.0.0/0", "::1.2.3.4", false),
        ("10.0.0.0/8", "::10.1.2.3", false),
        ("64:ff9b::/96", "1.2.3.4", false),
    ];
    for (block, address, expected) in table {
        assert_eq!(contains(block, address), Some(expected), "{address} in {block}");
    }
    assert_eq!(table.len(), 29);
}

const NOT_ADDRESSES: [&str; 43] = [
    "",
    "1",
    "1.2.3",
    "1.2.3.4.5",
    "1.2.3.256",
    "1.2.3.04",
    "01.2.3.4",
    "1.2.3.",
    ".1.2.3",
    "1..2.3",
    "1.2.3.4 ",
    " 1.2.3.4",
    "0x1.2.3.4",
    "1.2.3.-4",
    "1.2.3.+4",
    "1.2.3.1000",
    "١.2.3.4",
    ":",
    ":::",
    "::1::",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7:8::",
    "::1:2:3:4:5:6:7:8",
    "1:2:3:4::5:6:7:8",
    ":1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:",
    "1:::2",
    "12345::",
    "g::",
    "fe80::1%eth0",
    "[::1]",
    "::1.2.3",
    "::1.2.3.4.5",
    "::1.2.3.256",
    "1.2.3.4::",
    "::1.2.3.4:1",
    "1:2:3:4:5:6:7:1.2.3.4",
    "1:2:3:4:5:1.2.3.4",
    "::ffff:1.2.3.04",
    "localhost",
    "+::",
    "::+1",
];

#[test]
fn refuses_text_that_is_not_an_address() {
    for text in NOT_ADDRESSES {
        assert_eq!(Address::parse(text), None, "{text}");
        assert_eq!(Block::parse(text), None, "{text}");
    }
    assert_eq!(NOT_ADDRESSES.len(), 43);
}

#[test]
fn refuses_a_block_with_a_wrong_address_or_prefix_length() {
    let texts = [
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/08",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "10.0.0.0/ 8",
        "/8",
        "10/8",
        "::/129",
        "::/1000",
        "::/4294967297",
        "::/",
    ];
    for text in texts {
        assert_eq!(Block::parse(text), None, "{text}");
    }
    assert_eq!(texts.len(), 12);
}

fn any_address() -> impl Strategy<Value = IpAddr> {
    prop_oneof![
        any::<u32>().prop_map(|bits| IpAddr::V4(Ipv4Addr::from_bits(bits))),
        any::<u128>().prop_map(|bits| IpAddr::V6(Ipv6Addr::from_bits(bits))),
        any::<u32>().prop_map(|bits| IpAddr::V6(Ipv4Addr::from_bits(bits).to_ipv6_mapped())),
        (any::<u128>(), any::<u128>(), any::<u128>()).prop_map(|(a, b, c)| IpAddr::V6(Ipv6Addr::from_bits(
            a & b & c & 0xffff_0000_0000_ffff_ffff_0000_0000_ffff
        ))),
    ]
}

/// ipnet separates the families: an IPv4 address mapped to IPv6 is only IPv6 there, and both here.
#[test]
fn any_block_contains_the_addresses_that_it_contains_in_ipnet() {
    check_cases(10_000, (any_address(), any_address(), 0_u8..=128, 0_u32..128), |(first, second, length, flipped)| {
        let length = if first.is_ipv4() { length.min(32) } else { length };
        let block = format!("{first}/{length}");
        let near = match first {
            IpAddr::V4(first) => IpAddr::V4(Ipv4Addr::from_bits(first.to_bits() ^ 1 << (flipped % 32))),
            IpAddr::V6(first) => IpAddr::V6(Ipv6Addr::from_bits(first.to_bits() ^ 1 << flipped)),
        };
        for address in [first, second, near] {
            let net: ipnet::IpNet = block.parse().unwrap();
            let theirs = net.contains(&address)
                || net.contains(&address.to_canonical())
                || matches!(net, ipnet::IpNet::V6(net) if net.prefix_len() >= 96 && matches!(address, IpAddr::V4(v4) if net.contains(&v4.to_ipv6_mapped())));
            expect_equal(&format!("{address} in {block}"), contains(&block, &address.to_string()), Some(theirs))?;
        }
        Ok(())
    });
}

#[test]
fn parses_any_text_as_an_address_exactly_when_core_does() {
    let texts = "[0-9a-fA-F:]{0,20}|(::)?([0-9a-f]{0,4}:){0,8}(:|[0-9a-f]{1,5})?(:[0-9a-f]{1,4}){0,7}|([0-9a-f]{1,4}:){0,6}:?([0-9]{1,3}\\.){2,4}[0-9]{1,3}|\\PC{0,8}";
    check_cases(8_000, texts, |text| {
        let theirs = text.parse::<IpAddr>().ok();
        expect_equal(&text, Address::parse(&text).is_some(), theirs.is_some())?;
        let Some(theirs) = theirs else { return Ok(()) };
        expect_equal(&text, Address::parse(&text), Address::parse(theirs.to_string()))?;
        expect_equal(&text, contains(&text, &theirs.to_string()), Some(true))
    });
}

#[test]
fn parses_any_text_as_a_block_exactly_when_ipnet_does() {
    check_cases(
        8_000,
        "([0-9]{1,3}\\.){3}[0-9]{1,3}/[0-9]{0,3}|[0-9a-f]{0,4}::[0-9a-f]{0,4}/[0-9]{0,4}|\\PC{0,4}/\\PC{0,4}",
        |text| {
            // ipnet accepts leading zeros in addresses and lengths. Here `08` is not a number, as in core.
            let (address, length) = text.split_once('/').unwrap();
            let zero = length.len() > 1 && length.starts_with('0');
            let theirs = text.parse::<ipnet::IpNet>().is_ok() && address.parse::<IpAddr>().is_ok() && !zero;
            expect_equal(&text, Block::parse(&text).is_some(), theirs)
        },
    );
}
