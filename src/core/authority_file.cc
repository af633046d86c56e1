#include "core/authority_file.h"

#include <algorithm>

#include "core/pathway/form.h"

namespace klynge {
namespace {

using yaml::Node;

constexpr std::array<Term<PartyKind>, 4> kinds = {{{"hospital", PartyKind::hospital},
                                                   {"municipality", PartyKind::municipality},
                                                   {"gp", PartyKind::gp},
                                                   {"region", PartyKind::region}}};

Instant day(const Fields& fields, std::string_view key, Complaint& complaint) {
  const Node* node = fields.find(key);
  return node != nullptr ? day_of(*node, complaint) : Instant{};
}

void read_tenure(const Node& node, LegalTask& task, Complaint& complaint) {
  const Fields fields(node, {"authority", "performer", "from", "to", "source"}, complaint);
  Tenure tenure;
  tenure.authority = term_of(fields.need("authority"), kinds, complaint);
  if (const Node* performer = fields.find("performer"))
    tenure.performer = term_of(*performer, kinds, complaint);
  tenure.from = day(fields, "from", complaint);
  tenure.to = day(fields, "to", complaint);
  tenure.source = text_of(fields.need("source"), complaint);
  const bool first = task.tenures.empty();
  if (tenure.from != (first ? Instant{} : task.tenures.back().to)) {
    complaint.add(node, first ? "found a first day, expected none: somebody has always had it"
                              : "found days that do not begin where the ones before end, expected them to");
  }
  if (!first && tenure.from.none()) complaint.add(node, "found no \"from\", expected one after the first");
  if (!tenure.to.none() && tenure.to <= tenure.from)
    complaint.expected(fields.need("to"), "a date after from");
  task.tenures.push_back(std::move(tenure));
}

void read_task(const Node& node, std::vector<LegalTask>& tasks, Complaint& complaint) {
  const Fields fields(node, {"id", "name", "tenures"}, complaint);
  LegalTask task;
  task.id = identifier_of(fields.need("id"), complaint);
  if (std::ranges::find(tasks, task.id, &LegalTask::id) != tasks.end()) {
    complaint.expected(fields.need("id"), "an id that is not used already");
  }
  task.name = words_of(fields.need("name"), complaint);
  const Node& tenures = fields.need("tenures");
  for (const Node& one : items_of(tenures, complaint)) read_tenure(one, task, complaint);
  if (task.tenures.empty() || !task.tenures.back().to.none()) {
    complaint.add(tenures, "found nobody who has it in the end, expected a last one without \"to\"");
  }
  tasks.push_back(std::move(task));
}

}  // namespace

const Tenure& LegalTask::on(Instant day) const {
  const auto found = std::ranges::find_if(
      tenures, [&](const Tenure& one) { return one.from <= day && (one.to.none() || day < one.to); });
  return found != tenures.end() ? *found : tenures.back();
}

Result<std::vector<LegalTask>> read_authorities(std::string_view text, std::string file_name) {
  const auto root = yaml::parse(text, file_name);
  if (!root) return root.problem();
  Complaint complaint(std::move(file_name));
  std::vector<LegalTask> tasks;
  const Fields fields(*root, {"tasks"}, complaint);
  for (const Node& node : items_of(fields.need("tasks"), complaint)) read_task(node, tasks, complaint);
  if (complaint.problem()) return *complaint.problem();
  return tasks;
}

}  // namespace klynge
