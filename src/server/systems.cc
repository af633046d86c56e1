#include "server/systems.h"

#include <algorithm>
#include <filesystem>

#include "base/hash.h"
#include "core/pathway/form.h"
#include "server/api.h"
#include "server/door.h"
#include "server/http_client.h"
#include "server/sign_in.h"

namespace klynge::server {
namespace {

constexpr Duration token_lasts = minutes(5), assertion_lasts = minutes(5);
constexpr size_t tokens_of_client_max = 100, seen_max = 100'000;
constexpr View message_write = "system/message.write", ledger_read = "system/ledger.read",
               ledger_write = "system/ledger.write", for_operations = "system/operations";
constexpr std::array scopes_known = {message_write, ledger_read, ledger_write, for_operations};
constexpr std::array<Term<CallerRole>, 3> roles = {
    {{"door", CallerRole::door}, {"person", CallerRole::person}, {"operations", CallerRole::operations}}};

// --- the file ---

// JWKS written as YAML is the JSON that says the same: all its values are texts.
void write_json_of(const yaml::Node& node, json::Writer& out) {
  switch (node.kind) {
    case yaml::Node::null:
      out.null();
      return;
    case yaml::Node::scalar:
      out.string(node.text);
      return;
    case yaml::Node::list:
      out.begin_array();
      for (const yaml::Node& one : node.items) write_json_of(one, out);
      out.end_array();
      return;
    case yaml::Node::map:
      out.begin_object();
      for (const auto& [name, value] : node.members) {
        out.key(name);
        write_json_of(value, out);
      }
      out.end_object();
      return;
  }
}

bool may_have(CallerRole role, View scope) {
  if (scope == message_write) return role == CallerRole::door;
  if (scope == for_operations) return role == CallerRole::operations;
  return role != CallerRole::door;
}

class Reader {
 public:
  Reader(std::string folder, const Setting& setting, Complaint& complaint)
      : folder_(std::move(folder)), setting_(setting), complaint_(complaint) {}

  SystemClient read(const yaml::Node& node) {
    const Fields fields(
        node, {"id", "name", "role", "party", "senders", "scopes", "keys", "keys_url", "authorities"},
        complaint_);
    SystemClient client;
    client.id = identifier_of(fields.need("id"), complaint_);
    client.person = {"system:" + client.id, text_of(fields.need("name"), complaint_)};
    client.caller.role = term_of(fields.need("role"), roles, complaint_);
    client.caller.party = party_of(fields.need("party"));
    read_senders(node, fields, client);
    for (const yaml::Node& scope : items_of(fields.need("scopes"), complaint_)) {
      word_index(scope, scopes_known, complaint_);
      if (!complaint_.problem() && !may_have(client.caller.role, scope.text))
        complaint_.add(scope, "this scope is not for that role");
      client.scopes.insert(scope.text);
    }
    if (client.scopes.empty()) complaint_.expected(fields.need("scopes"), "a list of scopes");
    read_keys(node, fields, client);
    return client;
  }

 private:
  Party party_of(const yaml::Node& node) {
    const Party party{number_of(node, 1, UINT64_MAX, complaint_)};
    if (!complaint_.problem() && setting_.directory.find(party) == nullptr)
      complaint_.add(node, "this party is not in the directory");
    return party;
  }

  void read_senders(const yaml::Node& node, const Fields& fields, SystemClient& client) {
    const yaml::Node* const senders = fields.find("senders");
    if ((senders != nullptr) != (client.caller.role == CallerRole::door))
      return complaint_.add(node, "a door, and nobody else, has `senders`: for whom it may speak");
    if (senders == nullptr) return;
    for (const yaml::Node& one : items_of(*senders, complaint_))
      client.senders.push_back(number_of(one, 1, UINT64_MAX, complaint_));
    std::ranges::sort(client.senders);
  }

  void read_keys(const yaml::Node& node, const Fields& fields, SystemClient& client) {
    const yaml::Node *const keys = fields.find("keys"), *const url = fields.find("keys_url");
    if ((keys == nullptr) == (url == nullptr))
      return complaint_.add(node,
                            "one of `keys` (the system's JWKS) and `keys_url` (where it is) was expected");
    if (const yaml::Node* const file = fields.find("authorities"))
      client.authorities =
          (std::filesystem::path(folder_) / text_of(*file, complaint_)).lexically_normal().string();
    if (url != nullptr) {
      client.keys_url = url->text;
      if (!is_post_url(client.keys_url))
        complaint_.expected(*url, "an https address; http only to this machine itself");
      return;
    }
    std::string text;
    json::Writer out(text);
    write_json_of(*keys, out);
    auto read = KeySet::read(text);
    if (!read) return complaint_.add(*keys, read.problem().what);
    client.keys = std::move(*read);
    if (client.keys.size() == 0)
      complaint_.add(*keys, "there is no key of use here: RSA of 2048 bits or more, P-256 or P-384");
  }

  const std::string folder_;
  const Setting& setting_;
  Complaint& complaint_;
};

// --- answers, as RFC 6749 has them ---

Response token_error(int status, View error, View description) {
  std::string body;
  json::Writer out(body);
  out.begin_object().field("error", error).field("error_description", description).end_object();
  return {status, "application/json", std::move(body), {{"Cache-Control", "no-store"}}};
}

Response not_its_client(View why) {
  return token_error(401, "invalid_client", why);
}

std::set<std::string, std::less<>> words_of(View text) {
  std::set<std::string, std::less<>> out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) out.emplace(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::string joined(const std::set<std::string, std::less<>>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

}  // namespace

Result<std::vector<SystemClient>> read_systems(View text, const std::string& file_name,
                                               const std::string& folder, const Setting& setting) {
  const auto root = yaml::parse(text, file_name);
  if (!root) return root.problem();
  Complaint complaint(file_name);
  const Fields fields(*root, {"systems"}, complaint);
  std::vector<SystemClient> clients;
  for (const yaml::Node& node : items_of(fields.need("systems"), complaint)) {
    SystemClient client = Reader(folder, setting, complaint).read(node);
    if (std::ranges::find(clients, client.id, &SystemClient::id) != clients.end())
      complaint.add(node, "this id stands here twice");
    clients.push_back(std::move(client));
  }
  if (complaint.problem()) return *complaint.problem();
  return clients;
}

View scope_wanted(const Request& request) {
  const std::string path = percent_decoded(request.path).value_or("");  // as the door reads it
  if (path == "/api/me") return {};
  if (path.starts_with("/fhir/")) return message_write;
  for (const View start : {"/metrics", "/api/import/", "/api/clock/", "/api/sessions"})
    if (path.starts_with(start)) return for_operations;
  return request.method == "GET" || path == "/api/citizens/find" || path == "/api/courses/find" ||
                 path == "/api/messages/look"
             ? ledger_read
             : ledger_write;
}

Systems::Systems(SystemsParts parts) : parts_(std::move(parts)) {
  for (SystemClient& what : parts_.clients) {
    auto client = std::make_unique<Client>(&ending_);
    if (!what.keys_url.empty()) client->thread = std::make_unique<WorkThread>(64);
    client->what = std::move(what);
    clients_.push_back(std::move(client));
  }
}

Systems::Client* Systems::client_of(const Jwt& jwt) const {
  const View id = json::text_of(&jwt.claims.root(), "iss");
  for (const auto& client : clients_)
    if (client->what.id == id) return client.get();
  return nullptr;
}

void Systems::give_token(Request request, Respond respond) {
  if (!request.content_type.starts_with("application/x-www-form-urlencoded"))
    return respond(token_error(400, "invalid_request", "a form was expected"));
  const auto given = [&](View name) { return form_value(request.body, name); };
  if (given("grant_type") != "client_credentials")
    return respond(token_error(400, "unsupported_grant_type", "client_credentials was expected"));
  if (given("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
    return respond(not_its_client("a signed assertion (private_key_jwt) was expected"));
  auto jwt = read_jwt(given("client_assertion"));
  if (!jwt) return respond(not_its_client(jwt.problem().what));
  Client* const client = client_of(*jwt);
  if (client == nullptr) return respond(not_its_client("this client is not known"));
  if (client->thread == nullptr) return respond(answer(*client, *jwt, given("scope")));
  struct Asking {
    Jwt jwt;
    std::string scopes;
    Respond respond;
  };
  const auto asking = std::make_shared<Asking>(std::move(*jwt), given("scope"), std::move(respond));
  const bool taken = client->thread->take(
      [this, client, asking] { asking->respond(answer(*client, asking->jwt, asking->scopes)); });
  if (!taken) asking->respond(not_now("Too much is waiting."));
}

Response Systems::answer(Client& client, const Jwt& jwt, const std::string& scopes) {
  if (auto done = check(client, jwt); !done) {
    parts_.log("event=token_refused client=" + client.what.id + " where=" + done.problem().where);
    if (done.problem().kind == Problem::Kind::not_now)
      return not_now("The keys of the system cannot be fetched.");
    return not_its_client(done.problem().what);
  }
  auto wanted = words_of(scopes);
  if (wanted.empty()) wanted = client.what.scopes;  // all that it may have
  for (const std::string& scope : wanted)
    if (!client.what.scopes.contains(scope))
      return token_error(400, "invalid_scope", "a scope is asked for that this system does not have");
  return give(client, std::move(wanted));
}

Result<> Systems::check(Client& client, const Jwt& jwt) {
  const Instant now = parts_.now();
  if (jwt.key_id.empty()) return not_understood("kid", "the assertion does not name its key");
  std::optional<SigningKey> key = client.what.keys.find(jwt.key_id, jwt.algorithm);
  if (!client.what.keys_url.empty()) {
    auto fetched = client.fetched.find(client.what.keys_url, client.what.authorities, jwt, now);
    if (!fetched) return fetched.problem();
    key = *fetched;
  }
  if (!key) return not_understood("kid", "the assertion is signed by a key that is not known");
  if (!is_signed_by(jwt, *key)) return not_understood("signature", "the signature is not right");
  const json::Node& claims = jwt.claims.root();
  const ClaimsWanted wanted{client.what.id, token_address(), now, assertion_lasts};
  if (auto done = check_claims(claims, wanted); !done) return done;
  if (json::text_of(&claims, "sub") != client.what.id)
    return not_understood("sub", "the assertion is about another");
  const View id = json::text_of(&claims, "jti");
  if (id.empty() || id.size() > 255) return not_understood("jti", "the assertion has no id");
  if (!is_first(client, id, *time_claim(claims, "exp") + clock_leeway))
    return not_understood("jti", "the assertion was used before");
  return Done{};
}

// Only what was signed by a system of ours gets as far as this, so nobody else fills it.
bool Systems::is_first(const Client& client, View id, Instant until) {
  const std::lock_guard lock(mutex_);
  if (seen_.size() >= seen_max) {
    std::erase_if(seen_, [now = parts_.now()](const auto& each) { return now >= each.second; });
    if (seen_.size() >= seen_max) return false;
  }
  return seen_.emplace(client.what.id + "\n" + std::string(id), until).second;
}

Response Systems::give(const Client& client, std::set<std::string, std::less<>> scopes) {
  const Instant now = parts_.now();
  const std::string token = to_base64url(parts_.random(32)), said = joined(scopes);
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(given_, [&](const auto& each) { return now >= each.second.until; });
    const auto has =
        std::ranges::count_if(given_, [&](const auto& each) { return each.second.client == &client; });
    if (static_cast<size_t>(has) >= tokens_of_client_max) {
      Response response =
          token_error(429, "slow_down", "use the tokens that were given out until they are over");
      response.headers.emplace_back("Retry-After", "60");
      return response;
    }
    given_.emplace(sha256(token), Given{&client, std::move(scopes), now + token_lasts});
  }
  parts_.log("event=token_given client=" + client.what.id);
  std::string body;
  json::Writer out(body);
  out.begin_object().field("access_token", token).field("token_type", "bearer");
  out.key("expires_in").number(token_lasts.us / seconds(1).us).field("scope", said).end_object();
  return {200, "application/json", std::move(body), {{"Cache-Control", "no-store"}, {"Pragma", "no-cache"}}};
}

std::optional<Systems::Found> Systems::who(View token, const Request& request) {
  const std::lock_guard lock(mutex_);
  const auto found = given_.find(sha256(token));
  if (found == given_.end()) return std::nullopt;
  const Given& given = found->second;
  if (parts_.now() >= given.until) {
    given_.erase(found);
    return std::nullopt;
  }
  const View wanted = scope_wanted(request);
  if (!wanted.empty() && !given.scopes.contains(wanted)) {
    Response no = problem({403, "insufficient-scope", "The token is not for this",
                           "Needed: " + std::string(wanted), "Authorization"});
    no.headers.emplace_back("WWW-Authenticate",
                            "Bearer error=\"insufficient_scope\", scope=\"" + std::string(wanted) + "\"");
    return Found{std::nullopt, std::move(no)};
  }
  const SystemClient& client = given.client->what;
  return Found{Bearer{.caller = client.caller, .senders = client.senders, .person = client.person},
               std::nullopt};
}

Response Systems::configuration() const {
  if (clients_.empty()) return problem({404, "no-such-path", "No system gets a token here", "", ""});
  std::string body;
  json::Writer out(body);
  const auto list = [&](View name, std::initializer_list<View> values) {
    out.key(name).begin_array();
    for (const View value : values) out.string(value);
    out.end_array();
  };
  out.begin_object().field("issuer", parts_.address).field("token_endpoint", token_address());
  list("grant_types_supported", {"client_credentials"});
  list("token_endpoint_auth_methods_supported", {"private_key_jwt"});
  list("token_endpoint_auth_signing_alg_values_supported",
       {"RS384", "ES384", "RS256", "ES256", "PS256", "PS384"});
  list("scopes_supported", {message_write, ledger_read, ledger_write, for_operations});
  list("response_types_supported", {});
  list("capabilities", {"client-confidential-asymmetric", "permission-v2"});
  out.end_object();
  return {200, "application/json", std::move(body), {}};
}

}  // namespace klynge::server
