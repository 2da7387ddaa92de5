//! An HTTP server that decides for each request: `cargo run --example server [SNAPSHOT]`, then
//! `curl -i http://127.0.0.1:8787/checkout -H 'x-user: user-17'`.
//!
//! The path is the key of a flag, and the header `x-user` is the id of the user. The response is the value as JSON. A
//! real server would also collect the exposures that are printed here, each once per user.
//!
//! `BURGEE_PORT` sets another port; with 0 the system chooses one, which is printed.
use burgee::{Context, Evaluator};
use std::error::Error;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};
use std::{env, fs, thread};

const SNAPSHOT: &str = include_str!("flags.json");

fn main() -> Result<(), Box<dyn Error>> {
    let snapshot = env::args().nth(1).map_or_else(|| Ok(SNAPSHOT.into()), fs::read_to_string)?;
    let evaluator = Arc::new(Evaluator::new(snapshot)?);
    let port = env::var("BURGEE_PORT").map_or(Ok(8787), |port| port.parse())?;
    let listener = TcpListener::bind(("127.0.0.1", port))?;
    println!("listening on http://{}/", listener.local_addr()?);
    for stream in listener.incoming() {
        let (stream, evaluator) = (stream?, Arc::clone(&evaluator));
        thread::spawn(move || respond(&stream, &evaluator).unwrap_or_else(|error| eprintln!("{error}")));
    }
    Ok(())
}

fn respond(mut stream: &TcpStream, evaluator: &Evaluator) -> Result<(), Box<dyn Error>> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let head: Vec<String> = BufReader::new(stream)
        .lines()
        .take(100)
        .take_while(|line| line.as_ref().is_ok_and(|line| !line.is_empty()))
        .collect::<Result<_, _>>()?;
    let key = head.first().and_then(|line| line.split(' ').nth(1)).unwrap_or_default().trim_start_matches('/');
    let header = |line: &String| line.to_ascii_lowercase().starts_with("x-user:");
    let id = head.iter().find(|line| header(line)).and_then(|line| line.split_once(':'));
    let context = id.map_or_else(Context::anonymous, |(_, id)| Context::new(id.trim()));

    let user = evaluator.prepare(&context, UNIX_EPOCH.elapsed()?);
    let Some(evaluation) = evaluator.decide(key, &user) else {
        return Ok(write!(stream, "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")?);
    };
    if let Some(exposure) = evaluation.exposure {
        println!("{:?} of {} saw {:?}", context.unit(exposure.by), exposure.experiment, evaluation.variant);
    }
    let body = evaluation.value.map_or_else(|| "null".into(), ToString::to_string);
    write!(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )?;
    Ok(())
}
