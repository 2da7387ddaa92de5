use burgee::{Number, Object, Value};
use std::borrow::Cow;

#[test]
fn accessors_return_values_of_their_type_only() {
    let values: [Value; 6] =
        [Value::Null, true.into(), 1.into(), "text".into(), ["item"].into(), Object::from([("a", 1)]).into()];
    let which = |has: fn(&Value) -> bool| values.each_ref().map(has);
    let only = |nth| std::array::from_fn(|index| index == nth);
    assert_eq!(which(Value::is_null), only(0));
    assert_eq!(which(|value| value.as_bool() == Some(true)), only(1));
    assert_eq!(which(|value| value.as_f64() == Some(1.0)), only(2));
    assert_eq!(which(|value| value.as_i64() == Some(1)), only(2));
    assert_eq!(which(|value| value.as_u64() == Some(1)), only(2));
    assert_eq!(which(|value| value.as_number().is_some()), only(2));
    assert_eq!(which(|value| value.as_str() == Some("text")), only(3));
    assert_eq!(which(|value| value.as_list().is_some_and(|items| items == [Value::from("item")])), only(4));
    assert_eq!(which(|value| value.as_object().is_some()), only(5));
    assert_eq!(which(|value| value.get("a").is_some()), only(5));
    assert_eq!(which(|value| value.clone().into_object().is_some()), only(5));
}

#[test]
fn rust_values_become_json_values() {
    let text = |value: Value| value.to_string();
    assert_eq!(text(String::from("a").into()), r#""a""#);
    assert_eq!(text((&String::from("a")).into()), r#""a""#);
    assert_eq!(text(Cow::Borrowed("a").into()), r#""a""#);
    assert_eq!(text(Some("a").into()), r#""a""#);
    assert_eq!(text(None::<bool>.into()), "null");
    assert_eq!(text(vec![1, 2].into()), "[1,2]");
    assert_eq!(text([1.5, 2.0].as_slice().into()), "[1.5,2]");
    assert_eq!(text(["a", "b"].into_iter().collect()), r#"["a","b"]"#);
    assert_eq!(text(0.5_f32.into()), "0.5");
    assert_eq!(text(Number::from(2.0).into()), "2");
    assert_eq!(Value::default(), Value::Null);
}

#[test]
fn text_is_read_and_written() {
    let text = r#"{"b":[null,true,false,1.5,"\"\n"],"a":{},"10":9007199254740993}"#;
    assert_eq!(text.parse::<Value>().unwrap().to_string(), text);
    let duplicate = r#"{"a": 1, "a": 2}"#.parse::<Value>().unwrap_err();
    assert_eq!(duplicate.to_string(), "1:10: duplicate key `a`");
}

#[test]
fn members_keep_their_order_and_are_unique() {
    let mut object = Object::from([("b", 1), ("a", 2), ("b", 3)]);
    assert_eq!(object.to_string(), r#"{"b":3,"a":2}"#);
    assert_eq!(object.insert("a", 4), Some(Value::from(2)));
    assert_eq!(object.insert("0", 5), None);
    assert_eq!(object.to_string(), r#"{"b":3,"a":4,"0":5}"#);
    assert_eq!((object.len(), object.is_empty()), (3, false));
    assert_eq!((object.get("0"), object.get("c")), (Some(&Value::from(5)), None));
    object.extend([("c", 6), ("b", 7)]);
    assert_eq!(format!("{object:?}"), r#"{"b": Number(7), "a": Number(4), "0": Number(5), "c": Number(6)}"#);
    let names: Vec<_> = object.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["b", "a", "0", "c"]);
}

#[test]
fn objects_are_equal_in_any_order() {
    assert_eq!(Object::from([("a", 1), ("b", 2)]), Object::from([("b", 2), ("a", 1)]));
    assert_ne!(Object::from([("a", 1)]), Object::from([("a", 2)]));
    assert_ne!(Object::from([("a", 1)]), Object::from([("a", 1), ("b", 2)]));
}

#[test]
fn a_million_members_are_read_in_linear_time() {
    let object: Object = (0..1_000_000).rev().map(|number| (number.to_string(), number)).collect();
    assert_eq!((object.len(), object.get("77")), (1_000_000, Some(&Value::from(77))));
}
