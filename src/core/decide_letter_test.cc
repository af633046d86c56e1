// Letters and threads: which thread, who owes an answer, what may be written, and any of it in any order.
#include <gtest/gtest.h>
// after gtest.h
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "core/test_setting.h"
#include "core/view/receipts.h"

namespace klynge {
namespace {

using namespace test;

Pathway letters() {
  Pathway pathway;
  pathway.id = "letters";
  pathway.version = 1;
  pathway.without_course = true;
  pathway.ladders = {{"letter", {{{}, LadderKind::remind, LadderStep::Whom::debtor}}}};
  Task answer = task("answer", Strand::none, {PartyKind::hospital, PartyKind::municipality});
  answer.opened_by_letter = true;
  answer.ladder = "letter";
  answer.due = {{due_after(hours(24)), "letter-answered"}};
  pathway.tasks = {answer};
  return pathway;
}

struct Desk : Ledger {
  uint8_t next_id = 1;

  Desk() {
    rules.pathways.push_back(letters());
    for (const Party party : {ward_a, ward_b, municipality, nurses, other_municipality, gp}) {
      PartyInfo info = *rules.directory.find(party);
      info.gln = "2957900000051";
      rules.directory.add(info);
    }
  }

  NotifyLetter letter(Party from, Party to, uint8_t message, uint8_t thread,
                      LetterKind kind = LetterKind::first, uint8_t answers = 0) const {
    NotifyLetter made;
    made.message = key(message);
    made.thread = key(thread);
    made.kind = kind;
    if (answers != 0) made.answers = key(answers);
    made.from = from;
    made.to = to;
    made.category = "discharge";
    made.sent = now;
    return made;
  }
  Answer come(const NotifyLetter& one) { return ask(one, Caller{one.from, CallerRole::door}); }
  Answer send(uint16_t draft, Party by) {
    const uint8_t n = next_id++;
    return ask(SendLetter{draft, key(static_cast<uint8_t>(100 + n)), key(static_cast<uint8_t>(200 + n % 50))},
               by);
  }
  std::vector<const Duty*> owed() const {
    std::vector<const Duty*> found;
    for (const Duty& duty : record.duties)
      if (duty.open() && duty.task == "answer") found.push_back(&duty);
    return found;
  }
};

TEST(Letters, ALetterOpensTheAnswerAndALetterInTheThreadIsTheProof) {
  Desk desk;
  const Answer came = desk.come(desk.letter(ward_a, municipality, 1, 50));
  EXPECT_EQ(came.thread, 1);
  EXPECT_EQ(came.letter, 1);
  ASSERT_EQ(desk.owed().size(), 1u);
  const Duty& owed = *desk.owed()[0];
  EXPECT_EQ(owed.holder, municipality);
  EXPECT_EQ(owed.due, morning + hours(24));
  EXPECT_EQ(owed.rule, "letter-answered");
  EXPECT_EQ(owed.course, 0);
  desk.come(desk.letter(ward_a, municipality, 2, 50, LetterKind::reply, 1));
  EXPECT_EQ(desk.owed().size(), 1u) << "a second letter opens no second answer";
  desk.come(desk.letter(nurses, ward_a, 3, 50, LetterKind::reply, 2));
  ASSERT_EQ(desk.owed().size(), 1u) << "the house has answered; now the ward owes one";
  EXPECT_EQ(desk.owed()[0]->holder, ward_a);
  const Duty& done = *desk.record.duty(1);
  EXPECT_EQ(done.proof, Proof::message);
  EXPECT_EQ(done.ended_by, key(3));
  EXPECT_EQ(desk.broken(), std::vector<std::string>{});
}

TEST(Letters, WhatWasNotReadYetIsStillOwedAnAnswer) {
  Desk desk;
  desk.come(desk.letter(ward_a, municipality, 1, 50));
  desk.now = desk.now + hours(1);
  desk.come(desk.letter(ward_a, municipality, 2, 50, LetterKind::reply, 1));
  desk.now = desk.now + hours(1);
  desk.come(desk.letter(municipality, ward_a, 3, 50, LetterKind::reply, 1));  // crossed the second
  const auto owed = desk.owed();
  const auto municipalitys =
      std::ranges::find_if(owed, [](const Duty* one) { return one->holder == municipality; });
  ASSERT_NE(municipalitys, owed.end());
  EXPECT_EQ((*municipalitys)->cause, key(2));
}

TEST(Letters, NobodyOwesWhatWouldNotBeSeenHere) {
  Desk desk;
  PartyInfo info = *desk.rules.directory.find(gp);
  info.answers_here_from = {};
  desk.rules.directory.add(info);
  desk.come(desk.letter(ward_a, gp, 1, 50));
  EXPECT_TRUE(desk.owed().empty());
  EXPECT_EQ(desk.record.threads.at(0).letters.size(), 1u);
}

TEST(Letters, AnAnswerThatIsNotNeededIsCompletedByAPerson) {
  Desk desk;
  desk.come(desk.letter(ward_a, municipality, 1, 50));
  EXPECT_TRUE(desk.ask(CompleteDuty{1, 0}, municipality).ok());
  EXPECT_TRUE(desk.owed().empty());
  desk.come(desk.letter(ward_a, municipality, 2, 50, LetterKind::reply, 1));
  EXPECT_EQ(desk.owed().size(), 1u) << "a new letter is a new question";
}

TEST(Letters, ALateOneThatIsAnsweredAlreadyAsksForNothing) {
  Desk desk;
  const NotifyLetter first = desk.letter(ward_a, municipality, 1, 50);
  desk.now = desk.now + hours(2);
  desk.come(desk.letter(municipality, ward_a, 2, 50, LetterKind::reply, 1));
  desk.now = desk.now + hours(1);
  desk.come(first);
  for (const Duty* duty : desk.owed()) EXPECT_NE(duty->holder, municipality);
  EXPECT_EQ(desk.record.threads.at(0).letters.front().message, key(1)) << "in the order they were sent";
}

TEST(Letters, TheSameMomentIsTheBeginnersFirst) {
  Desk desk;
  desk.come(desk.letter(ward_a, municipality, 1, 50));
  desk.now = desk.now + hours(1);
  desk.come(desk.letter(municipality, ward_a, 2, 50, LetterKind::reply, 1));
  desk.come(desk.letter(ward_a, municipality, 3, 50, LetterKind::reply, 1));
  const std::vector<Letter>& all = desk.record.threads.at(0).letters;
  EXPECT_EQ(all[1].message, key(3));
  EXPECT_EQ(all[2].message, key(2));
}

TEST(Letters, ConvertedOnesAreTiedByCourseAndParties) {
  Desk desk;
  NotifyLetter one = desk.letter(ward_a, municipality, 1, 50);
  one.converted = true;
  one.courses = {key(70)};
  desk.come(one);
  NotifyLetter other = one;  // of another ward's letters nothing is known
  other.message = key(2);
  other.thread = key(51);
  other.from = gp;
  desk.come(other);
  NotifyLetter next = one;
  next.message = key(3);
  next.thread = key(52);
  desk.come(next);
  NotifyLetter elsewhere = one;
  elsewhere.message = key(4);
  elsewhere.thread = key(53);
  elsewhere.courses = {key(71)};
  desk.come(elsewhere);
  NotifyLetter native = desk.letter(ward_a, municipality, 5, 54);
  native.courses = {key(70)};
  desk.come(native);
  ASSERT_EQ(desk.record.threads.size(), 4u);
  EXPECT_EQ(desk.record.threads[0].letters.size(), 2u);
  EXPECT_EQ(desk.record.threads[0].ids, (std::vector{key(50), key(52)}));
  NotifyLetter answer = desk.letter(municipality, ward_a, 6, 52, LetterKind::reply, 3);
  desk.come(answer);
  EXPECT_EQ(desk.record.threads[0].letters.size(), 3u) << "either id is the conversation";
}

TEST(Letters, OurOwnHeardAgainIsNoNews) {
  Desk desk;
  const NotifyLetter one = desk.letter(ward_a, municipality, 1, 50);
  desk.come(one);
  desk.come(one);
  EXPECT_TRUE(desk.last_facts.empty());
}

TEST(Letters, AReplyAnswersTheLatestAndGoesToWhoWrote) {
  Desk desk;
  desk.come(desk.letter(ward_a, municipality, 1, 50));
  const Answer draft =
      desk.ask(PrepareLetter{.thread = 1, .answers = 1, .kind = LetterKind::reply, .to = {}, .category = {}},
               municipality);
  ASSERT_TRUE(draft.ok());
  EXPECT_EQ(draft.party, ward_a);
  EXPECT_EQ(desk.record.draft(draft.letter)->category, "discharge") << "as the thread has it";
  desk.come(desk.letter(ward_a, municipality, 2, 50, LetterKind::reply, 1));
  EXPECT_EQ(desk.send(draft.letter, municipality).refusal, Refusal::not_the_latest);
  EXPECT_EQ(
      desk.ask(PrepareLetter{.thread = 1, .answers = 1, .kind = LetterKind::reply, .to = {}, .category = {}},
               municipality)
          .refusal,
      Refusal::not_the_latest);
  PrepareLetter again{
      .draft = draft.letter, .thread = 1, .kind = LetterKind::reply, .to = {}, .category = "medicine"};
  EXPECT_TRUE(desk.ask(again, nurses).ok()) << "a colleague";
  EXPECT_EQ(desk.send(draft.letter, ward_a).refusal, Refusal::not_yours);
  EXPECT_TRUE(desk.send(draft.letter, municipality).ok());
  const Thread& thread = desk.record.threads.at(0);
  EXPECT_TRUE(thread.latest()->here);
  EXPECT_EQ(thread.latest()->number, draft.letter);
  EXPECT_EQ(thread.category, "medicine");
  EXPECT_TRUE(desk.record.drafts.empty());
  EXPECT_EQ(desk.send(draft.letter, municipality).refusal, Refusal::no_such_letter);
  const Answer more =
      desk.ask(PrepareLetter{.thread = 1, .kind = LetterKind::reply, .to = {}, .category = {}}, municipality);
  EXPECT_EQ(more.party, ward_a) << "after oneself one goes on to the same";
}

TEST(Letters, WhoHasNoPartInTheCitizenWritesNothing) {
  Desk desk;
  desk.come(desk.letter(ward_a, municipality, 1, 50));
  EXPECT_EQ(desk.ask(PrepareLetter{.to = ward_a, .category = "discharge"}, other_municipality).refusal,
            Refusal::not_yours);
  EXPECT_EQ(
      desk.ask(PrepareLetter{.thread = 1, .kind = LetterKind::reply, .to = {}, .category = {}}, gp).refusal,
      Refusal::not_yours);
  EXPECT_TRUE(desk.ask(PrepareLetter{.to = gp, .category = "discharge"}, municipality).ok());
}

TEST(Letters, WhatIsWrongWithADraftIsSaid) {
  Desk desk;
  desk.come(desk.letter(ward_a, municipality, 1, 50));
  const auto refusal = [&](PrepareLetter ask) { return desk.ask(std::move(ask), municipality).refusal; };
  EXPECT_EQ(refusal({.to = Party{5}, .category = "discharge"}), Refusal::no_such_party);
  EXPECT_EQ(refusal({.to = municipality, .category = "discharge"}), Refusal::same_party);
  EXPECT_EQ(refusal({.to = ward_unit, .category = "discharge"}), Refusal::no_location_number);
  EXPECT_EQ(refusal({.to = ward_a, .category = ""}), Refusal::reason_required);
  EXPECT_EQ(refusal({.thread = 9, .kind = LetterKind::reply, .to = {}, .category = {}}),
            Refusal::no_such_letter);
  EXPECT_EQ(refusal({.thread = 1, .to = ward_a, .category = "discharge"}), Refusal::no_such_letter);
  EXPECT_EQ(refusal({.draft = 9, .to = ward_a, .category = "discharge"}), Refusal::no_such_letter);
  EXPECT_EQ(refusal({.course = 9, .to = ward_a, .category = "discharge"}), Refusal::no_such_course);
  EXPECT_EQ(desk.ask(WithdrawLetter{9}, municipality).refusal, Refusal::no_such_letter);
  EXPECT_EQ(desk.ask(PrepareLetter{.to = ward_a, .category = "discharge"},
                     Caller{municipality, CallerRole::operations})
                .refusal,
            Refusal::not_allowed)
      << "a person of a party writes, not whoever runs the machine";
}

TEST(Letters, AForwardIsAThreadOfItsOwn) {
  Desk desk;
  desk.come(desk.letter(ward_a, municipality, 1, 50));
  const Answer draft = desk.ask(
      PrepareLetter{.thread = 1, .kind = LetterKind::forward, .to = gp, .category = {}}, municipality);
  ASSERT_TRUE(draft.ok());
  const Answer sent = desk.send(draft.letter, municipality);
  EXPECT_EQ(sent.thread, 2);
  EXPECT_EQ(desk.record.threads.at(0).letters.size(), 1u);
  EXPECT_EQ(desk.record.threads.at(1).latest()->answers, key(1));
  ASSERT_EQ(desk.owed().size(), 2u) << "the ward is still to be answered, and the GP is asked";
}

TEST(Letters, OfWhoHasDiedNobodyOwesAnAnswer) {
  Desk desk;
  desk.notify(StayEvent::admitted);
  desk.come(desk.letter(ward_a, municipality, 1, 50));
  desk.notify(StayEvent::dead);
  EXPECT_TRUE(desk.owed().empty());
  desk.come(desk.letter(ward_a, municipality, 2, 50, LetterKind::reply, 1));
  EXPECT_TRUE(desk.owed().empty());
  EXPECT_EQ(desk.ask(PrepareLetter{.to = ward_a, .category = "decease"}, municipality).refusal,
            Refusal::dead);
  EXPECT_TRUE(
      desk.ask(PrepareLetter{.thread = 1, .kind = LetterKind::reply, .to = {}, .category = {}}, municipality)
          .ok());
}

TEST(Letters, ReceiptsSayWhatIsKnown) {
  using Known = Receipt::Known;
  Desk desk;
  desk.come(desk.letter(ward_a, municipality, 1, 50));
  const auto receipts = [&](size_t letter) {
    const Thread& thread = desk.record.threads.at(0);
    return receipts_of_letter(desk.record, thread, thread.letters.at(letter), desk.rules.directory);
  };
  EXPECT_EQ(receipts(0).delivered.known, Known::yes);
  EXPECT_EQ(receipts(0).reviewed.known, Known::not_yet);
  EXPECT_EQ(receipts(0).duty, 1);
  PartyInfo info = *desk.rules.directory.find(ward_a);
  info.answers_here_from = {};
  desk.rules.directory.add(info);
  desk.now = desk.now + hours(1);
  desk.come(desk.letter(municipality, ward_a, 2, 50, LetterKind::reply, 1));
  EXPECT_EQ(receipts(0).reviewed.known, Known::yes);
  EXPECT_EQ(receipts(1).delivered.known, Known::not_visible_here);
  desk.now = desk.now + hours(1);
  desk.come(desk.letter(ward_a, municipality, 3, 50, LetterKind::reply, 2));
  EXPECT_EQ(receipts(1).delivered.known, Known::yes) << "who answers has got it";
}

TEST(Letters, AreJoinedWithTheRestOfTheRecord) {
  Desk one, other;
  one.come(one.letter(ward_a, municipality, 1, 50));
  other.record.citizen = 8;
  other.come(other.letter(gp, municipality, 2, 51));
  other.ask(PrepareLetter{.thread = 1, .kind = LetterKind::reply, .to = {}, .category = {}}, municipality);
  one.ask(JoinRecords{8, 1, std::make_shared<const Record>(other.record)},
          Caller{operations, CallerRole::operations});
  ASSERT_EQ(one.record.threads.size(), 2u);
  EXPECT_EQ(one.record.threads[1].number, 2);
  EXPECT_EQ(one.record.threads[1].letters[0].number, 2);
  ASSERT_EQ(one.record.drafts.size(), 1u);
  EXPECT_EQ(one.record.drafts[0].number, 3);
  EXPECT_EQ(one.record.drafts[0].thread, 2);
  EXPECT_EQ(one.broken(), std::vector<std::string>{});
  EXPECT_TRUE(one.send(3, municipality).ok());
  EXPECT_EQ(one.refolded(), one.record);
}

// --- any of it, in any order ---

void something(const std::vector<uint8_t>& rolls, Desk& desk) {
  size_t at = 0;
  const auto of = [&](size_t sides) { return at < rolls.size() ? rolls[at++] % sides : 0; };
  constexpr Party parties[] = {ward_a, ward_b, municipality, nurses, other_municipality, gp};
  const auto party = [&] { return parties[of(std::size(parties))]; };
  const auto small = [&](size_t most) { return static_cast<uint16_t>(of(most + 1)); };
  desk.now = desk.now + minutes(static_cast<int64_t>(of(200)));
  switch (of(10)) {
    case 0:
    case 1:
    case 2: {
      NotifyLetter letter =
          desk.letter(party(), party(), static_cast<uint8_t>(1 + of(30)), static_cast<uint8_t>(50 + of(4)),
                      static_cast<LetterKind>(1 + of(3)), static_cast<uint8_t>(of(30)));
      letter.sent = desk.now - hours(static_cast<int64_t>(of(5)));
      letter.converted = of(3) == 0;
      if (of(2) == 0) letter.courses = {key(static_cast<uint8_t>(70 + of(2)))};
      desk.come(letter);
      return;
    }
    case 3: {
      NotifyStay note =
          desk.notification(static_cast<StayEvent>(1 + of(6)), desk.now, of(2) ? ward_a : ward_b);
      note.courses = {key(static_cast<uint8_t>(70 + of(2)))};
      desk.notify(note);
      return;
    }
    case 4:
      desk.ask(PrepareLetter{.draft = small(3), .course = small(1), .to = party(), .category = "discharge"},
               party());
      return;
    case 5:
      desk.ask(PrepareLetter{.draft = small(3),
                             .thread = small(3),
                             .answers = small(4),
                             .kind = of(2) ? LetterKind::reply : LetterKind::forward,
                             .to = party(),
                             .category = {}},
               party());
      return;
    case 6:
    case 7: {
      const uint16_t draft =
          desk.record.drafts.empty() ? small(3) : desk.record.drafts[of(desk.record.drafts.size())].number;
      desk.send(draft, party());
      return;
    }
    case 8:
      if (!desk.owed().empty()) desk.ask(CompleteDuty{desk.owed()[0]->number, 0}, desk.owed()[0]->holder);
      desk.ask(WithdrawLetter{small(9)}, party());
      return;
    default: {
      const Instant due = next_due(desk.record);
      desk.now = due.none() ? desk.now : std::max(due, desk.now);
      desk.tick();
    }
  }
}

RC_GTEST_PROP(LetterHistories, NeverBreakAnInvariant, ()) {
  Desk desk;
  const auto length = *rc::gen::inRange(1, 50);
  for (int i = 0; i < length; ++i) {
    something(*rc::gen::container<std::vector<uint8_t>>(14, rc::gen::arbitrary<uint8_t>()), desk);
    RC_ASSERT(desk.broken() == std::vector<std::string>{});
    for (const Thread& thread : desk.record.threads)
      for (const Duty* a : desk.owed())
        for (const Duty* b : desk.owed())
          RC_ASSERT(a == b || a->holder != b->holder || thread.letter_of(a->cause) == nullptr ||
                    thread.letter_of(b->cause) == nullptr);
  }
  RC_ASSERT(desk.refolded() == desk.record);
}

}  // namespace
}  // namespace klynge
