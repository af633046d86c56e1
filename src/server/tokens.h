#pragma once
// Who speaks, before sign-in exists: a file that binds each token's hash to one party and role, and each
// message door to the senders it may speak for. One line each, nothing else:
//
//   <SHA-256 of the token, 64 hex digits> <person|door|operations> <SOR> [<sender SOR>,<sender SOR>...] [#
//   note]
//
// Read strictly at start: a mistake refuses with its line. The token itself stands nowhere on this machine.
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "core/command.h"

namespace klynge::server {

// Who it is, beside what he or she may: as the provider says it. Both empty: nobody in particular, by a
// token.
struct Person {
  std::string id;    // the same at every sign-in; never a CPR number
  std::string name;  // as others are to read it
};

struct Bearer {
  Caller caller;
  std::vector<uint64_t> senders = {};  // of a door, sorted
  Person person = {};
  bool may_speak_for(uint64_t sender) const;
};

class Tokens {
 public:
  static Result<Tokens> read(std::string_view text, const std::string& file_name);
  // Whose token this is; nullptr when it is nobody's.
  const Bearer* find(std::string_view token) const;
  size_t size() const { return by_hash_.size(); }

 private:
  std::unordered_map<std::string, Bearer> by_hash_;
};

// What an Authorization header carries: "Bearer x", or "Basic" with any user name and the token as password,
// which is how a browser can say it.
std::optional<std::string> token_of(std::string_view authorization);

}  // namespace klynge::server
