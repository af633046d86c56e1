#include "server/letters.h"

#include <algorithm>
#include <charconv>

#include "message/codes.h"

namespace klynge::server {
namespace {

constexpr std::string_view content_members[] = {
    "topic", "text", "priority", "recipient", "sender_in_particular", "attachments", "without"};

const json::Node* member(const json::Node& root, View name) {
  return json::find(&root, name);
}

std::optional<uint16_t> number_of(const json::Node* node) {
  if (node == nullptr || node->kind != json::Kind::number) return std::nullopt;
  uint16_t value = 0;
  const auto [end, error] = std::from_chars(node->text.data(), node->text.data() + node->text.size(), value);
  return error == std::errc{} && end == node->text.data() + node->text.size() ? std::optional(value)
                                                                              : std::nullopt;
}

// The members of a body: known ones of the right kind, or the first that is not.
class Members {
 public:
  explicit Members(const json::Node& root) : root_(root) {}

  uint16_t number(View name, bool required = false) {
    const json::Node* node = ask(name, required);
    const auto value = number_of(node);
    if (node != nullptr && !value) fail(name, "a whole number was expected");
    return value.value_or(0);
  }
  Party party(View name) {
    const std::string digits = text(name, true);
    Party party;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), party.sor);
    if (!digits.empty() && (error != std::errc{} || end != digits.data() + digits.size() || party.none()))
      fail(name, "a SOR number was expected, as a string of digits");
    return party;
  }
  std::string text(View name, bool required = false) {
    const json::Node* node = ask(name, required);
    if (node != nullptr && !node->is_string()) fail(name, "a string was expected");
    if (required && node != nullptr && node->is_string() && node->text.empty())
      fail(name, "this member is required");
    return node != nullptr && node->is_string() ? std::string(node->text) : std::string();
  }
  std::string category(bool required) {
    std::string code = text("category", required);
    if (!code.empty() && message::category_of(code) == nullptr)
      fail("category", "a category of CareCommunication was expected, such as discharge or medicine");
    return code;
  }
  // What is kept as it stands: its kind is looked at here, its meaning when the letter is made.
  Bytes content() {
    Bytes kept = "{";
    for (const std::string_view name : content_members) {
      const json::Node* node = ask(name, name == "text");
      if (node == nullptr) continue;
      check_kind(name, *node);
      if (kept.size() > 1) kept += ',';
      json::write_string(name, kept);
      kept += ':';
      json::write(*node, kept);
    }
    return kept + "}";
  }
  std::optional<Problem> finish() {
    for (const json::Node* node = root_.first; node != nullptr; node = node->next)
      if (std::ranges::find(asked_, node->key) == asked_.end())
        fail(json::path_of(node, ""), "this member is not known here");
    return problem_;
  }

 private:
  const json::Node* ask(View name, bool required) {
    asked_.emplace_back(name);
    const json::Node* node = member(root_, name);
    if (node == nullptr && required) fail(name, "this member is required");
    return node;
  }
  void check_kind(View name, const json::Node& node) {
    const bool list = name == "attachments" || name == "without";
    if (list && !node.is_array()) fail(name, "a list was expected");
    if (name == "recipient" && !node.is_object())
      fail(name, "an object was expected: team, or given, family and role");
    if (name == "sender_in_particular" && node.kind != json::Kind::boolean)
      fail(name, "true or false was expected");
    if ((name == "topic" || name == "text" || name == "priority") && !node.is_string())
      fail(name, "a string was expected");
  }
  void fail(View where, std::string what) {
    if (!problem_) problem_ = not_understood(std::string(where), std::move(what));
  }

  const json::Node& root_;
  std::vector<std::string> asked_;
  std::optional<Problem> problem_;
};

Result<json::Document> parsed(View body) {
  auto document = json::Document::parse(body.empty() ? View("{}") : body);
  if (!document) return not_understood(document.problem().where, document.problem().what);
  if (!document->root().is_object()) return not_understood("", "a JSON object was expected");
  return document;
}

// What continues a thread.
PrepareLetter read_following(Members& m, LetterKind kind) {
  PrepareLetter ask;
  ask.kind = kind;
  ask.draft = m.number("draft");
  ask.thread = m.number("thread", true);
  ask.category = m.category(false);
  return ask;
}

struct Verb {
  std::string_view name;
  LetterAsk (*read)(Members&);
};

// One line a verb: data/openapi.yaml describes each.
constexpr Verb verbs[] = {
    {"prepare",
     [](Members& m) {
       PrepareLetter ask;
       ask.draft = m.number("draft");
       ask.course = m.number("course");
       ask.to = m.party("to");
       ask.category = m.category(true);
       return LetterAsk{ask, m.content()};
     }},
    {"reply",
     [](Members& m) {
       PrepareLetter ask = read_following(m, LetterKind::reply);
       ask.answers = m.number("answers");
       return LetterAsk{ask, m.content()};
     }},
    {"forward",
     [](Members& m) {
       PrepareLetter ask = read_following(m, LetterKind::forward);
       ask.to = m.party("to");
       return LetterAsk{ask, m.content()};
     }},
    {"withdraw", [](Members& m) { return LetterAsk{WithdrawLetter{m.number("draft", true)}, {}}; }},
};

// --- a draft becomes a letter ---

message::Organisation organisation_of(Party party, const Setting& setting) {
  const PartyInfo* info = setting.directory.find(party);
  message::Organisation out;
  out.sor = std::to_string(party.sor);
  if (info == nullptr) return out;
  out.gln = info->gln;
  out.name = info->name;
  return out;
}

// A CPR number, or a replacement number by the form of its seventh octet (NSP's X-eCPR and D-eCPR).
message::PatientNumber patient_number(const std::string& number) {
  View system = message::cpr_system;
  if (!message::valid_cpr(number))
    system = number.size() > 6 && (number[6] == '1' || number[6] == '7')
                 ? message::national_replacement_system
                 : message::regional_replacement_system;
  return {std::string(system), number};
}

// The entry whose facts hold one that fits, the latest; 0: none.
template <class Fits>
Position entry_where(const CitizenSeen& seen, Fits&& fits) {
  Position found = 0;
  for (const TimelineItem& item : seen.timeline)
    for (const Fact& fact : item.facts)
      if (fits(fact)) found = item.position;
  return found;
}

Position entry_of_letter(const CitizenSeen& seen, const Key& message) {
  return entry_where(seen, [&](const Fact& fact) {
    const auto* noted = std::get_if<LetterNoted>(&fact);
    const auto* sent = std::get_if<LetterSent>(&fact);
    return (noted != nullptr && noted->message == message) || (sent != nullptr && sent->message == message);
  });
}

Result<std::shared_ptr<const message::Reading>> read_entry(Lookup& lookup, Position entry) {
  if (entry == 0) return refused("letter", "the letter that it follows is not here");
  auto body = lookup.body(entry);
  if (!body) return body.problem();
  return std::make_shared<const message::Reading>(message::read(*body));
}

// The ids of a course, as a notification of it says them; none where it has none.
std::vector<message::EpisodeId> episodes_of(const CitizenSeen& seen, Lookup& lookup, uint16_t course) {
  const Position entry = entry_where(seen, [&](const Fact& fact) {
    const auto* noted = std::get_if<StayNoted>(&fact);
    return noted != nullptr && noted->course == course && noted->form != NoteForm::by_hand;
  });
  auto read = course == 0 || entry == 0 ? Result<std::shared_ptr<const message::Reading>>(refused("", ""))
                                        : read_entry(lookup, entry);
  if (!read || !(*read)->notification) return {};
  return (*read)->notification->episodes;
}

void read_content(const json::Node& root, message::LetterContent& out) {
  out.topic = json::text_of(&root, "topic");
  out.text = json::text_of(&root, "text");
  out.priority = json::text_of(&root, "priority");
  const json::Node* particular = member(root, "sender_in_particular");
  out.sender_in_particular = particular != nullptr && particular->truth;
  if (const json::Node* who = member(root, "recipient")) {
    message::Correspondent one;
    one.name = json::text_of(who, "team");
    one.team = !one.name.empty();
    one.given = json::text_of(who, "given");
    one.family = json::text_of(who, "family");
    one.role = json::text_of(who, "role");
    out.recipient = std::move(one);
  }
  const json::Node* list = member(root, "attachments");
  for (const json::Node* one = list != nullptr ? list->first : nullptr; one != nullptr; one = one->next)
    out.attachments.push_back({.title = std::string(json::text_of(one, "title")),
                               .content_type = std::string(json::text_of(one, "content_type")),
                               .data = std::string(json::text_of(one, "data")),
                               .url = std::string(json::text_of(one, "url")),
                               .creation = std::string(json::text_of(one, "creation"))});
}

std::optional<Problem> fault_of_recipient(const message::LetterContent& content) {
  if (!content.recipient || content.recipient->team) return std::nullopt;
  if (content.recipient->family.empty() || content.recipient->role.empty())
    return not_understood("recipient", "a team, or the family name and the role of a person, was expected");
  return std::nullopt;
}

// The messages that a forward leaves out, by the numbers that the letters have here.
Result<std::vector<std::string>> left_out(const json::Node& root, const CitizenSeen& seen, Lookup& lookup,
                                          uint16_t thread) {
  std::vector<std::string> ids;
  const json::Node* list = member(root, "without");
  const Thread* known = seen.record.thread(thread);
  for (const json::Node* one = list != nullptr ? list->first : nullptr; one != nullptr; one = one->next) {
    const auto number = number_of(one);
    const auto letter = known == nullptr || !number
                            ? std::vector<Letter>::const_iterator{}
                            : std::ranges::find(known->letters, *number, &Letter::number);
    if (known == nullptr || !number || letter == known->letters.end())
      return not_understood("without", "numbers of letters of the thread were expected");
    auto read = read_entry(lookup, entry_of_letter(seen, letter->message));
    if (!read) return read.problem();
    if ((*read)->header) ids.push_back((*read)->header->message_id);
  }
  return ids;
}

}  // namespace

std::vector<std::string_view> letter_verb_names() {
  std::vector<std::string_view> names;
  for (const Verb& verb : verbs) names.push_back(verb.name);
  names.emplace_back("send");
  return names;
}

bool known_letter_verb(std::string_view verb) {
  return verb == "send" || std::ranges::find(verbs, verb, &Verb::name) != std::end(verbs);
}

Result<LetterAsk> read_letter(std::string_view name, View body) {
  const auto* verb = std::ranges::find(verbs, name, &Verb::name);
  if (verb == std::end(verbs)) return not_understood("", "this verb is not known");
  auto document = parsed(body);
  if (!document) return document.problem();
  Members members(document->root());
  LetterAsk read = verb->read(members);
  if (auto problem = members.finish()) return *problem;
  return read;
}

Result<Signer> read_signer(View body) {
  auto document = parsed(body);
  if (!document) return document.problem();
  Members members(document->root());
  Signer signer{.draft = members.number("draft", true),
                .given = members.text("given", true),
                .family = members.text("family", true),
                .role = members.text("role", true),
                .phone = members.text("phone", true)};
  if (auto problem = members.finish()) return *problem;
  return signer;
}

Result<LetterToSend> compose(const CitizenSeen& seen, Lookup& lookup, const Signer& signer, Party from,
                             const Setting& setting) {
  const LetterDraft* draft = seen.record.draft(signer.draft);
  if (draft == nullptr) return LetterToSend{};  // the ledger says so
  const Position at = entry_where(seen, [&](const Fact& fact) {
    const auto* prepared = std::get_if<LetterPrepared>(&fact);
    return prepared != nullptr && prepared->letter == signer.draft;
  });
  auto kept = lookup.body(at);
  if (!kept) return kept.problem();
  auto document = parsed(*kept);
  if (!document) return document.problem();
  LetterToSend letter;
  message::LetterContent& content = letter.content;
  content.kind = draft->kind;
  content.from = organisation_of(from, setting);
  content.to = organisation_of(draft->to, setting);
  content.category = draft->category;
  content.given = signer.given;
  content.family = signer.family;
  content.role = signer.role;
  content.phone = signer.phone;
  read_content(document->root(), content);
  if (draft->kind == LetterKind::first) {
    content.numbers = {patient_number(seen.identity.cpr)};
    content.citizen_family = seen.identity.family;
    content.citizen_given = seen.identity.given;
    content.episodes = episodes_of(seen, lookup, draft->course);
  } else {
    auto before = read_entry(lookup, entry_of_letter(seen, draft->answers));
    if (!before) return before.problem();
    if (!(*before)->letter) return refused("letter", "the letter that it follows cannot be read");
    letter.before = *before;
    content.before = letter.before.get();
    if (content.topic.empty()) content.topic = (*before)->letter->topic;
    if (content.priority.empty() && content.category == "regarding-referral")
      content.priority = (*before)->letter->priority;
    auto without = left_out(document->root(), seen, lookup, draft->thread);
    if (!without) return without.problem();
    content.left_out = std::move(*without);
  }
  if (draft->kind == LetterKind::first && content.citizen_family.empty())
    return refused("citizen", "the citizen's name is not known here, and a letter says it");
  if (auto fault = fault_of_recipient(content)) return *fault;
  if (auto fault = message::fault_of(content)) return *fault;
  return letter;
}

}  // namespace klynge::server
