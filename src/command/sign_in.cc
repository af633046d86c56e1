#include "command/sign_in.h"

#include <arpa/inet.h>

#include <algorithm>
#include <filesystem>

#include "command/settings.h"
#include "server/http_client.h"
#include "server/sign_in.h"
#include "store/files.h"

namespace klynge::command {
namespace {

namespace fs = std::filesystem;

constexpr size_t secret_octets_max = 64u << 10;

class Reader {
 public:
  Reader(std::string data, Complaint& complaint) : data_(std::move(data)), complaint_(complaint) {}

  SignInSettings read(const yaml::Node& node) {
    const Fields fields(node,
                        {"public_address", "idle", "absolute", "session_rate", "token_rate", "attempts",
                         "proxy", "systems", "providers"},
                        complaint_);
    SignInSettings settings;
    settings.public_address = address_of(fields.need("public_address"));
    if (const auto* idle = fields.find("idle")) settings.idle = limit_of(*idle);
    if (const auto* absolute = fields.find("absolute")) settings.absolute = limit_of(*absolute);
    if (settings.idle > settings.absolute) complaint_.add(node, "`idle` is longer than `absolute`");
    for (const auto& [name, into] : {std::pair{"session_rate", &settings.session_rate},
                                     {"token_rate", &settings.token_rate},
                                     {"attempts", &settings.attempts}})
      if (const auto* rate = fields.find(name)) *into = number_of(*rate, 1, 1'000'000, complaint_);
    if (const auto* proxy = fields.find("proxy")) settings.proxy = ip_of(*proxy);
    if (const auto* systems = fields.find("systems")) settings.systems = path_of(*systems);
    if (const auto* providers = fields.find("providers"))
      for (const yaml::Node& one : items_of(*providers, complaint_)) read_provider(one, settings);
    if (settings.providers.empty() && settings.systems.empty())
      complaint_.add(node, "one of `providers` (for people) and `systems` was expected");
    return settings;
  }

 private:
  std::string address_of(const yaml::Node& node) {
    const size_t scheme = node.text.find("://");
    const bool good = server::is_post_url(node.text) && scheme != std::string::npos &&
                      node.text.find_first_of("/?#@ ", scheme + 3) == std::string::npos;
    if (!good)
      complaint_.expected(node,
                          "an https address without a path, such as https://klynge.example.dk; http only for "
                          "this machine itself");
    return node.text;
  }

  // Short ones are for those who try it out.
  Duration limit_of(const yaml::Node& node) {
    Duration limit;
    const View text = node.text;
    if (text.ends_with(" s")) {
      yaml::Node seconds_node = node;
      seconds_node.text = text.substr(0, text.size() - 2);
      limit = seconds(static_cast<int64_t>(number_of(seconds_node, 1, 86'400, complaint_)));
    } else {
      limit = duration_of(node, complaint_);
    }
    if (!complaint_.problem() && (limit < seconds(1) || limit > hours(24)))
      complaint_.expected(node, "a time from 1 s to 24 h");
    return limit;
  }

  std::string ip_of(const yaml::Node& node) {
    unsigned char parsed[16];
    if (::inet_pton(AF_INET, node.text.c_str(), parsed) != 1 &&
        ::inet_pton(AF_INET6, node.text.c_str(), parsed) != 1)
      complaint_.expected(node, "the IP address from which the proxy comes");
    return node.text;
  }

  std::string path_of(const yaml::Node& node) {
    return (fs::path(data_) / text_of(node, complaint_)).lexically_normal().string();
  }

  std::string secret_of(const yaml::Node* node) {
    if (node == nullptr) return {};
    std::string path = path_of(*node);
    if (!complaint_.problem() && lies_inside(path, data_))
      complaint_.add(*node,
                     "a secret lies outside the data folder, so that a copy of the folder opens nothing");
    return path;
  }

  void read_provider(const yaml::Node& node, SignInSettings& settings) {
    const Fields fields(node,
                        {"id", "name", "issuer", "client_id", "secret", "key", "key_id", "mapping", "scopes",
                         "userinfo", "authorities", "acr_values"},
                        complaint_);
    SignInSettings::Provider provider;
    provider.id = identifier_of(fields.need("id"), complaint_);
    for (const auto& other : settings.providers)
      if (other.id == provider.id) complaint_.add(node, "this id stands here twice");
    provider.name = words_of(fields.need("name"), complaint_);
    const yaml::Node& issuer = fields.need("issuer");
    provider.issuer = issuer.text;
    if (!server::is_post_url(provider.issuer))
      complaint_.expected(issuer, "an https address; http only to this machine itself");
    provider.client_id = text_of(fields.need("client_id"), complaint_);
    provider.secret = secret_of(fields.find("secret"));
    provider.key = secret_of(fields.find("key"));
    if (provider.secret.empty() == provider.key.empty())
      complaint_.add(node, "one of `secret` and `key`, each a file, was expected");
    const auto text = [&](View name) {
      const yaml::Node* const found = fields.find(name);
      return found == nullptr ? std::string() : text_of(*found, complaint_);
    };
    provider.key_id = text("key_id");
    provider.acr_values = text("acr_values");
    provider.mapping = path_of(fields.need("mapping"));
    if (const auto* file = fields.find("authorities")) provider.authorities = path_of(*file);
    if (const auto* userinfo = fields.find("userinfo")) provider.userinfo = truth_of(*userinfo, complaint_);
    if (const auto* scopes = fields.find("scopes")) {
      provider.scopes.clear();
      for (const yaml::Node& scope : items_of(*scopes, complaint_))
        provider.scopes.push_back(text_of(scope, complaint_));
      if (std::ranges::find(provider.scopes, "openid") == provider.scopes.end())
        complaint_.expected(*scopes, "a list of scopes with openid among them");
    }
    settings.providers.push_back(std::move(provider));
  }

  const std::string data_;
  Complaint& complaint_;
};

Result<server::ProviderOptions> options_of(const SignInSettings& settings,
                                           const SignInSettings::Provider& provider, const Setting& setting) {
  auto text = store::read_file(provider.mapping);
  if (!text) return text.problem();
  auto mapping = server::Mapping::read(*text, provider.mapping, provider.id, setting);
  if (!mapping) return mapping.problem();
  server::ProviderOptions options{
      .id = provider.id,
      .name = provider.name,
      .issuer = provider.issuer,
      .client_id = provider.client_id,
      .key_id = provider.key_id,
      .scopes = provider.scopes,
      .acr_values = provider.acr_values,
      .userinfo = provider.userinfo,
      .authorities = provider.authorities,
      .redirect_uri = settings.public_address + "/sign-in/" + provider.id + "/back",
      .signed_out_uri = settings.public_address + "/sign-in",
      .mapping = std::move(*mapping)};
  const std::string& file = provider.key.empty() ? provider.secret : provider.key;
  auto secret = store::read_file(file, secret_octets_max);
  if (!secret) return secret.problem();
  if (provider.key.empty()) {
    options.secret = secret->substr(0, secret->find_first_of("\r\n"));
    if (options.secret.empty()) return refused(file, "the client's secret was expected on the first line");
    return options;
  }
  auto key = server::read_private_key(*secret, file);
  if (!key) return key.problem();
  options.key = std::move(*key);
  return options;
}

}  // namespace

SignInSettings read_sign_in(const yaml::Node& node, const std::string& data, Complaint& complaint) {
  return Reader(data, complaint).read(node);
}

Result<> fill_sign_in(const SignInSettings& settings, const Setting& setting, server::SignInParts& into) {
  if (!settings.is_set()) return Done{};
  const auto per_second = [](uint64_t rate) {
    return server::RateLimit{static_cast<double>(rate), static_cast<double>(rate) * 10};
  };
  into.public_address = settings.public_address;
  into.proxy = settings.proxy;
  into.limits.idle = settings.idle;
  into.limits.absolute = settings.absolute;
  into.limits.requests = per_second(settings.session_rate);
  into.of_token = per_second(settings.token_rate);
  into.attempts = {static_cast<double>(settings.attempts) / 60, static_cast<double>(settings.attempts)};
  for (const SignInSettings::Provider& provider : settings.providers) {
    auto options = options_of(settings, provider, setting);
    if (!options) return options.problem();
    into.providers.push_back(std::move(*options));
  }
  if (settings.systems.empty()) return Done{};
  auto text = store::read_file(settings.systems);
  if (!text) return text.problem();
  const std::string folder = fs::path(settings.systems).parent_path().string();
  auto systems = server::read_systems(*text, settings.systems, folder, setting);
  if (!systems) return systems.problem();
  into.systems = std::move(*systems);
  return Done{};
}

}  // namespace klynge::command
