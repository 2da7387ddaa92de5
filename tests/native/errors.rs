use burgee::{Error, Evaluator, Severity, Value};

fn refused(text: &str) -> Error {
    Evaluator::new(text).unwrap_err()
}

#[test]
fn display_has_line_and_column_of_a_syntax_error() {
    assert_eq!(refused("{\n  \"format\" \"burgee/1\"}").to_string(), "2:12: expected `:`, found `\"`");
}

#[test]
fn display_has_the_path_of_the_first_issue() {
    let error = refused("{\"format\": \"burgee/1\",\n \"flags\": [1]}");
    assert_eq!(error.to_string(), "flags at 2:11: expected an object, found a list");
}

#[test]
fn display_counts_the_other_issues() {
    let two = r#"{"format": "burgee/1", "flags": [], "revision": -1}"#;
    assert!(refused(two).to_string().ends_with(", and 1 more issue"), "{}", refused(two));
    assert_eq!(refused(two).issues().len(), 2);
    let three = r#"{"format": "burgee/1", "flags": [], "revision": -1, "segments": []}"#;
    assert!(refused(three).to_string().ends_with(", and 2 more issues"), "{}", refused(three));
}

#[test]
fn issues_can_be_located_in_the_text_of_the_error() {
    let error = refused("{\"format\": \"burgee/1\",\n \"flags\": []}");
    let issue = &error.issues()[0];
    assert_eq!((issue.severity, issue.path.as_str()), (Severity::Error, "flags"));
    assert_eq!(issue.line_and_column(error.text()), (2, 11));
}

#[test]
fn errors_convert_into_boxed_errors() {
    fn load() -> Result<Evaluator, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Evaluator::new("[]")?)
    }
    assert!(load().is_err());
    assert_eq!("{]".parse::<Value>().unwrap_err().issues().len(), 1);
}

#[test]
fn debug_does_not_print_the_text() {
    let text = format!(r#"{{"format": "burgee/1", "flags": [], "metadata": {{"note": "{}"}}}}"#, "long ".repeat(100));
    assert!(!format!("{:?}", refused(&text)).contains("long long"));
}
