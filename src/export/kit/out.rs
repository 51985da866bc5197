//! A text buffer that is passed to a stream in large parts, or kept whole.

use super::left_out::{LeftOut, Written};
use std::fmt;
use std::io::{self, Write};

/// Bytes in the buffer from which on it is passed to the stream.
const ENOUGH: usize = 1 << 16;

/// A text buffer with an optional stream.
pub(in crate::export) struct Out<'w> {
    /// The text that has not been passed to the stream yet.
    pub(in crate::export) text: String,
    /// `None` keeps the whole text in the buffer.
    stream: Option<&'w mut dyn Write>,
}

impl fmt::Debug for Out<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Out").finish_non_exhaustive()
    }
}

impl<'w> Out<'w> {
    /// Creates a buffer for a stream.
    pub(in crate::export) fn into(stream: &'w mut dyn Write) -> Self {
        Self {
            text: String::with_capacity(ENOUGH + ENOUGH / 4),
            stream: Some(stream),
        }
    }

    /// Creates a buffer that keeps the whole text.
    pub(in crate::export) const fn kept() -> Self {
        Self {
            text: String::new(),
            stream: None,
        }
    }

    /// Passes the text to the stream if there is enough for a call.
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

    /// Passes the rest of the text to the stream and flushes it.
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
    // writing into a string cannot fail
    let left_out = write(&mut out).unwrap_or_default();
    Written::new(out.text, left_out)
}
