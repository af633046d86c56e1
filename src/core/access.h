#pragma once
// Who may see and do what with a record: one pure function. docs/access.md is printed from its table of cases
// (access_test.cc), for a lawyer to read.
//
// Sources: sundhedsloven §§ 41 and 43 (telling others), 42 a to 42 c (looking up: who treats the citizen now;
// the citizen may bar somebody; more only where it is necessary, and it is noted),
// databeskyttelsesforordningen articles 5 (1) c, 15 and 25. Where a limit is Klynge's own measure, it says
// so.
#include "core/command.h"
#include "core/setting.h"
#include "core/view/worklist.h"

namespace klynge {

enum class Action : uint8_t { read = 1, act = 2, erase = 3 };

// What is opened. More than one reason opens the sum of what each does.
struct Scope {
  bool status = false;  // duties of every lane: what, whose, since when, until when, and whom to call
  bool name = false;    // who the citizen is
  bool own = false;     // what the caller's organisation wrote, or was written to it
  bool all = false;     // what anybody wrote

  bool none() const { return !status && !name && !own && !all; }
  bool operator==(const Scope&) const = default;
};
namespace scope {
inline constexpr Scope nothing{}, status{true, false, false, false}, named{true, true, false, false},
    own{false, true, true, false}, lane{true, true, true, false}, full{true, true, true, true};
}
std::string_view word(const Scope& scope);  // "nothing" "status" "named" "own" "lane" "full"

struct Permission {
  Scope scope{};
  std::string_view why = "not-involved";  // one fixed word, of what opens most: "holder" "asked" "course" ...
  Instant until{};                        // of a look with a reason: when it is over
};

// A unit sees its own lane in full while it has a part in an open course, and of the other lanes who has
// what; once all of these have closed, what it wrote or was sent, and nothing else. A case that is a legal
// basis (core/roster.h) opens the citizen to its desk alone: where the roster names a desk, the unit of the
// municipality that merely receives the notifications is not involved by that.
Permission may(const Caller& caller, Action action, const Record& record, const Setting& setting, Instant at);

// Of a record that is not opened in full: what is left to be seen.
Record seen_with(const Scope& scope, Party viewer, const Setting& setting, Record record);
// Whether what was written between these parties may be read: an act is of who acted, a message of who sent
// and who received it.
bool may_read(const Scope& scope, Party viewer, const Setting& setting,
              const std::vector<Party>& written_by_and_to);
// A message as it came, with all that the rules never read: only whoever sees all of the record. A part in
// the course opens what was said about the course, and no more.
bool may_read_raw(const Scope& scope);

// Names on a list are for whom they are meant: the party that holds or is asked, on its own list; not for who
// is merely told, for a sister unit, or for operations.
bool may_see_names(const Caller& viewer, Party list, WorkPart part);

// The list of a party, and what it says of each citizen but the name: its organisation, and operations.
bool may_open_list(const Caller& caller, const Setting& setting, Party list);
// Figures (core/view/area_now.h): whoever works here, and who has only figures.
bool may_see_figures(const Caller& caller);
// That a message went from one to the other, what became of it and what was wrong with it: nobody is named in
// that. Whoever works for one of the two; for all of them whoever runs or configures the installation.
bool may_see_messages(const Caller& caller, const Setting& setting, Party from, Party to);
// What a message said that was refused, and has no record to go by: a health person of one of the two.
bool may_read_refused(const Caller& caller, const Setting& setting, Party from, Party to);

// How long a look that was asked for with a reason stays open. Klynge's own measure: a shift.
inline constexpr Duration glass_open_for = hours(8);

}  // namespace klynge
