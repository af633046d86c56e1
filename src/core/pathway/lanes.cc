#include "core/pathway/lanes.h"

#include <algorithm>

namespace klynge {
namespace {

constexpr std::array way = {StayEvent::expected, StayEvent::acute, StayEvent::admitted,
                            StayEvent::leave,    StayEvent::back,  StayEvent::discharge_expected,
                            StayEvent::ready,    StayEvent::home};
constexpr std::array beside = {StayEvent::dead, StayEvent::elsewhere};

template <class Visit>
void each_step(const Pathway& pathway, Visit visit) {
  for (const Task& task : pathway.tasks)
    for (const Step& step : task.steps) visit(step);
}

// `back` is the stay going on: it has a moment only when something else happens then than on admission.
bool differs_from_admission(const Task& task) {
  const auto same = [](const Step& a, const Step& b) { return a.what == b.what && a.to == b.to; };
  const auto on = [&](StayEvent event) {
    std::vector<const Step*> steps;
    for (const Step& step : task.steps)
      if (step.on == event) steps.push_back(&step);
    return steps;
  };
  const auto back = on(StayEvent::back), admitted = on(StayEvent::admitted);
  return std::ranges::any_of(back, [&](const Step* one) {
    return std::ranges::none_of(admitted, [&](const Step* other) { return same(*one, *other); });
  });
}

bool has_moment(const Pathway& pathway, StayEvent event) {
  if (event == StayEvent::back) return std::ranges::any_of(pathway.tasks, differs_from_admission);
  bool named = false;
  each_step(pathway, [&](const Step& step) { named = named || step.on == event; });
  return named;
}

std::vector<LaneMoment> moments_of(const Pathway& pathway) {
  std::vector<LaneMoment> moments;
  for (const StayEvent event : way) {
    if (!has_moment(pathway, event)) continue;
    std::vector<Duration> later;
    each_step(pathway, [&](const Step& step) {
      if (step.on == event && step.after > Duration{}) later.push_back(step.after);
    });
    std::ranges::sort(later);
    later.erase(std::ranges::unique(later).begin(), later.end());
    moments.push_back({event, {}, false});
    for (const Duration after : later) moments.push_back({event, after, false});
  }
  for (const StayEvent event : beside)
    if (has_moment(pathway, event)) moments.push_back({event, {}, true});
  return moments;
}

// Whether a step is taken in the stay that is laid out: what is asked for is so.
bool usual(const Step& step) {
  return std::ranges::none_of(step.conditions, &Condition::negated);
}

Role role_of(PartyKind kind) {
  return kind == PartyKind::hospital ? Role::ward : kind == PartyKind::gp ? Role::gp : Role::municipality;
}

// One task, moment by moment.
class Walk {
 public:
  Walk(const Pathway& pathway, size_t index, bool all, Lanes& lanes)
      : pathway_(pathway), task_(pathway.tasks[index]), index_(index), all_(all), lanes_(lanes) {}

  void go() {
    if (task_.opened_by_person && !task_.takers.empty() && first_moment() < lanes_.moments.size()) {
      open_ = lanes_.bars.size();
      lanes_.bars.push_back({index_, role_of(task_.takers.front()), first_moment(), first_moment() + 1});
    }

    for (size_t at = 0; at < lanes_.moments.size(); ++at) {
      if (lanes_.moments[at].aside) {
        stand_aside(at);
      } else {
        for (const Step& step : task_.steps)
          if (comes(step, at) && (all_ || usual(step))) run(step, at);
        if (open_ != SIZE_MAX) lanes_.bars[open_].to = at + 1;
      }
    }
    lanes_.bars.insert(lanes_.bars.end(), aside_.begin(), aside_.end());
  }

 private:
  // What becomes of another task comes when that one begins: on the drawing both stand there.
  bool comes(const Step& step, size_t at) const {
    const LaneMoment& moment = lanes_.moments[at];
    if (!step.with.empty()) return false;  // it comes with another, where that one stands
    if (step.of.empty()) return step.on == moment.event && step.after == moment.after;
    const bool opens =
        step.what == Step::Do::hold || step.what == Step::Do::open || step.what == Step::Do::pass;
    const auto other = std::ranges::find_if(
        lanes_.bars, [&](const LaneBar& bar) { return pathway_.tasks[bar.task].id == step.of; });
    return opens && other != lanes_.bars.end() && other->from == at;
  }

  // Of a task that a person opens: where its own steps begin.
  size_t first_moment() const {
    for (size_t at = 0; at < lanes_.moments.size(); ++at)
      for (const Step& step : task_.steps)
        if (step.on == lanes_.moments[at].event && !lanes_.moments[at].aside) return at;
    return 0;
  }

  void run(const Step& step, size_t at) {
    switch (step.what) {
      case Step::Do::hold:
        give(step, at, true);
        return;
      case Step::Do::open:
        if (open_ == SIZE_MAX) give(step, at, true);
        return;
      case Step::Do::pass:
        give(step, at, false);
        return;
      case Step::Do::complete:
        close(at, LaneBar::End::completed);
        return;
      case Step::Do::end:
        close(at, LaneBar::End::ended);
        return;
      case Step::Do::void_:
        close(at, LaneBar::End::voided);
        return;
    }
  }

  void give(const Step& step, size_t at, bool opens) {
    if (open_ == SIZE_MAX && !opens) return;
    const size_t from = open_;
    if (from != SIZE_MAX && lanes_.bars[from].role == step.to) return;
    if (from != SIZE_MAX && lanes_.bars[from].from == at) {  // in the same breath: the last one has it
      lanes_.bars[from].role = step.to;
      lanes_.bars[from].by = &step;
      return;
    }
    close(at, LaneBar::End::passed);
    open_ = lanes_.bars.size();
    lanes_.bars.push_back({index_, step.to, at, at + 1, &step, LaneBar::End::course, from});
  }

  void close(size_t at, LaneBar::End end) {
    if (open_ == SIZE_MAX) return;
    lanes_.bars[open_].to = at;
    lanes_.bars[open_].end = end;
    if (lanes_.bars[open_].from == at) lanes_.bars.pop_back();
    open_ = SIZE_MAX;
  }

  // What is open after an event that may come from anywhere: as it would be from the last bar on the way,
  // which is where the citizen is at home.
  void stand_aside(size_t at) {
    std::optional<LaneBar> left;
    if (open_ != SIZE_MAX) left = LaneBar{index_, lanes_.bars[open_].role, at, at + 1};
    for (const Step& step : task_.steps) {
      if (step.on != lanes_.moments[at].event || !usual(step)) continue;
      const bool gives = step.what == Step::Do::hold || (step.what == Step::Do::open && !left) ||
                         (step.what == Step::Do::pass && left);
      const bool ends =
          step.what == Step::Do::complete || step.what == Step::Do::end || step.what == Step::Do::void_;
      if (gives) left = LaneBar{index_, step.to, at, at + 1, &step};
      if (ends) left.reset();
    }
    if (left) aside_.push_back(*left);
  }

  const Pathway& pathway_;
  const Task& task_;
  size_t index_;
  bool all_;  // also steps that ask for something not to be so
  Lanes& lanes_;
  size_t open_ = SIZE_MAX;
  std::vector<LaneBar> aside_;
};

}  // namespace

Lanes lanes_of(const Pathway& pathway) {
  Lanes lanes;
  lanes.moments = moments_of(pathway);
  for (size_t i = 0; i < pathway.tasks.size(); ++i) {
    const size_t before = lanes.bars.size();
    Walk(pathway, i, false, lanes).go();
    if (lanes.bars.size() == before) Walk(pathway, i, true, lanes).go();
  }
  return lanes;
}

}  // namespace klynge
