#include "core/clock.h"

#include <algorithm>

namespace klynge {
namespace {

Instant earlier(Instant a, Instant b) {
  if (a.none() || b.none()) return a.none() ? b : a;
  return std::min(a, b);
}

// What the holder has to do next, and by when.
Instant holders_deadline(const Deadlines& running, Instant at) {
  if (running.check_by.none()) return running.due;
  return running.due > at ? earlier(running.due, running.check_by) : running.check_by;
}

}  // namespace

Deadlines deadlines(const Duty& duty) {
  Deadlines running;
  if (duty.visible) running.due = duty.due;
  if (duty.visible) running.check_by = duty.citizen_check_by;
  if (duty.offer) running.answer_by = duty.offer->answer_by;
  return running;
}

Instant first_clock(const Deadlines& running, const Ladder& ladder, Instant at, Duration grace) {
  const auto speaks = [&](Instant deadline) {
    if (deadline.none()) return Instant{};
    return (deadline > at ? deadline : at + grace) + step_of(ladder, 0).after;
  };
  return earlier(speaks(holders_deadline(running, at)), speaks(running.answer_by));
}

Instant next_clock(const Deadlines& running, const Ladder& ladder, uint8_t step, Instant at) {
  // A ladder that would speak again in the same moment could never be heard to the end.
  Instant next = at + std::max(step_of(ladder, step).after, minutes(1));
  for (Instant deadline : {running.due, running.answer_by, running.check_by}) {
    if (deadline > at) next = std::min(next, deadline + step_of(ladder, 0).after);
  }
  return next;
}

ClockKind clock_kind(const Deadlines& running, Instant when) {
  struct Candidate {
    ClockKind kind;
    Instant deadline;
  };
  Candidate last{ClockKind::due, running.due <= when ? running.due : Instant{}};
  for (const Candidate& other :
       {Candidate{ClockKind::citizen, running.check_by}, Candidate{ClockKind::offer, running.answer_by}}) {
    if (!other.deadline.none() && other.deadline <= when && other.deadline >= last.deadline) last = other;
  }
  return last.kind;
}

const LadderStep& step_of(const Ladder& ladder, uint8_t step) {
  return ladder.steps[std::min<size_t>(step, ladder.steps.size() - 1)];
}

const Ladder& standard_ladder() {
  static const Ladder standard{"standard",
                               {{Duration{}, LadderKind::remind, LadderStep::Whom::debtor},
                                {hours(24), LadderKind::ask, LadderStep::Whom::on_call},
                                {hours(24), LadderKind::raise, LadderStep::Whom::leaders}}};
  return standard;
}

}  // namespace klynge
