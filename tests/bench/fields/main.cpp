#include "summary.hpp"

#include "core/error.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <fstream>

namespace {

using namespace trabecula;

void write(const nlohmann::ordered_json& found, const std::string& path)
{
    std::ofstream file(path);
    file << found.dump(2) << '\n';
    if (!file.flush()) throw FileError(path + " could not be written");
}

}  // namespace

int main(int count, char** words)
{
    CLI::App program("Times the solver of the fields, and measures its accuracy and memory.");
    std::string summary_file;
    program.add_option("--summary", summary_file,
                       "write a few figures of 13 fields to this JSON file, and nothing else");
    CLI11_PARSE(program, count, words);
    try {
        if (!summary_file.empty()) write(bench::summary(), summary_file);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    return 0;
}
