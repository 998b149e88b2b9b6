//! The file itself: object streams and a cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8), compressed on all cores.
//! May use: flate2, rayon.

use std::cell::RefCell;
use std::io::{self, Write};

use flate2::{Compress, Compression, FlushCompress, Status};
use rayon::prelude::*;

/// The number of an indirect object; generations are always 0.
pub type ObjectId = u32;

enum Object {
    Free,
    /// Any object but a stream, as PDF source.
    Plain(Vec<u8>),
    /// Dictionary entries without `<<` and `/Length`, and the encoded data.
    Stream(String, Vec<u8>),
}

/// The objects of a file.
#[derive(Default)]
pub struct PdfFile {
    objects: Vec<Object>,
}

/// How many objects go into one object stream.
const OBJECTS_PER_STREAM: usize = 2000;

/// Of zlib's levels. The usual 6 takes half as long again, and a large file is 3 % smaller.
const LEVEL: Compression = Compression::new(4);

thread_local! {
    /// Its tables take 300 KB, and most streams are smaller.
    static COMPRESSOR: RefCell<Compress> = RefCell::new(Compress::new(LEVEL, true));
}

/// Compresses with zlib.
pub fn deflate(data: &[u8]) -> Vec<u8> {
    COMPRESSOR.with_borrow_mut(|compressor| {
        compressor.reset();
        let mut packed = Vec::with_capacity(data.len() / 3 + 64);
        loop {
            let read = compressor.total_in() as usize;
            match compressor.compress_vec(&data[read..], &mut packed, FlushCompress::Finish) {
                Ok(Status::Ok | Status::BufError) => packed.reserve(packed.len() / 2 + 64),
                // Nothing but a wrong call fails here.
                Ok(Status::StreamEnd) | Err(_) => return packed,
            }
        }
    })
}

/// A text string in UTF-16 (ISO 32000-1, 7.9.2.2), as a hexadecimal string.
pub fn text_string(text: &str) -> String {
    let plain = text.bytes().all(|byte| (0x20..0x7f).contains(&byte) && !b"()\\".contains(&byte));
    if plain {
        return format!("({text})");
    }
    let mut string = String::from("<FEFF");
    for unit in text.encode_utf16() {
        string.push_str(&format!("{unit:04X}"));
    }
    string.push('>');
    string
}

impl PdfFile {
    /// Takes the next `count` numbers; returns the first.
    pub fn reserve(&mut self, count: u32) -> ObjectId {
        let first = self.objects.len() as u32 + 1;
        self.objects.extend((0..count).map(|_| Object::Free));
        first
    }

    /// Gives a reserved number its object.
    pub fn set(&mut self, id: ObjectId, source: Vec<u8>) {
        self.objects[id as usize - 1] = Object::Plain(source);
    }

    /// Adds an object.
    pub fn add(&mut self, source: Vec<u8>) -> ObjectId {
        self.objects.push(Object::Plain(source));
        self.objects.len() as u32
    }

    /// Adds a stream of data that is compressed here.
    pub fn add_stream(&mut self, entries: &str, data: &[u8]) -> ObjectId {
        self.add_deflated(entries, deflate(data))
    }

    /// Adds a stream of data that is compressed already.
    pub fn add_deflated(&mut self, entries: &str, data: Vec<u8>) -> ObjectId {
        self.objects.push(Object::Stream(format!("{entries}/Filter/FlateDecode"), data));
        self.objects.len() as u32
    }

    /// Adds a stream as it is (XMP metadata must stay readable).
    pub fn add_plain_stream(&mut self, entries: &str, data: Vec<u8>) -> ObjectId {
        self.objects.push(Object::Stream(entries.to_owned(), data));
        self.objects.len() as u32
    }

    /// A hash of all that was added so far, for the file's `/ID` (FNV-1a, 64 bits, twice).
    pub fn fingerprint(&self) -> String {
        let mut hashes = [0xcbf2_9ce4_8422_2325_u64, 0x9ae1_6a3b_2f90_404f];
        for object in &self.objects {
            let (entries, data): (&[u8], &[u8]) = match object {
                Object::Free => (b"", b""),
                Object::Plain(source) => (source, b""),
                Object::Stream(entries, data) => (entries.as_bytes(), data),
            };
            for chunk in entries.chunks(8).chain(data.chunks(8)) {
                let mut bytes = [0; 8];
                bytes[..chunk.len()].copy_from_slice(chunk);
                for hash in &mut hashes {
                    *hash = (*hash ^ u64::from_le_bytes(bytes)).wrapping_mul(0x100_0000_01b3).rotate_left(17);
                }
            }
        }
        format!("{:016X}{:016X}", hashes[0], hashes[1])
    }

    /// Writes the file.
    pub fn write(mut self, output: &mut dyn Write, root: ObjectId, info: ObjectId) -> io::Result<()> {
        let id = self.fingerprint();
        let plain: Vec<(u32, Vec<u8>)> = self
            .objects
            .iter_mut()
            .enumerate()
            .filter_map(|(index, object)| match object {
                Object::Plain(source) => Some((index as u32 + 1, std::mem::take(source))),
                _ => None,
            })
            .collect();
        let packed: Vec<(String, Vec<u8>)> = plain.par_chunks(OBJECTS_PER_STREAM).map(pack).collect();
        let mut places = vec![(0u8, 0u32, 0u16); self.objects.len() + 1];
        let first_container = self.objects.len() as u32 + 1;
        for (position, (id, _)) in plain.iter().enumerate() {
            let container = first_container + (position / OBJECTS_PER_STREAM) as u32;
            places[*id as usize] = (2, container, (position % OBJECTS_PER_STREAM) as u16);
        }
        let mut at = 0;
        let mut put = |bytes: &[u8], at: &mut usize| -> io::Result<()> {
            *at += bytes.len();
            output.write_all(bytes)
        };
        put(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", &mut at)?;
        let own = self.objects.iter().enumerate().filter_map(|(index, object)| match object {
            Object::Stream(entries, data) => Some((index as u32 + 1, entries, data)),
            _ => None,
        });
        let containers =
            packed.iter().enumerate().map(|(index, (entries, data))| (first_container + index as u32, entries, data));
        let mut streams = Vec::new();
        for (id, entries, data) in own.chain(containers) {
            streams.push((id, at as u32));
            put(format!("{id} 0 obj\n<<{entries}/Length {}>>stream\n", data.len()).as_bytes(), &mut at)?;
            put(data, &mut at)?;
            put(end_of_stream(data).as_bytes(), &mut at)?;
        }
        let table = first_container + packed.len() as u32;
        streams.push((table, at as u32));
        places.resize(table as usize + 1, (0, 0, 0));
        for (id, offset) in streams {
            places[id as usize] = (1, offset, 0);
        }
        places[0] = (0, 0, u16::MAX);
        let mut rows = Vec::with_capacity(places.len() * 7);
        for (kind, first, second) in &places {
            rows.push(*kind);
            rows.extend(first.to_be_bytes());
            rows.extend(second.to_be_bytes());
        }
        let rows = deflate(&rows);
        let trailer = format!(
            "{table} 0 obj\n<</Type/XRef/Size {}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R/ID[<{id}><{id}>]/Filter/FlateDecode/Length {}>>stream\n",
            table + 1,
            rows.len()
        );
        let start = at;
        put(trailer.as_bytes(), &mut at)?;
        put(&rows, &mut at)?;
        put(format!("{}startxref\n{start}\n%%EOF\n", end_of_stream(&rows)).as_bytes(), &mut at)
    }
}

/// What follows the data of a stream. The end of line before `endstream` is not part of it (ISO 32000-1, 7.3.8.1): after
/// a carriage return, a line feed alone would be read as one end of line with it, and the data as a byte short.
fn end_of_stream(data: &[u8]) -> &'static str {
    if data.ends_with(b"\r") { "\r\nendstream\nendobj\n" } else { "\nendstream\nendobj\n" }
}

/// An object stream of these objects.
fn pack(objects: &[(u32, Vec<u8>)]) -> (String, Vec<u8>) {
    let mut index = String::new();
    let mut body = Vec::new();
    for (id, source) in objects {
        index.push_str(&format!("{id} {} ", body.len()));
        body.extend_from_slice(source);
        body.push(b'\n');
    }
    let mut data = index.clone().into_bytes();
    data.extend(body);
    let entries = format!("/Type/ObjStm/N {}/First {}/Filter/FlateDecode", objects.len(), index.len());
    (entries, deflate(&data))
}
