#pragma once
// How it stands just now, party by party: what each holds, is asked for and is late with; the stays that come
// to an end; and the courses in which nothing has a time. Numbers only, nobody is named or numbered here.
// Counted from the rows of worklist and course. An area (core/area) is the sum of its parties. Pure.
#include <map>
#include <span>

#include "core/view/worklist.h"

namespace klynge {

// Something that nobody has answered, and since when.
struct Silence {
  Instant since;  // none: there is none
  std::string task, pathway;
  uint16_t version = 0;
  bool operator==(const Silence&) const = default;
};

// What is counted of a party. `open`, `asked` and `overdue` are what its list has in these groups
// (core/view/need.h): from the number one gets to those rows.
struct PartyNow {
  uint32_t open = 0;     // duties that it holds
  uint32_t asked = 0;    // offers that it has not answered
  uint32_t overdue = 0;  // of `open`: late or silent
  uint32_t silent = 0;   // of `overdue`: no answer came where one would have been seen
  // Stays of people who are in hospital: of a ward those who lie there, of a municipality those it is told
  // of. Expected home on a day before today; today; tomorrow; in the five days after that.
  uint32_t home_before = 0, home_today = 0, home_tomorrow = 0, home_later = 0;
  uint32_t ready = 0;  // said to be ready for discharge, whenever that is expected
  // Courses of which it has the contact, and in which no duty has a deadline, waits for an answer, is to be
  // checked or passes on at a moment, and no discharge is expected: nothing says when somebody will look.
  uint32_t unplanned_in_hospital = 0, unplanned_at_home = 0;
  Silence oldest;
  bool operator==(const PartyNow&) const = default;
};

class CountNow {
 public:
  explicit CountNow(Instant now) : now_(now) {}
  void add(CourseRow row);       // all courses first
  void add(const WorkRow& row);  // then every row of every list
  // REQUIRES: everything has been added. Parties of which there is nothing to say are left out.
  std::map<Party, PartyNow> done() &&;

 private:
  struct Seen {
    CourseRow course;
    Party contact;       // whom to call now
    bool timed = false;  // something in it has a time
    bool open = false;   // a duty of it is
  };
  void count_stay(const Seen& seen);
  Instant now_;
  std::map<Party, PartyNow> parties_;
  std::map<std::pair<CitizenNumber, uint16_t>, Seen> courses_;
};

// --- what may be said of a number ---------------------------------------------------------------------
// Figures about fewer than five are kept from those who may not open the rows behind them: in a small place
// they are somebody. Klynge's own measure, as official statistics have it.

inline constexpr uint32_t small_numbers_under = 5;

struct Figure {
  enum class Form : uint8_t { exact = 1, under, at_least };  // under: at least one, and fewer than five
  Form form = Form::exact;
  uint32_t value = 0;
  bool operator==(const Figure&) const = default;
};
// `open`: the viewer may open the rows behind it.
Figure figure(uint32_t value, bool open);

// A number among others that are shown with their sum.
struct Part {
  uint32_t value = 0;
  bool open = false;
  bool listed = true;  // is shown by itself, whether exactly or not
};
// Their sum, said so that no hidden part can be worked out from it. `within_another`: the measure is a part
// of one that is shown too (who is silent is late, who is late has something open), whose parts it would
// bound.
Figure sum_of(std::span<const Part> parts, bool within_another = false);
// The sum of sums.
Figure sum_of(std::span<const Figure> sums);

// How a measure lies to others that are shown.
enum class Overlap : uint8_t {
  none = 1,
  within_another,
  in_each_sector,  // a stay is its ward's and its municipality's: the sum of one sector is that of the other
};
// What is told of one measure in one sector: each part, and their sum.
struct SectorFigures {
  std::vector<Figure> parts;
  Figure sum;
};
// Of a measure that is counted in each sector: once a small part is hidden, only that there are any is told
// of all parts that the viewer may not open; and the sum, unless it would leave parts of one each too little
// room. Whoever knows this rule and the other sector has two values left for each small part, or may open all
// parts of a sector.
std::vector<SectorFigures> figures_of(std::span<const std::vector<Part>> sectors, Overlap overlap);

// What came to a sector in a day and what went, of which the levels before and after are told as they are
// here. With the levels one gives the other away: they are told together or as far as the levels tell them.
// With the two of them one level gives the next away: where a level is kept, so are they.
struct Flow {
  Figure came, went;
};
Flow flow_of(uint32_t came, uint32_t went, const Figure& before, const Figure& after, bool open);

}  // namespace klynge
