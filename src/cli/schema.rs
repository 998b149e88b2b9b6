//! `schema`: the JSON Schemas of the files that people write.

use super::args::{SchemaArgument, SchemaArguments};
use super::end::End;
use super::report::Reporter;

/// Prints a schema.
pub fn run(arguments: &SchemaArguments, reporter: &mut Reporter) -> End {
    match arguments.schema {
        SchemaArgument::Config => reporter.print(rolematrix::config::config_schema().as_bytes()),
        SchemaArgument::Document => reporter.print(rolematrix::export::json::document_schema().as_bytes()),
        SchemaArgument::Matrix => reporter.print(rolematrix::canonical::matrix_schema().as_bytes()),
        SchemaArgument::Mapping => reporter.print(rolematrix::load::mapping::schema().as_bytes()),
    }
}
