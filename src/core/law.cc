#include "core/law.h"

#include <algorithm>
#include <array>

namespace klynge {

const Citation* standing_rule(std::string_view id) {
  static const std::array rules{
      Citation{std::string(rule_moved),
               {"Borgeren er flyttet. Opholdskommunen har det, der følger med bopælen.",
                "The citizen has moved. The municipality of residence has what goes with it."},
               "Retssikkerhedsloven § 9",
               "all",
               false},
      Citation{std::string(rule_last_address),
               {"Når kommuner er uenige om, hvis borgeren er, handler den, hvor borgeren senest var "
                "folkeregistreret, til det er afgjort.",
                "While municipalities disagree about whose the citizen is, the one of the last registered "
                "address acts until it is settled."},
               "Retssikkerhedsloven § 9",
               "all",
               false},
      Citation{std::string(rule_renewal),
               {"Det holder op på sin dag. Den, der oplyste det, ser til det inden.",
                "It ends on its day. Whoever stated it sees to it before then."},
               "",
               "all",
               true},
      Citation{std::string(rule_looked_into),
               {"En medarbejder har med en begrundelse set mere, end delen i forløbet åbner. Lederen ser på "
                "det samme "
                "dag.",
                "Somebody has, with a reason, seen more than the part in the course opens. The leader looks "
                "into it the "
                "same day."},
               "",
               "all",
               true},
  };
  const auto* found = std::ranges::find(rules, id, &Citation::id);
  return found == rules.end() ? nullptr : found;
}

const Words* own_task(std::string_view id) {
  struct Named {
    std::string_view id;
    Words words;
  };
  static const std::array tasks{
      Named{"contact", {"Indgang: hvem der skal ringes til nu", "Contact: whom to call now"}},
      Named{"other", {"Anden opgave", "Another duty"}},
      Named{"find-holder", {"Find en, der kan have opgaven", "Find somebody to have the duty"}},
      Named{"make-sure-it-arrived", {"Sikr, at det er modtaget", "Make sure it arrived"}},
      Named{"message-repeats", {"En besked kommer igen og igen", "A message comes again and again"}},
      Named{"record-frozen", {"Forløbet er spærret: se på det", "The record is frozen: look at it"}},
      Named{"look-into-access", {"Se på et opslag med begrundelse", "Look into a look-up with a reason"}},
      Named{"renew-before-it-ends", {"Forny, inden det udløber", "Renew before it ends"}},
  };
  const auto* found = std::ranges::find(tasks, id, &Named::id);
  return found == tasks.end() ? nullptr : &found->words;
}

}  // namespace klynge
