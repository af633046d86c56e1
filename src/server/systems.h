#pragma once
// Systems that ask without a person: OAuth 2.0 client credentials with a signed assertion (RFC 6749 4.4, RFC
// 7523; as SMART Backend Services has it). Each is in a file with its public keys, its party and what it may;
// for an assertion it gets an access token for five minutes, which says nothing by itself and is kept as its
// hash, in memory. docs/operate/sign-in.md is the manual. Any thread.
#include <map>
#include <mutex>
#include <set>

#include "core/setting.h"
#include "ledger/seal/secrets.h"
#include "server/http.h"
#include "server/provider.h"
#include "server/tokens.h"
#include "server/work_thread.h"

namespace klynge::server {

struct SystemClient {
  Person person;  // "system:ward-system", and its name
  std::string id;
  Caller caller;
  std::vector<uint64_t> senders;  // of a door, sorted
  std::set<std::string, std::less<>> scopes;
  KeySet keys;
  std::string keys_url, authorities;  // instead of keys
};

// Problem.where is the file with line and column. `folder`: what paths in the file count from.
Result<std::vector<SystemClient>> read_systems(View text, const std::string& file_name,
                                               const std::string& folder, const Setting& setting);

// What a request needs, by its method and path: "system/ledger.read". Empty: whoever it is.
View scope_wanted(const Request& request);

struct SystemsParts {
  std::string address;  // "https://klynge.example.dk"
  std::vector<SystemClient> clients;
  seal::Random random;
  std::function<Instant()> now;
  std::function<void(const std::string& event)> log;
};

class Systems {
 public:
  explicit Systems(SystemsParts parts);
  ~Systems() { ending_ = true; }

  bool any() const { return !clients_.empty(); }
  void give_token(Request request, Respond respond);  // POST /oauth/token
  Response configuration() const;                     // RFC 8414, and what SMART adds to it

  struct Found {
    std::optional<Bearer> bearer;
    std::optional<Response> no;  // over, or not for this
  };
  // None: not a token that was given out here.
  std::optional<Found> who(View token, const Request& request);

 private:
  struct Client {
    explicit Client(const std::atomic<bool>* ending) : fetched(ending) {}
    SystemClient what;
    FetchedKeys fetched;
    std::unique_ptr<WorkThread> thread;  // where its keys are waited for; none: they are here
  };
  struct Given {
    const Client* client = nullptr;
    std::set<std::string, std::less<>> scopes;
    Instant until;
  };
  Client* client_of(const Jwt& jwt) const;
  Response answer(Client& client, const Jwt& jwt, const std::string& scopes);
  Result<> check(Client& client, const Jwt& jwt);
  bool is_first(const Client& client, View id, Instant until);
  Response give(const Client& client, std::set<std::string, std::less<>> scopes);
  std::string token_address() const { return parts_.address + "/oauth/token"; }

  SystemsParts parts_;
  std::mutex mutex_;                     // guards what follows
  std::map<Bytes, Given> given_;         // by the token's hash
  std::map<std::string, Instant> seen_;  // assertions that were used, until they are over
  std::atomic<bool> ending_{false};
  std::vector<std::unique_ptr<Client>> clients_;  // goes first, with its threads
};

}  // namespace klynge::server
