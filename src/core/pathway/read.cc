#include "core/pathway/read.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/pathway/form.h"
#include "core/pathway/strands.h"

namespace klynge {
namespace {

using yaml::Node;

// --- the closed vocabulary ---

constexpr std::array<Term<Strand>, 5> strands = {{{"contact", Strand::contact},
                                                  {"treatment", Strand::treatment},
                                                  {"care", Strand::care},
                                                  {"authority", Strand::authority},
                                                  {"rehabilitation", Strand::rehabilitation}}};
constexpr std::array<Term<StayState>, 6> states = {{{"acute", StayState::acute},
                                                    {"admitted", StayState::admitted},
                                                    {"leave", StayState::leave},
                                                    {"home", StayState::home},
                                                    {"dead", StayState::dead},
                                                    {"elsewhere", StayState::elsewhere}}};
constexpr std::array<Term<StayEvent>, 7> events = {{{"acute", StayEvent::acute},
                                                    {"admitted", StayEvent::admitted},
                                                    {"leave", StayEvent::leave},
                                                    {"back", StayEvent::back},
                                                    {"home", StayEvent::home},
                                                    {"dead", StayEvent::dead},
                                                    {"elsewhere", StayEvent::elsewhere}}};
constexpr std::array<Term<Role>, 2> roles = {{{"ward", Role::ward}, {"municipality", Role::municipality}}};
constexpr std::array<Term<Proof>, 2> proofs = {{{"act", Proof::act}, {"message", Proof::message}}};
constexpr std::array<Term<PartyKind>, 4> takers = {{{"hospital", PartyKind::hospital},
                                                    {"municipality", PartyKind::municipality},
                                                    {"gp", PartyKind::gp},
                                                    {"region", PartyKind::region}}};
constexpr std::array<Term<LadderKind>, 4> ladder_kinds = {{{"remind", LadderKind::remind},
                                                           {"ask", LadderKind::ask},
                                                           {"inform", LadderKind::inform},
                                                           {"raise", LadderKind::raise}}};
constexpr std::array<Term<LadderStep::Whom>, 4> whom = {{{"debtor", LadderStep::Whom::debtor},
                                                         {"on-call", LadderStep::Whom::on_call},
                                                         {"dependents", LadderStep::Whom::dependents},
                                                         {"leaders", LadderStep::Whom::leaders}}};
constexpr std::array<Term<bool>, 1> conditions = {{{"report requested", true}}};
constexpr std::array<std::string_view, 3> signers = {"nurse", "doctor", "municipal-lead"};
constexpr std::array<std::string_view, 7> regions = {"all",         "Hovedstaden", "Sjælland",  "Syddanmark",
                                                     "Midtjylland", "Nordjylland", "Østdanmark"};

// What a step says, and what it must and may say with it.
struct Doing {
  Step::Do what = Step::Do::hold;
  bool to = false, rule = false, after = false, condition = false;
};
constexpr std::array<Term<Doing>, 6> doings = {
    {{"hold", {Step::Do::hold, true, true, false, true}},
     {"open", {Step::Do::open, true, true, false, true}},
     {"pass", {Step::Do::pass, true, true, true, false}},
     {"complete", {Step::Do::complete, false, false, false, false}},
     {"end", {Step::Do::end, false, true, false, false}},
     {"void", {Step::Do::void_, false, false, false, false}}}};

// --- the reader ---

class Reader {
 public:
  explicit Reader(std::string file_name) : complaint_(std::move(file_name)) {}

  Result<Pathway> read(const Node& root) {
    const Fields fields(root,
                        {"pathway", "version", "name", "valid_from", "valid_to", "signatures", "citations",
                         "ladders", "tasks"},
                        complaint_);
    read_head(fields);
    // What is referred to is read before what refers to it, whatever order the file has them in.
    for (const Node& node : list_of(fields, "signatures")) read_signature(node);
    for (const Node& node : list_of(fields, "citations")) read_citation(node);
    for (const Node& node : list_of(fields, "ladders")) read_ladder(node);
    for (const Node& node : list_of(fields, "tasks")) read_task(node);
    check_contact(fields.need("tasks"));
    if (complaint_.problem()) return *complaint_.problem();
    return std::move(pathway_);
  }

 private:
  std::span<const Node> list_of(const Fields& fields, std::string_view key) {
    return items_of(fields.need(key), complaint_);
  }

  template <class Item>
  std::string new_id(const Node& node, const std::vector<Item>& items) {
    std::string id = identifier_of(node, complaint_);
    if (std::ranges::find(items, id, &Item::id) != items.end()) {
      complaint_.expected(node, "an id that is not used already");
    }
    return id;
  }

  template <class Item>
  std::string reference(const Node& node, const std::vector<Item>& items) {
    std::vector<std::string_view> ids;
    for (const Item& item : items) ids.push_back(item.id);
    word_index(node, ids, complaint_);
    return node.text;
  }

  void read_head(const Fields& fields) {
    pathway_.id = identifier_of(fields.need("pathway"), complaint_);
    pathway_.version = static_cast<uint16_t>(number_of(fields.need("version"), 1, 65535, complaint_));
    pathway_.name = words_of(fields.need("name"), complaint_);
    pathway_.valid_from = day_of(fields.need("valid_from"), complaint_);
    if (const Node* to = fields.find("valid_to")) {
      pathway_.valid_to = day_of(*to, complaint_);
      if (pathway_.valid_to <= pathway_.valid_from) complaint_.expected(*to, "a date after valid_from");
    }
  }

  void read_signature(const Node& node) {
    const Fields fields(node, {"role", "name", "date"}, complaint_);
    word_index(fields.need("role"), signers, complaint_);
    day_of(fields.need("date"), complaint_);
    pathway_.signatures.push_back(
        {fields.need("role").text, text_of(fields.need("name"), complaint_), fields.need("date").text});
  }

  void read_citation(const Node& node) {
    const Fields fields(node, {"id", "text", "source", "region", "own_measure"}, complaint_);
    Citation citation;
    citation.id = new_id(fields.need("id"), pathway_.citations);
    citation.text = words_of(fields.need("text"), complaint_);
    if (const Node* own = fields.find("own_measure")) {
      citation.own_measure = truth_of(*own, complaint_);
      if (!citation.own_measure) complaint_.expected(*own, "true, or a source instead");
    }
    if (citation.own_measure) {
      for (const auto key : {"source", "region"}) {
        if (const Node* found = fields.find(key)) {
          complaint_.expected(*found, fmt::format("no \"{}\" beside own_measure", key));
        }
      }
    } else {
      citation.source = text_of(fields.need("source"), complaint_);
      word_index(fields.need("region"), regions, complaint_);
      citation.region = fields.need("region").text;
    }
    pathway_.citations.push_back(std::move(citation));
  }

  void read_ladder(const Node& node) {
    const Fields fields(node, {"id", "steps"}, complaint_);
    Ladder ladder;
    ladder.id = new_id(fields.need("id"), pathway_.ladders);
    for (const Node& step : list_of(fields, "steps")) {
      const Fields parts(step, {"after", "do", "whom"}, complaint_);
      const Node& after = parts.need("after");
      const bool at_once = after.text == "at once";
      if (at_once && !ladder.steps.empty())
        complaint_.expected(after, "a duration: only the first is at once");
      ladder.steps.push_back({at_once ? Duration{} : duration_of(after, complaint_),
                              term_of(parts.need("do"), ladder_kinds, complaint_),
                              term_of(parts.need("whom"), whom, complaint_)});
    }
    if (ladder.steps.empty()) complaint_.add(node, "found no steps, expected at least one");
    // The last step repeats for as long as it is silent: at once would be for ever.
    if (!ladder.steps.empty() && ladder.steps.back().after == Duration{}) {
      complaint_.add(node, "found a last step at once, expected a duration: the last step repeats");
    }
    pathway_.ladders.push_back(std::move(ladder));
  }

  void read_task(const Node& node) {
    const Fields fields(node,
                        {"id", "name", "strand", "in_force", "ends_with_course", "proof", "due", "ladder",
                         "answer_within", "takers", "owed_after_death", "steps"},
                        complaint_);
    Task task;
    task.id = new_id(fields.need("id"), pathway_.tasks);
    task.name = words_of(fields.need("name"), complaint_);
    read_strand(fields, task);
    task.proof = term_of(fields.need("proof"), proofs, complaint_);
    if (const Node* due = fields.find("due")) read_due(*due, task);
    task.ladder = reference(fields.need("ladder"), pathway_.ladders);
    task.answer_within = duration_of(fields.need("answer_within"), complaint_);
    for (const Node& kind : list_of(fields, "takers")) {
      task.takers.push_back(term_of(kind, takers, complaint_));
    }
    if (const Node* owed = fields.find("owed_after_death")) {
      task.owed_after_death = truth_of(*owed, complaint_);
    }
    for (const Node& step : list_of(fields, "steps")) read_step(step, task);
    check_task(node, task);
    pathway_.tasks.push_back(std::move(task));
  }

  void read_strand(const Fields& fields, Task& task) {
    const Node* strand = fields.find("strand");
    const Node* in_force = fields.find("in_force");
    const Node* ends = fields.find("ends_with_course");
    if (!strand) {
      if (in_force) complaint_.add(*in_force, "found in_force, expected it only beside a strand");
      if (ends) complaint_.add(*ends, "found ends_with_course, expected it only beside a strand");
      return;
    }
    task.strand = term_of(*strand, strands, complaint_);
    if (std::ranges::find(pathway_.tasks, task.strand, &Task::strand) != pathway_.tasks.end()) {
      complaint_.expected(*strand, "a strand that no other task is: each has exactly one holder");
    }
    const Node& listed_states = fields.need("in_force");
    for (const Node& state : items_of(listed_states, complaint_)) {
      const StayState one = term_of(state, states, complaint_);
      if (std::ranges::find(task.in_force, one) != task.in_force.end()) {
        complaint_.expected(state, "each state once");
      }
      task.in_force.push_back(one);
    }
    if (task.in_force.empty()) complaint_.add(listed_states, "found no states, expected at least one");
    if (ends) task.ends_with_course = truth_of(*ends, complaint_);
  }

  void read_due(const Node& node, Task& task) {
    const Fields fields(node, {"after", "within", "by", "on", "rule"}, complaint_);
    task.due = Deadline{due_rule_of(fields, complaint_), reference(fields.need("rule"), pathway_.citations)};
  }

  void read_step(const Node& node, Task& task) {
    const Fields fields(node, {"when", "do", "to", "after", "if", "rule"}, complaint_);
    const Node& what = fields.need("do");
    const Doing doing = term_of(what, doings, complaint_);
    Step step;
    step.what = doing.what;
    if (wanted(fields, "to", doing.to, true)) step.to = term_of(fields.need("to"), roles, complaint_);
    if (wanted(fields, "rule", doing.rule, true)) {
      step.rule = reference(fields.need("rule"), pathway_.citations);
    }
    if (wanted(fields, "after", doing.after, false)) {
      step.after = duration_of(fields.need("after"), complaint_);
    }
    if (wanted(fields, "if", doing.condition, false)) {
      step.only_if_report_requested = term_of(fields.need("if"), conditions, complaint_);
    }
    if (step.what == Step::Do::end && task.strand == Strand::none) {
      complaint_.expected(what, "complete or void: only a strand ends by rule");
    }
    const Node& when = fields.need("when");
    const std::span<const Node> one(&when, 1);
    for (const Node& event : when.kind == Node::list ? std::span<const Node>(when.items) : one) {
      step.on = term_of(event, events, complaint_);
      task.steps.push_back(step);
    }
  }

  // Whether the step has a key, after a complaint when it has one it may not have, or lacks one it must have.
  bool wanted(const Fields& fields, std::string_view key, bool allowed, bool required) {
    const Node* found = fields.find(key);
    const Node& what = fields.need("do");
    if (found && !allowed) {
      complaint_.add(*found, fmt::format("found \"{}\", expected none: \"{}\" has none", key, what.text));
    }
    if (!found && allowed && required) {
      complaint_.add(fields.node(),
                     fmt::format("found no \"{}\", expected one: \"{}\" needs it", key, what.text));
    }
    return found && allowed;
  }

  void check_task(const Node& node, const Task& task) {
    if (complaint_.problem()) return;  // of a task read only in part nothing more can be said
    const bool completes = std::ranges::find(task.steps, Step::Do::complete, &Step::what) != task.steps.end();
    if (task.proof == Proof::message && !completes) {
      complaint_.add(node, "found proof: message and no step that completes it, expected one");
    }
    if (task.proof == Proof::act && completes) {
      complaint_.add(node, "found a step that completes it, expected proof: message");
    }
    if (auto why = broken_promise(task)) complaint_.add(node, *std::move(why));
  }

  void check_contact(const Node& tasks) {
    const auto contact = std::ranges::find(pathway_.tasks, Strand::contact, &Task::strand);
    if (contact == pathway_.tasks.end()) {
      complaint_.add(tasks,
                     "found no task of the strand contact, expected one: somebody is always to be called");
      return;
    }
    if (contact->in_force.size() != states.size()) {
      complaint_.add(tasks,
                     fmt::format("\"{}\" is not in force in every state, expected in_force to name all of "
                                 "them: somebody is always to be called",
                                 contact->id));
    }
    if (!contact->ends_with_course) {
      complaint_.add(
          tasks,
          fmt::format("\"{}\" does not end with its course, expected ends_with_course: true", contact->id));
    }
  }

  Complaint complaint_;
  Pathway pathway_;
};

}  // namespace

Result<Pathway> read_pathway(std::string_view text, std::string file_name) {
  const auto root = yaml::parse(text, file_name);
  if (!root) return root.problem();
  return Reader(std::move(file_name)).read(*root);
}

}  // namespace klynge
