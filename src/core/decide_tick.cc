// Time. Passes that were announced happen when their moment comes, and clocks that have run out are told of:
// one silence for a duty in one look, and nothing is ever dropped.
#include <algorithm>

#include "core/steps.h"

namespace klynge {
namespace {

using Parties = std::vector<Party>;

// Some moment of the grace, the same for a duty each time it is asked for, different for its neighbours.
Duration spread(CitizenNumber citizen, uint16_t duty, Duration grace) {
  if (grace <= Duration{}) return {};
  uint64_t mixed = (citizen << 16 | duty) * 0x9E3779B97F4A7C15u;
  mixed ^= mixed >> 29;
  return {static_cast<int64_t>(mixed % static_cast<uint64_t>(grace.us))};
}

Instant speaks_at(const Record& record, const Duty& duty, Instant awake_since, Duration grace) {
  if (duty.clock.none() || duty.clock >= awake_since) return duty.clock;
  return awake_since + spread(record.citizen, duty.number, grace);
}

Instant earliest(Instant a, Instant b) {
  if (a.none() || b.none()) return a.none() ? b : a;
  return std::min(a, b);
}

void pass_what_was_announced(Draft& draft, uint16_t number) {
  const std::optional<ComingPass> coming = draft.record().duty(number)->coming;
  if (!coming || coming->at > draft.at) return;
  if (coming->to.none()) {
    end_offer(draft, number);
    draft.add(DutyCompleted{.duty = number, .proof = Proof::rule});
  } else if (coming->to == draft.record().duty(number)->holder) {
    draft.add(PassCalledOff{number});  // it went there of its own accord
  } else {
    draft.since = coming->at;
    pass(draft, number, coming->to, coming->rule, {}, {});
    draft.since = {};
  }
}

// --- who is told ---

Party debtor_of(const Duty& duty, ClockKind kind) {
  return kind == ClockKind::offer ? duty.offer->to : duty.holder;
}

// Those who depend on the debtor: the other side of the offer, and the course's own parties.
Parties dependents_of(const Draft& draft, const Duty& duty, Party debtor) {
  Parties parties{duty.holder};
  if (duty.offer) parties.push_back(duty.offer->to);
  if (const Course* course = draft.record().course(duty.course)) {
    parties.push_back(course->ward);
    parties.push_back(course->municipality);
  }
  std::erase(parties, debtor);
  return parties;
}

// The two parties of the case: the debtor, and whoever stands on the other side.
Parties sides_of(const Draft& draft, const Duty& duty, Party debtor) {
  Parties sides = duty.offer ? Parties{duty.holder, duty.offer->to} : dependents_of(draft, duty, debtor);
  sides.push_back(debtor);
  return sides;
}

Parties leaders_of(const Draft& draft, const Parties& parties) {
  Parties leaders;
  for (Party party : parties) {
    const PartyInfo* info = draft.setting.directory.find(party);
    if (info != nullptr) leaders.push_back(info->leader);
  }
  return leaders;
}

Parties told_by(const Draft& draft, const LadderStep& step, const Duty& duty, Party debtor) {
  switch (step.whom) {
    case LadderStep::Whom::debtor:
      return {debtor};
    case LadderStep::Whom::on_call: {
      const PartyInfo* info = draft.setting.directory.find(debtor);
      return {info == nullptr ? Party{} : info->on_call};
    }
    case LadderStep::Whom::dependents:
      return dependents_of(draft, duty, debtor);
    case LadderStep::Whom::leaders:
      return leaders_of(draft, sides_of(draft, duty, debtor));
  }
  return {};
}

Parties sorted_and_named(Parties parties) {
  std::erase(parties, Party{});
  std::ranges::sort(parties);
  const auto repeats = std::ranges::unique(parties);
  parties.erase(repeats.begin(), repeats.end());
  return parties;
}

void note_silence(Draft& draft, uint16_t number, Instant awake_since) {
  const Duty& duty = *draft.record().duty(number);
  const Instant speaks = speaks_at(draft.record(), duty, awake_since, draft.setting.grace);
  if (speaks.none() || speaks > draft.at) return;
  const Deadlines running = deadlines(duty);
  const Ladder& ladder = ladder_of(draft.record(), draft.setting, duty);
  const ClockKind kind = clock_kind(running, draft.at);
  // A deadline that has just run out climbs its ladder from the foot.
  const uint8_t step = kind == duty.clock_kind ? duty.ladder_step : uint8_t{0};
  const LadderStep& now = step_of(ladder, step);
  const auto following = static_cast<uint8_t>(std::min(step + 1, 255));
  draft.add(SilenceNoted{.duty = number,
                         .clock_kind = kind,
                         .step = step,
                         .ladder = now.kind,
                         .told = sorted_and_named(told_by(draft, now, duty, debtor_of(duty, kind))),
                         .clock = next_clock(running, ladder, following, draft.at)});
  if (kind == ClockKind::due && step == 0) follow_task(draft, number, StayEvent::task_overdue);
}

}  // namespace

Answer run(Draft& draft, const Tick& ask) {
  for (uint16_t number : open_duties(draft.record())) {
    pass_what_was_announced(draft, number);
    note_silence(draft, number, ask.awake_since);
  }
  return {};
}

Instant next_due(const Record& record) {
  return next_due(record, {}, {});
}

Instant next_due(const Record& record, Instant awake_since, Duration grace) {
  if (record.frozen) return {};
  Instant next;
  for (const Duty& duty : record.duties) {
    if (!duty.open()) continue;
    if (record.moving) next = earliest(next, record.moving->from);
    next = earliest(next, speaks_at(record, duty, awake_since, grace));
    if (duty.coming) next = earliest(next, duty.coming->at);
  }
  return next;
}

}  // namespace klynge
