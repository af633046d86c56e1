#pragma once
// The inside of the ledger, shared by the files that do its work: ledger.cc (open, batch, commit, recover),
// receive.cc (messages), import.cc (rosters and logs), act.cc (verbs and the clock), erase.cc. Nobody else
// includes this.
#include "core/view/tally.h"
#include "core/view/worklist.h"
#include "ledger/lazy_index.h"
#include "ledger/ledger.h"
#include "ledger/records.h"

namespace klynge {

struct Wake {
  Instant at;
  CitizenNumber citizen = 0;
  bool whatever_the_clock = false;  // something else than a deadline asks for the look
  auto operator<=>(const Wake&) const = default;
};

// Where a keyed hash stands in an index of its first 64 bits: found (and confirmed against the entry), or the
// free slot it would take. Two hashes that share 64 bits stand beside each other.
struct Slot {
  Position found = 0;
  uint64_t slot = 0;
  std::optional<uint64_t> free() const { return found == 0 ? std::optional(slot) : std::nullopt; }
};

// A message on its way, and where its ids will stand once it is kept; nothing for one that it has not, or
// that is another's.
struct Arrival {
  Prepared& prepared;
  const Caller& door;
  std::optional<uint64_t> message_slot{}, envelope_slot{};
};

// One entry in the making, and what goes with it.
struct EntryDraft {
  message::JournalEntry entry;
  std::vector<std::string> texts;  // to be sealed
  Bytes body;                      // packed, to be sealed; empty: none
  std::optional<Content> content;  // instead of a body: what has been kept of it already
  CitizenNumber sealed_for = 0;    // differs from the entry's citizen for quarantine
  uint64_t sealed_by = 0;          // controller of the seal's key
};

struct Ledger::Impl {
  Impl(store::Folder f, seal::Secrets s, Setting set, LedgerOptions o, seal::Random r)
      : folder(std::move(f)),
        secrets(std::move(s)),
        setting(std::move(set)),
        directory_given(setting.directory),
        options(std::move(o)),
        random(std::move(r)),
        sealer(secrets, *folder.keys, random),
        records(options.records_in_memory) {}

  store::Folder folder;
  seal::Secrets secrets;
  Setting setting;
  Directory directory_given;  // without the parties learned
  uint64_t setting_hash = 0;
  LedgerOptions options;
  seal::Random random;
  std::unique_ptr<store::Reader> reader;
  seal::Sealer sealer;
  LedgerState state;
  std::string trouble;
  Instant tried_recovery;
  Instant awake_since;

  // Memory, possibly ahead of disk while a batch is being made.
  Position position = 0;
  Bytes head_hash;
  Instant last_stamp;
  uint32_t epoch = 0;
  CitizenNumber last_citizen = 0;
  Records records;
  LazyIndex messages{space::message}, envelopes{space::envelope}, heads{space::head}, repeats{space::repeats};
  std::map<Key, CitizenNumber> new_citizens;              // of this batch, not yet in the store
  std::map<Key, Position> new_requests;                   // likewise
  std::map<Position, message::JournalEntry> new_entries;  // likewise, those that a repeat may ask for
  std::priority_queue<Wake, std::vector<Wake>, std::greater<>> wakes;
  std::vector<std::pair<Instant, Party>>
      ceasing;  // parties with a last day, of theirs, of a task, or of being seen here; the next at the back
  Instant woken_until;  // of these days the latest that has come; the clock may be set back before it again
  std::map<store::RowKey, std::optional<store::Row>>
      rows;         // of this batch: the last word on each; none: dropped
  Tallies tallies;  // of the day that `tallied` says, as they will be on disk
  int64_t tallied = 0;
  store::Batch batch;
  std::vector<std::string> contents_gone;  // removed when the batch is on disk
  Touched touched;                         // by this batch, told when it is on disk
  uint32_t batch_entries = 0;
  bool looking = false;

  // ledger.cc
  Result<> start(Instant now);  // from what the store has: epoch, head, tail of the indexes, wakes
  Result<> raise_epoch(Instant now);
  Result<> adopt(const std::vector<SettingPart>& parts, Instant now);
  Result<> learned();
  void announce();
  Result<> commit();                 // keys, then the batch; forgets the overlays
  void give_up(const Problem& why);  // after a failed commit: memory is thrown away
  bool recovered(Instant now);       // true when it can write (again)
  Instant stamp(Instant now);
  message::JournalEntry blank(message::EntryKind kind, CitizenNumber citizen, Instant at);
  Result<Position> add(EntryDraft draft);  // seals, chains, and puts the entry in the batch; does not evolve
  // Entry for a citizen: adds it, folds its facts, writes the difference of rows, wakes.
  Result<Position> settle(EntryDraft draft, Remembered& remembered, Record&& after);
  Result<Remembered*> recollect(CitizenNumber citizen);
  Result<Position> newest_of(CitizenNumber citizen);
  Result<std::optional<CitizenNumber>> citizen_of(
      const Key& cpr);  // where the record is now, if it was joined
  // The record that this one has become part of; itself, when it has not.
  Result<Remembered*> recollect_joined(CitizenNumber citizen);
  Result<message::JournalEntry> entry_at(Position at);
  Result<Instant> stamp_of(Position at);
  Instant next_look(const Record& record) const { return next_due(record, awake_since, setting.grace); }
  void write_rows(const Record& before, const Record& after, Position changed);
  Result<> count(const Record& before, const Record& after, Stamp stamp);
  void slices();
  void look();
  void look_away();

  // receive.cc
  Result<Reply> receive(Receive& request, Instant now);
  // The entry at `known` has the key, and need not be read.
  Result<Slot> find(const LazyIndex& index, const Key& key, Key message::MessageNote::* member,
                    Position known = 0);
  Result<Reply> would_keep(const AskWhetherKept& request);
  Result<Reply> acknowledged(Arrival& arrival, Instant now);  // a letter that was sent from here
  Result<Reply> repeat(const Arrival& arrival, Position first, Instant now);
  Result<Reply> refuse(Arrival& arrival, std::vector<message::Issue> issues, message::Answer answer,
                       Instant now);
  Result<Reply> apply(Arrival& arrival, Instant now);
  Result<Ask> ask_of(const Prepared& prepared, Instant now);
  Result<std::vector<Key>> unseen_of(const Prepared& prepared, const Record& before);
  Party residence_of(const Prepared& prepared) const;
  void remember(const Arrival& arrival, Position at);
  Result<Party> learn_party(const message::Organisation& organisation, PartyKind kind, Instant now);
  std::optional<message::Issue> fault_of(const Prepared& prepared) const;
  bool acknowledges(const Prepared& prepared) const;
  Result<Reply> discard(Arrival& arrival, Instant now);  // no legal basis
  Result<bool> may_be_kept(const Key& cpr, Instant event_at);
  void acknowledge(Reply& reply, const Prepared& prepared, const std::string& acknowledgement_id,
                   Position made_at, Instant now) const;
  message::MessageNote note_of(const Prepared& prepared, message::Answer answer,
                               const std::vector<message::Issue>& issues) const;

  // act.cc
  Result<Reply> act(Act& request, Instant now);
  message::MakeId ids_here() const;  // of the next entry
  void give_ids(SendLetter& send) const;
  Result<> write_letter(const Act& request, const SendLetter& send, EntryDraft& draft);
  Result<> leave_to(Remembered& other, const Act& request, Instant now);  // its record is part of another
  Result<bool> look_at(const Wake& wake, Instant now);  // a tick; true when something happened
  Result<> wake_what_ceased(Instant now);  // whoever has something of a party that has ceased is looked at
  // Checks the candidate; when an invariant is broken, freezes the citizen's record instead and answers
  // false. `asked`: the request that would have broken it, so that it gets the same answer again.
  Result<bool> sound(const Record& after, Remembered& remembered, const std::string& what, Instant at,
                     const Act* asked = nullptr);
  void remember_request(const Act& request, Position at, Instant stamped);

  // import.cc
  struct Met {
    CitizenNumber citizen = 0;
    bool is_new = false;
    Remembered* remembered = nullptr;
  };
  Result<Met> meet(const Key& cpr);
  void keep_citizen(const Key& cpr, CitizenNumber citizen);  // one who was not known before
  Result<Reply> take(Request& request, Instant now);         // whatever is no message and no erasing
  Result<Reply> take_file(const TakeFile& request, Instant now);
  Result<Reply> take_cases(const TakeCases& request, Instant now);
  Result<Reply> take_note(TakeNote& request, Instant now);

  // erase.cc
  Result<Reply> erase(Erase& request, Instant now);
  Result<> drop_body(Position at);  // with its content
  Result<> sweep_contents();        // what no entry names
  Result<> finish_erasing(CitizenNumber citizen, Position entry);
  Result<bool> is_left(CitizenNumber citizen, Position entry);
  Result<> apply_erased_list();
};

Party party_of(std::string_view sor);
uint64_t first_64(const Key& key);
Reply not_now_reply(std::string why);

}  // namespace klynge
