#include "server/provider.h"

#include <algorithm>

#include "base/hash.h"
#include "server/http_client.h"
#include "server/page.h"

namespace klynge::server {
namespace {

constexpr Duration cached_for = hours(1);
constexpr int connect_seconds = 5, answer_seconds = 10;
constexpr View form = "application/x-www-form-urlencoded", as_json = "application/json";

Problem not_right(std::string where, std::string what) {
  return not_understood(std::move(where), std::move(what));
}

Result<json::Document> get_json(const std::string& url, const std::string& authorities,
                                const std::string& token, const std::atomic<bool>* ending) {
  const auto answer = http_get({.url = url,
                                .token = token,
                                .content_type = std::string(as_json),
                                .authorities = authorities,
                                .connect_seconds = connect_seconds,
                                .seconds = answer_seconds,
                                .ending = ending});
  if (!answer) return answer.problem();
  if (answer->status != 200)
    return not_now("provider", "it answered " + std::to_string(answer->status) + " where JSON was expected");
  auto document = json::Document::parse(answer->body);
  if (!document || !document->root().is_object())
    return not_right("provider", "it answered with no JSON object");
  return document;
}

std::string form_of(std::initializer_list<std::pair<View, View>> fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    if (value.empty()) continue;
    out += (out.empty() ? "" : "&") + std::string(name) + "=" + percent_encoded(value);
  }
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

}  // namespace

Result<SigningKey> FetchedKeys::find(const std::string& url, const std::string& authorities, const Jwt& jwt,
                                     Instant now) {
  const std::lock_guard lock(mutex_);
  const auto known = [&] { return keys_.find(jwt.key_id, jwt.algorithm); };
  const bool is_stale = url != url_ || now >= at_ + cached_for;
  if (is_stale || !keys_.has(jwt.key_id) || !known()) {
    if (!is_stale && anew_.wait("", now) != 0)
      return not_right("kid", "the token is signed by a key that is not known");
    const auto answer = http_get({.url = url,
                                  .token = {},
                                  .content_type = std::string(as_json),
                                  .authorities = authorities,
                                  .connect_seconds = connect_seconds,
                                  .seconds = answer_seconds,
                                  .ending = ending_});
    if (!answer) return answer.problem();
    if (answer->status != 200) return not_now("keys", "the keys could not be fetched");
    auto keys = KeySet::read(answer->body);
    if (!keys) return keys.problem();
    keys_ = std::move(*keys);
    url_ = url;
    at_ = now;
  }
  const auto key = known();
  if (!key) return not_right("kid", "the token is signed by a key that is not known");
  return *key;
}

Provider::Provider(ProviderOptions options, const std::atomic<bool>* ending)
    : options_(std::move(options)), ending_(ending), keys_(ending) {}

Result<Provider::Place> Provider::discover(Instant now) {
  {
    const std::lock_guard lock(mutex_);
    if (place_ && now < place_->at + cached_for) return *place_;
  }
  std::string url = options_.issuer;
  if (url.ends_with('/')) url.pop_back();
  auto document = get_json(url + "/.well-known/openid-configuration", options_.authorities, {}, ending_);
  if (!document) return document.problem();
  const json::Node& root = document->root();
  const auto text = [&](View name) { return std::string(json::text_of(&root, name)); };
  if (text("issuer") != options_.issuer)
    return not_right("issuer", "the provider's discovery names another issuer than the settings");
  Place place{text("authorization_endpoint"),
              text("token_endpoint"),
              text("jwks_uri"),
              text("userinfo_endpoint"),
              text("end_session_endpoint"),
              false,
              now};
  // They end up in headers and pages.
  const auto is_address = [](const std::string& address) {
    return is_post_url(address) &&
           std::ranges::all_of(address, [](unsigned char c) { return c > ' ' && c < 127; });
  };
  for (const std::string* needed : {&place.authorization, &place.token, &place.keys})
    if (!is_address(*needed)) return not_right("discovery", "an https address is missing");
  if (options_.userinfo && !is_address(place.userinfo))
    return not_right("discovery", "the address of userinfo is missing");
  if (!is_address(place.end_session)) place.end_session.clear();
  const json::Node* const says = json::find(&root, "authorization_response_iss_parameter_supported");
  place.says_issuer = says != nullptr && says->kind == json::Kind::boolean && says->truth;
  const std::lock_guard lock(mutex_);
  place_ = place;
  return place;
}

Result<std::string> Provider::begin(const Underway& underway, Instant now) {
  auto place = discover(now);
  if (!place) return place.problem();
  const std::string challenge = to_base64url(sha256(underway.verifier));
  return place->authorization + (place->authorization.contains('?') ? "&" : "?") +
         form_of({{"response_type", "code"},
                  {"client_id", options_.client_id},
                  {"redirect_uri", options_.redirect_uri},
                  {"scope", joined(options_.scopes)},
                  {"state", underway.state},
                  {"nonce", underway.nonce},
                  {"code_challenge", challenge},
                  {"code_challenge_method", "S256"},
                  {"acr_values", options_.acr_values}});
}

Result<> Provider::came_from_it(const std::string& issuer) {
  const std::lock_guard lock(mutex_);
  const bool must_say = place_ && place_->says_issuer;
  if (issuer.empty() && must_say) return not_right("iss", "the answer does not say from whom it comes");
  if (!issuer.empty() && issuer != options_.issuer)
    return not_right("iss", "the answer comes from another provider");
  return Done{};
}

std::string Provider::end_session() {
  const std::lock_guard lock(mutex_);
  if (!place_ || place_->end_session.empty()) return {};
  // Without the ID token as a hint: an address ends in logs, and a token may hold a CPR number.
  return place_->end_session + (place_->end_session.contains('?') ? "&" : "?") +
         form_of({{"client_id", options_.client_id}, {"post_logout_redirect_uri", options_.signed_out_uri}});
}

Result<json::Document> Provider::tokens(const Place& place, const std::string& code, const Underway& underway,
                                        Instant now, const seal::Random& random) {
  std::string assertion, authorization;
  if (options_.key) {
    std::string claims;
    json::Writer out(claims);
    const int64_t at = now.us / seconds(1).us;
    out.begin_object()
        .field("iss", options_.client_id)
        .field("sub", options_.client_id)
        .field("aud", place.token);
    out.field("jti", to_base64url(random(16))).key("iat").number(at).key("exp").number(at + 60).end_object();
    auto token = write_jwt(claims, *options_.key, options_.key_id);
    if (!token) return token.problem();
    assertion = std::move(*token);
  } else {  // RFC 6749, 2.3.1
    authorization =
        "Basic " + to_base64(percent_encoded(options_.client_id) + ":" + percent_encoded(options_.secret));
  }
  const std::string body =
      form_of({{"grant_type", "authorization_code"},
               {"code", code},
               {"redirect_uri", options_.redirect_uri},
               {"code_verifier", underway.verifier},
               {"client_id", assertion.empty() ? "" : options_.client_id},
               {"client_assertion_type",
                assertion.empty() ? "" : "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
               {"client_assertion", assertion}});
  const auto answer = http_post({.url = place.token,
                                 .token = {},
                                 .content_type = std::string(form),
                                 .accept = std::string(as_json),
                                 .authorization = authorization,
                                 .authorities = options_.authorities,
                                 .body = body,
                                 .connect_seconds = connect_seconds,
                                 .seconds = answer_seconds,
                                 .ending = ending_});
  if (!answer) return answer.problem();
  if (answer->status >= 500) return not_now("token", "the provider cannot answer now");
  auto document = json::Document::parse(answer->body);
  if (answer->status != 200 || !document || !document->root().is_object())
    return not_right("token",
                     "the provider does not take the code: it answered " + std::to_string(answer->status));
  return document;
}

Result<json::Document> Provider::claims_of(View id_token, const Place& place, const Underway& underway,
                                           Instant now) {
  auto jwt = read_jwt(id_token);
  if (!jwt) return jwt.problem();
  const auto key = keys_.find(place.keys, options_.authorities, *jwt, now);
  if (!key) return key.problem();
  if (!is_signed_by(*jwt, *key)) return not_right("token", "the signature is not right");
  const json::Node& claims = jwt->claims.root();
  if (auto done = check_claims(claims, {options_.issuer, options_.client_id, now}); !done)
    return done.problem();
  if (!time_claim(claims, "iat")) return not_right("iat", "the token does not say when it was made");
  const json::Node* const audience = json::find(&claims, "aud");
  const json::Node* const party = json::find(&claims, "azp");
  const bool has_several = audience != nullptr && audience->is_array() && audience->count > 1;
  if ((party != nullptr || has_several) && json::text_of(&claims, "azp") != options_.client_id)
    return not_right("azp", "the token was made for somebody else");
  if (json::text_of(&claims, "nonce") != underway.nonce)
    return not_right("nonce", "the token belongs to another sign-in");
  if (json::text_of(&claims, "sub").empty()) return not_right("sub", "the token is about nobody");
  return std::move(jwt->claims);
}

Result<json::Document> Provider::userinfo(const Place& place, View access_token, View subject) {
  auto document = get_json(place.userinfo, options_.authorities, std::string(access_token), ending_);
  if (!document) return document.problem();
  if (json::text_of(&document->root(), "sub") != subject)
    return not_right("sub", "what the provider says more is about another person");
  return document;
}

Result<Mapped> Provider::finish(const std::string& code, const Underway& underway, const Setting& setting,
                                Instant now, const seal::Random& random) {
  auto place = discover(now);
  if (!place) return place.problem();
  auto answer = tokens(*place, code, underway, now, random);
  if (!answer) return answer.problem();
  auto claims = claims_of(json::text_of(&answer->root(), "id_token"), *place, underway, now);
  if (!claims) return claims.problem();
  if (!options_.userinfo) {
    const json::Node* const only[] = {&claims->root()};
    return options_.mapping.who(only, setting, now);
  }
  auto more =
      userinfo(*place, json::text_of(&answer->root(), "access_token"), json::text_of(&claims->root(), "sub"));
  if (!more) return more.problem();
  const json::Node* const both[] = {&claims->root(), &more->root()};
  return options_.mapping.who(both, setting, now);
}

}  // namespace klynge::server
