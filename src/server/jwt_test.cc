#include "server/jwt.h"

#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "base/bytes.h"
#include "base/hash.h"

namespace klynge::server {
namespace {

constexpr Instant now{1'800'000'000'000'000};

std::string pem_of(EVP_PKEY* key) {
  BIO* const bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  std::string pem(data, static_cast<size_t>(size));
  BIO_free(bio);
  return pem;
}

std::string number_of(EVP_PKEY* key, const char* name, int size = 0) {
  BIGNUM* number = nullptr;
  EVP_PKEY_get_bn_param(key, name, &number);
  std::string octets(static_cast<size_t>(size == 0 ? BN_num_bytes(number) : size), '\0');
  BN_bn2binpad(number, reinterpret_cast<unsigned char*>(octets.data()), static_cast<int>(octets.size()));
  BN_free(number);
  return to_base64url(octets);
}

// A pair: PEM to sign with, and the public half as a JWK.
struct Pair {
  std::string pem, jwk;
};

Pair rsa(size_t bits = 2048, const std::string& more = R"("kid":"k")") {
  EVP_PKEY* const key = EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", bits);
  Pair pair{pem_of(key), R"({"kty":"RSA","n":")" + number_of(key, OSSL_PKEY_PARAM_RSA_N) + R"(","e":")" +
                             number_of(key, OSSL_PKEY_PARAM_RSA_E) + "\"," + more + "}"};
  EVP_PKEY_free(key);
  return pair;
}

Pair curve(const char* name = "P-256", const std::string& more = R"("kid":"k")") {
  EVP_PKEY* const key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", name);
  const int size = name == std::string("P-256") ? 32 : 48;
  Pair pair{pem_of(key), std::string(R"({"kty":"EC","crv":")") + name + R"(","x":")" +
                             number_of(key, OSSL_PKEY_PARAM_EC_PUB_X, size) + R"(","y":")" +
                             number_of(key, OSSL_PKEY_PARAM_EC_PUB_Y, size) + "\"," + more + "}"};
  EVP_PKEY_free(key);
  return pair;
}

KeySet set_of(const std::string& jwks) {
  auto set = KeySet::read(R"({"keys":[)" + jwks + "]}");
  EXPECT_TRUE(set.ok());
  return std::move(*set);
}

std::string signed_by(const Pair& pair, const std::string& claims = R"({"iss":"i"})",
                      const std::string& id = "k") {
  const auto key = read_private_key(pair.pem, "key");
  EXPECT_TRUE(key.ok()) << key.problem().what;
  return *write_jwt(claims, *key, id);
}

bool accepted(const std::string& token, const KeySet& keys) {
  const auto jwt = read_jwt(token);
  if (!jwt) return false;
  const auto key = keys.find(jwt->key_id, jwt->algorithm);
  return key && is_signed_by(*jwt, *key);
}

std::string with_header(const std::string& token, const std::string& header) {
  return to_base64url(header) + token.substr(token.find('.'));
}

TEST(Jwt, WhatIsSignedIsReadByItsKeyAndNoOther) {
  for (const Pair& pair : {rsa(), curve("P-256"), curve("P-384")}) {
    const std::string token = signed_by(pair);
    EXPECT_TRUE(accepted(token, set_of(pair.jwk)));
    EXPECT_FALSE(accepted(token, set_of(rsa().jwk)));
    EXPECT_FALSE(accepted(token, set_of(curve("P-256").jwk)));
    EXPECT_FALSE(accepted(token, set_of(curve("P-384").jwk)));
    const auto jwt = read_jwt(token);
    EXPECT_EQ(json::text_of(&jwt->claims.root(), "iss"), "i");
    for (size_t at : {token.find('.') + 3, token.rfind('.') + 5}) {
      std::string changed = token;
      changed[at] = changed[at] == 'A' ? 'B' : 'A';
      EXPECT_FALSE(accepted(changed, set_of(pair.jwk))) << at;
    }
    EXPECT_FALSE(accepted(token.substr(0, token.rfind('.') + 1), set_of(pair.jwk))) << "no signature";
  }
}

TEST(Jwt, NoneAndHmacAreNotKnown) {
  const Pair pair = rsa();
  const std::string token = signed_by(pair);
  for (const char* algorithm :
       {"none", "None", "NONE", "", "HS256", "HS384", "rs256", "RS1", "EdDSA", "dir"}) {
    const std::string header = std::string(R"({"alg":")") + algorithm + R"(","kid":"k"})";
    EXPECT_FALSE(read_jwt(with_header(token, header)).ok()) << algorithm;
    EXPECT_FALSE(read_jwt(with_header(token.substr(0, token.rfind('.') + 1), header)).ok()) << algorithm;
  }
  // The public key taken for a secret.
  const std::string start =
      to_base64url(R"({"alg":"HS256","kid":"k"})") + "." + to_base64url(R"({"iss":"i"})");
  EXPECT_FALSE(accepted(start + "." + to_base64url(hmac_sha256(pair.jwk, start)), set_of(pair.jwk)));
}

TEST(Jwt, AKeyIsGoodForItsOwnAlgorithmsOnly) {
  const Pair one = rsa(), other = curve();
  const std::string token = signed_by(one);
  for (const char* algorithm : {"RS384", "PS256", "PS384", "ES256", "ES384"})
    EXPECT_FALSE(accepted(with_header(token, std::string(R"({"alg":")") + algorithm + R"(","kid":"k"})"),
                          set_of(one.jwk + "," + other.jwk)))
        << algorithm;
  EXPECT_FALSE(accepted(signed_by(curve("P-384")), set_of(other.jwk)));
  const Pair only = rsa(2048, R"("kid":"k","alg":"PS256")");
  EXPECT_FALSE(accepted(signed_by(only), set_of(only.jwk))) << "it says what it is for";
}

TEST(Jwt, AKeyIsFoundByItsName) {
  const Pair one = rsa(2048, R"("kid":"a","use":"sig","alg":"RS256")"), other = rsa(2048, R"("kid":"b")");
  const KeySet both = set_of(one.jwk + "," + other.jwk);
  EXPECT_TRUE(accepted(signed_by(one, "{}", "a"), both));
  EXPECT_FALSE(accepted(signed_by(one, "{}", "b"), both));
  EXPECT_FALSE(accepted(signed_by(one, "{}", "c"), both));
  EXPECT_FALSE(accepted(signed_by(one, "{}", ""), both)) << "which one?";
  EXPECT_TRUE(accepted(signed_by(one, "{}", ""), set_of(one.jwk))) << "the only one";
  EXPECT_TRUE(both.has("a"));
  EXPECT_FALSE(both.has("c"));
  EXPECT_FALSE(accepted(signed_by(one, "{}", "a"), set_of(one.jwk + "," + rsa(2048, R"("kid":"a")").jwk)))
      << "two of one name";
}

TEST(Jwks, PassesOverWhatIsOfNoUseAndRefusesAPrivateKey) {
  const std::string short_one = rsa(1024).jwk, good = rsa().jwk;
  std::string off = curve().jwk;
  off.replace(off.find(R"("y":")") + 6, 3, "AAA");  // not on the curve
  const KeySet set =
      set_of(short_one + "," + off + "," + rsa(2048, R"("kid":"e","use":"enc")").jwk + "," +
             rsa(2048, R"("kid":"e","key_ops":["encrypt"])").jwk + "," +
             rsa(2048, R"("kid":"e","alg":"RSA-OAEP")").jwk + "," + curve("P-256", R"("alg":"ES384")").jwk +
             R"(,{"kty":"oct","k":"c2VjcmV0","kid":"s"},{"kty":"OKP","crv":"Ed25519","x":"x"},5,"x",null)" +
             "," + good);
  EXPECT_EQ(set.size(), 1u);
  for (const char* wrong :
       {"", "[]", "{}", R"({"keys":{}})", R"({"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB","d":"x"}]})"})
    EXPECT_FALSE(KeySet::read(wrong).ok()) << wrong;
}

TEST(Jwt, WhatIsNoTokenIsRefused) {
  const std::string token = signed_by(rsa()), empty = to_base64url("{}");
  const std::string head = to_base64url(R"({"alg":"RS256"})");
  for (const std::string& wrong :
       {std::string(), std::string("."), std::string(".."), std::string("..."), token + ".", token + ".x",
        token + "=", " " + token, token + "\n", head + "." + empty, head + "..", head + ".e30=.x",
        head + "." + to_base64url("[]") + ".", head + "." + to_base64url(R"({"a":1,"a":2})") + ".",
        to_base64url("5") + "." + empty + ".",
        to_base64url(R"({"alg":"RS256","crit":["exp"]})") + "." + empty + ".",
        to_base64url(R"({"alg":"RS256","b64":false})") + "." + empty + ".",
        std::string(jwt_octets_max + 1, 'A')})
    EXPECT_FALSE(read_jwt(wrong).ok()) << wrong.substr(0, 80);
}

TEST(Jwt, ClaimsAreCheckedWithAMinuteEitherWay) {
  const int64_t at = now.us / 1'000'000;
  const auto verdict = [&](const std::string& claims, Duration lives = hours(24)) -> std::string {
    const auto document = json::Document::parse(claims);
    EXPECT_TRUE(document.ok()) << claims;
    const auto done = check_claims(document->root(), {"https://i", "me", now, lives});
    return done ? "good" : done.problem().where;
  };
  const auto claims = [&](const std::string& more) {
    return R"({"iss":"https://i","aud":"me",)" + more + "}";
  };
  const auto exp = [&](int64_t seconds_on) { return "\"exp\":" + std::to_string(at + seconds_on); };
  EXPECT_EQ(verdict(claims(exp(100))), "good");
  EXPECT_EQ(verdict(claims(exp(-59))), "good") << "a clock that is a little late";
  EXPECT_EQ(verdict(claims(exp(-60))), "exp");
  EXPECT_EQ(verdict(claims(exp(360)), minutes(5)), "good");
  EXPECT_EQ(verdict(claims(exp(361)), minutes(5)), "exp") << "too long";
  EXPECT_EQ(verdict(claims("\"x\":1")), "exp");
  for (const char* wrong :
       {"\"exp\":\"9999999999\"", "\"exp\":0", "\"exp\":-1", "\"exp\":1e300", "\"exp\":null"})
    EXPECT_EQ(verdict(claims(wrong)), "exp") << wrong;
  EXPECT_EQ(verdict(claims(exp(100) + ",\"nbf\":" + std::to_string(at + 60))), "good");
  EXPECT_EQ(verdict(claims(exp(100) + ",\"nbf\":" + std::to_string(at + 61))), "nbf");
  EXPECT_EQ(verdict(claims(exp(100) + ",\"nbf\":\"soon\"")), "nbf");
  EXPECT_EQ(verdict(claims(exp(100) + ",\"iat\":" + std::to_string(at + 61))), "iat");
  EXPECT_EQ(verdict(claims(exp(100) + ",\"iat\":" + std::to_string(at - 9999) + ".5")), "good");
  EXPECT_EQ(verdict(R"({"iss":"https://i/","aud":"me",)" + exp(100) + "}"), "iss");
  EXPECT_EQ(verdict(R"({"aud":"me",)" + exp(100) + "}"), "iss");
  EXPECT_EQ(verdict(R"({"iss":["https://i"],"aud":"me",)" + exp(100) + "}"), "iss");
  EXPECT_EQ(verdict(R"({"iss":"https://i","aud":["you","me"],)" + exp(100) + "}"), "good");
  for (const char* aud : {R"("you")", R"(["you"])", "[]", "5", R"({"me":1})", R"("")"})
    EXPECT_EQ(verdict(std::string(R"({"iss":"https://i","aud":)") + aud + "," + exp(100) + "}"), "aud")
        << aud;
}

TEST(Jwt, AKeyToSignWithIsOneOfThoseThatAreKnown) {
  for (const std::string& wrong : {std::string(), std::string("x"), rsa(1024).pem, curve("P-521").pem})
    EXPECT_FALSE(read_private_key(wrong, "key").ok()) << wrong.substr(0, 30);
}

TEST(Base64url, IsStrict) {
  for (const std::string& octets : {std::string(), std::string("f"), std::string("fo"), std::string("foo"),
                                    std::string("\xff\xfe\xfd\x00", 4)})
    EXPECT_EQ(from_base64url(to_base64url(octets)), octets);
  EXPECT_EQ(to_base64url("\xff\xef\xfe"), "_-_-");
  for (const char* wrong : {"A", "AB=", "AB==", "A+", "A/", "AB\n", " AB", "AAAAA", "AB", "ABD"})
    EXPECT_FALSE(from_base64url(wrong)) << wrong;
}

}  // namespace
}  // namespace klynge::server
