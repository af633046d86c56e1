#pragma once
// What a hospital sends: HospitalNotification 3.0 in JSON, one stay at a time, each message with the
// Provenances of all before it. For made-up lives and for the tests that live many of them: it shares no code
// with the reader that it is read by.
#include <string>
#include <vector>

#include "base/time.h"
#include "core/words.h"
#include "simulate/dice.h"

namespace klynge::simulate {

struct Unit {  // an organisation as it names itself in messages
  uint64_t sor = 0;
  std::string gln, name;
};

struct Person {
  std::string cpr, family, given;
};

std::string make_uuid(Dice& dice);
std::string make_gln(uint64_t number);  // made-up prefix, right check digit

struct Letter {
  std::string message_id, bundle_id;
  std::string episode, lpr3;  // lpr3 empty: none
  StayEvent event{};
  NoteForm form = NoteForm::first;  // a correction or an annulment is of the letter before it
  Instant event_at, stay_start, sent;
  Unit ward, sender, receiver;
  bool report_requested = false;
  bool emergency = true;           // the class of the contact
  std::vector<std::string> chain;  // earlier message ids, oldest first
  Bytes bytes;
};

// One stay; send() adds to its chain.
class Stay {
 public:
  Stay(const Person& person, Dice& dice);
  // The next message of the stay. `sender` is the ward that is in charge before a transfer, as a rule.
  Letter send(StayEvent event, Instant event_at, Instant sent, const Unit& ward, const Unit& receiver,
              bool report, NoteForm form);
  std::string episode, lpr3;

  Instant last_sent() const { return links_.empty() ? Instant{} : links_.back().sent; }
  // The same letter in a new envelope: new Bundle.id, new times in the Provenances.
  Bytes resend(const Letter& letter, std::string bundle_id, Instant sent) const;
  // Another letter under the same MessageHeader.id.
  Bytes changed(const Letter& letter) const;

 private:
  struct Link {
    std::string message_id, activity;
    Instant sent;
    Unit agent;
    bool annuls = false;
  };
  std::string latest_that_stands() const;
  Bytes write(const Letter& letter, Instant resent) const;

  Person person_;
  Dice& dice_;
  std::string patient_, encounter_;
  bool emergency_ = true, was_acute_ = false;
  Instant start_, leave_start_;
  std::vector<Link> links_;
};

}  // namespace klynge::simulate
