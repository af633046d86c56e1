// Notifications about a stay. A note finds its course, takes its place in the order of event time, and, when
// it changes where the citizen is, runs the pathway's steps for what happened.
#include <algorithm>

#include "core/pathway/strands.h"
#include "core/roster.h"
#include "core/steps.h"

namespace klynge {
namespace {

constexpr std::string_view stay_pathway = "hospital-stay";
constexpr Duration expected_early =
    days(3);  // how early an expected admission may come: Klynge's own measure

bool contains(const std::vector<Key>& keys, const Key& key) {
  return std::ranges::find(keys, key) != keys.end();
}

bool has_died(const Draft& draft) {
  return !draft.record().died.none();
}

// All that was told of it has been taken back, and so it has closed. An annulment may have overtaken the
// message that it is of, and more: what is told of it all the same opens it again.
bool is_empty(const Course& course) {
  return !course.notes.empty() && course.deciding() == nullptr;
}

const Course* course_of_note(const Record& record, const Key& message) {
  for (const Course* course : record.all_courses()) {
    if (course->note_of(message) != nullptr) return course;
  }
  return nullptr;
}

// The course with the note that this one is about, or with one about it that came first.
const Course* course_of_same_story(const Record& record, const NotifyStay& ask) {
  for (const Course* course : record.all_courses()) {
    const bool tells_of_it = std::ranges::any_of(course->notes, [&](const StayNote& note) {
      if (note.message == ask.of && !ask.of.none())
        return ask.form != NoteForm::first ||
               (note.event == StayEvent::dead && note.form != NoteForm::annulment);
      return about_another(note) && note.of == ask.message && note.event == ask.event;
    });
    if (tells_of_it) return course;
  }
  return nullptr;
}

// --- which course ---

StayNote note_from(const NotifyStay& ask, const Key& of) {
  return {ask.event, ask.message, ask.event_at, ask.ward, ask.sender, ask.form, of, ask.place};
}

// A death is true, whatever somebody said of the discharge.
bool overtaken(const Course& course, const NotifyStay& ask) {
  const StayNote told = note_from(ask, {});
  return std::ranges::any_of(course.notes, [&](const StayNote& note) {
    const bool is_word =
        note.event != StayEvent::expected && (note.form != NoteForm::by_hand || ask.event != StayEvent::dead);
    return is_word && later(note, told) > 0 && course.counts(note);
  });
}

bool decided_by_hand(const Course& course) {
  const StayNote* note = course.deciding();
  return note != nullptr && note->form == NoteForm::by_hand;
}

bool begins_a_stay(StayEvent event) {
  return event == StayEvent::acute || event == StayEvent::admitted || event == StayEvent::dead;
}

// The open course in which an admission is expected: the nearest in time. One that begins long before the
// time is another stay, and the expected one is still to come.
const Course* expected_course(const Record& record, const NotifyStay& ask) {
  const bool comes_in = ask.event == StayEvent::acute || ask.event == StayEvent::admitted;
  if (!comes_in || ask.form != NoteForm::first) return nullptr;
  const Course* nearest = nullptr;
  Duration least;
  for (const Course& course : record.courses) {
    if (!course.open() || course.stay != StayState::expected) continue;
    const Instant expected = course.deciding()->at;
    if (ask.event_at < expected - expected_early) continue;
    const Duration distance = ask.event_at < expected ? expected - ask.event_at : ask.event_at - expected;
    if (nearest != nullptr && distance >= least) continue;
    nearest = &course;
    least = distance;
  }
  return nearest;
}

// The open course that has one of the keys, local key first; else a closed one. A closed course stays closed:
// the same key on a new stay opens a new one.
const Course* known_course(const Draft& draft, const NotifyStay& ask) {
  if (const Course* same = course_of_same_story(draft.record(), ask)) return same;
  const Course* closed = nullptr;
  for (const Key& key : ask.courses) {
    const Course* course = draft.record().course_with(key);
    if (course == nullptr) continue;
    if (course->open()) return course;
    if (closed == nullptr) closed = course;
  }
  if (closed == nullptr) return expected_course(draft.record(), ask);
  if (has_died(draft) || is_empty(*closed)) return closed;
  // After a closing by hand any later news says that the stay was not over.
  const bool is_news = begins_a_stay(ask.event) || decided_by_hand(*closed);
  const bool begins = ask.form == NoteForm::first && is_news && !overtaken(*closed, ask);
  return begins ? expected_course(draft.record(), ask) : closed;
}

uint16_t open_course(Draft& draft, const NotifyStay& ask) {
  const Pathway* pathway = draft.setting.pathway(stay_pathway, ask.event_at);
  const auto number = static_cast<uint16_t>(draft.record().last_course + 1);
  const Party lives = draft.record().municipality;
  const bool as_planned = ask.event == StayEvent::expected && !ask.municipality.none();
  draft.add(CourseOpened{.course = number,
                         .pathway = std::string(stay_pathway),
                         .version = pathway == nullptr ? uint16_t{0} : pathway->version,
                         .municipality = as_planned || lives.none() ? ask.municipality : lives});
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

// What a note is about: the one it names, if that tells of the same event; else the latest that does.
Key target_of(const Course& course, const NotifyStay& ask) {
  if (ask.form == NoteForm::by_hand) return {};
  if (ask.form == NoteForm::first) return ask.event == StayEvent::dead ? ask.of : Key{};
  const StayNote* named = course.note_of(ask.of);
  if (named != nullptr ? named->event == ask.event : !ask.of.none()) return ask.of;
  Key latest;
  for (const StayNote& note : course.notes) {
    if (note.event == ask.event && course.counts(note)) latest = note.message;
  }
  return latest;
}

// Before and after: which note decides where the citizen is. The record's own moment of death, and a course
// that has closed, are moved by nothing but a word about the very note that brought them there.
struct Turn {
  std::optional<StayNote> was, is;
  bool moves = false;
};

std::optional<StayNote> deciding(const Course& course) {
  const StayNote* note = course.deciding();
  return note == nullptr ? std::nullopt : std::optional(*note);
}

Turn turn_of(const Draft& draft, const Course& before, const NotifyStay& ask, const Key& of) {
  Turn turn;
  turn.was = deciding(before);
  Course after = before;
  const auto place = std::ranges::upper_bound(after.notes, ask.event_at, {}, &StayNote::at);
  after.notes.insert(place, note_from(ask, of));
  turn.is = deciding(after);
  const bool same_note = turn.was && turn.is ? turn.was->message == turn.is->message
                                             : !turn.was && !turn.is && !before.notes.empty();
  const bool takes_back = about_another(note_from(ask, of)) && turn.was && turn.was->message == of &&
                          turn.was->event == ask.event;
  const bool over = has_died(draft) || (!before.open() && !is_empty(before));
  turn.moves = !same_note && (!over || takes_back);
  return turn;
}

bool corrects_death(const Course& course, const NotifyStay& ask, const Key& of) {
  const StayNote* named = course.note_of(of);
  const bool follows_death = named != nullptr && named->event == StayEvent::dead;
  return follows_death && ask.event == StayEvent::dead && ask.form == NoteForm::first;
}

// --- the note ---

void note(Draft& draft, const Course& course, const NotifyStay& ask, const Key& of, const Turn& turn) {
  const bool names_ward = turn.moves && turn.is && !turn.is->ward.none();
  const bool new_start = !ask.stay_start.none() && (turn.moves || course.stay_start.none());
  const StayState moved = turn.is ? after(turn.is->event) : StayState::none;
  draft.add(StayNoted{.course = course.number,
                      .event = ask.event,
                      .message = ask.message,
                      .at = ask.event_at,
                      .ward_named = ask.ward,
                      .sender = ask.sender,
                      .state = turn.moves ? moved : course.stay,
                      .ward = names_ward ? turn.is->ward : course.ward,
                      .stay_start = new_start ? ask.stay_start : course.stay_start,
                      .late = !turn.moves,
                      .deviates = ask.deviates,
                      .form = ask.form,
                      .of = of,
                      .reconstructed = ask.reconstructed,
                      .place = ask.place,
                      .text = ask.text});
}

// A transfer is a change too: the same state, another ward.
bool changes_anything(const Course& before, const Course& after) {
  const bool has_ward = after.in_hospital() || after.stay == StayState::expected;
  return before.stay != after.stay || (has_ward && before.ward != after.ward);
}

// Back in hospital: what was to pass because the citizen was at home does not.
void call_off_passes(Draft& draft, uint16_t course) {
  for (uint16_t number : open_duties(draft.record())) {
    const Duty& duty = *draft.record().duty(number);
    if (duty.course == course && duty.coming) draft.add(PassCalledOff{number});
  }
}

// --- in hospital again ---

struct Overtaking {
  uint16_t by = 0;
  StayNote note;
};

// Sent on to another region: the hospital there admits, with a course id of its own, and the one that sends
// sends no discharge (MedCom HospitalNotification 3.0.2, use case rules S.BR17 and S.BR18). Within a region
// the course id goes along, and an acute visit, or an admission while on leave, ends no stay.
bool transferred(const Draft& draft, const Course& from, const StayNote& last, const StayNote& note) {
  const bool is_in = from.stay == StayState::acute || from.stay == StayState::admitted;
  if (!is_in || note.event != StayEvent::admitted || note.at <= last.at) return false;
  const std::string_view here = draft.setting.directory.region_of(from.ward);
  const std::string_view there = draft.setting.directory.region_of(note.ward);
  return !here.empty() && !there.empty() && here != there;
}

// The first that another course tells of the citizen in hospital after this one had sent the citizen home, or
// in another region's hospital.
std::optional<Overtaking> what_overtakes(const Draft& draft, const Course& course) {
  const StayNote* last = course.deciding();
  std::optional<Overtaking> first;
  for (const Course* other : draft.record().all_courses()) {
    if (other->number == course.number || last == nullptr) continue;
    for (const StayNote& note : other->notes) {
      const bool is_after = course.stay == StayState::home
                                ? in_hospital(after(note.event)) && note.at >= last->at
                                : transferred(draft, course, *last, note);
      const bool is_first = !first || later(note, first->note) < 0;
      if (is_after && is_first && other->counts(note)) first = {other->number, note};
    }
  }
  return first;
}

// --- death ---

void follow_event(Draft& draft, const Scene& scene, const Course& before, NoteForm form) {
  const Course after = *draft.record().course(scene.course);
  if (!changes_anything(before, after)) return;
  const bool comes_in = after.in_hospital() && !before.in_hospital();
  if (comes_in) call_off_passes(draft, scene.course);
  // A correction that only names another department brings nothing new but its holder.
  const bool only_ward = form == NoteForm::correction && before.stay == after.stay;
  run_steps(draft, scene, only_ward ? Which::holders : Which::all);
  hold_what_nobody_holds(draft, scene);
}

// One hospital tells it of one course; it is so in all of them. What this course's pathway owes after a death
// is open by now, once; the other courses have nothing left to do and close.
void follow_death(Draft& draft, Instant at, const Key& message) {
  draft.add(CitizenDied{at});
  void_what_ends_with_life(draft, message);
}

// --- what was told is put right, or taken back ---

// The note that is taken back, and those that it was itself a correction of.
std::vector<Key> story_of(const Course& course, Key of) {
  std::vector<Key> story;
  while (!of.none() && !contains(story, of)) {
    story.push_back(of);
    const StayNote* note = course.note_of(of);
    const StayNote* earlier = note == nullptr ? nullptr : course.note_of(note->of);
    of = earlier == nullptr || earlier->event != note->event ? Key{} : note->of;
  }
  return story;
}

// The event was at another time: what it opened is due from there.
void move_dues(Draft& draft, const Scene& scene, const std::vector<Key>& story) {
  for (const uint16_t number : open_duties(draft.record())) {
    const Duty& duty = *draft.record().duty(number);
    const Task* task = task_of(draft.record(), draft.setting, duty);
    if (duty.course != scene.course || task == nullptr || !contains(story, duty.cause)) continue;
    const Instant due = due_of(draft, task, {scene.course, scene.at, duty.counts_from, duty.holder});
    if (!due.none()) move_due(draft, number, due);
  }
}

// And what was to pass at a moment counted from it.
void move_passes(Draft& draft, const Scene& scene) {
  const Pathway* pathway = pathway_of(draft.record(), draft.setting, scene.course);
  if (pathway == nullptr) return;
  for (const Task& task : pathway->tasks) {
    const Duty* duty = open_duty(draft.record(), scene.course, task.id);
    if (duty == nullptr || !duty->coming) continue;
    const uint16_t number = duty->number;
    const ComingPass coming = *duty->coming;
    const auto step = std::ranges::find_if(task.steps, [&](const Step& one) {
      return one.on == scene.event && one.what == Step::Do::pass && one.rule == coming.rule;
    });
    if (step == task.steps.end() || coming.at == scene.at + step->after) continue;
    draft.add(PassCalledOff{number});
    draft.add(PassAnnounced{number, coming.to, coming.rule, scene.at + step->after});
  }
}

// What the annulled note opened is not owed; what was done because of it stays done, and says so.
void annul_what_it_opened(Draft& draft, const std::vector<Key>& story, const Key& message) {
  std::vector<uint16_t> done;
  for (const Duty* duty : draft.record().all_duties()) {
    if (duty->state == DutyState::done && contains(story, duty->cause) && !duty->cause_annulled)
      done.push_back(duty->number);
  }
  for (const uint16_t number : done) draft.add(CauseAnnulled{number});
  for (const uint16_t number : open_duties(draft.record())) {
    const Duty& duty = *draft.record().duty(number);
    if (duty.strand != Strand::none || !contains(story, duty.cause)) continue;
    end_offer(draft, number);
    draft.add(DutyVoided{.duty = number, .reason = VoidReason::annulled, .message = message});
  }
}

StayState state_of(const Course& course) {
  const StayNote* note = course.deciding();
  return note == nullptr ? StayState::none : after(note->event);
}

// What was told while the citizen was taken to be dead moved nothing.
bool stood_still(const Course& course) {
  const bool may_have = course.open() || course.stay == StayState::none;
  return may_have && course.overtaken_by.none() && course.stay != state_of(course);
}

// Courses that the annulled note closed or overtook go on, and after a death those that stood still. Answers
// their numbers, and the note's own.
std::vector<uint16_t> resume_courses(Draft& draft, const std::vector<Key>& story, uint16_t own,
                                     bool was_death) {
  std::vector<std::pair<uint16_t, StayState>> resumed;
  for (const Course* course : draft.record().all_courses()) {
    const bool overtaken_by_it = contains(story, course->overtaken_by);
    const bool closed_by_it =
        !course->open() && std::ranges::any_of(draft.record().all_duties(), [&](const Duty* duty) {
          return duty->course == course->number && contains(story, duty->ended_by);
        });
    const bool is_own = course->number == own && !course->open();
    if (overtaken_by_it || closed_by_it || is_own || (was_death && stood_still(*course)))
      resumed.emplace_back(course->number, state_of(*course));
  }
  std::vector<uint16_t> numbers{own};
  for (const auto& [course, state] : resumed) {
    draft.add(StayResumed{course, state});
    if (course != own) numbers.push_back(course);
  }
  return numbers;
}

// By somebody now; or it was opened once more since, and that one counts.
bool is_held(const Record& record, const Duty& duty) {
  return std::ranges::any_of(record.duties, [&](const Duty& other) {
    if (other.course != duty.course) return false;
    if (duty.strand != Strand::none) return other.open() && other.strand == duty.strand;
    return other.task == duty.task && (other.open() || other.number > duty.number);
  });
}

// What the annulled note ended is owed again, by whoever had it.
void reopen_what_it_ended(Draft& draft, const std::vector<Key>& story) {
  std::vector<uint16_t> ended;
  for (const Duty& duty : draft.record().duties) {
    if (!duty.open() && contains(story, duty.ended_by)) ended.push_back(duty.number);
  }
  for (const uint16_t number : ended) {
    const Duty duty = *draft.record().duty(number);
    const Course* course = draft.record().course(duty.course);
    if ((course != nullptr && !course->open()) || is_held(draft.record(), duty)) continue;
    draft.add(DutyReopened{
        .duty = number, .by = duty.holder, .clock = clock_with(draft, duty, duty.holder), .text = 0});
  }
}

// Every strand is where the note that now decides puts it.
void restore_strands(Draft& draft, const NotifyStay& ask, uint16_t number) {
  const Course course = *draft.record().course(number);
  if (!course.open()) return;
  const StayNote* decides = course.deciding();
  NotifyStay again = ask;  // the event as it was told then
  if (decides != nullptr) {
    again.event = decides->event;
    again.event_at = decides->at;
    again.ward = decides->ward;
    again.sender = decides->sender;
  }
  const Scene scene = scene_of(again, number);
  if (course.stay != StayState::home) call_off_passes(draft, number);
  if (decides != nullptr) run_steps(draft, scene, Which::standing);
  if (decides != nullptr) hold_what_nobody_holds(draft, scene);
  for (const uint16_t open : open_duties(draft.record())) {
    const Duty& duty = *draft.record().duty(open);
    if (duty.course != number || duty.strand == Strand::contact) continue;
    const Task* task = task_of(draft.record(), draft.setting, duty);
    const bool strand_is_over = duty.strand != Strand::none && task != nullptr &&
                                !in_force(*task, draft.record(), *draft.record().course(number));
    if (!strand_is_over && decides != nullptr) continue;
    end_offer(draft, open);
    if (decides != nullptr)
      draft.add(DutyCompleted{.duty = open, .proof = Proof::rule, .message = ask.message});
    else
      draft.add(DutyVoided{.duty = open, .reason = VoidReason::annulled, .message = ask.message});
  }
}

// A course whose stay was taken back while the citizen was taken to be dead is where its notes say, without
// anybody to treat.
void add_open_courses(const Draft& draft, std::vector<uint16_t>& numbers) {
  for (const Course& course : draft.record().courses) {
    if (course.open() && course.overtaken_by.none() &&
        std::ranges::find(numbers, course.number) == numbers.end())
      numbers.push_back(course.number);
  }
}

void take_back(Draft& draft, const NotifyStay& ask, uint16_t number, const std::vector<Key>& story) {
  const bool was_death = ask.event == StayEvent::dead && has_died(draft);
  if (was_death) draft.add(DeathAnnulled{});
  const Record was = draft.record();
  std::vector<uint16_t> courses = resume_courses(draft, story, number, was_death);
  if (was_death) add_open_courses(draft, courses);
  reopen_what_it_ended(draft, story);
  // What goes on again goes on where the citizen lives now.
  for (const uint16_t duty : open_duties(draft.record())) {
    const Course* course = was.course(draft.record().duty(duty)->course);
    if (course != nullptr && !course->open()) move_with_residence(draft, duty, course->municipality);
  }
  for (const uint16_t course : courses) restore_strands(draft, ask, course);
  // Two hospitals told of it, or two records were joined: the other's word stands.
  const StayNote* other = was_death ? told_death(draft.record()) : nullptr;
  if (other != nullptr) follow_death(draft, other->at, Key(other->message));
}

// The latest does that was told of any stay, and not of a time before a person last said it; a plan does not,
// nor does whoever closes a stay by hand, unless nobody has yet.
bool tells_where_the_citizen_lives(const Draft& draft, const NotifyStay& ask) {
  if (draft.record().municipality.none()) return true;
  if (ask.event_at < draft.record().municipality_said) return false;
  const auto tells = [](const StayNote& note) {
    return note.event != StayEvent::expected && note.form != NoteForm::by_hand;
  };
  const StayNote told = note_from(ask, {});
  const auto courses = draft.record().all_courses();
  return tells(told) && std::ranges::none_of(courses, [&](const Course* course) {
           return std::ranges::any_of(course->notes, [&](const StayNote& note) {
             return tells(note) && later(note, told) > 0 && course->counts(note);
           });
         });
}

// A note that moves nothing, because later ones are known, may still tell that the citizen came in: what is
// asked for then is asked for now.
void follow_late(Draft& draft, const NotifyStay& ask, uint16_t number) {
  const Course& course = *draft.record().course(number);
  const StayNote* note = course.note_of(ask.message);
  const bool is_news = in_hospital(after(ask.event)) && note != nullptr && course.counts(*note);
  if (is_news && course.open() && !has_died(draft)) run_late_steps(draft, scene_of(ask, number));
}

Answer about(const Draft& draft, uint16_t course) {
  const Course& found = *draft.record().course(course);
  return {.course = course, .party = found.ward, .at = found.opened};
}

// The hospital's own word of a discharge takes the place of what somebody said in its absence.
const StayNote* said_by_hand(const Record& record, const NotifyStay& ask) {
  if (ask.form != NoteForm::first || ask.event != StayEvent::home) return nullptr;
  for (const Key& key : ask.courses) {
    const Course* course = record.course_with(key);
    if (course != nullptr && decided_by_hand(*course)) return course->deciding();
  }
  return nullptr;
}

// What follows an annulment tells the event anew, whatever the message calls itself. While the citizen has no
// residence, the municipality where the citizen is found has the citizen, whoever is told.
NotifyStay as_meant(const Record& record, const NotifyStay& ask, Instant at) {
  NotifyStay meant = ask;
  const Course* course = ask.of.none() ? nullptr : course_of_note(record, ask.of);
  if (ask.form == NoteForm::correction && course != nullptr &&
      course->note_of(ask.of)->form == NoteForm::annulment) {
    meant.form = NoteForm::first;
    meant.of = {};
  }
  // A death that was put right before anybody here heard of it is told of now.
  if (ask.form == NoteForm::correction && ask.event == StayEvent::dead && course == nullptr)
    meant.form = NoteForm::first;
  if (const StayNote* closing = said_by_hand(record, ask)) {
    meant.form = NoteForm::correction;
    meant.of = closing->message;
  }
  if (has_no_residence(record, at)) meant.municipality = record.municipality;
  return meant;
}

}  // namespace

void overtake_what_was_left(Draft& draft) {
  if (has_died(draft)) return;
  std::vector<std::pair<uint16_t, Overtaking>> overtaken_ones;
  for (const Course& course : draft.record().courses) {
    if (!course.open()) continue;
    if (const auto found = what_overtakes(draft, course)) overtaken_ones.emplace_back(course.number, *found);
  }
  for (const auto& [number, new_stay] : overtaken_ones) {
    const StayNote& note = new_stay.note;
    draft.add(StayOvertaken{.course = number, .by = new_stay.by, .message = note.message});
    call_off_passes(draft, number);
    const Scene there{.course = number,
                      .event = StayEvent::elsewhere,
                      .at = note.at,
                      .message = note.message,
                      .known_to = note.ward,
                      .teller = note.sender};
    run_steps(draft, there);
    hold_what_nobody_holds(draft, there);
  }
}

Answer run(Draft& draft, const NotifyStay& told) {
  const NotifyStay ask = as_meant(draft.record(), told, draft.at);
  if (const Course* noted = course_of_note(draft.record(), ask.message)) return about(draft, noted->number);

  draft.reconstructing = ask.reconstructed;
  const Course* known = known_course(draft, ask);
  const uint16_t number = known != nullptr ? known->number : open_course(draft, ask);
  learn_keys(draft, number, ask);
  note_gaps(draft, number, ask);
  tell_of_stay(draft, ask, number);
  return about(draft, number);
}

void tell_of_stay(Draft& draft, const NotifyStay& ask, uint16_t number) {
  const Course before = *draft.record().course(number);
  const Key of = target_of(before, ask);
  const Turn turn = turn_of(draft, before, ask, of);
  const std::vector<Key> story = story_of(before, of);
  note(draft, before, ask, of, turn);
  draft.since = std::min(ask.event_at, draft.at);
  if (ask.form == NoteForm::annulment) annul_what_it_opened(draft, story, ask.message);
  if (turn.moves) {
    if (tells_where_the_citizen_lives(draft, ask)) change_municipality(draft, ask.municipality);
    const bool by_this_note = turn.is && turn.is->message == ask.message;
    if (!by_this_note) {
      take_back(draft, ask, number, story);
    } else {
      const bool resumes = !before.open() && is_empty(before);
      if (resumes) draft.add(StayResumed{number, after(turn.is->event)});
      if (before.open() || resumes) follow_event(draft, scene_of(ask, number), before, ask.form);
      if (ask.event == StayEvent::dead) follow_death(draft, ask.event_at, ask.message);
    }
  } else {
    follow_late(draft, ask, number);
    // The citizen was back already when the discharge was taken back: what it ended is owed all the same.
    const Course& course = *draft.record().course(number);
    const bool goes_on = course.open() && course.in_hospital() && !has_died(draft);
    const bool was_discharge = ask.form == NoteForm::annulment && ask.event == StayEvent::home;
    if (was_discharge && goes_on) reopen_what_it_ended(draft, story);
  }
  if (ask.form == NoteForm::correction || corrects_death(before, ask, of)) {
    move_dues(draft, scene_of(ask, number), story);
    if (turn.is && turn.is->message == ask.message) move_passes(draft, scene_of(ask, number));
  }
  if (draft.record().course(number)->discharge() != before.discharge()) follow_discharge(draft, number);
  overtake_what_was_left(draft);
  draft.since = {};  // what is put right afterwards is so from now
}

}  // namespace klynge
