#pragma once
// Keys of what people take along on a phone. What is taken lies there sealed, and its key lies here, in
// memory alone: it is given to a living session of the person who took it, so that a phone that was put out
// or began anew can read again, and to nobody else. It is gone at sign-out, when the person's sessions are
// revoked, after 12 hours whatever happens, and with this process. A session that was idle too long does not
// end it: what was done in a tunnel waits sealed until the same person signs in again (docs/decision/0011).
// Any thread.
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "ledger/seal/secrets.h"

namespace klynge::server {

inline constexpr Duration pocket_lasts = hours(12);

struct Pocket {
  std::string id, key;  // base64url; the key is of 256 bits
  Instant until;
};

class Pockets {
 public:
  // Who takes something along, and where: the session as the hash of its id.
  struct Owner {
    Bytes session;
    std::string person_id;
    Party party;
  };
  explicit Pockets(seal::Random random) : random_(std::move(random)) {}

  // The pocket of that id, when it is the owner's and lasts; else a new one, until then at the latest.
  Pocket take(View id, const Owner& owner, Instant until, Instant now);
  // None: there is none, or it is another's.
  std::optional<Pocket> find(View id, const Owner& owner, Instant now);
  void end(View session);
  void end_all_of(View person_id);

 private:
  struct Kept {
    Pocket pocket;
    Owner owner;
  };
  Kept* living(View id, const Owner& owner, Instant now);
  void make_room(View person_id, Instant now);

  const seal::Random random_;
  std::mutex mutex_;
  std::map<std::string, Kept, std::less<>> kept_;
};

}  // namespace klynge::server
