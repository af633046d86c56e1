#pragma once
// What whoever runs an installation has decided: DIR/klynge.yaml, read strictly. An unknown or wrong setting
// refuses to start, with file, line and what is known. docs/operate/settings.md says what each one means.
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "command/sign_in.h"
#include "core/words.h"
#include "server/record_system.h"

namespace klynge::command {

struct Settings {
  uint64_t controller = 1;
  std::vector<uint64_t> acts_for;  // sorted
  Party operations;
  std::string address = "127.0.0.1";
  uint16_t port = 8080;
  std::string certificate, certificate_key;
  std::string tokens, keys, pathways, directory, case_kinds, erased_list;  // paths
  int retention_days = 3653;
  bool demonstration = false;
  bool unsigned_accepted = false;  // pathways that nobody has signed may be served, and say so everywhere
  bool roster_required = false;    // else the legal basis is decided before messages come here
  size_t large_memory_bytes = 400'000'000;  // shared by all large messages in flight
  Duration grace = minutes(15);
  Duration contest_window = hours(8);

  std::string folder_door;  // a folder; empty: none
  Party folder_door_party;
  std::vector<uint64_t> folder_door_senders;  // sorted

  struct PostTo {  // one line of `post`
    Party to;
    std::string url, token_file, authorities;
    bool is_folder = false;  // the folder door's outbox
    bool as_xml = false;
    Duration wait = minutes(30);
    int resends = 2;
    Duration taken_within = hours(4);
  };
  std::vector<PostTo> post;  // sorted by party

  SignInSettings sign_in;
  std::vector<server::RecordSystem> record_systems;

  bool loopback() const;
  // By a token, or by signing in.
  bool lets_somebody_in() const { return !tokens.empty() || sign_in.is_set(); }
  bool has_tls() const { return !certificate.empty(); }
};

// Names as they are written in the file; inside `tls` as "tls.key". In the order of the manual.
std::span<const std::string_view> setting_names();

// `data` is the data folder: paths in the file count from it, and the keys must lie outside it.
Result<Settings> read_settings(std::string_view text, const std::string& file_name, const std::string& data);

// "127.0.0.1:8080", "[::1]:8080".
struct Listen {
  std::string address;
  uint16_t port = 0;
};
Result<Listen> parse_listen(std::string_view text);

// "15 min", "8 h", "2 d".
Result<Duration> parse_duration(std::string_view text);

bool lies_inside(const std::string& path, const std::string& folder);

}  // namespace klynge::command
