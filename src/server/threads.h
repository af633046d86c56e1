#pragma once
// Threads as they are shown: letters with what each answers and how far it has come, and what was said, once
// each, in the order it was said. Pure; any thread.
#include "core/view/receipts.h"
#include "ledger/lookup.h"
#include "server/words.h"

namespace klynge::server {

struct SegmentShown {  // a text or an attachment
  Instant at;
  uint16_t letter = 0;  // that brought it; 0: one that never came here
  std::string author;   // "Emma Waters, sygeplejerske, tlf. 44527000"; may be empty
  std::string from;     // the unit it was written at
  std::string text;
  std::string title, content_type, url;  // of an attachment
  uint64_t bytes = 0;                    // of its content; 0: not here
  uint16_t kept_by = 0, number = 0;      // the letter that has the content, and its place among its segments
};

struct LetterShown {
  uint16_t number = 0;
  LetterKind kind = LetterKind::first;
  Party from, to;
  std::string from_name, to_name;
  Instant sent;
  bool here = false;  // written here
  bool converted = false;
  bool erased = false;          // what it said has been erased
  bool answers_unseen = false;  // it answers a letter that never came here
  uint16_t answers = 0;         // the letter it answers or forwards; 0: none that is known here
  uint16_t duty = 0;            // to answer it; 0: none was opened
  Receipts receipts;
  std::string sender, recipient;  // in particular
};

struct ThreadShown {
  uint16_t number = 0, course = 0;
  bool tied = false;  // of letters that an older system gave an id each
  Words category;
  std::string category_code, topic, priority;
  std::vector<LetterShown> letters;  // by time
  std::vector<SegmentShown> segments;
  bool may_reply = false, may_forward = false;  // whoever looks
};

struct DraftShown {
  uint16_t number = 0, thread = 0;
  LetterKind kind = LetterKind::first;
  std::string to_name;
  Party to;
  std::string category;
  std::string content;  // JSON, as it was prepared
};

std::vector<ThreadShown> threads_of(const CitizenSeen& seen, const Setting& setting);
std::vector<DraftShown> drafts_of(const CitizenSeen& seen, const Setting& setting);

void threads_json(const std::vector<ThreadShown>& threads, const std::vector<DraftShown>& drafts,
                  json::Writer& out);
void threads_text(const std::vector<ThreadShown>& threads, Tongue tongue, std::string& out);
// "Svar på brev 2", "Reply to letter 2": what a letter is to its thread.
std::string say_letter(Tongue tongue, const LetterShown& letter);

}  // namespace klynge::server
