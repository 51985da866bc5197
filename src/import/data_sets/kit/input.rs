//! A file as text: unpacked, and decoded if its first bytes show another form of Unicode than UTF-8.

use crate::import::LoadError;
use encoding_rs::{Decoder, Encoding, UTF_16BE, UTF_16LE};
use flate2::bufread::MultiGzDecoder;
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

/// The number of bytes to read at once.
const BLOCK: usize = 1 << 16;

/// The text of a stream, and the number of bytes read from the stream so far.
pub(in crate::import::data_sets) struct Input<'r> {
    pub(in crate::import::data_sets) text: Box<dyn BufRead + 'r>,
    pub(in crate::import::data_sets) bytes: Rc<Cell<u64>>,
    /// Whether the stream was taken for UTF-16 by its first letters, without a byte order mark.
    pub(in crate::import::data_sets) is_guessed: bool,
}

/// Opens a stream and finds out from its first bytes whether it is packed by gzip and whether it is UTF-16.
///
/// # Errors
///
/// If the stream cannot be read, or is an archive of several files or a workbook.
pub(in crate::import::data_sets) fn open<'r>(
    stream: impl Read + 'r,
) -> Result<Input<'r>, LoadError> {
    let bytes = Rc::new(Cell::new(0));
    let counted = Counted {
        stream,
        bytes: Rc::clone(&bytes),
    };
    let mut text: Box<dyn BufRead + 'r> = Box::new(BufReader::with_capacity(BLOCK, counted));
    if first_bytes(&mut text)?.starts_with(&[0x1F, 0x8B]) {
        let unpacked = MultiGzDecoder::new(text);
        text = Box::new(BufReader::with_capacity(BLOCK, unpacked));
    }
    let first = first_bytes(&mut text)?;
    if first.starts_with(b"PK\x03\x04") {
        return Err(LoadError::Unfit {
            what: "it is a zip archive or a workbook".to_owned(),
            help: "unpack it, or save the sheet as CSV, and give that file".to_owned(),
        });
    }
    let skipped = match first {
        [0xEF, 0xBB, 0xBF, ..] => 3,
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => 2,
        _ => 0,
    };
    let guessed = (skipped == 0).then(|| wide(first)).flatten();
    let encoding = match (skipped, first) {
        (2, [0xFF, ..]) => Some(UTF_16LE),
        (2, _) => Some(UTF_16BE),
        _ => guessed,
    };
    text.consume(skipped);
    if let Some(encoding) = encoding {
        let as_utf8 = Decoded {
            stream: text,
            decoder: encoding.new_decoder_without_bom_handling(),
            is_last: false,
        };
        text = Box::new(BufReader::with_capacity(BLOCK, as_utf8));
    }
    Ok(Input {
        text,
        bytes,
        is_guessed: guessed.is_some(),
    })
}

/// Guesses the form of UTF-16 from the first letters: in a header, one of the two bytes of a letter is zero.
fn wide(first: &[u8]) -> Option<&'static Encoding> {
    let pairs = first.chunks_exact(2).take(32);
    let count = pairs.len();
    let share = |is_it: fn(&[u8]) -> bool| pairs.clone().filter(|pair| is_it(pair)).count();
    let little = share(|pair| pair[0] != 0 && pair[1] == 0);
    let big = share(|pair| pair[0] == 0 && pair[1] != 0);
    let is_most = |letters: usize| count > 3 && letters * 4 >= count * 3;
    match (is_most(little), is_most(big)) {
        (true, _) => Some(UTF_16LE),
        (_, true) => Some(UTF_16BE),
        _ => None,
    }
}

/// Returns the first bytes of a stream without consuming them.
fn first_bytes<'b>(text: &'b mut Box<dyn BufRead + '_>) -> Result<&'b [u8], LoadError> {
    text.fill_buf().map_err(LoadError::Stream)
}

/// A stream that counts the bytes read from it.
struct Counted<R> {
    stream: R,
    bytes: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(buffer)?;
        self.bytes.set(self.bytes.get() + count as u64);
        Ok(count)
    }
}

/// A stream that decodes another encoding into UTF-8.
struct Decoded<'r> {
    stream: Box<dyn BufRead + 'r>,
    decoder: Decoder,
    is_last: bool,
}

impl Read for Decoded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let from = self.stream.fill_buf()?;
            let is_last = from.is_empty();
            if is_last && self.is_last {
                return Ok(0);
            }
            let (_, read, written, _) = self.decoder.decode_to_utf8(from, buffer, is_last);
            self.stream.consume(read);
            self.is_last = is_last;
            if written > 0 || is_last {
                return Ok(written);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn text_of(bytes: &[u8]) -> String {
        let mut text = String::new();
        let mut input = open(bytes).expect("it is a text");
        input.text.read_to_string(&mut text).expect("it is UTF-8");
        text
    }

    #[test]
    fn a_text_is_read_in_whatever_form_it_comes() {
        let text = "id,name\n1,Ménaka\n";
        assert_eq!(text_of(text.as_bytes()), text);
        assert_eq!(text_of(format!("\u{FEFF}{text}").as_bytes()), text);
        let wide = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            let units = format!("\u{FEFF}{text}");
            units.encode_utf16().flat_map(bytes).collect()
        };
        assert_eq!(text_of(&wide(u16::to_le_bytes)), text);
        assert_eq!(text_of(&wide(u16::to_be_bytes)), text);
        // without a mark, by the letters of the header
        assert_eq!(text_of(&wide(u16::to_le_bytes)[2..]), text);
        assert_eq!(text_of(&wide(u16::to_be_bytes)[2..]), text);
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(text.as_bytes()).expect("there is memory");
        assert_eq!(text_of(&packed.finish().expect("there is memory")), text);
    }

    #[test]
    fn an_archive_is_refused_with_the_way_out() {
        let refused = open(&b"PK\x03\x04..."[..]).err().expect("it is no text");
        assert!(refused.to_string().contains("unpack it"));
    }
}
