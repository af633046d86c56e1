#pragma once
// A story: what happens to one citizen, in lines a nurse can read, told through the real rules.
//
//   Story: what it is about
//     Ward is Testsygehus, medicinsk afdeling        a short name for a party of the directory
//     Ward answers here                              its acts are visible; also "has the specialty
//     psychiatry",
//                                                    "is in region Hovedstaden"
//     Klynge answers for nobody                      an installation that listens; else for the
//     municipalities
//
//   2026-11-02 08:00  Ward tells: admitted           a step: Danish time, and what happens
//       contact opened: held by Ward, ...            what followed: written by the teller, compared by the
//       test
//
// What steps there are, see `forms` in story.cc. Lines of # are notes. After every step the record is folded
// anew from all facts and must be the same, no invariant may be broken, and the worklist must say when the
// record wakes. One thread.
#include "core/setting.h"

#include "base/result.h"

namespace klynge::story {

struct Told {
  std::string text;                 // the whole story again, with what follows each step now
  std::vector<std::string> faults;  // what must never be: "line 7: 2: course 1 has nobody for care"
};

// Refused when a step is not understood, with its line.
Result<Told> tell(std::string_view text, Setting setting);

}  // namespace klynge::story
