#pragma once
// Reading: committed rows and entries on a connection of its own, never the ledger's memory. Opening a
// citizen or a list is itself written down, durably, before anything is answered (the access stream). Make
// one Lookup per thread.
#include <map>

#include "core/access.h"
#include "core/view/allowed.h"
#include "core/view/need.h"
#include "core/view/post_list.h"
#include "core/view/worklist.h"
#include "ledger/ledger.h"
#include "ledger/survey.h"

namespace klynge {

// Who looks, and why; what is written down of it. From a caller alone: nobody in particular.
struct Viewer {
  Caller caller;
  std::string name{};    // of the person, as others are to read it
  std::string reason{};  // that was given; empty: the part in the course
  Viewer(const Caller& who) : caller(who) {}
  Viewer(const Caller& who, std::string called, std::string why = {})
      : caller(who), name(std::move(called)), reason(std::move(why)) {}
};

// One look at a citizen, as the citizen is told of it.
struct Look {
  Instant at;
  Party party;  // none: the citizen, a relative
  CallerRole role{};
  std::string name;  // may be empty
  std::string why;   // the word of the permission; empty: among others on a list
  std::string reason;
  bool of_list = false;
  bool of_message = false;  // read a message as it came
};

struct Identity {
  std::string cpr, family, given;
  bool erased = false;
};

struct TimelineItem {
  CitizenNumber citizen = 0;  // whose entry it is: the citizen's, or a record's that was joined with it
  Position position = 0;
  Instant at;
  message::EntryKind kind{};
  std::vector<Fact> facts;
  std::vector<Party> parties;      // who wrote it and to whom: who acted, or the sender and the receiver
  std::vector<std::string> texts;  // opened; empty when erased, or not to be read
  uint64_t message_bytes = 0;      // of a message that was kept as it came; 0: the entry has none
};

// A letter of a thread, opened. `sizes`: octets of each segment's content, in their order; its data is left
// where it is.
struct LetterSeen {
  uint16_t letter = 0, thread = 0;
  bool erased = false;
  message::CareCommunication content;
  std::vector<uint64_t> sizes;
};

struct AttachmentSeen {
  std::string title, content_type;  // as the letter has them
  Bytes content;
};

// A message as it came, or a letter as it was sent, octet for octet.
struct RawMessage {
  bool is_xml = false;
  Bytes content;
};

struct DraftSeen {  // of the viewer's own organisation
  uint16_t letter = 0;
  Bytes content;  // as it was prepared; empty when it was erased
};

struct CitizenSeen {
  Instant at;             // when
  Position position = 0;  // as of which all of it is
  Record record;
  Permission permission;
  Identity identity;  // empty unless the scope is full
  std::vector<TimelineItem> timeline;
  std::vector<LetterSeen> letters;  // only in full; in order of receipt
  std::vector<DraftSeen> drafts;
  std::optional<Allowed> allowed;  // what the viewer may do about the citizen, when it was asked for
};

struct Note {
  Instant at;
  Party by;
  std::string text;
};

// A message that was refused, as it came: whose system sent it is to put it right.
struct RefusedSeen {
  message::MessageNote note;
  Instant at;
  std::optional<Bytes> content;  // none: not to be read by this viewer
  bool destroyed = false;        // it was kept for 30 days
};

struct ListedRow {
  WorkRow row;
  CourseRow course;            // of its course; of none: empty
  store::RowKey key;           // where it stands, to go on after it
  Identity identity;           // empty for whom it is not meant (core/access.h)
  std::optional<Note> note{};  // the latest on the duty; likewise
  std::string said;            // what it is, where it was told in words; likewise
};

// A list by what needs a person now (core/view/need.h).
struct NeedsAsked {
  Party list;
  std::optional<Need> only{};  // none: all, one after the other
  bool noted = false;          // only what was noted since the last shift began
  size_t limit = 100;
  std::optional<NeedOrder> after{};
};
struct NeedsSeen {
  struct Row {
    ListedRow listed;
    NeedOrder order;
  };
  Position position = 0;        // as of which all of it is
  std::map<Need, size_t> sums;  // of the whole list
  // What the shift before the one that runs, and this one, wrote a note on: of the whole list too.
  struct Noted {
    Instant since, latest;
    size_t rows = 0;
  } noted;
  std::vector<Row> rows;
  bool more = false;
};

class Lookup {
 public:
  // `contents`: where large messages lie; null: what they say is not shown.
  Lookup(store::Store& store, store::Keys& keys, store::Access& access, const seal::Secrets& secrets,
         LedgerOptions options, store::Contents* contents = nullptr);
  ~Lookup();

  Result<std::optional<CitizenNumber>> find(View cpr);
  // By an outside id of a course, in whatever form it is written.
  Result<std::optional<CitizenNumber>> find_course(View id);
  // The outside id of a course of a citizen who has been opened, as the latest message says it that the
  // viewer may read: that of LPR3 before the sender's own. Empty: none is kept.
  Result<std::string> outside_id(const CitizenSeen& seen, uint16_t course, Party viewer,
                                 const Setting& setting);
  // nullopt: no such citizen. Notes the look-up first: viewer, action, citizen, time. `to_act`: also what the
  // viewer may do, to whom the citizen is named.
  Result<std::optional<CitizenSeen>> citizen(CitizenNumber citizen, const Viewer& viewer,
                                             const Setting& setting, Instant now, bool to_act = false);
  // A party's list (0: all open duties, for operations and the demonstration), at most `limit` rows after
  // `after`. Notes the list once per viewer in ten minutes.
  Result<std::vector<ListedRow>> list(Party party, const Viewer& viewer, size_t limit,
                                      const std::optional<store::RowKey>& after, const Setting& setting,
                                      Instant now);
  // What segment `number` of a letter (from 1, in the letter's own order) brings, for whoever sees the
  // citizen in full; noted as opening the citizen. nullopt: no such thing, or not for this viewer. `room` is
  // asked before a letter that lies in a content file is read: may so many octets of memory be taken?
  // Problem: refused ("erased") when what it said is gone; not now when there is no room.
  Result<std::optional<AttachmentSeen>> attachment(CitizenNumber citizen, uint16_t letter, uint16_t number,
                                                   const Viewer& viewer, const Setting& setting, Instant now,
                                                   const std::function<bool(size_t bytes)>& room);
  // A message of the citizen as it came, at its entry of the timeline, for whoever may read that
  // (`may_read_raw`); noted as a look of its own. The rest as for an attachment.
  Result<std::optional<RawMessage>> raw_message(CitizenNumber citizen, Position entry, const Viewer& viewer,
                                                const Setting& setting, Instant now,
                                                const std::function<bool(size_t bytes)>& room);
  // The same by need. The whole list is kept, and of it what has changed is read again (ledger/listing.h).
  Result<NeedsSeen> needs(const NeedsAsked& asked, const Viewer& viewer, const Setting& setting, Instant now);
  // Who has looked at the citizen, the latest first, at most `limit`. REQUIRES: the caller is the citizen, or
  // acts for the citizen. Is itself not written down.
  Result<std::vector<Look>> looks(CitizenNumber citizen, size_t limit);
  // The body of an entry of a citizen that has been opened: a message as it came, a letter, what a draft
  // says.
  Result<Bytes> body(Position entry);
  // Parties the ledger has learned from messages, to put names on what the directory does not have.
  // What the post has in hand, of all receivers; numbers only, so nobody is looked up.
  Result<std::vector<PostRow>> posted();
  // Likewise: what is counted of each party now and on the days since `from_day`, and the messages
  // (ledger/survey.h).
  struct Counted {
    Position position = 0;
    Instant at;
    std::map<Party, PartyNow> parties;
    Tallies days;
  };
  Result<Counted> counted(Instant now, int64_t from_day);
  Result<MessagesSeen> messages(const MessagesAsked& asked);
  // nullopt: no message was refused there, or the viewer does not see it in the list. That its content was
  // opened is written down first.
  Result<std::optional<RefusedSeen>> refused_message(Position entry, const Viewer& viewer,
                                                     const Setting& setting, Instant now);
  Result<std::vector<PartyInfo>> learned_parties();
  Result<Record> fold(CitizenNumber citizen);
  Result<CitizenNumber> last_citizen();  // numbers go from 1 to this one

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// verify: proves chain, fold, rows and seals of a whole folder; reports what was erased.
struct VerifyReport {
  Position entries = 0;
  uint64_t citizens = 0, bodies = 0, erased = 0, rows = 0, access_entries = 0;
  Bytes head;                       // hash of the last entry
  std::vector<std::string> faults;  // empty: all holds. At most 100, then a count
};
using Progress = std::function<void(Position done, Position of)>;
Result<VerifyReport> verify(store::Folder& folder, const seal::Secrets& secrets, const Progress& progress);

// "klynge head <installation> <position> <hex hash>", to be signed and exported daily.
Result<std::string> head_text(store::Store& store, const seal::Secrets& secrets);

}  // namespace klynge
