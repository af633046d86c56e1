#pragma once
// Reading klynge.db: what lies in its place, and what waits to be put there (waiting.h), as of one moment.
#include <memory>
#include <utility>
#include <vector>

#include "store/sqlite_db.h"
#include "store/store.h"
#include "store/waiting.h"

namespace klynge::store {

// How rows and names are called in table `waiting`: octets that sort as the tables do.
Bytes place_of(const RowKey& key);
Bytes place_of(uint8_t space, View name);
Waiting::Change change_of(const Row& row);
Waiting::Change change_of(const Name& name);
// The other way. A place is a row's or a name's.
bool is_row(View place);
RowKey row_key_of(View place);
Row row_of(View place, View value);
Position changed_of(View row_value);
View bytes_of(View row_value);
Name name_of(View place, View value);  // without a value it is 0
Bytes names_prefix(uint8_t space);

// What a commit has changed, as one piece.
Bytes encode(const std::vector<Waiting::Change>& changes);
// What lies in table `waiting` with a number above `after`, by number.
Result<std::vector<std::pair<Waiting::Number, std::vector<Waiting::Change>>>> waiting_after(
    Database& db, Waiting::Number after);

// A body's place is one number: its position, then its part.
uint64_t place_of(Position position, uint32_t part);

inline constexpr const char* last_position_sql = "SELECT max(position) FROM journal";

// A reader with a connection of its own; `waiting` is the writer's, when that is in this process.
std::unique_ptr<Reader> make_reader(Database own, std::shared_ptr<Waiting> waiting);
// The writer's own thread reads over the writer's connection.
std::unique_ptr<Reader> make_writers_reader(Database* writers, std::shared_ptr<Waiting> waiting);

}  // namespace klynge::store
