#pragma once
// The wiring of an installation, by hand and in order: settings, directory and pathways, keys, folder,
// ledger. Every command and every test that wants a whole Klynge starts here.
#include <memory>
#include <string>

#include "command/settings.h"
#include "core/pathway/versions.h"
#include "ledger/lookup.h"
#include "store/files.h"

namespace klynge::command {

struct AppPlace {
  std::string data;        // the data folder
  std::string data_files;  // shipped directory and pathways; empty: $KLYNGE_DATA, else where they were built
  bool for_writing = false;    // may make the folder and its keys
  bool may_be_absent = false;  // only to look: settings and data files, and no keys where there is no folder
  seal::Random random = seal::random_of_machine();  // for keys and what is sealed
};

struct App {
  std::string data;
  Settings settings;
  bool has_settings_file = false;  // else the demonstration's settings
  bool is_there = false;           // the folder has a journal
  Setting setting;
  std::vector<SettingPart> parts;
  LedgerOptions options;
  seal::Secrets secrets;
  seal::Random random;

  bool approved() const;                 // every pathway is signed
  std::string unapproved_names() const;  // "stay/1 is not signed by nurse, doctor"
  Caller operations() const { return {setting.operations, CallerRole::operations}; }

  // Reads settings, directory, pathways and keys. Keys are made only for a data folder that does not exist
  // yet, and only by who may write; wrong or missing ones are refused.
  static Result<App> load(const AppPlace& place);
  // Takes the folder for writing.
  Result<std::unique_ptr<Ledger>> open_ledger(Instant now) const;
  // Beside a writer, or alone.
  // `lists`: refused while they are still as an earlier Klynge made them.
  Result<store::Folder> open_for_reading(bool lists = true) const;
};

std::string shipped_data_files(const std::string& wanted);
Result<PathwayFile> load_pathway(const std::string& name);
using store::read_file;

}  // namespace klynge::command
