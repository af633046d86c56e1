#pragma once
// The setting `sign_in`, and what is made of it: providers with their secrets and mappings, systems with
// their keys. docs/operate/sign-in.md is its manual.
#include <string>
#include <vector>

#include "core/pathway/form.h"
#include "core/setting.h"

namespace klynge::server {
struct SignInParts;
}

namespace klynge::command {

struct SignInSettings {
  std::string public_address;  // "https://klynge.example.dk"; empty: there is no such setting
  std::string proxy, systems;  // address of the proxy in front; a path. Empty: none
  Duration idle = minutes(30), absolute = hours(12);
  uint64_t session_rate = 30, token_rate = 2000;  // requests a second
  uint64_t attempts = 300;                        // to sign in, a minute of one address
  struct Provider {
    std::string id;
    Words name;
    std::string issuer, client_id, secret, key, key_id, mapping, authorities, acr_values;  // files are paths
    std::vector<std::string> scopes = {"openid"};
    bool userinfo = false;
  };
  std::vector<Provider> providers;

  bool is_set() const { return !public_address.empty(); }
};

// `data`: the data folder, from which paths count, and outside which secrets lie.
SignInSettings read_sign_in(const yaml::Node& node, const std::string& data, Complaint& complaint);

// Reads the files that the settings name, into what the server needs of them.
Result<> fill_sign_in(const SignInSettings& settings, const Setting& setting, server::SignInParts& into);

}  // namespace klynge::command
