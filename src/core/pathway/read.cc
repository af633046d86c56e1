#include "core/pathway/read.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/pathway/form.h"
#include "core/pathway/sign.h"
#include "core/pathway/steps.h"
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
constexpr std::array<Term<StayState>, 7> stays = {{{"acute", StayState::acute},
                                                   {"admitted", StayState::admitted},
                                                   {"leave", StayState::leave},
                                                   {"home", StayState::home},
                                                   {"dead", StayState::dead},
                                                   {"elsewhere", StayState::elsewhere},
                                                   {"expected", StayState::expected}}};
constexpr auto states = [] {  // a strand may be in force while the citizen is ready, too
  std::array<Term<StayState>, stays.size() + 1> all;
  std::ranges::copy(stays, all.begin());
  all.back() = {"ready", StayState::ready};
  return all;
}();
constexpr std::array<Term<StayEvent>, 16> events = {{{"acute", StayEvent::acute},
                                                     {"admitted", StayEvent::admitted},
                                                     {"leave", StayEvent::leave},
                                                     {"back", StayEvent::back},
                                                     {"home", StayEvent::home},
                                                     {"dead", StayEvent::dead},
                                                     {"elsewhere", StayEvent::elsewhere},
                                                     {"expected", StayEvent::expected},
                                                     {"discharge expected", StayEvent::discharge_expected},
                                                     {"discharge moved", StayEvent::discharge_moved},
                                                     {"ready", StayEvent::ready},
                                                     {"not ready", StayEvent::not_ready},
                                                     {"terminal", StayEvent::terminal},
                                                     {"emergency call", StayEvent::emergency_call},
                                                     {"emergency over", StayEvent::emergency_over},
                                                     {"gp named", StayEvent::gp_named}}};
constexpr std::array<Term<StayEvent>, 5> task_events = {{{"opened", StayEvent::task_opened},
                                                         {"done", StayEvent::task_done},
                                                         {"marked", StayEvent::task_marked},
                                                         {"overdue", StayEvent::task_overdue},
                                                         {"voided", StayEvent::task_voided}}};
constexpr std::array<Term<Role>, 3> roles = {
    {{"ward", Role::ward}, {"municipality", Role::municipality}, {"gp", Role::gp}}};
constexpr std::array<Term<Moment>, 2> moments = {
    {{"event", Moment::event}, {"discharge", Moment::discharge}}};
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
constexpr std::array<Term<bool Task::*>, 4> openers = {{{"person", &Task::opened_by_person},
                                                        {"letter", &Task::opened_by_letter},
                                                        {"post", &Task::opened_by_post},
                                                        {"citizen", &Task::opened_by_citizen}}};
constexpr std::array<Term<Condition::Kind>, 8> plain_conditions = {
    {{"report requested", Condition::Kind::report_requested},
     {"visible here", Condition::Kind::visible_here},
     {"first time", Condition::Kind::first_time},
     {"announced", Condition::Kind::announced},
     {"terminal", Condition::Kind::terminal},
     {"emergency call", Condition::Kind::emergency_call},
     {"objection", Condition::Kind::objection},
     {"gp known", Condition::Kind::gp_known}}};
// What is said of something: the words before it.
constexpr std::array<Term<Condition::Kind>, 7> conditions_of = {{{"stay over ", Condition::Kind::over},
                                                                 {"case of ", Condition::Kind::case_of},
                                                                 {"done ", Condition::Kind::done},
                                                                 {"marked ", Condition::Kind::marked},
                                                                 {"open ", Condition::Kind::open},
                                                                 {"specialty ", Condition::Kind::specialty},
                                                                 {"region ", Condition::Kind::region}}};
constexpr std::array<Term<Asker>, 4> askers = {
    {{"nurse", Asker::nurse}, {"gp", Asker::gp}, {"citizen", Asker::citizen}, {"relative", Asker::relative}}};
constexpr std::array<Term<AnswerLine::When>, 2> answer_times = {
    {{"in hospital", AnswerLine::When::in_hospital}, {"window", AnswerLine::When::window}}};
constexpr std::array<Term<bool>, 2> answer_hours = {{{"daytime", true}, {"out of hours", false}}};
constexpr std::array<Term<AnswerLine::Call>, 5> calls = {
    {{"holder", AnswerLine::Call::holder},
     {"ward", AnswerLine::Call::ward},
     {"municipality", AnswerLine::Call::municipality},
     {"gp", AnswerLine::Call::gp},
     {"on-call doctor", AnswerLine::Call::on_call_doctor}}};

// What a step says, and what it must and may say with it.
struct Doing {
  Step::Do what = Step::Do::hold;
  bool to = false, rule = false, after = false;
};
constexpr std::array<Term<Doing>, 6> doings = {{{"hold", {Step::Do::hold, true, true, false}},
                                                {"open", {Step::Do::open, true, true, false}},
                                                {"pass", {Step::Do::pass, true, true, true}},
                                                {"complete", {Step::Do::complete, false, false, false}},
                                                {"end", {Step::Do::end, false, true, false}},
                                                {"void", {Step::Do::void_, false, false, false}}}};

// --- the reader ---

class Reader {
 public:
  explicit Reader(std::string file_name) : complaint_(std::move(file_name)) {}

  Result<Pathway> read(const Node& root) {
    const Fields fields(root,
                        {"pathway", "version", "name", "without_course", "valid_from", "valid_to",
                         "signatures", "citations", "ladders", "conditions", "tasks", "answering"},
                        complaint_);
    pathway_.digest = content_digest(root);
    read_head(fields);
    // What is referred to is read before what refers to it, whatever order the file has them in.
    for (const Node& node : list_of(fields, "signatures")) read_signature(node);
    for (const Node& node : list_of(fields, "citations")) read_citation(node);
    for (const Node& node : list_of(fields, "ladders")) read_ladder(node);
    if (const Node* conditions = fields.find("conditions")) {
      for (const Node& node : items_of(*conditions, complaint_)) read_condition(node);
    }
    for (const Node& node : list_of(fields, "tasks")) read_task(node);
    for (const Mention& mention : mentioned_tasks_) reference(mention.node, mention.id, pathway_.tasks);
    if (const Node* without = fields.find("without_course"))
      pathway_.without_course = truth_of(*without, complaint_);
    if (!pathway_.without_course) check_contact(fields.need("tasks"));
    check_used(root, fields.need("citations"), {"rule", "emergency"});
    check_used(root, fields.need("ladders"), {"ladder"});
    if (const Node* answering = fields.find("answering")) read_answering(*answering);
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
    reference(node, node.text, items);
    return node.text;
  }
  template <class Item>
  void reference(const Node& node, const std::string& id, const std::vector<Item>& items) {
    std::vector<std::string_view> ids;
    for (const Item& item : items) ids.push_back(item.id);
    Node said = node;
    said.text = id;
    word_index(said, ids, complaint_);
  }

  struct Mention {  // of a task, which may stand further down
    const Node& node;
    std::string id;
  };
  std::string mentioned_task(const Node& node, std::string id) {
    mentioned_tasks_.push_back({node, id});
    return id;
  }

  // --- conditions ---

  static std::vector<std::string> alternatives(std::string_view text) {
    std::vector<std::string> all;
    for (;;) {
      const size_t at = text.find(" or ");
      all.emplace_back(text.substr(0, at));
      if (at == std::string_view::npos) return all;
      text.remove_prefix(at + 4);
    }
  }

  Condition condition_of(const Node& node) {
    Condition condition;
    std::string_view text = node.text;
    if (text.starts_with("not ")) {
      condition.negated = true;
      text.remove_prefix(4);
    }
    const auto plain = std::ranges::find(plain_conditions, text, &Term<Condition::Kind>::word);
    const auto of = std::ranges::find_if(
        conditions_of, [&](const Term<Condition::Kind>& one) { return text.starts_with(one.word); });
    if (plain != plain_conditions.end()) {
      condition.kind = plain->value;
    } else if (of != conditions_of.end()) {
      condition.kind = of->value;
      read_what(node, text.substr(of->word.size()), condition);
    } else {
      condition.kind = Condition::Kind::named;
      condition.of = {std::string(text)};
      if (pathway_.condition(text) == nullptr) complaint_.expected(node, known_conditions());
    }
    return condition;
  }

  void read_what(const Node& node, std::string_view what, Condition& condition) {
    using Kind = Condition::Kind;
    if (condition.kind == Kind::over) {
      Node duration = node;
      duration.text = std::string(what);
      condition.time = duration_of(duration, complaint_);
      return;
    }
    condition.of = alternatives(what);
    if (condition.kind == Kind::done || condition.kind == Kind::marked || condition.kind == Kind::open) {
      condition.of = {std::string(what)};
      mentioned_task(node, condition.of.front());
    }
    if (condition.kind != Kind::region) return;
    for (const std::string& region : condition.of) {
      Node said = node;
      said.text = region;
      word_index(said, regions, complaint_);
    }
  }

  std::string known_conditions() const {
    std::vector<std::string> all;
    for (const auto& one : plain_conditions) all.emplace_back(one.word);
    for (const auto& one : conditions_of) all.emplace_back(std::string(one.word) + "...");
    for (const NamedCondition& one : pathway_.conditions) all.push_back(one.id);
    return fmt::format("one of {}, or one of them after \"not\"", fmt::join(all, ", "));
  }

  std::vector<Condition> conditions_at(const Node& node) {
    std::vector<Condition> all;
    const std::span<const Node> one(&node, 1);
    for (const Node& each : node.kind == Node::list ? std::span<const Node>(node.items) : one)
      all.push_back(condition_of(each));
    return all;
  }

  void read_condition(const Node& node) {
    const Fields fields(node, {"id", "all", "except"}, complaint_);
    NamedCondition condition;
    condition.id = new_id(fields.need("id"), pathway_.conditions);
    for (const Node& one : list_of(fields, "all")) condition.all.push_back(condition_of(one));
    if (const Node* except = fields.find("except")) {
      for (const Node& one : items_of(*except, complaint_)) read_exception(one, condition);
    }
    pathway_.conditions.push_back(std::move(condition));
  }

  void read_exception(const Node& node, NamedCondition& condition) {
    const Fields fields(node, {"when", "rule", "region", "from", "to"}, complaint_);
    NamedCondition::Exception exception;
    exception.when = condition_of(fields.need("when"));
    exception.rule = reference(fields.need("rule"), pathway_.citations);
    word_index(fields.need("region"), regions, complaint_);
    exception.region = fields.need("region").text;
    if (const Node* from = fields.find("from")) exception.from = day_of(*from, complaint_);
    if (const Node* to = fields.find("to")) {
      exception.to = day_of(*to, complaint_);
      if (exception.to <= exception.from) complaint_.expected(*to, "a date after from");
    }
    condition.except.push_back(std::move(exception));
  }

  // --- whom to call ---

  void read_answering(const Node& node) {
    const Fields fields(node, {"window", "opens", "closes", "emergency", "lines", "on_call_doctors"},
                        complaint_);
    Answering& answering = pathway_.answering;
    answering.window = reference(fields.need("window"), pathway_.tasks);
    answering.opens = clock_of(fields.need("opens"), complaint_);
    answering.closes = clock_of(fields.need("closes"), complaint_);
    if (answering.closes <= answering.opens) complaint_.expected(fields.need("closes"), "a time after opens");
    answering.emergency_rule = reference(fields.need("emergency"), pathway_.citations);
    for (const Node& line : list_of(fields, "lines")) read_line(line);
    for (const Node& doctor : list_of(fields, "on_call_doctors")) read_doctor(doctor);
    check_every_asker(node);
  }

  void read_line(const Node& node) {
    const Fields fields(node, {"who", "about", "when", "hours", "call", "rule"}, complaint_);
    AnswerLine line;
    for (const Node& who : list_of(fields, "who")) line.askers.push_back(term_of(who, askers, complaint_));
    if (const Node* about = fields.find("about")) {
      for (const Node& one : items_of(*about, complaint_))
        line.about.push_back(term_of(one, strands, complaint_));
    }
    if (const Node* when = fields.find("when")) line.when = term_of(*when, answer_times, complaint_);
    if (const Node* when = fields.find("hours")) {
      line.in_hours = term_of(*when, answer_hours, complaint_);
      line.out_of_hours = !line.in_hours;
    }
    line.call = term_of(fields.need("call"), calls, complaint_);
    line.rule = reference(fields.need("rule"), pathway_.citations);
    line.reach = reach_of(line.rule);
    pathway_.answering.lines.push_back(std::move(line));
  }

  void read_doctor(const Node& node) {
    const Fields fields(node, {"region", "name", "phone", "from", "to"}, complaint_);
    OnCallDoctor doctor;
    word_index(fields.need("region"), regions, complaint_);
    doctor.region = fields.need("region").text;
    doctor.name = words_of(fields.need("name"), complaint_);
    doctor.phone = text_of(fields.need("phone"), complaint_);
    if (const Node* from = fields.find("from")) doctor.from = day_of(*from, complaint_);
    if (const Node* to = fields.find("to")) doctor.to = day_of(*to, complaint_);
    pathway_.answering.on_call_doctors.push_back(std::move(doctor));
  }

  // A rule binds where its citation says, and for its days.
  Reach reach_of(const std::string& rule) const {
    const Citation* citation = pathway_.citation(rule);
    if (citation == nullptr || citation->everywhere()) return {};
    return {citation->region == "all" ? "" : citation->region, citation->from, citation->to};
  }

  // Whoever asks, at whatever hour, about whatever, is told somebody to call.
  void check_every_asker(const Node& node) {
    for (const Term<Asker>& asker : askers) {
      const bool answered = std::ranges::any_of(pathway_.answering.lines, [&](const AnswerLine& line) {
        return std::ranges::find(line.askers, asker.value) != line.askers.end() && line.about.empty() &&
               line.when == AnswerLine::When::always && !line.in_hours && !line.out_of_hours &&
               line.reach.everywhere();
      });
      if (!answered)
        complaint_.add(node, fmt::format("found no line that always answers \"{}\", expected one without "
                                         "about, when and hours, by a rule that holds everywhere",
                                         asker.word));
    }
  }

  // What nothing refers to was forgotten, or should have been taken out.
  void check_used(const Node& root, const Node& items, std::initializer_list<std::string_view> keys) {
    for (const Node& item : items.items) {
      const Node* id = yaml::find(item, "id");
      if (id == nullptr ||
          std::ranges::any_of(keys, [&](std::string_view key) { return says(root, key, id->text); }))
        continue;
      complaint_.add(*id,
                     fmt::format("found \"{}\" used by no task, expected it used, or not here", id->text));
    }
  }

  static bool says(const Node& node, std::string_view key, std::string_view text) {
    const auto in = [&](const Node& inner) { return says(inner, key, text); };
    return std::ranges::any_of(node.items, in) ||
           std::ranges::any_of(node.members, [&](const yaml::Member& one) {
             return (one.first == key && one.second.text == text) || in(one.second);
           });
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
    const Fields fields(node, {"role", "name", "date", "digest"}, complaint_);
    const Node &role = fields.need("role"), &digest = fields.need("digest");
    word_index(role, signers, complaint_);
    if (std::ranges::find(pathway_.signatures, role.text, &Pathway::Signature::role) !=
        pathway_.signatures.end()) {
      complaint_.expected(role, "each role once");
    }
    day_of(fields.need("date"), complaint_);
    const bool good =
        digest.text.size() == 64 && digest.text.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!good) complaint_.expected(digest, "64 hex digits, as `klynge pathway sign` writes them");
    pathway_.signatures.push_back(
        {role.text, text_of(fields.need("name"), complaint_), fields.need("date").text, digest.text});
  }

  void read_citation(const Node& node) {
    const Fields fields(node, {"id", "text", "source", "region", "own_measure", "from", "to"}, complaint_);
    Citation citation;
    citation.id = new_id(fields.need("id"), pathway_.citations);
    citation.text = words_of(fields.need("text"), complaint_);
    if (const Node* own = fields.find("own_measure")) {
      citation.own_measure = truth_of(*own, complaint_);
      if (!citation.own_measure) complaint_.expected(*own, "true, or a source instead");
    }
    if (citation.own_measure) {
      for (const auto key : {"source", "region", "from", "to"}) {
        if (const Node* found = fields.find(key)) {
          complaint_.expected(*found, fmt::format("no \"{}\" beside own_measure", key));
        }
      }
    } else {
      citation.source = text_of(fields.need("source"), complaint_);
      word_index(fields.need("region"), regions, complaint_);
      citation.region = fields.need("region").text;
      if (const Node* from = fields.find("from")) citation.from = day_of(*from, complaint_);
      if (const Node* to = fields.find("to")) citation.to = day_of(*to, complaint_);
      if (!citation.to.none() && citation.to <= citation.from)
        complaint_.expected(fields.need("to"), "a date after from");
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
    const Fields fields(
        node,
        {"id", "name", "strand", "in_force", "ends_with_course", "proof", "due", "ladder", "answer_within",
         "takers", "owed_after_death", "done_in_words", "contributes_to", "opened_by", "steps"},
        complaint_);
    Task task;
    task.id = new_id(fields.need("id"), pathway_.tasks);
    task.name = words_of(fields.need("name"), complaint_);
    read_strand(fields, task);
    task.proof = term_of(fields.need("proof"), proofs, complaint_);
    if (const Node* due = fields.find("due")) {
      const std::span<const Node> one(due, 1);
      for (const Node& each : due->kind == Node::list ? std::span<const Node>(due->items) : one)
        read_due(each, task);
    }
    task.ladder = reference(fields.need("ladder"), pathway_.ladders);
    task.answer_within = duration_of(fields.need("answer_within"), complaint_);
    for (const Node& kind : list_of(fields, "takers")) {
      const PartyKind one = term_of(kind, takers, complaint_);
      if (std::ranges::find(task.takers, one) != task.takers.end())
        complaint_.expected(kind, "each kind once");
      task.takers.push_back(one);
    }
    if (const Node* owed = fields.find("owed_after_death")) {
      task.owed_after_death = truth_of(*owed, complaint_);
    }
    if (const Node* words = fields.find("done_in_words")) task.done_in_words = truth_of(*words, complaint_);
    if (const Node* lead = fields.find("contributes_to"))
      task.contributes_to = reference(*lead, pathway_.tasks);  // it stands before its parts
    if (const Node* ends = fields.find("ends_with_course")) {
      task.ends_when_unseen = ends->text == "not visible";
      if (!task.ends_when_unseen) task.ends_with_course = truth_of(*ends, complaint_);
    }
    if (const Node* by = fields.find("opened_by")) {
      if (bool Task::* flag = term_of(*by, openers, complaint_); flag != nullptr) task.*flag = true;
    }
    step_nodes_.clear();
    for (const Node& step : list_of(fields, "steps")) read_step(step, task);
    check_task(node, task);
    pathway_.tasks.push_back(std::move(task));
  }

  void read_strand(const Fields& fields, Task& task) {
    const Node* strand = fields.find("strand");
    const Node* in_force = fields.find("in_force");
    if (!strand) {
      if (in_force) complaint_.add(*in_force, "found in_force, expected it only beside a strand");
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
  }

  void read_due(const Node& node, Task& task) {
    const Fields fields(node, {"after", "within", "by", "on", "from", "if", "of", "until", "rule"},
                        complaint_);
    Deadline due{due_rule_of(fields, complaint_), reference(fields.need("rule"), pathway_.citations)};
    if (const Node* from = fields.find("from")) due.from = term_of(*from, moments, complaint_);
    const bool day_before = due.when.form == DueRule::Form::clock && due.when.days > 0;
    if (day_before && due.from == Moment::event)
      complaint_.expected(fields.need("on"), "a moment that is known beforehand: from: discharge");
    due.reach = reach_of(due.rule);
    if (const Node* conditions = fields.find("if")) {
      due.conditions = conditions_at(*conditions);
      check_asks_no_step(*conditions, due.conditions);
    }
    if (const Node* of = fields.find("of")) due.of = term_of(*of, takers, complaint_);
    if (const Node* until = fields.find("until")) {
      due.until_read = until->text == "read";
      if (!due.until_read) complaint_.expected(*until, "read");
    }
    if (!task.due.empty() && task.due.back().from == Moment::event && task.due.back().always())
      complaint_.add(node, "found a deadline after one from the event, expected none: that is always known");
    task.due.push_back(std::move(due));
  }

  // What a deadline asks for has to be so of the course, whoever opens the duty.
  void check_asks_no_step(const Node& node, const std::vector<Condition>& conditions) {
    using Kind = Condition::Kind;
    for (const Condition& one : conditions)
      if (one.kind == Kind::report_requested || one.kind == Kind::visible_here ||
          one.kind == Kind::first_time)
        complaint_.add(node, "found a condition of a step, expected one of the course");
  }

  // What one region has agreed on binds nobody else: its line says for which wards, and others have their
  // own.
  void check_regions(const Node& node, const Task& task) {
    if (!task.due.empty() && !task.due.back().always())
      complaint_.add(node,
                     fmt::format("found only deadlines that do not hold everywhere and always, the last "
                                 "\"{}\", expected one last that does",
                                 task.due.back().rule));
    for (size_t i = 0; i < task.steps.size(); ++i) {
      const Citation* rule = pathway_.citation(task.steps[i].rule);
      if (rule == nullptr || rule->own_measure || rule->region == "all") continue;
      const Condition wanted{Condition::Kind::region, false, {}, {rule->region}};
      if (std::ranges::find(task.steps[i].conditions, wanted) == task.steps[i].conditions.end())
        complaint_.add(*step_nodes_[i],
                       fmt::format("found a step by \"{}\", an agreement of {}, expected \"region {}\" "
                                   "among its conditions",
                                   rule->id, rule->region, rule->region));
    }
  }

  void read_step(const Node& node, Task& task) {
    const Fields fields(node, {"when", "do", "to", "after", "with", "if", "rule"}, complaint_);
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
    if (wanted(fields, "with", doing.after, false)) {
      const Node& with = fields.need("with");
      step.with = mentioned_task(with, with.text);
      if (fields.find("after") != nullptr)
        complaint_.add(with, "found \"with\" beside \"after\", expected one of them");
    }
    if (const Node* conditions = fields.find("if")) step.conditions = conditions_at(*conditions);
    if (step.what == Step::Do::end && task.strand == Strand::none) {
      complaint_.expected(what, "complete or void: only a strand ends by rule");
    }
    const Node& when = fields.need("when");
    if (when.kind == Node::list && when.items.empty())
      complaint_.add(when, "found no events, expected at least one");
    const std::span<const Node> one(&when, 1);
    for (const Node& event : when.kind == Node::list ? std::span<const Node>(when.items) : one) {
      step.of.clear();
      if (event.kind == Node::map)
        read_task_event(event, step);
      else
        step.on = term_of(event, events, complaint_);
      task.steps.push_back(step);
      step_nodes_.push_back(&event);
    }
  }

  // "{done: discharge-summary}": what became of another task.
  void read_task_event(const Node& node, Step& step) {
    const Fields fields(node, {"opened", "done", "marked", "overdue", "voided"}, complaint_);
    if (node.members.size() != 1)
      return complaint_.add(node, "expected exactly one of opened, done, marked, overdue, voided");
    const auto& [what, task] = node.members.front();
    const auto event = std::ranges::find(task_events, std::string_view(what), &Term<StayEvent>::word);
    if (event == task_events.end()) return;  // complained of already
    step.on = event->value;
    step.of = mentioned_task(task, task.text);
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
    if (auto fault = broken_step(task)) {
      complaint_.add(fault->step == SIZE_MAX ? node : *step_nodes_[fault->step], std::move(fault->what));
    }
    check_regions(node, task);
    check_death(task);
    if (auto why = broken_promise(task)) complaint_.add(node, *std::move(why));
  }

  void check_death(const Task& task) {
    for (size_t i = 0; i < task.steps.size(); ++i) {
      const Step& step = task.steps[i];
      const bool ends =
          step.what == Step::Do::complete || step.what == Step::Do::end || step.what == Step::Do::void_;
      if (task.owed_after_death && step.on == StayEvent::dead && ends)
        complaint_.add(*step_nodes_[i],
                       "found it ended by the death, expected no owed_after_death beside that");
    }
  }

  void check_contact(const Node& tasks) {
    const auto contact = std::ranges::find(pathway_.tasks, Strand::contact, &Task::strand);
    if (contact == pathway_.tasks.end()) {
      complaint_.add(tasks,
                     "found no task of the strand contact, expected one: somebody is always to be called");
      return;
    }
    const auto in_force = [&](const Term<StayState>& state) {
      return std::ranges::find(contact->in_force, state.value) != contact->in_force.end();
    };
    const auto is_reached = [&](const Term<StayState>& state) {  // a stay is expected where a step says so
      return state.value != StayState::expected || std::ranges::any_of(pathway_.tasks, [](const Task& task) {
               return std::ranges::find(task.steps, StayEvent::expected, &Step::on) != task.steps.end();
             });
    };
    if (!std::ranges::all_of(stays,
                             [&](const auto& state) { return !is_reached(state) || in_force(state); })) {
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
  std::vector<const Node*> step_nodes_;  // of the task being read, one for each of its steps
  std::vector<Mention> mentioned_tasks_;
};

}  // namespace

Result<Pathway> read_pathway(std::string_view text, std::string file_name) {
  const auto root = yaml::parse(text, file_name);
  if (!root) return root.problem();
  return Reader(std::move(file_name)).read(*root);
}

}  // namespace klynge
