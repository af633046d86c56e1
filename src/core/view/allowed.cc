#include "core/view/allowed.h"

#include <algorithm>
#include <utility>

#include "core/draft.h"
#include "core/pathway/strands.h"

namespace klynge {
namespace {

constexpr uint8_t in_words = 1;  // a text is given
constexpr Key untaken = [] {     // an id that no message and no command has
  Key made;
  for (uint8_t& octet : made.octets) octet = 0xff;
  return made;
}();

class Trying {
 public:
  Trying(const Record& record, const Caller& caller, const Setting& setting, Instant at)
      : record_(record), caller_(caller), setting_(setting), at_(at) {}

  Allowed all() const {
    Allowed out;
    try_citizen(out.tell);
    out.open = openable(nullptr);
    for (const Course& course : record_.courses) {
      if (!course.open()) continue;
      Allowed::OfCourse of{course.number, {}, openable(&course)};
      try_course(course, of.tell);
      out.courses.push_back(std::move(of));
    }
    try_letters(out);
    return out;
  }

 private:
  Command command(Ask ask) const { return {untaken, at_, caller_, std::move(ask), record_.last + 1, {}}; }
  bool would(Ask ask) const { return decide(record_, command(std::move(ask)), setting_).answer.ok(); }
  void try_one(Tellable what, Ask ask, std::vector<Tellable>& out) const {
    if (would(std::move(ask))) out.push_back(what);
  }
  // The caller, when it is one of that kind; else the first there is, to try with.
  Party some(PartyKind kind, Party but = {}) const {
    const auto fits = [&](const PartyInfo& info) {
      return info.kind == kind && info.party != but && setting_.directory.exists(info.party, at_);
    };
    const PartyInfo* own = setting_.directory.find(caller_.party);
    if (own != nullptr && fits(*own)) return own->party;
    const auto found = std::ranges::find_if(setting_.directory.all(), fits);
    return found == setting_.directory.all().end() ? Party{} : found->party;
  }

  void try_citizen(std::vector<Tellable>& out) const {
    try_one(Tellable::expect_stay, ExpectStay{0, some(PartyKind::hospital), {}, at_ + hours(1), 0}, out);
    try_one(Tellable::name_gp, NameGp{some(PartyKind::gp, record_.gp)}, out);
    try_one(Tellable::object, StateObjection{false, in_words}, out);
    try_one(Tellable::object_no_more, StateObjection{true, in_words}, out);
    try_one(Tellable::state, StateCircumstance{0, CircumstanceKind::relative, {}, {}, {}, in_words}, out);
    try_one(Tellable::move, MoveCitizen{some(PartyKind::municipality, record_.municipality), at_ + days(1)},
            out);
  }

  void try_course(const Course& course, std::vector<Tellable>& out) const {
    const uint16_t number = course.number;
    const auto tell = [&](StayEvent event, Instant at) { return TellStay{number, event, at, 0}; };
    try_one(Tellable::expect_stay, ExpectStay{number, course.ward, course.municipality, at_ + hours(1), 0},
            out);
    try_one(Tellable::call_off_stay, CallOffStay{number, in_words}, out);
    try_one(Tellable::expect_discharge, tell(StayEvent::discharge_expected, at_ + hours(1)), out);
    try_one(Tellable::ready, tell(StayEvent::ready, {}), out);
    try_one(Tellable::not_ready, tell(StayEvent::not_ready, {}), out);
    try_one(Tellable::close_stay, CloseStay{number, ClosedBecause::other, {}, in_words}, out);
    try_one(Tellable::prolong, ProlongWindow{number, at_ + days(365), in_words}, out);
    // What was said and still stands would change nothing, said once more.
    if (!course.terminal) try_one(Tellable::terminal, tell(StayEvent::terminal, {}), out);
    if (!course.called_112()) try_one(Tellable::emergency_call, tell(StayEvent::emergency_call, {}), out);
    try_one(Tellable::emergency_over, tell(StayEvent::emergency_over, {}), out);
    try_one(Tellable::tell_gp, TellGp{number, GpBasis::consent, 0}, out);
  }

  // What only a message proves, or something else opens, is nobody's to open; what is open already is not
  // opened twice; what is owed after a death waits for one; and what the pathway voids where the stay is,
  // such as transport home of whoever is at home, would not be owed.
  bool worth_opening(const Task& task, const Course& course) const {
    const bool void_here = std::ranges::any_of(task.steps, [&](const Step& step) {
      return step.what == Step::Do::void_ && step.conditions.empty() && after(step.on) == course.stay;
    });
    const bool otherwise =
        task.proof != Proof::act || task.opened_by_letter || task.opened_by_post || task.opened_by_citizen;
    const bool too_soon = task.owed_after_death && record_.died.none();
    return !otherwise && !too_soon && !void_here && open_duty(record_, course.number, task.id) == nullptr;
  }

  std::vector<Openable> openable(const Course* course) const {
    const uint16_t number = course == nullptr ? uint16_t{0} : course->number;
    const auto may_be_opened = [&](std::string_view task) {
      const OpenDuty ask{std::string(task), number, {}, {}, {}, in_words};
      const Command asked = command(ask);
      return may_not_open(Draft(record_, asked, setting_), ask) == Refusal::none;
    };
    std::vector<Openable> out;
    const Pathway* pathway = course == nullptr ? nullptr : pathway_of(record_, setting_, number);
    const auto add = [&](bool by_person) {
      if (pathway == nullptr) return;
      for (const Task& task : pathway->tasks)
        if (task.opened_by_person == by_person && worth_opening(task, *course) && may_be_opened(task.id))
          out.push_back({task.id, by_person, task.takers});
    };
    add(true);
    if (may_be_opened(task_other)) out.push_back({std::string(task_other), true, {}});
    add(false);
    return out;
  }

  void try_letters(Allowed& out) const {
    const auto takes = [&](const PartyInfo& info) {
      return info.party != caller_.party && takes_no_letters(setting_, info.party, at_) == Refusal::none;
    };
    const auto found = std::ranges::find_if(setting_.directory.all(), takes);
    const Party to = found == setting_.directory.all().end() ? Party{} : found->party;
    const auto letter = [&](LetterKind kind, uint16_t thread) {
      return PrepareLetter{.thread = thread, .kind = kind, .to = to, .category = "other"};
    };
    out.write = would(letter(LetterKind::first, 0));
    for (const Thread& thread : record_.threads)
      out.threads.push_back({thread.number, would(letter(LetterKind::reply, thread.number)),
                             would(letter(LetterKind::forward, thread.number))});
  }

  const Record& record_;
  const Caller& caller_;
  const Setting& setting_;
  const Instant at_;
};

}  // namespace

std::string_view word(Tellable what) {
  switch (what) {
    case Tellable::expect_stay:
      return "expect-stay";
    case Tellable::call_off_stay:
      return "call-off-stay";
    case Tellable::expect_discharge:
      return "expect-discharge";
    case Tellable::ready:
      return "ready";
    case Tellable::not_ready:
      return "not-ready";
    case Tellable::close_stay:
      return "close-stay";
    case Tellable::prolong:
      return "prolong";
    case Tellable::name_gp:
      return "name-gp";
    case Tellable::object:
      return "object";
    case Tellable::object_no_more:
      return "object-no-more";
    case Tellable::terminal:
      return "terminal";
    case Tellable::emergency_call:
      return "emergency-call";
    case Tellable::emergency_over:
      return "emergency-over";
    case Tellable::tell_gp:
      return "tell-gp";
    case Tellable::state:
      return "state";
    case Tellable::move:
      return "move";
  }
  return "unknown";
}

Allowed allowed(const Record& record, const Caller& caller, const Setting& setting, Instant at) {
  const bool is_person = caller.role == CallerRole::person || caller.role == CallerRole::operations;
  if (!is_person || record.frozen || record.merged_into != 0) return {};
  return Trying(record, caller, setting, at).all();
}

}  // namespace klynge
