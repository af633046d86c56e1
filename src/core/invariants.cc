// What must be true of every record. The numbers are those of docs/ledger.md.
#include <fmt/format.h>

#include <algorithm>

#include "core/draft.h"

namespace klynge {
namespace {

using Sentences = std::vector<std::string>;

bool is_ground(Ground ground) {
  return ground >= Ground::accepted && ground <= Ground::taken;
}

// 1: every open duty has exactly one holder, with a ground, and the holder is a party that exists on that
// day.
void check_holder(const Duty& duty, const Setting& setting, Instant at, Sentences& broken) {
  const auto say = [&](std::string_view what) {
    broken.push_back(fmt::format("1: duty {} {}", duty.number, what));
  };
  if (!setting.directory.exists(duty.holder, at)) say("is held by a party that does not exist");
  if (!is_ground(duty.ground)) say("is held without a ground");
  if (duty.offer && duty.offer->to == duty.holder) say("is offered to the party that holds it");
  if (duty.offer && !setting.directory.exists(duty.offer->to, at))
    say("is offered to a party that does not exist");
}

// A clock runs only on what can be seen here, and an ended duty has neither clock nor offer.
void check_clock(const Duty& duty, Sentences& broken) {
  const auto say = [&](std::string_view what) {
    broken.push_back(fmt::format("4: duty {} {}", duty.number, what));
  };
  const Deadlines running = deadlines(duty);
  const bool has_deadline = !running.due.none() || !running.answer_by.none() || !running.check_by.none();
  if (duty.open() && duty.clock.none() && has_deadline) say("has a deadline and no clock");
  if (duty.open() && !duty.clock.none() && !has_deadline)
    say("has a clock and nothing that can be seen to run out");
  if (!duty.open() && (duty.offer || duty.coming || !duty.clock.none()))
    say("has ended and something still runs on it");
}

size_t open_in(const Record& record, uint16_t course, Strand strand) {
  return static_cast<size_t>(std::ranges::count_if(record.duties, [&](const Duty& duty) {
    return duty.open() && duty.course == course && duty.strand == strand;
  }));
}

// 2: every open course has exactly one open duty for each strand in force, and always contact.
void check_strands(const Record& record, const Setting& setting, const Course& course, Sentences& broken) {
  const auto check = [&](Strand strand) {
    const size_t open = open_in(record, course.number, strand);
    if (open == 1) return;
    broken.push_back(
        fmt::format("2: course {} has {} open duties of {}, not one", course.number, open, word(strand)));
  };
  check(Strand::contact);
  const Pathway* pathway = setting.pathway(course.pathway, course.version);
  if (pathway == nullptr) return;
  for (const Task& task : pathway->tasks) {
    if (task.strand != Strand::contact && in_force(task, record, course)) check(task.strand);
  }
}

// 3: a course closes only when no duty of it is open.
void check_course_of(const Record& record, const Duty& duty, Sentences& broken) {
  if (duty.course == 0) return;
  const Course* course = record.course(duty.course);
  if (course == nullptr)
    broken.push_back(fmt::format("3: duty {} is of a course that is not there", duty.number));
  if (course != nullptr && !course->open()) {
    broken.push_back(fmt::format("3: duty {} is open in a course that has closed", duty.number));
  }
}

// Numbers are how everything is found: rising, and never above the last one given.
template <class Numbered>
void check_numbers(const std::vector<Numbered>& all, uint16_t last, std::string_view what,
                   Sentences& broken) {
  uint16_t before = 0;
  for (const Numbered& one : all) {
    if (one.number <= before) broken.push_back(fmt::format("5: {} {} is out of order", what, one.number));
    before = one.number;
  }
  if (before > last) broken.push_back(fmt::format("5: {} {} is above the last number given", what, before));
}

// 6: the letters of a thread stand in the order they were sent, and a number is of one letter or one draft.
void check_threads(const Record& record, Sentences& broken) {
  std::vector<uint16_t> numbers;
  for (const LetterDraft& draft : record.drafts) numbers.push_back(draft.number);
  for (const Thread& thread : record.threads) {
    if (!std::ranges::is_sorted(thread.letters, {}, &Letter::sent))
      broken.push_back(fmt::format("6: thread {} is not in the order its letters were sent", thread.number));
    if (thread.ids.empty()) broken.push_back(fmt::format("6: thread {} has no id", thread.number));
    for (const Letter& letter : thread.letters) numbers.push_back(letter.number);
  }
  std::ranges::sort(numbers);
  if (std::ranges::adjacent_find(numbers) != numbers.end() ||
      (!numbers.empty() && (numbers.front() == 0 || numbers.back() > record.last_letter)))
    broken.push_back("6: a letter's number is used twice, or was never given");
}

}  // namespace

std::vector<std::string> broken_invariants(const Record& record, const Setting& setting, Instant at) {
  Sentences broken;
  for (const Duty& duty : record.duties) {
    check_clock(duty, broken);
    if (!duty.open()) continue;
    check_holder(duty, setting, at, broken);
    check_course_of(record, duty, broken);
  }
  for (const Course& course : record.courses) {
    if (course.open()) check_strands(record, setting, course, broken);
  }
  check_numbers(record.courses, record.last_course, "course", broken);
  check_numbers(record.duties, record.last_duty, "duty", broken);
  check_numbers(record.threads, record.last_thread, "thread", broken);
  check_numbers(record.drafts, record.last_letter, "draft", broken);
  check_threads(record, broken);
  return broken;
}

}  // namespace klynge
