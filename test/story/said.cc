#include "story/said.h"

#include <fmt/format.h>

namespace klynge::story {
namespace {

std::string ground_said(Ground ground, const std::string& rule) {
  if (ground == Ground::by_rule) return rule.empty() ? "by Klynge's own rule" : "by rule " + rule;
  return std::string(word(ground));
}

std::string due_said(Instant due, bool visible) {
  std::string text;
  if (!due.none()) text += ", due " + said(due);
  if (!visible) text += ", not visible here";
  return text;
}

std::string answer_by_said(Instant answer_by) {
  return answer_by.none() ? ", no clock: its answer would not be visible here"
                          : ", answer by " + said(answer_by);
}

struct Saying {
  const Record& record;
  const NameOf& name;

  std::string task(uint16_t number) const {
    const Duty* duty = record.duty(number);
    return duty ? duty->task : fmt::format("duty {}", number);
  }
  std::string former(uint16_t number) const {
    const Duty* duty = record.duty(number);
    return duty ? name(duty->holder) : "nobody";
  }
  std::string names(const std::vector<Party>& parties) const {
    std::vector<std::string> all;
    for (const Party party : parties) all.push_back(name(party));
    return all.empty() ? "nobody" : fmt::format("{}", fmt::join(all, " and "));
  }

  std::string operator()(const CitizenOpened&) const { return {}; }
  std::string operator()(const IdentityStated&) const { return {}; }
  std::string operator()(const MunicipalityChanged& f) const {
    return "notifications go to " + name(f.municipality) + " from now on";
  }
  std::string operator()(const CitizenDied& f) const { return "the citizen died " + said(f.at); }
  std::string operator()(const DeathAnnulled&) const { return "the death is annulled"; }
  std::string operator()(const CitizenMerged&) const { return "the record is joined with another"; }
  std::string operator()(const CitizenSplit&) const { return "the record is split from another"; }
  std::string operator()(const RecordFrozen& f) const { return "the record is frozen: " + f.invariant; }
  std::string operator()(const RecordThawed&) const { return "the record is thawed"; }

  std::string operator()(const CaseOpened& f) const {
    return fmt::format("case {}: {} at {} from {}{}", f.number, f.case_kind, name(f.desk), said(f.from),
                       until(f.to));
  }
  std::string operator()(const CaseChanged& f) const {
    return fmt::format("case {}: now from {}{}", f.number, said(f.from), until(f.to));
  }
  std::string operator()(const CaseClosed& f) const {
    return fmt::format("case {}: ended {}", f.number, said(f.to));
  }
  static std::string until(Instant to) { return to.none() ? "" : " until " + said(to); }

  std::string operator()(const CircumstanceStated& f) const {
    return fmt::format("{} {}: from {}{}{}, stated by {}", word(f.circumstance), f.number, said(f.from),
                       until(f.to), f.where.none() ? "" : ", in " + name(f.where), name(f.by));
  }
  std::string operator()(const MoveAnnounced& f) const {
    return f.to == record.municipality
               ? "the citizen will not move after all"
               : fmt::format("the citizen moves to {} on {}", name(f.to), said(f.from));
  }
  std::string operator()(const RecordsJoined& f) const {
    return fmt::format("the record of the other number is joined: {} courses and {} duties are here now",
                       f.courses.size(), f.duties.size());
  }
  std::string operator()(const StayClosed& f) const {
    return fmt::format("the stay of course {} is closed by {}: {}", f.course, name(f.by), word(f.because));
  }

  std::string operator()(const ThreadOpened& f) const { return fmt::format("thread {} opened", f.thread); }
  std::string operator()(const ThreadIdLearned& f) const {
    return fmt::format("thread {} has another id: it is broken, and goes on here", f.thread);
  }
  std::string operator()(const ThreadCourseLearned&) const { return {}; }
  std::string operator()(const LetterNoted& f) const {
    return fmt::format("thread {}, letter {}: {} from {} to {}, sent {}{}{}", f.thread, f.letter,
                       word(f.letter_kind), name(f.from), name(f.to), said(f.sent), answered(f.answers),
                       f.converted ? ", converted" : "");
  }
  std::string operator()(const LetterSent& f) const {
    return fmt::format("thread {}, letter {} is sent: {} from {} to {}{}", f.thread, f.letter,
                       word(f.letter_kind), name(f.from), name(f.to), answered(f.answers));
  }
  std::string operator()(const LetterPrepared& f) const {
    return fmt::format("letter {} is prepared by {}: {} to {}{}", f.letter, name(f.by), word(f.letter_kind),
                       name(f.to), answered(f.answers));
  }
  std::string operator()(const LetterPosted& f) const {
    return fmt::format(
        "letter {} goes by the post: taken within {} h, {} min for an acknowledgement, then at most {} times "
        "more",
        f.letter, f.taken_within_seconds / 3600, f.wait_seconds / 60, f.resends);
  }
  std::string operator()(const LetterDelivered& f) const {
    return fmt::format("letter {} is delivered{}", f.letter, f.times < 2 ? "" : ", once more");
  }
  std::string operator()(const LetterAcknowledged& f) const {
    return fmt::format("letter {} is acknowledged: {}", f.letter, word(f.answer));
  }
  std::string operator()(const LetterGivenUp& f) const {
    return fmt::format("letter {} is given up: no acknowledgement after the last time", f.letter);
  }
  std::string operator()(const LetterAskedAgain& f) const {
    return fmt::format("letter {} is to go again, says {}", f.letter, name(f.by));
  }
  std::string operator()(const LetterNotTaken& f) const {
    return f.status == 0 ? fmt::format("letter {} was not taken in time", f.letter)
                         : fmt::format("letter {} is refused at the door, as it is: {}", f.letter, f.status);
  }
  std::string operator()(const LetterWithdrawn& f) const {
    return fmt::format("letter {} is withdrawn by {}", f.letter, name(f.by));
  }
  // "letter 3", where it is known here.
  std::string answered(const Key& message) const {
    if (message.none()) return {};
    for (const Thread& thread : record.threads) {
      if (const Letter* letter = thread.letter_of(message))
        return fmt::format(", to letter {}", letter->number);
    }
    return ", to a letter that was never seen here";
  }

  std::string operator()(const Measured& f) const {
    if (f.form == NoteForm::by_hand)
      return fmt::format("measured at home by {}, {}", name(f.from), said(f.at));
    return fmt::format("measured at home, {}: from {} to {}", word(f.form), name(f.from), name(f.to));
  }
  std::string operator()(const CourseOpened& f) const {
    return fmt::format("course {} opened: {}, version {}", f.course, f.pathway, f.version);
  }
  std::string operator()(const CourseKeyLearned&) const { return {}; }
  std::string operator()(const StayNoted& f) const {
    const std::string form = f.form == NoteForm::first     ? ""
                             : f.form == NoteForm::by_hand ? "without a notification, "
                                                           : fmt::format("{} of ", word(f.form));
    return fmt::format("noted: {}{} {}{}; now {}, department {}{}{}", form, word(f.event), said(f.at),
                       f.late ? ", late" : "", word(f.state), name(f.ward), f.deviates ? " (deviates)" : "",
                       f.reconstructed ? " (reconstructed)" : "");
  }
  std::string operator()(const StayTold& f) const {
    if (f.event == StayEvent::discharge_expected || f.event == StayEvent::discharge_moved)
      return fmt::format(
          "{} {}, says {}",
          f.event == StayEvent::discharge_moved ? "discharge is now expected" : "discharge is expected",
          said(f.at), name(f.by));
    if (f.event == StayEvent::ready) return fmt::format("ready for discharge since {}", said(f.at));
    if (f.event == StayEvent::not_ready) return fmt::format("not ready for discharge since {}", said(f.at));
    return fmt::format("{} {}, says {}", word(f.event), said(f.at), name(f.by));
  }
  std::string operator()(const GpNamed& f) const { return "the citizen's GP is " + name(f.gp); }
  std::string operator()(const ObjectionNoted& f) const {
    return f.withdrawn ? "the citizen does not object any more" : "the citizen objects to the GP being told";
  }
  std::string operator()(const GpTold& f) const {
    return fmt::format("{} has told {} of the stay: {}", name(f.by), name(f.gp), word(f.basis));
  }
  std::string operator()(const StayOvertaken& f) const {
    return fmt::format("in hospital again: course {} is overtaken by course {}", f.course, f.by);
  }
  std::string operator()(const StayResumed& f) const {
    return fmt::format("course {} goes on: {}", f.course, word(f.state));
  }
  std::string operator()(const DueMoved& f) const {
    if (f.due.none()) return fmt::format("{}: no deadline any more", task(f.duty));
    return fmt::format("{}: due moved to {}", task(f.duty), said(f.due));
  }
  std::string operator()(const VisibilityChanged& f) const {
    return fmt::format("{}: {}", task(f.duty),
                       f.visible ? "visible here from now on" : "not visible here any more");
  }
  std::string operator()(const GapSeen&) const { return "a message of its chain was never seen"; }
  std::string operator()(const GapFilled&) const { return "the message that was missing has come"; }
  std::string operator()(const CourseClosed& f) const {
    std::string text = fmt::format("course {} closed", f.course);
    for (const Duty& duty : record.duties) {
      if (duty.open() && duty.course == f.course) text += fmt::format("; {} ends with it", duty.task);
    }
    return text;
  }

  std::string operator()(const DutyOpened& f) const {
    const std::string part = f.contributes_to == 0 ? "" : ", part of " + task(f.contributes_to);
    return fmt::format("{} opened: held by {}, {}{}{}", f.task, name(f.holder), ground_said(f.ground, f.rule),
                       due_said(f.due, f.visible), part);
  }
  std::string operator()(const DutyOffered& f) const {
    return fmt::format("{} offered to {}{}; {} holds it meanwhile", task(f.duty), name(f.to),
                       answer_by_said(f.answer_by), former(f.duty));
  }
  std::string operator()(const OfferAccepted& f) const {
    if (f.by_link) return fmt::format("{} is held by {}, accepted by link", task(f.duty), name(f.by));
    if (!f.by_phone) return fmt::format("{} is held by {}, accepted", task(f.duty), name(f.by));
    return fmt::format("{} is held by {}, accepted by phone as {} records; may be contested until {}",
                       task(f.duty), name(f.by), name(f.recorded_by), said(f.contest_until));
  }
  std::string operator()(const OfferDeclined& f) const {
    const std::string how = f.by_phone  ? " by phone as " + name(f.recorded_by) + " records"
                            : f.by_link ? " by link"
                                        : "";
    return fmt::format("{} declined by {}{}: {}{}; {} holds it as before", task(f.duty), name(f.by), how,
                       word(f.reason), f.instead.none() ? "" : ", it should be " + name(f.instead),
                       former(f.duty));
  }
  std::string operator()(const LinkMade& f) const {
    return fmt::format("{} may be answered by a link until {}", task(f.duty), said(f.until));
  }
  std::string operator()(const LinkTried& f) const {
    return f.right ? fmt::format("the link for {} was opened with the right code", task(f.duty))
                   : fmt::format("a wrong code was given for the link of {}", task(f.duty));
  }
  std::string operator()(const OfferWithdrawn& f) const {
    return fmt::format("{} is not offered any more", task(f.duty));
  }
  std::string operator()(const OfferEnded& f) const {
    return fmt::format("the offer of {} to {} ends; it is told", task(f.duty), name(f.to));
  }
  std::string operator()(const AcceptanceContested& f) const {
    const Duty* duty = record.duty(f.duty);
    return fmt::format("{} was not accepted, says {}; held by {} again", task(f.duty), name(f.by),
                       duty && duty->phone ? name(duty->phone->former) : "nobody");
  }
  std::string operator()(const DutyPassed& f) const {
    return fmt::format("{} passes from {} to {}, by rule {}{}", task(f.duty), former(f.duty), name(f.to),
                       f.rule, due_said(f.due, f.visible));
  }
  std::string operator()(const PassAnnounced& f) const {
    if (f.to.none())
      return fmt::format("{} ends at {} unless it is known by then whom it passes to, by rule {}",
                         task(f.duty), said(f.at), f.rule);
    return fmt::format("{} will pass to {} at {}, by rule {}", task(f.duty), name(f.to), said(f.at), f.rule);
  }
  std::string operator()(const PassCalledOff& f) const {
    return fmt::format("{} will not pass after all", task(f.duty));
  }
  std::string operator()(const DutySucceeded& f) const {
    return fmt::format("{} is held by {}, succession from {}: {}", task(f.duty), name(f.to), former(f.duty),
                       f.reason);
  }
  std::string operator()(const DutyTaken& f) const {
    return fmt::format("{} is held by {}, taken from {}", task(f.duty), name(f.by), former(f.duty));
  }
  std::string operator()(const DutyAssigned& f) const {
    return fmt::format("{} assigned to {}; {} holds it", task(f.duty), name(f.unit), former(f.duty));
  }
  std::string operator()(const LeftToCitizen& f) const {
    return fmt::format("{} is left to the citizen; {} holds it, to check by {}", task(f.duty), former(f.duty),
                       said(f.check_by));
  }
  std::string operator()(const SilenceNoted& f) const {
    return fmt::format("{} is silent ({}), step {}: {}, told {}", task(f.duty), word(f.clock_kind),
                       f.step + 1, word(f.ladder), names(f.told));
  }
  std::string operator()(const DutyCompleted& f) const {
    switch (f.proof) {
      case Proof::act:
        return fmt::format("{} done by {}{}{}", task(f.duty), name(f.by), f.marked ? ", marked" : "",
                           f.date.none() ? "" : ", from " + said(f.date));
      case Proof::message:
        return fmt::format("{} done: the message proves it", task(f.duty));
      case Proof::rule:
        return fmt::format("{} ended by rule", task(f.duty));
      case Proof::course_closed:
        return fmt::format("{} ended with its course", task(f.duty));
    }
    return {};
  }
  std::string operator()(const DutyVoided& f) const {
    return fmt::format("{} void: {}", task(f.duty), word(f.reason));
  }
  std::string operator()(const DutyReopened& f) const {
    return fmt::format("{} reopened: held by {}", task(f.duty), name(f.by));
  }
  std::string operator()(const CauseAnnulled& f) const {
    return fmt::format("the message that opened {} is annulled", task(f.duty));
  }
  std::string operator()(const DutyReviewed& f) const {
    return fmt::format("{} seen by {}", task(f.duty), name(f.by));
  }
  std::string operator()(const GlassBroken& f) const {
    return fmt::format("{} sees all of it, with a reason, until {}", name(f.by), said(f.until));
  }
  std::string operator()(const UnitBarred& f) const {
    return fmt::format("the citizen {} {} to look", f.lifted ? "allows" : "does not want", name(f.unit));
  }
  std::string operator()(const GoalsWritten& f) const {
    return fmt::format("goals written by {}", !f.by.none() ? name(f.by)
                                              : f.acting   ? "who acts"
                                                           : "the citizen");
  }
  std::string operator()(const DutyNoted& f) const {
    return fmt::format("{} noted by {}", task(f.duty), name(f.by));
  }

  std::string operator()(const MessageApplied&) const { return {}; }
  std::string operator()(const DuplicateReceived&) const { return {}; }
  std::string operator()(const CommandRefused&) const { return {}; }  // the answer says it
  std::string operator()(const WriterStarted&) const { return {}; }
  std::string operator()(const SettingAdopted&) const { return {}; }
  std::string operator()(const PartyLearned&) const { return {}; }
  std::string operator()(const MessageRefused&) const { return {}; }
  std::string operator()(const NoBasis&) const { return {}; }
  std::string operator()(const CitizenErased&) const { return {}; }
  std::string operator()(const QuarantineDestroyed&) const { return {}; }
  std::string operator()(const FileImported&) const { return {}; }
};

}  // namespace

std::string said(Instant at) {
  std::string text = format_denmark(at);  // 2026-11-02T08:00:00+01:00
  text[10] = ' ';
  return text.substr(0, 16);
}

std::string said(const Fact& fact, const Record& before, const NameOf& name) {
  return std::visit(Saying{before, name}, fact);
}

std::string said(const Answer& answer, const NameOf& name) {
  std::string text = fmt::format("refused: {}", word(answer.refusal));
  if (!answer.party.none()) text += "; " + name(answer.party);
  if (!answer.at.none()) text += ", since " + said(answer.at);
  return text;
}

std::string said(const WorkRow& row, const NameOf& name) {
  std::string text = fmt::format("{}: {}, {}", row.task, name(row.holder), ground_said(row.ground, row.rule));
  if (!row.due.none()) text += ", due " + said(row.due);
  if (!row.asked.none()) text += ", offered to " + name(row.asked);
  if (!row.silent_since.none())
    text += fmt::format(", silent since {} ({})", said(row.silent_since), row.silences);
  if (row.part == WorkPart::is_asked) text += " [is asked]";
  if (row.part == WorkPart::is_told) text += " [is told]";
  return text;
}

}  // namespace klynge::story
