#include "command/app.h"

#include <algorithm>
#include <filesystem>

#include "core/directory_file.h"
#include "core/pathway/read.h"
#include "ledger/renew.h"

namespace klynge::command {
namespace {

namespace fs = std::filesystem;

bool has_journal(const std::string& data) {
  std::error_code ignored;
  return fs::exists(fs::path(data) / "klynge.db", ignored);
}

Result<> load_directory(App& app) {
  auto text = read_file(app.settings.directory);
  if (!text) return text.problem();
  auto parties = read_directory(*text, app.settings.directory);
  if (!parties) return parties.problem();
  for (PartyInfo& party : *parties) app.setting.directory.add(std::move(party));
  app.parts.push_back({"directory", fs::path(app.settings.directory).stem().string(), std::move(*text)});
  return Done{};
}

Result<> load_pathways(App& app) {
  std::error_code error;
  std::vector<std::string> files;
  for (const auto& file : fs::directory_iterator(app.settings.pathways, error))
    if (file.path().extension() == ".yaml") files.push_back(file.path().string());
  if (error)
    return refused(app.settings.pathways, "the folder of pathways cannot be read: " + error.message());
  if (files.empty()) return refused(app.settings.pathways, "there is no pathway (*.yaml) in this folder");
  std::ranges::sort(files);
  std::vector<PathwayFile> pathways;
  for (const std::string& name : files) {
    auto file = load_pathway(name);
    if (!file) return file.problem();
    pathways.push_back(std::move(*file));
  }
  if (auto clash = clash_of(pathways)) return *clash;
  for (PathwayFile& file : pathways) {
    Pathway& pathway = file.pathway;
    app.parts.push_back(
        {"pathway", pathway.id + "/" + std::to_string(pathway.version), std::move(file.text)});
    app.setting.pathways.push_back(std::move(pathway));
  }
  return Done{};
}

Result<> load_case_kinds(App& app) {
  auto text = read_file(app.settings.case_kinds);
  if (!text) return text.problem();
  auto kinds = read_case_kinds(*text, app.settings.case_kinds);
  if (!kinds) return kinds.problem();
  app.setting.case_kinds = std::move(*kinds);
  app.parts.push_back({"case-kinds", fs::path(app.settings.case_kinds).stem().string(), std::move(*text)});
  return Done{};
}

// The settings that decisions read, and no others: a new port is no new rule.
SettingPart deciding_settings(const Settings& settings) {
  std::string text = "operations: " + std::to_string(settings.operations.sor) + "\nacts_for: [";
  for (size_t i = 0; i < settings.acts_for.size(); ++i)
    text += (i == 0 ? "" : ", ") + std::to_string(settings.acts_for[i]);
  text += "]\ngrace: " + std::to_string(settings.grace.us / minutes(1).us) + " min\n";
  text += "contest_window: " + std::to_string(settings.contest_window.us / minutes(1).us) + " min\n";
  text += std::string("roster: ") + (settings.roster_required ? "required" : "elsewhere") + "\n";
  for (const Settings::PostTo& to : settings.post)
    text += "post " + std::to_string(to.to.sor) + ": " + std::to_string(to.wait.us / minutes(1).us) +
            " min, " + std::to_string(to.resends) + " times more, taken within " +
            std::to_string(to.taken_within.us / minutes(1).us) + " min\n";
  return {"settings", "klynge.yaml", std::move(text)};
}

// Without klynge.yaml: all made-up parties, every municipality answered for, nothing kept for long.
void fill_demonstration(App& app) {
  for (const PartyInfo& party : app.setting.directory.all()) {
    if (party.kind == PartyKind::municipality) app.settings.acts_for.push_back(party.party.sor);
    if (party.kind == PartyKind::operations && app.settings.operations.none())
      app.settings.operations = party.party;
  }
  std::ranges::sort(app.settings.acts_for);
}

Result<> check_record_systems(const App& app, const std::string& settings_file) {
  const Directory& directory = app.setting.directory;
  for (const server::RecordSystem& system : app.settings.record_systems) {
    const bool has_units = std::ranges::any_of(directory.all(), [&](const PartyInfo& party) {
      return party.party == system.organisation || party.organisation == system.organisation.sor;
    });
    if (!has_units)
      return not_understood(settings_file, "`record_systems` names " +
                                               std::to_string(system.organisation.sor) +
                                               ", which is no party of the directory and has none");
  }
  return Done{};
}

Settings demonstration_settings(const std::string& data, const std::string& files) {
  Settings settings;
  settings.demonstration = true;
  settings.retention_days = 0;
  settings.grace = minutes(1);  // a newcomer sees silence noticed while the kettle boils
  settings.directory = files + "/directory/demonstration.yaml";
  settings.pathways = files + "/pathways";
  settings.case_kinds = files + "/case-kinds.yaml";
  settings.keys = fs::path(data).lexically_normal().string() + ".keys";
  settings.erased_list = settings.keys + "/erased";
  return settings;
}

}  // namespace

Result<PathwayFile> load_pathway(const std::string& name) {
  auto text = read_file(name);
  if (!text) return text.problem();
  auto pathway = read_pathway(*text, name);
  if (!pathway) return pathway.problem();
  return PathwayFile{name, std::move(*text), std::move(*pathway)};
}

std::string shipped_data_files(const std::string& wanted) {
  if (!wanted.empty()) return wanted;
  if (const char* set = std::getenv("KLYNGE_DATA"); set != nullptr && *set != '\0') return set;
  std::error_code ignored;
  const fs::path installed =
      fs::read_symlink("/proc/self/exe", ignored).parent_path().parent_path() / "share/klynge";
  if (fs::exists(installed / "pathways", ignored)) return installed;
  return KLYNGE_DATA_DIR;
}

Result<App> App::load(const AppPlace& place) {
  App app;
  app.random = place.random;
  app.data = fs::path(place.data).lexically_normal().string();
  while (app.data.size() > 1 && app.data.ends_with('/')) app.data.pop_back();
  const std::string files = shipped_data_files(place.data_files);
  const std::string settings_file = app.data + "/klynge.yaml";

  std::error_code ignored;
  app.has_settings_file = fs::exists(settings_file, ignored);
  if (app.has_settings_file) {
    auto text = read_file(settings_file);
    if (!text) return text.problem();
    auto settings = read_settings(*text, settings_file, app.data);
    if (!settings) return settings.problem();
    app.settings = std::move(*settings);
    if (app.settings.directory.empty())
      return not_understood(settings_file, "`directory` is missing: the file that names the parties");
    if (app.settings.pathways.empty()) app.settings.pathways = files + "/pathways";
    if (app.settings.case_kinds.empty()) app.settings.case_kinds = files + "/case-kinds.yaml";
  } else {
    app.settings = demonstration_settings(app.data, files);
  }

  if (auto done = load_directory(app); !done) return done.problem();
  if (auto done = load_pathways(app); !done) return done.problem();
  if (auto done = load_case_kinds(app); !done) return done.problem();
  if (auto done = check_record_systems(app, settings_file); !done) return done.problem();
  if (!app.has_settings_file) fill_demonstration(app);
  app.parts.push_back(deciding_settings(app.settings));

  app.setting.acts_for = app.settings.acts_for;
  app.setting.operations = app.settings.operations;
  app.setting.grace = app.settings.grace;
  app.setting.contest_window = app.settings.contest_window;
  // In a demonstration that names no receiver all are here: letters stay, and are read where they were
  // written.
  const bool stay = app.settings.demonstration && app.settings.post.empty();
  if (app.has_settings_file && !stay) {
    app.setting.post.emplace();
    for (const Settings::PostTo& to : app.settings.post)
      app.setting.post->push_back({to.to, static_cast<uint32_t>(to.wait.us / seconds(1).us),
                                   static_cast<uint8_t>(to.resends),
                                   static_cast<uint32_t>(to.taken_within.us / seconds(1).us)});
  }
  app.options.controller = app.settings.controller;
  app.options.retention = days(app.settings.retention_days);
  app.options.erased_list = app.settings.erased_list;
  app.options.demonstration = app.settings.demonstration && !app.settings.lets_somebody_in();
  app.options.everybody_has_basis = !app.settings.roster_required;

  app.is_there = has_journal(app.data);
  if (!app.is_there && place.may_be_absent) return app;
  if (!app.is_there && !place.for_writing)
    return refused(app.data,
                   "there is no Klynge data folder here; `klynge receive` or `klynge serve` makes one");
  auto secrets = seal::load_secrets(app.settings.keys, !app.is_there, place.random);
  if (!secrets) return secrets.problem();
  app.secrets = std::move(*secrets);
  return app;
}

bool App::approved() const {
  return std::ranges::all_of(setting.pathways, &Pathway::approved);
}

std::string App::unapproved_names() const {
  std::string names;
  for (const Pathway& pathway : setting.pathways) {
    std::string missing;
    for (const std::string_view signer : pathway.missing_signers())
      missing += (missing.empty() ? "" : ", ") + std::string(signer);
    if (!missing.empty())
      names += (names.empty() ? "" : "; ") + pathway.id + "/" + std::to_string(pathway.version) +
               " is not signed by " + missing;
  }
  return names;
}

Result<std::unique_ptr<Ledger>> App::open_ledger(Instant now) const {
  auto folder = store::open_sqlite(data, store::Open::write);
  if (!folder) return folder.problem();
  return Ledger::open(std::move(*folder), secrets, setting, parts, options, random, now);
}

Result<store::Folder> App::open_for_reading(bool lists) const {
  auto folder = store::open_sqlite(data, store::Open::read);
  if (!folder) return folder.problem();
  auto reader = folder->store->reader();
  if (!reader) return reader.problem();
  auto check = (*reader)->meta("keys");
  if (!check) return check.problem();
  // With other keys nobody would be found, which is worse than a refusal.
  if (check->has_value() && **check != seal::check_value(secrets))
    return refused(settings.keys, "these are not the keys this data folder was written with");
  auto views = views_of(**reader);
  if (!views) return views.problem();
  if (lists && *views == Views::older)
    return refused(data,
                   "the lists here are as an earlier Klynge made them; `klynge serve` or `klynge receive` "
                   "makes them anew when it opens the folder");
  return folder;
}

}  // namespace klynge::command
