#pragma once
// What the subcommands share: time, CPR numbers, files, progress, and how a Problem becomes words and an exit
// code.
#include <chrono>

#include "command/commands.h"
#include "core/area/read.h"

namespace klynge::command {

Instant now_of_machine();
// `at` is FHIR dateTime; empty: the machine's clock.
Result<Instant> moment_of(const std::string& at);
// A date given with --on: its first moment in Denmark; empty: today's.
Result<Instant> day_given(const std::string& on);

// The areas that come with Klynge.
Result<Areas> load_areas(const Common& common);

int report(const Problem& problem, Streams& streams);
// A server's log: one line an event, for machines: time, then name=value. No CPR number, name or query ever
// stands in it.
void log_line(const std::string& event);
// Says in one line what the folder's settings are when there is no klynge.yaml.
void say_demonstration(const App& app, Streams& streams);

// Ten digits, with or without the dash, from `file` ("-" or empty: standard input). What was read is never
// shown.
Result<std::string> read_cpr(const std::string& file, Streams& streams);
bool looks_like_cpr(std::string_view argument);  // or has one in it

// Files as given: "-" stays, a folder becomes its files, sorted.
Result<std::vector<std::string>> expand(const std::vector<std::string>& given);
Result<Bytes> read_message(const std::string& file, Streams& streams);
using store::sync_folder;
using store::write_file;

// `{"file","type","answer","issues":[...]}` and what else was learned, on one line.
struct Checked {
  std::string file, type;
  message::Answer answer = message::Answer::none;
  std::vector<message::Issue> issues = {};
  bool repeated = false;
  Position position = 0;
};
void write_checked(const Checked& checked, bool json, Streams& streams);

// "verifying 120000 of 400000", on stderr: on a terminal at once, else only when it takes more than 2
// seconds.
class Progress {
 public:
  Progress(Streams& streams, std::string what);
  ~Progress();
  void at(uint64_t done, uint64_t of);

 private:
  Streams& streams_;
  std::string what_;
  std::chrono::steady_clock::time_point began_, said_;
  bool open_line_ = false;
};

// A reader over a folder and the caller who looks, for `who` and `list`.
struct Desk {
  App app;
  store::Folder folder;
  std::unique_ptr<Lookup> lookup;
  Setting setting;  // with the parties learned
};
Result<std::unique_ptr<Desk>> open_desk(const Common& common, Streams& streams);
void learn(Setting& setting, std::vector<PartyInfo> parties);

}  // namespace klynge::command
