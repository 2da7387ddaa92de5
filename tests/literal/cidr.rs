use crate::support::{compare, same};
use burgee::literal::cidr::{Address, Block};
use proptest::prelude::*;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether a block holds an address; none where one of the two is not what it should be.
fn contains(block: &str, address: &str) -> Option<bool> {
    Some(Block::parse(block)?.contains(Address::parse(address)?))
}

#[test]
fn blocks_hold_these_addresses() {
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
        // An IPv4 address that was mapped to IPv6 on its way is the same visitor.
        ("10.0.0.0/8", "::ffff:10.1.2.3", true),
        ("10.0.0.0/8", "::ffff:a01:203", true),
        ("10.0.0.0/8", "::ffff:11.1.2.3", false),
        ("0.0.0.0/0", "::ffff:1.2.3.4", true),
        ("::ffff:10.0.0.0/104", "10.1.2.3", true),
        ("::ffff:0:0/96", "10.1.2.3", true),
        ("::ffff:10.0.0.1", "10.0.0.1", true),
        ("::/0", "::ffff:1.2.3.4", true),
        // Neither family is part of the other.
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

#[test]
fn what_is_not_an_address_is_refused() {
    let texts = [
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
    for text in texts {
        assert_eq!(Address::parse(text), None, "{text}");
        assert_eq!(Block::parse(text), None, "{text}");
    }
    assert_eq!(texts.len(), 43);
    for text in [
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
    ] {
        assert_eq!(Block::parse(text), None, "{text}");
    }
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

/// ipnet keeps the families apart: an address mapped to IPv6 is only IPv6 there, and both here.
#[test]
fn any_block_holds_what_ipnet_says_it_holds() {
    compare(10_000, (any_address(), any_address(), 0_u8..=128, 0_u32..128), |(first, second, length, flipped)| {
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
            same(&format!("{address} in {block}"), contains(&block, &address.to_string()), Some(theirs))?;
        }
        Ok(())
    });
}

#[test]
fn any_text_is_the_address_that_core_reads_or_none() {
    let texts = "[0-9a-fA-F:]{0,20}|(::)?([0-9a-f]{0,4}:){0,8}(:|[0-9a-f]{1,5})?(:[0-9a-f]{1,4}){0,7}|([0-9a-f]{1,4}:){0,6}:?([0-9]{1,3}\\.){2,4}[0-9]{1,3}|\\PC{0,8}";
    compare(8_000, texts, |text| {
        let theirs = text.parse::<IpAddr>().ok();
        same(&text, Address::parse(&text).is_some(), theirs.is_some())?;
        let Some(theirs) = theirs else { return Ok(()) };
        same(&text, Address::parse(&text), Address::parse(theirs.to_string()))?;
        same(&text, contains(&text, &theirs.to_string()), Some(true))
    });
}

#[test]
fn any_text_is_a_block_that_ipnet_reads_or_none() {
    compare(
        8_000,
        "([0-9]{1,3}\\.){3}[0-9]{1,3}/[0-9]{0,3}|[0-9a-f]{0,4}::[0-9a-f]{0,4}/[0-9]{0,4}|\\PC{0,4}/\\PC{0,4}",
        |text| {
            // ipnet takes leading zeros in addresses and lengths; here `08` is no number, as for core.
            let (address, length) = text.split_once('/').unwrap();
            let zero = length.len() > 1 && length.starts_with('0');
            let theirs = text.parse::<ipnet::IpNet>().is_ok() && address.parse::<IpAddr>().is_ok() && !zero;
            same(&text, Block::parse(&text).is_some(), theirs)
        },
    );
}
