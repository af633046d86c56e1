#include "simulate/habit.h"

namespace klynge::simulate {
namespace {

constexpr uint16_t silences_rouse = 3;  // by then the ladder has asked the on-call and told everybody

class Habit {
 public:
  Habit(const Duty& duty, const Surroundings& around, Dice& dice)
      : duty_(duty), around_(around), dice_(dice) {}

  std::optional<Intent> intention() {
    if (duty_.offer) return answer();
    if (!works_here(duty_.holder)) return std::nullopt;
    if (duty_.strand != Strand::none || duty_.task == "treatment-questions") return std::nullopt;
    if (duty_.task == "discharge" || duty_.task == "admission") return std::nullopt;  // a message ends those
    if (duty_.task == "answer" && !roused()) return std::nullopt;                     // a letter ends it
    if (duty_.task == "first-visit") return first_visit();
    if (forgets(7)) return std::nullopt;
    if (duty_.task == "care-plan") return done(hours(1), hours(9), "", dice_.percent(20));
    if (duty_.task == "municipality-phoned")
      return done(hours(1), hours(8), "Talt med visitationen, som sætter hjemmesygeplejen på.");
    if (duty_.task == "discharge-summary") return done(hours(6), hours(60), "", dice_.percent(35));
    if (duty_.task == "follow-up") return done(hours(3), hours(72));
    if (duty_.task == "training") return training();
    if (duty_.task == "follow-up-visit") return done(hours(30), hours(130));
    if (duty_.task == "follow-up-visit-gp")
      return ask(around_.practice, hours(2), hours(20), "Kan I være med?");
    if (duty_.task == "after-death") return done(hours(20), hours(60));
    if (duty_.task == "admission-report" || duty_.task == "services-paused")
      return done(minutes(30), hours(6));
    if (duty_.task == "services-resumed") return done(minutes(30), hours(5));
    return done(hours(1), hours(10));
  }

 private:
  const PartyInfo* info(Party party) const { return around_.setting.directory.find(party); }
  bool works_here(Party party) const {
    return info(party) != nullptr && around_.setting.directory.answers_here(party, around_.now);
  }
  Desk desk(Party party) const { return desk_of(*info(party)); }
  bool roused() const { return duty_.silences >= silences_rouse; }
  Instant soon(Party party, Duration at_least, Duration at_most) {
    if (roused()) return gets_to_it(desk(party), around_.now, minutes(15), minutes(70), dice_);
    return gets_to_it(desk(party), around_.now, at_least, at_most, dice_);
  }
  // Once it has been forgotten, a reminder helps now and then.
  bool forgets(uint64_t percent) { return !roused() && dice_.percent(duty_.silences == 0 ? percent : 65); }

  Intent done(Duration at_least, Duration at_most, std::string text = "", bool marked = false) {
    CompleteDuty ask{.duty = duty_.number, .marked = marked};
    if (!text.empty()) ask.text = 1;
    return {soon(duty_.holder, at_least, at_most), duty_.holder, ask, std::move(text)};
  }
  Intent ask(Party to, Duration at_least, Duration at_most, std::string text) {
    const OfferDuty offer{.duty = duty_.number, .to = to, .answer_by = {}, .text = 1};
    return {soon(duty_.holder, at_least, at_most), duty_.holder, offer, std::move(text)};
  }
  Intent left(Instant check_by, std::string text) {
    const LeaveToCitizen leave{.duty = duty_.number, .check_by = check_by, .text = 1};
    return {soon(duty_.holder, minutes(20), hours(2)), duty_.holder, leave, std::move(text)};
  }

  std::optional<Intent> first_visit() {
    if (around_.mishap == Mishap::visit_forgotten && !roused()) return std::nullopt;
    if (!duty_.citizen_check_by.none()) {
      const Instant about = std::max(around_.now, duty_.citizen_check_by - hours(2));
      CompleteDuty complete{.duty = duty_.number, .text = 1};
      return Intent{gets_to_it(desk(duty_.holder), about, minutes(5), hours(5), dice_), duty_.holder,
                    complete, "Ringet op: det går godt, og datteren har været der."};
    }
    const bool nurses = desk(duty_.holder) != Desk::visitation;
    const bool in_question =
        around_.mishap == Mishap::offer_unanswered || around_.mishap == Mishap::refused_twice;
    if (around_.mishap == Mishap::left_to_citizen)
      return left(day_at(around_.now, 1, hours(13)),
                  "Datteren er der det første døgn og ringer, hvis der er noget. Aftalt i telefonen.");
    if (duty_.ground == Ground::accepted || (nurses && !in_question)) {
      if (forgets(6)) return std::nullopt;
      return done(hours(2), hours(16), "Set hjemme. Medicinen passer med listen.");
    }
    if (duty_.declines >= 2) return by_phone();
    const Party first = nurses ? around_.municipality.acute_team : around_.municipality.nursing;
    const Party second = nurses ? around_.municipality.visitation : around_.municipality.acute_team;
    return ask(duty_.declines == 0 ? first : second, minutes(10), minutes(50),
               "Udskrevet i dag. Kan I tage det første besøg?");
  }

  // Two have said no. In the end somebody phones, and somebody says yes.
  Intent by_phone() {
    const Party yes = desk(duty_.holder) == Desk::visitation ? around_.municipality.nursing
                                                             : around_.municipality.acute_team;
    const AcceptByPhone accept{.duty = duty_.number, .accepted_by = yes, .text = 1};
    return {gets_to_it(desk(duty_.holder), around_.now, hours(19), hours(26), dice_), duty_.holder, accept,
            "Vagthavende sagde ja i telefonen."};
  }

  std::optional<Intent> training() {
    if (duty_.citizen_check_by.none() && dice_.percent(25))
      return left(day_at(around_.now, 4, hours(12)),
                  "Træner selv hjemme efter programmet. Vi ringer og hører.");
    return done(hours(30), hours(120));
  }

  std::optional<Intent> answer() {
    const Party asked = duty_.offer->to;
    if (!works_here(asked)) return std::nullopt;
    const bool visit = duty_.task == "first-visit";
    if (visit && around_.mishap == Mishap::offer_unanswered && duty_.silences < silences_rouse + 2)
      return std::nullopt;
    const bool refuses = visit && around_.mishap == Mishap::refused_twice && duty_.declines < 2;
    if (!refuses && forgets(6)) return std::nullopt;
    const Instant at = soon(asked, minutes(10), minutes(refuses ? 50 : 100));
    if (refuses || (duty_.silences == 0 && duty_.declines == 0 && dice_.percent(8))) {
      const bool first = duty_.declines == 0;
      const DeclineOffer decline{.duty = duty_.number,
                                 .reason = first ? DeclineReason::no_capacity : DeclineReason::wrong_level,
                                 .instead = {},
                                 .text = 1};
      return Intent{
          at, asked, decline,
          first ? "Alle ruter er fulde til i morgen." : "Ikke akut sygepleje. Det er et almindeligt besøg."};
    }
    return Intent{at, asked, AcceptOffer{duty_.number}, ""};
  }

  const Duty& duty_;
  const Surroundings& around_;
  Dice& dice_;
};

}  // namespace

std::optional<Intent> intention(const Duty& duty, const Surroundings& around, Dice& dice) {
  return Habit(duty, around, dice).intention();
}

}  // namespace klynge::simulate
