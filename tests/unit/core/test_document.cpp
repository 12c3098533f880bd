#include "core/config/include.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

using namespace trabecula;
using Catch::Contains;

namespace {

std::string message_of(const std::string& toml)
{
    try {
        parse_toml(toml, "s.toml");
    } catch (const InputError& error) {
        return error.what();
    }
    return "no error";
}

struct Folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("trabecula-test-document-" + std::to_string(::getpid()));
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
    void write(const std::string& name, const std::string& text) const { std::ofstream(path / name) << text; }
};

}  // namespace

TEST_CASE("A TOML error names file, line and column", "[config]")
{
    CHECK_THAT(message_of("a = 1\nb = [1, 2\n"), Contains("s.toml:2:11"));
    CHECK_THAT(message_of("a = 1\na = 2\n"), Contains("s.toml:2:5") && Contains("redefine"));
    CHECK_THAT(message_of(std::string("a = 1\nb\0= 2", 11)), Contains("s.toml:2:2: byte 0x00 is not UTF-8"));
    CHECK_THAT(message_of("a = \"\xC0\xAF\"\n"), Contains("s.toml:1:6: byte 0xC0"));
    CHECK_THAT(message_of("t = 2026-01-01\n"), Contains("s.toml:1:5: dates"));
}

TEST_CASE("A tree is written as TOML that parses to the same tree", "[config]")
{
    const char* text =
        "z = 1\n[b.c]\nx = [1, 2.5, \"a \\\"quoted\\\" word\"]\ny = {p = true, q = -0.0}\n[a]\n[\"odd key\"]\nk = "
        "1e300\n";
    const std::string once = to_toml(parse_toml(text, "s.toml"));
    CHECK(to_toml(parse_toml(once, "once")) == once);
    CHECK_THAT(once, Contains("[\"odd key\"]") && Contains("q = -0.0") && Contains("[a]"));
}

TEST_CASE("An including file wins over what it includes, key by key", "[config]")
{
    const Folder folder;
    folder.write("core.toml", "a = 1\n[t]\nx = 1\ny = 1\n");
    folder.write("main.toml", "include = [\"core.toml\"]\n[t]\ny = 2\n");
    const ConfigNode root = load_config(folder.path / "main.toml");
    CHECK(root.find("a")->integer == 1);
    CHECK(root.find("t")->find("x")->integer == 1);
    CHECK(root.find("t")->find("y")->integer == 2);
    CHECK(root.find("include") == nullptr);
    CHECK_THAT(root.find("t")->find("x")->place.file, Catch::EndsWith("core.toml"));
}

TEST_CASE("Includes that cannot be followed are refused at their place", "[config]")
{
    const Folder folder;
    folder.write("loop.toml", "a = 1\ninclude = [\"loop.toml\"]\n");
    CHECK_THROWS_WITH(load_config(folder.path / "loop.toml"),
                      Contains("loop.toml:2:12") && Contains("includes itself"));
    folder.write("gone.toml", "include = [\"nowhere.toml\"]\n");
    CHECK_THROWS_WITH(load_config(folder.path / "gone.toml"), Contains("gone.toml:1:12") && Contains("does not exist"));
    folder.write("kind.toml", "include = \"core.toml\"\n");
    CHECK_THROWS_WITH(load_config(folder.path / "kind.toml"), Contains("include is not a list"));
    CHECK_THROWS_WITH(load_config(folder.path), Contains("is not a file"));
}

TEST_CASE("A setting overlays any key, and takes a value that is not TOML as a string", "[config]")
{
    ConfigNode root = parse_toml("[time]\nduration = \"1 d\"\nstep = \"1 h\"\n", "s.toml");
    apply_settings(root, std::vector<std::string>{"time.duration=2 d", "time.seed=7", "new.key='x'"});
    CHECK(root.find("time")->find("duration")->text == "2 d");
    CHECK(root.find("time")->find("duration")->place.file == "--set time.duration");
    CHECK(root.find("time")->find("step")->text == "1 h");
    CHECK(root.find("time")->find("seed")->integer == 7);
    CHECK(root.find("new")->find("key")->text == "x");
    CHECK_THROWS_WITH(apply_settings(root, std::vector<std::string>{"time.duration"}),
                      Contains("not of the form key=value"));
    CHECK_THROWS_WITH(apply_settings(root, std::vector<std::string>{"a..b=1"}), Contains("is not a key"));
}

TEST_CASE("A setting reaches into a list by the number of an item", "[config]")
{
    ConfigNode root = parse_toml(
        "[cell.a]\nactivators = [{ signal = \"TNF\", half = 1.0 }, { signal = \"IL6\", half = 2.0 }]\n"
        "numbers = [1, 2, 3]\nname = \"x\"\n",
        "s.toml");
    const auto set = [&](const std::string& setting) { apply_settings(root, std::vector<std::string>{setting}); };
    set("cell.a.activators[1].half=20 pM");
    set("cell.a.activators[0].hill=2");
    set("cell.a.numbers[2]=7");
    const ConfigNode& a = *root.find("cell")->find("a");
    CHECK(a.find("activators")->items[1].find("half")->text == "20 pM");
    CHECK(a.find("activators")->items[1].find("half")->place.file == "--set cell.a.activators[1].half");
    CHECK(a.find("activators")->items[1].find("signal")->text == "IL6");
    CHECK(a.find("activators")->items[0].find("hill")->integer == 2);
    CHECK(a.find("numbers")->items[2].integer == 7);
    CHECK(a.find("numbers")->items[1].integer == 2);
    CHECK_THROWS_WITH(set("cell.a.activators[2].half=1"), Contains("has 2 items, counted from 0; there is no [2]"));
    CHECK_THROWS_WITH(set("cell.a.inhibitors[0].half=1"), Contains("cell.a.inhibitors is not there"));
    CHECK_THROWS_WITH(set("cell.a.name[0]=1"), Contains("cell.a.name is no list"));
    CHECK_THROWS_WITH(set("cell.a.numbers[0].half=1"), Contains("numbers[0] is a whole number, so that no key of it"));
}

TEST_CASE("What is to be defined once comes from one file, by whatever way it is included", "[config]")
{
    const Folder folder;
    folder.write("drug.toml", "[drug.a]\nx = 1\n");
    folder.write("other.toml", "[drug.a]\ny = 1\n");
    folder.write("with_drug.toml", "include = [\"./drug.toml\"]\n[drug.a]\nx = 2\n");
    const auto load = [&](const std::string& text) {
        folder.write("main.toml", text);
        constexpr std::array<std::string_view, 1> once{"drug"};
        return load_config(folder.path / "main.toml", once);
    };
    CHECK(load("include = [\"with_drug.toml\", \"drug.toml\"]\n").find("drug")->find("a")->find("x")->integer == 1);
    CHECK_THROWS_WITH(load("include = [\"with_drug.toml\", \"other.toml\"]\n"),
                      Contains("other.toml:1:7: drug.a is there already") && Contains("drug.toml:1:7"));
}
