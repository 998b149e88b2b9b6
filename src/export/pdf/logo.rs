//! The logo beside the title: a PNG image, read within limits. May use: png, file objects.

use std::io::Cursor;
use std::sync::Arc;

use png::{ColorType, Decoder, Limits, Transformations};

use super::file::{ObjectId, PdfFile};

/// The resource name of the logo.
pub const LOGO_NAME: &str = "Logo";

/// Sides of more pixels are refused: on paper, nobody sees them, and a small file can claim millions.
const MOST_PIXELS: u32 = 4000;
/// Larger files are refused.
const MOST_BYTES: usize = 16 << 20;

/// A logo, its transparent parts laid on white.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    width: u32,
    height: u32,
    /// Three bytes a pixel, row by row: red, green, blue.
    pixels: Arc<Vec<u8>>,
}

/// Why an image is no logo.
#[derive(Debug, thiserror::Error)]
pub enum LogoError {
    /// The file is too long.
    #[error("the image has {0} bytes, more than {MOST_BYTES}")]
    TooLong(usize),
    /// A side is too long.
    #[error("the image has {0} × {1} pixels; a side may have {MOST_PIXELS}")]
    TooLarge(u32, u32),
    /// It is no PNG, or a broken one.
    #[error("the image is no whole PNG: {0}")]
    Broken(#[from] png::DecodingError),
}

impl Logo {
    /// Reads a PNG.
    ///
    /// # Errors
    /// [`LogoError`] for what is no PNG, is broken, or is too large.
    pub fn from_png(bytes: &[u8]) -> Result<Logo, LogoError> {
        if bytes.len() > MOST_BYTES {
            return Err(LogoError::TooLong(bytes.len()));
        }
        let limits = Limits { bytes: 4 * MOST_BYTES };
        let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
        decoder.set_transformations(Transformations::normalize_to_color8());
        let header = decoder.read_header_info()?;
        let (width, height) = (header.width, header.height);
        if width > MOST_PIXELS || height > MOST_PIXELS {
            return Err(LogoError::TooLarge(width, height));
        }
        let mut reader = decoder.read_info()?;
        let mut data = vec![0; reader.output_buffer_size().unwrap_or_default()];
        let frame = reader.next_frame(&mut data)?;
        data.truncate(frame.buffer_size());
        let on_white = |value: u8, alpha: u8| {
            let (value, alpha) = (u16::from(value), u16::from(alpha));
            ((value * alpha + 255 * (255 - alpha) + 127) / 255) as u8
        };
        let pixels: Vec<u8> = match frame.color_type {
            ColorType::Grayscale => data.iter().flat_map(|value| [*value; 3]).collect(),
            ColorType::GrayscaleAlpha => {
                data.chunks_exact(2).flat_map(|pixel| [on_white(pixel[0], pixel[1]); 3]).collect()
            }
            ColorType::Rgba => data
                .chunks_exact(4)
                .flat_map(|pixel| [0, 1, 2].map(|channel| on_white(pixel[channel], pixel[3])))
                .collect(),
            ColorType::Rgb | ColorType::Indexed => data,
        };
        Ok(Logo { width, height, pixels: Arc::new(pixels) })
    }

    /// Its width for each point of its height.
    pub fn shape(&self) -> f32 {
        self.width.max(1) as f32 / self.height.max(1) as f32
    }

    /// Adds the image to a file.
    pub fn write(&self, file: &mut PdfFile) -> ObjectId {
        let entries = format!(
            "/Type/XObject/Subtype/Image/Width {}/Height {}/ColorSpace/DeviceRGB/BitsPerComponent 8",
            self.width, self.height
        );
        file.add_stream(&entries, &self.pixels)
    }
}
