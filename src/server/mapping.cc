#include "server/mapping.h"

#include <algorithm>
#include <charconv>

#include "core/pathway/form.h"
#include "message/message.h"

namespace klynge::server {
namespace {

constexpr std::array<Term<CallerRole>, 6> roles = {{{"person", CallerRole::person},
                                                    {"citizen", CallerRole::citizen},
                                                    {"relative", CallerRole::relative},
                                                    {"forum", CallerRole::forum},
                                                    {"operations", CallerRole::operations},
                                                    {"administrator", CallerRole::administrator}}};
constexpr size_t choices_max = 100;
constexpr size_t mandates_max = 20;
constexpr size_t person_octets_max = 200;

const json::Node* claim_of(std::span<const json::Node* const> claims, const ClaimPath& path) {
  for (const json::Node* at : claims) {
    for (const std::string& name : path) at = at == nullptr ? nullptr : json::find(at, name);
    if (at != nullptr) return at;
  }
  return nullptr;
}

// The texts of a claim: one, or those of a list. A number and a truth as they are written.
std::vector<std::string> texts_of(const json::Node* claim) {
  std::vector<std::string> out;
  const auto add = [&](const json::Node& node) {
    if (node.kind == json::Kind::string || node.kind == json::Kind::number) out.emplace_back(node.text);
    if (node.kind == json::Kind::boolean) out.emplace_back(node.truth ? "true" : "false");
  };
  if (claim == nullptr) return out;
  if (!claim->is_array()) return add(*claim), out;
  for (const json::Node* one = claim->first; one != nullptr; one = one->next) add(*one);
  return out;
}

std::string text_at(std::span<const json::Node* const> claims, const ClaimPath& path) {
  const auto texts = texts_of(claim_of(claims, path));
  return texts.size() == 1 && texts.front().size() <= person_octets_max ? texts.front() : std::string();
}

std::string plain_cpr(std::string text) {
  std::erase_if(text, [](char c) { return c == '-' || c == ' '; });
  return text;
}

bool is_cpr(std::string text) {
  text = plain_cpr(std::move(text));
  return message::valid_cpr(text) || message::valid_replacement_cpr(text);
}

// Seconds since 1970, as tokens say times; a time with its zone; or the last day. None: none of these.
std::optional<Instant> end_of(const std::string& text) {
  int64_t since_1970 = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), since_1970);
  const bool is_number = error == std::errc{} && end == text.data() + text.size();
  if (is_number && text.size() > 4)
    return since_1970 > 0 && since_1970 < 100'000'000'000 ? std::optional(Instant{} + seconds(since_1970))
                                                          : std::nullopt;
  const auto said = parse_time(text);
  if (!said || said->precision < Precision::day) return std::nullopt;
  return said->precision == Precision::day ? denmark_time(denmark_date(said->at), hours(24)) : said->at;
}

}  // namespace

class MappingReader {
 public:
  MappingReader(const Setting& setting, Complaint& complaint) : setting_(setting), complaint_(complaint) {}

  void read(const yaml::Node& root, Mapping& into) {
    const Fields fields(root, {"person", "rules"}, complaint_);
    const Fields person(fields.need("person"), {"id", "name"}, complaint_);
    into.id_ = path_of(person.need("id"));
    into.name_ = path_of(person.need("name"));
    const auto rules = items_of(fields.need("rules"), complaint_);
    if (rules.empty()) complaint_.expected(fields.need("rules"), "a list of rules");
    for (const yaml::Node& node : rules) into.rules_.push_back(rule_of(node));
  }

 private:
  ClaimPath path_of(const yaml::Node& node) {
    if (node.kind != yaml::Node::list) return {text_of(node, complaint_)};
    ClaimPath path;
    for (const yaml::Node& one : node.items) path.push_back(text_of(one, complaint_));
    if (path.empty()) complaint_.expected(node, "the name of a claim, or a list of names within each other");
    return path;
  }

  Mapping::Condition condition_of(const yaml::Node& node) {
    const Fields fields(node, {"claim", "has"}, complaint_);
    Mapping::Condition condition{path_of(fields.need("claim")), {}};
    const yaml::Node& has = fields.need("has");
    if (has.kind != yaml::Node::list)
      condition.has.push_back(text_of(has, complaint_));
    else
      for (const yaml::Node& one : has.items) condition.has.push_back(text_of(one, complaint_));
    if (condition.has.empty())
      complaint_.expected(has, "a value, or a list of values of which one is enough");
    return condition;
  }

  void read_party(const yaml::Node& node, Mapping::Rule& rule) {
    if (node.kind == yaml::Node::map) {
      rule.party = path_of(Fields(node, {"claim"}, complaint_).need("claim"));
      return;
    }
    rule.caller.party = {number_of(node, 1, UINT64_MAX, complaint_)};
    if (!complaint_.problem() && setting_.directory.find(rule.caller.party) == nullptr)
      complaint_.add(node, "this party is not in the directory");
  }

  Mapping::Rule rule_of(const yaml::Node& node) {
    const Fields fields(node, {"when", "role", "party", "health_person", "cpr", "until"}, complaint_);
    Mapping::Rule rule;
    const yaml::Node* const when = fields.find("when");
    if (when != nullptr && when->kind == yaml::Node::list)
      for (const yaml::Node& one : when->items) rule.when.push_back(condition_of(one));
    else if (when != nullptr)
      rule.when.push_back(condition_of(*when));
    rule.caller.role = term_of(fields.need("role"), roles, complaint_);
    const bool is_person = rule.caller.role == CallerRole::person;
    const bool is_citizen = rule.caller.role == CallerRole::citizen;
    const bool is_relative = rule.caller.role == CallerRole::relative;
    // Whom a provider knows is one thing, whom it knows to work here another.
    if (!is_citizen && rule.when.empty())
      complaint_.add(node, "`when` is missing: only of a citizen nothing has to be said but the CPR number");
    if (is_person) {
      read_party(fields.need("party"), rule);
      rule.caller.lay = !truth_of(fields.need("health_person"), complaint_);
    } else if (fields.find("party") != nullptr || fields.find("health_person") != nullptr) {
      complaint_.add(node, "only a person has a party and is a health person or not");
    }
    if (is_citizen || is_relative)
      rule.cpr = path_of(fields.need("cpr"));
    else if (fields.find("cpr") != nullptr)
      complaint_.add(node, "only a citizen, and who a relative has a mandate of, is found by a CPR number");
    const yaml::Node* const until = fields.find("until");
    if (until != nullptr && is_relative)
      rule.until = path_of(*until);
    else if (until != nullptr)
      complaint_.add(node, "only the mandate of a relative has an end");
    if (rule.caller.role == CallerRole::operations || rule.caller.role == CallerRole::administrator)
      rule.caller.party = setting_.operations;
    return rule;
  }

  const Setting& setting_;
  Complaint& complaint_;
};

Result<Mapping> Mapping::read(View text, const std::string& file_name, const std::string& provider,
                              const Setting& setting) {
  const auto root = yaml::parse(text, file_name);
  if (!root) return root.problem();
  Complaint complaint(file_name);
  Mapping mapping;
  mapping.provider_ = provider;
  MappingReader(setting, complaint).read(*root, mapping);
  if (complaint.problem()) return *complaint.problem();
  return mapping;
}

// One CPR number, or several in a list. Where the end is to be said, one that is not understood is no
// mandate.
void Mapping::add_mandates(const Rule& rule, std::span<const json::Node* const> claims, Instant now,
                           Mapped& mapped) const {
  Instant until;
  if (!rule.until.empty()) {
    const auto said = end_of(text_at(claims, rule.until));
    if (!said || *said <= now) return;
    until = *said;
  }
  for (const std::string& text : texts_of(claim_of(claims, rule.cpr))) {
    const std::string cpr = plain_cpr(text);
    const bool is_there = std::ranges::find(mapped.mandates, cpr, &Mandate::cpr) != mapped.mandates.end();
    if (is_cpr(cpr) && !is_there && mapped.mandates.size() < mandates_max)
      mapped.mandates.push_back({cpr, until});
  }
}

Result<Mapped> Mapping::who(std::span<const json::Node* const> claims, const Setting& setting,
                            Instant now) const {
  Mapped mapped;
  const std::string id = text_at(claims, id_);
  if (id.empty()) return refused("id", "the provider does not say which person this is");
  if (is_cpr(id))
    return refused("id", "the claim that names the person is a CPR number; the mapping needs another");
  mapped.person = {provider_ + ":" + id, text_at(claims, name_)};
  if (mapped.person.name.empty() || is_cpr(mapped.person.name))
    return refused("name", "the provider does not say the person's name");

  const auto holds = [&](const Condition& condition) {
    const auto texts = texts_of(claim_of(claims, condition.claim));
    return std::ranges::any_of(condition.has,
                               [&](const auto& one) { return std::ranges::find(texts, one) != texts.end(); });
  };
  // The first rule of a role and a party is the one that says whether it is a health person.
  const auto add = [&](const Caller& caller) {
    const bool is_there = std::ranges::any_of(mapped.choices, [&](const Caller& other) {
      return other.party == caller.party && other.role == caller.role;
    });
    if (!is_there && mapped.choices.size() < choices_max) mapped.choices.push_back(caller);
  };
  for (const Rule& rule : rules_) {
    if (!std::ranges::all_of(rule.when, holds)) continue;
    if (rule.caller.role == CallerRole::citizen) {
      const std::string cpr = plain_cpr(text_at(claims, rule.cpr));
      if (is_cpr(cpr)) mapped.cpr = cpr;
    } else if (rule.caller.role == CallerRole::relative) {
      add_mandates(rule, claims, now, mapped);
    } else if (rule.party.empty()) {
      add(rule.caller);
    } else {
      for (const std::string& text : texts_of(claim_of(claims, rule.party))) {
        Caller caller = rule.caller;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), caller.party.sor);
        const bool is_number = error == std::errc{} && end == text.data() + text.size();
        if (is_number && setting.directory.find(caller.party) != nullptr) add(caller);
      }
    }
  }
  // Nobody has a mandate of himself or herself.
  std::erase_if(mapped.mandates, [&](const Mandate& one) { return one.cpr == mapped.cpr; });
  if (mapped.choices.empty() && mapped.cpr.empty() && mapped.mandates.empty())
    return refused("rules", "no rule of this installation fits");
  return mapped;
}

}  // namespace klynge::server
