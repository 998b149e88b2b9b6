//! CSV to CSV by a loop over records: `bare-csv INPUT.csv OUTPUT.csv`.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (input, output) = (arguments.next().ok_or("no input")?, arguments.next().ok_or("no output")?);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(input)?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_path(output)?;
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record)? {
        writer.write_record(&record)?;
    }
    Ok(writer.flush()?)
}
