#include "ledger/seal/seal.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ledger/seal/cipher.h"

namespace klynge::seal {
namespace {

// What is sealed: form, generation, salt, ciphertext and tag.
constexpr char sealed_form = 1;
constexpr size_t salt_bytes = 8, sealed_prefix_bytes = 1 + 4 + salt_bytes;

// A wrapped key: form, version of the master key, nonce, the key encrypted and its tag. A destroyed one
// leaves a single octet, so that its generation is never begun again.
constexpr char wrapped_form = 1, destroyed_form = 0;
constexpr size_t wrapped_prefix_bytes = 1 + 4,
                 wrapped_bytes = wrapped_prefix_bytes + nonce_bytes + 32 + tag_bytes;

constexpr size_t keys_cached = 200'000;
constexpr uint64_t quarantine_space = 1ull << 62;

struct Owner {
  uint64_t controller = 0, citizen = 0;
  auto operator<=>(const Owner&) const = default;
};
struct OwnerHash {
  size_t operator()(const Owner& owner) const {
    const uint64_t mixed = (owner.citizen + owner.controller * 0x9e3779b97f4a7c15) * 0xff51afd7ed558ccd;
    return mixed ^ mixed >> 32;
  }
};

struct OpenedKey {
  enum class State : uint8_t { usable, destroyed, unreadable } state = State::destroyed;
  uint32_t generation = 0;
  Position position = 0;  // 0: of the whole generation
  SecretKey key;
};

// All keys of one citizen at one controller, by generation, then position: mostly one.
struct Opened {
  Owner owner;
  std::vector<OpenedKey> keys;

  const OpenedKey* find(uint32_t generation, Position position) const {
    for (const OpenedKey& each : keys) {
      if (each.generation == generation && each.position == position) return &each;
    }
    return nullptr;
  }
  uint32_t last_generation() const { return keys.empty() ? 0 : keys.back().generation; }
  size_t weight() const { return 1 + keys.size(); }
};

Owner owner_of(const Place& place) {
  return {place.controller, place.citizen};
}

Bytes nonce_of(uint32_t epoch, Position position) {
  Bytes out;
  put_u32(out, epoch);
  put_u64(out, position);
  return out;
}

bool is_destroyed(const store::KeyRow& row) {
  return row.wrapped.size() == 1 && row.wrapped[0] == destroyed_form;
}

store::KeyRow destroyed_row(const Owner& owner, uint32_t generation) {
  return {owner.controller, owner.citizen, generation, 0, Bytes(1, destroyed_form)};
}

}  // namespace

struct Sealer::Impl {
  Impl(const Secrets& secrets, store::Keys& keys_given, Random random_given)
      : master(secrets.master),
        master_version(secrets.master_version),
        keys(keys_given),
        random(std::move(random_given)) {}

  // --- wrapped keys ---

  // Binds a wrapped key to its place: one row's key put into another row does not open.
  Bytes wrap_associated(const store::KeyRow& row) const {
    Bytes out;
    put_u64(out, row.controller);
    put_u64(out, row.citizen);
    put_u32(out, row.generation);
    put_u64(out, row.position);
    put_u32(out, master_version);
    return out;
  }

  store::KeyRow wrap(const Owner& owner, uint32_t generation, Position position, const SecretKey& key) {
    store::KeyRow row{owner.controller, owner.citizen, generation, position, {}};
    row.wrapped.reserve(wrapped_bytes);
    row.wrapped.push_back(wrapped_form);
    put_u32(row.wrapped, master_version);
    const Bytes nonce = random(nonce_bytes);
    row.wrapped += nonce;
    cipher.encrypt(master, nonce, wrap_associated(row), key.view(), row.wrapped);
    return row;
  }

  OpenedKey unwrap(const store::KeyRow& row) {
    OpenedKey opened{OpenedKey::State::unreadable, row.generation, row.position, {}};
    const View wrapped = row.wrapped;
    if (is_destroyed(row)) {
      opened.state = OpenedKey::State::destroyed;
    } else if (wrapped.size() == wrapped_bytes && wrapped[0] == wrapped_form &&
               get_u32(wrapped, 1) == master_version) {
      const View nonce = wrapped.substr(wrapped_prefix_bytes, nonce_bytes);
      const View sealed = wrapped.substr(wrapped_prefix_bytes + nonce_bytes);
      if (auto plain = cipher.decrypt(master, nonce, wrap_associated(row), sealed)) {
        opened.key = SecretKey(*plain);
        opened.state = OpenedKey::State::usable;
        OPENSSL_cleanse(plain->data(), plain->size());
      }
    }
    return opened;
  }

  // --- the cache: latest used first ---

  Result<Opened*> load(const Owner& owner) {
    auto rows = keys.get(owner.controller, owner.citizen);
    if (!rows) return rows.problem();
    if (const auto waiting = pending.find(owner); waiting != pending.end()) rows->push_back(waiting->second);
    forget(owner);
    Opened opened{owner, {}};
    opened.keys.reserve(rows->size());
    for (const store::KeyRow& row : *rows) opened.keys.push_back(unwrap(row));
    cached += opened.weight();
    latest.push_front(std::move(opened));
    by_owner[owner] = latest.begin();
    while (cached > keys_cached && latest.size() > 1) forget(latest.back().owner);
    return &latest.front();
  }

  Result<Opened*> find(const Owner& owner) {
    const auto found = by_owner.find(owner);
    if (found == by_owner.end()) return load(owner);
    latest.splice(latest.begin(), latest, found->second);
    return &latest.front();
  }

  void forget(Owner owner) {  // by value: it may lie in what goes
    const auto found = by_owner.find(owner);
    if (found == by_owner.end()) return;
    cached -= found->second->weight();
    latest.erase(found->second);
    by_owner.erase(found);
  }

  // --- from keys to texts ---

  // The key new content is sealed with; begins a generation when there is none, or the last was destroyed.
  Result<const OpenedKey*> current(const Owner& owner) {
    auto opened = find(owner);
    if (!opened) return opened.problem();
    std::vector<OpenedKey>& own = (*opened)->keys;
    const uint32_t last = (*opened)->last_generation();
    const OpenedKey* key = (*opened)->find(last, 0);
    if (key != nullptr && key->state == OpenedKey::State::usable) return key;
    if (key != nullptr && key->state == OpenedKey::State::unreadable) return wrong_master();
    Bytes fresh = random(32);
    own.push_back({OpenedKey::State::usable, last + 1, 0, SecretKey(fresh)});
    OPENSSL_cleanse(fresh.data(), fresh.size());
    ++cached;
    pending[owner] = wrap(owner, last + 1, 0, own.back().key);
    return &own.back();
  }

  SecretKey message_key(const SecretKey& generation_key, uint32_t epoch, Position position) {
    return cipher.derive(generation_key, "message" + nonce_of(epoch, position));
  }

  SecretKey part_key(const SecretKey& message, uint32_t part, View salt_used) {
    Bytes label = "part";
    put_u32(label, part);
    label += salt_used;
    return cipher.derive(message, label);
  }

  // The message key of an entry, by whatever still opens it; nothing when it has been destroyed.
  Result<std::optional<SecretKey>> key_of(const Opened& opened, const Place& place, uint32_t generation) {
    const OpenedKey* key = opened.find(generation, 0);
    const bool whole = key != nullptr && key->state != OpenedKey::State::destroyed;
    if (!whole) key = opened.find(generation, place.position);
    if (key == nullptr || key->state == OpenedKey::State::destroyed) return std::optional<SecretKey>();
    if (key->state == OpenedKey::State::unreadable) return wrong_master();
    return std::optional(whole ? message_key(key->key, place.epoch, place.position) : key->key);
  }

  static Problem wrong_master() {
    return refused("keys", "a citizen's key does not open with this master key");
  }

  const SecretKey master;
  const uint32_t master_version;
  store::Keys& keys;
  const Random random;
  Cipher cipher;
  Bytes salt;  // made at the first sealing
  std::map<Owner, store::KeyRow> pending;
  std::list<Opened> latest;
  std::unordered_map<Owner, std::list<Opened>::iterator, OwnerHash> by_owner;
  size_t cached = 0;
};

CitizenNumber quarantine_citizen(int64_t day) {
  return quarantine_space | static_cast<uint32_t>(day);
}

Sealer::Sealer(const Secrets& secrets, store::Keys& keys, Random random)
    : impl_(std::make_shared<Impl>(secrets, keys, std::move(random))) {}

Result<Bytes> Sealer::seal(const Place& place, uint32_t part, View plain) {
  auto current = impl_->current(owner_of(place));
  if (!current) return current.problem();
  if (impl_->salt.empty()) impl_->salt = impl_->random(salt_bytes);
  const SecretKey message = impl_->message_key((*current)->key, place.epoch, place.position);
  const SecretKey key = impl_->part_key(message, part, impl_->salt);
  Bytes out;
  out.reserve(sealed_prefix_bytes + plain.size() + tag_bytes);
  out.push_back(sealed_form);
  put_u32(out, (*current)->generation);
  out += impl_->salt;
  impl_->cipher.encrypt(key, nonce_of(place.epoch, place.position), out + place.associated, plain, out);
  return out;
}

Result<Bytes> Sealer::open(const Place& place, uint32_t part, View sealed) {
  if (sealed.size() < sealed_prefix_bytes + tag_bytes || sealed[0] == 0) {
    return not_understood("sealed", "too short, or not sealed");
  }
  if (sealed[0] != sealed_form) return refused("sealed", "sealed by a newer Klynge");
  const uint32_t generation = generation_of(sealed);
  auto opened = impl_->find(owner_of(place));
  if (!opened) return opened.problem();
  auto message = impl_->key_of(**opened, place, generation);
  if (message && !*message) {  // perhaps a key made by the writer since this reader looked
    opened = impl_->load(owner_of(place));
    if (!opened) return opened.problem();
    message = impl_->key_of(**opened, place, generation);
  }
  if (!message) return message.problem();
  if (!*message) return refused("sealed", "erased");
  const View prefix = sealed.substr(0, sealed_prefix_bytes);
  const SecretKey key = impl_->part_key(**message, part, prefix.substr(sealed_prefix_bytes - salt_bytes));
  auto plain = impl_->cipher.decrypt(key, nonce_of(place.epoch, place.position),
                                     Bytes(prefix) + place.associated, sealed.substr(sealed_prefix_bytes));
  if (!plain) return not_understood("sealed", "not what was sealed for this entry");
  return std::move(*plain);
}

Result<> Sealer::flush() {
  if (impl_->pending.empty()) return Done{};
  std::vector<store::KeyRow> rows;
  rows.reserve(impl_->pending.size());
  for (const auto& [owner, row] : impl_->pending) rows.push_back(row);
  if (auto put = impl_->keys.put(rows); !put) return put;
  impl_->pending.clear();
  return Done{};
}

void Sealer::forget_pending() {
  for (const auto& [owner, row] : impl_->pending) impl_->forget(owner);
  impl_->pending.clear();
}

void Sealer::forget_cache() {
  impl_->by_owner.clear();
  impl_->latest.clear();
  impl_->cached = 0;
}

Result<> Sealer::erase_citizen(uint64_t controller, CitizenNumber citizen) {
  if (auto flushed = flush(); !flushed) return flushed;
  impl_->forget({controller, citizen});
  auto rows = impl_->keys.get(controller, citizen);
  if (!rows) return rows.problem();
  if (std::ranges::all_of(*rows, is_destroyed)) return Done{};
  return impl_->keys.erase(controller, citizen, {},
                           {destroyed_row({controller, citizen}, rows->back().generation)});
}

Result<bool> Sealer::has_keys(uint64_t controller, CitizenNumber citizen) {
  auto rows = impl_->keys.get(controller, citizen);
  if (!rows) return rows.problem();
  return !std::ranges::all_of(*rows, is_destroyed);
}

Result<> Sealer::erase_message(const Place& place, uint32_t generation,
                               const std::vector<std::pair<uint32_t, Position>>& others) {
  if (auto flushed = flush(); !flushed) return flushed;
  const Owner owner = owner_of(place);
  auto opened = impl_->load(owner);
  if (!opened) return opened.problem();
  const OpenedKey* whole = (*opened)->find(generation, 0);
  store::KeyRow gone{owner.controller, owner.citizen, generation, 0, {}};
  std::vector<store::KeyRow> instead;
  if (whole != nullptr && whole->state == OpenedKey::State::unreadable) return Impl::wrong_master();
  if (whole != nullptr && whole->state == OpenedKey::State::usable) {
    for (const auto& [epoch, position] : others) {
      if (position == place.position) continue;
      const SecretKey key = impl_->message_key(whole->key, epoch, position);
      instead.push_back(impl_->wrap(owner, generation, position, key));
    }
    instead.push_back(destroyed_row(owner, generation));
  } else if ((*opened)->find(generation, place.position) != nullptr) {
    gone.position = place.position;  // its key already lies singly
  } else {
    return Done{};  // destroyed before
  }
  impl_->forget(owner);
  return impl_->keys.erase(owner.controller, owner.citizen, {gone}, instead);
}

uint32_t Sealer::generation_of(View sealed) {
  return sealed.size() < sealed_prefix_bytes ? 0 : get_u32(sealed, 1);
}

}  // namespace klynge::seal
