use crate::support::{compare, same};
use burgee::literal::pattern::{LONGEST, MOST_INSTRUCTIONS, Pattern, PatternError, Scratch};
use proptest::prelude::*;

fn is_match(pattern: &str, text: &str) -> bool {
    Pattern::parse(pattern).unwrap_or_else(|error| panic!("{pattern}: {error:?}")).is_match(text, &mut Scratch::new())
}

#[test]
fn patterns_find_these_texts() {
    // A pattern, texts that it finds, texts that it does not.
    let table: &[(&str, &[&str], &[&str])] = &[
        ("", &["", "a"], &[]),
        ("abc", &["abc", "xabcx"], &["", "ab", "abxc", "ABC"]),
        ("a.c", &["abc", "aéc", "a😀c"], &["ac", "a\nc"]),
        ("(?s)a.c", &["a\nc"], &["ac"]),
        ("^abc$", &["abc"], &["xabc", "abcx", "abc\n"]),
        ("^$", &[""], &["a", "\n"]),
        ("(?m)^b$", &["a\nb\nc", "b"], &["ab", "a\r\nbc"]),
        ("(?m)\\Ab\\z", &["b"], &["a\nb", "b\na"]),
        ("a|b|c", &["a", "b", "c"], &["d", ""]),
        ("^(a|b|)$", &["a", "b", ""], &["c", "ab"]),
        ("^(|a)$", &["", "a"], &["b"]),
        ("ab*c", &["ac", "abc", "abbbc"], &["ab", "adc"]),
        ("ab+c", &["abc", "abbc"], &["ac"]),
        ("^ab?c$", &["ac", "abc"], &["abbc"]),
        ("^a{2}$", &["aa"], &["a", "aaa"]),
        ("^a{2,}$", &["aa", "aaaaaa"], &["a"]),
        ("^a{2,4}$", &["aa", "aaa", "aaaa"], &["a", "aaaaa"]),
        ("^a{0}$", &[""], &["a"]),
        ("^(ab){0,1}c{0,}$", &["", "ab", "abccc", "c"], &["abab"]),
        ("^(a{2}){3}$", &["aaaaaa"], &["aaaaa", "aaaaaaa"]),
        ("^((a|b){2}c){2}$", &["abcbac"], &["abcba", "acbac"]),
        ("^a*?b+?c??d{1,2}?$", &["bd", "aabbcdd"], &["ad"]),
        ("^(a*)*$", &["", "aaa"], &["b"]),
        ("^(a*)+b$", &["b", "aab"], &["a"]),
        ("^(|a)+$", &["", "aa"], &["b"]),
        ("^(a|b*)*c$", &["c", "abbac"], &["d"]),
        ("[a-c]", &["b"], &["d", "B", ""]),
        ("[^a-c]", &["d", "\n", "é"], &["a", ""]),
        ("^[]a]$", &["]", "a"], &["b"]),
        ("^[^]a]$", &["b"], &["]", "a"]),
        ("^[-a]$", &["-", "a"], &["b"]),
        ("^[a-]$", &["-", "a"], &["b"]),
        ("^[a-c-]$", &["-", "b"], &["d"]),
        ("^[a\\-z]$", &["-", "a", "z"], &["b"]),
        ("^[\\]\\\\^]$", &["]", "\\", "^"], &["a"]),
        ("^[é-ü龍😀]$", &["é", "ö", "龍", "😀"], &["e", "a"]),
        ("^[a&b~c]$", &["&", "~"], &["d"]),
        ("^\\d\\D\\w\\W\\s\\S$", &["1a_-\tx"], &["a1_- x", "1a_-xx"]),
        ("^[\\d.]+$", &["1.2.3"], &["1.a"]),
        ("^[^\\d.]+$", &["ab"], &["a1"]),
        ("^[\\D]$", &["a", "é"], &["1"]),
        ("^[^\\W]$", &["a", "_"], &["-", "é"]),
        ("^[\\W\\w]$", &["a", "-", "é", "\n"], &[""]),
        ("[^\\W\\w]", &[], &["", "a", "é"]),
        ("^\\s$", &[" ", "\t", "\n", "\u{b}", "\u{c}", "\r"], &["a", "\u{a0}", "\u{85}"]),
        ("^[[:alpha:]]+$", &["aZ"], &["a1", "é"]),
        ("^[[:^alpha:]]$", &["1", "é"], &["a"]),
        ("^[[:digit:][:punct:]x]+$", &["1!~x/"], &["a"]),
        ("^[[:xdigit:]]+$", &["09afAF"], &["g"]),
        ("^[[:word:]]+$", &["a_9"], &["-"]),
        (
            "^[[:alnum:]]+[[:blank:]][[:cntrl:]][[:graph:]][[:lower:]][[:print:]][[:space:]][[:upper:]][[:ascii:]]$",
            &["a9\t\u{7f}!a \nA\0"],
            &["a9\t\u{7f}!A \nA\0"],
        ),
        ("\\bfoo\\b", &["foo", "a foo.", "-foo-"], &["afoo", "foo_", "foo1"]),
        ("\\Bfoo\\B", &["afoob"], &["foo", "afoo", "foob"]),
        ("^\\b$", &[], &["", "a"]),
        ("^\\B$", &[""], &["a"]),
        ("é\\b", &[], &["é", "é "]),
        ("é\\bx", &["éx"], &[]),
        ("(?i)abc", &["abc", "ABC", "aBc"], &["abd"]),
        ("(?i)[a-b]x", &["AX"], &["cx"]),
        ("(?i)[^a]$", &["b"], &["a", "A"]),
        ("(?i)[[:lower:]]", &["A"], &["1"]),
        ("(?i)[[:^lower:]]", &["1"], &["a", "A"]),
        ("(?i)é", &["é"], &["É"]),
        ("(?i)k", &["K"], &["\u{212a}"]),
        ("(?i)[^\\W_]", &["a"], &["_"]),
        ("a(?i)b|c", &["aB", "C"], &["Ab", "A"]),
        ("(?i:a)b", &["Ab"], &["AB"]),
        ("(a(?i)b)c", &["aBc"], &["aBC"]),
        ("(?i)a(?-i)b", &["Ab"], &["AB"]),
        ("(?i)a(?-i:b)c", &["AbC"], &["ABC"]),
        ("(?is).b", &["\nB"], &["b"]),
        ("(?s-i:.)b", &["\nb"], &["\nB"]),
        ("(?i-s:a.)", &["Ab"], &["A\n"]),
        ("(?:ab)+$", &["abab"], &["aba "]),
        ("(?<year>\\d{4})-(?P<month>\\d\\d)", &["2026-11"], &["202-11"]),
        (
            "\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\^\\$\\|\\\\\\/\\-\\#\\&\\~\\@\\!\\\"\\'\\%\\,\\:\\;\\=\\_\\`",
            &[".*+?()[]{}^$|\\/-#&~@!\"'%,:;=_`"],
            &[""],
        ),
        ("\\n\\t\\r\\f\\v\\a", &["\n\t\r\u{c}\u{b}\u{7}"], &["ntrfva"]),
        ("^\\x41\\x{1F600}\\u00e9\\u{E9}$", &["A😀éé"], &["A😀é"]),
        ("^[\\x41-\\x43\\u{1F600}]$", &["B", "😀"], &["D"]),
        ("]}", &["]}"], &["]"]),
        ("^*a", &["a", "ba"], &["b"]),
        ("\\b+a", &["a"], &["ba"]),
        ("^(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.|$)){4}$", &["192.168.0.1"], &["256.1.1.1"]),
        ("^[a-z0-9._%+-]+@(?:[a-z0-9-]+\\.)+[a-z]{2,}$", &["a.b+c@mail.example.com"], &["a@b", "@example.com"]),
        ("(?i)^.*@(company|partner)\\.com$", &["Someone@Company.COM"], &["x@company.com.evil.org"]),
        ("^/(de|fr)(/|$)", &["/de", "/fr/a"], &["/den", "/en"]),
    ];
    let mut compared = 0;
    for (pattern, found, other) in table {
        for (texts, expected) in [(found, true), (other, false)] {
            for text in *texts {
                assert_eq!(is_match(pattern, text), expected, "{pattern} in {text:?}");
                compared += 1;
            }
        }
    }
    assert_eq!((table.len(), compared), (86, 264));
}

#[test]
fn what_is_not_a_pattern_is_refused_with_the_place_and_the_reason() {
    let table = [
        ("(?=a)", 0, "look-around is not supported"),
        ("a(?!b)", 1, "look-around is not supported"),
        ("(?<=a)b", 0, "look-around is not supported"),
        ("é(?<!a)b", 2, "look-around is not supported"),
        ("(a)\\1", 3, "back-references are not supported"),
        ("(?<n>a)\\k<n>", 7, "back-references are not supported"),
        ("(?P<n>a)(?P=n)", 8, "back-references are not supported"),
        ("(?>a)", 0, "unknown kind of group"),
        ("(?#a)", 0, "unknown kind of group"),
        ("(?|a)", 0, "unknown kind of group"),
        ("(?", 0, "unknown kind of group"),
        ("(?)", 0, "unknown kind of group"),
        ("(?Pa)", 0, "unknown kind of group"),
        ("(?Pi)", 0, "unknown kind of group"),
        ("(?P>n)", 0, "unknown kind of group"),
        ("(?R)", 0, "unknown kind of group"),
        ("(?x)a b", 0, "unknown kind of group"),
        ("(?u)a", 0, "unknown kind of group"),
        ("(?ix)a", 3, "unknown flag"),
        ("(?i-)a", 3, "unknown flag"),
        ("(?i--s)a", 4, "unknown flag"),
        ("(?-", 3, "unknown flag"),
        ("(?i", 3, "unknown flag"),
        ("(?<>a)", 3, "a group name consists of letters, digits and `_`, followed by `>`"),
        ("(?<a-b>a)", 3, "a group name consists of letters, digits and `_`, followed by `>`"),
        ("(a", 0, "unclosed group"),
        ("a((b)", 1, "unclosed group"),
        ("(?:", 0, "unclosed group"),
        ("a)", 1, "unopened group"),
        (")", 0, "unopened group"),
        ("*a", 0, "nothing to repeat"),
        ("a|*", 2, "nothing to repeat"),
        ("(+)", 1, "nothing to repeat"),
        ("(?i)*", 4, "nothing to repeat"),
        ("{2}", 0, "nothing to repeat"),
        ("a**", 2, "to repeat a repetition, put it into a group"),
        ("a++", 2, "to repeat a repetition, put it into a group"),
        ("a*??", 3, "to repeat a repetition, put it into a group"),
        ("a{2}{3}", 4, "to repeat a repetition, put it into a group"),
        ("a{", 1, "expected a count such as `{2}`, `{2,}` or `{2,5}`"),
        ("a{}", 1, "expected a count such as `{2}`, `{2,}` or `{2,5}`"),
        ("a{,2}", 1, "expected a count such as `{2}`, `{2,}` or `{2,5}`"),
        ("a{2", 1, "expected a count such as `{2}`, `{2,}` or `{2,5}`"),
        ("a{2,3,4}", 1, "expected a count such as `{2}`, `{2,}` or `{2,5}`"),
        ("a{ 2}", 1, "expected a count such as `{2}`, `{2,}` or `{2,5}`"),
        ("a{-1}", 1, "expected a count such as `{2}`, `{2,}` or `{2,5}`"),
        ("a{3,2}", 1, "the first count is larger than the second"),
        ("a{1001}", 1, "a count is at most 1,000"),
        ("a{99999999999999999999}", 1, "a count is at most 1,000"),
        ("a{1,1001}", 1, "a count is at most 1,000"),
        ("[a", 0, "unclosed set"),
        ("a[]", 1, "unclosed set"),
        ("[^]", 0, "unclosed set"),
        ("[a-", 0, "unclosed set"),
        ("[", 0, "unclosed set"),
        ("[z-a]", 1, "the range ends before it starts"),
        ("[\\d-z]", 1, "the ends of a range must be characters"),
        ("[a-\\w]", 1, "the ends of a range must be characters"),
        ("[a-c-e]", 4, "in a set, `-` must be first, last or escaped"),
        ("[a--b]", 1, "operations on sets are not supported"),
        ("[--a]", 1, "operations on sets are not supported"),
        ("[a&&b]", 2, "operations on sets are not supported"),
        ("[a~~b]", 2, "operations on sets are not supported"),
        ("[a[bc]]", 2, "sets in sets are not supported"),
        ("[[=a=]]", 1, "sets in sets are not supported"),
        ("[[:nope:]]", 1, "unknown class"),
        ("[[:alpha]]", 1, "unknown class"),
        ("[[:alphabetical:]]", 1, "unknown class"),
        ("[[::]]", 1, "unknown class"),
        ("[\\b]", 1, "unknown escape"),
        ("\\", 0, "the pattern ends after a backslash"),
        ("[\\", 1, "the pattern ends after a backslash"),
        ("\\y", 0, "unknown escape"),
        ("\\Z", 0, "unknown escape"),
        ("\\G", 0, "unknown escape"),
        ("\\Qa\\E", 0, "unknown escape"),
        ("\\<a", 0, "unknown escape"),
        ("\\é", 0, "unknown escape"),
        ("\\ ", 0, "unknown escape"),
        ("\\0", 0, "unknown escape"),
        ("\\p{L}", 0, "unicode classes are not supported"),
        ("\\PL", 0, "unicode classes are not supported"),
        ("\\x4", 0, "expected a code such as `\\x7F`, `\\u00E9` or `\\u{1F600}`"),
        ("\\u{}", 0, "expected a code such as `\\x7F`, `\\u00E9` or `\\u{1F600}`"),
        ("\\u{41", 0, "expected a code such as `\\x7F`, `\\u00E9` or `\\u{1F600}`"),
        ("\\uD83D\\uDE00", 0, "no character has this code"),
        ("\\x{110000}", 0, "no character has this code"),
        ("\\x{FFFFFFFFFFFFFFFFFF}", 0, "no character has this code"),
    ];
    for (pattern, at, message) in table {
        assert_eq!(Pattern::parse(pattern), Err(PatternError { at, message }), "{pattern}");
    }
    assert_eq!(table.len(), 88);
}

#[test]
fn limits_are_exact() {
    let instructions = |pattern: &str| Pattern::parse(pattern).map(|pattern| pattern.instructions());
    let refused = |at, message| Err(PatternError { at, message });
    assert_eq!(instructions(&"a".repeat(LONGEST)), Ok(LONGEST));
    assert_eq!(instructions(&"a".repeat(LONGEST + 1)), refused(LONGEST, "a pattern has at most 1,000 bytes"));
    assert_eq!(instructions("a{1000}b{1000}"), Ok(MOST_INSTRUCTIONS));
    assert_eq!(instructions("a{1000}b{1000}c"), refused(15, "the pattern needs more than 2,000 instructions"));
    assert_eq!(instructions("a{0,1000}"), Ok(2_000));
    assert_eq!(instructions("(a{0,1000}){2}"), refused(14, "the pattern needs more than 2,000 instructions"));
    assert_eq!(instructions("((((a{9}){9}){9}){9}){9}"), refused(20, "the pattern needs more than 2,000 instructions"));
    let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(instructions(&nested(50)), Ok(1));
    assert_eq!(instructions(&nested(51)), refused(50, "groups are nested deeper than 50"));
    assert_eq!(instructions(&"(".repeat(1000)), refused(50, "groups are nested deeper than 50"));
    assert_eq!(instructions(&"()".repeat(500)), Ok(0));
    assert_eq!(instructions(&"|".repeat(1000)), Ok(2_000));
    // The widest set: every bound of every character that a pattern has room for.
    let wide: String = (0..330).map(|index| char::from_u32(0x4e00 + 2 * index).unwrap()).collect();
    assert_eq!(instructions(&format!("[{wide}]")), Ok(1));
    assert!(is_match(&format!("^[{wide}]{{3}}$"), "一丂丄"));
    assert!(!is_match(&format!("^[{wide}]{{3}}$"), "一丁丄"));
}

/// What takes other engines exponential or quadratic time takes one visit of an instruction per character.
#[test]
fn hostile_patterns_take_a_bounded_number_of_steps() {
    let texts = [
        "a".repeat(20_000),
        format!("{}!", "a".repeat(20_000)),
        "ab".repeat(10_000),
        "😀".repeat(5_000),
        String::new(),
    ];
    let patterns = [
        "(a+)+$",
        "(a|a)*b",
        "(a|aa)+$",
        "(a*)*b",
        "((a*)*)*b",
        "(.*)*x",
        "(.*a){20}$",
        "^(a?){50}a{50}$",
        "(a{1,30}){1,30}b",
        "(x+x+)+y",
        "(([a-z])+.)+[A-Z]([a-z])+$",
        "^(([a-z0-9])+)+@x$",
        "(a|b|ab)*c",
        "(?:a?){100}a{100}",
        ".*.*.*.*.*=",
        "(|a|a)+b",
        "(a?b?)*c",
        "\\b(\\w+\\s*)+$",
        "(?i)(A|a)*\\z.",
        "[^b]*[^c]*[^d]*$x",
    ];
    let mut scratch = Scratch::new();
    let mut searches = 0;
    for pattern in patterns {
        let model = Pattern::parse(pattern).unwrap_or_else(|error| panic!("{pattern}: {error:?}"));
        for text in &texts {
            let (found, steps) = model.count_steps(text, &mut scratch);
            let bound = (model.instructions() + 1) * (text.chars().count() + 1);
            assert!(steps <= bound, "{pattern}: {steps} steps, more than {bound}");
            assert_eq!(found, regex::Regex::new(pattern).unwrap().is_match(text), "{pattern} in {} bytes", text.len());
            searches += 1;
        }
    }
    assert_eq!(searches, 100);
}

#[test]
fn twice_the_text_takes_at_most_twice_the_steps() {
    for pattern in ["(a+)+$", "(a|a)*b", "^(a?){50}a{50}$", "(.*a){20}$", "(a{1,30}){1,30}b"] {
        let model = Pattern::parse(pattern).unwrap();
        let steps = |length| model.count_steps(&format!("{}!", "a".repeat(length)), &mut Scratch::new()).1;
        let (short, long) = (steps(1_000), steps(2_000));
        assert!(long <= 2 * short + 16 * model.instructions(), "{pattern}: {short}, then {long}");
    }
}

/// An anchored pattern stops reading where nothing can match any more.
#[test]
fn an_anchored_pattern_stops_early() {
    let model = Pattern::parse("^/admin").unwrap();
    let (found, steps) = model.count_steps(&"/visitor".repeat(1_000), &mut Scratch::new());
    assert_eq!((found, steps), (false, 3));
}

/// A pattern in two spellings: ours, and one that says the same to the crate `regex`, whose classes are Unicode's.
#[derive(Clone, Debug)]
struct Spelled(String, String);

fn spelled(ours: &str, theirs: &str) -> Spelled {
    Spelled(ours.into(), theirs.into())
}

impl Spelled {
    fn map(&self, wrap: impl Fn(&str) -> String) -> Self {
        Self(wrap(&self.0), wrap(&self.1))
    }
}

fn leaf() -> impl Strategy<Value = Spelled> {
    let same = [
        "a",
        "b",
        "c",
        "B",
        "é",
        "龍",
        "😀",
        "1",
        "_",
        "-",
        "\\.",
        " ",
        "\\n",
        ".",
        "[ab]",
        "[^ab]",
        "[a-c1]",
        "[^\\n]",
        "[é-龍]",
        "[[:alpha:]]",
        "[[:^digit:]a]",
        "[[:punct:]]",
        "\\x61",
        "\\u{e9}",
        "[]b]",
        "[^]b-]",
        "[-a]",
        "^",
        "$",
        "\\A",
        "\\z",
        "",
        "(?i)",
        "(?s)",
        "(?m)",
        "(?-i)",
        "(?-sm)",
        "(?i-s)",
    ];
    let pairs = [
        ("\\d", "[0-9]"),
        ("\\D", "[^0-9]"),
        ("\\w", "[0-9A-Za-z_]"),
        ("\\W", "[^0-9A-Za-z_]"),
        ("\\s", "[ \\t\\n\\x0b\\x0c\\r]"),
        ("\\S", "[^ \\t\\n\\x0b\\x0c\\r]"),
        ("\\b", "(?-u:\\b)"),
        ("[\\d_]", "[0-9_]"),
        ("[^\\w ]", "[^0-9A-Za-z_ ]"),
        ("[\\D]", "[^0-9]"),
        ("[\\Wa]", "[[^0-9A-Za-z_]a]"),
    ];
    let same = prop::sample::select(same.to_vec()).prop_map(|text| spelled(text, text));
    let pairs = prop::sample::select(pairs.to_vec()).prop_map(|(ours, theirs)| spelled(ours, theirs));
    prop_oneof![4 => same, 1 => pairs]
}

fn any_pattern() -> impl Strategy<Value = Spelled> {
    leaf().prop_recursive(5, 40, 5, |inner| {
        let many = prop::collection::vec(inner.clone(), 1..5);
        let wraps = prop::sample::select(vec!["(", "(?:", "(?i:", "(?s:", "(?m:", "(?-i:", "(?ims:", "(?<n>"]);
        let repeats = prop::sample::select(vec![
            "*", "+", "?", "*?", "+?", "??", "{2}", "{0}", "{1,3}", "{2,}", "{0,2}?", "{3,4}",
        ]);
        prop_oneof![
            (many.clone(), any::<bool>()).prop_map(|(parts, either)| {
                let join = |texts: Vec<&str>| texts.join(if either { "|" } else { "" });
                Spelled(
                    join(parts.iter().map(|part| part.0.as_str()).collect()),
                    join(parts.iter().map(|part| part.1.as_str()).collect()),
                )
            }),
            (inner.clone(), wraps).prop_map(|(part, open)| part.map(|text| format!("{open}{text})"))),
            (inner, repeats).prop_map(|(part, times)| part.map(|text| format!("(?:{text}){times}"))),
        ]
    })
}

/// Not generated, since the two differ on purpose: letters outside ASCII in both cases under `(?i)`, and `\B`,
/// which `regex` refuses for ASCII words in text (it has a table of its own above).
#[test]
fn any_pattern_finds_what_the_crate_regex_finds() {
    let texts = prop::collection::vec("[aAbBcC1_. é龍😀\\n-]{0,9}", 6);
    let counted = std::cell::Cell::new(0);
    compare(4_000, (any_pattern(), texts), |(pattern, texts)| {
        // A group's name may be used once in `regex`, and anywhere here.
        let Ok(theirs) = regex::Regex::new(&pattern.1.replace("(?<n>", "(")) else {
            return Err(TestCaseError::fail(format!("regex refuses {}", pattern.1)));
        };
        let Ok(ours) = Pattern::parse(&pattern.0) else {
            return same(
                &pattern.0,
                Pattern::parse(&pattern.0).map(|_| ()).map_err(|error| error.message),
                Err("the pattern needs more than 2,000 instructions"),
            );
        };
        let mut scratch = Scratch::new();
        for text in texts {
            let (found, steps) = ours.count_steps(&text, &mut scratch);
            same(&format!("{} in {text:?}", pattern.0), found, theirs.is_match(&text))?;
            prop_assert!(steps <= (ours.instructions() + 1) * (text.chars().count() + 1));
            counted.set(counted.get() + 1);
        }
        Ok(())
    });
    assert!(counted.get() > 20_000, "only {}", counted.get());
}

/// Whatever this takes, `regex` takes too, so that a pattern never means something of its own.
#[test]
fn any_text_is_a_pattern_or_an_error_with_a_place_inside() {
    let syntax = "[-(){}\\[\\]^$|*+?.,:=!<>PiksmdDwWbBAznxu0-9\\\\aé&~]{0,14}";
    let texts = prop_oneof![
        syntax,
        "\\PC{0,20}",
        "(\\(\\?[imsP<:=!-]{0,3}|\\[\\[?:?\\^?|[a-z:\\]]|\\)|\\\\[a-zA-Z0-9{}]|\\{[0-9,]{0,4}\\}?){0,8}"
    ];
    let taken = std::cell::Cell::new(0);
    compare(8_000, (texts, "\\PC{0,6}"), |(pattern, text)| {
        match Pattern::parse(&pattern) {
            Ok(ours) => {
                ours.is_match(&text, &mut Scratch::new());
                taken.set(taken.get() + 1);
                let theirs = regex::Regex::new(&pattern).err().map(|error| error.to_string());
                // Names that are used twice or start with a digit are taken here, and flags that are written twice.
                let harmless =
                    |message: &String| message.contains("capture group name") || message.contains("duplicate flag");
                same(&pattern, None, theirs.filter(|message| !harmless(message)))?;
            }
            Err(error) => prop_assert!(pattern.is_char_boundary(error.at), "{pattern}: {error:?}"),
        }
        Ok(())
    });
    assert!(taken.get() > 1_000, "only {} patterns", taken.get());
}

#[test]
fn one_scratch_serves_many_patterns() {
    let patterns = ["a{900}", "^a", "b$|^$", "(a|b)*c", "x"].map(|pattern| Pattern::parse(pattern).unwrap());
    let mut scratch = Scratch::new();
    compare(1_000, prop::collection::vec((0_usize..5, "[abcx]{0,8}"), 1..8), |searches| {
        for (index, text) in searches {
            let Some(pattern) = patterns.get(index) else { continue };
            let fresh = pattern.is_match(&text, &mut Scratch::new());
            same(&text, pattern.is_match(&text, &mut scratch.clone()), fresh)?;
        }
        Ok(())
    });
    scratch = Scratch::new();
    for (pattern, expected) in patterns.iter().zip([true, true, false, false, false]) {
        assert_eq!(pattern.is_match(&"a".repeat(900), &mut scratch), expected);
    }
}
