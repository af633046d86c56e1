#include "simulate/stay_plan.h"

namespace klynge::simulate {
namespace {

constexpr Duration letter_takes = minutes(6);

Mishap any_mishap(Dice& dice) {
  const size_t throw_of = dice.below(100);
  if (throw_of < 6) return Mishap::visit_forgotten;
  if (throw_of < 13) return Mishap::offer_unanswered;
  if (throw_of < 19) return Mishap::refused_twice;
  if (throw_of < 25) return Mishap::left_to_citizen;
  if (throw_of < 34) return Mishap::discharge_lost;
  return Mishap::none;
}

// People go home in the daytime, and sooner on a working day.
Instant going_home(Instant about, Dice& dice) {
  for (int later = 0;; ++later) {
    const Instant noon = day_at(about, later, hours(12));
    if (!working_day(denmark_date(noon)) && !dice.percent(30)) continue;
    return between(day_at(about, later, hours(10)), day_at(about, later, hours(16)), dice);
  }
}

// What leads up to a discharge: its announcement the day before, and now and then days of being ready.
void lead_home(StayPlan& plan, Dice& dice) {
  plan.notified = plan.home + letter_takes;
  const Instant the_day_before =
      between(day_at(plan.home, -1, hours(9)), day_at(plan.home, -1, hours(14)), dice);
  if (the_day_before > plan.start + hours(3)) plan.announced = the_day_before;
  const bool long_enough = !plan.admitted.none() && plan.home - plan.admitted > days(4);
  if (long_enough && dice.percent(50))
    plan.ready = between(day_at(plan.home, -2, hours(10)), day_at(plan.home, -2, hours(14)), dice) -
                 days(dice.between(0, 2));
}

void lose_discharge(StayPlan& plan, Dice& dice) {
  plan.mishap = Mishap::discharge_lost;
  plan.by_hand = dice.percent(50);
  plan.notified = plan.home + hours(dice.between(34, 70));
}

StayPlan admitted_at(Instant start, bool acute, Dice& dice) {
  StayPlan plan;
  plan.start = start;
  plan.acute = acute;
  plan.admitted = acute ? between(start + minutes(90), start + hours(5), dice) : start;
  return plan;
}

StayPlan home_at(Instant start, Instant home, Mishap mishap, Dice& dice) {
  StayPlan plan = admitted_at(start, dice.percent(75), dice);
  plan.home = home;
  plan.mishap = mishap;
  lead_home(plan, dice);
  return plan;
}

}  // namespace

StayPlan any_stay(Instant about, Dice& dice) {
  const bool acute = dice.percent(70);
  StayPlan plan;
  plan.acute = acute;
  plan.start = acute ? between(about, about + hours(24), dice)
                     : between(day_at(about, 1, hours(7)), day_at(about, 1, hours(9)), dice);
  if (acute && dice.percent(20)) {  // home again the same day or night
    plan.home = between(plan.start + hours(3), plan.start + hours(9), dice);
    plan.notified = plan.home + letter_takes;
    return plan;
  }
  if (!acute) plan.told = plan.start - days(dice.between(1, 4)) + hours(dice.between(2, 6));
  plan.admitted = acute ? between(plan.start + minutes(90), plan.start + hours(6), dice) : plan.start;
  const Instant ends = plan.admitted + days(dice.between(1, 9));
  if (dice.percent(3)) {
    plan.dies = between(ends - hours(12), ends, dice);
    return plan;
  }
  plan.home = going_home(ends, dice);
  lead_home(plan, dice);
  if (plan.home - plan.admitted > days(4) && dice.percent(20)) {
    plan.leave = between(day_at(plan.admitted, 2, hours(10)), day_at(plan.admitted, 2, hours(16)), dice);
    plan.back = day_at(plan.leave, 1, hours(18));
    if (plan.back > plan.home - hours(12) || (!plan.ready.none() && plan.ready < plan.back))
      plan.leave = plan.back = {};
  }
  plan.mishap = any_mishap(dice);
  if (plan.mishap == Mishap::discharge_lost) lose_discharge(plan, dice);
  if (dice.percent(3)) plan.moves = day_at(plan.home, static_cast<int>(dice.between(1, 5)), hours(11));
  return plan;
}

std::optional<StayPlan> stay_under_way(size_t turn, Instant at, Dice& dice) {
  const auto ago = [&](int days_ago, int64_t hour) {  // that day, within the hour
    return day_at(at, -days_ago, hours(hour)) + minutes(dice.between(0, 55));
  };
  const auto ahead = [&](int days_on, int64_t hour) { return ago(-days_on, hour); };
  switch (turn % 16) {
    case 0: {  // expected in
      StayPlan plan = home_at(ahead(0, 11), ahead(4, 12), Mishap::none, dice);
      plan.acute = false;
      plan.admitted = plan.start;
      plan.told = ago(1, 10);
      return plan;
    }
    case 1: {  // acute, and not admitted yet
      StayPlan plan = home_at(ago(0, 5), ahead(3, 12), Mishap::none, dice);
      plan.acute = true;
      plan.admitted = ahead(0, 10);
      return plan;
    }
    case 2:  // admitted
      return home_at(ago(2, 15), ahead(3, 13), Mishap::none, dice);
    case 3: {  // on leave
      StayPlan plan = home_at(ago(5, 11), ahead(3, 12), Mishap::none, dice);
      plan.leave = ago(1, 13);
      plan.back = ahead(0, 18);
      plan.ready = {};
      return plan;
    }
    case 4: {  // ready for discharge, and waiting
      StayPlan plan = home_at(ago(9, 14), ahead(1, 13), Mishap::none, dice);
      plan.ready = ago(4, 11);
      return plan;
    }
    case 5:  // coming home today
    case 6:
      return home_at(ago(4, 18), ahead(0, turn % 16 == 5 ? 12 : 14), Mishap::none, dice);
    case 7:  // inside the 72 hours
      return home_at(ago(6, 12), ago(2, 13), Mishap::none, dice);
    case 8:  // the first visit is still to come
      return home_at(ago(4, 20), ago(1, 15), Mishap::none, dice);
    case 9:  // the first visit was forgotten
      return home_at(ago(7, 9), ago(2, 11), Mishap::visit_forgotten, dice);
    case 10:
      return home_at(ago(5, 9), ago(1, 10), Mishap::offer_unanswered, dice);
    case 11:
      return home_at(ago(4, 13), ago(1, 10), Mishap::refused_twice, dice);
    case 12:
      return home_at(ago(5, 16), ago(1, 11), Mishap::left_to_citizen, dice);
    case 13: {
      StayPlan plan = home_at(ago(6, 10), ago(1, 11), Mishap::none, dice);
      lose_discharge(plan, dice);
      plan.notified = ahead(1, turn % 3 == 0 ? 9 : 14);
      return plan;
    }
    case 14: {
      StayPlan plan = admitted_at(ago(5, 10), true, dice);
      plan.dies = ago(1, 4 + static_cast<int64_t>(turn / 16) * 6);
      return plan;
    }
    case 15: {  // home, and moved since
      StayPlan plan = home_at(ago(8, 10), ago(3, 12), Mishap::none, dice);
      plan.moves = ago(1, 12);
      return plan;
    }
    default:
      return std::nullopt;
  }
}

}  // namespace klynge::simulate
