#include "server/jwt.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace klynge::server {
namespace {

template <auto free>
struct FreeBy {
  template <class T>
  void operator()(T* held) const {
    free(held);
  }
};
using Number = std::unique_ptr<BIGNUM, FreeBy<BN_free>>;
using Bio = std::unique_ptr<BIO, FreeBy<BIO_free_all>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, FreeBy<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, FreeBy<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, FreeBy<EVP_PKEY_CTX_free>>;
using Signer = std::unique_ptr<EVP_MD_CTX, FreeBy<EVP_MD_CTX_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, FreeBy<ECDSA_SIG_free>>;
using Pkey = std::unique_ptr<EVP_PKEY, FreeBy<EVP_PKEY_free>>;

constexpr std::pair<View, Algorithm> algorithms[] = {
    {"RS256", Algorithm::rs256}, {"RS384", Algorithm::rs384}, {"PS256", Algorithm::ps256},
    {"PS384", Algorithm::ps384}, {"ES256", Algorithm::es256}, {"ES384", Algorithm::es384}};

std::optional<Algorithm> algorithm_of(View name) {
  const auto found = std::ranges::find(algorithms, name, &std::pair<View, Algorithm>::first);
  return found == std::end(algorithms) ? std::nullopt : std::optional(found->second);
}

const unsigned char* octets(View text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

struct SigningKey::Held {
  enum class Kind : uint8_t { rsa, p256, p384 };
  Kind kind{};
  Pkey pkey;
};

namespace {

using Kind = SigningKey::Held::Kind;

bool fits(Kind kind, Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::rs256:
    case Algorithm::rs384:
    case Algorithm::ps256:
    case Algorithm::ps384:
      return kind == Kind::rsa;
    case Algorithm::es256:
      return kind == Kind::p256;
    case Algorithm::es384:
      return kind == Kind::p384;
  }
  return false;
}

const EVP_MD* digest_of(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::rs256:
    case Algorithm::ps256:
    case Algorithm::es256:
      return EVP_sha256();
    case Algorithm::rs384:
    case Algorithm::ps384:
    case Algorithm::es384:
      return EVP_sha384();
  }
  return nullptr;
}

bool is_pss(Algorithm algorithm) {
  return algorithm == Algorithm::ps256 || algorithm == Algorithm::ps384;
}

// Octets of r, and of s, in a signature by a curve; 0: it is no curve's.
size_t half_of(Kind kind) {
  return kind == Kind::p256 ? 32 : kind == Kind::p384 ? 48 : 0;
}

bool use_padding(EVP_PKEY_CTX* context, Algorithm algorithm) {
  return !is_pss(algorithm) || (EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
                                EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1);
}

// --- keys ---

Pkey made_of(const char* kind, OSSL_PARAM_BLD* builder) {
  const Params params(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* made = nullptr;
  if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
    return nullptr;
  Pkey key(made);
  const KeyContext check(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
  return check && EVP_PKEY_public_check(check.get()) == 1 ? std::move(key) : nullptr;
}

constexpr int rsa_bits_min = 2048;
constexpr size_t rsa_octets_max = 1024;  // 8192 bits: larger ones only cost time

Pkey rsa_of(const json::Node& jwk) {
  const auto n = from_base64url(json::text_of(&jwk, "n")), e = from_base64url(json::text_of(&jwk, "e"));
  if (!n || !e || n->size() > rsa_octets_max || e->empty() || e->size() > 8) return nullptr;
  const Number modulus(BN_bin2bn(octets(*n), static_cast<int>(n->size()), nullptr));
  const Number exponent(BN_bin2bn(octets(*e), static_cast<int>(e->size()), nullptr));
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!modulus || !exponent || !builder || BN_num_bits(modulus.get()) < rsa_bits_min ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1)
    return nullptr;
  return made_of("RSA", builder.get());
}

Pkey curve_of(const json::Node& jwk, Kind kind) {
  const auto x = from_base64url(json::text_of(&jwk, "x")), y = from_base64url(json::text_of(&jwk, "y"));
  const size_t size = half_of(kind);
  if (!x || !y || x->size() != size || y->size() != size) return nullptr;
  const Bytes point = "\x04" + *x + *y;
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!builder ||
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME,
                                      kind == Kind::p256 ? "P-256" : "P-384", 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) !=
          1)
    return nullptr;
  return made_of("EC", builder.get());
}

std::optional<SigningKey> key_of(const json::Node& jwk) {
  const View type = json::text_of(&jwk, "kty"), curve = json::text_of(&jwk, "crv");
  const auto held = std::make_shared<SigningKey::Held>();
  if (type == "RSA") {
    held->kind = Kind::rsa;
    held->pkey = rsa_of(jwk);
  } else if (type == "EC" && (curve == "P-256" || curve == "P-384")) {
    held->kind = curve == "P-256" ? Kind::p256 : Kind::p384;
    held->pkey = curve_of(jwk, held->kind);
  }
  return held->pkey ? std::optional(SigningKey(held)) : std::nullopt;
}

// --- signatures: JOSE writes r and s side by side, OpenSSL as ASN.1 ---

std::optional<Bytes> to_der(View raw, size_t half) {
  if (raw.size() != 2 * half) return std::nullopt;
  const EcSignature signature(ECDSA_SIG_new());
  Number r(BN_bin2bn(octets(raw), static_cast<int>(half), nullptr));
  Number s(BN_bin2bn(octets(raw) + half, static_cast<int>(half), nullptr));
  if (!signature || !r || !s || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) return std::nullopt;
  (void)r.release();
  (void)s.release();
  unsigned char* out = nullptr;
  const int size = i2d_ECDSA_SIG(signature.get(), &out);
  if (size <= 0) return std::nullopt;
  Bytes der(reinterpret_cast<char*>(out), static_cast<size_t>(size));
  OPENSSL_free(out);
  return der;
}

std::optional<Bytes> from_der(View der, size_t half) {
  const unsigned char* at = octets(der);
  const EcSignature signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  if (!signature) return std::nullopt;
  Bytes raw(2 * half, '\0');
  auto* const out = reinterpret_cast<unsigned char*>(raw.data());
  const int size = static_cast<int>(half);
  if (BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out, size) != size ||
      BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out + half, size) != size)
    return std::nullopt;
  return raw;
}

bool is_for_signing(const json::Node& jwk) {
  const json::Node* const use = json::find(&jwk, "use");
  if (use != nullptr && use->text != "sig") return false;
  const json::Node* const operations = json::find(&jwk, "key_ops");
  if (operations == nullptr) return true;
  for (const json::Node* one = operations->first; one != nullptr; one = one->next)
    if (one->text == "verify") return true;
  return false;
}

}  // namespace

std::string_view name_of(Algorithm algorithm) {
  return std::ranges::find(algorithms, algorithm, &std::pair<View, Algorithm>::second)->first;
}

Result<KeySet> KeySet::read(View jwks) {
  const auto document = json::Document::parse(jwks);
  const json::Node* const keys = document ? json::find(&document->root(), "keys") : nullptr;
  if (keys == nullptr || !keys->is_array())
    return not_understood("keys", "a set of keys (JWKS) was expected");
  KeySet set;
  for (const json::Node* jwk = keys->first; jwk != nullptr; jwk = jwk->next) {
    if (json::find(jwk, "d") != nullptr)
      return refused("keys", "a private key stands among the public ones: it is private no more");
    const View algorithm = json::text_of(jwk, "alg");
    const auto only_for = algorithm_of(algorithm);
    if (!is_for_signing(*jwk) || (!algorithm.empty() && !only_for)) continue;
    auto key = key_of(*jwk);
    if (key && (!only_for || fits(key->held().kind, *only_for)))
      set.keys_.push_back({std::string(json::text_of(jwk, "kid")), only_for, std::move(*key)});
  }
  return set;
}

std::optional<SigningKey> KeySet::find(View id, Algorithm algorithm) const {
  const Named* found = nullptr;
  for (const Named& one : keys_) {
    if (!fits(one.key.held().kind, algorithm) || one.only_for.value_or(algorithm) != algorithm) continue;
    if (!id.empty() && one.id != id) continue;
    if (found != nullptr) return std::nullopt;  // which one?
    found = &one;
  }
  return found == nullptr ? std::nullopt : std::optional(found->key);
}

bool KeySet::has(View id) const {
  return id.empty() || std::ranges::any_of(keys_, [&](const Named& one) { return one.id == id; });
}

Result<Jwt> read_jwt(View token) {
  const auto no = [](const char* what) { return not_understood("token", what); };
  const size_t first = token.find('.'), second = token.find('.', first + 1);
  if (token.size() > jwt_octets_max || first == View::npos || second == View::npos ||
      token.find('.', second + 1) != View::npos)
    return no("a signed token of three parts was expected");
  const auto head = from_base64url(token.substr(0, first));
  const auto body = from_base64url(token.substr(first + 1, second - first - 1));
  auto signature = from_base64url(token.substr(second + 1));
  if (!head || !body || !signature) return no("the token's parts are not base64url");
  const auto header = json::Document::parse(*head);
  auto claims = json::Document::parse(*body);
  if (!header || !header->root().is_object() || !claims || !claims->root().is_object())
    return no("the token's parts are not JSON objects");
  const auto algorithm = algorithm_of(json::text_of(&header->root(), "alg"));
  if (!algorithm) return no("the token is not signed in a way that is known here");
  if (json::find(&header->root(), "crit") != nullptr || json::find(&header->root(), "b64") != nullptr)
    return no("the token demands what is not known here");
  return Jwt{*algorithm, std::string(json::text_of(&header->root(), "kid")), std::move(*claims),
             std::string(token.substr(0, second)), std::move(*signature)};
}

bool is_signed_by(const Jwt& jwt, const SigningKey& key) {
  const SigningKey::Held& held = key.held();
  if (!fits(held.kind, jwt.algorithm)) return false;
  Bytes signature = jwt.signature;
  if (const size_t half = half_of(held.kind)) {
    auto der = to_der(signature, half);
    if (!der) return false;
    signature = std::move(*der);
  }
  const Signer context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* inner = nullptr;
  return context &&
         EVP_DigestVerifyInit(context.get(), &inner, digest_of(jwt.algorithm), nullptr, held.pkey.get()) ==
             1 &&
         use_padding(inner, jwt.algorithm) &&
         EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(jwt.signed_part),
                          jwt.signed_part.size()) == 1;
}

std::optional<Instant> time_claim(const json::Node& claims, View name) {
  const json::Node* const node = json::find(&claims, name);
  if (node == nullptr || node->kind != json::Kind::number) return std::nullopt;
  double value = 0;
  const View text = node->text;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  // To the year 2286, which is as far as ten digits go.
  if (error != std::errc{} || end != text.data() + text.size() || !(value > 0 && value < 1e10))
    return std::nullopt;
  return Instant{static_cast<int64_t>(value) * 1'000'000};
}

namespace {

// `aud` is one text, or a list of them.
bool names(const json::Node* node, View wanted) {
  if (node == nullptr) return false;
  if (node->is_string()) return node->text == wanted;
  if (!node->is_array()) return false;
  for (const json::Node* one = node->first; one != nullptr; one = one->next)
    if (one->is_string() && one->text == wanted) return true;
  return false;
}

}  // namespace

Result<> check_claims(const json::Node& claims, const ClaimsWanted& wanted) {
  const auto no = [](const char* where, const char* what) { return not_understood(where, what); };
  if (json::text_of(&claims, "iss") != wanted.issuer) return no("iss", "the token is of another issuer");
  if (!names(json::find(&claims, "aud"), wanted.audience)) return no("aud", "the token is for somebody else");
  const auto until = time_claim(claims, "exp"), from = time_claim(claims, "nbf"),
             made = time_claim(claims, "iat");
  if (!until) return no("exp", "the token does not say when it ends");
  if (wanted.now >= *until + clock_leeway) return no("exp", "the token is over");
  if (*until > wanted.now + wanted.lives_at_most + clock_leeway) return no("exp", "the token lives too long");
  if (json::find(&claims, "nbf") != nullptr && (!from || *from > wanted.now + clock_leeway))
    return no("nbf", "the token does not hold yet");
  if (json::find(&claims, "iat") != nullptr && (!made || *made > wanted.now + clock_leeway))
    return no("iat", "the token is of the future");
  return Done{};
}

Result<SigningKey> read_private_key(View pem, const std::string& file_name) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const auto held = std::make_shared<SigningKey::Held>();
  if (bio) held->pkey.reset(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
  if (!held->pkey) return refused(file_name, "a private key in PEM, without a password, was expected");
  char group[32] = {};
  const bool is_curve = EVP_PKEY_get_utf8_string_param(held->pkey.get(), OSSL_PKEY_PARAM_GROUP_NAME, group,
                                                       sizeof group, nullptr) == 1;
  if (EVP_PKEY_is_a(held->pkey.get(), "RSA") == 1 && EVP_PKEY_get_bits(held->pkey.get()) >= rsa_bits_min)
    held->kind = Kind::rsa;
  else if (is_curve && (View(group) == "prime256v1" || View(group) == "P-256"))
    held->kind = Kind::p256;
  else if (is_curve && (View(group) == "secp384r1" || View(group) == "P-384"))
    held->kind = Kind::p384;
  else
    return refused(file_name, "a key by RSA (2048 bits or more), P-256 or P-384 was expected");
  return SigningKey(held);
}

Result<std::string> write_jwt(View claims, const SigningKey& key, View key_id) {
  const SigningKey::Held& held = key.held();
  const Algorithm algorithm = held.kind == Kind::rsa    ? Algorithm::rs256
                              : held.kind == Kind::p256 ? Algorithm::es256
                                                        : Algorithm::es384;
  std::string header;
  json::Writer out(header);
  out.begin_object().field("alg", name_of(algorithm)).field("typ", "JWT");
  if (!key_id.empty()) out.field("kid", key_id);
  out.end_object();
  std::string token = to_base64url(header) + "." + to_base64url(claims);
  const Signer context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* inner = nullptr;
  size_t size = 0;
  const bool is_begun =
      context &&
      EVP_DigestSignInit(context.get(), &inner, digest_of(algorithm), nullptr, held.pkey.get()) == 1 &&
      EVP_DigestSign(context.get(), nullptr, &size, octets(token), token.size()) == 1;
  Bytes signature(is_begun ? size : 0, '\0');
  if (!is_begun || EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                                  octets(token), token.size()) != 1)
    return not_now("key", "the token could not be signed");
  signature.resize(size);
  if (const size_t half = half_of(held.kind)) {
    auto raw = from_der(signature, half);
    if (!raw) return not_now("key", "the token could not be signed");
    signature = std::move(*raw);
  }
  return token + "." + to_base64url(signature);
}

}  // namespace klynge::server
