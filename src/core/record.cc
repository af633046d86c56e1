#include "core/record.h"

#include <algorithm>
#include <tuple>

namespace klynge {
namespace {

// Kept by number, and none is ever taken out.
template <class Numbered>
const Numbered* with_number(const std::vector<Numbered>& all, uint16_t number) {
  const auto found = std::ranges::lower_bound(all, number, {}, &Numbered::number);
  return found != all.end() && found->number == number ? &*found : nullptr;
}

template <class Numbered>
void sort_by_number(std::vector<const Numbered*>& all) {
  std::ranges::sort(all, {}, &Numbered::number);
}

bool has_key(const Course& course, const Key& key) {
  return std::ranges::find(course.keys, key) != course.keys.end();
}

}  // namespace

bool in_hospital(StayState state) {
  return state == StayState::acute || state == StayState::admitted || state == StayState::leave;
}

// A corrected death cannot always be told from a first one; a death that follows a death corrects it.
bool about_another(const StayNote& note) {
  return !note.of.none() && (note.form != NoteForm::first || note.event == StayEvent::dead);
}

bool Course::counts(const StayNote& note) const {
  if (note.form == NoteForm::annulment) return false;
  return std::ranges::none_of(notes, [&](const StayNote& other) {
    return about_another(other) && other.of == note.message && other.event == note.event;
  });
}

// The same moment twice: what comes later in a stay is taken to be the later, then what comes later in its
// chain; the message's id settles the rest, so that the order of receipt never does.
std::strong_ordering later(const StayNote& a, const StayNote& b) {
  const auto rank = [](const StayNote& note) {
    return std::tuple(note.at, note.event, note.place, note.message);
  };
  return rank(a) <=> rank(b);
}

const StayNote* Course::deciding() const {
  const StayNote* latest = nullptr;
  const auto decides = [&](const StayNote& note) {
    if (latest == nullptr) return true;
    const bool is_plan = note.event == StayEvent::expected, other_is = latest->event == StayEvent::expected;
    if (is_plan != other_is) return other_is;  // what is expected counts until anything has happened
    const bool dies = note.event == StayEvent::dead, other_dies = latest->event == StayEvent::dead;
    return dies != other_dies ? dies : later(note, *latest) > 0;
  };
  for (const StayNote& note : notes) {
    if (decides(note) && counts(note)) latest = &note;
  }
  return latest;
}

bool Course::in_hospital() const {
  return klynge::in_hospital(stay);
}

Instant Course::left(const ReadyPeriod& period, Instant overtaken) const {
  if (!period.to.none()) return period.to;
  const auto leaves = [](const StayNote& note) {
    return note.event == StayEvent::home || note.event == StayEvent::dead;
  };
  Instant end = overtaken;
  for (const StayNote& note : notes)
    if (leaves(note) && note.at >= period.from && counts(note))
      end = end.none() ? note.at : std::min(end, note.at);
  if (end.none()) return in_hospital() ? end : period.from;
  return std::max(period.from, end);
}

bool Course::is_ready() const {
  return in_hospital() && !ready.empty() && left(ready.back()).none();
}

// The latest that counts: a death moves no discharge, and after one nothing moves the stay.
Instant Course::discharge() const {
  if (stay != StayState::home) return discharge_expected;
  Instant latest;
  for (const StayNote& note : notes) {
    if (note.event == StayEvent::home && counts(note)) latest = std::max(latest, note.at);
  }
  return latest;
}

const StayNote* Course::note_of(const Key& message) const {
  const auto found = std::ranges::find(notes, message, &StayNote::message);
  return found == notes.end() ? nullptr : &*found;
}

const Duty* Record::duty(uint16_t number) const {
  if (const Duty* here = with_number(duties, number)) return here;
  for (const PutAway& away : closed) {
    if (const Duty* there = with_number(away->duties, number)) return there;
  }
  return nullptr;
}

const Course* Record::course(uint16_t number) const {
  if (const Course* here = with_number(courses, number)) return here;
  const auto number_of = [](const PutAway& away) { return away->course.number; };
  const auto there = std::ranges::lower_bound(closed, number, {}, number_of);
  return there != closed.end() && number_of(*there) == number ? &(*there)->course : nullptr;
}

const Course* Record::course_with(const Key& key) const {
  const Course* latest_closed = nullptr;
  const auto look_at = [&](const Course& course) {
    if (!has_key(course, key)) return false;
    if (course.open()) return true;
    if (latest_closed == nullptr || latest_closed->number < course.number) latest_closed = &course;
    return false;
  };
  const Course* open_one = nullptr;
  for (const Course& course : courses) {
    if (look_at(course)) open_one = &course;
  }
  if (open_one != nullptr) return open_one;
  for (const PutAway& away : closed) look_at(away->course);
  return latest_closed;
}

bool Record::has_note_of(const Key& message) const {
  const auto noted = [&](const Course& course) { return course.note_of(message) != nullptr; };
  return std::ranges::any_of(courses, noted) ||
         std::ranges::any_of(closed, [&](const PutAway& away) { return noted(away->course); });
}

std::vector<const Course*> Record::all_courses() const {
  std::vector<const Course*> all;
  all.reserve(courses.size() + closed.size());
  for (const Course& course : courses) all.push_back(&course);
  for (const PutAway& away : closed) all.push_back(&away->course);
  sort_by_number(all);
  return all;
}

std::vector<const Duty*> Record::all_duties() const {
  std::vector<const Duty*> all;
  for (const Duty& duty : duties) all.push_back(&duty);
  for (const PutAway& away : closed) {
    for (const Duty& duty : away->duties) all.push_back(&duty);
  }
  sort_by_number(all);
  return all;
}

const Letter* Thread::letter_of(const Key& message) const {
  const auto found = std::ranges::find(letters, message, &Letter::message);
  return found == letters.end() || message.none() ? nullptr : &*found;
}

const Thread* Record::thread(uint16_t number) const {
  const auto found = std::ranges::find(threads, number, &Thread::number);
  return found == threads.end() ? nullptr : &*found;
}

const Thread* Record::thread_with(const Key& id) const {
  const auto found = std::ranges::find_if(
      threads, [&](const Thread& one) { return std::ranges::find(one.ids, id) != one.ids.end(); });
  return found == threads.end() || id.none() ? nullptr : &*found;
}

const Letter* Record::letter(uint16_t number) const {
  for (const Thread& thread : threads) {
    const auto found = std::ranges::find(thread.letters, number, &Letter::number);
    if (found != thread.letters.end()) return &*found;
  }
  return nullptr;
}

const Letter* Record::letter_of(const Key& message) const {
  for (const Thread& thread : threads)
    if (const Letter* found = thread.letter_of(message)) return found;
  return nullptr;
}

const LetterDraft* Record::draft(uint16_t number) const {
  const auto found = std::ranges::find(drafts, number, &LetterDraft::number);
  return found == drafts.end() ? nullptr : &*found;
}

const Course* Record::course_of(const Thread& thread) const {
  for (const Key& key : thread.courses) {
    if (const Course* found = course_with(key)) return found;
  }
  return nullptr;
}

}  // namespace klynge
