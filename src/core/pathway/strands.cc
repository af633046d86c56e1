#include "core/pathway/strands.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace klynge {
namespace {

constexpr size_t conditions_at_most = 10;  // of one task: every combination is walked
constexpr std::array events = {StayEvent::acute,
                               StayEvent::admitted,
                               StayEvent::leave,
                               StayEvent::back,
                               StayEvent::home,
                               StayEvent::dead,
                               StayEvent::elsewhere,
                               StayEvent::expected,
                               StayEvent::ready,
                               StayEvent::not_ready,
                               StayEvent::discharge_expected,
                               StayEvent::discharge_moved,
                               StayEvent::terminal,
                               StayEvent::emergency_call,
                               StayEvent::emergency_over,
                               StayEvent::gp_named,
                               StayEvent::task_opened};  // the last: every task event the task names

bool in_hospital(StayState stay) {
  return stay == StayState::acute || stay == StayState::admitted || stay == StayState::leave;
}

// Something that happens: an event, and of a task event which task.
struct Happening {
  StayEvent event{};
  std::string_view of;
  bool operator==(const Happening&) const = default;
};

// Where a task can stand: the stay's state, whether the citizen is ready, whether the task is open, and how
// it came there.
struct Spot {
  StayState stay = StayState::none;
  bool ready = false, open = false;
  std::vector<Happening> way;
  bool same(const Spot& other) const {
    return stay == other.stay && ready == other.ready && open == other.open;
  }
};

// What may come next. Notifications come in any order, late ones too; what people tell is refused where it
// does not fit, and of one who has died nothing more follows from what becomes of a task.
bool may_come(const Spot& spot, StayEvent event) {
  switch (event) {
    case StayEvent::acute:
    case StayEvent::admitted:
    case StayEvent::leave:
    case StayEvent::back:
    case StayEvent::home:
    case StayEvent::dead:
      return true;
    case StayEvent::elsewhere:
      return spot.stay == StayState::home || spot.stay == StayState::acute ||
             spot.stay == StayState::admitted;
    case StayEvent::emergency_call:
    case StayEvent::emergency_over:
      return spot.stay == StayState::home;
    case StayEvent::expected:
      return spot.stay == StayState::none || spot.stay == StayState::expected;
    case StayEvent::ready:
    case StayEvent::not_ready:
      return in_hospital(spot.stay) && spot.ready == (event == StayEvent::not_ready);
    case StayEvent::discharge_expected:
    case StayEvent::discharge_moved:
    case StayEvent::terminal:
      return in_hospital(spot.stay);
    case StayEvent::gp_named:
    case StayEvent::task_opened:
    case StayEvent::task_done:
    case StayEvent::task_marked:
    case StayEvent::task_overdue:
    case StayEvent::task_voided:
      return spot.stay != StayState::none && spot.stay != StayState::dead;
  }
  return false;
}

Spot moved(const Spot& spot, StayEvent event) {
  Spot next = spot;
  if (const StayState state = after(event); state != StayState::none) next.stay = state;
  next.ready =
      event == StayEvent::ready || (spot.ready && event != StayEvent::not_ready && in_hospital(next.stay));
  return next;
}

// The conditions that a task's steps ask for, each once, whatever it is that is negated.
std::vector<Condition> asked_for(const Task& task) {
  std::vector<Condition> all;
  for (const Step& step : task.steps) {
    for (Condition one : step.conditions) {
      one.negated = false;
      if (std::ranges::find(all, one) == all.end()) all.push_back(std::move(one));
    }
  }
  return all;
}

// Whether they are so, one bit each.
bool are_so(const std::vector<Condition>& wanted, const std::vector<Condition>& known, uint32_t so) {
  return std::ranges::all_of(wanted, [&](const Condition& one) {
    Condition plain = one;
    plain.negated = false;
    const auto at = std::ranges::find(known, plain) - known.begin();
    return ((so >> at & 1u) != 0) != one.negated;
  });
}

bool open_after(const Task& task, bool open, const Happening& now, const std::vector<Condition>& known,
                uint32_t so) {
  for (const Step& step : task.steps) {
    if (step.on != now.event || step.of != now.of || !are_so(step.conditions, known, so)) continue;
    switch (step.what) {
      case Step::Do::hold:
      case Step::Do::open:
        open = true;
        break;
      case Step::Do::pass:
        break;
      case Step::Do::complete:
      case Step::Do::end:
      case Step::Do::void_:
        open = false;
        break;
    }
  }
  return open;
}

std::vector<Happening> all_happenings(const Task& task) {
  std::vector<Happening> all;
  for (const StayEvent event : events) {
    if (event != StayEvent::task_opened) all.push_back({event, {}});
  }
  for (const Step& step : task.steps) {
    const Happening one{step.on, step.of};
    if (!step.of.empty() && std::ranges::find(all, one) == all.end()) all.push_back(one);
  }
  return all;
}

std::string told(const std::vector<Happening>& way) {
  std::vector<std::string> words;
  for (const Happening& one : way)
    words.push_back(one.of.empty() ? std::string(word(one.event))
                                   : fmt::format("{} {}", word(one.event), one.of));
  return fmt::format("{}", fmt::join(words, ", then "));
}

bool names(const Task& task, StayState state) {
  return std::ranges::find(task.in_force, state) != task.in_force.end();
}

std::optional<std::string> complaint(const Task& task, const Spot& spot) {
  const bool in_force = names(task, spot.stay) || (spot.ready && names(task, StayState::ready));
  const bool strand = task.strand != Strand::none;
  if (strand && in_force && !spot.open) {
    return fmt::format("\"{}\" is held by nobody after {}, expected it held: in_force names {}", task.id,
                       told(spot.way), word(names(task, spot.stay) ? spot.stay : StayState::ready));
  }
  if (strand && !in_force && spot.open) {
    return fmt::format("\"{}\" is still open after {}, expected it ended: in_force does not name {}", task.id,
                       told(spot.way), word(spot.stay));
  }
  if (spot.stay == StayState::dead && spot.open && !task.owed_after_death) {
    return fmt::format("\"{}\" is still open after {}, expected it ended or owed_after_death: true", task.id,
                       told(spot.way));
  }
  return std::nullopt;
}

}  // namespace

StayState after(StayEvent event) {
  switch (event) {
    case StayEvent::acute:
      return StayState::acute;
    case StayEvent::admitted:
    case StayEvent::back:
      return StayState::admitted;
    case StayEvent::leave:
      return StayState::leave;
    case StayEvent::home:
      return StayState::home;
    case StayEvent::dead:
      return StayState::dead;
    case StayEvent::elsewhere:
      return StayState::elsewhere;
    case StayEvent::expected:
      return StayState::expected;
    case StayEvent::discharge_expected:
    case StayEvent::discharge_moved:
    case StayEvent::ready:
    case StayEvent::not_ready:
    case StayEvent::terminal:
    case StayEvent::emergency_call:
    case StayEvent::emergency_over:
    case StayEvent::gp_named:
    case StayEvent::task_opened:
    case StayEvent::task_done:
    case StayEvent::task_marked:
    case StayEvent::task_overdue:
    case StayEvent::task_voided:
      return StayState::none;
  }
  return StayState::none;
}

std::optional<std::string> broken_promise(const Task& task) {
  const std::vector<Condition> known = asked_for(task);
  if (known.size() > conditions_at_most)
    return fmt::format("\"{}\" asks for {} different conditions, expected at most {}", task.id, known.size(),
                       conditions_at_most);
  const std::vector<Happening> happenings = all_happenings(task);
  std::vector<Spot> seen = {Spot{}};
  for (size_t i = 0; i < seen.size(); ++i) {  // breadth first, so that the way told is the shortest
    for (const Happening& now : happenings) {
      if (!may_come(seen[i], now.event)) continue;
      for (uint32_t so = 0; so < 1u << known.size(); ++so) {
        Spot next = moved(seen[i], now.event);
        next.open = open_after(task, seen[i].open, now, known, so);
        next.way.push_back(now);
        if (auto why = complaint(task, next)) return why;
        if (std::ranges::none_of(seen, [&](const Spot& spot) { return spot.same(next); }))
          seen.push_back(std::move(next));
      }
    }
  }
  return std::nullopt;
}

}  // namespace klynge
