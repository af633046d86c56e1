#pragma once
// Lists as whoever reads them wants them: in order, each row with its course. A list lies by citizen in the
// store (rows.h).
#include <map>
#include <unordered_map>

#include "ledger/lookup.h"

namespace klynge {

// The first rows of a list after a place, in reading order; of nobody's list: every open duty once, as its
// holder has it. No names and no texts are in them. Problem: a row cannot be read.
Result<std::vector<ListedRow>> listed(store::Reader& reader, Party list, size_t limit,
                                      const std::optional<store::RowKey>& after);
// Where a row stands among those of a list as it is read; whoever goes on after it names that.
store::RowKey place_of(const WorkRow& row, Party list);

// Whole lists of the units that were looked at last. What one letter changes is read again, and the rest is
// kept: everybody who looks at a list asks for it anew after each change, and a list may have tens of
// thousands of rows. One thread.
class WholeLists {
 public:
  struct Row {
    WorkRow row;
    CourseRow course;
  };
  using Rows = std::map<CitizenNumber, std::vector<Row>>;

  // An entry that is read, whatever it is about; in order. An entry changes rows of its own citizen only.
  void written(Position at, CitizenNumber citizen);
  // Entries were passed over.
  void forget();
  // As of the reader's moment, of which the last entry is `now`. REQUIRES: it was told of each entry until
  // then. What it answers stands until the next call. At most so many rows as `rows_at_most`: the first in
  // reading order.
  Result<const Rows*> of(store::Reader& reader, Party list, Position now);

  static constexpr size_t rows_at_most = 200'000;  // more than any unit has in hand

 private:
  struct Kept {
    Position as_of = 0;
    size_t count = 0;
    Rows rows;
  };
  // False: it is better read from its beginning.
  Result<bool> renewed(store::Reader& reader, Party list, Kept& kept, Position now);

  std::unordered_map<uint64_t, Kept> lists_;                   // by Party::sor
  std::vector<std::pair<Position, CitizenNumber>> written_{};  // since the oldest of them
};

}  // namespace klynge
