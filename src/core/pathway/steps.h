#pragma once
// Steps that say nothing: a step that no order of events lets do anything is a mistake of whoever wrote it,
// and so is a task that nothing opens. Found by walking every order of events, as strands.h does; what is no
// strand a person may also open, at any time. Pure.
#include <optional>
#include <string>

#include "core/pathway/pathway.h"

namespace klynge {

struct StepFault {
  size_t step = 0;  // of the task; SIZE_MAX: the whole task
  std::string what;
};

// The first fault of a task's steps; none when each of them can do something.
std::optional<StepFault> broken_step(const Task& task);

}  // namespace klynge
