// room: base
// Rows come with rising lines, as UTF-8, and end; or the file is refused with a place and a sentence.
#include "base/csv.h"

#include "require.h"

using namespace klynge;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto reader = csv::Reader::open(view_of(data, size), "c.csv");
  if (!reader) {
    REQUIRE(reader.problem().where == "c.csv" && !reader.problem().what.empty());
    return 0;
  }
  size_t line = 0;
  while (const auto row = reader->next()) {
    REQUIRE(row->line > line);
    line = row->line;
    for (const csv::Cell& cell : row->cells)
      REQUIRE(cell.line >= row->line && cell.column >= 1 && csv::is_utf8(cell.text));
  }
  REQUIRE(reader->bytes_read() <= size);
  return 0;
}
