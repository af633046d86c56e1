#pragma once
// How a pathway is said on its drawing: rules, deadlines, ladders, roles. Pure; any thread.
#include "core/pathway/lanes.h"
#include "server/words.h"

namespace klynge::server {

std::string_view say(Tongue tongue, Role role);
std::string_view say_signer(Tongue tongue, std::string_view signer);
std::string say_day(Tongue tongue, Instant day);               // "1 Jul 2022"
std::string say_hours(Tongue tongue, Duration length);         // "72 hours", never days
std::string say_deadline(Tongue tongue, const DueRule& rule);  // "within 24 hours"
std::string say_moment(Tongue tongue, const LaneMoment& moment);
std::string say_ladder(Tongue tongue, const Ladder& ladder);  // every step, in one sentence
std::string say_conditions(Tongue tongue, const Pathway& pathway, const std::vector<Condition>& conditions);
// A condition of the pathway's own: what it asks for, and its exceptions with region, days and rule.
std::string say_condition(Tongue tongue, const Pathway& pathway, const NamedCondition& condition);
std::string say_answer(Tongue tongue, const Pathway& pathway,
                       const AnswerLine& line);  // who calls whom, when
std::string say_on_call(Tongue tongue, const OnCallDoctor& doctor);
std::string note_mark(const Pathway& pathway, std::string_view citation);  // "[3]": note number 3
std::string ladder_mark(const Pathway& pathway, std::string_view ladder);  // "A", "B"
std::string say_ends(Tongue tongue, const Task& task);  // every event that ends it, and how
std::string say_takers(Tongue tongue, const Task& task);
std::string say_validity(Tongue tongue, const Pathway& pathway);
// Text, source and region of a citation; or that it is Klynge's own measure.
std::string say_citation(Tongue tongue, const Citation& citation);

}  // namespace klynge::server
