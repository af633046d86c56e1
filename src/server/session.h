#pragma once
// Who is signed in. Kept in memory alone, so that a restart signs everybody out. A session has a random id of
// 256 bits, which the browser has in a cookie and we only as its hash; it ends when nobody has asked by it
// for a while, after a day's work whatever happens, at sign-out, and when it is revoked. Any thread.
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "ledger/seal/secrets.h"
#include "server/rate.h"
#include "server/tokens.h"

namespace klynge::server {

struct SessionLimits {
  Duration idle = minutes(30), absolute = hours(12);
  RateLimit requests = {30, 300};
  size_t all_max = 20'000;    // the one that was idle longest goes first
  size_t of_person_max = 10;  // likewise
};

// What a way of signing in has found out.
struct SignedIn {
  Person person;
  std::vector<Caller> choices;  // what he or she may be; of several one is chosen afterwards
  std::string provider = {};    // by whom; empty: the demonstration
  // Who the citizens are that he or she has a mandate of, where there is a choice among several.
  std::map<CitizenNumber, std::string> called = {};
};

struct Session {  // as it was when it was asked for
  Person person;
  std::vector<Caller> choices;
  std::optional<size_t> chosen;  // none: not yet
  std::string provider, csrf;
  Instant signed_in_at, idle_until, until;
  std::map<CitizenNumber, std::string> called;
};

class Sessions {
 public:
  Sessions(SessionLimits limits, seal::Random random);

  // REQUIRES: choices. Answers the id, for the cookie: a new one at every sign-in.
  std::string begin(SignedIn who, Instant now);
  // None: nobody's, or over. `goes_on`: somebody is there, so that it is not idle.
  std::optional<Session> find(View id, Instant now, bool goes_on);
  // 0: go on. Else the seconds to wait.
  int wait(View id, Instant now);
  bool choose(View id, size_t choice, Instant now);
  bool is_kept(View id);  // has not ended, though its time may be up: then the next find() ends it
  void end(View id);
  void end_all();
  size_t end_all_of(View person_id);
  std::vector<Session> all(Instant now);

 private:
  struct Kept {
    SignedIn who;
    std::optional<size_t> chosen;
    std::string csrf;
    Instant signed_in_at, asked_at;
  };
  using Map = std::map<Bytes, Kept>;  // by the id's hash
  bool over(const Kept& kept, Instant now) const;
  Session shown(const Kept& kept) const;
  Map::iterator living(View id, Instant now);
  void make_room(View person_id, Instant now);

  const SessionLimits limits_;
  const seal::Random random_;
  Rate rate_;
  std::mutex mutex_;
  Map sessions_;
};

// The cookie of that name; none: there is no such cookie, or there are two.
std::optional<std::string> cookie_of(View header, View name);

}  // namespace klynge::server
