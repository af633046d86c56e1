#pragma once
// What somebody at a made-up desk means to do about a duty they owe or are asked to take: when, and what they
// then say. Some forget until the ladder has told them, or somebody else, often enough. Pure; any thread.
#include "core/command.h"
#include "simulate/stay_plan.h"

namespace klynge::simulate {

struct Intent {
  Instant at;
  Party by;
  Ask ask;           // its text, where it has one, is number 1
  std::string text;  // empty: none
};

// What a desk knows beside the duty.
struct Surroundings {
  const Setting& setting;
  Municipality municipality;
  Party practice;
  Mishap mishap = Mishap::none;
  Instant now;
};

// Meant as soon as the duty is so; none: nobody does anything, for now or for ever.
std::optional<Intent> intention(const Duty& duty, const Surroundings& around, Dice& dice);

}  // namespace klynge::simulate
