#pragma once
// A CSV file (base/csv.h) of our own data as the plain tree of base/yaml.h: a list with one map a row, its
// members named by the header, so that whoever reads it can point at line and column. A cell with nothing in
// it is absent. Strict where the reader is not: the header is the columns asked for, in that order; every row
// has as many cells; UTF-8; and the first fault refuses the file. Pure functions over text; any thread.
#include <span>

#include "base/yaml.h"

namespace klynge::csv {

// Problem.where is "file_name:line:column", or the file's name alone where all of it is at fault; nothing of
// what a row holds is quoted, since it may be about a person.
Result<yaml::Node> parse(View text, const std::string& file_name, std::span<const std::string_view> columns);

}  // namespace klynge::csv
