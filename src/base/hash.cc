#include "base/hash.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

namespace klynge {
namespace {

constexpr size_t digest_size = 32, block_size = 64;

// Fetched once: looking the algorithm up costs more than hashing a short text does.
const EVP_MD* sha256_method() {
  static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return method;
}

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// On the stack: a message is hashed with a key a dozen times.
using Digest = std::array<char, digest_size>;

View view_of(const auto& octets) {
  return {octets.data(), octets.size()};
}

// SHA-256 of two pieces, one after the other. It fails only when the machine is out of memory or OpenSSL
// is broken; a wrong hash would be worse than a stop.
Digest sha256_of(View first, View second) {
  thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
  Digest out;
  const bool done =
      context && EVP_DigestInit_ex2(context.get(), sha256_method(), nullptr) == 1 &&
      EVP_DigestUpdate(context.get(), first.data(), first.size()) == 1 &&
      EVP_DigestUpdate(context.get(), second.data(), second.size()) == 1 &&
      EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char*>(out.data()), nullptr) == 1;
  if (!done) std::abort();
  return out;
}

}  // namespace

Bytes sha256(View data) {
  return Bytes(view_of(sha256_of(data, {})));
}

struct Sha256::Context {
  std::unique_ptr<EVP_MD_CTX, FreeContext> digest{EVP_MD_CTX_new()};
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  EVP_MD_CTX* digest = context_->digest.get();
  if (digest == nullptr || EVP_DigestInit_ex2(digest, sha256_method(), nullptr) != 1) std::abort();
}
Sha256::~Sha256() = default;

void Sha256::add(View piece) {
  if (EVP_DigestUpdate(context_->digest.get(), piece.data(), piece.size()) != 1) std::abort();
}

Bytes Sha256::finish() {
  Bytes out(digest_size, '\0');
  auto* octets = reinterpret_cast<unsigned char*>(out.data());
  if (EVP_DigestFinal_ex(context_->digest.get(), octets, nullptr) != 1) std::abort();
  return out;
}

// RFC 2104, on the hash above: OpenSSL's own HMAC looks its algorithm up at every call.
Bytes hmac_sha256(View key, View data) {
  std::array<char, block_size> inner{}, outer{};
  const Digest hashed = key.size() > block_size ? sha256_of(key, {}) : Digest{};
  std::ranges::copy(key.size() > block_size ? view_of(hashed) : key, inner.begin());
  outer = inner;
  for (char& c : inner) c = static_cast<char>(c ^ 0x36);
  for (char& c : outer) c = static_cast<char>(c ^ 0x5c);
  return Bytes(view_of(sha256_of(view_of(outer), view_of(sha256_of(view_of(inner), data)))));
}

}  // namespace klynge
