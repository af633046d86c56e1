#pragma once
// What became of duties, day by day: a fold of the journal, one row a party and a day. A day is one by the
// wall in Denmark, of the stamp under which something was written down here. With what a party holds now,
// these rows say what it held at the end of every day before. Pure.
#include <map>

#include "base/bytes.h"
#include "core/record.h"

namespace klynge {

inline constexpr uint16_t tally_view = 8, tally_version = 1;

struct Tally {
  // Of the duties that the party holds.
  uint32_t opened = 0, ended = 0;  // as its own
  uint32_t came = 0, went = 0;     // from and to another party
  // Of these, the silent ones: came to be so, here or with the duty; and ceased to, by an act or its end.
  uint32_t silenced = 0, heard = 0;
  bool operator==(const Tally&) const = default;

  int64_t more_open() const { return int64_t{opened} + came - ended - went; }
  int64_t more_silent() const { return int64_t{silenced} - heard; }
};

struct TallyKey {
  int64_t day = 0;  // days since 1970
  Party party;
  auto operator<=>(const TallyKey&) const = default;
};
using Tallies = std::map<TallyKey, Tally>;

// Of a record, all that is counted: so little that it can be kept beside it.
struct Held {
  struct Open {
    uint16_t duty = 0;
    Party holder;
    bool silent = false;
    bool operator==(const Open&) const = default;
  };
  std::vector<Open> duties;  // by number
  size_t joined = 0;
  bool is_part_of_another = false;
  bool operator==(const Held&) const = default;
};
Held held(const Record& record);

// The day of a stamp.
int64_t tally_day(Instant stamp);
// What changed, of each party of which something did. Duties that come with a record that is joined are not
// opened, and those that leave with it have not ended.
std::map<Party, Tally> tally_changes(const Held& before, const Held& after);
void add(Tally& to, const Tally& change);

Bytes encode(const Tally& tally);  // what is not in its key
std::optional<Tally> decode_tally(View bytes);

}  // namespace klynge
