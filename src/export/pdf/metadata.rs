//! What a file says about itself: XMP, the information dictionary and the output intent that PDF/A and PDF/UA ask for.
//! Sources: ISO 19005-2 (6.2.4.2, 6.6.2, 6.7.11), ISO 14289-1 (5, 7.1), ICC.1:2001-04. Pure.

use super::file::{ObjectId, PdfFile, text_string};

/// What goes into the metadata.
pub struct About<'a> {
    /// The title.
    pub title: &'a str,
    /// BCP 47 tag.
    pub language: &'a str,
    /// The date.
    pub date: jiff::civil::Date,
}

const PRODUCER: &str = concat!("rolematrix ", env!("CARGO_PKG_VERSION"));

/// Adds the information dictionary.
pub fn information(file: &mut PdfFile, about: &About<'_>) -> ObjectId {
    let date = format!("D:{:04}{:02}{:02}000000Z", about.date.year(), about.date.month(), about.date.day());
    file.add(
        format!(
            "<</Title{}/Producer({PRODUCER})/Creator({PRODUCER})/CreationDate({date})/ModDate({date})>>",
            text_string(about.title)
        )
        .into_bytes(),
    )
}

/// Adds the XMP packet.
pub fn xmp(file: &mut PdfFile, about: &About<'_>) -> ObjectId {
    let title = escape(about.title);
    let language = escape(about.language);
    let date = format!("{}T00:00:00Z", about.date);
    let packet = format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title><dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language><xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate><xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool><pdf:Producer>{PRODUCER}</pdf:Producer><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"#,
        bom = '\u{feff}'
    );
    file.add_plain_stream("/Type/Metadata/Subtype/XML", packet.into_bytes())
}

fn escape(text: &str) -> String {
    let kept = text.chars().filter(|character| !character.is_control());
    kept.collect::<String>().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Adds the output intent with an sRGB profile; returns the intent.
pub fn output_intent(file: &mut PdfFile) -> ObjectId {
    let profile = file.add_stream("/N 3", &srgb_profile());
    file.add(
        format!(
            "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile {profile} 0 R>>"
        )
        .into_bytes(),
    )
}

/// A matrix profile of the sRGB space (IEC 61966-2-1 primaries adapted to D50, gamma 2.2), ICC version 2.
fn srgb_profile() -> Vec<u8> {
    let xyz = |values: [f64; 3]| {
        let mut data = b"XYZ \0\0\0\0".to_vec();
        for value in values {
            data.extend(((value * 65536.0).round() as i32).to_be_bytes());
        }
        data
    };
    let mut description = b"desc\0\0\0\0\0\0\0\x05sRGB\0".to_vec();
    description.extend([0; 4 + 4 + 2 + 1 + 67]);
    let curve = b"curv\0\0\0\0\0\0\0\x01\x02\x33".to_vec();
    let tags: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", description),
        (b"cprt", b"text\0\0\0\0No copyright, use freely\0".to_vec()),
        (b"wtpt", xyz([0.9642, 1.0, 0.8249])),
        (b"rXYZ", xyz([0.436_07, 0.222_49, 0.013_92])),
        (b"gXYZ", xyz([0.385_15, 0.716_87, 0.097_08])),
        (b"bXYZ", xyz([0.143_07, 0.060_61, 0.714_10])),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let mut data = Vec::new();
    let start = 128 + 4 + 12 * tags.len();
    for (name, content) in &tags {
        table.extend(*name);
        table.extend(((start + data.len()) as u32).to_be_bytes());
        table.extend((content.len() as u32).to_be_bytes());
        data.extend(content);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = vec![0; 128];
    profile[0..4].copy_from_slice(&((start + data.len()) as u32).to_be_bytes());
    profile[8..12].copy_from_slice(&[2, 0x10, 0, 0]);
    profile[12..24].copy_from_slice(b"mntrRGB XYZ ");
    profile[24..36].copy_from_slice(&[0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    profile[36..40].copy_from_slice(b"acsp");
    profile[68..80].copy_from_slice(&[0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D]);
    profile.extend(table);
    profile.extend(data);
    profile
}
