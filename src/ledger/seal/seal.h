#pragma once
// Sealing: what only some may read, under keys that can be destroyed. AES-256-GCM.
//
// One random key per (controller, citizen, generation), wrapped with the master key, in the keys file. An
// entry's message key = HMAC(generation key, "message" epoch position); each part (0: sealed texts, 1...:
// body chunks) has a subkey = HMAC(message key, "part" n salt). Nonce: epoch u32, position u64. No key and
// nonce is ever used twice, because the epoch is raised at every writer start and after every failed commit;
// and should a restored backup bring an old epoch back, the salt (random, one per Sealer) still makes other
// subkeys. Destroying the generation keys destroys all of a citizen's content. Destroying one message: a new
// generation begins, the message keys of all the *other* entries of the old one are written out singly, and
// the old generation's key is erased (docs/decision/0003).
//
// A sealed blob: octet 1 (form), generation u32, salt 8 octets, then ciphertext and 16-octet tag. Byte forms
// and what a destroyed key leaves behind: docs/format/keys.md. The Sealer caches opened keys (bounded; wiped
// when they go). One thread; readers make their own Sealer over the same Keys, and must forget_cache() after
// an erasure: until then they may still open what they had opened.
#include <list>
#include <memory>
#include <unordered_map>

#include "ledger/seal/secrets.h"
#include "store/store.h"

namespace klynge::seal {

struct Place {  // where a sealed thing lies; from the entry's header
  uint64_t controller = 0;
  CitizenNumber citizen = 0;  // quarantine: quarantine_citizen(day)
  uint32_t epoch = 0;
  Position position = 0;
  Bytes associated;  // message::associated_data(header)
};

CitizenNumber quarantine_citizen(int64_t day);  // days since 1970; a space no citizen's number reaches

class Sealer {
 public:
  Sealer(const Secrets& secrets, store::Keys& keys, Random random);

  // Makes a key when the citizen has none at this controller; new keys wait in pending() and must be made
  // durable (flush) before the entry that uses them is committed.
  Result<Bytes> seal(const Place& place, uint32_t part, View plain);
  // Problem refused "erased" when the key is gone, not_understood when the bytes were changed.
  Result<Bytes> open(const Place& place, uint32_t part, View sealed);
  Result<> flush();       // keys.put(pending); no-op when there are none
  void forget_pending();  // after a failed commit: keys stay usable if they were flushed, else are made anew
  void forget_cache();

  Result<> erase_citizen(uint64_t controller, CitizenNumber citizen);
  // `others`: epoch and position of every other entry of the citizen sealed under the same generation.
  Result<> erase_message(const Place& place, uint32_t generation,
                         const std::vector<std::pair<uint32_t, Position>>& others);
  // Is any key of the citizen still there?
  Result<bool> has_keys(uint64_t controller, CitizenNumber citizen);
  static uint32_t generation_of(View sealed);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace klynge::seal
