#include "server/drawing/pathway_words.h"

#include <fmt/format.h>

#include <algorithm>

namespace klynge::server {
namespace {

std::string number_of(Tongue t, uint16_t n, const Words& one, const Words& many) {
  return fmt::format("{} {}", n, say(t, n == 1 ? one : many));
}

std::string clock(Tongue t, Duration time) {
  const int64_t all = time.us / minutes(1).us;
  return t == Tongue::danish ? fmt::format("kl. {:02}.{:02}", all / 60, all % 60)
                             : fmt::format("{:02}:{:02}", all / 60, all % 60);
}

std::string_view say(Tongue t, LadderStep::Whom whom) {
  switch (whom) {
    case LadderStep::Whom::debtor:
      return server::say(t, "den, der skal svare", "who owes the answer");
    case LadderStep::Whom::on_call:
      return server::say(t, "dens vagt", "its on-call");
    case LadderStep::Whom::dependents:
      return server::say(t, "de andre parter i forløbet", "the other parties of the course");
    case LadderStep::Whom::leaders:
      return server::say(t, "lederne hos begge parter", "the leaders of both parties");
  }
  return "";
}

std::string_view say_doing(Tongue t, LadderKind kind) {
  switch (kind) {
    case LadderKind::remind:
      return server::say(t, "ryk", "remind");
    case LadderKind::ask:
      return server::say(t, "spørg om hjælp hos", "ask for help from");
    case LadderKind::inform:
      return server::say(t, "orientér", "inform");
    case LadderKind::raise:
      return server::say(t, "løft til", "raise with");
  }
  return "";
}

// The events of a task's steps that do one thing: "Udskrevet, Død".
std::string events_of(Tongue t, const Task& task, Step::Do what) {
  std::string all;
  for (const Step& step : task.steps)
    if (step.what == what)
      all += (all.empty() ? "" : ", ") + std::string(server::say(t, step.on)) +
             (step.of.empty() ? "" : " " + step.of);
  return all;
}

}  // namespace

std::string_view say(Tongue t, Role role) {
  switch (role) {
    case Role::ward:
      return say(t, "Hospitalets afdeling", "Hospital ward");
    case Role::municipality:
      return say(t, "Kommunen", "Municipality");
    case Role::gp:
      return say(t, "Egen læge", "GP");
    case Role::holder:
      break;
  }
  return "";
}

std::string_view say_signer(Tongue t, std::string_view signer) {
  if (signer == "nurse") return say(t, "Sygeplejerske", "Nurse");
  if (signer == "doctor") return say(t, "Læge", "Doctor");
  return say(t, "Kommunal leder", "Municipal lead");
}

std::string say_day(Tongue t, Instant day) {
  const std::string whole = format_person(day, t == Tongue::danish);
  return whole.substr(0, t == Tongue::danish ? whole.find(" kl.") : whole.rfind(' '));
}

std::string say_hours(Tongue t, Duration length) {
  const int64_t whole = length.us / minutes(1).us;
  if (whole % 60 != 0) return fmt::format("{} {}", whole, say(t, "minutter", "minutes"));
  if (whole == 60) return std::string(say(t, "1 time", "1 hour"));
  return fmt::format("{} {}", whole / 60, say(t, "timer", "hours"));
}

std::string say_deadline(Tongue t, const DueRule& rule) {
  const std::string within(say(t, "inden ", "within "));
  switch (rule.form) {
    case DueRule::Form::after:
      return within + say_hours(t, rule.time);
    case DueRule::Form::calendar_days:
      return within + number_of(t, rule.days, {"dag", "day"}, {"dage", "days"});
    case DueRule::Form::working_days:
      if (rule.time != Duration{})
        return std::string(say(t, "næste hverdag inden ", "the next working day by ")) + clock(t, rule.time);
      return within + number_of(t, rule.days, {"hverdag", "working day"}, {"hverdage", "working days"});
    case DueRule::Form::clock:
      if (rule.days == 0)
        return std::string(say(t, "samme dag inden ", "the same day by ")) + clock(t, rule.time);
      if (rule.days == 1)
        return std::string(say(t, "dagen før inden ", "the day before by ")) + clock(t, rule.time);
      return fmt::format("{} {} {}", rule.days, say(t, "dage før inden", "days before by"),
                         clock(t, rule.time));
    case DueRule::Form::last_working_day:
      return std::string(say(t, "sidste hverdag inden ", "the last working day by ")) + clock(t, rule.time);
    case DueRule::Form::shift_begins:
      return std::string(say(t, "før næste vagt begynder", "before the next shift begins"));
    case DueRule::Form::shift_ends:
      return std::string(say(t, "inden næste vagt er slut", "before the next shift is over"));
  }
  return {};
}

std::string say_moment(Tongue t, const LaneMoment& moment) {
  const std::string event(say(t, moment.event));
  if (moment.after > Duration{})
    return fmt::format("{} {} {}", say_hours(t, moment.after), say(t, "efter:", "after:"), event);
  return event;
}

std::string say_ladder(Tongue t, const Ladder& ladder) {
  std::string out;
  for (const LadderStep& step : ladder.steps) {
    const std::string when =
        step.after == Duration{}
            ? std::string(say(t, "straks", "at once"))
            : say_hours(t, step.after) +
                  std::string(out.empty() ? say(t, " efter", " after") : say(t, " senere", " later"));
    out += fmt::format("{}{}: {} {}", out.empty() ? "" : "  →  ", when, say_doing(t, step.kind),
                       say(t, step.whom));
  }
  return out + std::string(say(t, ". Det sidste trin gentages.", ". The last step repeats."));
}

std::string say_conditions(Tongue t, const Pathway& pathway, const std::vector<Condition>& conditions) {
  std::string all;
  for (const Condition& one : conditions) {
    const auto names = [&] {
      std::vector<std::string> out;
      for (const std::string& id : one.of) {
        const Task* task = pathway.task(id);
        out.push_back(task == nullptr ? id : say(t, task->name));
      }
      return fmt::format("{}", fmt::join(out, say(t, " eller ", " or ")));
    };
    const auto text = [&]() -> std::string {
      using Kind = Condition::Kind;
      const auto both = [&](std::string_view danish, std::string_view english) {
        return std::string(say(t, danish, english));
      };
      switch (one.kind) {
        case Kind::report_requested:
          return both("adviset beder om det", "the notification asks for it");
        case Kind::visible_here:
          return both("det kan ses her", "it is visible here");
        case Kind::first_time:
          return both("det er første gang i opholdet", "it is the first time in the stay");
        case Kind::announced:
          return both("udskrivning er ventet", "a discharge is expected");
        case Kind::over:
          return both("opholdet har varet over ", "the stay has lasted over ") + say_hours(t, one.time);
        case Kind::case_of:
          return both("borgeren har en sag: ", "the citizen has a case: ") + names();
        case Kind::done:
          return both("udført: ", "done: ") + names();
        case Kind::marked:
          return both("markeret: ", "marked: ") + names();
        case Kind::specialty:
          return both("afdelingens speciale er ", "the ward's specialty is ") + names();
        case Kind::region:
          return both("regionen er ", "the region is ") + names();
        case Kind::terminal:
          return both("borgeren er døende", "the citizen is dying");
        case Kind::emergency_call:
          return both("der er kaldt 112", "112 was called");
        case Kind::objection:
          return both("borgeren har frabedt sig det", "the citizen has objected");
        case Kind::gp_known:
          return both("egen læge er kendt", "the GP is known");
        case Kind::open:
          return both("den er åben: ", "it is open: ") + names();
        case Kind::named:
          return names();
      }
      return {};
    };
    all += (all.empty() ? "" : ", ") + std::string(one.negated ? say(t, "ikke ", "not ") : "") + text();
  }
  return all;
}

namespace {

// "Region Hovedstaden, from 1 Dec 2022": of an agreement. Empty: everywhere, always.
std::string say_where(Tongue t, std::string_view region, Instant from, Instant to) {
  std::vector<std::string> parts;
  if (!region.empty() && region != "all") parts.push_back(fmt::format("Region {}", region));
  if (!from.none()) parts.push_back(fmt::format("{} {}", say(t, "fra", "from"), say_day(t, from)));
  if (!to.none())
    parts.push_back(fmt::format("{} {}", say(t, "til og med", "to and including"), say_day(t, to - days(1))));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string_view say(Tongue t, Asker asker) {
  switch (asker) {
    case Asker::nurse:
      return server::say(t, "sygeplejerske", "nurse");
    case Asker::gp:
      return server::say(t, "læge", "GP");
    case Asker::citizen:
      return server::say(t, "borger", "citizen");
    case Asker::relative:
      return server::say(t, "pårørende", "relative");
  }
  return "";
}

std::string_view say(Tongue t, AnswerLine::Call call) {
  switch (call) {
    case AnswerLine::Call::holder:
      return server::say(t, "den, der har det", "who has it");
    case AnswerLine::Call::ward:
      return say(t, Role::ward);
    case AnswerLine::Call::municipality:
      return say(t, Role::municipality);
    case AnswerLine::Call::gp:
      return say(t, Role::gp);
    case AnswerLine::Call::on_call_doctor:
      return server::say(t, "Lægevagten", "The on-call doctor");
  }
  return "";
}

template <class Value>
std::string listed(Tongue t, const std::vector<Value>& values) {
  std::vector<std::string_view> words;
  for (const Value value : values) words.push_back(say(t, value));
  return fmt::format("{}", fmt::join(words, ", "));
}

}  // namespace

std::string note_mark(const Pathway& pathway, std::string_view citation) {
  const auto found = std::ranges::find(pathway.citations, citation, &Citation::id);
  return fmt::format("[{}]", found - pathway.citations.begin() + 1);
}

std::string ladder_mark(const Pathway& pathway, std::string_view ladder) {
  const auto found = std::ranges::find(pathway.ladders, ladder, &Ladder::id);
  return std::string(1, static_cast<char>('A' + (found - pathway.ladders.begin()) % 26));
}

std::string say_condition(Tongue t, const Pathway& pathway, const NamedCondition& condition) {
  std::string out = say_conditions(t, pathway, condition.all);
  for (const NamedCondition::Exception& one : condition.except) {
    const std::string where = say_where(t, one.region, one.from, one.to);
    out += fmt::format("; {} {}{} {}", say(t, "undtagen når", "except when"),
                       say_conditions(t, pathway, {one.when}), where.empty() ? "" : " (" + where + ")",
                       note_mark(pathway, one.rule));
  }
  return out + ".";
}

std::string say_answer(Tongue t, const Pathway& pathway, const AnswerLine& line) {
  std::string out = listed(t, line.askers);
  if (!line.about.empty()) out += fmt::format(" {} {}", say(t, "om", "about"), listed(t, line.about));
  if (line.when == AnswerLine::When::in_hospital) out += say(t, ", på hospital", ", in hospital");
  if (line.when == AnswerLine::When::window) {
    const Task* window = pathway.task(pathway.answering.window);
    out += fmt::format(", {} {}", say(t, "mens det varer:", "while it lasts:"),
                       window == nullptr ? pathway.answering.window : say(t, window->name));
  }
  if (line.in_hours || line.out_of_hours)
    out += fmt::format(", {} {}–{}",
                       line.in_hours ? say(t, "hverdage", "working days")
                                     : say(t, "uden for hverdage", "outside working days"),
                       clock(t, pathway.answering.opens), clock(t, pathway.answering.closes));
  const std::string where = say_where(t, line.reach.region, line.reach.begins, line.reach.ends);
  return fmt::format("{} → {}{} {}", out, say(t, line.call), where.empty() ? "" : " (" + where + ")",
                     note_mark(pathway, line.rule));
}

std::string say_on_call(Tongue t, const OnCallDoctor& doctor) {
  return fmt::format("{}: {} {}", say_where(t, doctor.region, doctor.from, doctor.to), say(t, doctor.name),
                     doctor.phone);
}

std::string say_ends(Tongue t, const Task& task) {
  std::vector<std::string> parts;
  const auto add = [&](Step::Do what, std::string_view danish, std::string_view english) {
    const std::string events = events_of(t, task, what);
    if (!events.empty()) parts.push_back(fmt::format("{}: {}", say(t, danish, english), events));
  };
  if (task.proof == Proof::act && task.strand == Strand::none)
    parts.emplace_back(say(t, "udført, når den, der har den, siger det", "done when its holder says so"));
  add(Step::Do::complete, "udført med hospitalets besked", "done by the hospital's message");
  add(Step::Do::end, "slut", "ends");
  add(Step::Do::void_, "bortfalder", "void");
  if (task.done_in_words) parts.emplace_back(say(t, "siger med hvem eller hvordan", "says with whom or how"));
  if (!task.contributes_to.empty())
    parts.push_back(fmt::format("{} {}", say(t, "del af", "part of"), task.contributes_to));
  if (task.ends_when_unseen)
    parts.emplace_back(say(t, "slut med forløbet, hvor det ikke kan ses her",
                           "ends with the course where it is not visible here"));
  if (task.ends_with_course) parts.emplace_back(say(t, "slut med forløbet", "ends with the course"));
  if (task.owed_after_death)
    parts.emplace_back(say(t, "gælder også efter et dødsfald", "owed after a death too"));
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string say_takers(Tongue t, const Task& task) {
  std::vector<std::string_view> kinds;
  for (const PartyKind kind : task.takers) kinds.push_back(say(t, kind));
  return fmt::format("{}", fmt::join(kinds, ", "));
}

std::string say_validity(Tongue t, const Pathway& pathway) {
  const std::string from = std::string(say(t, "Gælder fra ", "Valid from ")) + say_day(t, pathway.valid_from);
  if (pathway.valid_to.none()) return from + std::string(say(t, " indtil videre", " until further notice"));
  return from + std::string(say(t, " til og med ", " to and including ")) +
         say_day(t, pathway.valid_to - days(1));
}

std::string say_citation(Tongue t, const Citation& citation) {
  const std::string& text = say(t, citation.text);
  if (citation.own_measure)
    return text + std::string(say(t, " Klynges eget mål: ingen kilde.", " Klynge's own measure: no source."));
  const std::string days = say_where(t, "", citation.from, citation.to);
  return fmt::format("{} {}: {}. {}{}.", text, say(t, "Kilde", "Source"), citation.source,
                     citation.region == "all"
                         ? std::string(say(t, "Gælder hele landet", "The whole country"))
                         : fmt::format("{} {}", say(t, "Kun Region", "Only Region"), citation.region),
                     days.empty() ? "" : ", " + days);
}

}  // namespace klynge::server
