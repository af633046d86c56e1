#pragma once
// The words people read, in Danish and English: on the page, in `klynge who`, in the timeline. One word, one
// meaning; docs/words.md is the list. Pure; any thread.
#include <string>

#include "core/command.h"
#include "core/fact.h"
#include "core/setting.h"
#include "message/journal/entry.h"

namespace klynge::server {

enum class Tongue : uint8_t { danish, english };

std::string_view say(Tongue tongue, std::string_view danish, std::string_view english);
const std::string& say(Tongue tongue, const Words& words);
std::string_view say(Tongue tongue, Strand strand);
std::string_view say(Tongue tongue, Ground ground);
std::string_view say(Tongue tongue, StayState state);
std::string_view say(Tongue tongue, StayEvent event);
std::string_view say(Tongue tongue, DeclineReason reason);
std::string_view say(Tongue tongue, VoidReason reason);
std::string_view say(Tongue tongue, ClosedBecause because);
std::string_view say(Tongue tongue, CircumstanceKind kind);
std::string_view say(Tongue tongue, Refusal refusal);
std::string_view say(Tongue tongue, LadderKind kind);
std::string_view say(Tongue tongue, PartyKind kind);
std::string_view say(Tongue tongue, LetterKind kind);

// "12 min.", "3 t 20 min.", "2 d 4 t": two units at most, and never a zero for something short. As the
// screens say it (web/time.ts).
std::string say_length(Tongue tongue, Duration length);
// "i dag kl. 14.00", "tirs. 17. nov. kl. 14.00", another year with its number; Danish time. Likewise.
std::string say_when(Tongue tongue, Instant at, Instant now);
// What is over at midnight is due the day before: that is the day people say (web/time.ts, dueSaid).
Instant due_said(Instant due);
// "250947-9989"
std::string say_cpr(std::string_view digits);

// What the timeline needs to put names on numbers.
struct Naming {
  const Setting* setting = nullptr;
  const Record* record = nullptr;  // for the tasks of duties; may be nullptr
  Instant at{};                    // when what is told was written down; none: not known

  std::string party(Party party) const;  // its name, else "SOR 123"
  std::string task(Tongue tongue, const Duty& duty) const;
  std::string task(Tongue tongue, uint16_t duty) const;
};

// What was measured, as the ledger seals it (message/home_care_observation.h), in lines for people.
std::vector<std::string> say_measured(Tongue tongue, std::string_view lines);

// The kind of a fact as one fixed word: "duty-opened".
std::string_view name_of(const Fact& fact);
// What happened, as a sentence without personal data. Empty for what only the machine cares about.
std::string sentence(Tongue tongue, const Fact& fact, const Naming& naming);

}  // namespace klynge::server
