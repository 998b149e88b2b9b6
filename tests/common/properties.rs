//! How property tests are run: the same inputs each time, so that a run says what the one before said. To search for new
//! faults, `.ci/search-properties TIMES` tries other inputs, many times more.

use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

/// A test of some inputs; `SEARCH_PROPERTIES=TIMES` in the environment tries so many times more, never the same.
pub fn cases(count: u32) -> ProptestConfig {
    let times = std::env::var("SEARCH_PROPERTIES").ok().and_then(|times| times.parse().ok());
    let default = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    match times {
        // What a strategy takes back grows with the inputs.
        Some(times) => ProptestConfig { cases: count.saturating_mul(times), max_local_rejects: u32::MAX, ..default },
        None => ProptestConfig { cases: count, rng_seed: RngSeed::Fixed(1), ..default },
    }
}
