#pragma once
// Who somebody is here, by what a provider says of him or her: a file of rules from claims to roles and
// parties, read strictly at start. docs/operate/sign-in.md is its manual. Whom no rule fits has no access.
// Pure; any thread.
#include <span>
#include <string>
#include <vector>

#include "base/json.h"
#include "core/setting.h"
#include "server/tokens.h"

namespace klynge::server {

// Where a claim stands: a name, or names of objects within each other (Keycloak's [realm_access, roles]).
using ClaimPath = std::vector<std::string>;

// That a citizen has given the person power to act, as the provider has proved it.
struct Mandate {
  std::string cpr;  // of the citizen who gave it; looked up and thrown away
  Instant until{};  // none: the provider does not say
};

struct Mapped {
  Person person;                // its id begins with the provider's
  std::vector<Caller> choices;  // without the citizen and the mandates
  std::string cpr;              // of whom a rule makes a citizen; looked up and thrown away. Empty: of nobody
  std::vector<Mandate> mandates{};  // each citizen once
};

class Mapping {
 public:
  // `provider`: its id. Problem.where is the file with line and column.
  static Result<Mapping> read(View text, const std::string& file_name, const std::string& provider,
                              const Setting& setting);
  // The claims of the ID token first, then of others that were asked for. Problem: no rule fits, or the claim
  // that names the person is missing or is a CPR number. Nothing of a claim is quoted. A mandate that has
  // ended is none.
  Result<Mapped> who(std::span<const json::Node* const> claims, const Setting& setting, Instant now) const;

 private:
  struct Condition {
    ClaimPath claim;
    std::vector<std::string> has;  // one of them
  };
  struct Rule {
    std::vector<Condition> when;  // all of them
    Caller caller;
    ClaimPath party, cpr, until;  // claims; empty: none
  };
  void add_mandates(const Rule& rule, std::span<const json::Node* const> claims, Instant now,
                    Mapped& mapped) const;
  friend class MappingReader;

  std::string provider_;
  ClaimPath id_, name_;
  std::vector<Rule> rules_;
};

}  // namespace klynge::server
