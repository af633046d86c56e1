#include "core/view/history.h"

#include <algorithm>

namespace klynge {
namespace {

// The latest of them under that number; nullptr: none yet.
template <class One>
One* latest(std::vector<One>& all, const std::map<uint16_t, size_t>& of, uint16_t number) {
  const auto found = of.find(number);
  return found == of.end() ? nullptr : &all[found->second];
}

template <class One>
void begin(std::vector<One>& all, std::map<uint16_t, size_t>& of, uint16_t number, One one) {
  of[number] = all.size();
  all.push_back(std::move(one));
}

}  // namespace

void HistoryFold::take(CitizenNumber of, const std::vector<Fact>& facts, const Stamp& stamp) {
  Record& record = records_[of];
  for (const Fact& fact : facts) {
    // From here on it goes on in the record that it became part of.
    if (std::holds_alternative<CitizenMerged>(fact)) return;
    evolve(record, fact, stamp);
  }
  look(record, stamp.at);
}

void HistoryFold::look(const Record& record, Instant at) {
  for (const Course* course : record.all_courses()) look(*course, at);
  for (const Duty* duty : record.all_duties()) look(*duty, at);
}

void HistoryFold::look(const Duty& duty, Instant at) {
  HistoryBar* bar = latest(history_.bars, bars_, duty.number);
  const HistoryBar fresh{.duty = duty.number,
                         .course = duty.course,
                         .task = duty.task,
                         .strand = duty.strand,
                         .party = duty.holder,
                         .opened = duty.opened,
                         .from = duty.held_since,
                         .to = {},
                         .due = {}};
  const bool passed = bar != nullptr && bar->party != duty.holder;
  const bool reopened = bar != nullptr && !passed && duty.open() && !bar->to.none();
  if (passed) {
    if (bar->to.none()) bar->to = std::max(duty.held_since, bar->from);
    history_.arrows.push_back({duty.held_since, duty.number, bar->party, duty.holder, duty.ground});
  }
  // Told late, it was so before what is drawn already: a bar begins where the one before it ends.
  const Instant free_from = bar == nullptr ? Instant{} : bar->to;
  if (bar == nullptr || passed || reopened) {
    begin(history_.bars, bars_, duty.number, fresh);
    bar = &history_.bars.back();
    bar->from = std::max(reopened ? at : bar->from, free_from);
  }
  bar->due = duty.due;
  if (!duty.open() && bar->to.none()) {
    bar->to = std::max(duty.ended, bar->from);
    bar->state = duty.state;
  }

  HistorySilence* silence = latest(history_.silences, silences_, duty.number);
  const bool running = silence != nullptr && silence->to.none();
  if (!duty.silent_since.none() && !running)
    begin(history_.silences, silences_, duty.number, {duty.number, duty.holder, duty.silent_since, {}});
  if (duty.silent_since.none() && running) silence->to = at;
}

void HistoryFold::look(const Course& course, Instant at) {
  HistoryStay* stay = latest(history_.stays, stays_, course.number);
  const bool runs = stay != nullptr && stay->to.none();
  if (!course.open()) {
    if (runs) stay->to = std::max(course.closed, stay->from);
    return;
  }
  if (runs && stay->state == course.stay && stay->ward == course.ward) return;
  if (course.stay == StayState::none) return;
  const StayNote* note = course.deciding();
  Instant from = note == nullptr ? at : note->at;
  if (runs) {
    from = std::max(from, stay->from);  // told late: it was so before what we have drawn already
    stay->to = from;
  }
  begin(history_.stays, stays_, course.number, {course.number, course.stay, course.ward, from, {}});
}

}  // namespace klynge
