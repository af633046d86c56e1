#pragma once
// The two primitives sealing is made of, over OpenSSL: AES-256-GCM, and HMAC-SHA-256 as the way from one key
// to another. Contexts are kept between calls, because making them costs more than sealing a message does.
// Keys are wiped when they go. OpenSSL fails here only when it is broken or memory is out: the process stops.
// One thread per object.
#include <openssl/crypto.h>

#include <array>
#include <memory>
#include <optional>

#include "base/bytes.h"

namespace klynge::seal {

inline constexpr size_t nonce_bytes = 12, tag_bytes = 16;

struct SecretKey {
  std::array<unsigned char, 32> octets{};

  SecretKey() = default;
  explicit SecretKey(View raw);  // REQUIRES: 32 octets
  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;
  ~SecretKey() { OPENSSL_cleanse(octets.data(), octets.size()); }
  View view() const { return {reinterpret_cast<const char*>(octets.data()), octets.size()}; }
};

class Cipher {
 public:
  Cipher();
  ~Cipher();

  SecretKey derive(const SecretKey& from, View label);

  // Appends ciphertext and tag. A key and nonce that come together twice give both texts away.
  void encrypt(const SecretKey& key, View nonce, View associated, View plain, Bytes& out);
  // Nothing when key, nonce, associated data or a bit of the text is another.
  std::optional<Bytes> decrypt(const SecretKey& key, View nonce, View associated, View sealed);

 private:
  struct Contexts;
  std::unique_ptr<Contexts> contexts_;
};

}  // namespace klynge::seal
