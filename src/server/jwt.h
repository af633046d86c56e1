#pragma once
// Signed tokens: JWT (RFC 7519) as JWS in its compact form (RFC 7515), keys as JWKS (RFC 7517), thumb rules
// of RFC 8725. Read and checked here; what the claims mean is for the caller. Only signatures by a private
// key: `none` and HMAC are not known here, so that no key of one kind can be taken for another. Any thread.
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/time.h"

namespace klynge::server {

enum class Algorithm : uint8_t { rs256, rs384, ps256, ps384, es256, es384 };
std::string_view name_of(Algorithm algorithm);  // "RS256"

inline constexpr size_t jwt_octets_max = 32u << 10;

// A public key to check with, or a private one to sign with.
class SigningKey {
 public:
  struct Held;
  explicit SigningKey(std::shared_ptr<const Held> held) : held_(std::move(held)) {}
  const Held& held() const { return *held_; }

 private:
  std::shared_ptr<const Held> held_;
};

// The public keys of one who signs. Those that are of no use here (another kind, too short, for encrypting)
// are passed over.
class KeySet {
 public:
  // Problem: no JWKS, or a private key among them.
  static Result<KeySet> read(View jwks);
  size_t size() const { return keys_.size(); }
  // The key of that id; without an id the only one that fits. None: there is none.
  std::optional<SigningKey> find(View id, Algorithm algorithm) const;
  bool has(View id) const;

 private:
  struct Named {
    std::string id;
    std::optional<Algorithm> only_for;
    SigningKey key;
  };
  std::vector<Named> keys_;
};

// A token that was taken apart. Nothing of it is proved.
struct Jwt {
  Algorithm algorithm{};
  std::string key_id;  // empty: none is named
  json::Document claims;
  std::string signed_part, signature;
};
// Problem: not one, too long, an algorithm that is not known here, or a `crit` that nobody understands.
Result<Jwt> read_jwt(View token);
bool is_signed_by(const Jwt& jwt, const SigningKey& key);

// What the claims have to say beside the signature. Every time has a leeway of a minute either way.
struct ClaimsWanted {
  std::string issuer, audience;
  Instant now;
  Duration lives_at_most = hours(24);  // exp is no later than that after now
};
inline constexpr Duration clock_leeway = minutes(1);
// Problem: the first that is missing or wrong; its value is not quoted.
Result<> check_claims(const json::Node& claims, const ClaimsWanted& wanted);
// "iat" and the like; none: absent or no number of seconds.
std::optional<Instant> time_claim(const json::Node& claims, View name);

// To sign with; RSA (RS256 or RS384), or P-256 (ES256) or P-384 (ES384) in PEM.
Result<SigningKey> read_private_key(View pem, const std::string& file_name);
// `key_id`: empty: none is named.
Result<std::string> write_jwt(View claims, const SigningKey& key, View key_id);

}  // namespace klynge::server
