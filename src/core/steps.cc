#include "core/steps.h"

#include <algorithm>

#include "core/roster.h"

namespace klynge {
namespace {

// --- conditions ---

bool contains(const std::vector<std::string>& all, std::string_view one) {
  return std::ranges::find(all, one) != all.end();
}

// The event that ended the stay before this one; none: this is the course's first.
Instant former_stay_ended(const Course& course) {
  const StayNote* decides = course.deciding();
  Instant ended;
  for (const StayNote& note : course.notes) {
    if (note.event == StayEvent::home && &note != decides && course.counts(note)) ended = note.at;
  }
  return ended;
}

// Whether a duty of the task in this stay is as `how` asks.
template <class How>
bool in_this_stay(const Draft& draft, const Course& course, std::string_view task, How how) {
  const Instant ended = former_stay_ended(course);
  return std::ranges::any_of(draft.record().duties, [&](const Duty& duty) {
    return duty.course == course.number && duty.task == task && (ended.none() || duty.opened > ended) &&
           how(duty);
  });
}

bool has_case_of(const Record& record, const std::vector<std::string>& kinds, Instant at) {
  bool any = false;
  for (const Case& one : record.cases) {
    if (!one.runs(at)) continue;
    if (contains(kinds, one.kind)) return true;
    any = true;
  }
  return !any;
}

struct Asking {
  const Draft& draft;
  const Scene& scene;
  const Task& task;
  Party to;  // whom the step names

  const Course& course() const { return *draft.record().course(scene.course); }
  bool is_done(const std::string& of, bool marked) const {
    return in_this_stay(draft, course(), of, [&](const Duty& duty) {
      return duty.state == DutyState::done && (!marked || duty.marked);
    });
  }
  // From the first that was told of it: a transfer, and an acute contact that becomes an admission, say a
  // start of their own.
  bool lasted(Duration time) const {
    const Instant before = former_stay_ended(course());
    Instant start = course().stay_start;
    for (const StayNote& note : course().notes) {
      const bool of_it = before.none() || note.at > before;
      const bool is_in = note.event == StayEvent::acute || note.event == StayEvent::admitted ||
                         note.event == StayEvent::leave || note.event == StayEvent::back;
      if (of_it && is_in && (start.none() || note.at < start) && course().counts(note)) start = note.at;
    }
    // Of a stay that goes on, as long as it is expected to last.
    const Instant expected = course().in_hospital() ? course().discharge_expected : Instant{};
    return start.none() || std::max(scene.at, expected) - start > time;
  }
  bool named(const std::string& id) const {
    const Pathway* pathway = pathway_of(draft.record(), draft.setting, scene.course);
    const NamedCondition* condition = pathway == nullptr ? nullptr : pathway->condition(id);
    if (condition == nullptr) return false;
    const std::string_view region = draft.setting.directory.region_of(course().ward);
    const auto excepted = [&](const NamedCondition::Exception& one) {
      const bool valid = one.from <= scene.at && (one.to.none() || scene.at < one.to);
      return valid && (one.region == "all" || one.region == region) && so(one.when);
    };
    return std::ranges::all_of(condition->all, [&](const Condition& one) { return so(one); }) &&
           std::ranges::none_of(condition->except, excepted);
  }
  bool plainly_so(const Condition& one) const {
    using Kind = Condition::Kind;
    const Directory& directory = draft.setting.directory;
    switch (one.kind) {
      case Kind::report_requested:
        return scene.report_requested;
      case Kind::visible_here:
        return directory.answers_here(to, draft.at);
      case Kind::first_time:
        return !in_this_stay(draft, course(), task.id,
                             [](const Duty& duty) { return duty.state != DutyState::voided; });
      case Kind::announced:
        return !course().discharge_expected.none();
      case Kind::over:
        return lasted(one.time);
      case Kind::case_of:
        return has_case_of(draft.record(), one.of, scene.at);
      case Kind::done:
        return is_done(one.of.front(), false);
      case Kind::marked:
        return is_done(one.of.front(), true);
      case Kind::specialty:
        return contains(one.of, directory.specialty_of(course().ward));
      case Kind::region:
        return contains(one.of, directory.region_of(course().ward));
      case Kind::terminal:
        return course().terminal;
      case Kind::emergency_call:
        return !course().emergency_call.none();
      case Kind::objection:
        return !draft.record().objected.none();
      case Kind::gp_known:
        return !draft.record().gp.none();
      case Kind::open:
        return open_duty(draft.record(), scene.course, one.of.front()) != nullptr;
      case Kind::named:
        return named(one.of.front());
    }
    return false;
  }
  bool so(const Condition& one) const { return plainly_so(one) != one.negated; }
};

// A pass announced with another's comes when that one does: what has been said of it since counts here too.
Instant moment_of(const Draft& draft, const Scene& scene, const Step& step) {
  if (step.with.empty()) return step.after > Duration{} ? scene.at + step.after : Instant{};
  const Duty* other = open_duty(draft.record(), scene.course, step.with);
  return other == nullptr || !other->coming ? Instant{} : other->coming->at;
}

bool announces(const Step& step) {
  return step.what == Step::Do::pass && (step.after > Duration{} || !step.with.empty());
}

// --- whom a step names ---

Party party_of(const Draft& draft, const Scene& scene, const Task& task, Role role) {
  const Record& record = draft.record();
  const Course& course = *record.course(scene.course);
  switch (role) {
    case Role::ward:
      return course.ward;
    case Role::municipality:
      return acting_desk(record, draft.setting, course.municipality, draft.at);
    case Role::gp:
      return record.gp;
    case Role::holder: {
      const Duty* duty = open_duty(record, scene.course, task.id);
      return duty == nullptr ? course.ward : duty->holder;
    }
  }
  return {};
}

// --- what a step does ---

// What should have been done before Klynge came to know of it is over: nobody is asked for it now. A strand
// is held all the same, and what only a message proves is open until the log has that message; without a
// clock.
bool was_over(const Draft& draft, Instant due) {
  return draft.reconstructing && (due.none() || due <= draft.at);
}

void open_by_rule(Draft& draft, const Scene& scene, const Task& task, Party holder, const std::string& rule) {
  const Instant due = due_of(draft, &task, {scene.course, scene.at, scene.stated, holder});
  if (was_over(draft, due) && task.strand == Strand::none && task.proof != Proof::message) return;
  const uint16_t number = open(draft, {.course = scene.course,
                                       .task = task.id,
                                       .rules = &task,
                                       .holder = holder,
                                       .rule = rule,
                                       .cause = scene.message,
                                       .due = was_over(draft, due) ? Instant{} : due,
                                       .counts_from = scene.stated});
  follow_task(draft, number, StayEvent::task_opened);
}

void pass_by_rule(Draft& draft, const Scene& scene, const Duty& duty, Party to, const std::string& rule) {
  const uint16_t number = duty.number;  // the duty itself moves when a fact is added
  const Party holder = duty.holder;
  if (duty.coming) draft.add(PassCalledOff{number});
  if (holder != to) pass(draft, number, to, rule, scene.known_to, scene.message);
}

void announce(Draft& draft, const Scene& scene, const Duty& duty, Party to, const Step& step) {
  if (duty.holder == to) return;
  const Instant moment = moment_of(draft, scene, step);
  if (moment.none()) return;
  if (was_over(draft, moment) && !to.none()) return pass_by_rule(draft, scene, duty, to, step.rule);
  draft.add(PassAnnounced{duty.number, to, step.rule, moment});
}

template <class End>
void end_all(Draft& draft, const Scene& scene, const Task& task, End end) {
  for (uint16_t number : open_duties(draft.record())) {
    const Duty& duty = *draft.record().duty(number);
    if (duty.course != scene.course || duty.task != task.id) continue;
    end_offer(draft, number);
    draft.add(end(number));
  }
}

void run_step(Draft& draft, const Scene& scene, const Task& task, const Step& step) {
  const Duty* duty = open_duty(draft.record(), scene.course, task.id);
  const Party to = party_of(draft, scene, task, step.to);
  switch (step.what) {
    case Step::Do::hold:
      if (to.none()) return;
      if (duty == nullptr) return open_by_rule(draft, scene, task, to, step.rule);
      return pass_by_rule(draft, scene, *duty, to, step.rule);
    case Step::Do::open:
      if (duty == nullptr && !to.none()) open_by_rule(draft, scene, task, to, step.rule);
      return;
    case Step::Do::pass:
      if (duty == nullptr) return;
      // Who comes then need not be known yet: at that moment it goes to whoever is, or ends.
      if (announces(step)) return announce(draft, scene, *duty, to, step);
      if (!to.none()) pass_by_rule(draft, scene, *duty, to, step.rule);
      return;
    case Step::Do::complete:
      return end_all(draft, scene, task, [&](uint16_t number) {
        return DutyCompleted{.duty = number,
                             .by = scene.teller,
                             .proof = scene.by_hand ? Proof::act : Proof::message,
                             .message = scene.message};
      });
    case Step::Do::end:
      return end_all(draft, scene, task, [&](uint16_t number) {
        return DutyCompleted{.duty = number, .proof = Proof::rule, .message = scene.message};
      });
    case Step::Do::void_:
      return end_all(draft, scene, task, [&](uint16_t number) {
        const bool death = scene.event == StayEvent::dead;
        return DutyVoided{.duty = number,
                          .reason = death ? VoidReason::death : VoidReason::not_needed,
                          .message = scene.message};
      });
  }
}

bool is_meant(const Draft& draft, const Scene& scene, const Task& task, const Step& step) {
  if (step.on != scene.event || step.of != scene.task) return false;
  const Asking asking{draft, scene, task, party_of(draft, scene, task, step.to)};
  return std::ranges::all_of(step.conditions, [&](const Condition& one) { return asking.so(one); });
}

}  // namespace

Scene scene_of(const NotifyStay& ask, uint16_t course) {
  const bool by_hand = ask.form == NoteForm::by_hand;
  return {.course = course,
          .event = ask.event,
          .at = ask.event_at,
          .message = ask.message,
          .known_to = by_hand ? ask.sender : ask.ward,
          .teller = ask.sender,
          .report_requested = ask.report_requested,
          .by_hand = by_hand};
}

void run_steps(Draft& draft, const Scene& scene, Which which) {
  const Pathway* pathway = pathway_of(draft.record(), draft.setting, scene.course);
  if (pathway == nullptr) return;
  for (const Task& task : pathway->tasks) {
    for (const Step& step : task.steps) {
      const bool holds = step.what == Step::Do::hold;
      if (which == Which::standing && task.strand == Strand::none && !announces(step) && !holds) continue;
      if (which == Which::holders && !holds) continue;
      if (is_meant(draft, scene, task, step)) run_step(draft, scene, task, step);
    }
  }
}

bool so_then(const Draft& draft, uint16_t course, Instant at, const Condition& condition) {
  static const Task no_task;
  const Scene scene{.course = course, .at = at};
  if (draft.record().course(course) == nullptr) return false;
  return Asking{draft, scene, no_task, {}}.so(condition);
}

namespace {

// All that is known to have happened in the course after that note, in order.
std::vector<Scene> scenes_after(const Draft& draft, const Scene& scene) {
  const Course& course = *draft.record().course(scene.course);
  const StayNote told = *course.note_of(scene.message);
  std::vector<StayNote> notes;
  for (const StayNote& note : course.notes)
    if (later(note, told) > 0 && course.counts(note)) notes.push_back(note);
  std::ranges::sort(notes, [](const StayNote& a, const StayNote& b) { return later(a, b) < 0; });
  std::vector<Scene> scenes;
  const auto add = [&](StayEvent event, Instant at, Key message, Party ward, Party sender) {
    scenes.push_back({.course = scene.course,
                      .event = event,
                      .at = at,
                      .message = message,
                      .known_to = ward,
                      .teller = sender});
  };
  for (const StayNote& note : notes) add(note.event, note.at, note.message, note.ward, note.sender);
  if (course.stay == StayState::elsewhere)
    add(StayEvent::elsewhere, draft.at, course.overtaken_by, scene.known_to, scene.teller);
  return scenes;
}

bool was_asked_for(const Draft& draft, const Scene& scene, const Task& task) {
  return in_this_stay(draft, *draft.record().course(scene.course), task.id, [](const Duty& duty) {
    return duty.state != DutyState::voided || duty.void_reason != VoidReason::annulled;
  });
}

bool ends(const Step& step) {
  return step.what == Step::Do::complete || step.what == Step::Do::end || step.what == Step::Do::void_;
}

}  // namespace

void run_late_steps(Draft& draft, const Scene& scene) {
  const Pathway* pathway = pathway_of(draft.record(), draft.setting, scene.course);
  if (pathway == nullptr) return;
  const std::vector<Scene> since = scenes_after(draft, scene);
  for (const Task& task : pathway->tasks) {
    if (task.strand != Strand::none || was_asked_for(draft, scene, task)) continue;
    for (const Step& step : task.steps)
      if (step.what == Step::Do::open && is_meant(draft, scene, task, step))
        run_step(draft, scene, task, step);
    for (const Scene& later : since)
      for (const Step& step : task.steps)
        if (ends(step) && is_meant(draft, later, task, step)) run_step(draft, later, task, step);
  }
}

void hold_what_nobody_holds(Draft& draft, const Scene& scene) {
  const Pathway* pathway = pathway_of(draft.record(), draft.setting, scene.course);
  const auto hold = [&](const Task& task) {
    const Record& record = draft.record();
    if (!in_force(task, record, *record.course(scene.course)) || open_duty(record, scene.course, task.id))
      return;
    const auto step = std::ranges::find(task.steps, Step::Do::hold, &Step::what);
    const bool has_rule = step != task.steps.end();
    Party to = has_rule ? party_of(draft, scene, task, step->to) : scene.known_to;
    if (to.none()) to = scene.known_to;
    open_by_rule(draft, scene, task, to, has_rule ? step->rule : "");
  };
  if (pathway != nullptr) {
    for (const Task& task : pathway->tasks) hold(task);
  } else {
    Task contact;
    contact.id = task_contact;
    contact.strand = Strand::contact;
    hold(contact);
  }
}

void follow_task(Draft& draft, uint16_t number, StayEvent event, Instant stated) {
  const Duty& duty = *draft.record().duty(number);
  const Course* course = draft.record().course(duty.course);
  if (course == nullptr || !course->open() || !draft.record().died.none()) return;
  const std::string task(duty.task);
  run_steps(draft, {.course = course->number,
                    .event = event,
                    .at = draft.at,
                    .known_to = draft.command.caller.party,
                    .teller = draft.command.caller.party,
                    .task = task,
                    .stated = stated});
}

void move_due(Draft& draft, uint16_t number, Instant due) {
  Duty duty = *draft.record().duty(number);
  if (due == duty.due) return;
  const Instant clock = duty.clock;
  const bool stays_silent = !due.none() && !duty.silent_since.none() && due <= draft.at;
  duty.due = due;
  draft.add(DueMoved{number, due, stays_silent ? clock : clock_anew(draft, duty)});
}

void follow_discharge(Draft& draft, uint16_t course) {
  for (const uint16_t number : open_duties(draft.record())) {
    const Duty& duty = *draft.record().duty(number);
    const Task* task = task_of(draft.record(), draft.setting, duty);
    if (duty.course != course || task == nullptr || !duty.counts_from.none()) continue;
    if (std::ranges::find(task->due, Moment::discharge, &Deadline::from) == task->due.end()) continue;
    move_due(draft, number, due_of(draft, task, {course, duty.opened, {}, duty.holder}));
  }
}

}  // namespace klynge
