#include "core/evolve.h"

#include <algorithm>
#include <iterator>

#include "core/clock.h"

namespace klynge {
namespace {

template <class Numbered>
Numbered* with_number(std::vector<Numbered>& all, uint16_t number) {
  const auto found = std::ranges::lower_bound(all, number, {}, &Numbered::number);
  return found != all.end() && found->number == number ? &*found : nullptr;
}

// --- what is put away ---

// To be changed all the same: a copy of its own takes its place.
template <class Change>
void change(PutAway& away, Change&& how) {
  ClosedCourse copy = *away;
  how(copy);
  away = PutAway(std::move(copy));
}

template <class Numbered>
void insert_by_number(std::vector<Numbered>& all, Numbered one) {
  const auto place = std::ranges::upper_bound(all, one.number, {}, &Numbered::number);
  all.insert(place, std::move(one));
}

void put_away_when_over(Record& record, uint16_t number) {
  Course* over = with_number(record.courses, number);
  if (over == nullptr || over->open()) return;
  const auto is_of_it = [&](const Duty& one) { return one.course == number; };
  const auto is_open = [&](const Duty& one) { return is_of_it(one) && one.open(); };
  if (std::ranges::any_of(record.duties, is_open)) return;
  ClosedCourse away{std::move(*over), {}};
  record.courses.erase(record.courses.begin() + (over - record.courses.data()));
  std::ranges::copy_if(record.duties, std::back_inserter(away.duties), is_of_it);
  std::erase_if(record.duties, is_of_it);
  const auto number_of = [](const PutAway& one) { return one->course.number; };
  record.closed.insert(std::ranges::upper_bound(record.closed, number, {}, number_of),
                       PutAway(std::move(away)));
}

// Somebody who owed an answer has acted: what was silent is answered.
void answer_silence(Duty& duty) {
  duty.silent_since = {};
  duty.told.clear();
}

void begin_clock(Duty& duty, Instant clock) {
  answer_silence(duty);
  duty.clock = clock;
  duty.clock_kind = clock_kind(deadlines(duty), clock);
  duty.ladder_step = 0;
}

// What belonged to the former holder does not follow the duty.
void change_holder(Duty& duty, Party holder, Ground ground, Instant at) {
  duty.holder = holder;
  duty.ground = ground;
  duty.rule.clear();
  duty.held_since = at;
  duty.assigned_unit = {};
  duty.citizen_check_by = {};
  duty.offer.reset();
  duty.phone.reset();
}

// A new holder's clock tells whether the new holder's acts can be seen here: a deadline without a clock is
// one that cannot.
void begin_holders_clock(Duty& duty, Instant clock) {
  if (!duty.due.none()) duty.visible = !clock.none();
  begin_clock(duty, clock);
}

void end(Duty& duty, DutyState state, Instant at) {
  duty.state = state;
  duty.ended = at;
  duty.offer.reset();
  duty.coming.reset();
  duty.citizen_check_by = {};
  begin_clock(duty, {});
}

void tell(std::vector<Party>& told, const std::vector<Party>& more) {
  for (Party party : more) {
    const auto place = std::ranges::lower_bound(told, party);
    if (place == told.end() || *place != party) told.insert(place, party);
  }
}

// One operator for each fact; a fact that is forgotten here does not compile. A number that the record does
// not have folds to nothing: the fold is total, and `verify` finds such a journal by other means.
struct Fold {
  Record& record;
  const Stamp& stamp;

  Instant since(const auto& fact) const { return fact.since.none() ? stamp.at : fact.since; }

  // Nobody acts on a duty that is put away but to reopen it or to say that its cause was annulled: these two
  // look further.
  Duty* duty(uint16_t number) const { return with_number(record.duties, number); }
  Course* course(uint16_t number) const { return with_number(record.courses, number); }

  // What is learned of a course is learned of a closed one too.
  template <class Change>
  void change_course(uint16_t number, Change&& how) const {
    if (Course* here = with_number(record.courses, number)) return how(*here);
    for (PutAway& away : record.closed) {
      if (away->course.number == number) return change(away, [&](ClosedCourse& copy) { how(copy.course); });
    }
  }

  void take_back_course(uint16_t number) const {
    const auto away =
        std::ranges::find_if(record.closed, [&](const PutAway& one) { return one->course.number == number; });
    if (away == record.closed.end()) return;
    insert_by_number(record.courses, (*away)->course);
    for (const Duty& one : (*away)->duties) insert_by_number(record.duties, one);
    record.closed.erase(away);
  }
  void take_back_course_of(uint16_t number) const {
    for (const PutAway& one : record.closed) {
      if (std::ranges::find(one->duties, number, &Duty::number) == one->duties.end()) continue;
      return take_back_course(one->course.number);
    }
  }

  Letter* letter_with(uint16_t number) const {
    for (Thread& thread : record.threads) {
      const auto found = std::ranges::find(thread.letters, number, &Letter::number);
      if (found != thread.letters.end()) return &*found;
    }
    return nullptr;
  }

  void count_letter(uint16_t number) const { record.last_letter = std::max(record.last_letter, number); }

  // In order of time; of two sent at the same moment that of whoever began the conversation comes first
  // (CareCommunication 5.0, rule 12).
  void put_letter(uint16_t thread, Letter letter, const std::string& category) const {
    count_letter(letter.number);
    std::erase_if(record.drafts, [&](const LetterDraft& draft) { return draft.number == letter.number; });
    Thread* known = with_number(record.threads, thread);
    if (known == nullptr) return;
    const Party began = known->letters.empty() ? letter.from : known->letters.front().from;
    const auto order = [&](const Letter& one) { return std::pair(one.sent, one.from != began); };
    const auto place = std::ranges::upper_bound(known->letters, order(letter), {}, order);
    if (place == known->letters.end()) known->category = category;
    known->letters.insert(place, letter);
  }

  // --- the citizen ---
  void operator()(const CitizenOpened& fact) const {
    record.controller = fact.controller;
    record.municipality = fact.municipality;
  }
  void operator()(const IdentityStated& fact) const {
    record.identity_at = stamp.position;
    record.number_only = fact.number_only;
  }
  void live_in(Party municipality) const {
    record.municipality = municipality;
    if (record.moving && record.moving->to == municipality) record.moving.reset();
  }
  void operator()(const MunicipalityChanged& fact) const {
    live_in(fact.municipality);
    if (!fact.said.none()) record.municipality_said = fact.said;
    for (Course& one : record.courses) {
      if (one.open()) one.municipality = fact.municipality;
    }
  }
  void operator()(const MoveAnnounced& fact) const {
    record.moving.reset();
    if (fact.to != record.municipality) record.moving = ComingMove{fact.to, fact.from};
  }
  void operator()(const CircumstanceStated& fact) const {
    const Circumstance stated{fact.number, fact.circumstance, fact.from,   fact.to,
                              fact.where,  fact.by,           fact.renewal};
    if (Circumstance* known = with_number(record.circumstances, fact.number))
      *known = stated;
    else
      record.circumstances.push_back(stated);
  }
  void operator()(const CitizenDied& fact) const { record.died = fact.at; }
  void operator()(const DeathAnnulled&) const { record.died = {}; }
  // What stood here stands in the other record from now on.
  void operator()(const CitizenMerged& fact) const {
    record.merged_into = fact.into;
    record.courses.clear();
    record.duties.clear();
    record.closed.clear();
    record.cases.clear();
    record.circumstances.clear();
    record.threads.clear();
    record.drafts.clear();
    record.joined.clear();
    record.moving.reset();
    record.barred.clear();
    record.glass.clear();
  }
  void operator()(const RecordsJoined& fact) const {
    const auto take = [](auto& here, const auto& theirs) {
      here.insert(here.end(), theirs.begin(), theirs.end());
    };
    if (record.municipality.none()) {
      live_in(fact.municipality);
      record.municipality_said = fact.municipality_said;
    }
    if (record.died.none()) record.died = fact.died;
    if (record.gp.none()) record.gp = fact.gp;
    if (record.objected.none()) record.objected = fact.objected;
    take(record.courses, fact.courses);
    take(record.duties, fact.duties);
    take(record.cases, fact.cases);
    take(record.circumstances, fact.circumstances);
    take(record.threads, fact.threads);
    take(record.drafts, fact.drafts);
    record.joined.push_back(fact.other);
    take(record.joined, fact.joined);
    if (!fact.courses.empty()) record.last_course = fact.courses.back().number;
    if (!fact.duties.empty()) record.last_duty = fact.duties.back().number;
    if (!fact.threads.empty()) record.last_thread = fact.threads.back().number;
    for (const Thread& thread : fact.threads)
      for (const Letter& letter : thread.letters) count_letter(letter.number);
    for (const LetterDraft& draft : fact.drafts) count_letter(draft.number);
    for (const Party unit : fact.barred) bar(unit);
    put_away(record);
  }
  void bar(Party unit) const {
    const auto place = std::ranges::lower_bound(record.barred, unit);
    if (place == record.barred.end() || *place != unit) record.barred.insert(place, unit);
  }
  void operator()(const UnitBarred& fact) const {
    if (fact.lifted)
      std::erase(record.barred, fact.unit);
    else
      bar(fact.unit);
  }
  void operator()(const GlassBroken& fact) const {
    std::erase_if(record.glass, [&](const Glass& one) { return one.until <= stamp.at; });
    record.glass.push_back({fact.by, fact.person, fact.until});
  }
  void operator()(const CitizenSplit&) const { record.merged_into = 0; }
  void operator()(const RecordFrozen&) const { record.frozen = true; }
  void operator()(const RecordThawed&) const { record.frozen = false; }

  void operator()(const CaseOpened& fact) const {
    record.cases.push_back({fact.number, fact.case_kind, fact.desk, fact.from, fact.to});
  }
  void operator()(const CaseChanged& fact) const {
    Case* known = with_number(record.cases, fact.number);
    if (known == nullptr) return;
    known->from = fact.from;
    known->to = fact.to;
  }
  void operator()(const CaseClosed& fact) const {
    if (Case* known = with_number(record.cases, fact.number)) known->to = fact.to;
  }

  void operator()(const GpNamed& fact) const { record.gp = fact.gp; }
  void operator()(const ObjectionNoted& fact) const {
    record.objected = fact.withdrawn ? Instant{} : stamp.at;
  }

  // --- courses and stays ---
  void operator()(const CourseOpened& fact) const {
    Course opened;
    opened.number = fact.course;
    opened.pathway = fact.pathway;
    opened.version = fact.version;
    opened.municipality = fact.municipality;
    opened.opened = stamp.at;
    record.courses.push_back(std::move(opened));
    record.last_course = fact.course;
  }
  void operator()(const CourseKeyLearned& fact) const {
    change_course(fact.course, [&](Course& known) { known.keys.push_back(fact.key); });
  }
  void operator()(const StayNoted& fact) const {
    change_course(fact.course, [&](Course& known) {
      const auto place = std::ranges::upper_bound(known.notes, fact.at, {}, &StayNote::at);
      known.notes.insert(place, {fact.event, fact.message, fact.at, fact.ward_named, fact.sender, fact.form,
                                 fact.of, fact.place});
      const bool was_home = known.stay == StayState::home;
      if (known.stay == StayState::expected && !fact.late && fact.event != StayEvent::expected)
        known.municipality = record.municipality;  // and not where somebody expected
      known.stay = fact.state;
      known.ward = fact.ward;
      known.stay_start = fact.stay_start;
      if (was_home && known.in_hospital() && fact.form == NoteForm::first) {  // another stay begins
        known.discharge_expected = known.emergency_call = {};
        known.terminal = false;
      }
      // The citizen had left when the word was said.
      const StayNote* last = known.deciding();
      const bool left = known.stay == StayState::home || known.stay == StayState::dead;
      const bool said = !known.ready.empty() && known.ready.back().to.none();
      if (left && said && last != nullptr && known.ready.back().from > last->at)
        known.ready.back().to = known.ready.back().from;
    });
  }
  void operator()(const StayTold& fact) const {
    Course* known = course(fact.course);
    if (known == nullptr) return;
    if (fact.event == StayEvent::discharge_expected || fact.event == StayEvent::discharge_moved)
      known->discharge_expected = fact.at;
    if (fact.event == StayEvent::ready) known->ready.push_back({fact.at, {}});
    if (fact.event == StayEvent::not_ready) {
      if (!known->ready.empty()) known->ready.back().to = fact.at;
      known->discharge_expected = {};  // nobody expects it now
    }
    if (fact.event == StayEvent::terminal) known->terminal = true;
    if (fact.event == StayEvent::emergency_call) known->emergency_call = fact.at;
    if (fact.event == StayEvent::emergency_over) known->emergency_call = {};
  }
  void operator()(const GpTold&) const {}
  void operator()(const StayOvertaken& fact) const {
    change_course(fact.course, [&](Course& known) {
      known.stay = StayState::elsewhere;
      known.overtaken_by = fact.message;
    });
  }
  void operator()(const StayResumed& fact) const {
    take_back_course(fact.course);
    Course* known = course(fact.course);
    if (known == nullptr) return;
    known->closed = {};
    known->overtaken_by = {};
    known->stay = fact.state;
    known->municipality = record.municipality;
  }
  void operator()(const GapSeen& fact) const {
    change_course(fact.course, [&](Course& known) { known.gaps.push_back(fact.message); });
  }
  void operator()(const GapFilled& fact) const {
    change_course(fact.course, [&](Course& known) { std::erase(known.gaps, fact.message); });
  }
  void operator()(const CourseClosed& fact) const {
    change_course(fact.course, [&](Course& known) { known.closed = stamp.at; });
    for (Duty& one : record.duties) {
      if (one.course != fact.course || !one.open()) continue;
      end(one, DutyState::done, stamp.at);
      one.proof = Proof::course_closed;
      one.ended_by = fact.message;
    }
    put_away_when_over(record, fact.course);
  }

  // --- duties ---
  void operator()(const DutyOpened& fact) const {
    Duty opened;
    opened.number = fact.duty;
    opened.course = fact.course;
    opened.task = fact.task;
    opened.strand = fact.strand;
    opened.holder = fact.holder;
    opened.ground = fact.ground;
    opened.rule = fact.rule;
    opened.held_since = opened.opened = since(fact);
    opened.cause = fact.cause;
    opened.visible = fact.visible;
    opened.due = fact.due;
    opened.ladder = fact.ladder;
    opened.contributes_to = fact.contributes_to;
    opened.counts_from = fact.counts_from;
    if (fact.task == task_other && fact.text != 0) opened.said_at = stamp.position;
    begin_clock(opened, fact.clock);
    record.duties.push_back(std::move(opened));
    record.last_duty = fact.duty;
  }
  void operator()(const DutyOffered& fact) const {
    Duty* known = duty(fact.duty);
    if (known == nullptr) return;
    known->offer = Offer{fact.to, fact.by, stamp.at, fact.answer_by};
    begin_clock(*known, fact.clock);
  }
  void operator()(const OfferAccepted& fact) const {
    Duty* known = duty(fact.duty);
    if (known == nullptr) return;
    const PhoneAcceptance phone{fact.recorded_by, known->holder, known->ground, fact.contest_until};
    const std::string former_rule = known->rule;
    change_holder(*known, fact.by, Ground::accepted, stamp.at);
    if (fact.by_phone) {
      known->phone = phone;
      known->rule = former_rule;  // so that the former ground is whole again if the acceptance is contested
    }
    begin_holders_clock(*known, fact.clock);
  }
  void operator()(const OfferDeclined& fact) const {
    Duty* known = duty(fact.duty);
    if (known == nullptr) return;
    known->offer.reset();
    if (known->declines < UINT16_MAX) ++known->declines;
    begin_clock(*known, fact.clock);
  }
  void operator()(const LinkMade& fact) const {
    Duty* known = duty(fact.duty);
    if (known == nullptr || !known->offer) return;
    known->offer->link_until = fact.until;
    known->offer->wrong_codes = 0;
  }
  void operator()(const LinkTried& fact) const {
    Duty* known = duty(fact.duty);
    const bool counts = known != nullptr && known->offer && !fact.right;
    if (counts && known->offer->wrong_codes < wrong_codes_at_most) ++known->offer->wrong_codes;
  }
  void operator()(const OfferWithdrawn& fact) const {
    Duty* known = duty(fact.duty);
    if (known == nullptr) return;
    known->offer.reset();
    begin_clock(*known, fact.clock);
  }
  void operator()(const OfferEnded& fact) const {
    Duty* known = duty(fact.duty);
    if (known == nullptr) return;
    known->offer.reset();
    if (known->clock_kind == ClockKind::offer) begin_clock(*known, fact.clock);
  }
  void operator()(const AcceptanceContested& fact) const {
    Duty* known = duty(fact.duty);
    if (known == nullptr || !known->phone) return;
    const PhoneAcceptance phone = *known->phone;
    const std::string former_rule = known->rule;
    change_holder(*known, phone.former, phone.former_ground, stamp.at);
    known->rule = former_rule;
    begin_holders_clock(*known, fact.clock);
  }
  void operator()(const DutyPassed& fact) const {
    Duty* known = duty(fact.duty);
    if (known == nullptr) return;
    change_holder(*known, fact.to, Ground::by_rule, since(fact));
    known->coming.reset();
    known->rule = fact.rule;
    known->visible = fact.visible;
    known->due = fact.due;
    begin_clock(*known, fact.clock);
  }
  void operator()(const PassAnnounced& fact) const {
    if (Duty* known = duty(fact.duty)) known->coming = ComingPass{fact.to, fact.at, fact.rule};
  }
  void operator()(const PassCalledOff& fact) const {
    if (Duty* known = duty(fact.duty)) known->coming.reset();
  }
  void operator()(const DutySucceeded& fact) const {
    Duty* known = duty(fact.duty);
    if (known == nullptr) return;
    change_holder(*known, fact.to, Ground::succession, stamp.at);
    known->visible = fact.visible;
    begin_clock(*known, fact.clock);
  }
  void operator()(const DutyTaken& fact) const {
    Duty* known = duty(fact.duty);
    if (known == nullptr) return;
    change_holder(*known, fact.by, Ground::taken, stamp.at);
    begin_holders_clock(*known, fact.clock);
  }
  void operator()(const DutyAssigned& fact) const {  // inside the house: the clock runs on
    Duty* known = duty(fact.duty);
    if (known == nullptr) return;
    known->assigned_unit = fact.unit;
    answer_silence(*known);
  }
  void operator()(const LeftToCitizen& fact) const {
    Duty* known = duty(fact.duty);
    if (known == nullptr) return;
    known->citizen_check_by = fact.check_by;
    begin_clock(*known, fact.clock);
  }
  void operator()(const SilenceNoted& fact) const {
    Duty* known = duty(fact.duty);
    if (known == nullptr) return;
    if (known->silences < UINT16_MAX) ++known->silences;
    if (known->silent_since.none()) known->silent_since = stamp.at;
    tell(known->told, fact.told);
    known->clock = fact.clock;
    known->clock_kind = clock_kind(deadlines(*known), fact.clock);
    const bool same_ladder = known->clock_kind == fact.clock_kind;
    known->ladder_step = !same_ladder ? uint8_t{0} : static_cast<uint8_t>(std::min(fact.step + 1, 255));
  }
  void operator()(const DutyCompleted& fact) const {
    Duty* known = duty(fact.duty);
    if (known == nullptr) return;
    end(*known, DutyState::done, stamp.at);
    known->proof = fact.proof;
    known->marked = fact.marked;
    known->ended_by = fact.message;
    put_away_when_over(record, known->course);
  }
  void operator()(const DutyVoided& fact) const {
    Duty* known = duty(fact.duty);
    if (known == nullptr) return;
    end(*known, DutyState::voided, stamp.at);
    known->void_reason = fact.reason;
    known->ended_by = fact.message;
    put_away_when_over(record, known->course);
  }
  void operator()(const DutyReopened& fact) const {
    take_back_course_of(fact.duty);
    Duty* known = duty(fact.duty);
    if (known == nullptr) return;
    known->state = DutyState::open;
    known->holder = fact.by;
    known->held_since = stamp.at;
    known->phone.reset();
    known->ended = {};
    known->proof = {};
    known->marked = false;
    known->void_reason = {};
    known->ended_by = {};
    begin_holders_clock(*known, fact.clock);
  }
  void operator()(const DueMoved& fact) const {
    Duty* known = duty(fact.duty);
    if (known == nullptr) return;
    known->due = fact.due;
    // What has been silent stays so while the new deadline is over too (steps.cc, move_due).
    if (fact.due.none() || known->silent_since.none() || fact.due > stamp.at) begin_clock(*known, fact.clock);
  }
  void operator()(const VisibilityChanged& fact) const {
    Duty* known = duty(fact.duty);
    if (known == nullptr) return;
    known->visible = fact.visible;
    begin_clock(*known, fact.clock);
  }
  void operator()(const CauseAnnulled& fact) const {
    if (Duty* known = duty(fact.duty)) {
      known->cause_annulled = true;
      return;
    }
    for (PutAway& away : record.closed) {
      if (std::ranges::find(away->duties, fact.duty, &Duty::number) == away->duties.end()) continue;
      return change(away, [&](ClosedCourse& copy) {
        std::ranges::find(copy.duties, fact.duty, &Duty::number)->cause_annulled = true;
      });
    }
  }

  void operator()(const DutyReviewed& fact) const {
    Duty* known = duty(fact.duty);
    if (known == nullptr) return;
    known->reviewed = stamp.at;
    known->reviewed_by = fact.by;
  }
  void operator()(const DutyNoted& fact) const {
    if (Duty* known = duty(fact.duty)) known->noted_at = stamp.position;
  }

  // --- letters ---
  void operator()(const ThreadOpened& fact) const {
    Thread opened;
    opened.number = fact.thread;
    opened.ids = {fact.id};
    record.threads.push_back(std::move(opened));
    record.last_thread = fact.thread;
  }
  void operator()(const ThreadIdLearned& fact) const {
    if (Thread* known = with_number(record.threads, fact.thread)) known->ids.push_back(fact.id);
  }
  void operator()(const ThreadCourseLearned& fact) const {
    if (Thread* known = with_number(record.threads, fact.thread)) known->courses.push_back(fact.of);
  }
  void operator()(const LetterNoted& fact) const {
    put_letter(fact.thread,
               {fact.letter, fact.message, fact.letter_kind, fact.answers, fact.from, fact.to, fact.sent,
                false, fact.converted},
               fact.category);
  }
  void operator()(const LetterSent& fact) const {
    put_letter(fact.thread,
               {fact.letter, fact.message, fact.letter_kind, fact.answers, fact.from, fact.to, stamp.at, true,
                false},
               fact.category);
  }
  void operator()(const LetterPrepared& fact) const {
    count_letter(fact.letter);
    const LetterDraft prepared{fact.letter,  fact.thread, fact.course, fact.letter_kind,
                               fact.answers, fact.by,     fact.to,     fact.category};
    if (LetterDraft* known = with_number(record.drafts, fact.letter))
      *known = prepared;
    else
      insert_by_number(record.drafts, prepared);
  }
  void operator()(const LetterPosted& fact) const {
    if (Letter* letter = letter_with(fact.letter)) {
      letter->post = {};
      letter->post.by_post = true;
      letter->post.posted = stamp.at;
      letter->post.wait_seconds = fact.wait_seconds;
      letter->post.resends = fact.resends;
      letter->post.taken_within_seconds = fact.taken_within_seconds;
    }
  }
  void operator()(const LetterDelivered& fact) const {
    if (Letter* letter = letter_with(fact.letter)) {
      Post& post = letter->post;
      post.sendings = fact.times;
      if (post.delivered.none()) post.delivered = stamp.at;
      post.sent_last = stamp.at;
      post.given_up = {};
      post.not_taken = {};
      post.status = 0;
    }
  }
  void operator()(const LetterAcknowledged& fact) const {
    if (Letter* letter = letter_with(fact.letter)) {
      letter->post.answer = fact.answer;
      letter->post.answered = stamp.at;
    }
  }
  void operator()(const LetterGivenUp& fact) const {
    if (Letter* letter = letter_with(fact.letter)) letter->post.given_up = stamp.at;
  }
  void operator()(const LetterAskedAgain& fact) const {
    if (Letter* letter = letter_with(fact.letter)) {
      letter->post.again = stamp.at;
      letter->post.not_taken = {};
      letter->post.status = 0;
    }
  }
  void operator()(const LetterNotTaken& fact) const {
    if (Letter* letter = letter_with(fact.letter)) {
      letter->post.not_taken = stamp.at;
      letter->post.status = fact.status;
    }
  }
  void operator()(const LetterWithdrawn& fact) const {
    std::erase_if(record.drafts, [&](const LetterDraft& draft) { return draft.number == fact.letter; });
  }

  // --- what changes nothing that a rule looks at ---
  void operator()(const StayClosed&) const {}  // the note that comes with it does
  void operator()(const Measured&) const {}
  void operator()(const GoalsWritten&) const {}
  void operator()(const MessageApplied&) const {}
  void operator()(const DuplicateReceived&) const {}
  void operator()(const CommandRefused&) const {}
  void operator()(const WriterStarted&) const {}
  void operator()(const SettingAdopted&) const {}
  void operator()(const PartyLearned&) const {}
  void operator()(const MessageRefused&) const {}
  void operator()(const NoBasis&) const {}
  void operator()(const CitizenErased&) const {}
  void operator()(const QuarantineDestroyed&) const {}
  void operator()(const FileImported&) const {}
};

}  // namespace

void put_away(Record& record) {
  std::vector<uint16_t> closed;
  for (const Course& course : record.courses) {
    if (!course.open()) closed.push_back(course.number);
  }
  for (const uint16_t number : closed) put_away_when_over(record, number);
}

void evolve(Record& record, const Fact& fact, const Stamp& stamp) {
  std::visit(Fold{record, stamp}, fact);
}

void evolve(Record& record, const std::vector<Fact>& facts, const Stamp& stamp) {
  for (const Fact& fact : facts) evolve(record, fact, stamp);
  record.last = stamp.position;
}

}  // namespace klynge
