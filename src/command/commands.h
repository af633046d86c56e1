#pragma once
// The subcommands of `klynge`, one function and one file each. They take plain options and streams, so that a
// test can call them; main.cc reads the command line. All CPR numbers come from a stream or a file.
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "command/app.h"

namespace klynge::command {

enum ExitCode : int {
  exit_ok = 0,
  exit_findings = 1,  // findings, negative answers, not found
  exit_usage = 2,     // the command line is wrong
  exit_not_now = 3,   // lock, disk, queue: try again
  exit_refused = 4,   // keys, settings, format: somebody must change something
};

struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool in_is_terminal = false, err_is_terminal = false;
};

struct Common {
  AppPlace place;
  std::string at;  // empty: now
  bool json = false;
};

struct ReceiveOptions {
  std::vector<std::string> files;
  std::string acks;  // folder for acknowledgements; empty: none are written
};
struct WhoOptions {
  std::string cpr_file;
  std::string asker;  // or empty
  uint64_t as = 0;
  bool english = false;
};
struct ListOptions {
  uint64_t party = 0;
  size_t limit = 1000;
  bool english = false;
};
struct AreaOptions {
  std::string on = {};            // a date; empty: today
  std::string municipality = {};  // name or code; empty: all areas
  int clusters = 22;              // 21: as national quality figures count them
  bool english = false;
};
struct CutoverOptions {
  std::string on = {};  // the first day of what is new
  bool english = false;
};
struct PostOptions {
  std::string state = {};  // or empty: all
  uint64_t citizen = 0;    // resend
  uint16_t letter = 0;
};
struct VerifyOptions {
  bool head = false;
  std::string since;
};
struct EraseOptions {
  std::string cpr_file, reason, basis, person_a, person_b;
  Position entry = 0;
};
struct ExportOptions {
  Position from = 1;
  bool open = false;
};
struct ServeOptions {
  bool demonstration = false;
  std::string listen;  // empty: as the settings say
};

struct DemoOptions {
  uint64_t seed = 1;
  int speed = 60;  // times real time
  std::string listen = "127.0.0.1:8080";
};

struct PathwayOptions {
  std::string file{};
  std::string language = "da", out{};  // draw; without `out` to the standard output
  std::string role{}, name{}, date{};  // sign
};

struct ImportOptions {
  std::string file{};
  bool dry_run = false;
  bool complete = false;       // roster: what is not in the file has ended
  bool reconstructed = false;  // log: from before Klynge
};

int serve(const Common& common, const ServeOptions& options, Streams& streams);
int demo(const Common& common, const DemoOptions& options, Streams& streams);
int receive(const Common& common, const ReceiveOptions& options, Streams& streams);
int validate(const Common& common, const std::vector<std::string>& files, Streams& streams);
int who(const Common& common, const WhoOptions& options, Streams& streams);
int list(const Common& common, const ListOptions& options, Streams& streams);
int area(const Common& common, const AreaOptions& options, Streams& streams);
int cutover(const Common& common, const CutoverOptions& options, Streams& streams);
int verify(const Common& common, const VerifyOptions& options, Streams& streams);
int backup(const Common& common, const std::string& to, Streams& streams);
int restore(const Common& common, const std::string& from, Streams& streams);
int erase(const Common& common, const EraseOptions& options, Streams& streams);
int post_list(const Common& common, const PostOptions& options, Streams& streams);
int post_resend(const Common& common, const PostOptions& options, Streams& streams);
int import_roster(const Common& common, const ImportOptions& options, Streams& streams);
int import_log(const Common& common, const ImportOptions& options, Streams& streams);
int pathway_check(const Common& common, const std::vector<std::string>& files, Streams& streams);
int pathway_draw(const PathwayOptions& options, Streams& streams);
int pathway_sign(const PathwayOptions& options, Streams& streams);
int export_journal(const Common& common, const ExportOptions& options, Streams& streams);

}  // namespace klynge::command
