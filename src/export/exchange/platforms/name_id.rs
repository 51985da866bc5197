//! Ids derived from names: UUIDs of version 5 (RFC 9562), with the SHA-1 that they need.

use crate::export::kit::{Out, quoted};
use std::io;

/// The namespace of URLs in RFC 9562.
const ADDRESSES: [u8; 16] = [
    0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8,
];

/// Returns the UUID of a name in the namespace of this crate.
///
/// Equal names have equal ids in all files.
pub(super) fn name_id(name: &str) -> String {
    let own = uuid(ADDRESSES, b"https://crates.io/crates/factions");
    text_of(&uuid(own, name.as_bytes()))
}

/// The ids of objects in output order, as `TYPE--UUID`, stored compactly.
#[derive(Debug, Default)]
pub(super) struct ObjectIds {
    types: Vec<String>,
    /// Ids in chunks, so that growing copies none of them.
    parts: Vec<Vec<(u8, [u8; 16])>>,
    /// Ids of another form, which come last.
    others: Vec<String>,
}

/// The number of ids in a chunk.
const PART: usize = 1 << 14;

impl ObjectIds {
    pub(super) fn add(&mut self, id: &str) {
        let Some(own) = self.packed(id) else {
            self.others.push(id.to_owned());
            return;
        };
        if self.parts.last().is_none_or(|part| part.len() == PART) {
            self.parts.push(Vec::with_capacity(PART));
        }
        if let Some(part) = self.parts.last_mut() {
            part.push(own);
        }
    }

    fn packed(&mut self, id: &str) -> Option<(u8, [u8; 16])> {
        let (of_type, uuid) = id.split_once("--")?;
        let bytes = bytes_of(uuid).filter(|bytes| text_of(bytes) == uuid)?;
        let known = self.types.iter().position(|known| known == of_type);
        let number = known.unwrap_or(self.types.len());
        let number = u8::try_from(number).ok()?;
        if known.is_none() {
            self.types.push(of_type.to_owned());
        }
        Some((number, bytes))
    }

    /// Writes the ids as a JSON list.
    pub(super) fn write(self, out: &mut Out<'_>) -> io::Result<()> {
        let mut before = "[";
        for (number, bytes) in self.parts.iter().flatten() {
            let of_type = self.types.get(usize::from(*number));
            let of_type = of_type.map_or("", String::as_str);
            out.text
                .extend([before, "\"", of_type, "--", &text_of(bytes), "\""]);
            out.pass()?;
            before = ",";
        }
        for id in &self.others {
            out.text.push_str(before);
            quoted(&mut out.text, id);
            before = ",";
        }
        out.text.push(']');
        Ok(())
    }
}

/// Parses the bytes of a UUID.
fn bytes_of(uuid: &str) -> Option<[u8; 16]> {
    let mut bytes = [0; 16];
    let mut digits = uuid.bytes().filter(|byte| *byte != b'-');
    for byte in &mut bytes {
        let mut digit = || char::from(digits.next()?).to_digit(16);
        *byte = u8::try_from(digit()? << 4 | digit()?).ok()?;
    }
    digits.next().is_none().then_some(bytes)
}

fn text_of(bytes: &[u8; 16]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(36);
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from(DIGITS[usize::from(digit)]));
        }
    }
    text
}

fn uuid(namespace: [u8; 16], name: &[u8]) -> [u8; 16] {
    let digest = sha1(&[&namespace, name].concat());
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(digest) {
        *to = from;
    }
    bytes[6] = bytes[6] & 0x0f | 0x50;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    bytes
}

/// Returns the SHA-1 of a text (RFC 3174), used for naming and not for security.
#[expect(clippy::many_single_char_names, reason = "the letters of the standard")]
fn sha1(text: &[u8]) -> [u8; 20] {
    let mut state: [u32; 5] = [
        0x6745_2301,
        0xefcd_ab89,
        0x98ba_dcfe,
        0x1032_5476,
        0xc3d2_e1f0,
    ];
    let mut padded = text.to_vec();
    padded.push(0x80);
    while padded.len() % 64 != 56 {
        padded.push(0);
    }
    padded.extend((text.len() as u64 * 8).to_be_bytes());
    for block in padded.chunks_exact(64) {
        let mut words = [0_u32; 80];
        for (word, bytes) in words.iter_mut().zip(block.chunks_exact(4)) {
            *word = bytes
                .iter()
                .fold(0, |word, byte| word << 8 | u32::from(*byte));
        }
        for at in 16..80 {
            let mixed = words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16];
            words[at] = mixed.rotate_left(1);
        }
        let [mut a, mut b, mut c, mut d, mut e] = state;
        for (at, word) in words.iter().enumerate() {
            let (choice, constant) = match at / 20 {
                0 => (b & c | !b & d, 0x5a82_7999),
                1 => (b ^ c ^ d, 0x6ed9_eba1),
                2 => (b & c | b & d | c & d, 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6_u32),
            };
            let sum = a.rotate_left(5).wrapping_add(choice).wrapping_add(e);
            let sum = sum.wrapping_add(constant).wrapping_add(*word);
            (e, d, c, b, a) = (d, c, b.rotate_left(30), a, sum);
        }
        for (total, part) in state.iter_mut().zip([a, b, c, d, e]) {
            *total = total.wrapping_add(part);
        }
    }
    let mut digest = [0; 20];
    for (to, from) in digest
        .iter_mut()
        .zip(state.iter().flat_map(|word| word.to_be_bytes()))
    {
        *to = from;
    }
    digest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_the_standard() {
        let hex = |text: &[u8]| {
            let digest = sha1(text);
            digest.map(|byte| format!("{byte:02x}")).concat()
        };
        assert_eq!(hex(b""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
        assert_eq!(hex(b"abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
        let two_blocks = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        assert_eq!(hex(two_blocks), "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    }

    #[test]
    fn ids_are_those_that_others_make() {
        // python3 -c "import uuid; print(uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL,
        //   'https://crates.io/crates/factions'), 'x'))"
        assert_eq!(name_id("x"), "0f96328d-f7b5-50dd-8de3-e11394e262b5");
    }
}
