//! Pages with blocks, on any text in each syntax: no panic, and a page refreshed twice is the page refreshed once.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rolematrix::embed::{PageSyntax, refresh};
use rolematrix::model::SourceId;

fuzz_target!(|page: &str| {
    for name in ["page.md", "page.wiki", "page.dokuwiki", "page.storage.xml"] {
        let syntax = PageSyntax::of(name, page);
        let render = |page: &str| refresh(page, syntax, SourceId(0), |_| Ok("| a |\n|---|\n| b |\n".to_owned()));
        if let Ok(once) = render(page) {
            assert_eq!(render(&once).expect("a fresh page is well formed"), once);
        }
    }
});
