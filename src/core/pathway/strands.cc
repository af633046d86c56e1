#include "core/pathway/strands.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace klynge {
namespace {

constexpr std::array events = {StayEvent::acute, StayEvent::admitted, StayEvent::leave,    StayEvent::back,
                               StayEvent::home,  StayEvent::dead,     StayEvent::elsewhere};

// Where a task can stand: the stay's state, whether the task is open, and how it came there.
struct Spot {
  StayState stay = StayState::none;
  bool open = false;
  std::vector<StayEvent> way;
};

bool open_after(const Task& task, bool open, StayEvent event, bool report_requested) {
  for (const Step& step : task.steps) {
    if (step.on != event || (step.only_if_report_requested && !report_requested)) continue;
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

std::string told(const std::vector<StayEvent>& way) {
  std::vector<std::string_view> words;
  for (const StayEvent event : way) words.push_back(word(event));
  return fmt::format("{}", fmt::join(words, ", then "));
}

std::optional<std::string> complaint(const Task& task, const Spot& spot) {
  const bool in_force = std::ranges::find(task.in_force, spot.stay) != task.in_force.end();
  const bool strand = task.strand != Strand::none;
  if (strand && in_force && !spot.open) {
    return fmt::format("\"{}\" is held by nobody after {}, expected it held: in_force names {}", task.id,
                       told(spot.way), word(spot.stay));
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
  }
  return StayState::none;
}

std::optional<std::string> broken_promise(const Task& task) {
  std::vector<Spot> seen = {Spot{}};
  for (size_t i = 0; i < seen.size(); ++i) {  // breadth first, so that the way told is the shortest
    for (const StayEvent event : events) {
      if (event == StayEvent::elsewhere && seen[i].stay != StayState::home) continue;  // only from home
      for (const bool report_requested : {false, true}) {
        Spot next{after(event), open_after(task, seen[i].open, event, report_requested), seen[i].way};
        next.way.push_back(event);
        if (auto why = complaint(task, next)) return why;
        const bool known = std::ranges::any_of(
            seen, [&](const Spot& spot) { return spot.stay == next.stay && spot.open == next.open; });
        if (!known) seen.push_back(std::move(next));
      }
    }
  }
  return std::nullopt;
}

}  // namespace klynge
