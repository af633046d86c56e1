#pragma once
// What a roster and a message log say, read from CSV (base/csv.h): rows that were understood, and for every
// other one a complaint with line, column, what kind of thing was found and what was expected. A complaint
// never shows what stood there: a column too far and it would be a CPR number or a name. Pure but for the
// lookup that says nothing here; any thread.
//
// roster: cpr; case_kind; desk; from; to; and gp, which may be left out. log: type; time; sender; receiver;
// course_id; citizen. In any order, under English or Danish names; other columns are passed over with a word.
// Days are 2026-11-20 or 20-11-2026 (also with dots and slashes); `to` is the last day of the case. Times are
// Danish unless they say their zone. A unit is its SOR id, its GLN or its name, all as the directory has
// them.
#include <functional>

#include "base/csv.h"
#include "core/roster.h"
#include "ledger/intake.h"

namespace klynge {

struct FileComplaint {
  size_t line = 0, column = 0;  // column 0: the whole row
  std::string name;             // of the column, as docs/operate/commands.md has it
  std::string found, expected;
};

struct ImportFile {
  csv::Encoding encoding = csv::Encoding::utf8;
  bool marked = false;
  char separator = ';';
  std::vector<std::string> passed_over;   // columns by number: their names may say anything
  std::vector<FileComplaint> complaints;  // by line
};

struct RosterRow {
  uint64_t cpr = 0;
  size_t line = 0;
  size_t kind = 0;  // of Setting::case_kinds
  Party desk;
  Instant from, to;  // to: the midnight after the last day; none: until further notice
  Party gp;          // none: not said
};
struct RosterFile : ImportFile {
  std::vector<RosterRow> rows;  // by citizen, then as they stood
};

struct LogRow {
  uint64_t cpr = 0;
  size_t line = 0;
  StayEvent event{};
  NoteForm form =
      NoteForm::first;  // a correction or annulment is about the latest row of its course and event
  Instant at;
  Instant told;  // as `at`, but a correction of an hour is told no earlier than what it corrects
  Party sender, receiver;
  std::string course;
};
struct LogFile : ImportFile {
  std::vector<LogRow> rows;  // by `told`, then by what comes later in a stay, then as they stood
};

using Told = std::function<void(uint64_t done, uint64_t of)>;  // octets
// Problem: no text, or a column that must be there is not.
Result<RosterFile> read_roster(View bytes, const std::string& name, const Setting& setting, const Told& told);
Result<LogFile> read_log(View bytes, const std::string& name, const Setting& setting, Instant now,
                         const Told& told);

// A CPR number or a replacement number as a row keeps it, and as it is written; 0: neither.
uint64_t cpr_number(std::string_view text);
std::string cpr_text(uint64_t cpr);
std::string type_of(StayEvent event, NoteForm form);  // "STIN", "RE_STIN", "AN_STIN"
// The same row of any file is the same message.
Key message_key(const seal::Secrets& secrets, const LogRow& row);

// A day or a time as people write it. nullopt: none, or one that does not exist.
std::optional<Instant> read_day(std::string_view text);
std::optional<Instant> read_moment(std::string_view text);

}  // namespace klynge
