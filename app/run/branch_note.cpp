#include "app/run/branch_note.hpp"

#include "output/atomic_file.hpp"

#include "core/error.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>

namespace trabecula {

void write_branch_note(const std::filesystem::path& folder, const BranchNote& note)
{
    const std::filesystem::path run = std::filesystem::absolute(note.run).lexically_normal();
    write_text_file(folder / branch_note_file,
                    nlohmann::json{{"from", run.string()}, {"at_h", note.at.value}}.dump() + "\n");
}

std::optional<BranchNote> read_branch_note(const std::filesystem::path& folder)
{
    const std::filesystem::path file = folder / branch_note_file;
    std::ifstream stream(file);
    if (!stream) return std::nullopt;
    try {
        const nlohmann::json note = nlohmann::json::parse(stream);
        return BranchNote{note.at("from").get<std::string>(), Hours{note.at("at_h").get<double>()}};
    } catch (const nlohmann::json::exception&) {
        throw InputError(
            fmt::format("{}: does not say where the run began; give --from and --at again", file.string()));
    }
}

void remove_branch_note(const std::filesystem::path& folder)
{
    remove_file(folder / branch_note_file);
}

}  // namespace trabecula
