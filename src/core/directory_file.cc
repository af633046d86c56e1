#include "core/directory_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/pathway/form.h"

namespace klynge {
namespace {

using yaml::Node;

constexpr std::array<Term<PartyKind>, 5> kinds = {{{"hospital", PartyKind::hospital},
                                                   {"municipality", PartyKind::municipality},
                                                   {"gp", PartyKind::gp},
                                                   {"region", PartyKind::region},
                                                   {"operations", PartyKind::operations}}};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// GS1: weights 1 and 3 in turn; the sum with the check digit ends in 0.
bool right_check_digit(std::string_view gln) {
  int sum = 0;
  for (size_t i = 0; i < gln.size(); ++i) sum += (gln[i] - '0') * (i % 2 == 0 ? 1 : 3);
  return sum % 10 == 0;
}

class Reader {
 public:
  explicit Reader(std::string file_name) : complaint_(std::move(file_name)) {}

  Result<std::vector<PartyInfo>> read(const Node& root) {
    const Fields fields(root, {"directory", "parties"}, complaint_);
    identifier_of(fields.need("directory"), complaint_);
    for (const Node& node : items_of(fields.need("parties"), complaint_)) read_party(node);
    for (const Mention& mention : mentions_) check(mention);
    if (!complaint_.problem()) check_handovers();
    if (complaint_.problem()) return *complaint_.problem();
    return std::move(parties_);
  }

 private:
  struct Mention {  // of one party by another, which may stand further down
    const Node& node;
    Party by, party;
  };

  uint64_t sor_of(const Node& node) {
    uint64_t value = 0;
    const bool good = node.kind == Node::scalar && node.text.size() >= 11 && node.text.size() <= 19 &&
                      std::ranges::all_of(node.text, is_digit) && node.text.front() != '0';
    if (!good) complaint_.expected(node, "a SOR id of 11 to 19 digits");
    for (const char c : good ? std::string_view(node.text) : "")
      value = value * 10 + static_cast<uint64_t>(c - '0');
    return value;
  }

  std::string gln_of(const Node& node) {
    if (node.text.size() != 13 || !std::ranges::all_of(node.text, is_digit)) {
      complaint_.expected(node, "a GLN of 13 digits");
    } else if (!right_check_digit(node.text)) {
      complaint_.expected(node, "a GLN with the right check digit");
    }
    return node.text;
  }

  std::string region_of(const Node& node) {
    word_index(node, std::span(regions).subspan(1), complaint_);
    return node.text;
  }

  std::string code_of(const Node& node) {
    if (node.text.size() != 4 || !std::ranges::all_of(node.text, is_digit)) {
      complaint_.expected(node, "a municipality code of four digits");
    }
    return node.text;
  }

  Party mentioned(const Fields& fields, std::string_view key, Party by) {
    const Node* node = fields.find(key);
    if (!node) return {};
    const Party party{sor_of(*node)};
    mentions_.push_back({*node, by, party});
    return party;
  }

  Instant day(const Fields& fields, std::string_view key) {
    const Node* node = fields.find(key);
    return node ? day_of(*node, complaint_) : Instant{};
  }

  // An end has a beginning before it.
  void read_days(const Fields& fields, std::string_view first, std::string_view last, Instant& from,
                 Instant& to) {
    from = day(fields, first);
    to = day(fields, last);
    if (!to.none() && (from.none() || to <= from))
      complaint_.expected(fields.need(last), fmt::format("a date after {}", first));
  }

  void read_party(const Node& node) {
    const Fields fields(node,
                        {"sor",
                         "name",
                         "kind",
                         "gln",
                         "phone",
                         "organisation",
                         "municipality",
                         "region",
                         "areas",
                         "specialty",
                         "from",
                         "to",
                         "successor",
                         "on_call",
                         "leader",
                         "answers_here_from",
                         "answers_here_to",
                         "messages_here_from",
                         "messages_here_to",
                         "barred",
                         "hands_over"},
                        complaint_);
    PartyInfo info;
    info.party = Party{sor_of(fields.need("sor"))};
    if (std::ranges::find(parties_, info.party, &PartyInfo::party) != parties_.end()) {
      complaint_.expected(fields.need("sor"), "a SOR id that is not there already");
    }
    info.name = text_of(fields.need("name"), complaint_);
    info.kind = term_of(fields.need("kind"), kinds, complaint_);
    if (const Node* gln = fields.find("gln")) info.gln = gln_of(*gln);
    if (const Node* phone = fields.find("phone")) info.phone = text_of(*phone, complaint_);
    if (const Node* organisation = fields.find("organisation")) info.organisation = sor_of(*organisation);
    if (const Node* municipality = fields.find("municipality")) info.municipality = code_of(*municipality);
    if (const Node* region = fields.find("region")) info.region = region_of(*region);
    if (const Node* areas = fields.find("areas")) {
      for (const Node& area : items_of(*areas, complaint_)) {
        info.areas.push_back(identifier_of(area, complaint_));
      }
    }
    if (const Node* specialty = fields.find("specialty")) info.specialty = text_of(*specialty, complaint_);
    info.from = day(fields, "from");
    info.to = day(fields, "to");
    if (!info.to.none() && info.to <= info.from) complaint_.expected(fields.need("to"), "a date after from");
    info.successor = mentioned(fields, "successor", info.party);
    info.on_call = mentioned(fields, "on_call", info.party);
    info.leader = mentioned(fields, "leader", info.party);
    read_days(fields, "answers_here_from", "answers_here_to", info.answers_here_from, info.answers_here_to);
    read_days(fields, "messages_here_from", "messages_here_to", info.messages_here_from,
              info.messages_here_to);
    if (const Node* barred = fields.find("barred")) info.barred = truth_of(*barred, complaint_);
    if (const Node* handovers = fields.find("hands_over")) {
      for (const Node& one : items_of(*handovers, complaint_)) read_handover(one, info);
    }
    parties_.push_back(std::move(info));
  }

  void read_handover(const Node& node, PartyInfo& info) {
    const Fields fields(node, {"task", "on", "to", "same_performer", "rule"}, complaint_);
    Handover handover;
    const Node& task = fields.need("task");
    handover.task = identifier_of(task, complaint_);
    if (std::ranges::find(info.hands_over, handover.task, &Handover::task) != info.hands_over.end()) {
      complaint_.expected(task, "each task once");
    }
    handover.on = day_of(fields.need("on"), complaint_);
    fields.need("to");
    handover.to = mentioned(fields, "to", info.party);
    if (const Node* same = fields.find("same_performer")) {
      handover.same_performer = truth_of(*same, complaint_);
    }
    handover.rule = text_of(fields.need("rule"), complaint_);
    handovers_.push_back({task, info.party, handover.task});
    info.hands_over.push_back(std::move(handover));
  }

  void check(const Mention& mention) {
    if (mention.party == mention.by) complaint_.expected(mention.node, "another party than itself");
    if (std::ranges::find(parties_, mention.party, &PartyInfo::party) == parties_.end()) {
      complaint_.expected(mention.node, "a party of this file");
    }
  }

  // A task that came back to where it was would move to and fro for ever.
  void check_handovers() {
    Directory directory;
    for (const PartyInfo& party : parties_) directory.add(party);
    for (const auto& [node, by, task] : handovers_) {
      const Handover* next = directory.handover(by, task);
      for (size_t step = 0; next != nullptr && step < parties_.size(); ++step) {
        next = directory.handover(next->to, task);
      }
      if (next != nullptr) complaint_.expected(node, "a task that does not come back to where it was");
    }
  }

  struct HandoverAt {
    const Node& node;
    Party by;
    std::string task;
  };

  Complaint complaint_;
  std::vector<PartyInfo> parties_;
  std::vector<Mention> mentions_;
  std::vector<HandoverAt> handovers_;
};

}  // namespace

Result<std::vector<PartyInfo>> read_directory(std::string_view text, std::string file_name) {
  const auto root = yaml::parse(text, file_name);
  if (!root) return root.problem();
  return Reader(std::move(file_name)).read(*root);
}

}  // namespace klynge
