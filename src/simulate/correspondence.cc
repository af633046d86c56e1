#include "simulate/correspondence.h"

#include "message/care_communication_write.h"

namespace klynge::simulate {
namespace {

message::Organisation organisation(const Unit& unit) {
  return {"", std::to_string(unit.sor), unit.gln, unit.name};
}

}  // namespace

Bytes write_correspondence(const Person& about, const Unit& from, const Unit& to, std::string text,
                           View answers, Instant now, Dice& dice) {
  message::LetterContent content;
  content.from = organisation(from);
  content.to = organisation(to);
  content.category = "discharge";
  content.topic = "Udskrivning";
  content.text = std::move(text);
  content.given = answers.empty() ? "Prøve" : "Eksempel";
  content.family = answers.empty() ? "Sygeplejersen" : "Visitatoren";
  content.role = answers.empty() ? "Sygeplejerske" : "Visitator";
  content.phone = "00 00 00 11";
  content.numbers = {{"urn:oid:1.2.208.176.1.2", about.cpr}};
  content.citizen_family = about.family;
  content.citizen_given = about.given;
  message::Reading before;
  if (!answers.empty()) {
    before = message::read(answers);
    content.kind = LetterKind::reply;
    content.before = &before;
    content.category = before.letter->category;
    content.topic = before.letter->topic;
  }
  const uint64_t chance = dice.next();
  return message::write_care_communication(
      content,
      [chance](uint32_t n) {
        Dice own(chance ^ (n * 0x9e3779b97f4a7c15ull));
        return make_uuid(own);
      },
      now);
}

}  // namespace klynge::simulate
