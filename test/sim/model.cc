#include "sim/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "sim/other_calendar.h"

namespace klynge::sim {
namespace {

constexpr std::string_view arrival = "make-sure-it-arrived";

Instant earliest(Instant a, Instant b) {
  if (a.none()) return b;
  if (b.none()) return a;
  return a < b ? a : b;
}

bool in_bed(StayState stay) {
  return stay == StayState::acute || stay == StayState::admitted || stay == StayState::leave;
}

StayState state_of(StayEvent event) {
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

const std::vector<LadderStep>& plain_ladder() {
  static const std::vector<LadderStep> steps{{{}, LadderKind::remind, LadderStep::Whom::debtor},
                                             {hours(24), LadderKind::ask, LadderStep::Whom::on_call},
                                             {hours(24), LadderKind::raise, LadderStep::Whom::leaders}};
  return steps;
}

// The deadline that is over last at `when`.
ClockKind last_over(const Model::Duty& d, Instant when) {
  ClockKind kind = ClockKind::due;
  Instant last = d.seen && d.due <= when ? d.due : Instant{};
  if (d.seen && !d.check_by.none() && d.check_by <= when && d.check_by >= last) {
    kind = ClockKind::citizen;
    last = d.check_by;
  }
  if (!d.asked.none() && !d.answer_by.none() && d.answer_by <= when && d.answer_by >= last)
    kind = ClockKind::offer;
  return kind;
}

}  // namespace

namespace {

bool speaks_of(const Model::Course::Note& note, const Key& earlier) {
  return note.of == earlier && (note.form != NoteForm::first || note.event == StayEvent::dead);
}

bool counts(const Model::Course& course, const Model::Course::Note& note) {
  if (note.form == NoteForm::annulment) return false;
  for (const Model::Course::Note& other : course.notes)
    if (speaks_of(other, note.message) && other.event == note.event) return false;
  return true;
}

// What people expect counts until the hospital has told of anything.
bool is_plan(const Model::Course::Note& note) {
  return note.event == StayEvent::expected;
}

// Where the notes that count say the citizen is, whatever order they came in.
const Model::Course::Note* last_word(const Model::Course& course) {
  const Model::Course::Note* last = nullptr;
  const auto rank = [](const Model::Course::Note& note) {
    return std::tuple(!is_plan(note), note.event == StayEvent::dead, note.at, note.event, note.place,
                      note.message);
  };
  for (const Model::Course::Note& note : course.notes)
    if (counts(course, note) && (!last || rank(note) >= rank(*last))) last = &note;
  return last;
}
StayState told_state(const Model::Course& course) {
  const Model::Course::Note* last = last_word(course);
  return last ? state_of(last->event) : StayState::none;
}

bool seen_on(const PartyInfo& one, Instant day) {
  return !one.answers_here_from.none() && one.answers_here_from <= day &&
         (one.answers_here_to.none() || day < one.answers_here_to);
}

}  // namespace

struct Model::Rules {
  Model& me;
  const Instant at;
  const Setting& setting;

  // --- looking up ---
  const PartyInfo* info(Party party) const {
    for (const PartyInfo& one : setting.directory.all())
      if (one.party == party) return &one;
    return nullptr;
  }
  bool exists(Party party) const { return exists_on(party, at); }
  bool exists_on(Party party, Instant day) const {
    const PartyInfo* one = info(party);
    return one && one->from <= day && (one->to.none() || day < one->to);
  }
  bool answers_here(Party party) const {
    const PartyInfo* one = info(party);
    return one && seen_on(*one, at);
  }
  const Pathway* pathway(uint16_t course) const {
    if (course == 0 || course > me.courses_.size()) return nullptr;
    const Course& of = me.courses_[course - 1u];
    for (const Pathway& one : setting.pathways)
      if (one.id == of.pathway && one.version == of.version) return &one;
    return nullptr;
  }
  const Task* task(uint16_t course, std::string_view id) const {
    const Pathway* of = pathway(course);
    if (!of) return nullptr;
    for (const Task& one : of->tasks)
      if (one.id == id) return &one;
    return nullptr;
  }
  const std::vector<LadderStep>& ladder(const Duty& d) const {
    if (const Pathway* of = pathway(d.course))
      for (const Ladder& one : of->ladders)
        if (one.id == d.ladder && !one.steps.empty()) return one.steps;
    return plain_ladder();
  }
  Duty* open_task(uint16_t course, std::string_view id) const {
    for (Duty& d : me.duties_)
      if (d.open() && d.course == course && d.task == id) return &d;
    return nullptr;
  }
  bool sees(const Duty& d, Party holder) const {
    const Task* of = task(d.course, d.task);
    return (of && of->proof == Proof::message && letters_come(d.course, holder)) || answers_here(holder);
  }
  // One of the stay has; or the holder's are known to.
  bool letters_come(uint16_t number, Party holder) const {
    const auto& notes = me.courses_[number - 1u].notes;
    if (std::any_of(notes.begin(), notes.end(), [](const Course::Note& one) { return !is_plan(one); }))
      return true;
    const auto come = [&](const PartyInfo* one) {
      return one && !one->messages_here_from.none() && one->messages_here_from <= at &&
             (one->messages_here_to.none() || at < one->messages_here_to);
    };
    return come(info(holder)) || (info(holder) && come(info(Party{info(holder)->organisation})));
  }
  bool in_force(const Task& of, const Course& course) const {
    if (of.strand == Strand::none || !course.open) return false;
    const StayState state = me.dead_ ? StayState::dead : course.stay;
    const auto names = [&](StayState one) {
      return std::find(of.in_force.begin(), of.in_force.end(), one) != of.in_force.end();
    };
    return of.strand == Strand::contact || names(state) ||
           (!me.dead_ && course.ready && in_bed(course.stay) && names(StayState::ready));
  }

  // --- conditions and deadlines ---
  Instant last_stay_ended(const Course& course) const {
    const Course::Note* now = nullptr;
    Instant ended;
    for (const Course::Note& note : course.notes)
      if (!is_plan(note) && counts(course, note) &&
          (!now || std::tuple(note.at, note.event, note.place, note.message) >=
                       std::tuple(now->at, now->event, now->place, now->message)))
        now = &note;
    for (const Course::Note& note : course.notes)
      if (note.event == StayEvent::home && &note != now && counts(course, note))
        ended = std::max(ended, note.at);
    return ended;
  }
  bool any_of_this_stay(uint16_t number, std::string_view id, auto&& is) const {
    const Instant ended = last_stay_ended(me.courses_[number - 1u]);
    return std::any_of(me.duties_.begin(), me.duties_.end(), [&](const Duty& d) {
      return d.course == number && d.task == id && d.opened > ended && is(d);
    });
  }
  std::string_view place_of(Party party, std::string PartyInfo::* what) const {
    const PartyInfo* one = info(party);
    if (one && (one->*what).empty() && one->organisation) one = info(Party{one->organisation});
    return one ? std::string_view(one->*what) : std::string_view();
  }
  struct Now {  // what happens, as the steps of it need it
    uint16_t number = 0;
    StayEvent event{};
    Instant at{}, stated{};
    std::string_view of{};
    bool report = false;
    Party known_to{};
    Key message{};
  };
  bool holds(const Condition& one, const Now& now, const Task& of, Party to) const {
    using Kind = Condition::Kind;
    const Course& course = me.courses_[now.number - 1u];
    const std::string_view region = place_of(course.ward, &PartyInfo::region);
    const auto listed = [&](std::string_view word) {
      return std::find(one.of.begin(), one.of.end(), word) != one.of.end();
    };
    bool so = false;
    switch (one.kind) {
      case Kind::report_requested:
        so = now.report;
        break;
      case Kind::visible_here:
        so = answers_here(to);
        break;
      case Kind::first_time:
        so = !any_of_this_stay(now.number, of.id, [](const Duty& d) {
          return d.state == DutyState::open || d.state == DutyState::done;
        });
        break;
      case Kind::announced:
        so = !course.leaves_at.none();
        break;
      case Kind::over: {
        Instant start = course.start;
        const Instant ended = last_stay_ended(course);
        for (const Course::Note& note : course.notes)
          if (in_bed(state_of(note.event)) && note.at > ended && counts(course, note))
            start = start.none() ? note.at : std::min(start, note.at);
        Instant until = now.at;
        if (in_bed(course.stay)) until = std::max(until, course.leaves_at);
        so = start.none() || until - start > one.time;
        break;
      }
      case Kind::case_of: {
        bool any = false;
        for (const Case& mine : me.cases_) {
          if (!mine.runs(now.at)) continue;
          any = true;
          so = so || listed(mine.said.kind);
        }
        so = so || !any;
        break;
      }
      case Kind::done:
        so =
            any_of_this_stay(now.number, one.of[0], [](const Duty& d) { return d.state == DutyState::done; });
        break;
      case Kind::marked:
        so = any_of_this_stay(now.number, one.of[0], [](const Duty& d) { return d.marked; });
        break;
      case Kind::specialty:
        so = info(course.ward) && listed(info(course.ward)->specialty);
        break;
      case Kind::region:
        so = listed(region);
        break;
      case Kind::terminal:
        so = course.terminal;
        break;
      case Kind::emergency_call:
        so = course.emergency;
        break;
      case Kind::objection:
        so = me.objects_;
        break;
      case Kind::gp_known:
        so = !me.gp_.none();
        break;
      case Kind::open:
        so = open_task(now.number, one.of[0]) != nullptr;
        break;
      case Kind::named:
        for (const NamedCondition& named : pathway(now.number)->conditions) {
          if (named.id != one.of[0]) continue;
          so = true;
          for (const Condition& each : named.all) so = so && holds(each, now, of, to);
          for (const auto& except : named.except)
            if ((except.region == "all" || except.region == region) && except.from <= now.at &&
                (except.to.none() || now.at < except.to) && holds(except.when, now, of, to))
              so = false;
        }
        break;
    }
    return so != one.negated;
  }
  Instant due_of(const Task& of, uint16_t number, Instant event, Instant stated) const {
    const std::string_view region = place_of(me.courses_[number - 1u].ward, &PartyInfo::region);
    for (const Deadline& one : of.due) {
      if (!one.reach.region.empty() && one.reach.region != region) continue;
      if (event < one.reach.begins || (!one.reach.ends.none() && event >= one.reach.ends)) continue;
      const Now then{.number = number, .at = event};
      if (!std::all_of(one.conditions.begin(), one.conditions.end(),
                       [&](const Condition& each) { return holds(each, then, of, {}); }))
        continue;
      if (!stated.none()) return other_due_at(one.when, stated, {}, setting.calendar);
      if (one.from == Moment::event) return other_due_at(one.when, event, {}, setting.calendar);
      const Course& course = me.courses_[number - 1u];
      Instant home;
      for (const Course::Note& note : course.notes)
        if (note.event == StayEvent::home && counts(course, note)) home = std::max(home, note.at);
      const Instant out = course.stay == StayState::home ? home : course.leaves_at;
      if (!out.none()) return other_due_at(one.when, out, out, setting.calendar);
    }
    return {};
  }
  void discharge_moved(uint16_t number) const {
    for (Duty& d : me.duties_) {
      const Task* of = task(number, d.task);
      if (!d.open() || d.course != number || !of || !d.counts_from.none()) continue;
      const auto from_discharge = [](const Deadline& one) { return one.from == Moment::discharge; };
      if (std::none_of(of->due.begin(), of->due.end(), from_discharge)) continue;
      move_due(d, due_of(*of, number, d.opened, {}));
    }
  }
  void move_due(Duty& d, Instant due) const {
    if (due == d.due) return;
    d.due = due;
    const bool silent = !due.none() && !d.silent_since.none() && due <= at;
    if (!silent) listen(d);
  }

  bool same_house(Party a, Party b) const {
    const auto house = [&](Party party) {
      const PartyInfo* one = info(party);
      return one && one->organisation ? one->organisation : party.sor;
    };
    return house(a) == house(b);
  }
  // Of the municipality's own desks, the one whose case stands first in the law's list, then the oldest.
  Party desk_of(Party municipality) const {
    for (const CaseKind& kind : setting.case_kinds) {
      if (!kind.is_basis(at)) continue;
      for (const Case& one : me.cases_)
        if (one.said.kind == kind.id && one.runs(at) && exists(one.said.desk) &&
            same_house(one.said.desk, municipality))
          return one.said.desk;
    }
    return municipality;
  }

  // --- listening ---
  void answered(Duty& d) const {
    d.silent_since = {};
    d.told.clear();
  }
  void listen_at(Duty& d, Instant when) const {
    answered(d);
    d.speaks = when;
    d.listens_for = last_over(d, when);
    d.rung = 0;
  }
  // From now: a deadline to come speaks when it comes, one gone by after the grace.
  void listen(Duty& d) const {
    const auto speaks = [&](Instant deadline) {
      if (deadline.none()) return Instant{};
      return (deadline > at ? deadline : at + setting.grace) + ladder(d)[0].after;
    };
    const Instant due = d.seen ? d.due : Instant{}, check = d.seen ? d.check_by : Instant{};
    Instant holders = due;
    if (!check.none()) holders = due > at ? earliest(due, check) : check;
    listen_at(d, earliest(speaks(holders), d.asked.none() ? Instant{} : speaks(d.answer_by)));
  }
  void listen_to(Duty& d, Party holder) const {  // whose acts may not be visible here
    if (!d.due.none()) d.seen = sees(d, holder);
    listen(d);
  }
  void silence(Duty& d) const {
    const ClockKind kind = last_over(d, at);
    const size_t rung = kind == d.listens_for ? d.rung : 0;
    const auto& steps = ladder(d);
    const auto step = [&](size_t n) { return steps[std::min(n, steps.size() - 1)]; };
    ++d.silences;
    if (d.silent_since.none()) d.silent_since = at;
    const Party debtor = kind == ClockKind::offer ? d.asked : d.holder;
    for (Party party : told(step(rung), d, debtor))
      if (!party.none()) d.told.insert(party);
    Instant next = at + std::max(step(rung + 1).after, minutes(1));
    for (Instant other : {d.seen ? d.due : Instant{}, d.seen ? d.check_by : Instant{},
                          d.asked.none() ? Instant{} : d.answer_by})
      if (other > at) next = std::min(next, other + steps[0].after);
    d.speaks = next;
    d.listens_for = last_over(d, next);
    d.rung = d.listens_for == kind ? rung + 1 : 0;
  }
  std::vector<Party> told(const LadderStep& step, const Duty& d, Party debtor) const {
    std::vector<Party> others{d.holder, d.asked};
    if (d.course != 0) {
      others.push_back(me.courses_[d.course - 1u].ward);
      others.push_back(me.courses_[d.course - 1u].municipality);
    }
    std::erase(others, debtor);
    std::vector<Party> leaders;
    switch (step.whom) {
      case LadderStep::Whom::debtor:
        return {debtor};
      case LadderStep::Whom::on_call:
        return {info(debtor) ? info(debtor)->on_call : Party{}};
      case LadderStep::Whom::dependents:
        return others;
      case LadderStep::Whom::leaders:
        if (!d.asked.none()) others = {d.holder, d.asked};
        others.push_back(debtor);
        for (Party party : others)
          if (info(party)) leaders.push_back(info(party)->leader);
        return leaders;
    }
    return {};
  }

  bool is_municipality(Party party) const {
    return info(party) && info(party)->kind == PartyKind::municipality;
  }

  // --- what happens to a duty ---
  void no_offer(Duty& d) const {
    d.asked = {};
    d.answer_by = {};
  }
  void end_offer(Duty& d) const {
    if (d.asked.none()) return;
    no_offer(d);
    if (d.listens_for == ClockKind::offer) listen(d);
  }
  void new_holder(Duty& d, Party holder, Ground ground, std::string rule) const {
    d.holder = holder;
    d.ground = ground;
    d.rule = std::move(rule);
    d.unit = {};
    d.check_by = {};
    d.former = {};
    d.contest_until = {};
    no_offer(d);
  }
  void end(Duty& d, DutyState state) const {
    no_offer(d);
    d.state = state;
    d.pass_to = {};
    d.pass_at = {};
    d.check_by = {};
    listen_at(d, {});
    d.listens_for = ClockKind::due;
  }
  Duty& open(uint16_t course, const std::string& name, const Task* of, Party holder, Ground ground,
             const std::string& rule, Instant due, Instant opened = {}, Instant counts_from = {}) const {
    Duty d;
    d.opened = opened.none() ? at : opened;
    d.counts_from = counts_from;
    d.course = course;
    d.task = name;
    d.rule = rule;
    if (of) d.strand = of->strand, d.ladder = of->ladder;
    d.holder = holder;
    d.ground = ground;
    d.due = due;
    d.seen = sees(d, holder);
    listen(d);
    me.duties_.push_back(d);
    return me.duties_.back();
  }
  void pass(size_t n, Party to, const std::string& rule, Party knows) const {
    Duty& d = me.duties_[n];
    const Party before = d.holder;
    const uint16_t course = d.course;
    new_holder(d, to, Ground::by_rule, rule);
    d.pass_to = {};
    d.pass_at = {};
    d.seen = sees(d, to);
    listen(d);
    if (to == knows || !exists(before)) return;
    if (std::find(setting.acts_for.begin(), setting.acts_for.end(), to.sor) != setting.acts_for.end()) return;
    for (const Duty& other : me.duties_)
      if (other.open() && other.task == arrival && other.course == course && other.rule == rule &&
          other.holder == before)
        return;
    open(course, std::string(arrival), nullptr, before, Ground::by_rule, rule, at + hours(24));
  }
  void succeed(Duty& d, Party to) const {
    new_holder(d, to, Ground::succession, "");
    d.seen = sees(d, to);
    listen(d);
  }
  void offer(Duty& d, Party to, Instant by) const {
    const Task* of = task(d.course, d.task);
    d.asked = to;
    if (!answers_here(to))
      by = {};
    else if (by.none())
      by = at + (of && of->answer_within > Duration{} ? of->answer_within : hours(24));
    d.answer_by = by;
    listen(d);
  }

  // --- around everything ---
  void bury_the_ceased() const {  // parties that have ceased hold nothing; who was to move has moved
    if (me.moving_ && me.moving_->from <= at && exists(me.moving_->to)) {
      const Move coming = *me.moving_;
      move_to(coming.to, coming.from);
    }
    const size_t count = me.duties_.size();
    for (size_t n = 0; n < count; ++n) {
      if (!me.duties_[n].open()) continue;
      if (!exists(me.duties_[n].holder)) {
        Party heir = me.duties_[n].holder;
        for (size_t i = 0; i <= setting.directory.all().size() && !heir.none(); ++i) {
          heir = info(heir) ? info(heir)->successor : Party{};
          if (exists(heir)) break;
        }
        const bool found = exists(heir);
        if (found || exists(setting.operations)) succeed(me.duties_[n], found ? heir : setting.operations);
        if (!found && exists(setting.operations) && !open_task(0, "find-holder"))
          open(0, "find-holder", nullptr, setting.operations, Ground::by_rule, "", at + hours(24));
      }
      Duty& d = me.duties_[n];
      if (sees(d, d.holder) != d.seen) {  // its holder answers here from today, or no longer
        d.seen = !d.seen;
        listen(d);
      }
      if (!d.asked.none() && !exists(d.asked)) end_offer(d);
    }
  }
  bool answers(const Duty& held, const Duty& waiting) const {
    return held.open() && held.course == waiting.course && held.ground == Ground::by_rule &&
           held.rule == waiting.rule && held.task != arrival && held.holder != waiting.holder;
  }
  void settle() const {
    bury_the_ceased();
    for (Duty& d : me.duties_) {
      if (!d.open() || d.task != arrival) continue;
      const bool stands = std::any_of(me.duties_.begin(), me.duties_.end(),
                                      [&](const Duty& other) { return answers(other, d); });
      if (!stands) end(d, DutyState::done);
    }
    for (size_t c = 0; c < me.courses_.size(); ++c) {
      Course& course = me.courses_[c];
      const auto number = static_cast<uint16_t>(c + 1);
      const bool called_off = course.stay == StayState::none && !course.notes.empty();
      const bool gone = course.stay == StayState::home || course.stay == StayState::dead ||
                        course.stay == StayState::elsewhere || me.dead_ || called_off;
      if (!course.open || !gone) continue;
      const bool more = std::any_of(me.duties_.begin(), me.duties_.end(), [&](const Duty& d) {
        const Task* of = task(number, d.task);
        if (!d.open() || d.course != number) return false;
        if (!d.pass_at.none()) return true;  // somebody to call until then
        if (d.strand == Strand::contact) return false;
        if (!of) return d.task != arrival || d.seen;
        return !of->ends_with_course && (d.seen || !of->ends_when_unseen);
      });
      if (more) continue;
      for (Duty& d : me.duties_)
        if (d.open() && d.course == number) end(d, DutyState::done);
      course.open = false;
    }
  }

  // --- notes ---
  Now now_of(const NotifyStay& said, uint16_t number) const {
    const bool by_hand = said.form == NoteForm::by_hand;
    return {number,
            said.event,
            said.event_at,
            {},
            {},
            said.report_requested,
            by_hand ? said.sender : said.ward,
            said.message};
  }
  void follow(const Now& now) const {  // what the pathway says happens then
    if (const Pathway* of = pathway(now.number))
      for (const Task& one : of->tasks)
        for (const Step& line : one.steps)
          if (line.on == now.event && line.of == now.of) step(now, one, line);
  }
  void became(uint16_t number, const std::string& id, StayEvent event, Party who, Instant stated = {}) const {
    if (number == 0 || me.dead_ || !me.courses_[number - 1u].open) return;
    follow({number, event, at, stated, id, false, who});
  }
  void step(const Now& now, const Task& of, const Step& line) const {
    const uint16_t number = now.number;
    const Course& course = me.courses_[number - 1u];
    Duty* d = open_task(number, of.id);
    Party to = course.ward;
    if (line.to == Role::municipality) to = desk_of(course.municipality);
    if (line.to == Role::gp) to = me.gp_;
    if (line.to == Role::holder && d) to = d->holder;
    for (const Condition& one : line.conditions)
      if (!holds(one, now, of, to)) return;
    const Instant due = due_of(of, number, now.at, now.stated);
    const auto move = [&] {
      d->pass_to = {};
      d->pass_at = {};
      if (d->holder != to) pass(static_cast<size_t>(d - me.duties_.data()), to, line.rule, now.known_to);
    };
    const auto begin = [&] {
      open(number, of.id, &of, to, Ground::by_rule, line.rule, due,
           now.of.empty() ? std::min(now.at, at) : at, now.stated);
      me.duties_.back().cause = now.message;
      became(number, of.id, StayEvent::task_opened, now.known_to);
    };
    switch (line.what) {
      case Step::Do::hold:
        if (to.none()) return;
        if (d) return move();
        return begin();
      case Step::Do::open:
        if (!d && !to.none()) begin();
        return;
      case Step::Do::pass:
        if (!d) return;
        if (line.after == Duration{} && line.with.empty()) return to.none() ? void() : move();
        if (d->holder == to) return;
        if (const Duty* other = open_task(number, line.with); !line.with.empty()) {
          if (!other || other->pass_at.none()) return;
          d->pass_at = other->pass_at;
        } else {
          d->pass_at = now.at + line.after;
        }
        d->pass_to = to;
        d->pass_rule = line.rule;
        return;
      case Step::Do::complete:
      case Step::Do::end:
      case Step::Do::void_:
        for (Duty& one : me.duties_)
          if (one.open() && one.course == number && one.task == of.id)
            end(one, line.what == Step::Do::void_ ? DutyState::voided : DutyState::done);
        return;
    }
  }
  bool overtaken(const Course& course, const NotifyStay& said) const {
    return std::any_of(course.notes.begin(), course.notes.end(), [&](const Course::Note& note) {
      const bool is_word =
          !is_plan(note) && (note.form != NoteForm::by_hand || said.event != StayEvent::dead);
      return is_word && counts(course, note) &&
             std::tuple(note.at, note.event, note.place, note.message) >
                 std::tuple(said.event_at, said.event, size_t{said.place}, said.message);
    });
  }
  uint16_t first_about(const NotifyStay& said) const {
    for (size_t c = 0; c < me.courses_.size(); ++c)
      for (const Course::Note& note : me.courses_[c].notes)
        if ((!said.of.none() && note.message == said.of &&
             (said.form != NoteForm::first ||
              (note.event == StayEvent::dead && note.form != NoteForm::annulment))) ||
            (speaks_of(note, said.message) && note.event == said.event))
          return static_cast<uint16_t>(c + 1);
    return 0;
  }
  // All of it had been taken back, and so it closed: what is told of it all the same opens it again.
  static bool is_empty(const Course& course) {
    return !course.notes.empty() &&
           std::none_of(course.notes.begin(), course.notes.end(),
                        [&](const Course::Note& one) { return counts(course, one); });
  }
  uint16_t course_of(const NotifyStay& said) const {
    uint16_t closed = 0;
    if (const uint16_t same = first_about(said)) return same;
    for (const Key& key : said.courses) {
      uint16_t open_one = 0, closed_one = 0;
      for (size_t c = 0; c < me.courses_.size(); ++c) {
        const auto& keys = me.courses_[c].keys;
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) continue;
        (me.courses_[c].open ? open_one : closed_one) = static_cast<uint16_t>(c + 1);
      }
      if (open_one) return open_one;
      if (!closed) closed = closed_one;
    }
    if (!closed) return expected_for(said);
    if (me.dead_ || is_empty(me.courses_[closed - 1u])) return closed;
    const bool begins = said.form == NoteForm::first &&
                        (said.event == StayEvent::acute || said.event == StayEvent::admitted ||
                         said.event == StayEvent::dead || closed_by_hand(me.courses_[closed - 1u]));
    return begins && !overtaken(me.courses_[closed - 1u], said) ? expected_for(said) : closed;
  }
  // The stay that somebody expected nearest to that time, when the citizen does not come days before it.
  uint16_t expected_for(const NotifyStay& said) const {
    if (said.form != NoteForm::first) return 0;
    if (said.event != StayEvent::acute && said.event != StayEvent::admitted) return 0;
    uint16_t nearest = 0;
    int64_t least = INT64_MAX;
    for (size_t c = 0; c < me.courses_.size(); ++c) {
      if (!me.courses_[c].open || me.courses_[c].stay != StayState::expected) continue;
      const int64_t early = last_word(me.courses_[c])->at.us - said.event_at.us;
      const int64_t away = early < 0 ? -early : early;
      if (early > days(3).us || away >= least) continue;
      least = away;
      nearest = static_cast<uint16_t>(c + 1);
    }
    return nearest;
  }
  static bool closed_by_hand(const Course& course) {
    const Course::Note* last = last_word(course);
    return last && last->form == NoteForm::by_hand;
  }
  // The hospital's word of the discharge puts right what somebody said in its absence.
  NotifyStay as_meant(const NotifyStay& said) const {
    NotifyStay meant = said;
    // Who has no residence is where the citizen is found, whoever is told.
    if (std::any_of(me.circumstances_.begin(), me.circumstances_.end(), [&](const Circumstance& one) {
          return one.kind == CircumstanceKind::no_residence && one.runs(at);
        }))
      meant.municipality = me.municipality_;
    if (said.form != NoteForm::first || said.event != StayEvent::home) return meant;
    for (const Key& key : said.courses) {
      const Course* found = nullptr;
      for (const Course& one : me.courses_)
        if (std::find(one.keys.begin(), one.keys.end(), key) != one.keys.end() &&
            (!found || one.open || !found->open))
          found = &one;
      if (!found || !closed_by_hand(*found)) continue;
      meant.form = NoteForm::correction;
      meant.of = last_word(*found)->message;
      return meant;
    }
    return meant;
  }
  // A death that follows a death corrects it, whatever it calls itself.
  bool is_told_first(const NotifyStay& said) const {
    const auto is_of = [&](const Course::Note& note) {
      return said.event == StayEvent::dead && note.event == StayEvent::dead && note.message == said.of;
    };
    return said.form == NoteForm::first &&
           std::none_of(me.courses_.begin(), me.courses_.end(), [&](const Course& course) {
             return std::any_of(course.notes.begin(), course.notes.end(), is_of);
           });
  }
  void notified(const NotifyStay& said) const {
    if (me.municipality_.none()) live_in(said.municipality);
    uint16_t number = course_of(said);
    if (!number) {
      Course course;
      course.pathway = "hospital-stay";
      for (const Pathway& one : setting.pathways)
        if (one.id == course.pathway && one.valid_from <= said.event_at) course.version = one.version;
      course.municipality = said.event == StayEvent::expected ? said.municipality : me.municipality_;
      me.courses_.push_back(course);
      number = static_cast<uint16_t>(me.courses_.size());
    }
    for (const Key& key : said.courses) {
      auto& keys = me.courses_[number - 1u].keys;
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    }
    for (Course& course : me.courses_) course.gaps.erase(said.message);
    for (const Key& unseen : said.unseen) me.courses_[number - 1u].gaps.insert(unseen);

    const Course before = me.courses_[number - 1u];
    const bool late = me.dead_ || (!before.open && !is_empty(before)) ||
                      (said.event != StayEvent::dead && overtaken(before, said));
    Course::Note note{said.event_at, said.event, said.message, said.form, said.of, said.place, said.ward};
    me.courses_[number - 1u].notes.push_back(note);
    if (!is_told_first(said)) return;  // adopt() takes over what became of it
    if (!late && counts(me.courses_[number - 1u], note)) {
      me.courses_[number - 1u].open = true;
      if (!before.open) me.courses_[number - 1u].municipality = me.municipality_;
      take_as_told(said, number, before);
    } else if (in_bed(state_of(said.event)) && before.open && !me.dead_ &&
               counts(me.courses_[number - 1u], note)) {
      ask_after_all(now_of(said, number), note);
    }
    // Home, and back again since.
    Course& now = me.courses_[number - 1u];
    if (late && said.event == StayEvent::home && note.at >= now.ready_since && counts(now, note))
      now.ready = false;
    // After a death of another course a stay that is over still ended with its last discharge.
    const bool is_last = std::none_of(now.notes.begin(), now.notes.end(), [&](const Course::Note& one) {
      return one.event == StayEvent::home && one.at >= note.at && one.message != note.message &&
             counts(now, one);
    });
    if (late && said.event == StayEvent::home && now.stay == StayState::home && counts(now, note) && is_last)
      discharge_moved(number);
    if (!me.dead_) overtake();
  }
  // Told late: what was not asked for is, and what has ended since is over as soon as it began.
  void ask_after_all(const Now& now, const Course::Note& told) const {
    const auto course = [&]() -> const Course& { return me.courses_[now.number - 1u]; };
    const auto rank = [](const Course::Note& one) {
      return std::tuple(one.event == StayEvent::dead, one.at, one.event, one.place, one.message);
    };
    for (const Task& of : pathway(now.number)->tasks) {
      const auto asked = [](const Duty& d) { return !d.taken_back; };
      if (of.strand != Strand::none || any_of_this_stay(now.number, of.id, asked)) continue;
      for (const Step& line : of.steps)
        if (line.on == now.event && line.of.empty() && line.what == Step::Do::open) step(now, of, line);
      std::set<StayEvent> since;
      for (const Course::Note& one : course().notes)
        if (rank(one) > rank(told) && counts(course(), one)) since.insert(one.event);
      if (course().stay == StayState::elsewhere) since.insert(StayEvent::elsewhere);
      for (const Step& line : of.steps) {
        const bool ends =
            line.what == Step::Do::complete || line.what == Step::Do::end || line.what == Step::Do::void_;
        Now then = now;
        then.event = line.on;
        if (ends && line.of.empty() && since.contains(line.on)) step(then, of, line);
      }
    }
  }
  void take_as_told(const NotifyStay& said, uint16_t number, const Course& before) const {
    {
      Course& course = me.courses_[number - 1u];
      const bool was_home = course.stay == StayState::home;
      if (course.stay == StayState::expected && said.event != StayEvent::expected)
        course.municipality = me.municipality_;
      course.stay = state_of(said.event);
      course.ward = said.ward;
      if (!said.stay_start.none()) course.start = said.stay_start;
      if (!in_bed(course.stay)) course.ready = false;
      if (was_home && in_bed(course.stay)) {
        course.leaves_at = {};
        course.terminal = course.emergency = false;
      }
    }
    if (said.event != StayEvent::expected && !said.municipality.none() && is_latest(said))
      move_to(said.municipality);
    follow(said, number, before);
    if (said.event == StayEvent::home || (before.stay == StayState::home && !me.dead_))
      discharge_moved(number);
    if (said.event != StayEvent::dead) return;
    me.dead_ = true;
    let_go_of_the_dead();
  }
  // Of any stay, and by anybody: what is told late does not say where the citizen lives now.
  bool is_latest(const NotifyStay& said) const {
    return said.event_at >= me.lives_said_ &&
           std::none_of(me.courses_.begin(), me.courses_.end(), [&](const Course& course) {
             return std::any_of(course.notes.begin(), course.notes.end(), [&](const Course::Note& note) {
               return !is_plan(note) && note.form != NoteForm::by_hand && counts(course, note) &&
                      std::tuple(note.at, note.event, note.place, note.message) >
                          std::tuple(said.event_at, said.event, size_t{said.place}, said.message);
             });
           });
  }
  void let_go_of_the_dead() const {
    for (Duty& d : me.duties_) {
      const Task* of = task(d.course, d.task);
      const bool ours = d.course == 0 && d.holder == setting.operations;
      if (d.open() && d.strand != Strand::contact && !ours && !(of && of->owed_after_death))
        end(d, DutyState::voided);
    }
  }
  // The citizen lives elsewhere: what the pathway gives to the municipality goes there.
  void move_to(Party now, Instant said = {}) const {
    const Party before = me.municipality_;
    if (now == before) return;
    live_in(now);
    if (!said.none()) me.lives_said_ = said;
    for (Course& one : me.courses_)
      if (one.open) one.municipality = now;
    for (Duty& d : me.duties_)
      if (d.open() && !d.pass_at.none() && same_house(d.pass_to, before)) d.pass_to = desk_of(now);
    const size_t count = me.duties_.size();
    for (size_t n = 0; n < count && !same_house(before, now); ++n) {
      const Task* of = task(me.duties_[n].course, me.duties_[n].task);
      const bool of_home = of && std::any_of(of->steps.begin(), of->steps.end(),
                                             [](const Step& line) { return line.to == Role::municipality; });
      if (me.duties_[n].open() && of_home && same_house(me.duties_[n].holder, before))
        pass(n, desk_of(now), "moved", {});
    }
  }
  bool verb(const MoveCitizen& ask, const Caller& who) const {
    const bool ours = !me.municipality_.none() && same_house(who.party, me.municipality_);
    if (who.role != CallerRole::operations && !ours) return false;
    if (!is_municipality(ask.municipality) || !exists_on(ask.municipality, std::max(ask.from, at)))
      return false;
    if (ask.municipality == me.municipality_ && !me.moving_) return false;
    moves(ask.municipality, ask.from.none() ? at : ask.from, at);
    return true;
  }
  void live_in(Party now) const {
    me.municipality_ = now;
    if (me.moving_ && me.moving_->to == now) me.moving_.reset();
  }
  // On a day to come it is only known of; to where the citizen is already, it is called off.
  void moves(Party to, Instant from, Instant said) const {
    if (from <= at && to != me.municipality_) return move_to(to, said);
    me.moving_.reset();
    if (to != me.municipality_) me.moving_ = Move{to, from};
  }
  bool states(const StateCircumstance& ask, const Caller& who) const {
    using enum CircumstanceKind;
    const Instant from = ask.from.none() ? at : ask.from;
    const bool of_somebody =
        ask.kind == guardian || ask.kind == mandate || ask.kind == relative || ask.kind == custody;
    if (!of_somebody && ask.kind != no_residence && ask.kind != protected_address) return false;
    const bool again = ask.number != 0;
    if (again &&
        (ask.number > me.circumstances_.size() || me.circumstances_[ask.number - 1u].kind != ask.kind))
      return false;
    if (of_somebody && ask.text == 0) return false;
    if (ask.to.none() ? ask.kind == mandate : ask.to <= from) return false;
    if (ask.kind == no_residence && (!is_municipality(ask.where) || !exists(ask.where))) return false;
    if (!again) me.circumstances_.emplace_back();
    Circumstance& said = again ? me.circumstances_[ask.number - 1u] : me.circumstances_.back();
    if (said.renewal != 0 && me.duties_[said.renewal - 1u].open())
      end(me.duties_[said.renewal - 1u], DutyState::done);
    said = {ask.kind, from, ask.to, 0};
    const bool goes_on = ask.to.none() || ask.to > at;
    if (of_somebody && !ask.to.none() && goes_on) {  // who said so sees to it before it ends
      open(0, "renew-before-it-ends", nullptr, who.party, Ground::by_rule, "ends-on-its-day", ask.to);
      said.renewal = static_cast<uint16_t>(me.duties_.size());
    }
    if (ask.kind == no_residence && goes_on && ask.where != me.municipality_) moves(ask.where, from, at);
    return true;
  }
  void takes_in(const Model& other) const {
    const auto courses = static_cast<uint16_t>(me.courses_.size());
    const auto duties = static_cast<uint16_t>(me.duties_.size());
    me.courses_.insert(me.courses_.end(), other.courses_.begin(), other.courses_.end());
    for (Duty d : other.duties_) {
      if (d.course != 0) d.course = static_cast<uint16_t>(d.course + courses);
      me.duties_.push_back(std::move(d));
    }
    for (Circumstance one : other.circumstances_) {
      if (one.renewal != 0) one.renewal = static_cast<uint16_t>(one.renewal + duties);
      me.circumstances_.push_back(one);
    }
    me.cases_.insert(me.cases_.end(), other.cases_.begin(), other.cases_.end());
    if (me.municipality_.none()) {
      live_in(other.municipality_);
      me.lives_said_ = other.lives_said_;
    }
    if (me.gp_.none()) me.gp_ = other.gp_;
    me.objects_ |= other.objects_;
    if (!me.moving_ && other.moving_ && other.moving_->to != me.municipality_) me.moving_ = other.moving_;
    if (me.dead_ || !other.dead_) return;
    me.dead_ = true;
    let_go_of_the_dead();
  }
  // What the pathway says happens now, when the citizen is in another state or another bed than before.
  void follow(const NotifyStay& said, uint16_t number, const Course& before) const {
    const StayState now = state_of(said.event);
    if (now == before.stay && (!in_bed(now) || before.ward == said.ward)) return;
    if (in_bed(now) && !in_bed(before.stay))
      for (Duty& d : me.duties_)
        if (d.course == number) d.pass_to = {}, d.pass_at = {};
    follow(now_of(said, number));
    // Said to be ready before the admission was taken back and told again: whoever takes home has it again.
    if (me.courses_[number - 1u].ready && in_bed(now)) follow_again(now_of(said, number), StayEvent::ready);
  }
  void follow_again(const Now& now, StayEvent said_before) const {
    for (const Task& of : pathway(now.number)->tasks)
      for (const Step& line : of.steps)
        if (line.on == said_before && line.what == Step::Do::hold && !open_task(now.number, of.id))
          step(now, of, line);
  }
  // Whoever was sent home, and then was in a bed of another course, is not at home any more.
  static bool in_bed_since(const Course::Note& note, Instant left) {
    return in_bed(state_of(note.event)) && note.at >= left;
  }
  // Whoever lay in one region, and then was admitted in another, was sent on.
  bool sent_on(const Course::Note& note, const Course& from, Instant last) const {
    const std::string_view here = place_of(from.ward, &PartyInfo::region);
    const std::string_view there = place_of(note.ward, &PartyInfo::region);
    return note.event == StayEvent::admitted && note.at > last && !here.empty() && !there.empty() &&
           here != there;
  }
  void overtake() const {
    for (size_t c = 0; c < me.courses_.size(); ++c) {
      Course& course = me.courses_[c];
      const auto number = static_cast<uint16_t>(c + 1);
      const bool is_home = course.stay == StayState::home;
      const bool lies = course.stay == StayState::acute || course.stay == StayState::admitted;
      if (!course.open || (!is_home && !lies)) continue;
      Instant left;
      for (const Course::Note& note : course.notes)
        if (!is_plan(note) && counts(course, note)) left = std::max(left, note.at);
      const auto rank = [](const Course::Note& one) {
        return std::tuple(one.at, one.event, one.place, one.message);
      };
      std::optional<Course::Note> first;
      for (const Course& other : me.courses_)
        for (const Course::Note& note : other.notes)
          if (&other != &course && counts(other, note) && (!first || rank(note) < rank(*first)) &&
              (is_home ? in_bed_since(note, left) : sent_on(note, course, left)))
            first = note;
      if (!first) continue;
      course.stay = StayState::elsewhere;
      for (Duty& d : me.duties_)
        if (d.course == number) d.pass_to = {}, d.pass_at = {};
      follow({number, StayEvent::elsewhere, first->at, {}, {}, false, first->ward, first->message});
    }
  }

  // --- a stay that is expected, and one that is closed by hand ---
  NotifyStay plan(const Course* of, const Caller& who, Key id, Party ward, Instant when) const {
    NotifyStay said;
    said.message = id;
    said.event = StayEvent::expected;
    said.event_at = when;
    said.ward = ward;
    said.sender = who.party;
    if (of) said.of = last_word(*of)->message;
    return said;
  }
  bool planned(const ExpectStay& ask, const Caller& who, Key id) const {
    const auto is_kind = [&](Party party, PartyKind kind) {
      return info(party) && info(party)->kind == kind && exists(party);
    };
    if (me.dead_ || !is_kind(ask.ward, PartyKind::hospital) || ask.at <= at) return false;
    if (!ask.municipality.none() && !is_kind(ask.municipality, PartyKind::municipality)) return false;
    const Party lives = ask.municipality.none() ? me.municipality_ : ask.municipality;
    if (lives.none()) return false;
    if (ask.course == 0) {
      const bool ours = same_house(who.party, ask.ward) || same_house(who.party, lives);
      if (who.role != CallerRole::operations && !ours) return false;
      NotifyStay said = plan(nullptr, who, id, ask.ward, ask.at);
      said.municipality = lives;
      notified(as_meant(said));
      return true;
    }
    if (!may_tell(ask.course, who, false)) return false;
    Course& course = me.courses_[ask.course - 1u];
    if (course.stay != StayState::expected) return false;
    const NotifyStay said = plan(&course, who, id, ask.ward, ask.at);
    std::set<Key> story;  // all that was said of the plan before
    for (const Course::Note& note : course.notes) story.insert(note.message);
    course.notes.push_back({said.event_at, said.event, id, NoteForm::correction, said.of, 0, said.ward});
    const bool moved = course.ward != said.ward;
    course.ward = said.ward;
    const Now now = now_of(said, ask.course);
    if (moved)
      for (const Task& of : pathway(ask.course)->tasks)
        for (const Step& line : of.steps)
          if (line.on == StayEvent::expected && line.what == Step::Do::hold) step(now, of, line);
    for (Duty& d : me.duties_) {
      const Task* of = task(ask.course, d.task);
      if (!d.open() || d.course != ask.course || !of || !story.contains(d.cause)) continue;
      const Instant due = due_of(*of, ask.course, said.event_at, d.counts_from);
      if (!due.none()) move_due(d, due);
    }
    return true;
  }
  bool planned(const CallOffStay& ask, const Caller& who, Key id) const {
    if (!may_tell(ask.course, who, false) || !ask.text) return false;
    Course& course = me.courses_[ask.course - 1u];
    if (course.stay != StayState::expected) return false;
    const Course::Note last = *last_word(course);
    course.notes.push_back(
        {last.at, StayEvent::expected, id, NoteForm::annulment, last.message, 0, course.ward});
    course.stay = StayState::none;
    for (Duty& d : me.duties_) {
      if (!d.open() || d.course != ask.course || d.strand == Strand::contact) continue;
      end(d, DutyState::voided);
      d.taken_back = true;
    }
    return true;
  }
  bool planned(const CloseStay& ask, const Caller& who, Key id) const {
    if (ask.course == 0 || ask.course > me.courses_.size()) return false;
    const Course before = me.courses_[ask.course - 1u];
    if (!before.open || !in_bed(before.stay)) return false;
    const bool waits_for_it = std::any_of(me.duties_.begin(), me.duties_.end(), [&](const Duty& d) {
      const Task* of = task(ask.course, d.task);
      return d.open() && d.course == ask.course && d.holder == who.party && of &&
             std::any_of(of->steps.begin(), of->steps.end(), [](const Step& line) {
               return line.on == StayEvent::home && line.what == Step::Do::complete;
             });
    });
    const bool of_home = who.party == before.municipality || who.party == desk_of(before.municipality);
    if (who.role != CallerRole::operations && !waits_for_it && !of_home) return false;
    if (ask.because < ClosedBecause::seen_at_home || ask.because > ClosedBecause::other || !ask.text)
      return false;
    const Instant left = ask.at.none() ? at : ask.at;
    if (left > at || left <= last_word(before)->at) return false;
    NotifyStay said;
    said.message = id;
    said.event = StayEvent::home;
    said.form = NoteForm::by_hand;
    said.event_at = left;
    said.ward = before.ward;
    said.sender = who.party;
    me.courses_[ask.course - 1u].notes.push_back(
        {left, StayEvent::home, id, NoteForm::by_hand, {}, 0, before.ward});
    if (me.dead_) return true;  // noted, and nothing else
    take_as_told(said, ask.course, before);
    overtake();
    return true;
  }

  // --- verbs: who may, and when ---
  bool must_stay(const Duty& d) const {
    if (d.course == 0 || !me.courses_[d.course - 1u].open) return false;
    if (d.strand == Strand::contact) return true;
    const Task* of = task(d.course, d.task);
    return of && in_force(*of, me.courses_[d.course - 1u]);
  }
  bool owes_nothing(const Task* of) const { return me.dead_ && !(of && of->owed_after_death); }
  bool can_be_asked(Party to, Party holder, Instant by) const {
    return exists(to) && to != holder && !info(to)->barred && (by.none() || by > at);
  }

  bool verb(const OpenDuty& ask, const Caller& who) const {
    const bool operations = who.role == CallerRole::operations;
    if (ask.course != 0 && (ask.course > me.courses_.size() || !me.courses_[ask.course - 1u].open))
      return false;
    const Task* of = task(ask.course, ask.task);
    if (!of && ask.task != "other" && !operations) return false;
    if (of && of->strand != Strand::none) return false;
    if (!operations && owes_nothing(of)) return false;
    if (!ask.due.none() && ask.due <= at) return false;
    if (!exists(who.party)) return false;
    const bool offered = !ask.holder.none() && ask.holder != who.party;
    if (offered && !can_be_asked(ask.holder, who.party, ask.answer_by)) return false;
    Duty& d = open(ask.course, ask.task, of, who.party, Ground::taken, "",
                   ask.due.none() && of ? due_of(*of, ask.course, at, {}) : ask.due, {}, ask.due);
    if (offered) offer(d, ask.holder, ask.answer_by);
    became(ask.course, ask.task, StayEvent::task_opened, who.party);
    return true;
  }
  bool verb(const OfferDuty& ask, Duty& d, const Caller& who) const {
    if (!d.asked.none() || who.party != d.holder || !can_be_asked(ask.to, d.holder, ask.answer_by))
      return false;
    offer(d, ask.to, ask.answer_by);
    return true;
  }
  bool verb(const AcceptOffer&, Duty& d, const Caller& who) const {
    if (d.asked.none() || who.party != d.asked) return false;
    new_holder(d, who.party, Ground::accepted, "");
    listen_to(d, who.party);
    return true;
  }
  bool verb(const AcceptByPhone& ask, Duty& d, const Caller& who) const {
    if (who.party != d.holder && who.role != CallerRole::operations) return false;
    if (!ask.text || (!d.asked.none() && d.asked != ask.accepted_by)) return false;
    if (!can_be_asked(ask.accepted_by, d.holder, {})) return false;
    const Party former = d.holder;
    const Ground ground = d.ground;
    new_holder(d, ask.accepted_by, Ground::accepted, d.rule);
    d.former = former;
    d.former_ground = ground;
    d.contest_until = at + setting.contest_window;
    listen_to(d, ask.accepted_by);
    return true;
  }
  bool verb(const ContestAcceptance&, Duty& d, const Caller& who) const {
    if (who.party != d.holder || d.former.none() || at >= d.contest_until) return false;
    const Party former = d.former;
    new_holder(d, former, d.former_ground, d.rule);
    listen_to(d, former);
    return true;
  }
  bool verb(const DeclineOffer& ask, Duty& d, const Caller& who) const {
    if (d.asked.none() || who.party != d.asked) return false;
    if (ask.reason < DeclineReason::not_our_citizen || ask.reason > DeclineReason::other) return false;
    if (ask.reason == DeclineReason::other && !ask.text) return false;
    if (!ask.instead.none() && !exists(ask.instead)) return false;
    no_offer(d);
    ++d.declines;
    listen(d);
    const Party last = me.municipality_;
    const bool disagree = ask.reason == DeclineReason::not_our_citizen && is_municipality(d.holder) &&
                          is_municipality(who.party) && !same_house(d.holder, who.party);
    if (disagree && !last.none() && exists(desk_of(last)) && !same_house(d.holder, last))
      pass(static_cast<size_t>(&d - me.duties_.data()), desk_of(last), "last-registered-address", who.party);
    return true;
  }
  bool verb(const WithdrawOffer&, Duty& d, const Caller& who) const {
    if (d.asked.none() || who.party != d.holder) return false;
    no_offer(d);
    listen(d);
    return true;
  }
  bool verb(const TakeDuty& ask, Duty& d, const Caller& who) const {
    const Task* of = task(d.course, d.task);
    if (who.party == d.holder || !ask.text || !of || !info(who.party)) return false;
    if (std::find(of->takers.begin(), of->takers.end(), info(who.party)->kind) == of->takers.end())
      return false;
    new_holder(d, who.party, Ground::taken, "");
    listen_to(d, who.party);
    return true;
  }
  bool verb(const AssignDuty& ask, Duty& d, const Caller& who) const {
    if (who.party != d.holder || !exists(ask.unit)) return false;
    if (!same_house(d.holder, ask.unit)) return false;
    end_offer(d);
    d.unit = ask.unit;
    answered(d);
    return true;
  }
  bool verb(const LeaveToCitizen& ask, Duty& d, const Caller& who) const {
    if (!d.asked.none() || who.party != d.holder || !ask.text || me.dead_ || ask.check_by <= at) return false;
    d.check_by = ask.check_by;
    listen(d);
    return true;
  }
  bool verb(const CompleteDuty& ask, Duty& d, const Caller& who) const {
    if (who.party != d.holder || must_stay(d)) return false;
    const Task* of = task(d.course, d.task);
    if (of && of->done_in_words && !ask.text) return false;
    end(d, DutyState::done);
    d.marked = ask.marked;
    const uint16_t course = d.course;
    const std::string id = d.task;
    became(course, id, StayEvent::task_done, who.party, ask.date);
    if (ask.marked) became(course, id, StayEvent::task_marked, who.party, ask.date);
    return true;
  }
  bool verb(const VoidDuty& ask, Duty& d, const Caller& who) const {
    if (who.party != d.holder || must_stay(d)) return false;
    if (ask.reason < VoidReason::death || ask.reason > VoidReason::other) return false;
    if (ask.reason == VoidReason::other && !ask.text) return false;
    end(d, DutyState::voided);
    d.taken_back = ask.reason == VoidReason::annulled;
    const uint16_t course = d.course;
    const std::string id = d.task;
    became(course, id, StayEvent::task_voided, who.party);
    return true;
  }
  bool verb(const ReviewDuty&, Duty& d, const Caller& who) const {
    return who.party == d.holder || (!d.asked.none() && who.party == d.asked);
  }
  bool verb(const NoteDuty& ask, Duty& d, const Caller& who) const {
    return ask.text != 0 && (who.party == d.holder || (!d.asked.none() && who.party == d.asked));
  }
  bool verb(const SucceedDuty& ask, Duty& d, const Caller& who) const {
    if (who.role != CallerRole::operations || !exists(ask.to) || ask.to == d.holder || ask.reason.empty())
      return false;
    succeed(d, ask.to);
    return true;
  }
  bool reopen(const ReopenDuty& ask, Duty& d, const Caller& who) const {
    if (who.party != d.holder || !ask.text) return false;
    if (d.course != 0 && !me.courses_[d.course - 1u].open) return false;
    if (d.strand != Strand::none || owes_nothing(task(d.course, d.task))) return false;
    d.state = DutyState::open;
    d.taken_back = d.marked = false;
    d.former = {};
    d.contest_until = {};
    listen_to(d, who.party);
    return true;
  }

  // --- what no message carries ---
  bool may_tell(uint16_t number, const Caller& who, bool hospital_only) const {
    if (number == 0 || number > me.courses_.size() || !me.courses_[number - 1u].open || me.dead_)
      return false;
    const Course& course = me.courses_[number - 1u];
    const bool of_ward = same_house(who.party, course.ward);
    const bool of_municipality = same_house(who.party, course.municipality);
    return who.role == CallerRole::operations || of_ward || (of_municipality && !hospital_only);
  }
  bool told(const TellStay& ask, const Caller& who) const {
    const bool of_112 = ask.event == StayEvent::emergency_call || ask.event == StayEvent::emergency_over;
    if (!may_tell(ask.course, who, !of_112)) return false;
    Course& course = me.courses_[ask.course - 1u];
    const bool plan = ask.event == StayEvent::discharge_expected;
    StayEvent event = ask.event;
    if (of_112 ? course.stay != StayState::home : !in_bed(course.stay)) return false;
    if (ask.event == StayEvent::emergency_over && !course.emergency) return false;
    if (plan) {
      if (ask.at <= at) return false;
      if (ask.at == course.leaves_at) return true;
      if (!course.leaves_at.none()) event = StayEvent::discharge_moved;
      course.leaves_at = ask.at;
    }
    if (event == StayEvent::ready || event == StayEvent::not_ready) {
      if (course.ready == (event == StayEvent::ready)) return false;
      if (at < (course.ready_since.none() ? course.start : course.ready_since)) return false;
      course.ready = event == StayEvent::ready;
      if (course.ready) course.ready_since = at;
      if (!course.ready) course.leaves_at = {};
    }
    if (event == StayEvent::terminal) course.terminal = true;
    if (of_112) course.emergency = event == StayEvent::emergency_call;
    discharge_moved(ask.course);
    follow({ask.course, event, at, {}, {}, false, who.party});
    return true;
  }
  bool has_part(const Caller& who) const {
    if (who.role == CallerRole::operations || same_house(who.party, me.municipality_)) return true;
    for (size_t c = 0; c < me.courses_.size(); ++c)
      if (me.courses_[c].open &&
          (same_house(who.party, me.courses_[c].ward) || same_house(who.party, me.courses_[c].municipality)))
        return true;
    return false;
  }
  bool told(const NameGp& ask, const Caller& who) const {
    if (!has_part(who)) return false;
    if (!exists(ask.gp) || info(ask.gp)->kind != PartyKind::gp || ask.gp == me.gp_) return false;
    for (Duty& d : me.duties_)
      if (d.open() && !d.pass_at.none() && d.pass_to == me.gp_) d.pass_to = ask.gp;
    me.gp_ = ask.gp;
    for (size_t c = 0; c < me.courses_.size(); ++c)
      if (me.courses_[c].open)
        follow({static_cast<uint16_t>(c + 1), StayEvent::gp_named, at, {}, {}, false, who.party});
    return true;
  }
  bool told(const StateObjection& ask, const Caller& who) const {
    if (!has_part(who) || me.objects_ != ask.withdrawn) return false;
    me.objects_ = !ask.withdrawn;
    return true;
  }
  bool told(const TellGp& ask, const Caller& who) const {
    const bool basis = ask.basis == GpBasis::consent || (ask.basis == GpBasis::section_41 && ask.text);
    return who.role == CallerRole::person && may_tell(ask.course, who, false) && exists(me.gp_) &&
           !me.objects_ && basis;
  }
  bool told(const ProlongWindow& ask, const Caller& who) const {
    if (!may_tell(ask.course, who, false)) return false;
    bool any = false;
    const auto mine = [&](const Duty& d) {
      return d.open() && d.course == ask.course && !d.pass_at.none() &&
             (who.role == CallerRole::operations || same_house(d.holder, who.party));
    };
    for (const Duty& d : me.duties_) {
      if (!mine(d)) continue;
      if (ask.until <= d.pass_at) return false;
      any = true;
    }
    for (Duty& d : me.duties_)
      if (mine(d)) d.pass_at = ask.until;
    return any;
  }
  template <class Other>
  bool told(const Other&, const Caller&) const {
    return false;
  }

  template <class Verb>
  bool on_duty(const Verb& ask, const Caller& who) const {
    if (ask.duty == 0 || ask.duty > me.duties_.size()) return false;
    std::vector<size_t> known;  // whoever acts in a course knows what it has there
    const uint16_t course = me.duties_[ask.duty - 1u].course;
    for (size_t n = 0; n < me.duties_.size(); ++n) {
      const Duty& waiting = me.duties_[n];
      if (!waiting.open() || waiting.task != arrival || waiting.course != course) continue;
      for (const Duty& held : me.duties_)
        if (held.holder == who.party && answers(held, waiting)) {
          known.push_back(n);
          break;
        }
    }
    Duty& d = me.duties_[ask.duty - 1u];
    bool done = false;
    if constexpr (std::is_same_v<Verb, ReopenDuty>) {
      done = !d.open() && reopen(ask, d, who);
    } else {
      done = d.open() && verb(ask, d, who);
    }
    if (!done) return false;
    for (size_t n : known) end(me.duties_[n], DutyState::done);
    return true;
  }
};

bool Model::notified(const NotifyStay& told, Instant at, const Setting& setting) {
  Rules rules{*this, at, setting};
  rules.bury_the_ceased();
  const NotifyStay said = rules.as_meant(told);
  rules.notified(said);
  rules.settle();
  return rules.is_told_first(said);
}

bool Model::asked(const Ask& ask, const Caller& caller, Instant at, const Setting& setting, Key id) {
  Rules rules{*this, at, setting};
  if (caller.role == CallerRole::person && !rules.exists(caller.party)) return false;
  const bool is_for_operations =
      std::holds_alternative<SucceedDuty>(ask) || std::holds_alternative<JoinRecords>(ask);
  if (is_for_operations && caller.role != CallerRole::operations) return false;
  rules.bury_the_ceased();
  const bool done = std::visit(
      [&](const auto& one) {
        using Verb = std::decay_t<decltype(one)>;
        if constexpr (std::is_same_v<Verb, OpenDuty> || std::is_same_v<Verb, MoveCitizen>) {
          return rules.verb(one, caller);
        } else if constexpr (std::is_same_v<Verb, NotifyStay> || std::is_same_v<Verb, Tick> ||
                             std::is_same_v<Verb, ThawRecord> || std::is_same_v<Verb, StateCases>) {
          return false;
        } else if constexpr (std::is_same_v<Verb, CloseStay> || std::is_same_v<Verb, ExpectStay> ||
                             std::is_same_v<Verb, CallOffStay>) {
          return rules.planned(one, caller, id);
        } else if constexpr (std::is_same_v<Verb, StateCircumstance> || std::is_same_v<Verb, JoinRecords> ||
                             std::is_same_v<Verb, DeclineByPhone> || std::is_same_v<Verb, MakeLink> ||
                             std::is_same_v<Verb, TryLink> || std::is_same_v<Verb, AnswerByLink>) {
          return false;  // beyond the model
        } else if constexpr (!requires { one.duty; }) {
          return rules.told(one, caller);
        } else {
          return rules.on_duty(one, caller);
        }
      },
      ask);
  if (done) rules.settle();
  return done;
}

bool Model::circumstance(const StateCircumstance& ask, const Caller& caller, bool may_act, Instant at,
                         const Setting& setting) {
  Rules rules{*this, at, setting};
  if (caller.role == CallerRole::person && !rules.exists(caller.party)) return false;
  rules.bury_the_ceased();
  if (!may_act || !rules.states(ask, caller)) return false;
  rules.settle();
  return true;
}

void Model::joined(const Model& other, Instant at, const Setting& setting) {
  Rules rules{*this, at, setting};
  rules.takes_in(other);
  if (!dead_) rules.overtake();
  rules.settle();
}

std::string Model::looked(const std::vector<uint16_t>& heard, Instant awake, Instant at,
                          const Setting& setting) {
  Rules rules{*this, at, setting};
  rules.bury_the_ceased();
  const size_t count = duties_.size();
  std::string wrong;
  for (size_t n = 0; n < count; ++n) {
    if (!duties_[n].open()) continue;
    if (!duties_[n].pass_at.none() && duties_[n].pass_at <= at) {
      if (duties_[n].pass_to.none())
        rules.end(duties_[n], DutyState::done);
      else if (duties_[n].pass_to == duties_[n].holder)
        duties_[n].pass_to = {}, duties_[n].pass_at = {};
      else
        rules.pass(n, duties_[n].pass_to, std::string(duties_[n].pass_rule), {});
    }
    Duty& d = duties_[n];
    if (!d.open()) continue;
    const auto told = static_cast<size_t>(std::count(heard.begin(), heard.end(), n + 1));
    const bool may = !d.speaks.none() && d.speaks <= at && awake <= at;
    // What ran out while nobody was awake is spread over the grace.
    const bool must = may && (d.speaks >= awake || at >= awake + setting.grace);
    if (told > 1) wrong = fmt::format("duty {}: silence told of {} times in one look", n + 1, told);
    if (told == 1 && !may) wrong = fmt::format("duty {}: silence told of before its time", n + 1);
    if (told == 0 && must) wrong = fmt::format("duty {}: silence was not told of in its time", n + 1);
    if (told != 1) continue;
    const bool ran_out =
        last_over(d, at) == ClockKind::due && (d.listens_for != ClockKind::due || d.rung == 0);
    const uint16_t course = d.course;
    const std::string id = d.task;
    rules.silence(d);
    if (ran_out) rules.became(course, id, StayEvent::task_overdue, {});
  }
  rules.settle();
  return wrong;
}

std::string Model::missed(Instant awake, Instant now, const Setting& setting) const {
  // Who has nothing open moves when somebody next has to do with the citizen.
  const bool is_open = std::any_of(duties_.begin(), duties_.end(), [](const Duty& d) { return d.open(); });
  for (const PartyInfo& one : setting.directory.all())
    if (is_open && moving_ && moving_->to == one.party && moving_->from <= now && one.from <= now &&
        (one.to.none() || now < one.to))
      return fmt::format("the citizen should have moved at {}", format_utc(moving_->from));
  for (size_t n = 0; n < duties_.size(); ++n) {
    const Duty& d = duties_[n];
    if (!d.open()) continue;
    for (const PartyInfo& one : setting.directory.all())
      if (one.party == d.holder && !one.to.none() && one.to <= now)
        return fmt::format("duty {} is still held by a unit that closed at {}", n + 1, format_utc(one.to));
    for (const PartyInfo& one : setting.directory.all())
      if (one.party == d.holder && !d.seen && seen_on(one, now))
        return fmt::format("duty {}: what its holder does is visible here, and nobody looked", n + 1);
    if (!d.pass_at.none() && d.pass_at <= now)
      return fmt::format("duty {} should have passed at {}", n + 1, format_utc(d.pass_at));
    if (d.speaks.none()) continue;
    const Instant latest = d.speaks >= awake ? d.speaks : awake + setting.grace;
    if (latest <= now)
      return fmt::format("duty {}: nobody was told at {} that it was silent", n + 1, format_utc(d.speaks));
  }
  return "";
}

bool Model::stated(const StateCases& said, Instant at, const Setting& setting) {
  Rules rules{*this, at, setting};
  rules.bury_the_ceased();  // who moves today goes to the desk of the cases there were
  bool news = false;
  std::vector<bool> named(cases_.size(), false);
  for (const CaseStated& now : said.cases) {
    const auto place = [&](bool same_first_day) {
      for (size_t i = 0; i < named.size(); ++i) {
        const CaseStated& was = cases_[i].said;
        if (named[i] || was.kind != now.kind || was.desk != now.desk) continue;
        const bool meets = (was.to.none() || now.from < was.to) && (now.to.none() || was.from < now.to);
        if (same_first_day ? was.from == now.from : meets) return i;
      }
      return named.size();
    };
    size_t i = place(true);
    if (i == named.size()) i = place(false);
    if (i == named.size()) {
      cases_.push_back({now});
      news = true;
      continue;
    }
    named[i] = true;
    news |= cases_[i].said.from != now.from || cases_[i].said.to != now.to;
    cases_[i].said = now;
  }
  for (size_t i = 0; i < named.size() && said.complete; ++i) {
    CaseStated& was = cases_[i].said;
    if (named[i] || (!was.to.none() && was.to <= at)) continue;
    was.to = std::max(was.from, at);
    news = true;
  }
  rules.settle();
  return news;
}

bool Model::has_basis(Instant at, const Setting& setting) const {
  for (const Case& one : cases_)
    for (const CaseKind& kind : setting.case_kinds)
      if (kind.id == one.said.kind && one.runs(at) && kind.gives_basis && kind.basis_from <= at &&
          (kind.basis_to.none() || at < kind.basis_to))
        return true;
  return false;
}

std::string Model::adopt(const Record& record, const NotifyStay& said) {
  const auto courses = record.all_courses();
  const auto duties = record.all_duties();
  if (courses.size() != courses_.size()) return "a correction made another course than it ought";
  bool some_death = false;
  for (size_t i = 0; i < courses.size(); ++i) {
    const StayState told = told_state(courses_[i]);
    some_death |= told == StayState::dead;
    const bool elsewhere =
        courses[i]->stay == StayState::elsewhere &&
        (told == StayState::home || told == StayState::acute || told == StayState::admitted);
    if (courses[i]->open() && record.died.none() && courses[i]->stay != told && !elsewhere)
      return fmt::format("course {}: the citizen is {}, the notes say {}", i + 1, word(courses[i]->stay),
                         word(told));
    const bool goes_on = courses[i]->open() && !courses_[i].open;
    if (goes_on && courses[i]->municipality != record.municipality)
      return fmt::format("course {}: goes on where the citizen does not live any more", i + 1);
  }
  if (!some_death && !record.died.none()) return "a death that was annulled stands";
  if (some_death && record.died.none()) return "one death was annulled, and another that was told of with it";
  if (duties.size() < duties_.size()) return "a duty was lost";
  for (size_t i = 0; i < duties.size(); ++i) {
    const klynge::Duty& is = *duties[i];
    if (said.form == NoteForm::annulment && is.open() && is.strand == Strand::none && is.cause == said.of)
      return fmt::format("duty {}: still owed, though the letter that opened it was annulled", i + 1);
    const klynge::Course* course = record.course(is.course);
    // An annulled discharge; where a later letter says home too, that one ended it as well.
    const bool goes_on = course != nullptr && course->open() && record.died.none() &&
                         said.event == StayEvent::home && course->in_hospital();
    const bool is_owed = std::any_of(duties.begin(), duties.end(), [&](const klynge::Duty* other) {
      return other->course == is.course && other->task == is.task &&
             (other->open() || other->number > is.number);
    });
    if (said.form == NoteForm::annulment && goes_on && !is.open() && !is_owed && is.strand == Strand::none &&
        is.ended_by == said.of)
      return fmt::format("duty {}: not owed again, though the letter that ended it was annulled", i + 1);
  }
  take_over(record);
  return "";
}

void Model::take_over(const Record& record) {
  const auto courses = record.all_courses();
  courses_.resize(courses.size());
  for (size_t i = 0; i < courses.size(); ++i) {
    Course& mine = courses_[i];
    mine.pathway = courses[i]->pathway;
    mine.version = courses[i]->version;
    mine.keys = courses[i]->keys;
    mine.gaps = {courses[i]->gaps.begin(), courses[i]->gaps.end()};
    mine.notes.clear();
    for (const StayNote& note : courses[i]->notes)
      mine.notes.push_back({note.at, note.event, note.message, note.form, note.of, note.place, note.ward});
    mine.stay = courses[i]->stay;
    mine.ward = courses[i]->ward;
    mine.municipality = courses[i]->municipality;
    mine.start = courses[i]->stay_start;
    mine.leaves_at = courses[i]->discharge_expected;
    mine.terminal = courses[i]->terminal;
    mine.emergency = !courses[i]->emergency_call.none();
    // Said on the ward, and so until somebody there withdraws it or a note says that the citizen left, even
    // if the admission itself is taken back for a while.
    const std::vector<ReadyPeriod>& said = courses[i]->ready;
    mine.ready = !said.empty() && said.back().to.none() &&
                 std::none_of(mine.notes.begin(), mine.notes.end(), [&](const Course::Note& note) {
                   const bool leaves = note.event == StayEvent::home || note.event == StayEvent::dead;
                   return leaves && note.at >= said.back().from && counts(mine, note);
                 });
    mine.open = courses[i]->open();
  }
  municipality_ = record.municipality;
  moving_ = record.moving ? std::optional(Move{record.moving->to, record.moving->from}) : std::nullopt;
  circumstances_.clear();
  for (const klynge::Circumstance& is : record.circumstances)
    circumstances_.push_back({is.kind, is.from, is.to, is.renewal});
  dead_ = !record.died.none();
  cases_.clear();
  for (const klynge::Case& is : record.cases) cases_.push_back({{is.kind, is.desk, is.from, is.to}});
  duties_.clear();
  for (const klynge::Duty* is : record.all_duties()) {
    Duty d;
    d.course = is->course;
    d.task = is->task;
    d.rule = is->rule;
    d.ladder = is->ladder;
    d.strand = is->strand;
    d.state = is->state;
    d.holder = is->holder;
    d.ground = is->ground;
    d.unit = is->assigned_unit;
    d.due = is->due;
    d.opened = is->opened;
    d.cause = is->cause;
    d.counts_from = is->counts_from;
    d.marked = is->marked && is->state == DutyState::done;
    d.taken_back = is->state == DutyState::voided && is->void_reason == VoidReason::annulled;
    d.check_by = is->citizen_check_by;
    d.seen = is->visible;
    if (is->offer) d.asked = is->offer->to, d.answer_by = is->offer->answer_by;
    if (is->coming) d.pass_to = is->coming->to, d.pass_at = is->coming->at, d.pass_rule = is->coming->rule;
    if (is->phone) {
      d.former = is->phone->former;
      d.former_ground = is->phone->former_ground;
      d.contest_until = is->phone->contest_until;
    }
    d.speaks = is->clock;
    d.listens_for = is->clock_kind;
    d.rung = is->ladder_step;
    d.silences = is->silences;
    d.declines = is->declines;
    d.silent_since = is->silent_since;
    d.told = {is->told.begin(), is->told.end()};
    duties_.push_back(std::move(d));
  }
}

std::string Model::differs(const Record& record) const {
  const auto say = [](size_t n, std::string_view what, auto is, auto ought) {
    return fmt::format("duty {}: {} is {}, ought to be {}", n, what, is, ought);
  };
  if (record.frozen) return "the record was frozen";
  const auto all_duties = record.all_duties();
  const auto all_courses = record.all_courses();
  if (all_duties.size() != duties_.size())
    return fmt::format("the record has {} duties, ought to have {}", all_duties.size(), duties_.size());
  if (all_courses.size() != courses_.size())
    return fmt::format("the record has {} courses, ought to have {}", all_courses.size(), courses_.size());
  if (record.died.none() == dead_) return dead_ ? "the death was not noted" : "a death was noted";
  if (record.circumstances.size() != circumstances_.size()) return "other circumstances";
  for (size_t i = 0; i < circumstances_.size(); ++i)
    if (record.circumstances[i].to != circumstances_[i].to ||
        record.circumstances[i].renewal != circumstances_[i].renewal)
      return fmt::format("circumstance {} is another", i + 1);
  if (record.moving.has_value() != moving_.has_value() || (moving_ && record.moving->to != moving_->to))
    return "another move to come";
  if (!courses_.empty() && record.municipality != municipality_) return "the municipality is another";
  for (size_t i = 0; i < courses_.size(); ++i) {
    const Course& ought = courses_[i];
    const klynge::Course& is = *all_courses[i];
    if (is.stay != ought.stay)
      return fmt::format("course {}: the citizen is {}, ought to be {}", i + 1, word(is.stay),
                         word(ought.stay));
    if (is.open() != ought.open)
      return fmt::format("course {}: {}, ought not to be", i + 1, is.open() ? "open" : "closed");
    if (is.ward != ought.ward) return fmt::format("course {}: another ward", i + 1);
    if (is.municipality != ought.municipality) return fmt::format("course {}: another municipality", i + 1);
    if (is.keys != ought.keys) return fmt::format("course {}: other outside ids", i + 1);
    if (is.notes.size() != ought.notes.size()) return fmt::format("course {}: other notes", i + 1);
    if (std::set<Key>(is.gaps.begin(), is.gaps.end()) != ought.gaps)
      return fmt::format("course {}: other gaps", i + 1);
  }
  for (size_t i = 0; i < duties_.size(); ++i) {
    const Duty& ought = duties_[i];
    const klynge::Duty& is = *all_duties[i];
    const size_t n = i + 1;
    if (is.task != ought.task) return say(n, "its task", is.task, ought.task);
    if (is.course != ought.course) return say(n, "its course", is.course, ought.course);
    if (is.strand != ought.strand) return say(n, "its strand", word(is.strand), word(ought.strand));
    if (is.state != ought.state) return say(n, "its state", word(is.state), word(ought.state));
    if (is.holder != ought.holder) return say(n, "its holder", is.holder.sor, ought.holder.sor);
    if (is.ground != ought.ground) return say(n, "its ground", word(is.ground), word(ought.ground));
    if (is.rule != ought.rule) return say(n, "its rule", is.rule, ought.rule);
    if (is.due != ought.due) return say(n, "due", is.due.us, ought.due.us);
    if (is.silences != ought.silences) return say(n, "the number of silences", is.silences, ought.silences);
    if (is.declines != ought.declines) return say(n, "the number of declines", is.declines, ought.declines);
    if (is.silent_since != ought.silent_since)
      return say(n, "silent since", is.silent_since.us, ought.silent_since.us);
    if (!std::equal(is.told.begin(), is.told.end(), ought.told.begin(), ought.told.end()))
      return say(n, "number of parties told", is.told.size(), ought.told.size());
    if (!is.open()) continue;
    if (is.visible != ought.seen) return say(n, "visible", is.visible, ought.seen);
    if (is.assigned_unit != ought.unit) return say(n, "its unit", is.assigned_unit.sor, ought.unit.sor);
    const Party is_asked = is.offer ? is.offer->to : Party{};
    const Instant is_by = is.offer ? is.offer->answer_by : Instant{};
    if (is_asked != ought.asked) return say(n, "the party asked", is_asked.sor, ought.asked.sor);
    if (is_by != ought.answer_by) return say(n, "answer by", is_by.us, ought.answer_by.us);
    const Party is_to = is.coming ? is.coming->to : Party{};
    const Instant is_at = is.coming ? is.coming->at : Instant{};
    if (is_to != ought.pass_to || is_at != ought.pass_at)
      return say(n, "who comes next", is_to.sor, ought.pass_to.sor);
    if (is.citizen_check_by != ought.check_by)
      return say(n, "check by", is.citizen_check_by.us, ought.check_by.us);
    const Instant contest = is.phone ? is.phone->contest_until : Instant{};
    if (contest != ought.contest_until)
      return say(n, "contestable until", contest.us, ought.contest_until.us);
  }
  return "";
}

std::string lost(const Record& record) {
  for (const Course& course : record.courses) {
    if (!course.open()) continue;
    const auto holders = [&](Strand strand) {
      return std::count_if(record.duties.begin(), record.duties.end(), [&](const Duty& d) {
        return d.open() && d.course == course.number && d.strand == strand && !d.holder.none();
      });
    };
    const bool bed = in_bed(course.stay) && record.died.none();
    const bool home = course.stay == StayState::home && record.died.none();
    if (holders(Strand::contact) != 1) return fmt::format("course {}: nobody to call", course.number);
    if (bed && holders(Strand::treatment) != 1) return fmt::format("course {}: nobody treats", course.number);
    if ((bed || home) && holders(Strand::care) != 1)
      return fmt::format("course {}: nobody cares", course.number);
    // The 72 hours end once, for who is called as for who answers for the treatment, as long as rules alone
    // have said who: whoever took one of them over by a word of their own prolongs their own.
    const auto by_rule = [&](std::string_view task) {
      const auto found = std::ranges::find_if(record.duties, [&](const Duty& d) {
        return d.open() && d.course == course.number && d.task == task && d.coming &&
               d.ground == Ground::by_rule;
      });
      return found == record.duties.end() ? nullptr : &*found;
    };
    const Duty *called = by_rule("contact"), *answers = by_rule("treatment-questions");
    if (called != nullptr && answers != nullptr && called->holder == answers->holder &&
        called->coming->at != answers->coming->at)
      return fmt::format("course {}: the 72 hours end twice", course.number);
  }
  return "";
}

}  // namespace klynge::sim
