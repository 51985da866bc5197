//! A picture in a file: in DOT, or drawn by Graphviz where it is there.

use super::stop::Stop;
use std::io::{Error, ErrorKind, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// What Graphviz is asked for, by the ending of a file.
const FORMATS: [&str; 3] = ["svg", "png", "pdf"];

/// Whether Graphviz has to draw what is written into this file; an ending of neither kind is a mistake.
pub(crate) fn is_drawn(path: &str) -> Result<bool, Stop> {
    let ending = Path::new(path).extension().unwrap_or_default();
    let ending = ending.to_string_lossy().to_lowercase();
    match &*ending {
        "" | "dot" | "gv" => Ok(false),
        drawn if FORMATS.contains(&drawn) => Ok(true),
        _ => Err(Stop::usage(
            format!("-o: a picture is not written as `.{ending}`"),
            "write `.dot`, or `.svg`, `.png` or `.pdf` where Graphviz is there to draw it",
        )),
    }
}

/// What Graphviz draws of a text in DOT, in the format of the ending of a file.
pub(crate) fn drawn(text: &str, path: &str) -> Result<Vec<u8>, Stop> {
    let format = Path::new(path).extension().unwrap_or_default();
    let format = format.to_string_lossy().to_lowercase();
    let drawing = Command::new("dot")
        .arg(format!("-T{format}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut drawing = match drawing {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let other = Path::new(path).with_extension("dot");
            return Err(Stop::usage(
                format!("-o: Graphviz is not there to draw `{path}`: no `dot` is found"),
                format!("install Graphviz, or write DOT: `-o {}`", other.display()),
            ));
        }
        drawing => drawing.map_err(Stop::Write)?,
    };
    let sent = match drawing.stdin.take() {
        Some(mut input) => input.write_all(text.as_bytes()),
        None => Ok(()),
    };
    let output = drawing.wait_with_output().map_err(Stop::Write)?;
    if !output.status.success() {
        return Err(Stop::Write(Error::other(format!(
            "`dot` could not draw `{path}`: {}",
            output.status
        ))));
    }
    sent.map_err(Stop::Write)?;
    Ok(output.stdout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_a_file_says_who_draws() {
        for (path, drawn) in [
            ("a.dot", false),
            ("a", false),
            ("a.svg", true),
            ("b/a.PNG", true),
        ] {
            assert_eq!(is_drawn(path).expect("it is written"), drawn, "{path}");
        }
        let refused = is_drawn("a.gif").expect_err("nobody draws it");
        let Stop::Usage { wrong, help } = refused else {
            panic!("another stop");
        };
        assert!(wrong.contains("`.gif`") && help.contains("`.svg`"));
    }
}
