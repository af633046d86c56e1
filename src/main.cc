// The command line: which subcommand, with which options. What they do stands in command/.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "command/tools.h"

namespace {

using namespace klynge::command;

constexpr const char* about =
    R"(Klynge keeps every patient in somebody's hands: it reads the messages between hospital and municipality and
keeps, for every citizen, who holds which duty until when.

Try it, with made-up parties:
  klynge demo                                a made-up cluster that lives: http://127.0.0.1:8080
  klynge serve --data demo --demo            a server on http://127.0.0.1:8080
  klynge receive --data demo messages/       the messages of a folder, one after the other
  klynge list --data demo                    open duties, oldest silence first
  klynge who --data demo < cpr.txt           who has this citizen, and whom to call now
  klynge verify --data demo                  proves that chain, fold, rows and seals hold)";

constexpr const char* exit_codes =
    R"(Exit codes: 0 all right; 1 findings, negative answers, not found; 2 the command line is wrong;
3 not now (folder in use, disk, queue): try again; 4 refused (keys, settings, format): change something first.)";

void add_data_files(CLI::App& command, Common& common) {
  command
      .add_option(
          "--data-files", common.place.data_files,
          "the directory, pathways and areas that come with Klynge; else $KLYNGE_DATA, else where it was "
          "built")
      ->type_name("DIR");
}

void add_place(CLI::App& command, Common& common, bool required = true) {
  auto* data =
      command.add_option("--data", common.place.data, "the data folder; keys lie beside it in DIR.keys");
  data->type_name("DIR");
  if (required) data->required();
  add_data_files(command, common);
}

void add_at(CLI::App& command, Common& common) {
  command.add_option("--at", common.at, "the time it is, such as 2026-03-01T08:00:00+01:00; else now")
      ->type_name("TIME");
}

void add_json(CLI::App& command, Common& common) {
  command.add_flag("--json", common.json, "one JSON object a line instead of text");
}

void add_cpr(CLI::App& command, std::string& file) {
  command
      .add_option("--cpr-file", file,
                  "file with the CPR number; else it is read from standard input. Never an argument: "
                  "arguments are seen by others on the machine")
      ->type_name("FILE");
}

void add_english(CLI::App& command, bool& english) {
  command.add_flag("--english", english, "English words; else Danish");
}

int refuse_cpr() {
  std::cerr << "klynge: an argument looks like a CPR number. Arguments are seen by others on the machine and "
               "kept in\n"
               "the shell's history: give it on standard input or with --cpr-file. Clear your history of "
               "this line.\n";
  return exit_usage;
}

}  // namespace

int main(int count, char** arguments) {
  for (int i = 1; i < count; ++i)
    if (looks_like_cpr(arguments[i])) return refuse_cpr();

  std::ios::sync_with_stdio(false);
  Streams streams{std::cin, std::cout, std::cerr, isatty(STDIN_FILENO) != 0, isatty(STDERR_FILENO) != 0};
  Common common;
  int result = exit_ok;

  CLI::App app{about, "klynge"};
  app.footer(exit_codes);
  app.require_subcommand(1);
  app.set_version_flag("--version", "klynge 0.1.0");
  const auto subcommand = [&](const char* name, const char* help) {
    auto* command = app.add_subcommand(name, help);
    command->footer(exit_codes);
    return command;
  };

  ServeOptions serving;
  auto* serve_command =
      subcommand("serve",
                 "Serves the folder: takes messages, keeps the clock, answers look-ups, shows the page.\n"
                 "Stops on SIGTERM or SIGINT when what was taken is answered.\n\n"
                 "  klynge serve --data demo --demo\n"
                 "  klynge serve --data /srv/klynge        with its klynge.yaml");
  add_place(*serve_command, common);
  serve_command->add_flag("--demo", serving.demonstration,
                          "made-up parties and unsigned pathways, without klynge.yaml");
  serve_command
      ->add_option("--listen", serving.listen, "instead of the setting `listen`; port 0 takes a free one")
      ->type_name("ADDRESS:PORT");
  serve_command->callback([&] {
    common.place.for_writing = true;
    result = serve(common, serving, streams);
  });

  DemoOptions showing;
  auto* demo_command = subcommand(
      "demo",
      "Lives the life of a made-up cluster and shows it on a page: three hospitals, four municipalities,\n"
      "twelve practices, 204 test citizens. Time goes 60 times as fast, and may be paused, stepped and\n"
      "begun anew there. For this machine alone; no data folder with anything else in it is touched.\n\n"
      "  klynge demo\n"
      "  klynge demo --seed 7 --speed 600 --listen 127.0.0.1:8081\n"
      "  klynge demo --data demo            kept, so that `klynge list --data demo` may look too");
  add_place(*demo_command, common, false);
  demo_command->add_option("--seed", showing.seed, "another seed, another life")->capture_default_str();
  demo_command->add_option("--speed", showing.speed, "so many times real time")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
  demo_command->add_option("--listen", showing.listen, "a port of this machine; port 0 takes a free one")
      ->type_name("ADDRESS:PORT")
      ->capture_default_str();
  demo_command->callback([&] { result = demo(common, showing, streams); });

  ReceiveOptions receiving;
  auto* receive_command =
      subcommand("receive",
                 "Takes messages from files, as the door of the server would. A broken file never\n"
                 "stops the next.\n\n"
                 "  klynge receive --data demo --acks out/ messages/\n"
                 "  cat one.json | klynge receive --data demo --json -");
  receive_command
      ->add_option("FILE", receiving.files,
                   "files, folders (all files in them, sorted), or - for standard input")
      ->required();
  add_place(*receive_command, common);
  receive_command->add_option("--acks", receiving.acks, "where acknowledgements are written")
      ->type_name("DIR");
  add_at(*receive_command, common);
  add_json(*receive_command, common);
  receive_command->callback([&] {
    common.place.for_writing = true;
    result = receive(common, receiving, streams);
  });

  std::vector<std::string> validating;
  auto* validate_command =
      subcommand("validate",
                 "Says what is wrong with messages, and where. Keeps nothing and needs no folder.\n\n"
                 "  klynge validate messages/\n"
                 "  klynge validate --json one.json");
  validate_command->add_option("FILE", validating, "files, folders, or - for standard input")->required();
  add_at(*validate_command, common);
  add_json(*validate_command, common);
  validate_command->callback([&] { result = validate(common, validating, streams); });

  WhoOptions asking;
  auto* who_command =
      subcommand("who",
                 "Who has this citizen now, strand by strand, and whom to call. The look-up is written\n"
                 "down. Works beside a running server.\n\n"
                 "  klynge who --data demo < cpr.txt\n"
                 "  klynge who --data demo --asker nurse --english < cpr.txt\n"
                 "  klynge who --data demo --as 953741000016009 --cpr-file cpr.txt --json");
  add_place(*who_command, common);
  add_cpr(*who_command, asking.cpr_file);
  who_command->add_option("--as", asking.as, "look as this party does; else as operations")->type_name("SOR");
  who_command
      ->add_option("--asker", asking.asker, "whom this one is to call now, about treatment and about care")
      ->check(CLI::IsMember({"nurse", "gp", "citizen", "relative"}));
  add_at(*who_command, common);
  add_json(*who_command, common);
  add_english(*who_command, asking.english);
  who_command->callback([&] { result = who(common, asking, streams); });

  ListOptions listing;
  auto* list_command =
      subcommand("list",
                 "A party's open duties, oldest silence first. Works beside a running server.\n\n"
                 "  klynge list --data demo --party 953741000016009\n"
                 "  klynge list --data demo                everybody's");
  add_place(*list_command, common);
  list_command->add_option("--party", listing.party, "whose list; else everybody's")->type_name("SOR");
  list_command->add_option("--limit", listing.limit, "at most so many rows")->capture_default_str();
  add_at(*list_command, common);
  add_json(*list_command, common);
  add_english(*list_command, listing.english);
  list_command->callback([&] { result = list(common, listing, streams); });

  AreaOptions area_of;
  auto* area_command = subcommand(
      "area",
      "Regions, clusters and health councils on a day, with their municipalities. Needs no folder.\n"
      "An area holds no duty: it is for figures and forums.\n\n"
      "  klynge area --on 2026-12-31\n"
      "  klynge area --on 2027-01-01 --municipality Middelfart\n"
      "  klynge area --on 2026-12-31 --clusters 21 --json");
  add_data_files(*area_command, common);
  area_command->add_option("--on", area_of.on, "the day, such as 2027-01-01; else today")->type_name("DATE");
  area_command->add_option("--municipality", area_of.municipality, "the areas of this one")
      ->type_name("NAME|CODE");
  area_command
      ->add_option("--clusters", area_of.clusters,
                   "22 meet; 21, as national quality figures count them, has Klynge VEST in Klynge MIDT")
      ->check(CLI::IsMember({21, 22}))
      ->capture_default_str();
  add_json(*area_command, common);
  add_english(*area_command, area_of.english);
  area_command->callback([&] { result = area(common, area_of, streams); });

  CutoverOptions cutting;
  auto* cutover_command = subcommand(
      "cutover",
      "What is open for the tasks that move to another authority on a day: who has each today, who\n"
      "has it the day after, and what cannot be told, with the reason. Changes nothing. Works\n"
      "beside a running server.\n\n"
      "  klynge cutover --data demo --on 2027-01-01");
  add_place(*cutover_command, common);
  cutover_command->add_option("--on", cutting.on, "the first day of what is new; else today")
      ->type_name("DATE");
  add_at(*cutover_command, common);
  add_json(*cutover_command, common);
  add_english(*cutover_command, cutting.english);
  cutover_command->callback([&] { result = cutover(common, cutting, streams); });

  std::string backed_up;
  auto* backup_command =
      subcommand("backup",
                 "Copies the data folder while it is in use, and proves the copy. The keys that lie outside\n"
                 "the folder and the list of erasures are not in it: they have a backup of their own.\n\n"
                 "  klynge backup /backup/2026-11-22 --data /var/lib/klynge");
  backup_command->add_option("TO", backed_up, "a folder that is not there yet")->required();
  add_place(*backup_command, common);
  backup_command->callback([&] { result = backup(common, backed_up, streams); });

  auto* restore_command =
      subcommand("restore",
                 "Puts a backup back as a data folder, and proves it. What was erased since is erased again\n"
                 "when the folder is next opened, by the list of erasures.\n\n"
                 "  klynge restore /backup/2026-11-22 --data /var/lib/klynge");
  restore_command->add_option("FROM", backed_up, "the backup")->required();
  add_place(*restore_command, common);
  restore_command->callback([&] { result = restore(common, backed_up, streams); });

  VerifyOptions verifying;
  auto* verify_command =
      subcommand("verify",
                 "Proves the folder: chain, fold, rows and seals; reports what was erased. A chain alone\n"
                 "cannot see that its end was cut off: keep a signed head elsewhere, daily.\n\n"
                 "  klynge verify --data demo\n"
                 "  klynge verify --data demo --head > /elsewhere/head.txt\n"
                 "  klynge verify --data demo --since /elsewhere/head.txt");
  add_place(*verify_command, common);
  verify_command->add_flag("--head", verifying.head, "only print the signed head of the chain");
  verify_command
      ->add_option("--since", verifying.since, "a head printed earlier, which must still be in the chain")
      ->type_name("FILE");
  add_json(*verify_command, common);
  verify_command->callback([&] { result = verify(common, verifying, streams); });

  EraseOptions erasing;
  auto* erase_command =
      subcommand("erase",
                 "Destroys the keys of one citizen's content, or of one message's. Refused while retention\n"
                 "runs or a duty is open. The journal's chain stays whole and says what was done.\n\n"
                 "  klynge erase --data demo --reason \"wrong citizen\" --basis \"GDPR art. 17(1)(d)\" \\\n"
                 "      --person-a \"A. Hansen\" --person-b \"B. Jensen\" < cpr.txt");
  add_place(*erase_command, common);
  add_cpr(*erase_command, erasing.cpr_file);
  erase_command
      ->add_option("--entry", erasing.entry,
                   "only the content of the message at this journal position; no CPR "
                   "number is read")
      ->type_name("POSITION");
  erase_command->add_option("--reason", erasing.reason, "why")->required();
  erase_command->add_option("--basis", erasing.basis, "the legal basis")->required();
  erase_command->add_option("--person-a", erasing.person_a, "one of the two who decided")->required();
  erase_command->add_option("--person-b", erasing.person_b, "the other")->required();
  add_at(*erase_command, common);
  erase_command->callback([&] { result = erase(common, erasing, streams); });

  PostOptions posting;
  auto* post_command = subcommand(
      "post",
      "The letters that the post has in hand: waiting to be sent, awaiting their acknowledgement, or in\n"
      "error. `resend` sends one once more (not beside a running server, which has a call for it).\n\n"
      "  klynge post --data demo --state in-error\n"
      "  klynge post --data demo resend 12 3          letter 3 of citizen 12");
  add_place(*post_command, common);
  add_json(*post_command, common);
  post_command->add_option("--state", posting.state, "waiting, awaiting or in-error")
      ->check(CLI::IsMember({"waiting", "awaiting", "in-error"}));
  auto* resend_command = post_command->add_subcommand("resend", "Sends a letter once more");
  resend_command->footer(exit_codes);
  resend_command->add_option("CITIZEN", posting.citizen, "the citizen's number here")->required();
  resend_command->add_option("LETTER", posting.letter, "the letter's number")->required();
  add_at(*resend_command, common);
  post_command->callback([&] {
    result = resend_command->parsed() ? post_resend(common, posting, streams)
                                      : post_list(common, posting, streams);
  });

  ImportOptions importing;
  auto* import_command =
      subcommand("import",
                 "Takes in what a municipality has: its roster, and the log of its messages. Says first\n"
                 "what is understood, and line by line what is not; then applies what is.");
  import_command->require_subcommand(1);
  const auto import_subcommand = [&](const char* name, const char* help, auto run) {
    auto* command = import_command->add_subcommand(name, help);
    command->footer(exit_codes);
    command->add_option("FILE", importing.file, "CSV: UTF-8 or Latin-1; semicolon, comma or tab")->required();
    add_place(*command, common);
    command->add_flag("--dry-run", importing.dry_run, "only say what is understood; nothing is kept");
    add_at(*command, common);
    add_json(*command, common);
    command->callback([&, run] {
      common.place.for_writing = !importing.dry_run;
      common.place.may_be_absent = importing.dry_run;
      result = run(common, importing, streams);
    });
    return command;
  };
  import_subcommand("roster",
                    "Which cases the municipality has: columns cpr; case_kind; desk; from; to. The same\n"
                    "file again changes nothing.\n\n"
                    "  klynge import roster roster.csv --data demo --dry-run\n"
                    "  klynge import roster roster.csv --data demo --complete",
                    import_roster)
      ->add_flag("--complete", importing.complete,
                 "the file is the whole roster: cases that are not in it have ended");
  import_subcommand("log",
                    "The log of its notifications: columns type; time; sender; receiver; course_id;\n"
                    "citizen. Without content, and enough to see who is in hospital.\n\n"
                    "  klynge import log last-year.csv --data demo --history",
                    import_log)
      ->add_flag(
          "--history", importing.reconstructed,
          "the log is from before Klynge: what should have been done before now is over, and nobody is "
          "asked for it");

  PathwayOptions drawing;
  std::vector<std::string> checking;
  auto* pathway_command = subcommand(
      "pathway",
      "A pathway file: checked, drawn for people to read, and signed by them. Needs no folder.\n\n"
      "  klynge pathway check my-pathway.yaml         what is wrong with it, and where; who has signed\n"
      "  klynge pathway draw my-pathway.yaml > my-pathway.svg\n"
      "  klynge pathway sign my-pathway.yaml --role nurse --name \"A. Hansen\" --date 2026-11-22");
  pathway_command->require_subcommand(1);
  const auto pathway_subcommand = [&](const char* name, const char* help) {
    auto* command = pathway_command->add_subcommand(name, help);
    command->footer(exit_codes);
    return command;
  };
  const auto on_one_file = [&](const char* name, const char* help, auto run) {
    auto* command = pathway_subcommand(name, help);
    command->add_option("FILE", drawing.file, "the pathway, YAML")->required();
    command->callback([&, run] { result = run(drawing, streams); });
    return command;
  };
  auto* check_command = pathway_subcommand(
      "check",
      "Says what is wrong with pathway files: file, line and column, what was found and what was\n"
      "expected; whether they go together; and who has signed.\n\n"
      "  klynge pathway check data/pathways/");
  check_command->add_option("FILE", checking, "files, or folders (all files in them, sorted)")->required();
  add_json(*check_command, common);
  check_command->callback([&] { result = pathway_check(common, checking, streams); });
  auto* draw_command = on_one_file(
      "draw",
      "Draws a pathway as one SVG file: a lane for each party, time from left to right, deadlines with\n"
      "their source, and room for the signatures. Any browser shows and prints it.\n\n"
      "  klynge pathway draw data/pathways/hospital-stay.yaml --language en --out stay.svg",
      pathway_draw);
  draw_command->add_option("--language", drawing.language, "da or en")
      ->check(CLI::IsMember({"da", "en"}))
      ->capture_default_str();
  draw_command->add_option("--out", drawing.out, "where to; else the standard output")->type_name("FILE");
  auto* sign_command = on_one_file(
      "sign",
      "Writes a signature into the file: who answers for what it says now. A change of the content\n"
      "undoes it. Signed by nurse, doctor and municipal lead, a pathway is clinically approved.\n\n"
      "  klynge pathway sign my-pathway.yaml --role doctor --name \"B. Jensen\" --date 2026-11-22",
      pathway_sign);
  sign_command->add_option("--role", drawing.role, "nurse, doctor or municipal-lead")
      ->check(CLI::IsMember({"nurse", "doctor", "municipal-lead"}))
      ->required();
  sign_command->add_option("--name", drawing.name, "of who signs")->required();
  sign_command->add_option("--date", drawing.date, "of the signature, such as 2026-11-22")->required();

  ExportOptions exporting;
  auto* export_command =
      subcommand("export-journal",
                 "Prints the journal as JSON lines. What is sealed stays sealed unless --open, and then\n"
                 "every citizen in it is written down as looked up.\n\n"
                 "  klynge export-journal --data demo > journal.jsonl");
  add_place(*export_command, common);
  export_command->add_option("--from", exporting.from, "first position")
      ->type_name("POSITION")
      ->capture_default_str();
  export_command->add_flag("--open", exporting.open, "with the sealed texts opened");
  export_command->callback([&] { result = export_journal(common, exporting, streams); });

  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_ok : exit_usage;
  }
  std::cout << std::flush;
  return std::cout ? result : static_cast<int>(exit_not_now);
}
