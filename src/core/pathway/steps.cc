#include "core/pathway/steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace klynge {
namespace {

bool opens(const Step& step) {
  return step.what == Step::Do::hold || step.what == Step::Do::open;
}

// Whether the task is open: before anything happens it is not.
using Open = std::set<bool>;

Open events_of(const Task& task, StayEvent event, const Open& before, std::vector<bool>& acts) {
  Open open = before;
  for (size_t i = 0; i < task.steps.size(); ++i) {
    const Step& step = task.steps[i];
    if (step.on != event || open.empty()) continue;
    const bool can_act = step.what == Step::Do::hold || open.contains(!opens(step));
    if (can_act) acts[i] = true;
    if (step.what == Step::Do::pass || !can_act) continue;
    if (step.conditions.empty()) open.clear();
    open.insert(opens(step));
  }
  return open;
}

// Which steps some order of events lets do something.
std::vector<bool> acting(const Task& task) {
  std::vector<bool> acts(task.steps.size(), false);
  const bool by_hand = task.strand == Strand::none;  // a person may open it at any time
  Open before = {false, by_hand};
  for (size_t size = 0; size != before.size();) {  // at most twice: there are two ways to stand
    size = before.size();
    Open after;
    for (const Step& step : task.steps) after.merge(events_of(task, step.on, before, acts));
    before.merge(after);
  }
  return acts;
}

bool same_always(const Step& a, const Step& b) {
  return a.on == b.on && a.what == b.what && a.after == b.after && a.with == b.with && a.of == b.of &&
         a.conditions.empty() && b.conditions.empty();
}

}  // namespace

std::optional<StepFault> broken_step(const Task& task) {
  const std::vector<Step>& steps = task.steps;
  const bool opened_otherwise =
      task.opened_by_person || task.opened_by_letter || task.opened_by_post || task.opened_by_citizen;
  if (std::ranges::any_of(steps, opens) == opened_otherwise)
    return StepFault{SIZE_MAX, opened_otherwise
                                   ? "found a step that opens it, expected none beside opened_by"
                                   : "found no step that opens it, expected one that does hold or open, or "
                                     "opened_by: person"};
  for (size_t i = 0; i < steps.size(); ++i)
    for (size_t j = 0; j < i; ++j)
      if (same_always(steps[j], steps[i]))
        return StepFault{i,
                         fmt::format("found the same done twice on {}, expected it once", word(steps[i].on))};
  const std::vector<bool> acts = acting(task);
  for (size_t i = 0; i < steps.size(); ++i) {
    if (acts[i]) continue;
    return StepFault{
        i, fmt::format("found a step that can never do anything on {}, expected \"{}\" to be {} then "
                       "in some order of events",
                       word(steps[i].on), task.id, opens(steps[i]) ? "closed" : "open")};
  }
  return std::nullopt;
}

}  // namespace klynge
