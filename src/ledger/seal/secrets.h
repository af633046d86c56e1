#pragma once
// The keys that lie outside the data folder: master key (wraps the citizens' keys), hash key (CPR and message
// look-ups), installation secret (ids we make), signing key (head of the chain). A folder of their own, mode
// 0700, one file each with a version and a check value. Wrong, missing or too widely readable: refused.
#include <functional>
#include <memory>

#include "base/bytes.h"
#include "base/result.h"
#include "core/words.h"

namespace klynge::seal {

using Random = std::function<Bytes(size_t)>;  // n octets; the machine's own is random_of_machine()
Random random_of_machine();

struct Secrets {
  uint64_t installation = 0;  // made at random with the keys; names this installation in every entry
  uint32_t master_version = 1;
  Bytes master, hash, ids;  // 32 octets each
  Bytes signing_private;    // Ed25519, raw 32 octets
  Bytes signing_public;
};

// Reads DIR/{master,hash,ids,signing}.key and DIR/installation. `create` makes them when the folder is absent
// or empty (mode 0600, synced, parent synced).
Result<Secrets> load_secrets(const std::string& directory, bool create, const Random& random);
Secrets make_secrets(const Random& random);  // in memory, for tests and the simulation

// A value that says "the same keys" and nothing else; kept in the data folder's meta and compared at start.
Bytes check_value(const Secrets& secrets);

// Keyed hashes: HMAC-SHA-256 under the hash key, with the purpose in front, cut to 16 octets.
Key keyed(const Secrets& secrets, std::string_view purpose, View value);
uint64_t keyed_u64(const Secrets& secrets, std::string_view purpose, View value);

// v4-shaped UUID from HMAC(ids, partition, position, n): the same decision makes the same ids.
std::string make_uuid(const Secrets& secrets, uint16_t partition, Position position, uint32_t n);

// Signs and checks the head of the chain: "klynge head <installation> <position> <hex hash> <time>".
Bytes sign(const Secrets& secrets, View text);
bool signed_by(View public_key, View text, View signature);

}  // namespace klynge::seal
