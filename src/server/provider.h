#pragma once
// One provider of sign-in by OpenID Connect (Core 1.0): authorization code with PKCE S256 (RFC 7636), state,
// nonce, issuer in the answer (RFC 9207), discovery, keys that are fetched and fetched anew when an unknown
// one comes. A provider is asked over the network: begin() and finish() wait for it, so they run on a thread
// of the provider's own. Nothing of what it says is kept but who the person is here.
#include <atomic>
#include <mutex>

#include "server/jwt.h"
#include "server/mapping.h"
#include "server/rate.h"
#include "server/session.h"
#include "server/underway.h"

namespace klynge::server {

struct ProviderOptions {
  std::string id;  // "staff": in addresses and logs
  Words name;      // on the sign-in page
  std::string issuer, client_id;
  std::string secret = {};             // client_secret_basic; empty: the key
  std::optional<SigningKey> key = {};  // private_key_jwt
  std::string key_id = {};
  std::vector<std::string> scopes = {"openid"};
  std::string acr_values = {};   // what is asked for; what came is for the mapping to demand
  bool userinfo = false;         // its claims count too
  std::string authorities = {};  // PEM file of those trusted; empty: the machine's
  std::string redirect_uri;
  std::string signed_out_uri;
  Mapping mapping;
};

// Keys of one who signs, behind an address: cached, fetched anew after an hour or for an id that is not among
// them, which is bounded, so that made-up ids fetch nothing. Any thread; waits for the network.
class FetchedKeys {
 public:
  explicit FetchedKeys(const std::atomic<bool>* ending) : ending_(ending) {}
  Result<SigningKey> find(const std::string& url, const std::string& authorities, const Jwt& jwt,
                          Instant now);

 private:
  const std::atomic<bool>* const ending_;  // true: what is under way is broken off
  std::mutex mutex_;
  Rate anew_{{.per_second = 1.0 / 60, .at_once = 3}, 1};
  std::string url_;
  KeySet keys_;
  Instant at_;
};

class Provider {
 public:
  Provider(ProviderOptions options, const std::atomic<bool>* ending);

  const ProviderOptions& options() const { return options_; }
  // Where the browser is sent.
  Result<std::string> begin(const Underway& underway, Instant now);
  // Who came back with that code. Problem refused: nobody of ours; not understood: what the provider says is
  // not right; not now: it cannot be reached.
  Result<Mapped> finish(const std::string& code, const Underway& underway, const Setting& setting,
                        Instant now, const seal::Random& random);
  // Does the answer come from it? `issuer`: as the answer says, or empty.
  Result<> came_from_it(const std::string& issuer);
  // Where the provider ends its own session; empty: it does not say. Does not wait.
  std::string end_session();

 private:
  struct Place {  // from discovery
    std::string authorization, token, keys, userinfo, end_session;
    bool says_issuer = false;
    Instant at;
  };
  Result<Place> discover(Instant now);
  Result<json::Document> tokens(const Place& place, const std::string& code, const Underway& underway,
                                Instant now, const seal::Random& random);
  Result<json::Document> claims_of(View id_token, const Place& place, const Underway& underway, Instant now);
  Result<json::Document> userinfo(const Place& place, View access_token, View subject);

  const ProviderOptions options_;
  const std::atomic<bool>* const ending_;
  FetchedKeys keys_;
  std::mutex mutex_;  // guards what follows
  std::optional<Place> place_;
};

}  // namespace klynge::server
