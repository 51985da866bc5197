//! Text on its way into a stream: kept until it is worth a call, or whole.

use super::left_out::{LeftOut, Written};
use std::fmt;
use std::io::{self, Write};

/// How much text is kept before the stream is called.
const ENOUGH: usize = 1 << 16;

/// A text that is being written, and where it goes.
pub(in crate::export) struct Out<'w> {
    /// What was not passed on yet.
    pub(in crate::export) text: String,
    /// `None`: the text is wanted whole.
    stream: Option<&'w mut dyn Write>,
}

impl fmt::Debug for Out<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Out").finish_non_exhaustive()
    }
}

impl<'w> Out<'w> {
    /// A text into a stream.
    pub(in crate::export) fn into(stream: &'w mut dyn Write) -> Self {
        Self {
            text: String::with_capacity(ENOUGH + ENOUGH / 4),
            stream: Some(stream),
        }
    }

    /// A text that is wanted whole.
    pub(in crate::export) const fn kept() -> Self {
        Self {
            text: String::new(),
            stream: None,
        }
    }

    /// Passes on what is there, if it is worth it.
    pub(in crate::export) fn pass(&mut self) -> io::Result<()> {
        if self.text.len() < ENOUGH {
            return Ok(());
        }
        self.pass_all()
    }

    fn pass_all(&mut self) -> io::Result<()> {
        if let Some(stream) = &mut self.stream {
            stream.write_all(self.text.as_bytes())?;
            self.text.clear();
        }
        Ok(())
    }

    /// Passes on all of it.
    pub(in crate::export) fn finish(mut self) -> io::Result<()> {
        self.pass_all()?;
        self.stream.map_or(Ok(()), Write::flush)
    }
}

/// Writes a form into a stream.
pub(in crate::export) fn stream(
    stream: &mut dyn Write,
    write: impl FnOnce(&mut Out<'_>) -> io::Result<LeftOut>,
) -> io::Result<LeftOut> {
    let mut out = Out::into(stream);
    let left_out = write(&mut out)?;
    out.finish()?;
    Ok(left_out)
}

/// Writes a form as one text.
pub(in crate::export) fn whole(write: impl FnOnce(&mut Out<'_>) -> io::Result<LeftOut>) -> Written {
    let mut out = Out::kept();
    // a text takes whatever is written to it
    let left_out = write(&mut out).unwrap_or_default();
    Written::new(out.text, left_out)
}
