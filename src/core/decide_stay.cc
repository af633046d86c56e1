// Notifications about a stay. A note finds its course, takes its place in the order of event time, and, when
// it changes where the citizen is, runs the pathway's steps for what happened.
#include <algorithm>

#include "core/draft.h"

namespace klynge {
namespace {

constexpr std::string_view stay_pathway = "hospital-stay";

bool contains(const std::vector<Key>& keys, const Key& key) {
  return std::ranges::find(keys, key) != keys.end();
}

StayState state_after(StayEvent event) {
  switch (event) {
    case StayEvent::acute:
      return StayState::acute;
    case StayEvent::admitted:
      return StayState::admitted;
    case StayEvent::leave:
      return StayState::leave;
    case StayEvent::back:
      return StayState::admitted;
    case StayEvent::home:
      return StayState::home;
    case StayEvent::dead:
      return StayState::dead;
    case StayEvent::elsewhere:
      return StayState::elsewhere;
  }
  return StayState::none;
}

bool in_hospital(StayState state) {
  return state == StayState::acute || state == StayState::admitted || state == StayState::leave;
}

bool has_died(const Draft& draft) {
  return !draft.record().died.none();
}

const Course* course_of_note(const Record& record, const Key& message) {
  for (const Course* course : record.all_courses()) {
    if (std::ranges::find(course->notes, message, &StayNote::message) != course->notes.end()) return course;
  }
  return nullptr;
}

// --- which course ---

// The same moment twice: what comes later in a stay is taken to be the later.
bool overtaken(const Course& course, const NotifyStay& ask) {
  return std::ranges::any_of(course.notes, [&](const StayNote& note) {
    return note.at != ask.event_at ? note.at > ask.event_at : note.event > ask.event;
  });
}

bool begins_a_stay(StayEvent event) {
  return event == StayEvent::acute || event == StayEvent::admitted || event == StayEvent::dead;
}

// The open course that has one of the keys, local key first; else a closed one. A closed course stays closed:
// the same key on a new stay opens a new one.
const Course* known_course(const Draft& draft, const NotifyStay& ask) {
  const Course* closed = nullptr;
  for (const Key& key : ask.courses) {
    const Course* course = draft.record().course_with(key);
    if (course == nullptr) continue;
    if (course->open()) return course;
    if (closed == nullptr) closed = course;
  }
  if (closed == nullptr || has_died(draft)) return closed;
  return begins_a_stay(ask.event) && !overtaken(*closed, ask) ? nullptr : closed;
}

uint16_t open_course(Draft& draft, const NotifyStay& ask) {
  const Pathway* pathway = draft.setting.pathway(stay_pathway, ask.event_at);
  const auto number = static_cast<uint16_t>(draft.record().last_course + 1);
  draft.add(
      CourseOpened{.course = number,
                   .pathway = std::string(stay_pathway),
                   .version = pathway == nullptr ? uint16_t{0} : pathway->version,
                   .municipality = ask.municipality.none() ? draft.record().municipality : ask.municipality});
  return number;
}

void learn_keys(Draft& draft, uint16_t course, const NotifyStay& ask) {
  for (const Key& key : ask.courses) {
    if (!contains(draft.record().course(course)->keys, key)) draft.add(CourseKeyLearned{course, key});
  }
}

// --- gaps ---

void note_gaps(Draft& draft, uint16_t course, const NotifyStay& ask) {
  std::vector<uint16_t> filled;
  for (const Course* one : draft.record().all_courses()) {
    if (contains(one->gaps, ask.message)) filled.push_back(one->number);
  }
  for (uint16_t number : filled) draft.add(GapFilled{number, ask.message});
  for (const Key& unseen : ask.unseen) {
    const bool known = course_of_note(draft.record(), unseen) != nullptr ||
                       contains(draft.record().course(course)->gaps, unseen);
    if (!known) draft.add(GapSeen{course, unseen});
  }
}

// --- the note ---

// A death is never overtaken: nobody comes home after it, whatever the clocks of two systems say.
bool is_history(const Draft& draft, const Course& course, const NotifyStay& ask) {
  if (has_died(draft) || !course.open()) return true;
  return ask.event != StayEvent::dead && overtaken(course, ask);
}

void note(Draft& draft, const Course& course, const NotifyStay& ask, bool late) {
  const bool new_ward = !late && !ask.ward.none();
  const bool new_start = !ask.stay_start.none() && (!late || course.stay_start.none());
  draft.add(StayNoted{.course = course.number,
                      .event = ask.event,
                      .message = ask.message,
                      .at = ask.event_at,
                      .ward_named = ask.ward,
                      .sender = ask.sender,
                      .state = late ? course.stay : state_after(ask.event),
                      .ward = new_ward ? ask.ward : course.ward,
                      .stay_start = new_start ? ask.stay_start : course.stay_start,
                      .late = late,
                      .deviates = ask.deviates});
}

// A transfer is a change too: the same state, another ward.
bool changes_anything(const Course& before, const Course& after) {
  return before.stay != after.stay || (in_hospital(after.stay) && before.ward != after.ward);
}

// Notifications go where the citizen lives now, and so do the passes that have been announced.
void follow_municipality(Draft& draft, Party now) {
  const Party before = draft.record().municipality;
  if (now.none() || now == before) return;
  draft.add(MunicipalityChanged{now});
  for (uint16_t number : open_duties(draft.record())) {
    const std::optional<ComingPass> coming = draft.record().duty(number)->coming;
    if (!coming || coming->to != before) continue;
    draft.add(PassCalledOff{number});
    draft.add(PassAnnounced{number, now, coming->rule, coming->at});
  }
}

// --- the pathway's steps ---

struct Scene {  // what the steps of one note have in common
  const NotifyStay& ask;
  uint16_t course;
};

Party party_of(Role role, const Course& course, const Duty* duty) {
  switch (role) {
    case Role::ward:
      return course.ward;
    case Role::municipality:
      return course.municipality;
    case Role::holder:
      return duty == nullptr ? course.ward : duty->holder;
  }
  return {};
}

Party party_of(const Draft& draft, const Scene& scene, const Task& task, Role role) {
  const Record& record = draft.record();
  return party_of(role, *record.course(scene.course), open_duty(record, scene.course, task.id));
}

void open_by_rule(Draft& draft, const Scene& scene, const Task& task, Party holder, const std::string& rule) {
  open(draft, {.course = scene.course,
               .task = task.id,
               .rules = &task,
               .holder = holder,
               .rule = rule,
               .cause = scene.ask.message,
               .due = task.due ? scene.ask.event_at + task.due->after : Instant{}});
}

void pass_by_rule(Draft& draft, const Scene& scene, const Duty& duty, Party to, const std::string& rule) {
  const uint16_t number = duty.number;  // the duty itself moves when a fact is added
  const Party holder = duty.holder;
  if (duty.coming) draft.add(PassCalledOff{number});
  if (holder != to) pass(draft, number, to, rule, scene.ask.ward, scene.ask.message);
}

void announce(Draft& draft, const Scene& scene, const Duty& duty, Party to, const Step& step) {
  if (duty.holder == to) return;
  draft.add(PassAnnounced{duty.number, to, step.rule, scene.ask.event_at + step.after});
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
      if (duty == nullptr) return open_by_rule(draft, scene, task, to, step.rule);
      return pass_by_rule(draft, scene, *duty, to, step.rule);
    case Step::Do::open:
      if (duty == nullptr) open_by_rule(draft, scene, task, to, step.rule);
      return;
    case Step::Do::pass:
      if (duty == nullptr) return;
      if (step.after > Duration{}) return announce(draft, scene, *duty, to, step);
      return pass_by_rule(draft, scene, *duty, to, step.rule);
    case Step::Do::complete:
      return end_all(draft, scene, task, [&](uint16_t number) {
        return DutyCompleted{
            .duty = number, .by = scene.ask.sender, .proof = Proof::message, .message = scene.ask.message};
      });
    case Step::Do::end:
      return end_all(draft, scene, task, [&](uint16_t number) {
        return DutyCompleted{.duty = number, .proof = Proof::rule, .message = scene.ask.message};
      });
    case Step::Do::void_:
      return end_all(draft, scene, task, [&](uint16_t number) {
        const bool death = scene.ask.event == StayEvent::dead;
        return DutyVoided{.duty = number, .reason = death ? VoidReason::death : VoidReason::not_needed};
      });
  }
}

void run_steps(Draft& draft, const Scene& scene, const Pathway& pathway, StayEvent event) {
  for (const Task& task : pathway.tasks) {
    for (const Step& step : task.steps) {
      const bool asked_for = !step.only_if_report_requested || scene.ask.report_requested;
      if (step.on == event && asked_for) run_step(draft, scene, task, step);
    }
  }
}

// A strand in force that no step gave to anybody is the ward's, by the rule that gives it to the ward. The
// pathway's reader refuses a pathway that needs this; a record must be whole whatever was read.
void hold_what_nobody_holds(Draft& draft, const Scene& scene, const Pathway* pathway) {
  const auto hold = [&](const Task& task) {
    const Record& record = draft.record();
    if (!in_force(task, record, *record.course(scene.course)) || open_duty(record, scene.course, task.id))
      return;
    const auto step = std::ranges::find(task.steps, Step::Do::hold, &Step::what);
    open_by_rule(draft, scene, task, scene.ask.ward, step == task.steps.end() ? "" : step->rule);
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

// Back in hospital: what was to pass because the citizen was at home does not.
void call_off_passes(Draft& draft, uint16_t course) {
  for (uint16_t number : open_duties(draft.record())) {
    const Duty& duty = *draft.record().duty(number);
    if (duty.course == course && duty.coming) draft.add(PassCalledOff{number});
  }
}

// --- in hospital again ---

// A new stay overtakes the courses that had the citizen at home: what only made sense there is not owed any
// more, and what is owed all the same keeps its course open.
void overtake_what_was_home(Draft& draft, const Scene& scene) {
  std::vector<uint16_t> overtaken_ones;
  for (const Course& course : draft.record().courses) {
    const bool is_later = course.notes.empty() || course.notes.back().at <= scene.ask.event_at;
    if (course.number != scene.course && course.open() && course.stay == StayState::home && is_later)
      overtaken_ones.push_back(course.number);
  }
  for (const uint16_t number : overtaken_ones) {
    draft.add(StayOvertaken{.course = number, .by = scene.course});
    call_off_passes(draft, number);
    const Scene there{scene.ask, number};
    const Pathway* pathway = pathway_of(draft.record(), draft.setting, number);
    if (pathway != nullptr) run_steps(draft, there, *pathway, StayEvent::elsewhere);
    hold_what_nobody_holds(draft, there, pathway);
  }
}

// --- death ---

// Nothing more is owed to the citizen, in any course, but what is owed after a death. Whom to call stays, and
// so does what operations has to see to: that is about the record.
bool ends_with_life(const Draft& draft, const Duty& duty) {
  if (duty.strand == Strand::contact) return false;
  if (duty.course == 0 && duty.holder == draft.setting.operations) return false;
  const Task* task = task_of(draft.record(), draft.setting, duty);
  return task == nullptr || !task->owed_after_death;
}

void void_what_ends_with_life(Draft& draft) {
  for (uint16_t number : open_duties(draft.record())) {
    if (!ends_with_life(draft, *draft.record().duty(number))) continue;
    end_offer(draft, number);
    draft.add(DutyVoided{.duty = number, .reason = VoidReason::death});
  }
}

void follow_event(Draft& draft, const Scene& scene, const Course& before) {
  const Course after = *draft.record().course(scene.course);
  if (!changes_anything(before, after)) return;
  const Pathway* pathway = pathway_of(draft.record(), draft.setting, scene.course);
  const bool comes_in = in_hospital(after.stay) && !in_hospital(before.stay);
  if (comes_in) call_off_passes(draft, scene.course);
  if (pathway != nullptr) run_steps(draft, scene, *pathway, scene.ask.event);
  hold_what_nobody_holds(draft, scene, pathway);
  if (comes_in) overtake_what_was_home(draft, scene);
}

// One hospital tells it of one course; it is so in all of them. What this course's pathway owes after a death
// is open by now, once; the other courses have nothing left to do and close.
void follow_death(Draft& draft, Instant died) {
  draft.add(CitizenDied{died});
  void_what_ends_with_life(draft);
}

Answer about(const Draft& draft, uint16_t course) {
  const Course& found = *draft.record().course(course);
  return {.course = course, .party = found.ward, .at = found.opened};
}

}  // namespace

Answer run(Draft& draft, const NotifyStay& ask) {
  if (const Course* noted = course_of_note(draft.record(), ask.message)) return about(draft, noted->number);

  const Course* known = known_course(draft, ask);
  const uint16_t number = known != nullptr ? known->number : open_course(draft, ask);
  learn_keys(draft, number, ask);
  note_gaps(draft, number, ask);

  const Course before = *draft.record().course(number);
  const bool late = is_history(draft, before, ask);
  note(draft, before, ask, late);
  if (!late) {
    draft.since = std::min(ask.event_at, draft.at);
    follow_municipality(draft, ask.municipality);
    follow_event(draft, {ask, number}, before);
    if (ask.event == StayEvent::dead) follow_death(draft, ask.event_at);
    draft.since = {};  // what is put right afterwards is so from now
  }
  return about(draft, number);
}

}  // namespace klynge
